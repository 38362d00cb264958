"""The rows of a document's tables as one stream, and where their cells lie from left to right."""

from dataclasses import dataclass
from functools import cached_property

from extractors.document.model import Cell, Place, Table

_COLUMN = 100.0
"""The width that a column is given where its place on a page is not known (Word, HTML, text)."""

Span = tuple[float, float]
"""From where to where something reaches from left to right."""


def span(cell: Cell) -> Span:
    """Where a cell lies: in points of its page, else by its columns."""
    if cell.box is not None:
        return cell.box[0], cell.box[2]
    return cell.col * _COLUMN, (cell.col + cell.col_span) * _COLUMN


def overlap(one: Span, other: Span) -> float:
    """How much of the narrower of two lies within the other, 0 to 1."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(0.0, shared) / max(1e-6, min(one[1] - one[0], other[1] - other[0]))


@dataclass(frozen=True, eq=False)
class Line:
    """A row of a table. `first` says that a table begins here, or a page."""

    table: Table
    row: int

    @cached_property
    def cells(self) -> list[Cell]:
        """The cells that lie in the row from left to right, those merged down from above included."""
        return self.table.row_cells(self.row)

    @cached_property
    def filled(self) -> list[Cell]:
        """The cells that begin in the row and hold text."""
        return [cell for cell in self.cells if cell.row == self.row and cell.text.strip()]

    @cached_property
    def page(self) -> int | None:
        """The page that it stands on; None for formats without pages."""
        return self.table.place(self.row).page

    @property
    def leaf(self) -> tuple[int | None, int | None]:
        """What a break parts it by from rows of the same table: its page, or its table in formats without pages."""
        return (self.page, None) if self.page is not None else (None, self.table.index)

    @property
    def place(self) -> Place:
        """Its place."""
        return self.table.place(self.row)

    @cached_property
    def boxed(self) -> bool:
        """Whether the places of its cells on a page are known."""
        return any(cell.box is not None for cell in self.cells)

    def at(self, where: Span) -> Cell | None:
        """The cell that lies in a column: of those that it overlaps most, the first; None for none."""
        best, most = None, 0.5
        for cell in self.cells:
            if cell.box is None and self.boxed:
                continue
            share = overlap(span(cell), where)
            if share > most + 0.01:
                best, most = cell, share
        return best


def lines(table: Table) -> list[Line]:
    """The rows of a table."""
    return [Line(table, row) for row in range(table.rows)]


def used_columns(table: Table) -> frozenset[int]:
    """The columns in which a cell with text begins: the others only frame a printed sheet."""
    return frozenset(cell.col for cell in table.cells if cell.text.strip())
