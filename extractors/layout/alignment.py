"""Tables that nothing rules: lines of words and amounts whose columns leave the same gaps, on a page or a web page."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.layout.abutting import amounts_apart, parted_below
from extractors.layout.aligned_heads import Span, merged, widened, with_heads
from extractors.layout.aligned_lines import head_above, may_belong, near, runs_of_amounts, states_unit
from extractors.layout.lines_of_words import (
    APART,
    Line,
    Word,
    as_lines,
    bottom_of,
    has_amounts,
    is_amount,
    parted,
    top_of,
)
from extractors.layout.merged_down import cells_of, merged_down, outside
from extractors.layout.reach import column_of, columns_of, reach_of
from extractors.layout.rows import close_lines, space_of_rows, together
from extractors.layout.whole_amounts import with_whole_amounts
from extractors.values.numbers import is_number

_FEWEST = 4
"""So many lines of amounts make a table; one alone does below a head with the unit of its amounts above it."""

_ABOVE = 2
"""Lines above a head of several words among which the unit is looked for: a word over all of it may stand between."""

_FLUSH = 2.0
"""Points within which two words begin at one place."""

_ROWS_APART = 1.5
"""So many times as far as others rows may stand from each other."""

_ASIDE = 1 / 3
"""Share of a column's width by which a word may reach into the next one's place on the page before."""

_WIDER = 20.0
"""Points by which the last column's words may reach further than on the page before."""


@dataclass(frozen=True)
class Aligned:
    """A table: where its columns and rows part, from edge to edge, and the words of each row.

    `reach` tells from where to where each word stands, or what it is the head of, `wraps` in which column (its number)
    a label of a row (its number) goes on in the next one, and `down` to which row a cell of a row and column is merged.
    """

    xs: list[float]
    ys: list[float]
    rows: list[list[Word]]
    reach: list[list[Span]]
    wraps: frozenset[tuple[int, int]] = frozenset()
    down: Mapping[tuple[int, int], int] = field(default_factory=dict)

    def open_at(self, row: int, x: float) -> bool:
        """Whether a word of a row reaches over a boundary between columns: a head over several."""
        return any(start < x < end for start, end in self.reach[row])


def aligned(pieces: Iterable[Word], above: Sequence[float] = ()) -> Iterator[Aligned]:
    """The tables among pieces of text that no rule parts, from top to bottom.

    Columns that go on with those of the table `above`, which ends the page before, part where its do.
    """
    lines = with_whole_amounts(amounts_apart(as_lines(pieces)), goes_on=bool(above))
    for number, run in enumerate(_whole_runs(lines, above)):
        first, last = _with_wrapped(lines, *run)
        if number == 0 and above and _all_rows(lines[:first], lines[first:last], above):
            first = 0
        head = head_above(lines, first, goes_on=bool(above))
        lines[first:last] = parted_below(lines[head:first], lines[first:last])
        announced = first > head and any(map(states_unit, lines[max(head - _ABOVE, 0) : head]))
        xs = places_of(lines[head:last], first - head)
        goes_on = number == 0 and (len(xs) == len(above) or head in (0, first))
        known = _fitting(above, lines[first:last]) if goes_on else []
        if known and xs and _over_several(lines[head:first], known) > _over_several(lines[head:first], xs):
            known = []  # labels of columns of their own
        amounts = sum(map(has_amounts, lines[first:last]))
        if (known or xs) and (announced or known or amounts >= _FEWEST):
            last = _with_blank_rows(lines, first, last, known or xs)
            yield _table(lines[head:last], first - head, known or xs, goes_on=bool(known))


def _over_several(head: Sequence[Line], xs: Sequence[float]) -> int:
    """How many words of a head reach over several columns that do not all have a label of their own below them."""
    count, labelled = 0, set[int]()
    for line in reversed(head):
        for word in line:
            over = [n for n, x in enumerate(xs[1:-1]) if word.x0 < x < word.x1]
            count += not labelled.issuperset(column for n in over for column in (n, n + 1))
        labelled.update(column_of(word, xs) for word in line)
    return count


def _all_rows(lines: Sequence[Line], run: Sequence[Line], xs: Sequence[float]) -> bool:
    """Whether all lines above a run are rows of it without an amount, in some columns."""
    far = _ROWS_APART * space_of_rows(run)
    whole = [*lines, run[0]]
    near_enough = all(_space(above, below) < far for above, below in pairwise(whole))
    return near_enough and all(_is_row(line, xs) for line in lines)


def _with_blank_rows(lines: Sequence[Line], first: int, last: int, xs: Sequence[float]) -> int:
    """Where a run ends with the rows below it that have names and no amount."""
    far = _ROWS_APART * space_of_rows(lines[first:last])
    while last < len(lines) and _space(lines[last - 1], lines[last]) < far and _is_row(lines[last], xs):
        last += 1
    return last


def _is_row(line: Line, xs: Sequence[float]) -> bool:
    """Whether several words stand each in a column of its own."""
    columns = [columns_of(word, xs) if xs[0] <= word.x0 and word.x1 <= xs[-1] else range(0) for word in line]
    apart = all(len(own) == 1 for own in columns) and len(set(columns)) == len(line)
    return len(line) > 1 and apart and may_belong(line)


def _with_wrapped(lines: Sequence[Line], first: int, last: int) -> tuple[int, int]:
    """A run with the lines before and behind it that stand as close as the lines of one row."""
    close = close_lines(lines[first:last])
    while first and _space(lines[first - 1], lines[first]) < close and _may_wrap(lines[first - 1]):
        first -= 1
    while last < len(lines) and _space(lines[last - 1], lines[last]) < close and _may_wrap(lines[last]):
        last += 1
    return first, last


def _may_wrap(line: Line) -> bool:
    return may_belong(line) and not has_amounts(line)


def _space(above: Line, below: Line) -> float:
    return top_of(below) - bottom_of(above)


def _fitting(above: Sequence[float], lines: Sequence[Line]) -> list[float]:
    """Where the columns above part, a little aside where a word reaches over; nothing where some lines do not fit."""
    lines = [[part for word in line for part in parted(word, above[1:-1])] for line in lines]
    words = list(_in_place(lines))
    if not above or any(word.x0 < above[0] - 1 or word.x1 > above[-1] + _WIDER for word in words):
        return []
    xs = list(above)
    for at, x in enumerate(above[1:-1], start=1):
        left = max((word.x1 for word in words if word.x0 + word.x1 < 2 * x), default=above[0])
        right = min((word.x0 for word in words if word.x0 + word.x1 >= 2 * x), default=above[-1])
        beside = min(1.0, (right - left) / 2)
        xs[at] = min(max(x, left + beside), right - beside) if x < left or x > right else x
        if left > right or abs(xs[at] - x) > _ASIDE * min(x - above[at - 1], above[at + 1] - x):
            return []
    return [] if any(_crowded(line, xs) for line in lines) else xs


def _whole_runs(lines: Sequence[Line], above: Sequence[float]) -> Iterator[tuple[int, int]]:
    """Runs of lines of amounts; those that stand in the columns of the one before, as all lines between do, are one."""
    whole: tuple[int, int] | None = None
    for first, last in runs_of_amounts(lines):
        if whole and _goes_on(lines, whole, last, above):
            whole = whole[0], last
            continue
        if whole:
            yield whole
            above = ()
        whole = first, last
    if whole:
        yield whole


def _goes_on(lines: Sequence[Line], run: tuple[int, int], last: int, above: Sequence[float]) -> bool:
    between = lines[run[1] : last]
    close = all(near(above, below) for above, below in pairwise(lines[run[1] - 1 : last]))
    if not close or not all(map(may_belong, between)):
        return False
    head = head_above(lines, run[0])
    if head == run[0] and _fitting(above, lines[run[0] : last]):
        return True
    places = places_of(lines[head : run[1]], run[0] - head)
    return bool(_fitting(places, between)) or _widened(places, places_of(lines[head:last], run[0] - head), between)


def _widened(places: Sequence[float], other: Sequence[float], lines: Sequence[Line]) -> bool:
    """Whether some lines make the columns of a table wider and no others: each of their words stands in one of them."""
    one = all(len(columns_of(word, other)) == 1 for line in lines for word in line)
    return len(places) == len(other) > 0 and one


def places_of(lines: Sequence[Line], head: int) -> list[float]:
    """Where the columns of some lines part, of which the first `head` are their head; none where amounts make none.

    The first and the last place are the edges.
    """
    amounts = [line for line in lines[head:] if has_amounts(line)]
    names = [word for line in lines[head:] if not has_amounts(line) for word in line]
    taken = widened(merged([(word.x0, word.x1) for word in _in_place(amounts)]), names)
    taken = widened(with_heads(taken, lines[:head]), names)
    words = [word for line in lines for word in line]
    inner = [(end + start) / 2 for (_, end), (start, _) in pairwise(taken)]
    xs = [min(word.x0 for word in words) - 1, *inner, max(word.x1 for word in words) + 1]
    return [] if len(xs) < 3 or any(_crowded(line, xs) for line in amounts) else xs


def _table(lines: Sequence[Line], head: int, xs: list[float], *, goes_on: bool) -> Aligned:
    """The table of some lines, of which the first `head` are its head, and whose columns part at some places."""
    lines = [[part for word in line for part in parted(word, xs[1:-1])] for line in lines]
    close = close_lines(lines[head:]) or (_space(lines[head - 1], lines[head]) / 2 if head else 0.0)
    while head and top_of(lines[head]) - bottom_of(lines[head - 1]) < close:
        head -= 1  # the name of the first row wraps
    down = merged_down(lines[head:], close, xs, goes_on=goes_on)
    heads, body = together(lines[:head], close), together(outside(lines[head:], down), close)
    rows = heads + body
    tops, ends = ([edge(row) for row in rows] for edge in (top_of, bottom_of))
    between = [(end + top) / 2 for end, top in zip(ends, tops[1:], strict=False)]
    down = [block._replace(first=block.first + len(heads), last=block.last + len(heads)) for block in down]
    for block in down:
        rows[block.first] += block.words
    reach = [reach_of(row, heads[at + 1 :], xs) for at, row in enumerate(rows)]
    wraps = (
        (at, column) for at, pair in enumerate(pairwise(heads)) for column in _going_on(*pair, reach[at], close, xs)
    )
    ys = [tops[0] - 1, *between, ends[-1] + 1]
    reached = {(block.first, block.column): block.last for block in down}
    return Aligned(xs, ys, rows, reach, frozenset([*wraps, *cells_of(down)]), reached)


def _going_on(above: Line, below: Line, reach: Sequence[Span], close: float, xs: Sequence[float]) -> Iterator[int]:
    """The columns in which a label of a head's row goes on in the next one: its lines are as close as those of one."""
    for word, (x0, x1) in zip(above, reach, strict=True):
        own = columns_of(word._replace(x0=x0, x1=x1), xs)
        rest = [other for other in below if own[0] in columns_of(other, xs)]
        labels = not any(is_number(other.text) for other in rest)
        if len(own) == 1 and rest and labels and top_of(rest) - word.bottom < close:
            yield own[0]


def _in_place(lines: Sequence[Line]) -> Iterator[Word]:
    """The words of lines of amounts, those that reach to where amounts of several others begin cut off there."""
    begun = Counter(round(word.x0) for line in lines for word in line if is_amount(word))
    starts = [x for x, count in begun.items() if count > 1]
    for line in lines:
        for word in line:
            ends = [x - APART for x in starts if word.x0 + _FLUSH < x < word.x1 and not is_amount(word)]
            yield word._replace(x1=min(ends, default=word.x1))


def _crowded(line: Line, xs: Sequence[float]) -> bool:
    """Whether an amount stands behind another, or a word, in one column: then what looks like columns are none."""
    columns = [column_of(word, xs) for word in line]
    return any(
        is_amount(word) and column in columns[:at] for at, (word, column) in enumerate(zip(line, columns, strict=True))
    )
