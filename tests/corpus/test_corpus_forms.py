"""Forms of real disclosures beside the repository, against their Word originals and their own sums."""

import zipfile
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from corpora import CORPUS, ReadOnce
from disclosed import Disclosed

from extractors.values.text import compact
from schemas.tables import Row

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
GRADES = ("grade_excellent", "grade_good", "grade_fair", "grade_poor")
NO_UNIT = "20170323_58d3c7006950f"
"""Its second table prints no 单位, so that its amounts are left out."""

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared/corpus is not there"),
]


def word_rows(path: Path) -> Iterator[list[str]]:
    """The rows of the duty tables of a Word file, below their headers; a cell merged from above is `^`."""
    with zipfile.ZipFile(path) as parts:
        body = ElementTree.fromstring(parts.read("word/document.xml"))
    for table in body.iter(f"{WORD}tbl"):
        rows = [[_text(cell) for cell in row.findall(f"{WORD}tc")] for row in table.findall(f"{WORD}tr")]
        header = next((n for n, row in enumerate(rows) if {"优", "差"} <= set(row)), None)
        if header is not None:
            yield from (row for row in rows[header + 1 :] if len(row) == 9 and row[0] != "职责活动")


def _text(cell: ElementTree.Element) -> str:
    merged = cell.find(f"{WORD}tcPr/{WORD}vMerge")
    if merged is not None and merged.get(f"{WORD}val") != "restart":
        return "^"
    return compact("".join(piece.text or "" for piece in cell.iter(f"{WORD}t")))


def in_wan(duty: Row) -> str:
    return "" if duty["budget_yuan"] is None else f"{duty['budget_yuan'] / 10_000:.2f}"


def test_duties_activities_and_grades_are_those_of_the_word_originals(corpus: ReadOnce) -> None:
    originals = sorted((CORPUS / "dingzhou-2017").glob("*.docx"))
    assert len(originals) == 15
    for word in originals:
        rows = [row for row in word_rows(word) if set(row) - {"", "优", "良", "中", "差"}]
        records = corpus.disclosed(word.with_suffix(".pdf")).records
        titles = Counter(row[0] for row in rows if row[0] not in ("", "^"))
        assert Counter(compact(duty["title"]) for duty in records["duties"]) == titles, word.name
        graded = [tuple(row[5:]) for row in rows if set(row[4:]) - {"", "^"}]
        found = [tuple(compact(row[grade] or "") for grade in GRADES) for row in records.get("indicators", ())]
        assert Counter(found) == Counter(graded), word.name
        amounts = Counter(
            (row[0], f"{Decimal(row[1]):.2f}" if row[1] else "") for row in rows if row[0] not in ("", "^")
        )
        if word.stem != NO_UNIT:
            assert Counter((compact(duty["title"]), in_wan(duty)) for duty in records["duties"]) == amounts, word.name


def checks(disclosed: Disclosed, identity: str) -> list[str]:
    return [check["status"] for check in disclosed.records["checks"] if check["identity"] == identity]


def test_the_ministrys_tables_add_up_in_money_and_in_points(corpus: ReadOnce) -> None:
    (path,) = (CORPUS / "university").glob("*2023*.pdf")
    disclosed = corpus.disclosed(path)
    assert len(disclosed.records["projects"]) == 24
    assert checks(disclosed, "project_funds") == checks(disclosed, "weights_total") == ["exact"] * 24


@pytest.mark.parametrize("path", sorted(CORPUS.glob("jiangsu/*公开*.pdf")), ids=lambda path: path.name)
def test_every_level_of_nested_procurement_is_the_sum_of_the_rows_below_it(path: Path, corpus: ReadOnce) -> None:
    found = set(checks(corpus.disclosed(path), "procurement_nested"))
    assert found == {"exact"}


@pytest.mark.parametrize(("pattern", "projects"), [("*万里*", 1), ("*司法*", 1), ("*商务*", 4)])
def test_projects_described_in_prose_are_found_with_their_budgets(
    pattern: str, projects: int, corpus: ReadOnce
) -> None:
    (path,) = (CORPUS / "shanghai").glob(pattern)
    found = corpus.disclosed(path).records["projects"]
    assert len(found) == projects
    for project in found:
        assert (project["budget_yuan"] is None) == ("第一季度用款" in project["arrangement"])


def test_a_procurement_table_without_a_unit_has_that_of_the_stated_cost_of_vehicles(corpus: ReadOnce) -> None:
    records = corpus.disclosed(CORPUS / "dingzhou-2017" / "20170316_58ca306578ba4.pdf").records
    items = records["procurement_items"]
    assert len(items) == 19
    assert sum(row["quantity"] for row in items) == 28
    assert sum(row["amount_yuan"] for row in items) == 160800
    (proof,) = (table["unit_proof"] for table in records["tables"] if table["unit_proof"])
    assert proof.startswith("万元")
    assert records["documents"][0]["numbers_claimed"] == records["documents"][0]["numbers_found"]


def test_amounts_of_cells_that_lack_a_rule_are_those_of_the_workbook(corpus: ReadOnce) -> None:
    def lines(suffix: str) -> Counter[tuple[Any, ...]]:
        records = corpus.disclosed(CORPUS / "dingzhou-2017" / f"20170327_58d88823c0e6d{suffix}").records
        kept = (line for line in records["budget_lines"] if line["table_kind"] == "basic_expenditure")
        return Counter((line["code"], line["measure"], line["amount_yuan"]) for line in kept)

    assert lines(".pdf") == lines(".xls")


def test_duties_that_in_any_unit_are_no_stated_amount_are_left(corpus: ReadOnce) -> None:
    """In 万元 one of them would be more than all that the department spends."""
    records = corpus.disclosed(CORPUS / "dingzhou-2017" / "20170323_58d3c7006950f.pdf").records
    left = Counter(row["reason"] for row in records["leftovers"] if row["kind"] == "number")
    assert left["no_money_unit"] == 9
    assert {duty["budget_yuan"] for duty in records["duties"] if duty["table_index"] == 2} == {None}


@pytest.mark.parametrize(
    ("name", "lists"),
    [
        ("20170626_59505e9fb71b0", [25]),
        ("20170323_58d3c7006950f", [5]),
        ("20170626_5950791690f56", [5, 5]),
        ("20170321_58d0caa53f5ac", [14]),
        ("20170626_59506fae81b32", [3]),
        ("20170626_5950619e2dc6c", [7]),
    ],
)
def test_the_goals_that_a_department_numbers_in_prose_are_all_taken(
    name: str, lists: list[int], corpus: ReadOnce
) -> None:
    goals = corpus.disclosed(CORPUS / "dingzhou-2017" / f"{name}.pdf").records["goals"]
    counted = Counter(goal["parent_no"] for goal in goals if goal["scope"] == "department")
    assert [counted[number] for number in sorted(counted)] == lists


def test_amounts_named_behind_the_words_of_use_are_the_budgets(corpus: ReadOnce) -> None:
    (path,) = (CORPUS / "hebei-2020").glob("*.txt")
    disclosed = corpus.disclosed(path)
    assert checks(disclosed, "stated_use") == ["exact"] * 6
    stated = {row["table_no"]: row["stated_use_yuan"] for row in disclosed.records["projects"]}
    assert (stated[14], stated[16]) == (9600, 18000)


def test_procurement_told_in_prose_adds_up(corpus: ReadOnce) -> None:
    disclosed = corpus.disclosed(CORPUS / "dingzhou-2017" / "20170606_5936162dd5610.pdf")
    assert checks(disclosed, "item_amount") == ["exact"] * 3
    assert checks(disclosed, "procurement_total") == ["exact"]
