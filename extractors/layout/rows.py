"""Which lines make one row of a table that nothing rules: those that stand closer than rows do."""

from collections.abc import Sequence
from statistics import median

from extractors.layout.lines_of_words import Line, Word, bottom_of, has_amounts, top_of

_WRAPPED = 0.5
"""Lines nearer than this share of what parts the rows belong to one row."""

_OVERLAP = 0.2
"""Share of its height by which a line reaches into the one above it where both are of one row."""


def rows_of_lines(lines: Sequence[Line]) -> list[list[Word]]:
    """The words of each row of some lines: a line without amounts is of the row that it stands close to.

    Where rows touch, nothing stands close: only a line that reaches into the one above is of its row.
    """
    return together(lines, close_lines(lines) or max((-_OVERLAP * _height(line) for line in lines), default=0.0))


def close_lines(lines: Sequence[Line]) -> float:
    """So near are lines that belong to one row."""
    return _WRAPPED * space_of_rows(lines)


def space_of_rows(lines: Sequence[Line]) -> float:
    """How far rows stand from each other.

    What parts rows is the widest space between a line of amounts and the next: names that wrap stand between them.
    """
    widest: list[float] = []
    space: float | None = None
    foot = float("-inf")
    for line in lines:
        space = None if space is None else max(space, top_of(line) - foot)
        foot = max(foot, bottom_of(line))
        if has_amounts(line):
            widest += [] if space is None or space <= 0 else [space]
            space = 0.0
    return median(widest) if widest else 0.0


def together(lines: Sequence[Line], close: float) -> list[list[Word]]:
    """Lines put together as rows: a line without amounts is of the row that it stands close to."""
    rows: list[list[Word]] = []
    full = False
    for line in lines:
        own = has_amounts(line)
        apart = own and full and not _beside(rows[-1], line)
        if rows and not apart and top_of(line) - _foot(rows[-1], line) < close:
            rows[-1] += line
            full = full or own
        else:
            rows.append(list(line))
            full = own
    return rows


def _beside(row: Line, line: Line) -> bool:
    """Whether a line begins before the one above ends: cells of one row, some of which have two lines."""
    return top_of(line) + _OVERLAP * _height(line) < bottom_of(row)


def _height(line: Line) -> float:
    return bottom_of(line) - top_of(line)


def _foot(row: Line, line: Line) -> float:
    """Where a row ends above a line: where the first of its columns does that the line has a word of, if any has."""
    over = [[word.bottom for word in row if word.x0 < below.x1 and below.x0 < word.x1] for below in line]
    return min((max(feet) for feet in over if feet), default=bottom_of(row))
