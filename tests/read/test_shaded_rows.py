"""Tables that shade every other row and rule none."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from drawing import PAGE, pdf, rule, write, write_chinese

from extractors.pipeline import read_document as read

TITLE = write_chinese(200, 30, "云岭县图书馆二〇三一年部门预算") + write_chinese(220, 60, "部门支出总表")
UNIT = write_chinese(60, 80, "编制单位：云岭县图书馆") + write_chinese(420, 80, "单位：元")
XS = (60, 160, 300, 420, 500)
ROWS = (
    ("编码", "名称", "合计", "基本"),
    ("", "合计", "6.50", "4.50"),
    ("207", "文化", "4.00", "2.00"),
    ("208", "社保", "1.50", "1.50"),
    ("221", "住房", "1.00", "1.00"),
)


def shade(x0: float, x1: float, top: float, bottom: float) -> str:
    return f"q 0.8 g {x0} {PAGE[1] - bottom} {x1 - x0} {bottom - top} re f Q\n"


def drawn(shaded: tuple[int, ...], cells: tuple[int, ...]) -> bytes:
    """The table with some rows shaded: those of `cells` cell by cell, the others as a whole."""
    content = TITLE + UNIT
    for at, row in enumerate(ROWS):
        top = 100 + 20 * at
        places = pairwise(XS) if at in cells else ((XS[0], XS[-1]),) if at in shaded else ()
        content += "".join(shade(x0, x1, top, top + 20) for x0, x1 in places)
        tools = (write if text.isascii() else write_chinese for text in row)
        content += "".join(tool(x + 4, top + 5, text) for tool, x, text in zip(tools, XS, row, strict=False) if text)
    return pdf(content)


@pytest.mark.parametrize(
    ("shaded", "cells"),
    [((), (0, 2, 4)), ((), (1, 3)), ((), (2, 4)), ((2, 4), (0,))],
    ids=["head shaded", "last row plain", "two rows above", "rows as a whole"],
)
def test_plain_rows_between_shaded_ones_are_rows_of_the_table(shaded: tuple[int, ...], cells: tuple[int, ...]) -> None:
    (table,) = read(drawn(shaded, cells)).tables
    assert [tuple(cell.text for cell in row) for row in table.grid] == list(ROWS)
    assert table.title == "部门支出总表"


def texts(rows: Sequence[tuple[float, Sequence[str]]], xs: Sequence[float] = XS) -> str:
    """Words of rows, each with its top."""
    placed = ((x, top, text) for top, row in rows for x, text in zip(xs, row, strict=False) if text)
    return "".join((write if text.isascii() else write_chinese)(x + 4, top + 5, text) for x, top, text in placed)


FIVE = (60, 160, 300, 400, 460, 520)
BODY = (("", "合计", "6.50", "4.50", "2.00"), ("207", "文化", "", "", ""), ("208", "社保", "6.50", "4.50", "2.00"))


def storeys() -> str:
    """A head of two storeys over five columns: the first two labels stand beside both."""
    labels = [(112, ("编码", "名称")), (125, ("", "", "合计", "基本", "项目"))]
    return UNIT + write_chinese(400, 105, "支出") + texts(labels, FIVE)


WHOLE = [["编码", "名称", "支出", "支出", "支出"], ["编码", "名称", "合计", "基本", "项目"], *map(list, BODY)]


def test_a_head_of_two_storeys_above_shaded_rows_is_read_by_its_labels() -> None:
    content = "".join(shade(x0, x1, 145 + 40 * n, 165 + 40 * n) for n in range(3) for x0, x1 in pairwise(FIVE))
    content += TITLE + storeys() + texts([(145 + 20 * at, row) for at, row in enumerate(BODY * 2)], FIVE)
    (table,) = read(pdf(content)).tables
    assert [[cell.text for cell in row] for row in table.grid] == [*WHOLE, *map(list, BODY)]


def test_rows_shaded_as_a_whole_have_the_columns_of_their_words() -> None:
    content = "".join(shade(XS[0], XS[-1], top, top + 20) for top in (120, 160))
    content += TITLE + texts([(100 + 20 * at, row) for at, row in enumerate(ROWS)])
    (table,) = read(pdf(content)).tables
    assert [tuple(cell.text for cell in row) for row in table.grid] == list(ROWS)


def test_a_plain_row_with_one_text_between_shaded_ones_parts_no_table() -> None:
    rows = (*ROWS[:3], ("", "其他", "", ""), ROWS[3])
    content = "".join(shade(x0, x1, top, top + 20) for top in (140, 180) for x0, x1 in pairwise(XS))
    content += TITLE + texts([(100 + 20 * at, row) for at, row in enumerate(rows)])
    (table,) = read(pdf(content)).tables
    assert [tuple(cell.text for cell in row) for row in table.grid] == list(rows)


def test_a_head_ruled_above_a_body_that_is_not_is_its_head() -> None:
    content = TITLE + texts([(100 + 20 * at, row) for at, row in enumerate(ROWS)])
    content += "".join(rule(x0, y, x1, y) for y in (100, 120) for x0, x1 in pairwise(XS))
    content += "".join(rule(x, 100, x, 120) for x in XS)
    (table,) = read(pdf(content)).tables
    assert [tuple(cell.text for cell in row) for row in table.grid] == list(ROWS)


def test_a_table_of_three_lines_has_its_storeys_and_rows_by_its_words() -> None:
    body = (
        *BODY,
        ("221", "住房", "-", "0", "-"),
        ("229", "其他", "1.00", "-", "1.00"),
        ("230", "转移", "1.00", "1.00", "-"),
    )
    content = TITLE + storeys() + texts([(145 + 20 * at, row) for at, row in enumerate(body)], FIVE)
    content += "".join(rule(x0, y, x1, y) for y in (104, 144, 266) for x0, x1 in pairwise(FIVE))
    (table,) = read(pdf(content)).tables
    assert [[cell.text for cell in row] for row in table.grid] == [*WHOLE[:2], *map(list, body)]


@pytest.mark.parametrize("cells", [(1,), (2,), (4,), (0, 1)], ids=["total", "a row", "last row", "head and total"])
def test_one_row_that_is_shaded_cell_by_cell_parts_no_table(cells: tuple[int, ...]) -> None:
    """The words tell the columns, of the shaded row as of all others; tables of one width each have their own."""
    four = (60, 180, 320, 440, 500)
    content = TITLE + UNIT + write_chinese(420, 280, "单位：元")
    for top, xs in ((100, XS), (300, four)):
        content += "".join(shade(x0, x1, top + 20 * at, top + 20 * at + 20) for at in cells for x0, x1 in pairwise(xs))
        content += texts([(top + 20 * at, row) for at, row in enumerate(ROWS)], xs)
    found = read(pdf(content)).tables
    assert [[tuple(cell.text for cell in row) for row in table.grid] for table in found] == [list(ROWS)] * 2


def test_shaded_rows_of_two_tables_of_one_width_are_no_stripes_of_one() -> None:
    """The head of two storeys above the second is its own, though amounts stand above it."""
    content = "".join(shade(x0, x1, 120 + 40 * n, 140 + 40 * n) for n in range(2) for x0, x1 in pairwise(XS))
    content += TITLE + UNIT + texts([(100 + 20 * at, row) for at, row in enumerate(ROWS)])
    labels = [(252, ("编码", "名称")), (265, ("", "", "合计", "基本", "项目"))]
    content += write_chinese(420, 220, "单位：元") + write_chinese(400, 245, "支出") + texts(labels, FIVE)
    content += "".join(shade(x0, x1, 285 + 40 * n, 305 + 40 * n) for n in range(3) for x0, x1 in pairwise(FIVE))
    content += texts([(285 + 20 * at, row) for at, row in enumerate(BODY * 2)], FIVE)
    found = read(pdf(content)).tables
    assert [[[cell.text for cell in row] for row in table.grid] for table in found] == [
        [list(row) for row in ROWS],
        [*WHOLE, *map(list, BODY)],
    ]


def test_tables_of_three_lines_below_one_another_have_columns_of_their_own() -> None:
    """The lines reach equally far; the second table's unit says that another one begins, and each line is drawn twice,
    as the sides of a thin area are.
    """
    body = [(*row[:2], *row[3:]) for row in BODY * 2]
    four = (60, 150, 330, 420, 500)
    labels = [("编码", "名称", "基本", "项目")]
    content = TITLE + storeys() + texts([(145 + 20 * at, row) for at, row in enumerate(BODY * 2)], FIVE)
    content += write_chinese(400, 290, "单位：万元")
    content += texts([(312 + 20 * at, row) for at, row in enumerate([*labels, *body])], four)
    for xs, levels in ((FIVE, (104, 144, 268)), (four, (308, 328, 452))):
        content += "".join(rule(x0, y + d, x1, y + d) for y in levels for d in (0, 1) for x0, x1 in pairwise(xs))
    found = read(pdf(content)).tables
    assert [[[cell.text for cell in row] for row in table.grid] for table in found] == [
        [*WHOLE[:2], *map(list, BODY * 2)],
        [*map(list, labels), *map(list, body)],
    ]


@pytest.mark.parametrize("boxes", [(1, 2), (0.4, 0.8, 1.6, 2)], ids=["single", "double"])
def test_boxes_whose_borders_are_filled_are_ruled_and_not_shaded(boxes: tuple[float, ...]) -> None:
    content = TITLE + UNIT
    tables = ((100, ROWS[:3], XS), (200, [row[1:] for row in ROWS], (60, 230, 380, 500)))
    for start, rows, xs in tables:
        for at, row in enumerate(rows):
            top = start + 20 * at
            for text, (x0, x1) in zip(row, pairwise(xs), strict=True):
                path = (f"{x0 + d} {PAGE[1] - top - 20 + d} {x1 - x0 - 2 * d} {20 - 2 * d} re" for d in boxes)
                content += f"q 0 g {' '.join(path)} f* Q\n"
                content += (write if text.isascii() else write_chinese)(x0 + 4, top + 5, text) if text else ""
    found = read(pdf(content)).tables
    assert [[tuple(cell.text for cell in row) for row in table.grid] for table in found] == [
        list(rows) for _, rows, _ in tables
    ]
