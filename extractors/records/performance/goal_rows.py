"""Goals of a project or a department → `goals`."""

from collections.abc import Iterable

from extractors.document.claims import Claims
from extractors.document.model import Cell
from extractors.recognise.shapes.lines import Line
from extractors.records.performance.goals_and_indicators import split_goals
from extractors.values.text import clean
from schemas.rows import GoalRow

_HORIZONS = {"goal_implementation": "implementation", "goal_annual": "annual"}


def add(found: Claims, goals: Iterable[tuple[str, Cell, Line]], scope: str, parent_no: int) -> None:
    """Adds the goals of (role, cell, row), each text once; what was reached stands beside the goal that it answers."""
    goals = list(goals)
    reached = [clean(cell.text) for role, cell, _ in goals if role == "goal_reached"]
    both = any(role == "goal_implementation" for role, _, _ in goals)
    goal_no, seen = 0, set()
    for role, cell, line in goals:
        found.take(line.table, [cell])
        text = clean(cell.text)
        if role == "goal_reached" or (role, text) in seen:
            continue
        seen.add((role, text))
        horizon = _HORIZONS.get(role) or ("annual" if both else None)
        parts = split_goals(cell.text)
        for printed, part in parts:
            goal_no = printed if printed and printed > goal_no else goal_no + 1
            alone = reached[0] if len(parts) == 1 and len(reached) == 1 else None
            found.add(
                GoalRow,
                line.table.place(cell.row),
                scope=scope,
                parent_no=parent_no,
                goal_no=goal_no,
                horizon=horizon,
                text=part,
                reached=alone,
            )
