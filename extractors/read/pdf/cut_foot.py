"""The row that the foot of a page cuts: browsers draw what has room of its cells, and rule nothing below it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.read.pdf.content import Char
from extractors.read.pdf.ruling import Rule, level_rule, upright_rule

_NEAR = 3.0
"""Points within which rules end at one level, or are one."""

_LEAST = 2.5
"""Points that a rule goes on below the last level one at least; thick or double rules end a little below it too."""

_STUB = 1.5
"""The same of a rule that begins there: it is drawn for the row below, though its padding be narrow."""

_OVER = 1.0
"""Points that a letter may reach over a rule."""

_NARROWEST = 6.0
"""Points that a column measures at least."""


class _Foot(NamedTuple):
    """The lowest level rule of a page, from where to where, and the upright ones that go on below, to one level."""

    level: float
    x0: float
    x1: float
    uprights: list[float]
    end: float


def rules_at_foot(rules: Sequence[Rule], chars: Sequence[Char]) -> list[Rule]:
    """The rules to add below the last level one of a page, where upright ones go on and make no cells of their own.

    They are stubs, as long as a cell's padding, and a line of a cell stands below them; or one alone parts two cells.
    """
    foot = _foot(rules)
    below = [char for char in chars if foot and char.middle > foot.level and not char.text.isspace()]
    if foot is None or not below:
        return []
    first = min(below, key=lambda char: char.top)
    line = [char for char in below if first.top <= char.middle < first.bottom]
    if _is_below_stubs(foot, line, first):
        end = max(char.bottom for char in line) + _OVER
        return [upright_rule(x, foot.end, end) for x in foot.uprights]
    return list(_closing(foot, below))


def _foot(rules: Sequence[Rule]) -> _Foot | None:
    levels = [rule for rule in rules if rule["orientation"] == "h" and rule["width"] > _NEAR]
    uprights = [rule for rule in rules if rule["orientation"] == "v"]
    if not levels or not uprights:
        return None
    level, end = max(rule["top"] for rule in levels), max(rule["bottom"] for rule in uprights)
    last = [rule for rule in levels if level - rule["top"] <= _NEAR]
    x0, x1 = min(rule["x0"] for rule in last), max(rule["x1"] for rule in last)
    going = [rule for rule in uprights if rule["bottom"] > level + (_STUB if rule["top"] > level - _STUB else _LEAST)]
    alike = all(end - rule["bottom"] <= _NEAR and rule["top"] <= level + _NEAR for rule in going)
    inside = all(x0 - _NEAR <= rule["x0"] <= x1 + _NEAR for rule in going)
    return _Foot(level, x0, x1, sorted({rule["x0"] for rule in going}), end) if going and alike and inside else None


def _is_below_stubs(foot: _Foot, line: Sequence[Char], first: Char) -> bool:
    """Whether a line begins below several stubs at once, in columns that they part: nearer than another line would."""
    height = first.bottom - first.top
    apart = foot.uprights[-1] - foot.uprights[0] > _NARROWEST
    return (
        apart and foot.end - foot.level < height and first.top - foot.end < height and _inside(foot, line, foot.level)
    )


def _closing(foot: _Foot, below: Sequence[Char]) -> Iterator[Rule]:
    """The end of a row that one upright rule alone parts, each side of which has text, and the page nothing below."""
    left, right = foot.uprights[0], foot.uprights[-1]
    inner = left - foot.x0 > _NARROWEST and foot.x1 - right > _NARROWEST
    if right - left > _NEAR or not inner:
        return
    own = [char for char in below if foot.x0 < (char.x0 + char.x1) / 2 < foot.x1 and char.middle < foot.end]
    sides = {char.x0 < left for char in own}
    if len(sides) > 1 and _inside(foot, own, foot.level):
        yield level_rule(foot.end, foot.x0, foot.x1)


def _inside(foot: _Foot, chars: Sequence[Char], top: float) -> bool:
    """Whether letters stand within the level rule, below it, and cross no upright one."""
    within = all(foot.x0 - _OVER <= char.x0 and char.x1 <= foot.x1 + _OVER and char.top > top - _OVER for char in chars)
    return within and not any(
        bisect_right(foot.uprights, char.x0 + _OVER) < bisect_left(foot.uprights, char.x1 - _OVER) for char in chars
    )
