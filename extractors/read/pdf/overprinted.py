"""Tables that a page prints over one another: some engines go on with the next while the last one is not at its end.

An engine that rules a table before it writes into it paints one after the other: so what was painted from the second
table on is a sheet of its own, which lies over the first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from extractors.document.place import Box
from extractors.document.troubles import Trouble
from extractors.read.pdf.painted import Painted, bounds

_FEWEST_RULES = 6
"""Rules of a table of two cells at least."""

_FEWEST_OVER = 5
"""So many pieces of text that lie over others make a sheet that lies over another; one or two are a stamp or a mark."""

_OVER, _LOW = 0.2, 20.0
"""Share of a text's box that lies over another's, and points by which two tables reach into one another."""

_MOST_TABLES = 12
"""A page has no more tables; what paints rules and texts by turns more often paints cells."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """Where the second of two sheets begins: the number of its first rule, and its texts among those of the page."""

    rules: int
    texts: frozenset[int]


def sheets(found: Painted) -> Sheets | None:
    """The two sheets of a page that prints one table over another; None for any other page."""
    rules, texts, turns = found.edges, found.texts, found.turns
    if not 1 <= len(turns) <= _MOST_TABLES:
        return None
    starts = [0, *(count for count, _ in turns), len(rules)]
    tables = [_around(rules[start:end]) for start, end in pairwise(starts)]
    for at, (count, before) in enumerate(turns, 1):
        over = tables[at]
        under = [table for table in tables[:at] if table and over and _reach(table, over)]
        if over is None or not under:
            continue
        boxes = [bounds(*text) for text in texts]
        first = before
        while first and boxes[first - 1][3] <= over[1]:
            first -= 1  # what was written last before the table, above it, is its title
        if sum(_lies_over(box, boxes[:first]) for box in boxes[first:]) >= _FEWEST_OVER:
            return Sheets(count, frozenset(range(first, len(texts))))
    return None


def said_overprinted(page: int) -> Iterator[Trouble]:
    """The trouble of a page that was read in two sheets."""
    message = f"page {page} prints one table over another; each is read by itself, look at it"
    yield Trouble("read", "overprinted", message, page)


def _around(rules: Sequence[dict[str, Any]]) -> Box | None:
    """The box of a table's rules; None where they make no table."""
    drawn = [rule for rule in rules if rule["orientation"] and not rule.get("ground")]
    if len(drawn) < _FEWEST_RULES or len({rule["orientation"] for rule in drawn}) < 2:
        return None
    return (
        min(rule["x0"] for rule in drawn),
        min(rule["top"] for rule in drawn),
        max(rule["x1"] for rule in drawn),
        max(rule["bottom"] for rule in drawn),
    )


def _reach(under: Box, over: Box) -> bool:
    """Whether two tables stand in one place and neither in a cell of the other: they reach out of each other."""
    across = min(under[2], over[2]) - max(under[0], over[0])
    down = min(under[3], over[3]) - max(under[1], over[1])
    return across > (over[2] - over[0]) / 2 and down > _LOW and over[3] > under[3]


def _lies_over(box: Box, others: Sequence[Box]) -> bool:
    area = _OVER * (box[2] - box[0]) * (box[3] - box[1])
    return area > 0 and any(
        (min(box[2], other[2]) - max(box[0], other[0])) * (min(box[3], other[3]) - max(box[1], other[1])) > area
        for other in others
        if box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
    )
