"""Word's tables → grids with true spans, cut where several stand in one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from lxml import etree

from extractors.document.model import Cell, Paragraph, Table
from extractors.read.indents import settle_indents
from extractors.read.office.regions import Run, between, drop_padding, lines, runs, tighten
from extractors.read.office.word_xml import W, is_on, printed, value
from extractors.read.package import whole
from extractors.values.line_shapes import is_note
from extractors.values.numbers import is_number
from extractors.values.text import clean

_POINTS = 20
"""Twips in a point."""

_WIDEST = 1_000
"""No cell spans so many columns."""

ReadCell = Callable[[etree._Element, int], tuple[int, str, float | None]]
"""Gives the number of a cell's first paragraph, the cell's text and its indent, told the cell and its column."""


@dataclass
class _Grid:
    """A table as it is being read; `above` are the cells of the last row that may be merged further down, by column."""

    inside: bool
    rows: int = 0
    cells: list[Cell] = field(default_factory=list)
    ruled: set[int] = field(default_factory=set)
    above: dict[int, Cell] = field(default_factory=dict)


def column_edges(table: etree._Element, left: float) -> list[float]:
    """The x positions in points at which the columns of a table begin, and where the last one ends."""
    edges = [left]
    for column in table.findall(f"{W}tblGrid/{W}gridCol"):
        edges.append(edges[-1] + whole(column.get(f"{W}w"), 0) / _POINTS)
    return edges


def only_cell(table: etree._Element) -> etree._Element | None:
    """The cell of a table that has no other, and so only frames what stands in it."""
    cells = [tc for tr in printed(table) if tr.tag == f"{W}tr" for tc in printed(tr) if tc.tag == f"{W}tc"]
    return cells[0] if len(cells) == 1 else None


def ruled_styles(styles: etree._Element | None) -> set[str]:
    """The table styles of a file that rule the tables which name them."""
    own = {style.get(f"{W}styleId", ""): style for style in (styles if styles is not None else ())}
    found = set()
    for name, style in own.items():
        at: etree._Element | None = style
        seen: set[str] = set()
        while at is not None and at.find(f"{W}tblPr/{W}tblBorders") is None:
            base = value(at.find(f"{W}basedOn")) or ""
            at = None if base in seen else own.get(base)
            seen.add(base)
        if at is not None and _rules(at.find(f"{W}tblPr/{W}tblBorders")):
            found.add(name)
    return found


def read_tables(
    element: etree._Element, edges: list[float], ruled: set[str], read_cell: ReadCell
) -> Iterator[Table | Paragraph]:
    """The tables that stand in one, and the notes below each; those of nested tables are `read_cell`'s.

    `ruled` are the styles that rule a table. Rows without rules above one (a title, a unit) stay in its grid and are
    its context too.
    """
    grid = _Grid(_rules_cells(element, ruled))
    for tr in printed(element):
        if tr.tag == f"{W}tr" and tr.find(f"{W}trPr/{W}del") is None and not is_on(tr.find(f"{W}trPr/{W}hidden")):
            _add_row(grid, tr, read_cell)
    cells = drop_padding(grid.cells, grid.ruled)
    found = runs(cells, grid.ruled)
    notes: list[Cell] = []
    if len(found) > 1 and not found[-1].ruled and not _has_figures(cells, found[-1]):
        notes = between(cells, found[-1].start, found.pop().end)
    for start, end, captions in _cut(found, cells):
        remarks = _remarks(cells, start, captions)
        yield from map(_line, remarks)
        inside = between(cells, remarks[-1][0].row + 1 if remarks else start, end)
        above = [cell for cell in inside if cell.row < captions]
        context = [_line(line) for line in lines(above)]
        rows, columns = tighten(inside)
        settle_indents(inside)
        exact = columns[-1] < len(edges) and len(set(edges)) == len(edges)
        where = tuple(edges[column] for column in columns) if exact else ()
        height = max((cell.row + cell.row_span for cell in above), default=0)
        yield Table(inside, rows, len(columns) - 1, "word", context, edges=where, captions=height)
    yield from map(_line, lines(notes))


def _add_row(grid: _Grid, tr: etree._Element, read_cell: ReadCell) -> None:
    col = _count(tr.find(f"{W}trPr/{W}gridBefore"), 0)
    above, grid.above = grid.above, {}
    last: Cell | None = None
    for tc in printed(tr):
        if tc.tag != f"{W}tc":
            continue
        span = _count(tc.find(f"{W}tcPr/{W}gridSpan"), 1)
        down, across = (_merge(tc.find(f"{W}tcPr/{W}{tag}")) for tag in ("vMerge", "hMerge"))
        upper = above.get(col)
        if across == "continue" and last is not None:
            last.col_span += span
        elif down == "continue" and upper is not None and upper.col_span == span:
            upper.row_span += 1
            last = upper
        else:
            line, text, indent = read_cell(tc, col)
            last = Cell(grid.rows, col, text, col_span=span, line=line, begins=indent)
            grid.cells.append(last)
        if down:
            grid.above[last.col] = last
        if _is_ruled(tc, grid.inside):
            grid.ruled.add(id(last))
        col += span
    grid.rows += 1


def _cut(found: list[Run], cells: list[Cell]) -> Iterator[tuple[int, int, int]]:
    """Where tables begin and end that stand in one, and up to which row each has captions.

    One ends where rows without rules or figures follow, and rows with rules after them.
    """
    start, captions = 0, 0
    for last, run, following in zip([None, *found], found, [*found[1:], None], strict=False):
        if run.ruled or following is None:
            continue
        if last is None:
            captions = run.end
        elif not _has_figures(cells, run):
            yield start, run.start, captions
            start, captions = run.start, run.end
    if found:
        yield start, found[-1].end, captions


def _remarks(cells: list[Cell], start: int, captions: int) -> list[list[Cell]]:
    """The lines over a table's captions that are notes on the table above it."""
    above = lines(between(cells, start, captions)) if start else iter(())
    return list(takewhile(lambda line: is_note(_line(line).text), above))


def _has_figures(cells: list[Cell], run: Run) -> bool:
    return any(is_number(clean(cell.text)) for cell in cells if run.start <= cell.row < run.end)


def _line(line: list[Cell]) -> Paragraph:
    return Paragraph(clean(" ".join(cell.text for cell in line)), [(0, None, line[0].line)])


def _rules_cells(table: etree._Element, ruled: set[str]) -> bool:
    """Whether a table rules all its cells: by its own borders or its style's."""
    borders = table.find(f"{W}tblPr/{W}tblBorders")
    return _rules(borders) if borders is not None else value(table.find(f"{W}tblPr/{W}tblStyle")) in ruled


def _rules(borders: etree._Element | None) -> bool:
    """Whether borders of a table put a rule beside each of its rows."""
    sides = ("insideV", "left", "start", "right", "end")
    return borders is not None and any(_is_shown(borders.find(f"{W}{side}")) for side in sides)


def _is_ruled(tc: etree._Element, inside: bool) -> bool:
    """Whether a cell has a rule at its left or right; `inside` says whether the table gives it those."""
    borders = tc.find(f"{W}tcPr/{W}tcBorders")
    sides = [] if borders is None else [borders.find(f"{W}{side}") for side in ("left", "start", "right", "end")]
    given = [side for side in sides if side is not None]
    return any(map(_is_shown, given)) or (inside and len(given) < 2)


def _is_shown(border: etree._Element | None) -> bool:
    return value(border) not in (None, "nil", "none")


def _count(element: etree._Element | None, default: int) -> int:
    return max(default, min(whole(value(element), default), _WIDEST))


def _merge(element: etree._Element | None) -> str | None:
    return None if element is None else value(element) or "continue"
