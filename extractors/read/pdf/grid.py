"""Rules → ruled grids, with pdfplumber's table finder."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from pdfplumber.table import merge_edges
from pdfplumber.utils.geometry import filter_edges

from extractors.document.place import Box
from extractors.read.pdf.content import MOST_RULES, within
from extractors.read.pdf.crossings import tables_of_cells
from extractors.read.pdf.ruling import missing_sides, reaching_up

_SNAP = 3.0
"""Points within which rules are one rule (pdfplumber's own default)."""

_NARROWEST, _LOWEST = 6.0, 4.0
"""Points that a column and a row measure at least; no character fits into less."""


Place = tuple[int, int, int, int, Box]
"""A cell: row, column, how many rows and columns it spans, its box."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled grid: its x and y positions, its cells, the number of the cell at each position.

    One without columns is a box, a frame or a run of underlines.
    """

    xs: list[float]
    ys: list[float]
    cells: list[Place]
    home: dict[tuple[int, int], int]
    ruled: tuple[float, float] | None = None
    """From where to where rules make it, and not only white grounds; None for all of it."""
    rests: frozenset[tuple[int, int]] = frozenset()
    """Where blank cells begin that nothing draws: what is left of others on a page before."""

    @property
    def columns(self) -> int:
        """Their number."""
        return len(self.xs) - 1

    @property
    def area(self) -> float:
        """In square points."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])

    def cell_at(self, x: float, y: float) -> int | None:
        """The cell at a point of the page; None outside all."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]):
            return None
        row = min(bisect_right(self.ys, y), len(self.ys) - 1) - 1
        return self.home.get((row, min(bisect_right(self.xs, x), self.columns) - 1))


def ruled_grids(edges: Sequence[dict[str, Any]]) -> list[Grid]:
    """The grids that a page's edges rule."""
    rules = [edge for edge in edges if edge["orientation"] and not edge.get("ground")]
    grounds = [edge for edge in edges if edge["orientation"] and edge.get("ground")]
    tables = _ruled(rules)
    around: list[Box] = []
    if grounds:
        solid = [boxes for boxes in tables if len({box[0] for box in boxes}) > 1]
        around = [_around(boxes) for boxes in solid]
        outside = [part for edge in _cell_grounds(grounds, rules, solid) for part in _outside(edge, around)]
        tables = [part for boxes in (_ruled(rules + outside) if outside else tables) for part in _apart(boxes, around)]
    grids = [replace(_grid(boxes), ruled=_within(_around(boxes), around)) for boxes in tables]
    return [grid for grid in grids if grid.columns > 1]


def _ruled(edges: Sequence[dict[str, Any]]) -> list[list[Box]]:
    """The cells of each table that edges rule."""
    found: list[list[Box]] = []
    count = 0
    for band in _bands(filter_edges(list(edges), min_length=1)):
        merged = merge_edges(
            band, snap_x_tolerance=_SNAP, snap_y_tolerance=_SNAP, join_x_tolerance=_SNAP, join_y_tolerance=_SNAP
        )
        rules = list(reaching_up(filter_edges(merged, min_length=_SNAP), _SNAP))
        count = within(count + len(rules), MOST_RULES, "rules")
        found += tables_of_cells(rules + missing_sides(rules, _SNAP), _SNAP)
    return found


def _bands(edges: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Edges by the strips of the page that upright ones fill, where nothing is ruled between two strips.

    Tables that stand below one another have columns of their own, and the rules of one move none of the other's.
    """
    strips: list[tuple[float, float]] = []
    levels = sorted(edge["top"] for edge in edges if edge["orientation"] == "h")
    for top, bottom in sorted((edge["top"], edge["bottom"]) for edge in edges if edge["orientation"] == "v"):
        if strips and (top <= strips[-1][1] + 2 * _SNAP or _any_between(levels, strips[-1][1] + _SNAP, top - _SNAP)):
            strips[-1] = strips[-1][0], max(strips[-1][1], bottom)
        else:
            strips.append((top, bottom))
    if len(strips) < 2:
        return [edges]
    starts = [strip[0] - _SNAP for strip in strips[1:]]
    bands: list[list[dict[str, Any]]] = [[] for _ in strips]
    for edge in edges:
        bands[bisect_right(starts, edge["top"])].append(edge)
    return bands


def _any_between(levels: Sequence[float], start: float, end: float) -> bool:
    return bisect_right(levels, end) > bisect_right(levels, start)


def _around(boxes: Sequence[Box]) -> Box:
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return min(x0), min(top), max(x1), max(bottom)


def _cell_grounds(
    grounds: Sequence[dict[str, Any]], rules: Sequence[dict[str, Any]], solid: Sequence[list[Box]]
) -> Iterator[dict[str, Any]]:
    """The edges of white grounds that fill a cell: one that begins and ends at columns of the next table below.

    Below the last table its own columns count; where rules make no table, each vertical one does.
    """
    below = sorted((max(box[3] for box in boxes), _columns(boxes)) for boxes in solid)
    everywhere = sorted(edge["x0"] for edge in rules if edge["orientation"] == "v")
    for edge in grounds:
        at = min(bisect_right(below, (edge["top"], [])), len(below) - 1)
        columns = below[at][1] if below else everywhere
        if all(_near(columns, edge[x]) for x in ("x0", "x1")):
            yield edge


def _within(table: Box, solid: Sequence[Box]) -> tuple[float, float] | None:
    """From where to where the ruled tables inside a table reach."""
    inside = [box for box in solid if _inside(box, table)]
    return (min(box[1] for box in inside), max(box[3] for box in inside)) if inside else None


def _inside(box: Box, other: Box) -> bool:
    """Whether the middle of a box is in another."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return other[0] <= x <= other[2] and other[1] <= y <= other[3]


def _columns(boxes: Sequence[Box]) -> list[float]:
    return sorted({x for box in boxes for x in (box[0], box[2])})


def _outside(edge: dict[str, Any], solid: Sequence[Box]) -> Iterator[dict[str, Any]]:
    """The parts of a ground's edge outside the tables that rules make: inside, it would only divide their cells."""
    parts = [(edge["top"], edge["bottom"])]
    for x0, top, x1, bottom in solid:
        if x0 - _SNAP <= edge["x0"] and edge["x1"] <= x1 + _SNAP:
            parts = [
                (start, end)
                for low, high in parts
                for start, end in ((low, min(high, top)), (max(low, bottom), high))
                if end > start or (low == high and start == end)
            ]
    return ({**edge, "top": top, "bottom": bottom, "height": bottom - top} for top, bottom in parts)


def _apart(boxes: list[Box], solid: Sequence[Box]) -> list[list[Box]]:
    """A table's cells, divided below each ruled table that white grounds join to the one under it."""
    ends = sorted(box[3] for box in solid if _inside(box, _around(boxes)))
    parts: list[list[Box]] = [[] for _ in range(max(len(ends), 1))]
    for box in boxes:
        parts[min(bisect_right(ends, (box[1] + box[3]) / 2), len(parts) - 1)].append(box)
    return [part for part in parts if part]


def _near(positions: list[float], value: float) -> bool:
    at = bisect_right(positions, value)
    return any(abs(position - value) <= _SNAP for position in positions[max(0, at - 1) : at + 1])


def _grid(boxes: list[Box]) -> Grid:
    across, down = ({value for box in boxes for value in (box[at], box[at + 2])} for at in (0, 1))
    xs, ys = _positions(across, _NARROWEST), _positions(down, _LOWEST)
    column, line = (
        {value: _nearest(places, value) for value in values} for places, values in ((xs, across), (ys, down))
    )
    places = [(line[box[1]], column[box[0]], line[box[3]], column[box[2]], box) for box in boxes]
    cells: list[Place] = []
    taken: set[tuple[int, int]] = set()
    for row, col, end_row, end_col, box in sorted(places, key=lambda at: (at[2] - at[0]) * (at[3] - at[1])):
        positions = [(r, c) for r in range(row, end_row) for c in range(col, end_col)]
        if taken.isdisjoint(positions):
            cells += [(row, col, end_row - row, end_col - col, box)] if positions else []
        else:
            cells += _left_of(positions, taken, xs, ys)
        taken.update(positions)
    cells.sort()
    return Grid(xs, ys, cells, home_of(cells))


def home_of(cells: Sequence[Place]) -> dict[tuple[int, int], int]:
    """The number of the cell at each position, row and column."""
    return {
        (r, c): at
        for at, (row, col, high, wide, _) in enumerate(cells)
        for r in range(row, row + high)
        for c in range(col, col + wide)
    }


def _left_of(
    positions: Sequence[tuple[int, int]],
    taken: Collection[tuple[int, int]],
    xs: Sequence[float],
    ys: Sequence[float],
) -> Iterator[Place]:
    """What smaller cells leave of a box that reaches around them, column by column: it is no cell that is drawn.

    Browsers end a cell of several rows with its text where a page cuts it, and draw nothing in its rest.
    """
    free = sorted((col, row) for row, col in positions if (row, col) not in taken)
    for _, run in groupby(enumerate(free), lambda pair: (pair[1][0], pair[1][1] - pair[0])):
        own = [at for _, at in run]
        (col, first), last = own[0], own[-1][1]
        yield first, col, last + 1 - first, 1, (xs[col], ys[first], xs[col + 1], ys[last + 1])


def _positions(values: Iterable[float], apart: float) -> list[float]:
    """The different positions of rules; those that no text fits between are one (double rules, borders of text)."""
    runs: list[list[float]] = []
    for value in sorted(set(values)):
        if not runs or value - runs[-1][-1] > apart:
            runs.append([])
        runs[-1].append(value)
    return [run[len(run) // 2] for run in runs]


def _nearest(positions: list[float], value: float) -> int:
    at = bisect_right(positions, value)
    around = range(max(0, at - 1), min(at + 1, len(positions)))
    return min(around, key=lambda index: abs(positions[index] - value))
