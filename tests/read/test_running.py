"""What many pages print in their margin is a running head, but for what belongs to the table below it."""

import pytest
from ruled import ruled

from extractors.document.model import Table
from extractors.read.pdf.content import Char, Line, PageContent
from extractors.read.pdf.outside import outside_lines, without_foot_number
from extractors.read.pdf.running import printed_once

BOX = (0.0, 0.0, 1.0, 1.0)


def kept(*above: str) -> list[str]:
    """The lines left on the first of four pages that print the same lines above a table that goes on."""
    pages: list[list[Table | Line]] = [
        [*(Line(text, BOX, margin=True) for text in above), ruled([["科目编码", "金额"], [f"{n}", "1"]])]
        for n in range(4)
    ]
    return [item.text for item in next(iter(printed_once(pages))) if isinstance(item, Line)]


@pytest.mark.parametrize("name", ["政府采购预算表", "政府采购预算表（不含上年结转）", "部门收支总表(汇总) "])
def test_a_tables_name_stays_also_with_a_bracket_behind_it(name: str) -> None:
    assert kept("岚湾航道局部门预算", name, "单位：元") == [name, "单位：元"]


def test_a_unit_stays_however_it_is_misprinted() -> None:
    assert kept("第 3 页", "金位：元") == ["金位：元"]


def test_a_name_left_alone_at_the_foot_of_a_page_is_that_of_the_table_on_the_next() -> None:
    def name() -> Line:
        return Line("项目支出绩效目标表", BOX, margin=True)

    form = [["项目名称", "渡口疏浚"], ["金额", "1"]]
    pages: list[list[Table | Line]] = [[name(), ruled(form)], [name()], [ruled(form)], [name(), ruled(form)]]
    assert [len(items) for items in printed_once(pages)] == [2, 1, 1, 2]


def test_a_pages_number_at_the_side_of_its_table_is_left_out_and_a_note_there_is_not() -> None:
    def outside(*beside: tuple[float, str]) -> list[tuple[str, bool]]:
        words = [*beside, (60.0, "项目"), (200.0, "金额")]
        chars = [
            Char(letter, x + 10 * n, 400.0, x + 10 * n + 10, 410.0)
            for x, text in words
            for n, letter in enumerate(text)
        ]
        own = chars[: len(beside[0][1])]
        return [(line.text, line.margin) for line in outside_lines(own, PageContent("pdfium", 1, 600, 800, chars, []))]

    assert outside((10.0, "第9页")) == []
    assert outside((10.0, "补记")) == [("补记", True)]
    assert outside((30.0, "补记三四")) == [("补记三四", False)]


def test_a_pages_number_as_high_as_a_line_is_no_part_of_it_and_a_number_of_the_line_is() -> None:
    def outside(*words: tuple[float, str]) -> list[str]:
        chars = [
            Char(letter, x + 10 * n, 400.0, x + 10 * n + 10, 410.0)
            for x, text in words
            for n, letter in enumerate(text)
        ]
        return [line.text for line in outside_lines(chars, PageContent("pdfium", 1, 600, 800, chars, []))]

    assert outside((10.0, "第7页"), (60.0, "渡口管理站")) == ["渡口管理站"]
    assert outside((60.0, "渡口管理站"), (560.0, "第7页")) == ["渡口管理站"]
    assert outside((10.0, "7"), (60.0, "渡口管理站")) == ["7 渡口管理站"]
    assert outside((10.0, "第7项"), (60.0, "渡口管理站")) == ["第7项 渡口管理站"]
    assert outside((10.0, "第7"), (40.0, "页"), (60.0, "渡口")) == ["渡口"]
    assert outside((10.0, "-7"), (40.0, "-"), (60.0, "渡")) == ["-7 - 渡"]


def test_a_number_that_names_itself_and_ends_its_page_is_the_pages_however_high_the_foot_is() -> None:
    def outside(*words: tuple[float, str]) -> list[str]:
        chars = [
            Char(letter, 100.0 + 10 * n, top, 110.0 + 10 * n, top + 10)
            for top, text in words
            for n, letter in enumerate(text)
        ]
        return [line.text for line in outside_lines(chars, PageContent("pdfium", 1, 600, 800, chars, []))]

    assert outside((300.0, "渡口管理站"), (600.0, "5 / 86")) == ["渡口管理站"]
    assert outside((300.0, "渡口管理站"), (600.0, "—5—")) == ["渡口管理站"]
    assert outside((300.0, "5 / 86"), (600.0, "渡口管理站")) == ["5 / 86", "渡口管理站"]
    assert outside((300.0, "渡口管理站"), (600.0, "-5")) == ["渡口管理站", "-5"]


def test_a_pages_number_in_its_foot_falls_into_no_cell_and_digits_alone_may_be_a_cells() -> None:
    def left(last: str, top: float = 770.0) -> str:
        words = ((60.0, 400.0, "合计"), (280.0, top, last))
        chars = [Char(each, x + 8 * n, y, x + 8 * n + 8, y + 10) for x, y, text in words for n, each in enumerate(text)]
        return "".join(char.text for char in without_foot_number(PageContent("pdfium", 1, 600, 800, chars, [])).chars)

    assert left("第9页") == "合计"
    assert left("9") == "合计9"
    assert left("第9页", top=500.0) == "合计第9页"
    assert left("共9页说明") == "合计共9页说明"
