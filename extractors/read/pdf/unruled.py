"""The rules to add around tables that a page draws without any."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.layout.alignment import Aligned, aligned
from extractors.layout.lines_of_words import Word
from extractors.read.pdf.content import Char
from extractors.read.pdf.ruling import Rule
from extractors.values.money import ONE_YUAN

_POINTS, _DIGITS = 4, 20
"""Fewer decimal points than this make no table of amounts, nor do fewer digits beside a unit of money."""


def missing_rules(chars: Sequence[Char], above: Sequence[float] = ()) -> list[Rule]:
    """The rules between the rows and columns of what stands like a table among characters outside of all grids.

    `above` are where the columns of the table part that ends the page before.
    """
    if sum(1 for char in chars if char.text in ".,") < (1 if above else _POINTS) and not _may_be_whole(chars, above):
        return []
    tables = aligned((Word(*char) for char in chars if not char.text.isspace()), above)
    return [rule for table in tables for rule in _rules(table)]


def _may_be_whole(chars: Sequence[Char], above: Sequence[float]) -> bool:
    """Whether a page may print amounts without a point."""
    digits = sum(1 for char in chars if char.text.isdecimal())
    return digits >= _DIGITS and (bool(above) or any(char.text == ONE_YUAN for char in chars))


def _rules(table: Aligned) -> Iterator[Rule]:
    for row, y in enumerate(table.ys, start=-1):
        for left, right in _closed(table, row):
            yield {"x0": left, "x1": right, "top": y, "bottom": y, "width": right - left, "height": 0.0, **_of("h")}
    for row, (top, bottom) in enumerate(pairwise(table.ys)):
        for x in table.xs:
            if not table.open_at(row, x):
                yield {"x0": x, "x1": x, "top": top, "bottom": bottom, "width": 0.0, "height": bottom - top, **_of("v")}


def _closed(table: Aligned, row: int) -> Iterator[tuple[float, float]]:
    """From where to where a rule stands below a row: not where a label goes on in the next one."""
    columns = [column for above, column in table.wraps if above == row]
    sides = [table.xs[0], *(x for column in sorted(columns) for x in table.xs[column : column + 2]), table.xs[-1]]
    yield from ((x0, x1) for x0, x1 in zip(sides[::2], sides[1::2], strict=True) if x1 > x0)


def _of(orientation: str) -> Rule:
    return {"orientation": orientation, "object_type": "line"}
