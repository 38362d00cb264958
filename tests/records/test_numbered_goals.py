"""Goals that a department numbers below a heading in a line of its own."""

import pytest
from contexts import context
from hypothesis import given
from hypothesis import strategies as st
from ruled import ruled

from extractors.document.claims import Claims
from extractors.document.model import Block, Document, Paragraph
from extractors.document.outline import sections
from extractors.records.performance import numbered_goals

DIGITS = "一二三四五六七八九"


def goals(*lines: str | None, taken: tuple[int, ...] = ()) -> list[tuple[int, int, str]]:
    """The goals that lines give, None being a table, with their list and number."""
    blocks: list[Block] = [ruled([["甲", "乙"]]) if line is None else Paragraph(line, [(0, 1, None)]) for line in lines]
    for n, block in enumerate(blocks):
        block.index = n
    document = Document(blocks, "pdf", "application/pdf", 1)
    before = Claims(words={(index, 0, 1) for index in taken})
    found = numbered_goals.extract(document, context(outline=sections(document), taken=before))
    assert len(found.words) == len(found.rows.get("goals", ()))
    return [(row["parent_no"], row["goal_no"], row["text"]) for row in found.rows.get("goals", ())]


def test_each_heading_has_its_own_list_and_measures_are_no_goals() -> None:
    assert goals(
        "五、绩效预算信息",
        "总体目标：",
        "1.满城见花。",
        "2.苗木自给。",
        "职责分类绩效目标：",
        "1.投资45万元翻建温室。",
        "实现年度目标的保障措施",
        "2.每月巡圃。",
    ) == [(3, 1, "满城见花。"), (3, 2, "苗木自给。"), (4, 1, "投资45万元翻建温室。")]


@pytest.mark.parametrize(
    "lines",
    [
        ("部门的总体目标写在年度计划里，见附件，职责分类绩效目标：", "1、满城见花。"),
        ("职责分类绩效目标：", "让街头四季见花。", "1、满城见花。"),
        ("职责分类绩效目标：", "2、满城见花。"),
        ("职责分类绩效目标：", None, "1、满城见花。"),
        ("部门职责-工作活动绩效目标", "1、满城见花。"),
        ("实现总体目标的保障措施", "1、每月巡圃。"),
    ],
)
def test_only_a_list_that_begins_with_one_right_below_its_heading_is_taken(lines: tuple[str | None, ...]) -> None:
    assert not goals(*lines)


def test_a_numbered_heading_ends_with_its_section() -> None:
    assert goals("（一）职责分类绩效目标：", "1、满城见花。", "（二）其他", "2、又一件。") == [(3, 1, "满城见花。")]


def test_words_between_two_goals_are_left_and_a_list_that_begins_again_is_another() -> None:
    lines = (
        "职责分类绩效目标：",
        "1、见花",
        "一是种花。",
        "（1）种月季。",
        "2、自给",
        "我站另有两件事：",
        "1、修路。",
        "3、挖渠。",
    )
    assert goals(*lines) == [(3, 1, "见花"), (3, 2, "自给")]


def test_a_number_printed_twice_in_a_row_is_a_slip() -> None:
    lines = ("职责分类绩效目标：", "1.见花。", "2.自给。", "2.培训。", "3.防虫。")
    assert [text for _, _, text in goals(*lines)] == ["见花。", "自给。", "培训。", "防虫。"]
    assert len(goals("职责分类绩效目标：", "1.见花。", "说明", "1.巡圃。")) == 1


def test_a_list_that_another_extractor_took_is_its_own() -> None:
    assert not goals("职责分类绩效目标：", "1、见花。", "2、自给。", taken=(2,))


@given(st.integers(1, 99), st.sampled_from(["（@）", "@、"]))
def test_chinese_numbers_count_on_as_far_as_they_go(count: int, style: str) -> None:
    def chinese(n: int) -> str:
        tens, ones = divmod(n, 10)
        return (DIGITS[tens - 1] if tens > 1 else "") + ("十" if tens else "") + (DIGITS[ones - 1] if ones else "")

    lines = [style.replace("@", chinese(n)) + f"第{n}件事。" for n in range(1, count + 1)]
    assert [number for _, number, _ in goals("总体目标：", *lines)] == list(range(1, count + 1))
