"""Cells with a border of their own, as browsers' `border-collapse: separate` draws them, where a page cuts them."""

from itertools import pairwise

from drawing import PAGE, pdf, write_chinese

from extractors.document.model import Cell, Table
from extractors.pipeline import read_document as read

XS = (60, 160, 300, 420)


def box(x0: float, x1: float, top: float, bottom: float, text: str, *, below: bool = True, thick: float = 1) -> str:
    """A box whose border is filled between an outer and an inner side; without width at its foot if a page cuts it.

    Then each side that is left is drawn by itself, clipped.
    """
    inner = x0 + 1 + thick, top + 1 + thick, x1 - 1 - thick, bottom - (1 + thick) * below
    outer = x0 + 1, top + 1, x1 - 1, bottom - 1 * below
    sides = (f"{a} {PAGE[1] - d} {c - a} {d - b} re" for a, b, c, d in (outer, inner))
    letters = write_chinese(x0 + 4, top + 5, text) if text else ""
    path = f"0 g {' '.join(sides)} f* Q\n"
    if below:
        return f"q {path}" + letters
    wide, high = x1 - x0 - 2, bottom - top - 1
    drawn = (
        (x0 + 1, bottom - high, thick, high),
        (x1 - 1 - thick, bottom - high, thick, high),
        (x0 + 1, top + 1, wide, thick),
    )
    return "".join(f"q {x} {PAGE[1] - y - h} {w} {h} re W n {path}" for x, y, w, h in drawn) + letters


def row(top: float, *texts: str, below: bool = True) -> str:
    return "".join(
        box(x0, x1, top, top + 20, text, below=below) for x0, x1, text in zip(XS[:-1], XS[1:], texts, strict=True)
    )


def only_table(content: str) -> Table:
    (table,) = read(pdf(content)).tables
    return table


def at(table: Table, text: str) -> Cell:
    return next(cell for cell in table.cells if cell.text == text)


def test_a_box_that_a_page_cuts_is_open_at_its_foot() -> None:
    table = only_table(
        row(700, "一级指标", "二级指标", "三级指标") + row(720, "产出指标", "数量指标", "换灯盏数", below=False)
    )
    assert [[cell.text for cell in cells] for cells in table.grid] == [
        ["一级指标", "二级指标", "三级指标"], ["产出指标", "数量指标", "换灯盏数"],
    ]  # fmt: skip
    assert [cell.open_below for cell in table.cells] == [False] * 3 + [True] * 3


def test_a_box_stands_in_its_column_beside_and_below_what_is_not_drawn() -> None:
    head = "".join(
        box(x0, x1, 100, 120, text) for x0, x1, text in zip(XS, XS[1:], ("项目", "一级指标", "三级指标"), strict=False)
    )
    rest = box(300, 420, 120, 140, "换灯盏数")
    group = box(160, 300, 140, 160, "效益指标") + box(300, 420, 140, 160, "亮灯率")
    last = (
        box(60, 160, 160, 180, "航标换灯") + box(160, 300, 160, 180, "产出指标") + box(300, 420, 160, 180, "采集件数")
    )
    table = only_table(head + rest + group + last)
    assert (at(table, "效益指标").row, at(table, "效益指标").col, at(table, "效益指标").col_span) == (2, 1, 1)
    assert [cell.text for cell in table.grid[1]] == ["", "", "换灯盏数"]


def test_a_box_reaches_to_the_outer_sides_of_its_border_so_that_the_inner_ones_stand_near_no_other_box() -> None:
    rows = [(x0, x1, top, top + 20, "件数") for x0, x1 in pairwise(XS) for top in (100, 120)]
    table = only_table("".join(box(*one, thick=2.5) for one in rows))
    assert {cell.box for cell in table.cells if cell.row == cell.col == 0} == {(61, 101, 160, 120)}


def test_a_side_that_is_not_drawn_reaches_from_one_outer_side_to_the_other() -> None:
    """Between two boxes with thick borders the inner sides leave more room than joins rules."""
    cells = ((60, 160, "年度目标"), (160, 420, "换灯"))
    page = "".join(box(x0, x1, 100, 140, text, below=False, thick=2.5) for x0, x1, text in cells)
    table = only_table(page + "".join(box(x0, x1, 80, 100, text, thick=2.5) for x0, x1, text in cells))
    assert [[cell.text for cell in row] for row in table.grid] == [["年度目标", "换灯"]] * 2


def test_columns_whose_boxes_ended_on_the_page_before_are_blank_on_the_next() -> None:
    xs = (60, 110, 180, 230, 280, 330, 380)
    texts = ("中心", "航标换灯", "产出", "数量", "件数", "多")
    above = [
        (x0, x1, top, top + 20, text) for (x0, x1), text in zip(pairwise(xs), texts, strict=True) for top in (700, 720)
    ]
    below = [(x0, x1, top, top + 20, "率") for x0, x1 in pairwise(xs[2:]) for top in (40, 60)]
    (table,) = read(pdf(*("".join(box(*one) for one in page) for page in (above, below)))).tables
    assert [[cell.text for cell in cells][2:] for cells in table.grid[-2:]] == [["率"] * 4] * 2
