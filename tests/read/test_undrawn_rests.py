"""Boxes of several rows that end with their text where a page cuts them: nothing is drawn in the rest of them."""

from itertools import pairwise

from drawing import PAGE

from extractors.document.model import Table
from extractors.read.pdf.content import Char, PageContent
from extractors.read.pdf.page import read_page
from extractors.read.pdf.ruling import Rule, level_rule, upright_rule

XS = (40, 100, 160, 260, 360)


def letters(text: str, x: float, top: float) -> list[Char]:
    return [Char(letter, x + 10 * n, top, x + 10 * n + 10, top + 10) for n, letter in enumerate(text)]


class Page:
    """Boxes with a border each and a little room between them, as they are put on a page."""

    def __init__(self) -> None:
        self.chars: list[Char] = []
        self.rules: list[Rule] = []

    def box(self, at: int, top: float, bottom: float, text: str = "", *, foot: bool = True) -> "Page":
        """A box in a column, from `top` to `bottom`; without a rule at its foot where the page cuts it."""
        left, right = XS[at] + 0.5, XS[at + 1] - 0.5
        self.rules += [upright_rule(x, top + 0.5, bottom - 0.5) for x in (left, right)]
        self.rules += [level_rule(y, left, right) for y in (top + 0.5, *[bottom - 0.5] * foot)]
        self.chars += letters(text, left + 4, top + 4)
        return self

    def row(self, top: float, *texts: str, first: int = 0) -> "Page":
        for at, text in enumerate(texts, first):
            self.box(at, top, top + 20, text)
        return self

    def table(self) -> Table:
        (table,) = (one for one in read_page(PageContent("drawn", 2, *PAGE, self.chars, self.rules)) if table_of(one))
        assert isinstance(table, Table)
        return table


def table_of(item: object) -> bool:
    return isinstance(item, Table)


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.grid]


def test_the_rest_of_boxes_at_the_foot_of_a_page_is_theirs_though_it_looks_like_one_blank_cell() -> None:
    page = Page().row(600, "单位", "项目", "一级", "指标")
    page.row(620, "船闸所", "换灯").box(2, 620, 680, "产出").box(3, 620, 640, "盏数").row(640, "座数", first=3)
    table = page.row(660, "件数", first=3).table()
    assert texts(table)[1:] == [["船闸所", "换灯", "产出", name] for name in ("盏数", "座数", "件数")]
    assert [cell.open_below for cell in table.grid[3]] == [True, True, False, False]


def test_boxes_of_several_heights_leave_places_that_are_theirs_below_them() -> None:
    page = Page().row(600, "单位", "项目", "一级", "指标").row(620, "船闸所", "换灯")
    page.box(2, 620, 632, "产出").box(3, 620, 640, "盏数").row(640, "座数", first=3)
    assert texts(page.table())[-1] == ["船闸所", "换灯", "产出", "座数"]


def test_a_row_in_which_only_the_rest_of_boxes_stands_is_none() -> None:
    page = (
        Page()
        .row(600, "单位", "项目", "一级", "指标")
        .box(0, 620, 690, "船闸所")
        .row(620, "换灯", "产出", "盏数", first=1)
    )
    assert texts(page.table()) == [["单位", "项目", "一级", "指标"], ["船闸所", "换灯", "产出", "盏数"]]


def test_at_the_top_of_a_page_the_rest_of_boxes_is_a_blank_cell_in_each_column() -> None:
    page = Page().row(600, "单位", "项目", "一级", "指标").row(620, "产出", "盏数", first=2)
    table = page.row(640, "渡口", "修船", "产出", "艘数").table()
    assert [(cell.col, cell.col_span, cell.text) for cell in table.row_cells(1)] == [
        (0, 1, ""), (1, 1, ""), (2, 1, "产出"), (3, 1, "盏数"),
    ]  # fmt: skip


def test_a_text_beside_the_last_row_whose_box_the_page_does_not_close_is_in_its_column() -> None:
    page = Page().row(600, "单位", "项目", "一级", "指标").row(620, "船闸所", "换灯", "产出", "盏数")
    page.chars += letters("渡口", 48, 646)
    page.rules += [upright_rule(XS[0] + 0.5, 640.5, 656)]
    for at, text in ((1, "修船"), (2, "产出"), (3, "艘数")):
        page.box(at, 640, 680, text, foot=False)
    assert texts(page.table())[-1] == ["渡口", "修船", "产出", "艘数"]


def test_what_is_blank_in_a_table_whose_sides_nothing_rules_stays_as_it_is() -> None:
    rules = [level_rule(y, XS[0], XS[-1]) for y in (600, 620)] + [level_rule(y, XS[2], XS[-1]) for y in (640, 660)]
    rules += [upright_rule(x, 600, 660) for x in XS[2:-1]] + [upright_rule(XS[1], 600, 620)]
    rules += [upright_rule(XS[0], y - 1, y + 1) for y in (600, 620)]  # the ends of thick rules
    chars = [
        letter for (x, _), text in zip(pairwise(XS), "甲乙丙丁", strict=True) for letter in letters(text, x + 4, 604)
    ]
    chars += letters("戊", XS[2] + 4, 624) + letters("己", XS[3] + 4, 644)
    tables = [one for one in read_page(PageContent("drawn", 2, *PAGE, chars, rules)) if isinstance(one, Table)]
    assert texts(tables[0])[0] == ["甲", "乙", "丙", "丁"]
    assert [row[0] for row in texts(tables[0])[1:]] == ["", ""]
