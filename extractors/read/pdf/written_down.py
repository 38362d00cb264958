"""Labels that are written from top to bottom in more than one column: read column by column, as they were set."""

from collections.abc import Iterator, Sequence

from extractors.document.place import Box
from extractors.read.pdf.content import Char

_FEWEST = 3
"""A label of fewer letters fills no second column."""

_PITCH, _APART = 1.5, 2.0
"""Heights from one letter of a column to the next, and widths from one column to the next, at most."""


def columns_written_down(chars: Sequence[Char]) -> list[tuple[str, Box]]:
    """The columns of a cell's letters, each with its box, in the order in which they are read; nothing for lines.

    In the order in which the page gives them, each letter stands below the last one, or begins the column beside it.
    In lines, two letters at least would follow one another from left to right.
    """
    if len(chars) < _FEWEST:
        return []
    columns: list[list[Char]] = [[]]
    for char in chars:
        if char.text.isspace():
            continue
        if columns[-1] and not _is_below(columns[-1][-1], char):
            if not _begins_beside(columns[-1], char):
                return []
            columns.append([])
        columns[-1].append(char)
    if len(columns) < 2 or any(len(column) < 2 for column in columns[:-1]):
        return []
    return list(_boxed(columns))


def _is_below(last: Char, char: Char) -> bool:
    """Whether a letter stands close below another, in one column with it; a shadow lies over its letter."""
    high = max(last.bottom - last.top, char.bottom - char.top)
    beneath = high < char.top + char.bottom - last.top - last.bottom < 2 * _PITCH * high
    middle = (char.x0 + char.x1) / 2
    return beneath and last.x0 <= middle <= last.x1


def _begins_beside(column: Sequence[Char], char: Char) -> bool:
    """Whether a letter stands beside a column, above its last one."""
    x0, x1 = min(one.x0 for one in column), max(one.x1 for one in column)
    middle, wide = (char.x0 + char.x1) / 2, x1 - x0
    above = char.top < column[-1].top and char.bottom < column[-1].bottom
    return above and not x0 <= middle <= x1 and abs(middle - (x0 + x1) / 2) < _APART * wide


def _boxed(columns: Sequence[Sequence[Char]]) -> Iterator[tuple[str, Box]]:
    for column in columns:
        box = (
            min(char.x0 for char in column),
            min(char.top for char in column),
            max(char.x1 for char in column),
            max(char.bottom for char in column),
        )
        yield "".join(char.text for char in column), box
