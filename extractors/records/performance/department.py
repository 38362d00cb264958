"""部门整体绩效目标表 → goals and indicators of the department, its tasks as duties."""

from extractors.document.claims import Claims
from extractors.document.model import Cell
from extractors.recognise.forms import Recognised, first_row, money_unit, no_unit, preamble, read_money, read_text
from extractors.records.context import Context
from extractors.records.performance import goals_and_indicators as objectives
from extractors.values.numbers import is_number
from extractors.values.text import clean, key


def extract(recognised: Recognised, context: Context) -> Claims:
    """The records of one table, under its number."""
    found, table, parent_no = Claims(), recognised.table, context.numbering.department_table()
    found.kinds[table.index] = "department_performance"
    found.label(table, recognised.label_cells())
    for line in table.context:
        found.take_words(line)
    objectives.goals(found, recognised, "department", parent_no)
    objectives.indicators(found, recognised, "department", parent_no)
    _tasks(found, recognised, context.numbering.duty())
    return found


def _tasks(found: Claims, recognised: Recognised, duty_no: int) -> None:
    """年度重点工作任务 (名称, 主要实施内容, 拟投入的资金, 期望达到的目标): a duty each, down to the next label."""
    table, labels = recognised.table, recognised.labels
    if "task" not in labels:
        return
    header = labels["task"][0]
    columns = {
        field: cell.col
        for field in ("task", "task_content", "task_budget", "task_goal")
        for cell in labels.get(field, ())
        if abs(cell.row - header.row) <= 1
    }
    money = [cell for field in ("task_budget", "budget") for cell in labels.get(field, ())]
    unit = money_unit(recognised, *money, *recognised.label_cells(), *preamble(recognised))
    first = header.row + header.row_span
    below = [first_row(recognised, field, table.rows) for field in ("goal", "goal_annual", "level1", "total_funds")]
    for row in range(first, min([table.rows, *(end for end in below if end >= first)])):
        cells = {field: table.grid[row][col] for field, col in columns.items()}
        if cells["task"].row != row or not cells["task"].text.strip():
            continue
        if key(cells["task"].text) in recognised.form.options.total:
            continue
        budget = cells.get("task_budget")
        if unit is None and budget and is_number(clean(budget.text)):
            found.troubles.append(no_unit(table))
        found.add(
            "duties",
            table.place(row),
            duty_no=duty_no,
            level="duty",
            title=read_text(found, table, cells["task"]),
            budget_yuan=read_money(found, table, budget, unit) if unit else None,
            description=read_text(found, table, cells.get("task_content")),
        )
        _expected(found, recognised, cells.get("task_goal"), row, duty_no)
        duty_no += 1


def _expected(found: Claims, recognised: Recognised, cell: Cell | None, row: int, duty_no: int) -> None:
    if cell is None or not cell.text.strip():
        return
    found.take(recognised.table, [cell])
    for goal_no, (_, text) in enumerate(objectives.split_goals(cell.text), start=1):
        place = recognised.table.place(row)
        found.add("goals", place, scope="duty", parent_no=duty_no, goal_no=goal_no, text=text)
