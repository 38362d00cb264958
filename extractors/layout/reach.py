"""Over which columns the words of a head reach that nothing rules: those that they are centred on, or stand above."""

from collections.abc import Sequence
from itertools import pairwise

from extractors.layout.aligned_heads import Span
from extractors.layout.lines_of_words import Line, Word

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
    """
    labels = [word for line in below for word in line]
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
    return [_over_those_below(word, row, labels, xs) for word in row]


def _over(columns: range, xs: Sequence[float]) -> Span:
    return xs[columns[0]] + 1, xs[columns[-1] + 1] - 1


def _over_those_below(word: Word, row: Line, labels: Sequence[Word], xs: Sequence[float]) -> Span:
    """Over what a head reaches whose columns lie beside others: all around its own with no label but below it."""
    stands = word.x0, word.x1
    below = {n for label in labels if label.top >= word.bottom - _FLUSH for n in columns_of(label, xs)}
    groups = [other for other in row if other is not word and not below.isdisjoint(columns_of(other, xs))]
    others = {n for label in labels if label.top < word.bottom - _FLUSH for n in columns_of(label, xs)}
    others |= {n for other in row if other is not word for n in columns_of(other, xs)}
    own = columns_of(word, xs)
    free = below - others
    first, last = own[0], own[-1]
    while first - 1 in free:
        first -= 1
    while last + 1 in free:
        last += 1
    if last == first or not free.issuperset(own):
        return stands
    around = range(first, last + 1)
    middle = (xs[first] + xs[last + 1]) / 2
    if not groups and abs((word.x0 + word.x1) / 2 - middle) < _ASIDE * (xs[last + 1] - xs[first]):
        return _over(around, xs)
    centred = _centred_on(word, own, xs)
    return _over(centred, xs) if len(centred) > len(own) and set(centred) <= free else stands


def _centred_on(word: Word, own: range, xs: Sequence[float]) -> range:
    """The most columns around its own that a word is centred on."""
    best = own
    for first in range(own[0] + 1):
        for last in range(own[-1], len(xs) - 1):
            middle = (xs[first] + xs[last + 1]) / 2
            if last - first >= len(best) and abs((word.x0 + word.x1) / 2 - middle) < _CENTRED:
                best = range(first, last + 1)
    return best


def columns_of(word: Word, xs: Sequence[float]) -> range:
    """The columns that a word stands in."""
    inside = [n for n, (start, end) in enumerate(pairwise(xs)) if word.x0 < end and start < word.x1]
    return range(inside[0], inside[-1] + 1)


def column_of(word: Word, xs: Sequence[float]) -> int:
    """The column in which the middle of a word stands."""
    return sum(1 for x in xs[1:-1] if x < (word.x0 + word.x1) / 2)
