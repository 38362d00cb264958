"""The tasks of a whole department's form (任务名称, 主要内容, 预算金额) → duties and their goals."""

from extractors.document.claims import Claims
from extractors.recognise.shapes.sheet_parts import Sheet
from extractors.records.money import read, unit_of
from extractors.records.numbering import Numbering
from extractors.records.performance.goals_and_indicators import split_goals
from extractors.values.text import clean, compact
from schemas.rows import DutyRow, GoalRow
from schemas.words.performance import performance_words


def add(found: Claims, sheet: Sheet, numbers: Numbering, unit: str | None) -> None:
    """Adds a duty for each task."""
    for head, line in sheet.tasks:
        name, money = head.cell(line, "activity"), head.cell(line, "budget") or head.cell(line, "budget_initial")
        own = unit_of(line.table, head.cells) or unit
        if name is None or name.row != line.row or not name.text.strip():
            continue
        if any(compact(cell.text) in performance_words().totals for cell in line.filled[:2]):
            continue
        duty_no = numbers.duty()
        content, goal = head.cell(line, "activity_content"), head.cell(line, "activity_goal")
        found.take(line.table, [name, content, goal])
        found.add(
            DutyRow,
            line.place,
            duty_no=duty_no,
            level="duty",
            title=clean(name.text),
            budget_yuan=read(found, line.table, money, own),
            description=clean(content.text) or None if content else None,
        )
        for goal_no, (_, text) in enumerate(split_goals(goal.text) if goal else (), start=1):
            found.add(GoalRow, line.place, scope="duty", parent_no=duty_no, goal_no=goal_no, text=text)
