"""Columns of words so close to each other that a line reads them as one: parted where their lines begin anew."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.layout.lines_of_words import Line, has_amounts, parted

_FEWEST = 3
"""In so many lines at least a word must begin behind a blank at one place."""

_SHARE = 0.5
"""So many of the lines of amounts begin a word there."""


def parted_below(head: Sequence[Line], lines: Sequence[Line]) -> list[Line]:
    """Lines, their words parted where a column begins: at one place in most lines, between two labels of the head.

    A name with a blank in it has no label of its own behind the blank.
    """
    blanks = Counter(round(right) for line in lines for word in line for _, _, right in word.blanks)
    begun = Counter(round(word.x0) for line in lines for word in line)
    most = _SHARE * sum(map(has_amounts, lines))
    places = [
        x
        for x, count in blanks.items()
        if count >= _FEWEST and count + begun[x] >= most and any(left < x < right for left, right in _between(head))
    ]
    if not places:
        return list(lines)
    return [[part for word in line for part in parted(word, places)] for line in lines]


def _between(head: Sequence[Line]) -> Iterator[tuple[float, float]]:
    """From where to where two labels beside each other leave room for the side of a column."""
    for line in head:
        for first, second in pairwise(line):
            yield first.x1 - 1, second.x0 + 1
