"""Tables that shade every other row and rule none."""

from itertools import pairwise

import pytest
from drawing import PAGE, pdf, write, write_chinese

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
