"""Cells that a page leaves open: browsers rule neither the end of a cell that a page break cuts nor its rest."""

from collections.abc import Sequence
from typing import Any

from extractors.document.model import Table
from extractors.document.place import Box

_RULED = 0.5
"""Share of a cell's side from which on it is ruled."""

_NEAR, _OUT = 3.0, 8.0
"""Points by which a rule may stand off the side of a cell, inside and outside: a double rule has its second there."""


def mark_open(table: Table, rules: Sequence[dict[str, Any]], spaced: Sequence[dict[str, Any]] = ()) -> None:
    """Marks the cells at the top and the foot of a page's table whose outer side has no rule.

    Of rows that no rule parts none has any: that says nothing there. Space parts them (`spaced` are the rules that were
    put between them), or the uprights that begin anew in each.
    """
    between = [rule["top"] for rule in spaced]
    level = [
        (rule["x0"], rule["x1"], rule["top"]) for rule in rules if rule["orientation"] == "h" and not rule.get("open")
    ]
    for cell in table.cells:
        at_top, at_foot = cell.row == 0, cell.row + cell.row_span == table.rows
        if cell.box is None or not (at_top or at_foot):
            continue
        ruled_above = _is_ruled(cell.box, cell.box[1] - _OUT, cell.box[1] + _NEAR, level)
        ruled_below = _is_ruled(cell.box, cell.box[3] - _NEAR, cell.box[3] + _OUT, level)
        if at_top and (at_foot or ruled_below) and not _is_at(cell.box[3], between):
            cell.open_above = not ruled_above
        if at_foot and (at_top or ruled_above) and not _is_at(cell.box[1], between):
            cell.open_below = not ruled_below


def _is_at(y: float, levels: Sequence[float]) -> bool:
    return any(abs(y - level) <= _NEAR for level in levels)


def _is_ruled(box: Box, high: float, low: float, level: Sequence[tuple[float, float, float]]) -> bool:
    near = [(max(x0, box[0]), min(x1, box[2])) for x0, x1, y in level if high <= y <= low]
    return sum(max(0.0, end - start) for start, end in near) >= _RULED * (box[2] - box[0])
