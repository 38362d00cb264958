"""Tables that stand beside one another on a sheet, each below its own name."""

import re
from collections.abc import Iterator
from itertools import pairwise

from extractors.document.model import Cell
from extractors.read.office.regions import between, lines
from extractors.values.numbers import is_number
from extractors.values.text import clean
from schemas.words.lines import line_words

_TABLE_NAME = re.compile(rf"(?:{line_words().table_name.pattern})$")

_FIGURES = 2
"""So many numbers at least below a name make what stands there a table, and the names no list of contents."""


def sides(cells: list[Cell]) -> Iterator[list[Cell]]:
    """The cells of a sheet in parts to be read one after the other: tables side by side from left to right."""
    rest = cells
    for line in lines(cells):
        if len(line) < 2 or not all(_TABLE_NAME.search(clean(cell.text)) for cell in line):
            continue
        top = line[0].row
        below = [cell for cell in rest if cell.row >= top]
        starts = [_start(below, left.col, right.col) for left, right in pairwise(line)]
        end = min((cell.row for cell in below if any(_crosses(cell, start) for start in starts)), default=None)
        last = max(cell.row for cell in cells) + 1
        stretch = between(below, top, last if end is None else end)
        parts = [
            [cell for cell in stretch if left <= cell.col < right]
            for left, right in zip([0, *starts], [*starts, 1 + max(cell.col for cell in cells)], strict=True)
        ]
        if all(sum(is_number(clean(cell.text)) for cell in part) >= _FIGURES for part in parts):
            yield [cell for cell in rest if cell.row < top]
            yield from parts
            rest = [] if end is None else [cell for cell in rest if cell.row >= end]
    yield rest


def _start(cells: list[Cell], left: int, right: int) -> int:
    """The first column of what stands below the name at the `right`: behind a blank one, else where the name begins."""
    filled = {col for cell in cells if cell.text.strip() for col in range(cell.col, cell.col + cell.col_span)}
    return next((col for col in range(right, left, -1) if col not in filled), right)


def _crosses(cell: Cell, column: int) -> bool:
    return bool(cell.text.strip()) and cell.col < column < cell.col + cell.col_span
