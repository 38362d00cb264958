"""What an extractor takes from a document: rows, and which cells and words they were taken from."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import ParamSpec

from extractors.document.model import Cell, Paragraph, Table
from extractors.document.place import Place
from extractors.document.sums import Structure, Sum
from extractors.document.troubles import Trouble
from schemas.rows import TABLE_OF, Records
from schemas.tables import COMMON, Row, by_table, tables

Columns = ParamSpec("Columns")
_NOTHING: Mapping[str, object] = MappingProxyType({})

LABEL_NOT_KNOWN = "label_not_known"
"""Why a label of a table that was read is left: no form and no vocabulary has its words."""


@cache
def _blank(table: str) -> Row:
    return {column.name: None for column in tables()[table].columns if column.name not in COMMON}


@dataclass(frozen=True, slots=True)
class ProvedUnit:
    """A money unit that a table does not print: 元, 万元 or 亿元, and how it is proved."""

    unit: str
    reason: str


@dataclass
class Claims:
    """Rows by table; the cells (table, row, col) and words (paragraph, start, end) that they took; tables' kinds."""

    rows: Records = field(default_factory=Records)
    cells: set[tuple[int, int, int]] = field(default_factory=set)
    headers: set[tuple[int, int, int]] = field(default_factory=set)
    words: set[tuple[int, int, int]] = field(default_factory=set)
    kinds: dict[int, str] = field(default_factory=dict)
    other_kinds: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """The kinds of the standard tables that stand in one frame with that of `kinds`, which is the last."""
    forms: dict[int, str] = field(default_factory=dict)
    """The form, or the shape, by which a table was read."""
    reasons: dict[tuple[int, int, int], str] = field(default_factory=dict)
    """Why a cell of a recognised table was left, where an extractor can say."""
    word_reasons: dict[tuple[int, int, int], str] = field(default_factory=dict)
    """The same for words that were understood but left."""
    units: dict[int, ProvedUnit] = field(default_factory=dict)
    """The money units that tables do not print but that are proved, by the table's index."""
    titles: dict[int, str] = field(default_factory=dict)
    """What tables are called whose name stands within their frame."""
    structures: dict[int, Structure] = field(default_factory=dict)
    proved: set[tuple[int, int, int]] = field(default_factory=set)
    """The cells (table, row, col) that a sum of two parts or more proves, directly or by a chain of equal cells."""
    sums: list[Sum] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)

    def add(
        self,
        row: Callable[Columns, object],
        place: Place,
        computed: Mapping[str, object] = _NOTHING,
        /,
        *_: Columns.args,
        **columns: Columns.kwargs,
    ) -> None:
        """Adds a row of a class of `schemas.rows` that stands at `place`; columns that are not given are null.

        `computed` are columns whose names are made from roles of the table, which mypy cannot know; that they are the
        row's is seen when it is published (`schemas.tables.batch`).
        """
        table = TABLE_OF[row]
        by_table(self.rows).setdefault(table, []).append({**_blank(table), **computed, **columns, **place.columns()})

    def take(self, table: Table, cells: Iterable[Cell | None]) -> None:
        """Marks cells as taken by a record."""
        for cell in cells:
            if cell is not None:
                self.cells.add((table.index, *table.spot(cell)))

    def leave(self, table: Table, cell: Cell, reason: str) -> None:
        """Marks a cell as understood but left: its numbers go to `leftovers` with this reason."""
        self.reasons[(table.index, *table.spot(cell))] = reason

    def label(self, table: Table, cells: Iterable[Cell]) -> None:
        """Marks cells as labels of the form."""
        self.headers |= {(table.index, *table.spot(cell)) for cell in cells}

    def take_words(self, paragraph: Paragraph, start: int = 0, end: int | None = None) -> None:
        """Marks part of a paragraph (default: all of it) as taken by a record."""
        self.words.add((paragraph.index, start, len(paragraph.text) if end is None else end))

    def leave_words(self, words: tuple[int, int, int], reason: str) -> None:
        """Gives words (paragraph, start, end) back: their numbers go to `leftovers` with this reason."""
        self.words.discard(words)
        self.word_reasons[words] = reason

    def merge(self, other: "Claims") -> None:
        """Takes over all that another extractor found."""
        rows = by_table(self.rows)
        for table, more in by_table(other.rows).items():
            rows.setdefault(table, []).extend(more)
        self.cells |= other.cells
        self.headers |= other.headers
        self.words |= other.words
        self.kinds |= other.kinds
        self.other_kinds |= other.other_kinds
        self.forms |= other.forms
        self.reasons |= other.reasons
        self.titles |= other.titles
        self.structures |= other.structures
        self.proved |= other.proved
        self.sums += other.sums
        self.word_reasons |= other.word_reasons
        self.units |= other.units
        self.troubles += other.troubles
