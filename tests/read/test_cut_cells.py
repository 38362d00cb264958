"""Cells that a browser cuts where a page ends: sides, feet and whole columns are there, whatever is ruled."""

import pytest
from drawing import PAGE, pdf, rule, write_chinese

from extractors.document.model import Table
from extractors.pipeline import read_document as read
from extractors.read.pdf.content import Char, PageContent
from extractors.read.pdf.page import read_page
from extractors.read.pdf.ruling import Rule, level_rule, upright_rule

ABOVE = (40.0, 140.0, 240.0, 340.0, 440.0)
"""Where the columns of the table stand that ends the page before."""


def across(x0: float, x1: float, *levels: float) -> list[Rule]:
    return [level_rule(y, x0, x1) for y in levels]


def down(top: float, foot: float, *xs: float) -> list[Rule]:
    return [upright_rule(x, top, foot) for x in xs]


def letters(text: str, x: float, top: float) -> list[Char]:
    return [Char(letter, x + 10 * n, top, x + 10 * n + 10, top + 10) for n, letter in enumerate(text)]


def tables_of(chars: list[Char], edges: list[Rule], above: tuple[float, ...] = ()) -> list[Table]:
    found = read_page(PageContent("drawn", 2, *PAGE, chars, edges), above)
    return [item for item in found if isinstance(item, Table)]


def cells_of(chars: list[Char], edges: list[Rule], above: tuple[float, ...] = ()) -> list[list[str]]:
    (table,) = tables_of(chars, edges, above)
    return [[cell.text for cell in row] for row in table.grid]


@pytest.mark.parametrize("reaching", [True, False])
def test_an_outer_column_is_where_the_uppermost_rule_reaches_that_of_the_page_before(reaching: bool) -> None:
    """A cell at the left that goes on below the page has neither a side nor a foot; columns may differ from above."""
    edges = across(40 if reaching else 140, 440, 100) + across(140, 440, 120) + down(100, 120, 140, 200, 300, 440)
    chars = letters("渡口", 50, 105) + letters("甲", 150, 105) + letters("乙", 210, 105) + letters("丙", 310, 105)
    row = cells_of(chars, edges, (40.0, 140.0, 240.0, 300.0, 440.0))[0]
    assert row == (["渡口", "甲", "乙", "丙"] if reaching else ["甲", "乙", "丙"])


def test_one_upright_rule_beside_a_page_of_text_is_that_of_a_cell_that_fills_the_page() -> None:
    lines = [letter for n in range(3) for letter in letters("夜间航道可辨", 150, 105 + 20 * n)]
    edges = down(100, 170, 140)
    assert cells_of(lines, edges, ABOVE) == [["", "夜间航道可辨\n夜间航道可辨\n夜间航道可辨"]]
    for other in (letters("夜间航道可辨" * 3, 150, 200), letters("夜间航道", 115, 160)):  # below it, and across it
        assert not tables_of(lines + other, edges, ABOVE)


@pytest.mark.parametrize(("x0", "level", "begins"), [(140, 100, True), (170, 100, False), (140, 130, False)])
def test_a_cell_that_fills_a_page_may_begin_under_a_level_rule_there(x0: float, level: float, begins: bool) -> None:
    lines = [letter for n in range(3) for letter in letters("夜间航道可辨", 150, 105 + 20 * n)]
    found = tables_of(lines, across(x0, 440, level) + down(100, 170, 140), ABOVE)
    assert [[cell.open_above for cell in table.grid[0]] for table in found] == ([[True, False]] if begins else [])


@pytest.mark.parametrize("stub", [3.0, 4.0, 7.0])
def test_a_label_below_stubs_of_rules_is_in_a_row_that_is_open(stub: float) -> None:
    edges, row = row_with_stubs(stub)
    (table,) = tables_of(row + letters("预算规模及", 44, 723 + stub), edges)
    assert [(cell.text, cell.open_below) for cell in table.grid[1]] == [("预算规模及", True), ("", True), ("", True)]


@pytest.mark.parametrize(("begins", "row"), [(719.0, True), (700.0, False)])
def test_rules_that_begin_at_the_last_level_are_stubs_though_they_are_short(begins: float, row: bool) -> None:
    edges = across(40, 440, 700, 720) + down(700, 720.7, 40, 140, 240, 440) + down(begins, 722.2, 40, 140, 240, 440)
    chars = row_with_stubs(1.0)[1] + letters("预算规模及", 44, 722)
    assert (len(cells_of(chars, edges)) == 2) is row


@pytest.mark.parametrize(
    ("line", "stub", "below"),
    [("注：无", 1.0, 4.0), ("注：灯塔按座计，浮标按只计", 4.0, 7.0), ("第9页", 4.0, 24.0)],
    ids=["rules that end a little below", "a note across columns", "a page's number further below"],
)
def test_other_lines_below_a_table_are_none_of_its_cells(line: str, stub: float, below: float) -> None:
    edges, row = row_with_stubs(stub)
    assert line not in str(cells_of(row + letters(line, 44, 720 + below), edges))


def row_with_stubs(stub: float) -> tuple[list[Rule], list[Char]]:
    """A ruled row whose upright rules go on below it."""
    edges = across(40, 440, 700, 720) + down(700, 720 + stub, 40, 140, 240, 440)
    return edges, letters("编码", 50, 705) + letters("310-07", 150, 705) + letters("灯塔", 250, 705)


@pytest.mark.parametrize(("apart", "cell"), [(5.0, True), (9.0, False)])
def test_upright_rules_that_begin_close_below_a_head_are_those_of_the_row_under_it(apart: float, cell: bool) -> None:
    edges = across(40, 440, 100, 120) + down(100, 120, 40, 240, 440) + across(40, 440, 140)
    edges += down(120 + apart, 140, 40, 240, 440)
    heads = letters("一级指标", 50, 105) + letters("三级指标", 250, 105)
    found = tables_of(heads + letters("率", 250, 121), edges)
    assert [[one.text for one in row] for row in found[0].grid][1:] == ([["", "率"]] if cell else [])


def test_one_rule_below_a_level_one_parts_two_cells() -> None:
    edges = across(40, 440, 720) + down(720, 750, 140)
    assert cells_of(letters("项目名称", 50, 730) + letters("灯塔", 250, 730), edges) == [["项目名称", "灯塔"]]
    assert not tables_of(letters("灯塔", 250, 730), edges)
    assert not tables_of(letters("灯塔修缮及浮标", 97, 730), edges)


@pytest.mark.parametrize(("third", "hangs"), [(146.0, True), (152.0, False)])
def test_a_line_that_hangs_out_of_an_open_cell_is_in_step_with_its_others(third: float, hangs: bool) -> None:
    edges = across(40, 240, 100) + across(140, 240, 120) + down(100, 120, 40, 140, 240)
    lines = letters("预算", 50, 102) + letters("规模", 50, 124) + letters("途", 50, third)
    assert cells_of(lines + letters("甲", 150, 105), edges)[0][0] == ("预算\n规模\n途" if hangs else "预算\n规模")


def test_a_page_with_the_rest_of_a_row_alone_has_lost_no_character() -> None:
    title = "".join(write_chinese(200, 60 + 20 * n, "云岭县图书馆支出预算表") for n in range(3))

    def said(height: float, *, closed: bool, thick: float = 0) -> list[str]:
        posts = "".join(rule(x, 60, x, 60 + height) + rule(x, 60, x + thick, 60) for x in range(40, 440, 20))
        foot = rule(40, 60 + height, 440, 60 + height) + rule(40, 60, 440, 60) * closed
        return [trouble.error for trouble in read(pdf(title, posts + foot)).troubles]

    assert said(6, closed=True) == said(14, closed=False, thick=1.5) == []
    assert said(20, closed=True) == ["no_characters"]
