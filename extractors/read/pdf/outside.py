"""The lines of a page outside its tables: page numbers left out, watermarks apart."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import replace
from itertools import compress, pairwise
from operator import attrgetter
from statistics import median

import numpy as np

from extractors.read.pdf.content import Char, Line, PageContent
from extractors.read.pdf.lines import WORD_GAP, size_of, text_lines
from extractors.values.text import squeezed
from schemas.words.lines import line_words

_MARGIN, _FOOT = 0.13, 77.0
"""Share of the page's height, above and below, where running headers and page numbers stand; points at least, for the
margins of a low page are as high as those of others (this is the share of A4 lying on its side)."""

_LARGE = 2.5
"""Heights of the page's middle letter from which on one may be of a watermark, which lies across several lines."""

_NUMBER = 10
"""A page's number is of no more characters: 第12页/共120页 is."""


def outside_lines(chars: list[Char], content: PageContent) -> list[Line]:
    """The lines of the characters outside tables, page numbers left out.

    What stands left or right of all else is in the margin too. A number that names itself (5 / 86) and ends its page is
    the page's, however high the foot is.
    """
    found = []
    high = max(content.height * _MARGIN, _FOOT)
    printed, stamped = _parted(chars)
    seen = [c for c in content.chars if not c.text.isspace()]
    from_left, from_right = sorted(seen, key=attrgetter("x0")), sorted(seen, key=attrgetter("x1"), reverse=True)
    printed, numbers = _without_side_number(printed, (from_left, from_right))
    lowest = max((c.bottom for c in seen), default=0.0)
    begun, ended = [c.x0 for c in from_left], [c.x1 for c in reversed(from_right)]
    for text, box in [*text_lines(printed), *text_lines(numbers), *text_lines(stamped)]:
        beside = bisect_left(begun, box[2]), len(ended) - bisect_right(ended, box[0])
        alone = any(count == len(squeezed(text)) < len(seen) for count in beside)
        margin = alone or box[3] < high or box[1] > content.height - high
        if not (_is_number(text) and (margin or (box[3] >= lowest and _names_itself(text)))):
            found.append(Line(text, box, margin))
    return found


def without_foot_number(content: PageContent) -> PageContent:
    """A page without its number in the foot, where that is called so (第9页): a cell that the page cuts may reach over
    it, and would have a piece of it.
    """
    seen = [c for c in content.chars if not c.text.isspace()]
    lowest = max(seen, key=attrgetter("bottom"), default=None)
    if lowest is None or lowest.bottom < content.height - max(content.height * _MARGIN, _FOOT):
        return content
    own = {id(c) for c in seen if c.bottom > lowest.top}
    last = [c for c in seen if id(c) in own]
    lines = text_lines(last) if len(last) <= _NUMBER else []
    if len(lines) != 1 or not _is_number(lines[0][0]) or not any(c.text.isalpha() for c in last):
        return content
    return replace(content, chars=[c for c in content.chars if id(c) not in own])


def _without_side_number(chars: list[Char], sides: Iterable[list[Char]]) -> tuple[list[Char], list[Char]]:
    """The characters of lines, and those of a page's number that stands left or right of all others on a page, which
    come from each of two `sides`.

    It may stand as high as a line of the text, of which it is no part. Digits without a word may number that line.
    """
    for side in sides:
        pairs = enumerate(pairwise(side[: _NUMBER + 1]), 1)
        for at in reversed([n for n, pair in pairs if _apart(*pair) > WORD_GAP * size_of(pair[0])]):
            own = {id(c) for c in side[:at]}
            number = [c for c in chars if id(c) in own]
            if at != len(number) or not any(c.text.isalpha() for c in number):
                continue
            lines = text_lines(number)
            if len(lines) != 1 or not _is_number(said := lines[0][0]):
                continue
            if not any(squeezed(said) in squeezed(text) and _is_number(text) for text, _ in text_lines(chars)):
                return [c for c in chars if id(c) not in own], number
    return chars, []


def _apart(one: Char, other: Char) -> float:
    """Points between two characters from side to side; less than 0 where one stands above the other."""
    return max(one.x0, other.x0) - min(one.x1, other.x1)


def _is_number(text: str) -> bool:
    return line_words().page_number.fullmatch(text.strip()) is not None


def _names_itself(text: str) -> bool:
    """Whether a number says that it is a page's (第5页, 5 / 86, —5—): one alone may be an amount."""
    ends = text.strip()[:1], text.strip()[-1:]
    return any(char.isalpha() or char == "/" for char in text) or not any(end.isdecimal() for end in ends)


def _parted(chars: list[Char]) -> tuple[list[Char], list[Char]]:
    """The characters of lines, and those of a watermark: large, and some of that size lie over others.

    A title's digits may have a box as high, of a font made for another script, but they stand beside its letters.
    """
    large = _LARGE * median(map(size_of, chars)) if chars else 0.0
    usual = [c for c in chars if size_of(c) <= large]
    if len(usual) == len(chars):
        return chars, []
    across = np.array([(c.x0 + c.x1) / 2 for c in usual])
    down = np.array([(c.top + c.bottom) / 2 for c in usual])
    over: set[int] = set()
    for c in chars:
        new = size_of(c) > large and round(size_of(c)) not in over
        if new and np.any((c.x0 < across) & (across < c.x1) & (c.top < down) & (down < c.bottom)):
            over.add(round(size_of(c)))
    stamped = [size_of(c) > large and round(size_of(c)) in over for c in chars]
    return [c for c, on in zip(chars, stamped, strict=True) if not on], list(compress(chars, stamped))
