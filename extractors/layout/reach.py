"""Over which columns the words of a head reach that nothing rules: those that they are centred on, or stand above."""

from collections.abc import Sequence
from itertools import pairwise

from extractors.layout.aligned_heads import Span
from extractors.layout.lines_of_words import Line, Word
from extractors.values.numbers import is_number

_CENTRED = 4.0
"""Points by which a head may stand beside the middle of its columns."""

_FLUSH = 2.0
"""Points within which two words begin at one place."""

_ASIDE = 1 / 4
"""Share of the width of its columns by which a head may stand beside their middle, where none else is near."""


def reach_of(row: Line, below: Sequence[Line], xs: Sequence[float]) -> list[Span]:
    """From where to where the words of a row stand; heads with others below them reach over theirs.

    Those are the columns that a head is centred on, or those from its own to the next head's, where so each has some
    and none is left over. Where other labels stand beside the storeys, a head reaches over the columns around its own
    all of whose labels stand below it. Else nobody knows.
    Numbers that count the columns are no labels.
    """
    storeys = [line for line in below if not any(is_number(word.text) for word in line)]
    labels = [word for line in storeys for word in line]
    labelled = {column_of(word, xs) for word in labels}
    own = [columns_of(word, xs) for word in row]
    if labels and len(labelled) > len(row) and all(labelled.issuperset(columns) for columns in own):
        centred = [_centred_on(word, columns, xs) for word, columns in zip(row, own, strict=True)]
        starts = sorted(columns[0] for columns in own)
        to_next = [
            range(columns[0], min((s for s in starts if s > columns[0]), default=len(xs) - 1)) for columns in own
        ]
        flush = all(any(abs(word.x0 - label.x0) < _FLUSH for label in labels) for word in row)
        for reached in (centred, to_next if flush else ()):
            if sorted(column for columns in reached for column in columns) == sorted(labelled):
                return [_over(columns, xs) for columns in reached]
    return _over_those_below(row, labels, xs)


def _over(columns: range, xs: Sequence[float]) -> Span:
    return xs[columns[0]] + 1, xs[columns[-1] + 1] - 1


def _over_those_below(row: Line, labels: Sequence[Word], xs: Sequence[float]) -> list[Span]:
    """Over what heads reach whose columns lie beside others: those around their own with no label but below them.

    Of several heads beside each other those are first that are centred on columns; what they leave is another's.
    """
    own = [columns_of(word, xs) for word in row]
    free = [_below_it(word, row, labels, xs) for word in row]
    groups = [n for n, columns in enumerate(own) if free[n].issuperset(columns)]
    reached: dict[int, range] = {}
    for n in groups:
        centred = _centred_on(row[n], own[n], xs, free[n])
        if len(centred) > len(own[n]):
            reached[n] = centred
        elif len(own[n]) > 1:
            reached[n] = own[n]
    for n in (n for n in groups if n not in reached):
        taken = {column for columns in reached.values() for column in columns}
        around = _run_around(own[n], free[n] - taken)
        alone = all(other in reached for other in groups if other != n)
        off = abs(row[n].x0 + row[n].x1 - xs[around[0]] - xs[around[-1] + 1]) / 2
        if alone and len(around) > 1 and off < _ASIDE * (xs[around[-1] + 1] - xs[around[0]]):
            reached[n] = around
    return [_over(reached[n], xs) if n in reached else (word.x0, word.x1) for n, word in enumerate(row)]


def _below_it(word: Word, row: Line, labels: Sequence[Word], xs: Sequence[float]) -> set[int]:
    """The columns whose labels all stand below a word, and which no other word of its row is above."""
    below = {n for label in labels if label.top >= word.bottom - _FLUSH for n in columns_of(label, xs)}
    others = {n for label in labels if label.top < word.bottom - _FLUSH for n in columns_of(label, xs)}
    return below - others - {n for other in row if other is not word for n in columns_of(other, xs)}


def _run_around(own: range, free: set[int]) -> range:
    first, last = own[0], own[-1]
    while first - 1 in free:
        first -= 1
    while last + 1 in free:
        last += 1
    return range(first, last + 1)


def _centred_on(word: Word, own: range, xs: Sequence[float], free: set[int] | None = None) -> range:
    """The most columns around its own that a word is centred on; all of them `free`, where that is known."""
    best = own
    for first in range(own[0] + 1):
        for last in range(own[-1], len(xs) - 1):
            middle = (xs[first] + xs[last + 1]) / 2
            wider = last - first >= len(best) and abs((word.x0 + word.x1) / 2 - middle) < _CENTRED
            if wider and (free is None or free.issuperset(range(first, last + 1))):
                best = range(first, last + 1)
    return best


def columns_of(word: Word, xs: Sequence[float]) -> range:
    """The columns that a word stands in."""
    inside = [n for n, (start, end) in enumerate(pairwise(xs)) if word.x0 < end and start < word.x1]
    return range(inside[0], inside[-1] + 1)


def column_of(word: Word, xs: Sequence[float]) -> int:
    """The column in which the middle of a word stands."""
    return sum(1 for x in xs[1:-1] if x < (word.x0 + word.x1) / 2)
