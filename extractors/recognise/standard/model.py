"""What a standard budget table is made of, on the way from its cells to its lines."""

from dataclasses import dataclass, field

from extractors.document.model import Cell, Table
from extractors.document.place import Place
from extractors.recognise.standard.words import RowName, row_name

UNLISTED = "unlisted"
"""The measure of a column whose label is not known, and the kind of a table of amounts that no kind fits."""

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
    base: str | None = None
    """budget, executed or final, where a label says it."""
    number: int = 0
    """Its order among the amount columns of its block."""
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
    captioned: bool = False
    """Above it stands in the table what the table is called, whose it is or its unit."""

    def meanings(self) -> set[str]:
        """What its columns hold."""
        return {column.meaning for block in self.blocks for column in (*block.texts, *block.amounts)}

    def labels(self) -> list[str]:
        """The labels of its columns, in order."""
        return [column.words for block in self.blocks for column in (*block.texts, *block.amounts)]


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
    incomplete: bool = False
    """Below it stand rows that may be its own and were not joined."""

    @property
    def by_words(self) -> bool:
        """Whether no rule parts the columns of some of its rows: how words stand tells them."""
        return any(part.table.by_words for part in self.parts)

    @property
    def unlisted(self) -> bool:
        """Whether no kind fits it."""
        return self.kind == UNLISTED


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
    economic_code: str | None = None
    government_code: str | None = None
    unit: str | None = None
    """The code of the body that its row names, and `unit_name` its name."""
    unit_name: str | None = None
    whose: tuple[str | None, str | None] = (None, None)
    """Code and name of the body whose line it is: its own, that of the line above, or the table's."""
    own: str | None = None
    """The body's code, where bodies are the lines: it is printed as theirs, and no subject's."""
    side: str | None = None
    scheme: str | None = None
    name: RowName = field(default_factory=lambda: row_name(""))
    indent: bool = False
    spaces: int = 0
    ink: float | None = None
    glyph: float | None = None
    """How wide an ideograph of its name is, in points."""
    place_in_row: int = 0
    """Which of the text columns of its block is the first that it fills."""
    number: str | None = None
    """What the column of numbers prints beside its name."""
    category: str | None = None
    notes: list[str] = field(default_factory=list)
    year: int | None = None
    series: str | None = None
    """What the row says beside its name: the year, or that it is the change between two (several rows of one name)."""
    change: bool = False
    """Its amounts are the differences of the rows before it."""
    level: int | None = None
    of_which: bool = False
    bare: bool = False
    heads: bool = False
    """It is the line of a body above the lines of its own."""
    amounts: list[Amount] = field(default_factory=list)
    parent: "Line | None" = None
    order: int = 0

    @property
    def place(self) -> Place:
        """Where its row stands."""
        return self.table.place(self.row)
