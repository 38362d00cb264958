"""A worksheet as its readers give it: what each cell prints, which cells have rules, what is merged and hidden."""

from dataclasses import dataclass, field

MOST_CELLS = 200_000
"""Filled cells of a sheet; the longest lists of a county's projects have a tenth of it."""

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
    trouble: str | None = None
    """Why it was not read, where it was not."""

    def full(self) -> bool:
        """Whether it has more cells than any disclosure; then it is given up."""
        if len(self.cells) > MOST_CELLS:
            self.trouble = f"has more than {MOST_CELLS:,} filled cells, which no disclosure has"
            self.cells.clear()
        return self.trouble is not None


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
