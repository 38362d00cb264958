"""Places of a grid that nothing draws: engines end a cell of several rows, a box of its own, with its text where a page
cuts it, and draw nothing in its rest, on either page.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from extractors.document.place import Box
from extractors.read.pdf.content import Char
from extractors.read.pdf.grid import Grid, Place, home_of
from extractors.read.pdf.ruling import Rule

_NEAR = 3.0
"""Points by which a rule may stand off the side of a cell."""

_RULED = 0.5
"""Share of a side from which on it is ruled."""

Filled = tuple[Place, list[Char]]
"""A cell and its characters."""


def with_rests(
    grid: Grid, texts: list[list[Char]], outside: list[Char], rules: Sequence[Rule]
) -> tuple[Grid, list[list[Char]], list[Char]]:
    """A grid without free places, the characters of its cells, and those that are outside still.

    What is free at the foot of a page belongs to the cells above it, and is a blank cell of each column elsewhere. Text
    in it is that of a cell which the page cuts before its lower rule. `rules` are those that are drawn.
    """
    bare = set(_bare(grid, texts, rules))
    rows = len(grid.ys) - 1
    if not bare and len(grid.home) == grid.columns * rows:
        return grid, texts, outside
    near = [char for char in outside if _inside(char, (grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1]))]
    cells = [pair for at, pair in enumerate(zip(grid.cells, texts, strict=True)) if at not in bare]
    begun = {place[0] for place, _ in cells}
    while rows > 1 and rows - 1 not in begun and not _has_text(grid, rows - 1, near):
        rows -= 1  # the foot of cells that reach down to rows of the next page
    cells = [((row, col, min(high, rows - row), wide, box), own) for (row, col, high, wide, box), own in cells]
    added = list(_added(grid, cells, rows, near, every=bool(bare)))
    whole = sorted([*cells, *added], key=lambda pair: pair[0])
    taken = {id(char) for _, own in added for char in own}
    places = [place for place, _ in whole]
    rests = frozenset((row, col) for (row, col, *_), own in added if not own)
    found = replace(grid, ys=grid.ys[: rows + 1], cells=places, home=home_of(places), rests=rests)
    return found, [own for _, own in whole], [char for char in outside if id(char) not in taken]


def _added(grid: Grid, cells: list[Filled], rows: int, outside: Sequence[Char], *, every: bool) -> Iterator[Filled]:
    """The cells to add; those above free places at the foot of a page reach down over them from here on.

    Free places in the middle of a grid are left so, unless `every` one is to be a cell.
    """
    free = _free(grid, [place for place, _ in cells], rows)
    ending = {(place[0] + place[2], col): at for at, (place, _) in enumerate(cells) for col in _columns(place)}
    for col, start, end in _runs(free):
        box = grid.xs[col], grid.ys[start], grid.xs[col + 1], grid.ys[end]
        own = [char for char in outside if _inside(char, box)]
        above = ending.get((start, col))
        if above is not None and end == rows and not own:
            (row, first, high, wide, known), text = cells[above]
            below = {(at, there) for at in range(start, end) for there in range(first, first + wide)}
            if below <= free:
                cells[above] = (row, first, high + end - start, wide, (*known[:3], box[3])), text
                free -= below
        if (start, col) in free and (own or every or start == 0):
            yield (start, col, end - start, 1, box), own


def _bare(grid: Grid, texts: Sequence[Sequence[Char]], rules: Sequence[Rule]) -> Iterator[int]:
    """The blank cells at the sides of a grid whose outer side no rule draws, where it draws others of that side."""
    uprights = [rule for rule in rules if rule["orientation"] == "v"]
    for side, x in ((0, grid.xs[0]), (1, grid.xs[-1])):
        drawn = _Side((rule["top"], rule["bottom"]) for rule in uprights if abs(rule["x0"] - x) <= _NEAR)
        outer = [
            (at, drawn.share(box[1], box[3]))
            for at, (_, col, _, wide, box) in enumerate(grid.cells)
            if (col + wide == grid.columns if side else col == 0)
        ]
        if any(share >= _RULED for _, share in outer):
            yield from (at for at, share in outer if share < _RULED and not texts[at])


class _Side:
    """What rules draw of a side: from where to where each reaches, and how much those before it do."""

    def __init__(self, along: Iterable[tuple[float, float]]) -> None:
        self._starts: list[float] = []
        self._ends: list[float] = []
        self._before: list[float] = []
        for start, end in sorted(along):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._before.append(self._up_to(start))
                self._starts.append(start)
                self._ends.append(end)

    def _up_to(self, y: float) -> float:
        at = bisect_right(self._starts, y) - 1
        return self._before[at] + min(y, self._ends[at]) - self._starts[at] if at >= 0 else 0.0

    def share(self, top: float, bottom: float) -> float:
        """The share that they take from one place to another."""
        return (self._up_to(bottom) - self._up_to(top)) / max(bottom - top, 1.0)


def _has_text(grid: Grid, row: int, outside: Sequence[Char]) -> bool:
    return any(_inside(char, (grid.xs[0], grid.ys[row], grid.xs[-1], grid.ys[row + 1])) for char in outside)


def _free(grid: Grid, places: Sequence[Place], rows: int) -> set[tuple[int, int]]:
    """The positions that no cell takes."""
    return {(row, col) for row in range(rows) for col in range(grid.columns)} - set(home_of(places))


def _runs(free: set[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Free positions of a column that follow each other: the column, the first row and the one behind the last."""
    found = []
    ordered = sorted((col, row) for row, col in free)
    for (col, _), run in groupby(enumerate(ordered), lambda pair: (pair[1][0], pair[1][1] - pair[0])):
        own = [at[1] for _, at in run]
        found.append((col, own[0], own[-1] + 1))
    return found


def _columns(place: Place) -> range:
    return range(place[1], place[1] + place[3])


def _inside(char: Char, box: Box) -> bool:
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
