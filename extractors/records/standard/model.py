"""What a standard budget table is made of, on the way from its cells to its lines."""

from dataclasses import dataclass, field

from extractors.document.model import Cell, Place, Table
from extractors.records.standard.words import RowName, row_name

UNLISTED = "unlisted"
"""The measure of a column whose label is not known."""

SEVERAL = "several"
"""The measure of an amount that is merged over columns."""


@dataclass
class Column:
    """A column of a block: `start` to `end` (exclusive) are grid columns, `path` its labels from the top down."""

    start: int
    end: int
    path: tuple[str, ...]
    meaning: str
    year: int | None = None
    last_year: bool = False
    of_which: bool = False
    span: tuple[float, float] | None = None
    """x0 and x1 in points (PDF), by which the columns of a part on the next page are known."""

    @property
    def words(self) -> str:
        """The labels as one text."""
        return "/".join(self.path)


@dataclass
class Block:
    """Columns that belong together: texts on the left, amounts right of them."""

    texts: list[Column] = field(default_factory=list)
    amounts: list[Column] = field(default_factory=list)
    side: str | None = None
    scheme: str | None = None


@dataclass
class Header:
    """A header: its rows (`first` to `end`, exclusive), its label cells and the blocks below it."""

    first: int
    end: int
    cells: list[Cell]
    blocks: list[Block]

    def meanings(self) -> set[str]:
        """What its columns hold."""
        return {column.meaning for block in self.blocks for column in (*block.texts, *block.amounts)}


@dataclass
class Part:
    """Rows of a table (`top` to `bottom`, exclusive) that belong to one standard table, with its columns there."""

    table: Table
    top: int
    bottom: int
    blocks: list[Block]
    heads: list[Cell]


@dataclass
class Standard:
    """A standard table: its kind and title, the money unit of its amounts, whose it is, its parts."""

    kind: str
    title: str | None
    unit: str | None
    unit_code: str | None
    unit_name: str | None
    parts: list[Part] = field(default_factory=list)


@dataclass
class Amount:
    """An amount cell and the columns that it stands in (more than one where it is merged over them)."""

    columns: list[Column]
    cell: Cell


@dataclass
class Line:
    """A row of a block."""

    table: Table
    row: int
    printed: str
    code: str | None = None
    function_code: str | None = None
    unit: str | None = None
    side: str | None = None
    scheme: str | None = None
    name: RowName = field(default_factory=lambda: row_name(""))
    indent: bool = False
    number: str | None = None
    """What the column of numbers prints beside its name."""
    category: str | None = None
    level: int | None = None
    of_which: bool = False
    bare: bool = False
    amounts: list[Amount] = field(default_factory=list)

    @property
    def place(self) -> Place:
        """Where its row stands."""
        return self.table.place(self.row)
