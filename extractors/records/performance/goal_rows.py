"""Goals of a project or a department → `goals`."""

from collections.abc import Iterable, Sequence

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
    reached = [(cell, line) for role, cell, line in goals if role == "goal_reached"]
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
        answers = _answers([printed for printed, _ in parts], _beside(line, reached))
        for (printed, part), answer in zip(parts, answers, strict=True):
            goal_no = printed if printed and printed > goal_no else goal_no + 1
            found.add(
                GoalRow,
                line.table.place(cell.row),
                scope=scope,
                parent_no=parent_no,
                goal_no=goal_no,
                horizon=horizon,
                text=part,
                reached=answer,
            )


def _beside(line: Line, reached: Sequence[tuple[Cell, Line]]) -> str:
    """What the form says was reached of the goals of a row: in the same row, else in its only cell of this."""
    own = [cell for cell, other in reached if other.table is line.table and other.row == line.row]
    only = [cell for cell, _ in reached] if len(reached) == 1 else []
    return next((cell.text for cell in own or only), "")


def _answers(numbers: Sequence[int | None], reached: str) -> list[str | None]:
    """What was reached of each goal: by the numbers that both cells print, else all of it beside the first goal."""
    parts = split_goals(reached) if reached.strip() else []
    if [printed for printed, _ in parts] == [*numbers]:
        return [part or None for _, part in parts]
    return [clean(reached) or None, *([None] * (len(numbers) - 1))][: len(numbers)]
