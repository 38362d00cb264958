"""Which level of indicators each row stands under, where cells are merged, cut and left blank."""

from types import SimpleNamespace
from typing import Any

from extractors.document.model import Cell
from extractors.records.performance.levels import levels

HEAD: Any = SimpleNamespace(cell=lambda line, role: line.cells[role])


def row(page: int, first: Cell, second: Cell) -> Any:
    return HEAD, SimpleNamespace(leaf=page, cells={"level1": first, "level2": second})


def cell(text: str, rows: int = 2) -> Cell:
    return Cell(0, 0, text, rows)


def test_a_blank_cell_of_several_rows_inside_a_page_names_no_level_and_one_of_a_row_stands_below_the_last() -> None:
    output, number, blank = cell("产出指标", 5), cell("数量指标"), cell("")
    shared = [row(1, output, number), row(1, output, number), row(1, output, blank), row(1, output, blank)]
    assert [second for _, second in levels(shared)] == ["数量指标", "数量指标", None, None]
    own = [row(1, output, cell("数量指标", 1)), *(row(1, output, cell("", 1)) for _ in range(3))]
    assert [second for _, second in levels(own)] == ["数量指标"] * 4


def test_a_blank_first_level_of_several_rows_is_not_that_of_the_cell_above() -> None:
    output, blank = cell("产出指标"), cell("")
    rows = [row(1, output, cell("数量指标", 1)), row(1, output, cell("质量指标", 1))]
    rows += [row(1, blank, cell("社会效益指标", 1)), row(1, blank, cell("生态效益指标", 1))]
    assert [first for first, _ in levels(rows)] == ["产出指标", "产出指标", None, None]
