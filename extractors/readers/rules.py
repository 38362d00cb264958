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
    return [
        rule
        for table in _connected(rules, snap)
        for across, along, ends, extent in (_HORIZONTAL, _VERTICAL)
        for side in (0, 1)
        for rule in _open_side(table, (across, along), ends, extent, side, snap)
    ]


def _connected(rules: Sequence[Rule], snap: float) -> list[list[Rule]]:
    """Rules that touch each other, in groups."""
    groups: list[list[Rule]] = []
    for rule in rules:
        touching = [group for group in groups if any(_touch(rule, other, snap) for other in group)]
        groups = [group for group in groups if all(group is not other for other in touching)]
        groups.append([rule, *(member for group in touching for member in group)])
    return groups


def _touch(first: Rule, second: Rule, snap: float) -> bool:
    return bool(
        first["orientation"] != second["orientation"]
        and first["x0"] <= second["x1"] + snap
        and second["x0"] <= first["x1"] + snap
        and first["top"] <= second["bottom"] + snap
        and second["top"] <= first["bottom"] + snap
    )


def _open_side(
    table: list[Rule],
    orientations: tuple[str, str],
    ends: tuple[str, str],
    extent: tuple[str, str],
    side: int,
    snap: float,
) -> Iterator[Rule]:
    across, along = orientations
    start, end = extent
    reaching = [rule for rule in table if rule["orientation"] == along]
    if len(reaching) < 2:
        return
    outermost = (min, max)[side]
    level = outermost(rule[ends[side]] for rule in reaching)
    last = [rule for rule in reaching if abs(rule[ends[side]] - level) <= snap]
    first, final = min(rule[start] for rule in last), max(rule[end] for rule in last)
    there = [rule for rule in table if rule["orientation"] == across and abs(rule[ends[0]] - level) <= 2 * snap]
    covered = sum(max(0.0, min(rule[end], final) - max(rule[start], first)) for rule in there)
    if len(last) > 1 and covered < _COVERED * (final - first):
        added = {**last[0], "orientation": across, ends[0]: level, ends[1]: level, start: first, end: final}
        yield {**added, "width": added["x1"] - added["x0"], "height": added["bottom"] - added["top"]}
