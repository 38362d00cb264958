"""One page's characters and rules → its tables and lines, in reading order."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges
from pdfplumber.utils.geometry import filter_edges

from extractors.document import Block, Box, Cell, Paragraph, Table
from extractors.patterns import enumerator
from extractors.readers.rules import missing_sides
from extractors.text import clean

_SNAP = 3.0
"""Points within which rules are one rule (pdfplumber's own default)."""

_SAME_LINE = 0.5
"""Characters whose middles differ by less than this share of their height stand on one line."""

_WORD_GAP = 0.35
"""A gap of more than this share of the height is a space."""

_MARGIN = 0.13
"""Share of the page's height, above and below, where running headers and page numbers stand."""

_NARROWEST, _LOWEST = 6.0, 4.0
"""Points that a column and a row measure at least; no character fits into less."""

_WORD = re.compile(r"[\u2e80-\uffef]|[^\u2e80-\uffef\s]+")

_CELL_PADDING = 5.5
"""Points that word processors leave between a cell's rule and its text."""

_TITLE_SIZE = 1.2
"""Lines higher than this share of the page's middle line are a title; those that follow each other are one."""

_PAGE_NUMBER = re.compile(r"[-—–·.\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/共]\s*\d{1,4}\s*页?)?[-—–·.\s]*")


@dataclass(frozen=True, slots=True)
class Char:
    """A character and its box."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageContent:
    """A page as a PDF library (`source`) gives it; `edges` are pdfplumber's: x0, x1, top, bottom, orientation.

    An edge of a white ground behind text is marked `ground`. `pictures` says whether images stand on the page: one of
    images without characters was scanned.
    """

    source: str
    number: int
    width: float
    height: float
    chars: Sequence[Char]
    edges: Sequence[dict[str, Any]]
    pictures: bool = False


@dataclass(slots=True)
class Line:
    """A printed line outside tables; `margin` where it stands among headers and footers."""

    text: str
    box: Box
    margin: bool


def read_page(content: PageContent) -> list[Table | Line]:
    """The tables and the lines outside them, from top to bottom."""
    grids = [grid for boxes in _ruled_tables(content.edges) if (grid := _grid(boxes)).columns > 1]
    texts: list[list[list[Char]]] = [[[] for _ in grid.cells] for grid in grids]
    outside: list[Char] = []
    for char in content.chars:
        x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
        for grid, cells in zip(grids, texts, strict=True):
            at = grid.cell_at(x, y)
            if at is not None:
                cells[at].append(char)
                break
        else:
            outside.append(char)
    placed: list[tuple[float, Table | Line]] = [
        (grid.ys[0], _table(grid, cells, content)) for grid, cells in zip(grids, texts, strict=True) if any(cells)
    ]
    placed += [(line.box[1], line) for line in _lines(outside, content)]
    return [item for _, item in sorted(placed, key=lambda pair: pair[0])]


@dataclass(frozen=True, slots=True)
class _Grid:
    """A ruled grid: its x and y positions, its cells (row, col, row span, col span, box), the cell at each position.

    One without columns is a box, a frame or a run of underlines.
    """

    xs: list[float]
    ys: list[float]
    cells: list[tuple[int, int, int, int, Box]]
    home: dict[tuple[int, int], int]

    @property
    def columns(self) -> int:
        return len(self.xs) - 1

    def cell_at(self, x: float, y: float) -> int | None:
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]):
            return None
        row = min(bisect_right(self.ys, y), len(self.ys) - 1) - 1
        return self.home.get((row, min(bisect_right(self.xs, x), self.columns) - 1))


def _ruled_tables(edges: Sequence[dict[str, Any]]) -> list[list[Box]]:
    merged = merge_edges(
        filter_edges(list(_rules(edges)), min_length=1),
        snap_x_tolerance=_SNAP,
        snap_y_tolerance=_SNAP,
        join_x_tolerance=_SNAP,
        join_y_tolerance=_SNAP,
    )
    rules = filter_edges(merged, min_length=_SNAP)
    crossings = edges_to_intersections(rules + missing_sides(rules, _SNAP), _SNAP, _SNAP)
    return cells_to_tables(intersections_to_cells(crossings))


def _rules(edges: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The edges that are rules. Those of a white ground are where it fills a cell, which vertical rules bound too."""
    columns = sorted(edge["x0"] for edge in edges if edge["orientation"] == "v" and not edge.get("ground"))
    for edge in edges:
        if edge["orientation"] and (not edge.get("ground") or all(_near(columns, edge[x]) for x in ("x0", "x1"))):
            yield edge


def _near(positions: list[float], value: float) -> bool:
    at = bisect_right(positions, value)
    return any(abs(position - value) <= _SNAP for position in positions[max(0, at - 1) : at + 1])


def _grid(boxes: list[Box]) -> _Grid:
    xs = _positions((value for box in boxes for value in (box[0], box[2])), _NARROWEST)
    ys = _positions((value for box in boxes for value in (box[1], box[3])), _LOWEST)
    cells: list[tuple[int, int, int, int, Box]] = []
    home: dict[tuple[int, int], int] = {}
    for box in sorted(boxes, key=lambda box: (box[1], box[0])):
        col, row = _nearest(xs, box[0]), _nearest(ys, box[1])
        end_col, end_row = _nearest(xs, box[2]), _nearest(ys, box[3])
        positions = [(r, c) for r in range(row, end_row) for c in range(col, end_col)]
        if positions and not any(position in home for position in positions):
            home |= dict.fromkeys(positions, len(cells))
            cells.append((row, col, end_row - row, end_col - col, box))
    return _Grid(xs, ys, cells, home)


def _positions(values: Iterable[float], apart: float) -> list[float]:
    """The different positions of rules; those that no text fits between are one (double rules, borders of text)."""
    runs: list[list[float]] = []
    for value in sorted(set(values)):
        if not runs or value - runs[-1][-1] > apart:
            runs.append([])
        runs[-1].append(value)
    return [run[len(run) // 2] for run in runs]


def _nearest(positions: list[float], value: float) -> int:
    return min(range(len(positions)), key=lambda index: abs(positions[index] - value))


def _table(grid: _Grid, texts: list[list[Char]], content: PageContent) -> Table:
    """The table of a grid with the characters of its cells."""
    cells = []
    for (row, col, row_span, col_span, box), own in zip(grid.cells, texts, strict=True):
        lines = text_lines(own)
        text = "\n".join(line for line, _ in lines)
        room, lead = _room_and_lead(lines, box) if lines else (0.0, 0.0)
        cells.append(Cell(row, col, text, row_span, col_span, content.number, None, _round(box), room, lead))
    return Table(cells, len(grid.ys) - 1, grid.columns, content.source, edges=tuple(grid.xs))


def _room_and_lead(lines: list[tuple[str, Box]], cell: Box) -> tuple[float, float]:
    """The room behind a cell's last line, and the width of its first word: an ideograph, or a run of others."""
    first, (x0, _, x1, _) = lines[0]
    last = lines[-1][1]
    word = _WORD.match(first.lstrip())
    share = _weight(word[0]) / _weight(first) if word else 1.0
    return cell[2] - cell[0] - 2 * _CELL_PADDING - (last[2] - last[0]), (x1 - x0) * share


def _weight(text: str) -> int:
    return sum(1 if char.isascii() else 2 for char in text)


def _round(box: Box) -> Box:
    x0, top, x1, bottom = (round(value, 2) for value in box)
    return x0, top, x1, bottom


def text_lines(chars: Iterable[Char]) -> list[tuple[str, Box]]:
    """Characters as lines from top to bottom, each with its box."""
    rows: list[list[Char]] = []
    middle = 0.0
    for char in sorted(chars, key=lambda char: (char.top + char.bottom) / 2):
        here = (char.top + char.bottom) / 2
        if not rows or here - middle > _SAME_LINE * max(char.bottom - char.top, 1):
            rows.append([])
            middle = here
        rows[-1].append(char)
    return [line for row in rows if (line := _line(sorted(row, key=lambda char: char.x0)))[0].strip()]


def _line(chars: list[Char]) -> tuple[str, Box]:
    pieces = [chars[0].text]
    for before, char in pairwise(chars):
        if char.x0 - before.x1 > _WORD_GAP * (char.bottom - char.top):
            pieces.append(" ")
        pieces.append(char.text)
    box = (
        chars[0].x0,
        min(char.top for char in chars),
        max(char.x1 for char in chars),
        max(char.bottom for char in chars),
    )
    return "".join(pieces), box


def _lines(chars: list[Char], content: PageContent) -> list[Line]:
    found = []
    for text, box in text_lines(chars):
        margin = box[3] < content.height * _MARGIN or box[1] > content.height * (1 - _MARGIN)
        if not (margin and _PAGE_NUMBER.fullmatch(text.strip())):
            found.append(Line(text, box, margin))
    return found


def paragraphs(items: list[Table | Line], page: int) -> list[Block]:
    """Tables, and lines put together to paragraphs by indents and full lines."""
    lines = [item for item in items if isinstance(item, Line)]
    right = max((line.box[2] for line in lines), default=0.0)
    left = min((line.box[0] for line in lines), default=0.0)
    title = _TITLE_SIZE * median(map(_height, lines)) if lines else 0.0
    blocks: list[Block] = []
    last: Line | None = None
    for item in items:
        if isinstance(item, Table):
            blocks.append(item)
            last = None
            continue
        text = clean(item.text)
        if not text:
            continue
        open_paragraph = blocks[-1] if blocks else None
        if (
            isinstance(open_paragraph, Paragraph)
            and last is not None
            and _goes_on(last, item, text, left, right, title)
        ):
            open_paragraph.marks.append((len(open_paragraph.text), page, None))
            open_paragraph.text = clean(open_paragraph.text + " " + text)
        else:
            open_paragraph = Paragraph(text, [(0, page, None)], flush=item.box[0] < left + _height(item))
            blocks.append(open_paragraph)
        open_paragraph.full = item.box[2] > right - 2 * _height(item)
        last = item
    return blocks


def _height(line: Line) -> float:
    return line.box[3] - line.box[1]


def _goes_on(last: Line, line: Line, text: str, left: float, right: float, title: float) -> bool:
    """Whether a line continues the last one's paragraph: a full line before no indent, or one large title."""
    size = _height(line)
    if line.box[1] - last.box[3] > 2.5 * size:
        return False
    if size > title and _height(last) > title:
        return abs(size - _height(last)) < 1
    return last.box[2] > right - 2 * size and line.box[0] < left + size and not enumerator(text)
