"""Rules → the cells that they bound, as pdfplumber's table finder defines them.

Its own functions look at all points for each point, so that a page of 500 rules takes a minute; these look along the
two rules that cross there and give the same cells (`tests/read/test_grids.py` compares them).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import islice
from typing import Any

from extractors.document.place import Box

Point = tuple[float, float]
Crossings = dict[Point, tuple[set[Box], set[Box]]]
"""The vertical and the horizontal rules that cross at each point."""


def tables_of_cells(rules: Sequence[dict[str, Any]], snap: float) -> list[list[Box]]:
    """The cells that rules bound, by tables: those that touch, at a corner at least; a single cell is no table."""
    tables = _touching(_cells(_crossings(rules, snap)))
    ordered = sorted(tables, key=lambda cells: min((top, x0) for x0, top, _, _ in cells))
    return [cells for cells in ordered if len(cells) > 1]


def _crossings(rules: Sequence[dict[str, Any]], snap: float) -> Crossings:
    boxes = [(rule["orientation"], (rule["x0"], rule["top"], rule["x1"], rule["bottom"])) for rule in rules]
    level = sorted((box for orientation, box in boxes if orientation == "h"), key=lambda box: (box[1], box[0]))
    tops = [box[1] for box in level]
    found: Crossings = {}
    for orientation, upright in boxes:
        if orientation != "v":
            continue
        x, top, _, bottom = upright
        for across in level[bisect_left(tops, top - snap) : bisect_right(tops, bottom + snap)]:
            if across[0] - snap <= x <= across[2] + snap:
                verticals, horizontals = found.setdefault((x, across[1]), (set(), set()))
                verticals.add(upright)
                horizontals.add(across)
    return found


def _cells(crossings: Crossings) -> list[Box]:
    """The smallest cell whose upper left corner is each point, if there is one."""
    columns: dict[float, list[float]] = {}
    rows: dict[float, list[float]] = {}
    for x, y in sorted(crossings):
        columns.setdefault(x, []).append(y)
        rows.setdefault(y, []).append(x)
    found = []
    for x, y in sorted(crossings):
        uprights, levels = crossings[x, y]
        below, beside = columns[x], rows[y]
        under, right = bisect_right(below, y), bisect_right(beside, x)
        corner = next(
            (
                (at, low)
                for low in islice(below, under, None)
                if not uprights.isdisjoint(crossings[x, low][0])
                for at in islice(beside, right, None)
                if (at, low) in crossings
                and not levels.isdisjoint(crossings[at, y][1])
                and not crossings[at, low][0].isdisjoint(crossings[at, y][0])
                and not crossings[at, low][1].isdisjoint(crossings[x, low][1])
            ),
            None,
        )
        if corner:
            found.append((x, y, *corner))
    return found


def _touching(cells: list[Box]) -> list[list[Box]]:
    """Cells that share a corner, directly or over others, in groups."""
    owners: dict[Point, list[int]] = {}
    for number, (x0, top, x1, bottom) in enumerate(cells):
        for corner in ((x0, top), (x0, bottom), (x1, top), (x1, bottom)):
            owners.setdefault(corner, []).append(number)
    groups: list[list[Box]] = []
    seen: set[int] = set()
    for first in range(len(cells)):
        if first in seen:
            continue
        group, waiting = [], [first]
        seen.add(first)
        while waiting:
            cell = cells[waiting.pop()]
            group.append(cell)
            for corner in ((cell[0], cell[1]), (cell[0], cell[3]), (cell[2], cell[1]), (cell[2], cell[3])):
                fresh = [number for number in owners.pop(corner, ()) if number not in seen]
                seen.update(fresh)
                waiting += fresh
        groups.append(group)
    return groups
