"""Words that are printed sideways on an upright page, as labels of narrow cells are: read from top to bottom."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.read.pdf.content import Char

_NEAR = 1.0
"""Points by which the letters of one word may be out of line."""


def read_down(chars: Sequence[Char], sideways: Sequence[int]) -> list[Char]:
    """The characters of a page, those words that run up (or upside down) with their letters in each other's places.

    `sideways` are the numbers of the characters that do not run to the right. As they stand, a word says `数算预`.
    """
    found = list(chars)
    for word in _words(chars, sideways):
        for at, place in zip(word, reversed(word), strict=True):
            found[at] = chars[place]._replace(text=chars[at].text)
    return found


def _words(chars: Sequence[Char], sideways: Sequence[int]) -> Iterator[list[int]]:
    """The numbers of the characters of each word."""
    word = list(sideways[:1])
    for last, at in pairwise(sideways):
        if at != last + 1 or not _goes_on(chars[last], chars[at]):
            yield word
            word = []
        word.append(at)
    yield word


def _goes_on(last: Char, char: Char) -> bool:
    up = _in_line(last.x0, last.x1, char.x0, char.x1) and abs(char.bottom - last.top) < last.bottom - last.top
    left = _in_line(last.top, last.bottom, char.top, char.bottom) and abs(char.x1 - last.x0) < last.x1 - last.x0
    return up or left


def _in_line(start: float, end: float, own_start: float, own_end: float) -> bool:
    """Whether two letters stand on one line: the box of a low one, 一 say, may be as thin as its stroke."""
    return abs(own_start - start) < _NEAR or abs(own_start + own_end - start - end) < 2 * _NEAR
