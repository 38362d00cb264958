"""A city that calls every label otherwise is read once its words are data: nothing else is added."""

from collections.abc import Iterator

import pytest
import yaml
from contexts import context
from ruled import ruled

from extractors.document.claims import Claims
from extractors.document.model import Document, Table
from extractors.recognise.shapes import performance_heads as recognised
from extractors.recognise.shapes import procurement as recognised_procurement
from extractors.records.performance import shapes
from extractors.records.procurement import shapes as procurement
from schemas.words.performance import PerformanceWords, RoleWords, performance_words
from schemas.words.procurement import procurement_words

WORDS = """
performance:
  project_name: [渡事名, 渡事]
  budget: [渡银]
  goal: [渡愿]
  level1: [上阶]
  level3: [渡数名]
  target: [渡数]
  operator: [比法]
  target_unit: [数词]
  department: [渡署]
procurement:
  item_name: [采办何物]
  amount: [办银]
  category: [办类]
"""

SHEET = [
    ["渡事名", "换渡船", "<", "渡银（万元）", "3.00"],
    ["渡愿", "渡船不漏", "<", "<", "<"],
    ["上阶", "渡数名", "比法", "渡数", "数词"],
    ["产出指标", "新船", "≥", "2", "艘"],
]
LIST = [
    ["渡事", "渡银（万元）", "渡愿", "上阶", "渡数名", "比法", "渡数", "数词"],
    ["换渡船", "3.00", "不漏", "产出指标", "新船", "≥", "2", "艘"],
    ["^", "^", "^", "满意度指标", "渡客满意", "≥", "90", "%"],
    ["修码头", "1.00", "不塌", "产出指标", "新桩", "=", "8", "根"],
]
GOALS = [["渡事", "渡银（万元）", "渡愿"], ["换渡船", "3.00", "不漏"], ["修码头", "1.00", "不塌"]]
WHOLE = [
    ["渡署", "芦汀渡署", "<", "<", "<"],
    ["上阶", "渡数名", "比法", "渡数", "数词"],
    ["产出指标", "渡客", "≥", "900", "人"],
]
ITEMS = [["办类", "采办何物", "办银（万元）"], ["合计", "", "4.00"], ["货物", "", "4.00"], ["", "救生衣", "4.00"]]


@pytest.fixture
def other_words(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The vocabularies with the words of the invented city, as its lines in the YAML files would give them."""
    added = yaml.safe_load(WORDS)
    for module, name, known in (
        (recognised, "performance_words", performance_words()),
        (recognised_procurement, "procurement_words", procurement_words()),
    ):
        subject = name.removesuffix("_words")
        roles = {
            role: RoleWords(exact=(*words.exact, *added[subject].get(role, ())), suffix=words.suffix)
            for role, words in known.roles.items()
        }
        changed = known.model_copy(update={"roles": roles})
        monkeypatch.setattr(module, name, lambda changed=changed: changed)
        module.vocabulary.cache_clear()
    yield
    monkeypatch.undo()
    recognised.vocabulary.cache_clear()
    recognised_procurement.vocabulary.cache_clear()


def read(rows: list[list[str]], title: str) -> Claims:
    table: Table = ruled(rows, title)
    document = Document([table], "pdf", "application/pdf")
    found = shapes.extract(document, context(document=document))
    found.merge(procurement.extract(document, context(document=document)))
    return found


def test_without_its_words_the_city_is_not_read() -> None:
    assert not read(SHEET, "渡务表").rows
    assert isinstance(performance_words(), PerformanceWords)


def test_a_title_names_no_project_where_an_unknown_label_may() -> None:
    assert "projects" not in read(SHEET, "渡务项目绩效目标表").rows
    listed = read(LIST, "渡务项目绩效目标表").rows
    assert [row["project_name"] for row in listed["projects"]] == ["换渡船", "修码头"]


@pytest.mark.usefixtures("other_words")
@pytest.mark.parametrize(
    ("rows", "projects", "indicators"), [(SHEET, 1, 1), (LIST, 2, 3), (GOALS, 2, 0), (WHOLE, 0, 1)]
)
def test_with_them_each_shape_is(rows: list[list[str]], projects: int, indicators: int) -> None:
    found = read(rows, "渡务表")
    assert (len(found.rows.get("projects", ())), len(found.rows.get("indicators", ()))) == (projects, indicators)
    assert all(row["budget_yuan"] for row in found.rows.get("projects", ()))


@pytest.mark.usefixtures("other_words")
def test_its_procurement_too() -> None:
    found = read(ITEMS, "采购明细表")
    assert [(row["item_name"], row["category"]) for row in found.rows["procurement_items"]] == [("救生衣", "goods")]
    assert [row["level"] for row in found.rows["procurement_totals"]] == ["total", "category"]
