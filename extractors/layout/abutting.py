"""Columns of words so close to each other that a line reads them as one: parted where their lines begin anew."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.layout.lines_of_words import Line, Spot, Word, cut, has_amounts, is_amount, parted
from extractors.values.numbers import is_number

_FEWEST = 3
"""In so many lines at least a word must begin behind a blank at one place."""

_SHARE = 0.5
"""So many of the lines of amounts begin a word there."""


def amounts_apart(lines: Sequence[Line]) -> list[Line]:
    """Lines, amounts close behind a name parted from it: those that end, or begin, where two others do at least."""
    close = [(word, own, spots) for line in lines for word in line for own, spots in _amounts_in(word)]
    if not close:
        return list(lines)
    amounts = [word for line in lines for word in line if is_amount(word)]
    edges = Counter(edge for word in [*amounts, *(own for _, own, _ in close)] for edge in _edges(word))
    cuts: dict[int, list[Spot]] = {}
    for word, own, spots in close:
        if any(sum(edges[side, x + aside] for aside in (-1, 0, 1)) >= _FEWEST for side, x in _edges(own)):
            cuts.setdefault(id(word), []).extend(spots)
    return [[part for word in line for part in cut(word, cuts.get(id(word), ()))] for line in lines]


def _edges(word: Word) -> tuple[tuple[str, int], tuple[str, int]]:
    return ("left", round(word.x0)), ("right", round(word.x1))


def _amounts_in(word: Word) -> Iterator[tuple[Word, list[Spot]]]:
    """The amounts close behind a name in a word, each up to a blank or its end, with the spots to cut it out at."""
    begun: Spot | None = None
    numbers = frozenset(word.digits)
    for spot in [*sorted(numbers.union(word.blanks)), (len(word.text), word.x1, word.x1)] if numbers else ():
        if begun is not None and spot not in numbers:
            own = word._replace(text=word.text[begun[0] : spot[0]], x0=begun[2], x1=spot[1])
            if is_amount(own):
                yield own, [begun, spot] if spot[0] < len(word.text) else [begun]
        begun = spot if spot in numbers else None


def parted_below(head: Sequence[Line], lines: Sequence[Line]) -> list[Line]:
    """Lines, their words parted where a column begins between two labels of the head.

    It begins there at one place in most lines, or each side of a word's blank stands below a label of its own: cells
    merged down print few words. A name with a blank in it has no label of its own behind the blank.
    """
    blanks = Counter(round(right) for line in lines for word in line for _, _, right in word.blanks)
    begun = Counter(round(word.x0) for line in lines for word in line)
    most = _SHARE * sum(map(has_amounts, lines))
    places = [
        x
        for x, count in blanks.items()
        if count >= _FEWEST and count + begun[x] >= most and any(left < x < right for left, right in _between(head))
    ]
    labels = [list(filter(_is_label, line)) for line in head]
    return [[part for word in line for part in parted(word, [*places, *_below_two(word, labels)])] for line in lines]


def _is_label(word: Word) -> bool:
    """Whether a word of a head may stand above a column: no letter of a label set wide."""
    return len(word.text) > 1 or is_number(word.text)


def _below_two(word: Word, labels: Sequence[Line]) -> Iterator[float]:
    """Where the blanks of a word end whose sides stand each below one of two labels beside each other."""
    sides = list(parted(word, [right for _, _, right in word.blanks]))
    for left, right in pairwise(sides):
        wide = len(left.text) == 1 or len(right.text) == 1  # letters of one name
        for line in [] if wide else labels:
            n = bisect_left(line, right.x0, key=lambda label: label.x1 - 1)
            if 0 < n < len(line) and _stands_below(left, line[n - 1]) and _stands_below(right, line[n]):
                yield right.x0


def _stands_below(word: Word, label: Word) -> bool:
    return word.x0 < label.x1 and label.x0 < word.x1


def _between(head: Sequence[Line]) -> Iterator[tuple[float, float]]:
    """From where to where two labels beside each other leave room for the side of a column."""
    for line in head:
        for first, second in pairwise(line):
            yield first.x1 - 1, second.x0 + 1
