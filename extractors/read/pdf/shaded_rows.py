"""The rules of rows that stand between shaded ones: where every other row is shaded, the shades alone show columns."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from extractors.document.place import Box
from extractors.layout.lines_of_words import Word, as_lines, bottom_of, has_amounts
from extractors.read.pdf.content import Char
from extractors.read.pdf.ladders import parted, stated_units
from extractors.read.pdf.lines import text_lines
from extractors.read.pdf.ruling import Rule, level_rule, upright_rule
from extractors.read.pdf.unruled_heads import rules_of_head
from extractors.values.money import MONEY_UNIT
from extractors.values.numbers import is_number

_SNAP = 3.0
"""Points within which edges are one, as for the grid."""

_HIGH = 6.0
"""A row between two shaded ones is lower than so many of them, however many lines its longest text has."""

_FEWEST = 2
"""So many shaded rows make a table, so many columns more than one; and so many hold a text in each row."""

_ALIKE = 1.5
"""A row between two shaded ones that is lower than so many of them is one of the table, though it holds one text."""

_HEADS = 3
"""So many rows at most stand above the first that is shaded."""

_OVER = 1.0
"""Points by which a character may reach over the edge of its column."""

Span = tuple[float, float]
Strips = dict[Span, list[float]]
"""Shaded rows: where each begins and ends, and the edges of its columns."""


def rules_beside_shades(rules: Sequence[Rule], chars: Sequence[Char]) -> list[Rule]:
    """The upright rules to add in rows between, above and below shaded ones, and the level ones that end the latter."""
    shades = {rule["shade"] for rule in rules if rule.get("shade")}
    found: list[Rule] = []
    for strips in _of_one_table(_stacks(shades), chars) if shades else ():
        xs = max(strips.values(), key=len)
        if len(strips) < _FEWEST or len(xs) <= _FEWEST or _is_ruled(rules, xs, strips):
            continue
        inside = [c for c in chars if xs[0] <= (c.x0 + c.x1) / 2 <= xs[-1]]
        levels = sorted(strips)
        if not _has_amounts(_between(inside, levels[0][0], levels[-1][1])):
            continue  # the storeys of a head, and no rows
        high = median(bottom - top for top, bottom in levels)
        gaps = [(a[1], b[0]) for a, b in pairwise(levels) if _SNAP < b[0] - a[1] < _HIGH * high]
        if not gaps and _go_on(inside, levels[-1][1], high):
            continue  # not every other row is shaded, but a head and a total
        whole = (at for at in levels if len(strips[at]) < len(xs))
        for top, bottom in (*gaps, *whole):
            least = 0 if bottom - top < _ALIKE * high else _FEWEST
            if _is_row(_between(inside, top, bottom), xs, least):
                found += [upright_rule(x, top, bottom) for x in xs]
        rows = list(_rows_above(inside, xs, levels[0][0], high))
        begin = rows[-1][0] if rows else levels[0][0]
        drawn = _are_shaded(shades, xs, begin)
        head = [] if drawn else rules_of_head(_from_head_on(chars, xs, begin), xs, begin)
        rows += [] if head or drawn else _above(inside, xs, begin, high)
        found += head
        for top, bottom in (*rows, *_below(inside, xs, levels[-1][1], high)):
            found += [upright_rule(x, top, bottom) for x in xs]
            found += [level_rule(y, xs[0], xs[-1]) for y in (top, bottom)]
    return found


def _is_ruled(rules: Sequence[Rule], xs: Sequence[float], strips: Collection[Span]) -> bool:
    """Whether upright rules are drawn between the columns of shaded rows, which then say all."""
    top, bottom = min(strips)[0], max(strips)[1]
    return any(
        rule["orientation"] == "v"
        and not rule.get("shade")
        and xs[0] + _SNAP < rule["x0"] < xs[-1] - _SNAP
        and rule["top"] < bottom
        and rule["bottom"] > top
        for rule in rules
    )


def _rows_above(chars: Sequence[Char], xs: Sequence[float], at: float, high: float) -> Iterator[Span]:
    """The rows of amounts above the first shaded one."""
    for _ in range(_HEADS):
        own = _between(chars, at - high, at)
        if not _has_amounts(own) or not _is_row(own, xs):
            return
        yield at - high, at
        at -= high


def _above(chars: Sequence[Char], xs: Sequence[float], at: float, high: float) -> Iterator[Span]:
    """The rows above the first shaded one: the head, and a row that is not shaded."""
    for _ in range(_HEADS):
        own = _between(chars, at - high, at)
        if not _is_row(own, xs) or MONEY_UNIT.search("".join(c.text for c in own)):
            return
        top = min([at - high, *(c.top for c in own)])
        yield top, at
        at = top


def _below(chars: Sequence[Char], xs: Sequence[float], at: float, high: float) -> Iterator[Span]:
    """The row below the last shaded one."""
    own = _between(chars, at, at + high)
    if _is_row(own, xs):
        yield at, max([at + high, *(c.bottom for c in own)])


def _from_head_on(chars: Sequence[Char], xs: Sequence[float], begin: float) -> list[Char]:
    """The characters of a table whose rows begin at a level, and what stands above it, below the last amounts there.

    Beside its columns only what stands above: the unit, say.
    """
    above = as_lines(Word(*c) for c in chars if c.bottom < begin and not c.text.isspace())
    end = max((bottom_of(line) for line in above if has_amounts(line)), default=0.0)
    own = (c for c in chars if c.bottom < begin or xs[0] <= (c.x0 + c.x1) / 2 <= xs[-1])
    return [c for c in own if c.top >= end]


def _go_on(chars: Sequence[Char], at: float, high: float) -> bool:
    """Whether more than one row of amounts stands below a level."""
    return all(_has_amounts(_between(chars, top, top + high)) for top in (at, at + high))


def _are_shaded(shades: set[Box], xs: Sequence[float], at: float) -> bool:
    """Whether cells that end at a level are shaded from side to side: a head whose cells are all drawn."""
    ending = (box for box in shades if abs(box[3] - at) <= _SNAP and xs[0] - _SNAP < box[0] and box[2] < xs[-1] + _SNAP)
    return sum(x1 - x0 for x0, _, x1, _ in ending) > xs[-1] - xs[0] - _SNAP


def _stacks(shades: set[Box]) -> Iterator[Strips]:
    """Shaded rows that begin and end at the same places."""
    strips: dict[tuple[float, float], list[float]] = {}
    for x0, top, x1, bottom in sorted(shades, key=lambda box: (box[1], box[0])):
        at = next((key for key in strips if abs(key[0] - top) < 1 and abs(key[1] - bottom) < 1), (top, bottom))
        xs = strips.setdefault(at, [x0])
        if abs(x0 - xs[-1]) <= _SNAP:
            xs.append(x1)
    ends: dict[tuple[int, int], dict[tuple[float, float], list[float]]] = {}
    for at, xs in strips.items():
        ends.setdefault((round(xs[0] / _SNAP), round(xs[-1] / _SNAP)), {})[at] = xs
    yield from ends.values()


def _of_one_table(stacks: Iterable[Strips], chars: Sequence[Char]) -> Iterator[Strips]:
    """Stacks, divided where shaded rows stand too far apart for one table, or a unit of money is stated between two."""
    units = stated_units(chars)
    for strips in stacks:
        levels = sorted(strips)
        high = median(bottom - top for top, bottom in levels)
        sides = strips[levels[0]][0], strips[levels[0]][-1]
        ends = [n for n, (a, b) in enumerate(pairwise(levels), 1) if _part(units, sides, (a[1], b[0]), high)]
        ends = [0, *ends, len(levels)]
        for start, end in pairwise(ends):
            yield {at: strips[at] for at in levels[start:end]}


def _part(units: Sequence[Word], sides: Span, gap: Span, high: float) -> bool:
    """Whether a table ends, and another one begins, between two shaded rows."""
    far = gap[1] - gap[0]
    return far > _HIGH * high or (far >= _ALIKE * high and parted(units, *sides, *gap))


def _has_amounts(chars: Sequence[Char]) -> bool:
    return any(map(has_amounts, as_lines(Word(*c) for c in chars)))


def _between(chars: Sequence[Char], top: float, bottom: float) -> list[Char]:
    return [c for c in chars if top < (c.top + c.bottom) / 2 < bottom and not c.text.isspace()]


def _is_row(chars: Sequence[Char], xs: Sequence[float], least: int = _FEWEST) -> bool:
    """Whether texts stand in several columns, or the `least` number, over the edge of none, no number below another."""
    if any(c.x0 < x - _OVER and c.x1 > x + _OVER for c in chars for x in xs[1:-1]):
        return False
    columns: dict[int, list[Char]] = {}
    for c in chars:
        columns.setdefault(sum(x < (c.x0 + c.x1) / 2 for x in xs), []).append(c)
    return len(columns) >= least and not any(map(_has_two_numbers, columns.values()))


def _has_two_numbers(chars: list[Char]) -> bool:
    return sum(is_number(text.strip()) for text, _ in text_lines(chars)) > 1
