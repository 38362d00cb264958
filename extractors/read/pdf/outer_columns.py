"""Outer columns that a page does not rule: of a table without side rules, a cell that goes on over the whole page has
none at all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.document.model import Table
from extractors.document.place import Box
from extractors.read.pdf.content import Char, Line
from extractors.read.pdf.grid import Grid
from extractors.read.pdf.ruling import Rule, level_rule
from extractors.values.text import compact
from schemas.words.lines import line_words

_NEAR = 3.0
"""Points by which the rules of two parts of one table may differ."""

_FEWEST = 3
"""Columns that two parts share at least."""

_MOST_OF, _TOUCH = 0.95, 1.0
"""Share of a page's text that stands in its table where the other is its number, and points that a letter may reach
over a rule.
"""


def foot_edges(items: Sequence[Table | Line]) -> tuple[float, ...]:
    """The x positions of the rules of a page's last table, with nothing below it but a footer, or that it goes on."""
    for item in reversed(items):
        if isinstance(item, Table):
            return item.edges
        if not item.margin and not line_words().continued.fullmatch(compact(item.text)):
            break
    return ()


def missing_ends(rules: Sequence[Rule], above: Sequence[float], chars: Sequence[Char]) -> list[Rule]:
    """The rules to add at the top and the foot of a page that has only upright ones, where the page before has some.

    So a table without rules between its rows goes on that has none at its sides either: nothing is ruled but columns.
    One upright rule is enough beside text that stands nowhere above or below it, nor across: a cell fills the page, and
    may begin there, under a level rule.
    """
    uprights = [rule for rule in rules if rule["orientation"] == "v"]
    if len(above) <= _FEWEST + 1 or not uprights:
        return []
    levels = [rule for rule in rules if rule["orientation"] == "h" and rule["width"] > _NEAR]
    top, foot = min(rule["top"] for rule in uprights), max(rule["bottom"] for rule in uprights)
    ends = [*(rule["x0"] for rule in uprights), *(rule[end] for rule in levels for end in ("x0", "x1"))]
    at_top = all(abs(rule["top"] - top) <= _NEAR for rule in levels)
    if not at_top or not all(any(abs(end - x) <= _NEAR for x in above) for end in ends):
        return []
    whole = {
        x
        for x in above
        if sum(rule["bottom"] - rule["top"] for rule in uprights if abs(rule["x0"] - x) <= _NEAR) >= foot - top - _NEAR
    }
    columns = len(whole) >= _FEWEST and not levels
    one = 0 < len(whole) < _FEWEST and _stand_beside(chars, whole, (above[0], top, above[-1], foot))
    return [level_rule(y, above[0], above[-1]) for y in (top, foot)] if columns or one else []


def _stand_beside(chars: Sequence[Char], uprights: Iterable[float], box: Box) -> bool:
    """Whether text fills a box from side to side, stands as far as its sides reach in it alone, and crosses no rule."""
    own = [char for char in chars if box[0] < (char.x0 + char.x1) / 2 < box[2]]
    inside = [char for char in own if box[1] < (char.top + char.bottom) / 2 < box[3]]
    if not inside or len(inside) < _MOST_OF * len(own):
        return False
    return not any(char.x0 + _TOUCH < x < char.x1 - _TOUCH for x in uprights for char in inside)


def with_outer_columns(grids: list[Grid], above: Sequence[float], rules: Sequence[Rule] = ()) -> list[Grid]:
    """The grids of a page, the uppermost with the outer columns that it lacks of the table which ends the page before.

    All its rules stand where that table has some, but none where it begins or ends; or its uppermost one reaches there.
    Several columns are lacking at the left where browsers ended their cells, boxes of their own, on the page before.
    """
    if len(above) <= _FEWEST + 1 or not grids:
        return grids
    top = min(grids, key=lambda grid: grid.ys[0])
    if top.columns < _FEWEST:
        return grids
    alike = all(any(abs(x - edge) <= _NEAR for edge in above) for x in top.xs)
    begins, ends = (abs(top.xs[side] - above[side]) <= _NEAR for side in (0, -1))
    first, last = abs(top.xs[0] - above[1]) <= _NEAR, abs(top.xs[-1] - above[-2]) <= _NEAR
    wider = top
    lacking = len(above) - len(top.xs)
    if 1 < lacking < len(top.xs) and all(abs(x - y) <= _NEAR for x, y in zip(top.xs, above[lacking:], strict=True)):
        for edge in reversed(above[:lacking]):
            wider = _widened(wider, edge, left=True)
    elif first and (ends or last) and (alike or _reaches(rules, top.ys[0], above[:2])):
        wider = _widened(wider, above[0], left=True)
    if last and (begins or first) and (alike or _reaches(rules, top.ys[0], above[-2:])):
        wider = _widened(wider, above[-1], left=False)
    return [wider if grid is top else grid for grid in grids]


def _reaches(rules: Sequence[Rule], level: float, column: Sequence[float]) -> bool:
    """Whether a level rule at the top of a table goes along an outer column of the one before."""
    start, end = column
    return any(
        rule["orientation"] == "h"
        and abs(rule["top"] - level) <= _NEAR
        and rule["x0"] <= start + _NEAR
        and rule["x1"] >= end - _NEAR
        for rule in rules
    )


def _widened(grid: Grid, edge: float, *, left: bool) -> Grid:
    """A grid with one more column, one open cell from its head to its foot, whose outer side is at an edge."""
    rows = len(grid.ys) - 1
    shift, col = (1, 0) if left else (0, grid.columns)
    x0, x1 = (edge, grid.xs[0]) if left else (grid.xs[-1], edge)
    cells = [(row, at + shift, high, wide, box) for row, at, high, wide, box in grid.cells]
    home = {(row, at + shift): cell for (row, at), cell in grid.home.items()}
    home |= {(row, col): len(cells) for row in range(rows)}
    cells.append((0, col, rows, 1, (x0, grid.ys[0], x1, grid.ys[-1])))
    return replace(grid, xs=[edge, *grid.xs] if left else [*grid.xs, edge], cells=cells, home=home)
