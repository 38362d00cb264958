"""Tables that nothing rules: lines of words and amounts whose columns leave the same gaps, on a page or a web page."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors.read.lines_of_words import (
    APART,
    Line,
    Word,
    as_lines,
    bottom_of,
    has_amounts,
    is_amount,
    text_of,
    top_of,
)
from extractors.values.line_shapes import ends_sentence
from extractors.values.money import MONEY_UNIT
from extractors.values.text import compact
from schemas.words.lines import line_words

_FEWEST = 4
"""So many lines of amounts make a table; one alone does below a head with the unit of its amounts above it."""

_FAR = 3.0
"""Lines further apart than so many of their heights are not of one table."""

_BETWEEN = 3
"""Lines without an amount, of names that wrap say, that may follow each other in a table."""

_HEAD = 5
"""No head has more lines."""

_ABOVE = 2
"""Lines above a head of several words among which the unit is looked for: a word over all of it may stand between."""

_CENTRED = 4.0
"""Points by which a head may stand beside the middle of its columns."""

_FLUSH = 2.0
"""Points within which two words begin at one place."""

_WRAPPED = 0.5
"""Lines nearer than this share of what parts the rows belong to one row."""


Span = tuple[float, float]


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


def aligned(pieces: Iterable[Word]) -> Iterator[Aligned]:
    """The tables among pieces of text that no rule parts, from top to bottom."""
    lines = as_lines(pieces)
    for first, last in _runs(lines):
        head = _head(lines, first)
        announced = first > head and any(map(_states_unit, lines[max(head - _ABOVE, 0) : head]))
        table = _table(lines[head:last], first - head)
        if table and (announced or sum(map(has_amounts, lines[first:last])) >= _FEWEST):
            yield table


def _near(above: Line, below: Line) -> bool:
    height = max(word.bottom - word.top for word in below)
    return min(word.top for word in below) - max(word.bottom for word in above) <= _FAR * height


def _may_belong(line: Line) -> bool:
    """Whether a line without amounts may stand in a table: no sentence, and nothing that says the unit of the next."""
    return not ends_sentence(text_of(line)) and not _states_unit(line)


def _states_unit(line: Line) -> bool:
    whole = text_of(line)
    return MONEY_UNIT.search(whole) is not None or line_words().unit_word.fullmatch(compact(whole)) is not None


def _runs(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Runs of lines of amounts with few others between them: the first, and the one behind the last."""
    first = last = None
    for at, line in enumerate(lines):
        if first is not None and last is not None:
            close = _near(lines[at - 1], line) and at - last <= _BETWEEN + 1
            if not close or not (has_amounts(line) or _may_belong(line)):
                yield first, last + 1
                first = last = None
        if has_amounts(line):
            first, last = at if first is None else first, at
    if first is not None and last is not None:
        yield first, last + 1


def _head(lines: Sequence[Line], first: int) -> int:
    """The first line of the head above a run: the topmost of several words before a unit, a sentence or a space."""
    found = at = first
    while at > 0 and first - at < _HEAD and _near(lines[at - 1], lines[at]) and _may_belong(lines[at - 1]):
        at -= 1
        if has_amounts(lines[at]):
            break
        found = at if len(lines[at]) > 1 else found
    return found


def _table(lines: Sequence[Line], head: int) -> Aligned | None:
    """The table of some lines, of which the first `head` are its head; None where their amounts make no columns."""
    amounts = [line for line in lines[head:] if has_amounts(line)]
    taken = _taken(_in_place(amounts))
    words = [word for line in lines for word in line]
    inner = [(end + start) / 2 for (_, end), (start, _) in pairwise(taken)]
    xs = [min(word.x0 for word in words) - 1, *inner, max(word.x1 for word in words) + 1]
    if len(xs) < 3 or any(_crowded(line, xs) for line in amounts):
        return None
    close = _close(lines[head:])
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


def _taken(words: Iterable[Word]) -> list[Span]:
    """From where to where some words reach together."""
    spans: list[Span] = []
    for x0, x1 in sorted((word.x0, word.x1) for word in words):
        if spans and x0 <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(spans[-1][1], x1)
        else:
            spans.append((x0, x1))
    return spans


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
    gaps = [
        top_of(below) - bottom_of(above)
        for above, below in pairwise(lines)
        if has_amounts(above) and has_amounts(below)
    ]
    return _WRAPPED * median(gaps) if gaps else 0.0


def _rows(lines: Sequence[Line], close: float) -> list[list[Word]]:
    """Lines put together as rows: a line without amounts is of the row that it stands close to."""
    rows: list[list[Word]] = []
    full = False
    for line in lines:
        own = has_amounts(line)
        if rows and not (own and full) and top_of(line) - bottom_of(rows[-1]) < close:
            rows[-1] += line
            full = full or own
        else:
            rows.append(list(line))
            full = own
    return rows
