"""Heads: rows of labels above the rows that they name, found by geometry and labels together.

A row is a head where no number stands in it and two labels stand side by side, either levels or targets of indicators
or, in a row that is mostly labels, what a list is about. Labels beside their values alternate with them and are none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from extractors.document.model import Cell, Table
from extractors.recognise.shapes.head_columns import IN_LEVEL, INDICATOR, Column, columns_of_head, is_block
from extractors.recognise.shapes.labels import Vocabulary, is_level
from extractors.recognise.shapes.lines import Line
from extractors.values.numbers import is_number
from extractors.values.text import clean, compact

_ABOUT = frozenset({"project_name", "goal", "packed"})
_MOSTLY = 0.6
_MOSTLY_TITLED = 0.4
"""Share of the cells of a head that are labels that are known; and under a title that says what the table is."""
_DEPTH = 4
"""Rows of a head at most."""
_SAME = 0.7
"""Share of its labels that a head has again where it is printed a second time."""


@dataclass(frozen=True)
class Head:
    """A head: its rows from `first` up to `end`, and its columns from left to right."""

    table: Table
    first: int
    end: int
    columns: tuple[Column, ...]

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles that its columns have."""
        return frozenset(column.role for column in self.columns if column.role)

    @cached_property
    def _by_role(self) -> dict[str | None, Column]:
        return {column.role: column for column in reversed(self.columns)}

    def column(self, role: str) -> Column | None:
        """The column of a role."""
        return self._by_role.get(role)

    @cached_property
    def of_levels(self) -> list[Column]:
        """Its columns that are called as levels and hold their indicators."""
        return [column for column in self.columns if (column.role or "").startswith(IN_LEVEL)]

    def cell(self, line: Line, role: str) -> Cell | None:
        """The cell of a line in the column of a role."""
        column = self.column(role)
        return line.at(column.where) if column else None

    @property
    def cells(self) -> list[Cell]:
        """Its label cells."""
        return list({id(cell): cell for column in self.columns for cell in column.labels}.values())

    def again(self, other: "Head") -> bool:
        """Whether another head has most of its labels: it is printed again, and its table goes on."""
        labels, theirs = ({compact(column.label) for column in head.columns} for head in (self, other))
        return len(labels & theirs) >= _SAME * len(labels)

    def unknown(self, words: Vocabulary) -> list[Cell]:
        """The labels of its columns that a vocabulary has under no role."""
        lowest = [column.labels[-1] for column in self.columns if column.role is None and column.labels]
        return [cell for cell in lowest if cell.text.strip() and not words.any(cell.text)]


def head_at(
    line: Line,
    used: frozenset[int],
    words: Vocabulary,
    order: Iterable[str],
    *,
    about: frozenset[str] = _ABOUT,
    titled: bool = False,
) -> Head | None:
    """The head that begins in a row; None for none. `used` are the columns of its table that hold text.

    `about` are roles of which a list has one. Under a title that says what the table is two labels are enough.
    """
    filled = line.filled
    labels = [cell for cell in filled if words.known(cell.text)]
    if len(labels) < 2 or any(is_number(clean(cell.text)) for cell in filled):
        return None
    if not titled and not _beside(labels, used):
        return None
    roles = {role for cell in labels for role in words.known(cell.text)}
    indicators = len(roles & INDICATOR) > 1 and bool(roles & {"level3", "target", "target_implementation"})
    told = len(labels) + sum(1 for cell in filled if is_level(cell.text))
    enough = len(labels) >= (2 if titled else 3) and told >= (_MOSTLY_TITLED if titled else _MOSTLY) * len(filled)
    listed = enough and bool(roles & about)
    run_together = {"activity", "packed"} <= roles and len(labels) >= 3
    if not (indicators or listed or run_together):
        return None
    return head_of(line, words, order)


def head_of(line: Line, words: Vocabulary, order: Iterable[str], depth: int | None = None) -> Head:
    """The head that begins in a row that is known to be one; of so many rows where they are known."""
    labels = [cell for cell in line.filled if words.known(cell.text)]
    end = _end(line, labels, words) if depth is None else line.row + depth
    return Head(line.table, line.row, end, columns_of_head(line, end, words, tuple(order)))


def _beside(labels: list[Cell], used: frozenset[int]) -> bool:
    """Whether two labels stand in neighbouring columns: no column that holds text lies between them."""
    pairs = pairwise(labels)
    return any(not any(a.col + a.col_span <= col < b.col for col in used) for a, b in pairs)


def _end(line: Line, labels: list[Cell], words: Vocabulary) -> int:
    """The row below a head: as deep as its labels, without a block's title at its left edge; rows of labels go on."""
    table = line.table
    spans = [cell.row_span for cell in labels if not is_block(cell, labels, words)]
    end = line.row + max((n for n in spans if n <= _DEPTH), default=1)
    while end < min(table.rows, line.row + _DEPTH) and _only_labels(Line(table, end), words):
        end += 1
    return end


def _only_labels(line: Line, words: Vocabulary) -> bool:
    filled = line.filled
    return len(filled) > 1 and all(words.known(cell.text) for cell in filled)
