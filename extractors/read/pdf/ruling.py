"""Rules that a table lacks: word processors leave a line out at a page break, forms their left and right ones."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from math import inf
from typing import Any

_COVERED = 0.98
"""Where less of a side than this is ruled, the rest of it is missing."""

_CLOSE = 6.0
"""Points between two rules in which no line of text fits."""

Rule = dict[str, Any]
_ACROSS, _DOWN = ("x0", "x1"), ("top", "bottom")
_HORIZONTAL = ("h", "v", _DOWN, _ACROSS)
_VERTICAL = ("v", "h", _ACROSS, _DOWN)


def missing_sides(rules: Sequence[Rule], snap: float) -> list[Rule]:
    """The outer rules to add, so that what stands in an open cell is not lost.

    A side is open where several rules of a table end alike, none goes beyond, and those across do not cover them all.
    """
    added: list[Rule] = []
    for table in _connected(rules, snap):
        level = [_open_side(table, *_HORIZONTAL, side, snap) for side in (0, 1)]
        upright = [_open_side(table, *_VERTICAL, side, snap) for side in (0, 1)]
        for sides, across, along in ((upright, level, _DOWN), (level, upright, _ACROSS)):
            for side in filter(None, sides):
                added += _with_corners(_reaching(side, across, along), table, along, snap)
    return added


def reaching_up(rules: Sequence[Rule], snap: float) -> Iterator[Rule]:
    """Rules, upright ones that begin a little below a level one reaching up to it, where none is at their top.

    So a browser draws the rest of cells with borders of their own below the head that it repeats.
    """
    levels = sorted((rule["top"], rule["x0"] - snap, rule["x1"] + snap) for rule in rules if rule["orientation"] == "h")
    for rule in rules:
        if rule["orientation"] == "v":
            top, x = rule["top"], rule["x0"]
            near = levels[bisect_left(levels, (top - _CLOSE,)) : bisect_right(levels, (top + snap, inf))]
            above = max((y for y, x0, x1 in near if x0 <= x <= x1), default=top)
            if above < top - snap:
                yield {**rule, "top": above, "height": rule["bottom"] - above}
                continue
        yield rule


def _with_corners(side: Rule, table: Sequence[Rule], along: tuple[str, str], snap: float) -> Iterator[Rule]:
    """An added side as far as the table's other rules of its direction, and what closes the cells that it passes there.

    A cell that goes on below the page is open at its foot; at the side of a table that has no rule there, it is open
    twice.
    """
    way, turned, of = ("v", "h", "x0") if along == _DOWN else ("h", "v", "top")
    others = [rule for rule in table if rule["orientation"] == way]
    ends = [side[end] for end in along]
    for number, outermost in enumerate((min, max)):
        at = outermost([ends[number], *(rule[along[number]] for rule in others)])
        if abs(ends[number] - at) > snap:
            reaching = [rule[of] for rule in others if abs(rule[along[number]] - at) <= snap]
            near = min(reaching, key=lambda value: abs(value - side[of]))
            yield _line(turned, at, *sorted((side[of], near)))
            ends[number] = at
    yield _line(way, side[of], *ends)


def level_rule(at: float, start: float, end: float) -> Rule:
    """A level rule from one place to another."""
    return _line("h", at, start, end)


def upright_rule(at: float, start: float, end: float) -> Rule:
    """An upright rule from one place to another."""
    return _line("v", at, start, end)


def _line(way: str, at: float, start: float, end: float) -> Rule:
    """A level (`h`) or upright (`v`) rule."""
    x0, x1, top, bottom = (start, end, at, at) if way == "h" else (at, at, start, end)
    box = {"x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top}
    return {**box, "orientation": way, "object_type": "line"}


def _reaching(rule: Rule, across: Sequence[Rule | None], extent: tuple[str, str]) -> Rule:
    """An added side as far as the sides that were added across it: where both are open, the corner is too."""
    start, end = extent
    levels = [side[start] for side in across if side]
    return {**rule, start: min([rule[start], *levels]), end: max([rule[end], *levels])}


def _connected(rules: Sequence[Rule], snap: float) -> list[list[Rule]]:
    """Rules that touch each other, in groups; those of a row whose upright rules nothing touches are one."""
    groups: list[list[Rule]] = []
    for rule in rules:
        touching = [group for group in groups if any(_touch(rule, other, snap) for other in group)]
        groups = [group for group in groups if all(group is not other for other in touching)]
        groups.append([rule, *(member for group in touching for member in group)])
    for bare in [group[0] for group in groups if len(group) == 1 and group[0]["orientation"] == "v"]:
        row = [group for group in groups if any(_beside(bare, rule, snap) for rule in group)]
        if any(len(group) > 1 for group in row):
            groups = [group for group in groups if all(group is not other for other in row)]
            groups.append([member for group in row for member in group])
    return groups


def _beside(first: Rule, second: Rule, snap: float) -> bool:
    """Whether two rules are upright, and of one height at one level."""
    return second["orientation"] == "v" and all(abs(first[end] - second[end]) <= snap for end in ("top", "bottom"))


def _touch(first: Rule, second: Rule, snap: float) -> bool:
    return bool(
        first["orientation"] != second["orientation"]
        and first["x0"] <= second["x1"] + snap
        and second["x0"] <= first["x1"] + snap
        and first["top"] <= second["bottom"] + snap
        and second["top"] <= first["bottom"] + snap
    )


def _open_side(
    table: list[Rule], across: str, along: str, ends: tuple[str, str], extent: tuple[str, str], side: int, snap: float
) -> Rule | None:
    start, end = extent
    reaching = [rule for rule in table if rule["orientation"] == along]
    if len(reaching) < 2:
        return None
    outermost = (min, max)[side]
    level = outermost(rule[ends[side]] for rule in reaching)
    last = [rule for rule in reaching if abs(rule[ends[side]] - level) <= snap]
    first, final = min(rule[start] for rule in last), max(rule[end] for rule in last)
    there = [rule for rule in table if rule["orientation"] == across and abs(rule[ends[0]] - level) <= 2 * snap]
    covered = sum(max(0.0, min(rule[end], final) - max(rule[start], first)) for rule in there)
    if len(last) < 2 or covered >= _COVERED * (final - first):
        return None
    return {**last[0], "orientation": across, ends[0]: level, ends[1]: level, start: first, end: final}
