"""Indicators across: forms that have a row a level and a column an indicator, read as the list that they are."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.document.model import Cell, Table
from extractors.document.place import Place
from extractors.recognise.shapes.head_columns import Column
from extractors.recognise.shapes.heads import Head
from extractors.recognise.shapes.lines import Line, lines, span
from extractors.recognise.shapes.performance_heads import vocabulary

_ROLES = ("level1", "level2", "level3", "operator", "target", "target_unit", "weight", "basis", "remark", "scoring")
"""What a row may hold of each indicator."""

_FEWEST = 3
"""So many rows, with the indicators' names and their targets among them."""


@dataclass
class _Turned(Table):
    """Some rows of a table with rows and columns exchanged; its cells and places are told as the table has them."""

    first: int = 0
    left: int = 0

    def spot(self, cell: Cell) -> tuple[int, int]:
        """The row and column of a cell in the table itself."""
        return cell.col + self.first, cell.row + self.left

    def place(self, row: int) -> Place:
        """The place of an indicator: that of its column's first cell."""
        cell = self.grid[row][0]
        return Place(cell.page, cell.line, self.index, self.first)


def across(table: Table, row: int) -> tuple[Head, list[Line]] | None:
    """The head and the lines of indicators across, where they begin in a row; as many rows as the head has columns."""
    labels = list(_labels(table, row))
    roles = [role for role, _ in labels]
    if len(labels) < _FEWEST or not {"level3", "target"} <= {*roles}:
        return None
    end, left = row + len(labels), labels[0][1].col
    rows = (table.row_cells(n) for n in range(row, end))
    block = list({id(cell): cell for cells in rows for cell in cells if cell.col >= left}.values())
    if any(cell.row < row or cell.row + cell.row_span > end for cell in block):
        return None
    cells = [
        replace(
            cell,
            row=cell.col - left,
            col=cell.row - row,
            row_span=cell.col_span,
            col_span=cell.row_span,
            box=None,
            lies=None,
        )
        for cell in block
    ]
    view = _Turned(cells, table.columns - left, len(labels), table.engine, index=table.index, first=row, left=left)
    begin = max(label.col_span for _, label in labels)
    heads = [view.grid[0][col] for col in range(len(labels))]
    columns = tuple(Column(role, (cell,), span(cell)) for role, cell in zip(roles, heads, strict=True))
    head = Head(view, 0, begin, columns)
    listed = [line for line in lines(view)[begin:] if line.filled]
    return (head, listed) if any(head.cell(line, "target") for line in listed) else None


def _labels(table: Table, row: int) -> Iterator[tuple[str, Cell]]:
    """The labels of the rows from one on, each of another role, below each other and alone in their rows."""
    seen: set[str] = set()
    col: int | None = None
    for filled in table.begun[row:]:
        told = [(roles[0], cell) for cell in filled if (roles := _known(cell))]
        if len(told) != 1 or told[0][0] in seen or len(filled) < 2 or told[0][1].row_span > 1:
            return
        role, label = told[0]
        if col is not None and label.col != col:
            return
        if any(cell.col < label.col and not vocabulary().known(cell.text) for cell in filled):
            return
        col = label.col
        seen.add(role)
        yield role, label


def _known(cell: Cell) -> tuple[str, ...]:
    return tuple(role for role in vocabulary().known(cell.text) if role in _ROLES)
