"""Lines of text that something else broke where its page ended: a disclosure copied out of its PDF."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from extractors.values.line_shapes import ends_sentence

_ROOM = 4
"""Columns that may be left at the end of a full line: an ideograph and a mark that may not begin the next one."""
_INDENT = 4
"""Columns by which the first line of a paragraph is indented, which copying leaves out."""
_SHORTEST = 40
"""Columns of the narrowest page that text is broken for; below it stand the lines of addresses and of lists."""
_FEWEST, _BROKEN, _BEYOND = 5, 0.5, 0.1
"""How many lines must end at the margin, the share of these that end no sentence, and the share that may go beyond."""
_FIRST_WORD = re.compile(r"[“（《(]?(?:[\d.,%A-Za-z]+|.)[，。；：、）”》,.;:)%％]*")


def full_lines(lines: Sequence[str]) -> set[int]:
    """The lines that end where a page's margin broke them, by their numbers from 0; none where nothing was broken.

    A line is full where the first word of the next would have gone beyond the margin.
    """
    widths = [_width(line.rstrip()) for line in lines]
    margin = _margin(lines, widths)
    if margin is None:
        return set()
    indented = any(line[:1].isspace() and line.strip() for line in lines)
    full: set[int] = set()
    for number, following in enumerate(lines[1:]):
        begins = number - 1 not in full or ends_sentence(lines[number - 1].strip())
        width = widths[number] + (_INDENT if begins and not indented else 0)
        if width > margin / 2 and width + _first_word(following) > margin - _ROOM and following.strip():
            full.add(number)
    return full


def _margin(lines: Sequence[str], widths: Sequence[int]) -> int | None:
    """The width at which most long lines end, where most of them end no sentence there."""
    long = sorted(width for width in widths if width >= _SHORTEST)
    ends = {width: bisect_right(long, width) - bisect_right(long, width - _ROOM) for width in set(long)}
    margin = max(ends, key=lambda width: (ends[width], width), default=0)
    if not margin or ends[margin] < _FEWEST or len(long) - bisect_right(long, margin + _ROOM) > _BEYOND * len(long):
        return None
    at_it = [line for line, width in zip(lines, widths, strict=True) if abs(width - margin) <= _ROOM]
    return margin if sum(not ends_sentence(line.strip()) for line in at_it) >= _BROKEN * len(at_it) else None


def _width(text: str) -> int:
    """Columns of a text in Chinese print, where all but ASCII takes two, the ambiguous marks (“ ” …) too."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))  # a tenth of the time of asking for each letter


def _first_word(line: str) -> int:
    word = _FIRST_WORD.match(line.strip())
    return _width(word[0]) if word else 0
