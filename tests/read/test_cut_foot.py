"""The row that a page's foot cuts: stubs of its rules with a label below them, or one rule that parts two cells."""

import pytest
from drawing import PAGE, SIZE, Edge, edge

from extractors.document.model import Table
from extractors.read.pdf.content import Char, PageContent
from extractors.read.pdf.page import read_page

XS = (50.0, 150.0, 300.0, 500.0)
LEVEL = 730.0


def chars(text: str, x: float, top: float) -> list[Char]:
    return [Char(c, x + n * SIZE, top, x + (n + 1) * SIZE, top + SIZE) for n, c in enumerate(text)]


def row(*, stub: float) -> tuple[list[Edge], list[Char]]:
    """A ruled row whose upright rules go on below it by a `stub`."""
    rules = [edge(XS[0], y, XS[-1], y) for y in (LEVEL - 20, LEVEL)]
    rules += [edge(x, LEVEL - 20, x, LEVEL + stub) for x in XS]
    return rules, [c for x, text in zip(XS, ("编码", "310-07", "灯塔修缮"), strict=False) for c in chars(text, x + 4, 715)]


def table(rules: list[Edge], found: list[Char]) -> Table:
    (only,) = [item for item in read_page(PageContent("drawn", 1, *PAGE, found, rules)) if isinstance(item, Table)]
    return only


def texts(rules: list[Edge], found: list[Char]) -> list[list[str]]:
    return [[cell.text for cell in cells] for cells in table(rules, found).grid]


@pytest.mark.parametrize("stub", [3.0, 4.0, 7.0])
def test_a_label_below_stubs_of_rules_is_in_a_row_that_is_open(stub: float) -> None:
    rules, found = row(stub=stub)
    cut = table(rules, found + chars("预算规模及", XS[0] + 4, LEVEL + stub + 3))
    assert [cell.text for cell in cut.row_cells(1)] == ["预算规模及", "", ""]
    assert all(cell.open_below for cell in cut.row_cells(1))


@pytest.mark.parametrize(
    ("line", "stub", "below"),
    [("注：无", 1.0, 4.0), ("注：灯塔按座计，浮标按只计", 4.0, 7.0), ("第9页", 4.0, 24.0)],
    ids=["rules that end a little below", "a note across columns", "a page's number further below"],
)
def test_other_lines_below_a_table_are_none_of_its_cells(line: str, stub: float, below: float) -> None:
    rules, found = row(stub=stub)
    assert line not in str(texts(rules, found + chars(line, XS[0] + 4, LEVEL + below)))


def test_one_rule_below_a_level_one_parts_two_cells() -> None:
    rules = [edge(50, LEVEL, 500, LEVEL), edge(150, LEVEL, 150, LEVEL + 30)]
    assert texts(rules, chars("项目名称", 60, 740) + chars("灯塔修缮", 280, 740)) == [["项目名称", "灯塔修缮"]]


def test_one_rule_with_text_at_one_side_or_across_it_makes_no_table() -> None:
    rules = [edge(50, LEVEL, 500, LEVEL), edge(150, LEVEL, 150, LEVEL + 30)]
    for line in (chars("灯塔修缮", 280, 740), chars("灯塔修缮及浮标更换", 97, 740)):
        assert not [item for item in read_page(PageContent("drawn", 1, *PAGE, line, rules)) if isinstance(item, Table)]
