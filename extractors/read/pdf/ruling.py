"""Rules that a table lacks: word processors leave a line out at a page break, forms their left and right ones."""

from collections.abc import Iterator, Sequence
from typing import Any

_COVERED = 0.98
"""Where less of a side than this is ruled, the rest of it is missing."""

Rule = dict[str, Any]
_HORIZONTAL = ("h", "v", ("top", "bottom"), ("x0", "x1"))
_VERTICAL = ("v", "h", ("x0", "x1"), ("top", "bottom"))


def missing_sides(rules: Sequence[Rule], snap: float) -> list[Rule]:
    """The outer rules to add, so that what stands in an open cell is not lost.

    A side is open where several rules of a table end alike, none goes beyond, and those across do not cover them all.
    """
    added: list[Rule] = []
    for table in _connected(rules, snap):
        level = [_open_side(table, *_HORIZONTAL, side, snap) for side in (0, 1)]
        upright = [_open_side(table, *_VERTICAL, side, snap) for side in (0, 1)]
        sides = [_reaching(rule, level, ("top", "bottom")) for rule in upright if rule]
        added += [_reaching(rule, upright, ("x0", "x1")) for rule in level if rule]
        added += [part for side in sides for part in _with_corners(side, table, snap)]
    return added


def _with_corners(side: Rule, table: Sequence[Rule], snap: float) -> Iterator[Rule]:
    """An added upright side to the ends of the table, and what closes the cells there that no rule ends but this.

    A cell that goes on below the page is open at its foot; at the side of a table that has no rule there, it is open
    twice.
    """
    others = [rule for rule in table if rule["orientation"] == "v"]
    if not others:
        yield side
        return
    top, bottom = min(rule["top"] for rule in others), max(rule["bottom"] for rule in others)
    reached = dict(side)
    for end, at in (("top", top), ("bottom", bottom)):
        if abs(side[end] - at) <= snap or (end == "top") != (at < side[end]):
            continue
        near = min((rule["x0"] for rule in others if abs(rule[end] - at) <= snap), key=lambda x: abs(x - side["x0"]))
        x0, x1 = sorted((side["x0"], near))
        reached[end] = at
        yield {**side, "orientation": "h", "x0": x0, "x1": x1, "top": at, "bottom": at, "width": x1 - x0, "height": 0.0}
    yield {**reached, "height": reached["bottom"] - reached["top"]}


def _reaching(rule: Rule, across: Sequence[Rule | None], extent: tuple[str, str]) -> Rule:
    """An added side as far as the sides that were added across it: where both are open, the corner is too."""
    start, end = extent
    levels = [side[start] for side in across if side]
    reached = {**rule, start: min([rule[start], *levels]), end: max([rule[end], *levels])}
    return {**reached, "width": reached["x1"] - reached["x0"], "height": reached["bottom"] - reached["top"]}


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
