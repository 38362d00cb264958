"""The one model that every format ends in: paragraphs and tables in reading order, each with its place."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from extractors.document.place import Box, Place
from extractors.document.troubles import Trouble

WHOLE, WITNESS = 0, -1
"""What a reader is at beside pages (from 1): the whole of a document, its second witness."""

At = Callable[[int], None]
"""Is told each step as it begins: a page's number, WHOLE or WITNESS."""


@dataclass(slots=True)
class Paragraph:
    """Running text, its layout breaks removed; `marks` are (offset, page, line) of the printed lines it was made of."""

    text: str
    marks: list[tuple[int, int | None, int | None]]
    index: int = -1
    flush: bool = False
    """Its first line begins at the margin (PDF)."""
    full: bool = False
    """Its last line reaches the other margin (PDF, text)."""
    closed: bool = False
    """Its end is the author's, not that of a line or page (Word)."""

    def place(self, offset: int = 0) -> Place:
        """The place of the character at `offset`."""
        page, line = self.marks[0][1:]
        for start, mark_page, mark_line in self.marks:
            if start > offset:
                break
            page, line = mark_page, mark_line
        return Place(page, line)


@dataclass(slots=True)
class Cell:
    """A cell with its true spans; `text` is as printed."""

    row: int
    col: int
    text: str
    row_span: int = 1
    col_span: int = 1
    page: int | None = None
    line: int | None = None
    box: Box | None = None
    lies: tuple[float, float] | None = None
    """From where to where it lies in its table, where its part stands on a page of another width (PDF)."""
    room: float = 0.0
    """Points left behind its last line (PDF): what goes on below a page break did not fit in there."""
    lead: float = 0.0
    """Width in points of its text's first word (PDF)."""
    ink: tuple[float, float] | None = None
    """From where to where its text reaches from left to right, in points (PDF)."""
    begins: float | None = None
    """Where the first glyph of its first line stands, blanks before it left out, in points.

    Other files than PDFs tell it where they declare indents; their columns lie a nominal width apart.
    """
    filled: bool = True
    """No more line fits below its last one (PDF)."""
    wrapped: bool = False
    """It holds one number whose indented first line had no room for the next digit (PDF)."""
    open_above: bool = False
    """It stands at the top of its page's table, and no rule above it (PDF)."""
    open_below: bool = False
    """It stands at the foot of its page's table, and no rule below it (PDF)."""
    rest: bool = False
    """Nothing draws it: what is left of a cell that its engine ended with its text on the page before (PDF)."""
    mended: bool = False
    """Its text reaches out of its box: below a page break, or over a rule (PDF)."""
    confidence: float | None = None
    """Probability of its least sure character, where it was recognised from a picture."""
    doubt: str | None = None
    """Why its number is unsure (scan)."""
    choices: tuple[str, ...] = ()
    """What else its number may be, the likeliest first (scan)."""

    def go_on(self, lower: "Cell", *, one_number: bool = False) -> None:
        """Takes up the text of the cell that goes on with it below a page break; the pieces of one number as one."""
        lines = [*self.text.split("\n"), *lower.text.split("\n")]
        self.text = "".join(map(str.strip, lines)) if one_number else "\n".join(lines).lstrip("\n")
        self.room, self.mended = lower.room, True
        self.filled, self.open_below = lower.filled, lower.open_below
        known = [value for value in (self.confidence, lower.confidence) if value is not None]
        self.confidence, self.doubt, self.choices = min(known, default=None), self.doubt or lower.doubt, ()


class Part(NamedTuple):
    """What a page holds of a table: its first row in the table, how many rows, where its rules stand there."""

    row: int
    rows: int
    page: int | None
    edges: tuple[float, ...]
    beside: bool = False
    """More of its columns stand on another page."""


@dataclass
class Table:
    """A whole table: the parts that pages cut it into are joined. `context` are the short lines printed above it."""

    cells: list[Cell]
    rows: int
    columns: int
    engine: str
    context: list[Paragraph] = field(default_factory=list)
    index: int = -1
    title: str | None = None
    edges: tuple[float, ...] = ()
    """x positions of its vertical rules (PDF); those that each of its pages has are in `parts`."""
    parts: list[Part] = field(default_factory=list)
    """The pages that it was joined from, in order (PDF)."""
    captions: int = 0
    """Rows at its top that are its context too: a title or unit pasted with its grid (Word)."""
    by_words: bool = False
    """No rule parts its columns: how words stand tells them (PDF)."""
    ragged: str | None = None
    """Why its rows cannot be trusted to be aligned, where they cannot."""

    @cached_property
    def grid(self) -> list[list[Cell]]:
        """The covering cell of each position, row by row; a merged cell stands in each position it covers."""
        grid: list[list[Cell | None]] = [[None] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            if cell.row_span == cell.col_span == 1:
                grid[cell.row][cell.col] = cell
                continue
            for r in range(cell.row, cell.row + cell.row_span):
                grid[r][cell.col : cell.col + cell.col_span] = [cell] * cell.col_span
        return [
            [cell if cell is not None else Cell(r, c, "") for c, cell in enumerate(row)] for r, row in enumerate(grid)
        ]

    def row_cells(self, row: int) -> list[Cell]:
        """The cells that lie in a row, each once, from left to right; those merged down from above included."""
        found: list[Cell] = []
        for cell in self.grid[row]:
            if not found or found[-1] is not cell:
                found.append(cell)
        return found

    @cached_property
    def begun(self) -> list[list[Cell]]:
        """Of each row the filled cells that begin in it, from left to right: to be asked of a table that is whole."""
        rows = map(self.row_cells, range(self.rows))
        return [[cell for cell in cells if cell.row == row and cell.text.strip()] for row, cells in enumerate(rows)]

    def spot(self, cell: Cell) -> tuple[int, int]:
        """The row and column by which a cell of the table is known."""
        return cell.row, cell.col

    def place(self, row: int) -> Place:
        """The place of a row: of its first cell that begins there."""
        cells = self.grid[row]
        for cell in cells:
            if cell.row == row and (cell.page or cell.line):
                return Place(cell.page, cell.line, self.index, row)
        return Place(cells[0].page, cells[0].line, self.index, row)


Block = Paragraph | Table


@dataclass
class Document:
    """A disclosure as it was read. `reader` is text, pdf, …; `pages` is None for text input."""

    blocks: list[Block]
    reader: str
    media_type: str
    pages: int | None = None
    heights: tuple[float, ...] = ()
    """Of its pages in points (PDF)."""
    altered: tuple[int, ...] = ()
    """Pages that hold more or other than they show: hidden text, form fields, what is cropped off (PDF)."""
    troubles: list[Trouble] = field(default_factory=list)

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        """The paragraphs in reading order: to be asked of a document that is whole, as its tables are."""
        return [block for block in self.blocks if isinstance(block, Paragraph)]

    @cached_property
    def tables(self) -> list[Table]:
        """The tables in reading order."""
        return [block for block in self.blocks if isinstance(block, Table)]


def nowhere(step: int) -> None:
    """For a reader whose steps nobody follows."""
