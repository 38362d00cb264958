"""Columns of a table of which only the rows are ruled, from side to side: told by its words."""

from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.layout.abutting import amounts_apart, parted_below
from extractors.layout.aligned_heads import Span
from extractors.layout.aligned_lines import states_unit
from extractors.layout.alignment import places_of
from extractors.layout.lines_of_words import Line, Word, as_lines, has_amounts, parted
from extractors.layout.reach import reach_of
from extractors.read.pdf.content import Char

_FEWEST = 3
"""So many rows of amounts at least tell columns."""

Side = tuple[float, float, float]
"""Where a side between two columns stands, and its top and foot."""


def sides_by_words(chars: Sequence[Char], levels: Sequence[float]) -> list[Side]:
    """The sides of the columns between rules at some levels, row by row; nothing where words tell no columns.

    A side is left out of a row where a word, or what a head reaches over, stands across it. Between the rules of two
    tables of one width stands the unit of the second.
    """
    lines = amounts_apart(as_lines(Word(*char) for char in chars if not char.text.isspace()))
    units = [_middle(word) for line in lines if states_unit(line) for word in line[:1]]
    ends = [0, *sorted({bisect(levels, y) for y in units if levels[0] < y < levels[-1]}), len(levels)]
    tables = (levels[start:end] for start, end in pairwise(ends) if end - start > 1)
    return [side for own in tables for side in _sides(_within(lines, own), own)]


def _within(lines: Sequence[Line], levels: Sequence[float]) -> list[Line]:
    return [line for line in lines if levels[0] < _middle(line[0]) < levels[-1]]


def _sides(lines: list[Line], levels: Sequence[float]) -> list[Side]:
    first = next((at for at, line in enumerate(lines) if has_amounts(line)), None)
    if first is None or sum(map(has_amounts, lines)) < _FEWEST:
        return []
    top = levels[bisect(levels, _middle(lines[first][0])) - 1]
    first = next(at for at, line in enumerate(lines) if _middle(line[0]) > top)  # names may wrap around amounts
    lines[first:] = parted_below(lines[:first], lines[first:])
    xs = places_of(lines, first)
    if not xs:
        return []
    lines = [[part for word in line for part in parted(word, xs[1:-1])] for line in lines]
    rows = list(_rows(lines, levels))
    heads = next((at for at, row in enumerate(rows) if has_amounts(row)), 0)
    taken = [_reach(row, rows[at + 1 : heads], xs) if at < heads else _spans(row) for at, row in enumerate(rows)]
    return [
        (x, top, foot)
        for (top, foot), spans in zip(pairwise(levels), taken, strict=True)
        for x in xs[1:-1]
        if not any(start < x < end for start, end in spans)
    ]


def _rows(lines: Sequence[Line], levels: Sequence[float]) -> Iterator[Line]:
    """The words between each two levels."""
    words = sorted((word for line in lines for word in line), key=_middle)
    at = 0
    for _, foot in pairwise(levels):
        first = at
        while at < len(words) and _middle(words[at]) < foot:
            at += 1
        yield sorted(words[first:at], key=lambda word: word.x0)


def _middle(word: Word) -> float:
    return (word.top + word.bottom) / 2


def _reach(row: Line, below: Sequence[Line], xs: Sequence[float]) -> list[Span]:
    return reach_of(row, [line for line in below if line], xs) if row else []


def _spans(row: Line) -> list[Span]:
    return [(word.x0, word.x1) for word in row]
