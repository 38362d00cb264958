"""The tasks of a whole department's form (任务名称, 主要内容, 预算金额) → duties and their goals.

A form that looks back gives each task's amounts twice, as planned and as executed, with parts of funds.
"""

from collections.abc import Mapping
from decimal import Decimal

from extractors.document.claims import Claims
from extractors.document.model import Cell
from extractors.recognise.shapes.head_columns import Column
from extractors.recognise.shapes.heads import Head
from extractors.recognise.shapes.lines import Line
from extractors.recognise.shapes.performance_heads import vocabulary
from extractors.recognise.shapes.sheet_parts import Sheet
from extractors.records.money import read, unit_of
from extractors.records.numbering import Numbering
from extractors.records.performance.goals_and_indicators import split_goals
from extractors.values.numbers import NotANumberError, cell_number
from extractors.values.text import clean, compact
from schemas.rows import DutyRow, GoalRow
from schemas.words.performance import performance_words


def add(found: Claims, sheet: Sheet, numbers: Numbering, unit: str | None) -> None:
    """Adds a duty for each task."""
    for head, line in sheet.tasks:
        name = head.cell(line, "activity")
        own = unit_of(line.table, head.cells) or unit
        if name is None or name.row != line.row or not name.text.strip():
            continue
        if sums_tasks(line):
            continue
        duty_no = numbers.duty()
        content, goal = head.cell(line, "activity_content"), head.cell(line, "activity_goal")
        reached = head.cell(line, "actual") or head.cell(line, "goal_reached")
        found.take(line.table, [name, content, goal, reached])
        found.add(
            DutyRow,
            line.place,
            task_amounts(found, head, line, own),
            duty_no=duty_no,
            level="duty",
            title=clean(name.text),
            description=clean(content.text) or None if content else None,
            reached=clean(reached.text) or None if reached else None,
        )
        for goal_no, (_, text) in enumerate(split_goals(goal.text) if goal else (), start=1):
            found.add(GoalRow, line.place, scope="duty", parent_no=duty_no, goal_no=goal_no, text=text)


_NUMBERS = {"weight": "weight", "execution_rate": "executed_percent", "score": "score"}
"""The columns of `duties` for the roles of columns of points and shares."""


def sums_tasks(line: Line) -> bool:
    """Whether a row sums the tasks above it (金额合计)."""
    return any(compact(cell.text) in performance_words().totals for cell in line.filled[:2])


def task_amounts(found: Claims, head: Head, line: Line, unit: str | None) -> Mapping[str, Decimal | None]:
    """What the columns of numbers say of a task, by column of `duties`: of each name of a column its first."""
    row: dict[str, Decimal | None] = {}
    for column in head.columns:
        name, cell = _name(column), line.at(column.where)
        if name is None or name in row or cell is None or cell.row != line.row:
            continue
        row[name] = read(found, line.table, cell, unit) if name.endswith("_yuan") else _number(found, line, cell)
    return row


def _name(column: Column) -> str | None:
    """The column of `duties` that a column of numbers is; the label above parts of funds says of which amount."""
    own, *above = [vocabulary().known(cell.text) for cell in reversed(column.labels)] or [()]
    if number := next((name for role, name in _NUMBERS.items() if role in own), None):
        return number
    executed = any("executed" in roles for roles in (own, *above))
    if part := next((fund for fund in ("fiscal", "other") if fund in own), None):
        return f"executed_{part}_yuan" if executed else f"{part}_yuan"
    if executed:
        return "executed_yuan"
    return "budget_yuan" if {"budget", "budget_initial"} & {*own} or column.role == "budget" else None


def _number(found: Claims, line: Line, cell: Cell) -> Decimal | None:
    """A cell's number, points or percent, taken; None, and left, where it holds another text."""
    try:
        value = cell_number(clean(cell.text).rstrip(performance_words().points_signs))
    except NotANumberError:
        return None
    found.take(line.table, [cell])
    return value
