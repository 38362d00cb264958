"""The rows of a document's tables as one stream, and where their cells lie from left to right."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from extractors.document.model import Cell, Table
from extractors.document.place import Place
from extractors.values.numbers import is_number
from extractors.values.text import compact
from schemas.words.lines import line_words
from schemas.words.performance import performance_words

_SHORT = 4
"""Characters of the name of a class (货物类) at most."""
_COLUMN = 100.0
"""The width that a column is given where its place on a page is not known (Word, HTML, text)."""

Span = tuple[float, float]
"""From where to where something reaches from left to right."""


def span(cell: Cell) -> Span:
    """Where a cell lies: in points of its table's pages, else by its columns."""
    if cell.lies is not None:
        return cell.lies
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

    @property
    def filled(self) -> list[Cell]:
        """The cells that begin in the row and hold text."""
        return self.table.begun[self.row]

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

    @cached_property
    def _lie(self) -> list[tuple[float, float, Cell]]:
        """From where to where its cells lie; where places on the page are known, of those that have one."""
        return [(*span(cell), cell) for cell in self.cells if cell.box is not None or not self.boxed]

    def at(self, where: Span) -> Cell | None:
        """The cell that lies in a column: of those that it overlaps most, the first; None for none."""
        best, most = None, 0.5
        begin, end = where
        for left, right, cell in self._lie:
            if left >= end or right <= begin:  # most cells, and this runs for each column of a head in each row
                continue
            share = overlap((left, right), where)
            if share > most + 0.01:
                best, most = cell, share
        return best


def lines(table: Table) -> list[Line]:
    """The rows of a table."""
    return [Line(table, row) for row in range(table.rows)]


def used_columns(table: Table) -> frozenset[int]:
    """The columns in which a cell with text begins: the others only frame a printed sheet."""
    return frozenset(cell.col for cell in table.cells if cell.text.strip())


def is_remark(line: Line, cells: Mapping[str, Cell]) -> bool:
    """Whether a row of a list, its cells by role, lists nothing: one text over its columns, or one that says so.

    A body's name or a class over all columns heads the rows below it.
    """
    only = line.filled[0]
    if len(line.filled) > 1:
        return False
    words, text = line_words(), compact(only.text)
    over = sum(1 for cell in cells.values() if cell is only)
    heads = text.endswith(performance_words().bodies) or len(text) <= _SHORT
    return (over > 1 and not heads) or any(pattern.fullmatch(text) for pattern in (words.note, words.nothing_listed))


def sums_all(line: Line) -> bool:
    """Whether the first text of a row says that it sums all that is listed: 政府采购预算合计."""
    return bool(line.filled) and line_words().total_line.fullmatch(compact(line.filled[0].text)) is not None


def captions(table: Table, row: int) -> list[Cell]:
    """What stands alone in the rows right above a head or a form: the table's title, its number and its year."""
    above = takewhile(lambda line: len(line.filled) < 2, (Line(table, n) for n in range(row - 1, -1, -1)))
    return [cell for line in above for cell in line.filled if not is_number(compact(cell.text))]
