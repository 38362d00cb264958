"""What a grid of cells holds: tables, and the rows without rules above, between and below them.

Standard tables are kept in workbooks, and pasted into Word from there, with their title and unit in rows of their own
over the grid, sometimes several below one another.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractors.document.model import Cell


@dataclass(frozen=True, slots=True)
class Run:
    """Rows from `start` to before `end` that have rules, or have none."""

    start: int
    end: int
    ruled: bool


def drop_padding(cells: list[Cell], ruled: set[int]) -> list[Cell]:
    """The cells without the blank ones that have no rules (`ruled` are the identities of those that have).

    A grid without any rule is a table for another reason; it keeps all.
    """
    if not any(id(cell) in ruled for cell in cells):
        return cells
    return [cell for cell in cells if id(cell) in ruled or cell.text.strip()]


def runs(cells: list[Cell], ruled: set[int]) -> list[Run]:
    """The rows that any cell covers as runs with and without rules; a grid without any rule is one run with them."""
    bare = not any(id(cell) in ruled for cell in cells)
    rows: dict[int, bool] = {}
    for cell in cells:
        for row in range(cell.row, cell.row + cell.row_span):
            rows[row] = rows.get(row, False) or bare or id(cell) in ruled
    found: list[Run] = []
    for row in sorted(rows):
        last = found[-1] if found else None
        if last and last.ruled == rows[row] and (last.end == row or not last.ruled):
            found[-1] = Run(last.start, row + 1, last.ruled)
        else:
            found.append(Run(row, row + 1, rows[row]))
    return found


def between(cells: Iterable[Cell], start: int, end: int) -> list[Cell]:
    """The cells that begin in some rows; a merged one ends with them."""
    inside = [cell for cell in cells if start <= cell.row < end]
    for cell in inside:
        cell.row_span = min(cell.row_span, end - cell.row)
    return inside


def lines(cells: Iterable[Cell]) -> Iterator[list[Cell]]:
    """The filled cells of each row that has any, from left to right."""
    by_row: dict[int, list[Cell]] = {}
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.col)):
        if cell.text.strip():
            by_row.setdefault(cell.row, []).append(cell)
    yield from by_row.values()


def tighten(cells: list[Cell]) -> tuple[int, list[int]]:
    """Numbers cells anew by the lines at which any of them begins or ends, for nobody sees the others.

    Gives the number of rows, and the old columns at whose left edges the new lines stand.
    """
    rows = sorted({line for cell in cells for line in (cell.row, cell.row + cell.row_span)})
    columns = sorted({line for cell in cells for line in (cell.col, cell.col + cell.col_span)})
    at_row, at_col = ({line: n for n, line in enumerate(found)} for found in (rows, columns))
    for cell in cells:
        cell.row, cell.row_span = at_row[cell.row], at_row[cell.row + cell.row_span] - at_row[cell.row]
        cell.col, cell.col_span = at_col[cell.col], at_col[cell.col + cell.col_span] - at_col[cell.col]
    return len(rows) - 1, columns
