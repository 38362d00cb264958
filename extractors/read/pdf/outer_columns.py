"""Outer columns that a page does not rule: of a table without side rules, a cell that goes on over the whole page has
none at all.
"""

from collections.abc import Sequence
from dataclasses import replace

from extractors.document.model import Table
from extractors.read.pdf.content import Line
from extractors.read.pdf.grid import Grid
from extractors.read.pdf.ruling import Rule, level_rule
from extractors.values.text import compact
from schemas.words.lines import line_words

_NEAR = 3.0
"""Points by which the rules of two parts of one table may differ."""

_FEWEST = 3
"""Columns that two parts share at least."""


def foot_edges(items: Sequence[Table | Line]) -> tuple[float, ...]:
    """The x positions of the rules of a page's last table, with nothing below it but a footer, or that it goes on."""
    for item in reversed(items):
        if isinstance(item, Table):
            return item.edges
        if not item.margin and not line_words().continued.fullmatch(compact(item.text)):
            break
    return ()


def missing_ends(rules: Sequence[Rule], above: Sequence[float]) -> list[Rule]:
    """The rules to add at the top and the foot of a page that has only upright ones, where the page before has some.

    So a table without rules between its rows goes on that has none at its sides either: nothing is ruled but columns.
    """
    if len(above) <= _FEWEST + 1 or any(rule["orientation"] == "h" and rule["width"] > _NEAR for rule in rules):
        return []
    uprights = [rule for rule in rules if rule["orientation"] == "v"]
    if not uprights or not all(any(abs(rule["x0"] - x) <= _NEAR for x in above) for rule in uprights):
        return []
    top, foot = min(rule["top"] for rule in uprights), max(rule["bottom"] for rule in uprights)
    whole = {
        x
        for x in above
        if sum(rule["bottom"] - rule["top"] for rule in uprights if abs(rule["x0"] - x) <= _NEAR) >= foot - top - _NEAR
    }
    return [level_rule(y, above[0], above[-1]) for y in (top, foot)] if len(whole) >= _FEWEST else []


def with_outer_columns(grids: list[Grid], above: Sequence[float]) -> list[Grid]:
    """The grids of a page, the uppermost with the outer columns that it lacks of the table which ends the page before.

    All its rules stand where that table has some, but none where it begins or ends.
    """
    if len(above) <= _FEWEST + 1 or not grids:
        return grids
    top = min(grids, key=lambda grid: grid.ys[0])
    if top.columns < _FEWEST or not all(any(abs(x - edge) <= _NEAR for edge in above) for x in top.xs):
        return grids
    begins, ends = (abs(top.xs[side] - above[side]) <= _NEAR for side in (0, -1))
    first, last = abs(top.xs[0] - above[1]) <= _NEAR, abs(top.xs[-1] - above[-2]) <= _NEAR
    wider = top
    if first and (ends or last):
        wider = _widened(wider, above[0], left=True)
    if last and (begins or first):
        wider = _widened(wider, above[-1], left=False)
    return [wider if grid is top else grid for grid in grids]


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
