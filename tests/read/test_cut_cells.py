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


def cells_of(chars: list[Char], edges: list[Rule], above: tuple[float, ...] = ()) -> list[list[str]]:
    found = read_page(PageContent("drawn", 2, *PAGE, chars, edges), above)
    (table,) = (item for item in found if isinstance(item, Table))
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
        page = PageContent("drawn", 2, *PAGE, lines + other, edges)
        assert not any(isinstance(item, Table) for item in read_page(page, ABOVE))


@pytest.mark.parametrize(("third", "hangs"), [(146.0, True), (152.0, False)])
def test_a_line_that_hangs_out_of_an_open_cell_is_in_step_with_its_others(third: float, hangs: bool) -> None:
    edges = across(40, 240, 100) + across(140, 240, 120) + down(100, 120, 40, 140, 240)
    lines = letters("预算", 50, 102) + letters("规模", 50, 124) + letters("途", 50, third)
    assert cells_of(lines + letters("甲", 150, 105), edges)[0][0] == ("预算\n规模\n途" if hangs else "预算\n规模")


def test_a_page_with_the_padding_of_a_row_alone_has_lost_no_character() -> None:
    title = "".join(write_chinese(200, 60 + 20 * n, "云岭县图书馆支出预算表") for n in range(3))

    def said(height: float) -> list[str]:
        posts = "".join(rule(x, 60, x, 60 + height) for x in range(40, 440, 20))
        data = pdf(title, posts + rule(40, 60 + height, 440, 60 + height))
        return [trouble.error for trouble in read(data).troubles]

    assert (said(6), said(20)) == ([], ["no_characters"])
