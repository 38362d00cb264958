"""Tables that nothing rules: lines of words and amounts whose columns leave the same gaps, on a page or a web page."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

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

_FEWEST = 4
"""So many lines of amounts make a table; one alone does below a head with the unit of its amounts above it."""

_ABOVE = 2
"""Lines above a head of several words among which the unit is looked for: a word over all of it may stand between."""

_CENTRED = 4.0
"""Points by which a head may stand beside the middle of its columns."""

_FLUSH = 2.0
"""Points within which two words begin at one place."""

_WRAPPED = 0.5
"""Lines nearer than this share of what parts the rows belong to one row."""

_ROWS_APART = 1.5
"""So many times as far as others rows may stand from each other."""

_OVERLAP = 0.2
"""Share of its height by which a line reaches into the one above it where both are of one row."""

_ASIDE = 1 / 3
"""Share of a column's width by which a word may reach into the next one's place on the page before."""

_WIDER = 20.0
"""Points by which the last column's words may reach further than on the page before."""


@dataclass(frozen=True)
class Aligned:
    """A table: where its columns and rows part, from edge to edge, and the words of each row.

    `reach` tells from where to where each word stands, or what it is the head of.
    """

    xs: list[float]
    ys: list[float]
    rows: list[list[Word]]
    reach: list[list[Span]]

    def open_at(self, row: int, x: float) -> bool:
        """Whether a word of a row reaches over a boundary between columns: a head over several."""
        return any(start < x < end for start, end in self.reach[row])


def aligned(pieces: Iterable[Word], above: Sequence[float] = ()) -> Iterator[Aligned]:
    """The tables among pieces of text that no rule parts, from top to bottom.

    Columns that go on with those of the table `above`, which ends the page before, part where its do.
    """
    lines = as_lines(pieces)
    for number, run in enumerate(_whole_runs(lines, above)):
        first, last = _with_wrapped(lines, *run)
        if number == 0 and above and _all_rows(lines[:first], lines[first:last], above):
            first = 0
        head = head_above(lines, first, goes_on=bool(above))
        announced = first > head and any(map(states_unit, lines[max(head - _ABOVE, 0) : head]))
        xs = _places(lines[head:last], first - head)
        goes_on = number == 0 and (len(xs) == len(above) or head == first)
        known = _fitting(above, lines[first:last]) if goes_on else []
        amounts = sum(map(has_amounts, lines[first:last]))
        if (known or xs) and (announced or known or amounts >= _FEWEST):
            last = _with_blank_rows(lines, first, last, known or xs)
            yield _table(lines[head:last], first - head, known or xs)


def _all_rows(lines: Sequence[Line], run: Sequence[Line], xs: Sequence[float]) -> bool:
    """Whether all lines above a run are rows of it without an amount, in some columns."""
    far = _ROWS_APART * _space_of_rows(run)
    whole = [*lines, run[0]]
    near_enough = all(_space(above, below) < far for above, below in pairwise(whole))
    return near_enough and all(_is_row(line, xs) for line in lines)


def _with_blank_rows(lines: Sequence[Line], first: int, last: int, xs: Sequence[float]) -> int:
    """Where a run ends with the rows below it that have names and no amount."""
    far = _ROWS_APART * _space_of_rows(lines[first:last])
    while last < len(lines) and _space(lines[last - 1], lines[last]) < far and _is_row(lines[last], xs):
        last += 1
    return last


def _is_row(line: Line, xs: Sequence[float]) -> bool:
    """Whether several words stand each in a column of its own."""
    columns = [_columns(word, xs) if xs[0] <= word.x0 and word.x1 <= xs[-1] else range(0) for word in line]
    apart = all(len(own) == 1 for own in columns) and len(set(columns)) == len(line)
    return len(line) > 1 and apart and may_belong(line)


def _with_wrapped(lines: Sequence[Line], first: int, last: int) -> tuple[int, int]:
    """A run with the lines before and behind it that stand as close as the lines of one row."""
    close = _close(lines[first:last])
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
    words = list(_in_place(lines))
    if not above or any(word.x0 < above[0] - 1 or word.x1 > above[-1] + _WIDER for word in words):
        return []
    xs = list(above)
    for at, x in enumerate(above[1:-1], start=1):
        left = max((word.x1 for word in words if word.x0 + word.x1 < 2 * x), default=x)
        right = min((word.x0 for word in words if word.x0 + word.x1 >= 2 * x), default=x)
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
    return bool(_fitting(_places(lines[head : run[1]], run[0] - head), between))


def _places(lines: Sequence[Line], head: int) -> list[float]:
    """Where the columns of some lines part, of which the first `head` are their head; none where amounts make none."""
    amounts = [line for line in lines[head:] if has_amounts(line)]
    names = [word for line in lines[head:] if not has_amounts(line) for word in line]
    taken = widened(merged([(word.x0, word.x1) for word in _in_place(amounts)]), names)
    taken = with_heads(taken, lines[:head])
    words = [word for line in lines for word in line]
    inner = [(end + start) / 2 for (_, end), (start, _) in pairwise(taken)]
    xs = [min(word.x0 for word in words) - 1, *inner, max(word.x1 for word in words) + 1]
    return [] if len(xs) < 3 or any(_crowded(line, xs) for line in amounts) else xs


def _table(lines: Sequence[Line], head: int, xs: list[float]) -> Aligned:
    """The table of some lines, of which the first `head` are its head, and whose columns part at some places."""
    lines = [[part for word in line for part in parted(word, xs[1:-1])] for line in lines]
    close = _close(lines[head:])
    while head and top_of(lines[head]) - bottom_of(lines[head - 1]) < close:
        head -= 1  # the name of the first row wraps
    heads, body = _rows(lines[:head], close), _rows(lines[head:], close)
    rows = heads + body
    tops, ends = ([edge(row) for row in rows] for edge in (top_of, bottom_of))
    between = [(end + top) / 2 for end, top in zip(ends, tops[1:], strict=False)]
    reach = [_reach(row, heads[at + 1 :], xs) for at, row in enumerate(rows)]
    return Aligned(xs, [tops[0] - 1, *between, ends[-1] + 1], rows, reach)


def _in_place(lines: Sequence[Line]) -> Iterator[Word]:
    """The words of lines of amounts, those that reach to where amounts of several others begin cut off there."""
    begun = Counter(round(word.x0) for line in lines for word in line if is_amount(word))
    starts = [x for x, count in begun.items() if count > 1]
    for line in lines:
        for word in line:
            ends = [x - APART for x in starts if word.x0 + _FLUSH < x < word.x1 and not is_amount(word)]
            yield word._replace(x1=min(ends, default=word.x1))


def _reach(row: Line, below: Sequence[Line], xs: Sequence[float]) -> list[Span]:
    """From where to where the words of a row stand; heads with others below them reach over theirs.

    Those are the columns that a head is centred on, or those from its own to the next head's: where so each has some
    and none is left over, else nobody knows.
    """
    labels = [word for line in below for word in line]
    labelled = {_column(word, xs) for word in labels}
    own = [_columns(word, xs) for word in row]
    plain: list[Span] = [(word.x0, word.x1) for word in row]
    if not labels or len(labelled) <= len(row) or not all(labelled.issuperset(columns) for columns in own):
        return plain
    centred = [_centred_on(word, columns, xs) for word, columns in zip(row, own, strict=True)]
    starts = sorted(columns[0] for columns in own)
    to_next = [range(columns[0], min((s for s in starts if s > columns[0]), default=len(xs) - 1)) for columns in own]
    flush = all(any(abs(word.x0 - label.x0) < _FLUSH for label in labels) for word in row)
    for reached in (centred, to_next if flush else ()):
        if sorted(column for columns in reached for column in columns) == sorted(labelled):
            return [(xs[columns[0]] + 1, xs[columns[-1] + 1] - 1) for columns in reached]
    return plain


def _centred_on(word: Word, own: range, xs: Sequence[float]) -> range:
    """The most columns around its own that a word is centred on."""
    best = own
    for first in range(own[0] + 1):
        for last in range(own[-1], len(xs) - 1):
            middle = (xs[first] + xs[last + 1]) / 2
            if last - first >= len(best) and abs((word.x0 + word.x1) / 2 - middle) < _CENTRED:
                best = range(first, last + 1)
    return best


def _columns(word: Word, xs: Sequence[float]) -> range:
    """The columns that a word stands in."""
    inside = [n for n, (start, end) in enumerate(pairwise(xs)) if word.x0 < end and start < word.x1]
    return range(inside[0], inside[-1] + 1)


def _column(word: Word, xs: Sequence[float]) -> int:
    return sum(1 for x in xs[1:-1] if x < (word.x0 + word.x1) / 2)


def _crowded(line: Line, xs: Sequence[float]) -> bool:
    """Whether an amount stands behind another, or a word, in one column: then what looks like columns are none."""
    columns = [_column(word, xs) for word in line]
    return any(
        is_amount(word) and column in columns[:at] for at, (word, column) in enumerate(zip(line, columns, strict=True))
    )


def rows_of_lines(lines: Sequence[Line]) -> list[list[Word]]:
    """The words of each row of some lines: a line without amounts is of the row that it stands close to."""
    return _rows(lines, _close(lines))


def _close(lines: Sequence[Line]) -> float:
    """So near are lines that belong to one row."""
    return _WRAPPED * _space_of_rows(lines)


def _space_of_rows(lines: Sequence[Line]) -> float:
    """How far rows stand from each other.

    What parts rows is the widest space between a line of amounts and the next: names that wrap stand between them.
    """
    widest: list[float] = []
    space: float | None = None
    foot = float("-inf")
    for line in lines:
        space = None if space is None else max(space, top_of(line) - foot)
        foot = max(foot, bottom_of(line))
        if has_amounts(line):
            widest += [] if space is None or space <= 0 else [space]
            space = 0.0
    return median(widest) if widest else 0.0


def _rows(lines: Sequence[Line], close: float) -> list[list[Word]]:
    """Lines put together as rows: a line without amounts is of the row that it stands close to."""
    rows: list[list[Word]] = []
    full = False
    for line in lines:
        own = has_amounts(line)
        apart = own and full and not _beside(rows[-1], line)
        if rows and not apart and top_of(line) - _foot(rows[-1], line) < close:
            rows[-1] += line
            full = full or own
        else:
            rows.append(list(line))
            full = own
    return rows


def _beside(row: Line, line: Line) -> bool:
    """Whether a line begins before the one above ends: cells of one row, some of which have two lines."""
    return top_of(line) + _OVERLAP * (bottom_of(line) - top_of(line)) < bottom_of(row)


def _foot(row: Line, line: Line) -> float:
    """Where a row ends above a line: where the first of its columns does that the line has a word of, if any has."""
    over = [[word.bottom for word in row if word.x0 < below.x1 and below.x0 < word.x1] for below in line]
    return min((max(feet) for feet in over if feet), default=bottom_of(row))
