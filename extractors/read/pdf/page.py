"""One page's characters and rules → its tables and lines, in reading order."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from extractors.document.model import Cell, Part, Table
from extractors.document.place import Box
from extractors.read.pdf.bare_rows import without_heads_alone, without_stripes
from extractors.read.pdf.broken_numbers import one_number, taken_by_words
from extractors.read.pdf.columns import missing_columns
from extractors.read.pdf.content import Char, Line, PageContent
from extractors.read.pdf.cut_foot import rules_at_foot
from extractors.read.pdf.first_words import lead_of
from extractors.read.pdf.grid import Grid, ruled_grids
from extractors.read.pdf.lines import text_lines
from extractors.read.pdf.open_cells import mark_open
from extractors.read.pdf.outer_columns import missing_ends, with_outer_columns
from extractors.read.pdf.outside import outside_lines, without_foot_number
from extractors.read.pdf.placing import into_cells
from extractors.read.pdf.shaded_rows import rules_beside_shades
from extractors.read.pdf.sides import parts
from extractors.read.pdf.undrawn_rests import with_rests
from extractors.read.pdf.unruled import missing_rules
from extractors.read.pdf.unruled_rows import rules_between_rows
from extractors.read.pdf.written_down import columns_written_down

_NO_DIGIT = 1.25
"""Widths of a digit, the least padding of a cell included: in less room none fits."""

_OUT = 1.0
"""Points by which a text may reach over its cell's rules."""

_OUT_OF_LINE = 3.0
"""Points by which a rule may stand beside the side of the columns that it parts."""

_CELL_PADDING = 5.5
"""Points that word processors leave between a cell's rule and its text."""


def read_page(content: PageContent, above: Sequence[float] = ()) -> list[Table | Line]:
    """The tables and the lines outside them, from top to bottom.

    `above` are the x positions of the rules of the table that ends the page before.
    """
    if content.over:
        return [*read_page(replace(content, over=None), above), *read_page(content.over)]
    content = without_foot_number(content)
    rules = without_stripes([edge for edge in content.edges if _on_page(edge, content)])
    drawn = [*rules, *rules_beside_shades(rules, content.chars)]
    rules = [*drawn, *missing_ends(rules, above, content.chars), *rules_at_foot(rules, content.chars)]
    grids = _grids(rules, content, above)
    if beside := parts(content, grids):
        return list(_one_after_the_other(beside, above))
    texts, outside = into_cells(content, grids, rules)
    if len(whole := without_heads_alone(rules, grids, texts, outside)) < len(rules):
        drawn, rules = without_heads_alone(drawn, grids, texts, outside), whole
        grids = _grids(rules, content, above)
        texts, outside = into_cells(content, grids, rules)
    spaced = list(rules_between_rows(grids, texts))
    if added := [*missing_rules(outside, above), *spaced]:
        drawn, rules = [*drawn, *added], [*rules, *added]
        grids = _grids(rules, content, above)
        texts, outside = into_cells(content, grids, rules)
    placed: list[tuple[float, Table | Line]] = []
    for bounded, known in zip(grids, texts, strict=True):
        grid, cells, outside = with_rests(bounded, known, outside, rules)
        if any(cells):
            first, last = _printed_rows(grid, cells)
            by_words = not _parts_columns(content.edges, grid)
            table = _table(grid, cells, content, (first, last), by_words=by_words)
            mark_open(table, drawn, spaced)
            placed.append((grid.ys[first], table))
    placed += [(line.box[1], line) for line in outside_lines(outside, content)]
    return [item for _, item in sorted(placed, key=lambda pair: pair[0])]


def _one_after_the_other(beside: Sequence[PageContent], above: Sequence[float]) -> Iterator[Table | Line]:
    """What stands in the parts of a page, the lines of each marked as its own."""
    for number, part in enumerate(beside):
        for item in read_page(part, () if number else above):
            if isinstance(item, Line):
                item.part += number * 10
            yield item


def _grids(rules: Sequence[dict[str, Any]], content: PageContent, above: Sequence[float]) -> list[Grid]:
    return with_outer_columns(ruled_grids([*rules, *missing_columns(rules, content.chars)]), above, rules)


def _on_page(edge: dict[str, Any], content: PageContent) -> bool:
    """Whether a rule can be seen: what is drawn beyond the page's edges is not printed."""
    return bool(
        edge["x1"] >= 0 and edge["x0"] <= content.width and edge["bottom"] >= 0 and edge["top"] <= content.height
    )


def _parts_columns(edges: Sequence[dict[str, Any]], grid: Grid) -> bool:
    """Whether a page rules or paints any side between the columns of a grid."""
    uprights = (edge for edge in edges if edge["orientation"] == "v")
    inner = [edge["x0"] for edge in uprights if edge["top"] < grid.ys[-1] and edge["bottom"] > grid.ys[0]]
    return any(abs(x - at) < _OUT_OF_LINE for x in inner for at in grid.xs[1:-1])


def _printed_rows(grid: Grid, texts: list[list[Char]]) -> tuple[int, int]:
    """The first row of a grid and the one behind its last, without blank ones that white grounds make beside it."""
    rows = len(grid.ys) - 1
    if grid.ruled is None:
        return 0, rows
    filled = {
        row
        for (at, _, span, _, _), own in zip(grid.cells, texts, strict=True)
        for row in range(at, at + span)
        if own or ((grid.ys[row] + grid.ys[row + 1]) / 2 > grid.ruled[0] and grid.ys[row] < grid.ruled[1] - 1)
    }
    return min(filled, default=0), max(filled, default=rows - 1) + 1


def _table(
    grid: Grid, texts: list[list[Char]], content: PageContent, rows: tuple[int, int], *, by_words: bool
) -> Table:
    """The table of some rows of a grid, from the first to the one behind the last, with the characters of its cells."""
    first, last = rows
    cells = []
    columns = taken_by_words(grid, texts) if by_words else {}
    for (row, col, row_span, col_span, box), own in zip(grid.cells, texts, strict=True):
        if first <= row < last:
            lines = columns_written_down(own) or text_lines(own)
            text = one_number(lines, columns.get(col, box)) or "\n".join(line for line, _ in lines)
            cell = Cell(row - first, col, text, row_span, col_span, content.number, box=_round(box))
            cell.rest = (row, col) in grid.rests
            if lines:
                cell.room, cell.lead = _room_and_lead(lines, box)
                cell.ink = min(line[0] for _, line in lines), max(line[2] for _, line in lines)
                cell.begins = _begins(lines[0], own)
                cell.mended = cell.ink[0] < box[0] - _OUT or cell.ink[1] > box[2] + _OUT
                cell.filled = _filled([line for _, line in lines], box)
                cell.wrapped = len(lines) == 2 and _wrapped(lines[0], lines[1], box[2])
            cells.append(cell)
    edges = tuple(grid.xs)
    parts = [Part(0, last - first, content.number, edges)]
    return Table(cells, last - first, grid.columns, content.source, edges=edges, parts=parts, by_words=by_words)


def _begins(line: tuple[str, Box], chars: list[Char]) -> float:
    """Where the first glyph of a line stands: blanks that indent it have a place of their own."""
    text, (x0, top, _, bottom) = line
    if not text[0].isspace():
        return x0
    return min(char.x0 for char in chars if top <= char.top and char.bottom <= bottom and not char.text.isspace())


def _room_and_lead(lines: list[tuple[str, Box]], cell: Box) -> tuple[float, float]:
    """The room behind a cell's last line, and the width of its first word."""
    first, (x0, _, x1, _) = lines[0]
    last = lines[-1][1]
    return cell[2] - cell[0] - 2 * _CELL_PADDING - (last[2] - last[0]), lead_of(first, x1 - x0)


def _filled(lines: list[Box], cell: Box) -> bool:
    """Whether one more line would not fit below a cell's last; one line alone may stand in a wide space.

    Below the lines of a cell stands its padding, at most as much as above them.
    """
    _, top, _, bottom = lines[-1]
    pitch = top - lines[-2][1] if len(lines) > 1 else 2 * (bottom - top)
    padding = min(max(lines[0][1] - cell[1], 0.0), pitch / 2) if len(lines) > 1 else 0.0
    return cell[3] - bottom < pitch + padding


def _wrapped(first: tuple[str, Box], second: tuple[str, Box], edge: float) -> bool:
    """Whether two lines of digits are one number: the first, indented, leaves no room for a digit before the `edge`.

    Two numbers that stand one below the other would begin, or end, in one place.
    """
    (above, (x0, _, x1, _)), (below, (left, _, _, _)) = first, second
    if not (above.strip().isdigit() and below.strip().isdigit()):
        return False
    digit = (x1 - x0) / len(above.strip())
    return edge - x1 < _NO_DIGIT * digit and x0 - left > digit


def _round(box: Box) -> Box:
    x0, top, x1, bottom = (round(value, 2) for value in box)
    return x0, top, x1, bottom
