"""The rules to add around tables that a page draws without any."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.read.alignment import Aligned, aligned
from extractors.read.lines_of_words import Word
from extractors.read.pdf.content import Char
from extractors.read.pdf.ruling import Rule

_WIDER = 20.0
"""Points by which the last column's words may reach further than above."""

_POINTS = 4
"""Fewer decimal points than this make no table of amounts."""


def missing_rules(chars: Sequence[Char], above: Sequence[float] = ()) -> list[Rule]:
    """The rules between the rows and columns of what stands like a table among characters outside of all grids.

    Columns that go on with those of the table `above`, which ends the page before, part where its do.
    """
    if sum(1 for char in chars if char.text in ".,") < _POINTS:
        return []
    tables = list(aligned(Word(*char) for char in chars if not char.text.isspace()))
    if tables and _goes_on(tables[0], above):
        tables[0] = replace(tables[0], xs=list(above))
    return [rule for table in tables for rule in _rules(table)]


def _goes_on(table: Aligned, above: Sequence[float]) -> bool:
    """Whether a table has as many columns as that above, and all its words stand between the places where its part."""
    if len(above) != len(table.xs):
        return False
    words = [word for row in table.rows for word in row]
    inside = all(above[0] - 1 <= word.x0 and word.x1 <= above[-1] + _WIDER for word in words)
    return inside and not any(word.x0 < x < word.x1 for word in words for x in above[1:-1])


def _rules(table: Aligned) -> Iterator[Rule]:
    left, right = table.xs[0], table.xs[-1]
    for y in table.ys:
        yield {"x0": left, "x1": right, "top": y, "bottom": y, "width": right - left, "height": 0.0, **_of("h")}
    for row, (top, bottom) in enumerate(pairwise(table.ys)):
        for x in table.xs:
            if not table.open_at(row, x):
                yield {"x0": x, "x1": x, "top": top, "bottom": bottom, "width": 0.0, "height": bottom - top, **_of("v")}


def _of(orientation: str) -> Rule:
    return {"orientation": orientation, "object_type": "line"}
