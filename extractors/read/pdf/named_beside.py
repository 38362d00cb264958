"""Two tables beside one another that nothing rules: their names stand on one line, each above the middle of its own."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from extractors.read.pdf.content import Char
from schemas.words.lines import line_words

_APART = 3.0
"""Heights of a letter between two names on one line; a space within a name is narrower."""

_GAP = 5.0
"""Points at least between two tables, and so between any two columns that may be the last and first of them."""

_ROWS = 5
"""So many rows below the names tell where the one table ends: the units, heads and the first amounts."""

_OFF, _SURER = 24.0, 15.0
"""Points by which two names may stand off the middles of their tables, and by which any other gap must do more so."""


class Gutter(NamedTuple):
    """The gap between two tables: from where to where across the page, and down it."""

    left: float
    right: float
    top: float
    bottom: float


def named_beside(chars: Sequence[Char]) -> Gutter | None:
    """The gap between two tables whose names stand beside one another; None where no line of a page is of two names.

    The gap is the one that puts both names above the middles of their tables; where two gaps may be it, none is told.
    """
    ends = {end[-1] for end in line_words().name_ends}
    marks = [char for char in chars if char.text in ends]
    if len(marks) < 2:
        return None
    chars_down, marks_down = (sorted(some, key=_middle) for some in (chars, marks))
    for first in {round(mark.top): mark for mark in marks}.values():
        if len(_on_line(marks_down, first)) > 1:
            names = _words(sorted(_on_line(chars_down, first), key=attrgetter("x0")))
            if len(names) == 2 and all(map(_is_name, names)):
                return _below(names, [c for c in chars if c.top > first.bottom - 1 and not c.text.isspace()])
    return None


def _middle(char: Char) -> float:
    """Twice the height at which the middle of a character stands."""
    return char.top + char.bottom


def _level(char: Char, other: Char) -> bool:
    return abs(_middle(char) - _middle(other)) < other.bottom - other.top


def _on_line(down: Sequence[Char], char: Char) -> list[Char]:
    """Those on one line with a character, of some that are sorted by their middles."""
    middle, height = _middle(char), char.bottom - char.top
    start, end = bisect_left(down, middle - height, key=_middle), bisect_right(down, middle + height, key=_middle)
    return [other for other in down[start:end] if _level(other, char)]


def _words(line: Sequence[Char]) -> list[list[Char]]:
    """The letters of a line, parted where much space is between them."""
    letters = [char for char in line if not char.text.isspace()]
    words = [letters[:1]]
    for last, char in pairwise(letters):
        if char.x0 - last.x1 > _APART * (char.bottom - char.top):
            words.append([])
        words[-1].append(char)
    return words


def _is_name(word: Sequence[Char]) -> bool:
    text = "".join(char.text for char in word)
    marks = list(line_words().table_name.finditer(text))
    return bool(marks) and marks[-1].end() == len(text)


def _below(names: Sequence[Sequence[Char]], chars: Sequence[Char]) -> Gutter | None:
    """The gap below two names, as far down as nothing is printed in it."""
    middles = [(name[0].x0 + name[-1].x1) / 2 for name in names]
    rows = _rows(chars)
    if len(rows) < _ROWS:
        return None
    first = [char for row in rows[:_ROWS] for char in row]
    found = sorted((_off(first, gap, middles), gap) for gap in _gaps(first, *middles))
    if not found or found[0][0] > _OFF or (len(found) > 1 and found[1][0] < found[0][0] + _SURER):
        return None
    left, right = found[0][1]
    bottom = 0.0
    for row in rows:
        if any(char.x0 < right and char.x1 > left for char in row):
            free = _gaps(row, left, right)
            left, right = max(free, key=lambda gap: gap[1] - gap[0], default=(0.0, 0.0))
            if right - left < _GAP:
                break
        bottom = max(char.bottom for char in row)
    return Gutter(*found[0][1], min(char.top for char in names[0]), bottom)


def _rows(chars: Sequence[Char]) -> list[list[Char]]:
    """Characters by the lines that they stand on, from top to bottom."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=_middle):
        if not rows or not _level(char, rows[-1][0]):
            rows.append([])
        rows[-1].append(char)
    return rows


def _gaps(chars: Sequence[Char], start: float, end: float) -> Iterator[tuple[float, float]]:
    """What lies between two places across the page and has no character."""
    at = start
    for char in sorted((c for c in chars if c.x1 > start and c.x0 < end), key=attrgetter("x0")):
        if char.x0 - at > _GAP:
            yield at, char.x0
        at = max(at, char.x1)
    if end - at > _GAP:
        yield at, end


def _off(chars: Sequence[Char], gap: tuple[float, float], middles: Sequence[float]) -> float:
    """How far two names stand off the middles of what is left and right of a gap."""
    left = [char for char in chars if char.x1 <= gap[0]]
    right = [char for char in chars if char.x0 >= gap[1]]
    if not left or not right:
        return float("inf")
    sides = (min(c.x0 for c in left), max(c.x1 for c in left)), (min(c.x0 for c in right), max(c.x1 for c in right))
    return sum(abs(sum(side) / 2 - middle) for side, middle in zip(sides, middles, strict=True))
