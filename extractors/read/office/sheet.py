"""A worksheet as its readers give it: what each cell prints, which cells have rules, what is merged and hidden."""

from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal

from extractors.values.number_formats import loses, plain, printed

MOST_CELLS = 200_000
"""Filled cells of a sheet; the longest lists of a county's projects have a tenth of it."""

_MOST_ROWS = 1 << 20
"""Rows that a sheet can have in Excel."""

INDENT = 9.0
"""Points of one step of a cell style's indent: three blanks of the usual font (ECMA-376 part 1, 18.8.1)."""

Position = tuple[int, int]
"""Row and column from 0."""


@dataclass
class Sheet:
    """A worksheet; `merged` are first row, first column, last row, last column."""

    name: str
    number: int
    hidden: bool = False
    cells: dict[Position, str] = field(default_factory=dict)
    ruled: set[Position] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    rounded: list[Position] = field(default_factory=list)
    """Cells that hold more digits than they print."""
    invisible: list[Position] = field(default_factory=list)
    """Cells that hold what they do not print: white on white, or a format that prints nothing."""
    uncertain: list[Position] = field(default_factory=list)
    """Cells that a conditional format may take out of sight."""
    struck: list[Position] = field(default_factory=list)
    """Cells whose text is struck out."""
    indents: dict[Position, float] = field(default_factory=dict)
    """Points by which the styles of cells aligned to the left move their text in."""
    drawn: list[str] = field(default_factory=list)
    """Texts of boxes that lie on it."""
    errors: dict[Position, str] = field(default_factory=dict)
    """Cells that hold an error (#REF!)."""
    numbers: dict[Position, Decimal] = field(default_factory=dict)
    """What number cells hold."""
    formulas: dict[Position, str] = field(default_factory=dict)
    """Formulas whose value the file does not hold, and that could not be computed."""
    pictures: int = 0
    """Pictures on it that may show a table."""
    trouble: str | None = None
    """Why it was not read, where it was not."""

    def rule(self, position: Position) -> None:
        """Notes that a cell has a rule at a side; behind so many, which are blank, no more are noted."""
        if len(self.ruled) < MOST_CELLS:
            self.ruled.add(position)

    def printed_number(self, value: str | float, form: str, position: Position, *, from_1904: bool) -> str:
        """What a number prints by its format; notes where it holds more, or prints nothing."""
        with suppress(ArithmeticError):
            self.numbers[position] = Decimal(plain(value))
        text = printed(value, form, from_1904=from_1904)
        if not text.strip():
            self.invisible.append(position)
            return ""
        if loses(text, value, form):
            self.rounded.append(position)
        return text

    def is_hidden(self, at: Position) -> bool:
        """Whether a cell's row or column is hidden."""
        return at[0] in self.hidden_rows or at[1] in self.hidden_columns

    def full(self) -> bool:
        """Whether it has more cells than any disclosure; then it is given up."""
        if len(self.cells) > MOST_CELLS:
            self.trouble = f"has more than {MOST_CELLS:,} filled cells, which no disclosure has"
            self.cells.clear()
        return self.trouble is not None

    def close(self) -> None:
        """Ends what is merged with the last filled row and column; gives up a sheet that merges too much, or numbers a
        row as none can be.
        """
        last_row = max((row for row, _ in self.cells), default=-1)
        last_col = max((col for _, col in self.cells), default=-1)
        self.merged = [
            (top, left, min(bottom, last_row), max(left, min(right, last_col)))
            for top, left, bottom, right in self.merged
            if top <= last_row
        ]
        if sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in self.merged) > MOST_CELLS:
            self.trouble = "merges more cells than any disclosure has"
        if last_row >= _MOST_ROWS:
            self.trouble = f"has a row {last_row + 1}, beyond the last that a sheet can have"


def letters(column: int) -> str:
    """A column's name: A, B, … AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def address(position: Position) -> str:
    """A cell's name: B7."""
    return f"{letters(position[1])}{position[0] + 1}"
