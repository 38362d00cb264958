"""Numbered performance tables (绩效目标表) → projects, payment_plans, goals, indicators."""

import re
from decimal import Decimal

from extractors import targets
from extractors.document import Cell, Table
from extractors.forms import (
    Recognised,
    money_unit,
    no_unit,
    organisation,
    read_code,
    read_money,
    read_number,
    read_text,
    value_right,
)
from extractors.found import Found
from extractors.numbers import AMOUNT, NUMBER, YUAN, number
from extractors.text import TAG, clean, digits, key
from schemas.tables import Row

_NUMBERED_GOAL = re.compile(r"(?:^|(?<=[\s。；;>]))(\d{1,2})\s*[、.．](?!\d)\s*")
_INDICATOR_FIELDS = ("level1", "level2", "level3", "description", "target", "basis", "weight")


def extract(recognised: Recognised, table_no: int) -> Found:
    """The records of one table, under its number."""
    found, table = Found(), recognised.table
    unit = money_unit(table)
    if unit is None:
        found.troubles.append(no_unit(table))
        return found
    found.kinds[table.index] = "project_performance"
    found.label(table, recognised.label_cells())
    project = _project(found, recognised, unit)
    for line in table.context:
        found.take_words(line)
    plan_row = _first_row(recognised, "plan", table.rows)
    purpose = _purpose(found, recognised, plan_row)
    stated = {f"stated_{name}_yuan": value for name, value in _stated(recognised, purpose).items()}
    found.add("projects", table.place(0), table_no=table_no, **project, purpose=purpose, **stated)
    _payment_plan(found, recognised, plan_row, table_no, project["project_code"], purpose)
    _goals(found, recognised, table_no)
    _indicators(found, recognised, table_no)
    return found


def title_number(recognised: Recognised) -> int | None:
    """The number that the table's title prints."""
    pattern, title = recognised.form.title, recognised.table.title
    match = pattern.fullmatch(title) if pattern and title else None
    return int(match["number"]) if match else None


def _project(found: Found, recognised: Recognised, unit: str) -> Row:
    table = recognised.table
    unit_code, unit_name = organisation(table)
    money = {
        f"{field}_yuan": read_money(found, table, value_right(recognised, field), unit)
        for field in ("budget", "fiscal", "other")
    }
    return {
        "title": table.title,
        "unit_code": unit_code,
        "unit_name": unit_name,
        "project_code": read_code(found, table, value_right(recognised, "project_code")),
        "project_name": read_text(found, table, value_right(recognised, "project_name")),
        **money,
    }


def _first_row(recognised: Recognised, field: str, default: int) -> int:
    return min((cell.row for cell in recognised.labels.get(field, ())), default=default)


def _below(table: Table, labels: frozenset[int], first: int, last: int) -> list[Cell]:
    """The filled cells that begin in the rows from `first` up to `last`, labels left out."""
    return [
        cell
        for row in range(first, last)
        for cell in table.row_cells(row)
        if cell.row == row and cell.text.strip() and id(cell) not in labels
    ]


def _purpose(found: Found, recognised: Recognised, plan_row: int) -> str | None:
    labelled = value_right(recognised, "purpose")
    budget_row = _first_row(recognised, "budget", 0)
    end = min(plan_row, *(_first_row(recognised, field, plan_row) for field in ("goal", "level1", "target")))
    cells = [labelled] if labelled else _below(recognised.table, recognised.label_ids, budget_row + 1, end)
    found.take(recognised.table, cells)
    return clean("".join(cell.text for cell in cells)) or None


def _stated(recognised: Recognised, purpose: str | None) -> dict[str, Decimal]:
    """The amounts that the purpose text gives for the whole and for each fund, in yuan; the first of each."""
    stated: dict[str, Decimal] = {}
    text, end = digits(purpose or ""), 0
    for match in AMOUNT.finditer(text):
        before, end = text[end : match.start()], match.end()
        field = _named(recognised.form.data["stated"], before)
        if field and field not in stated and match["unit"] in YUAN:
            stated[field] = number(match["number"]) * YUAN[match["unit"]]
    return stated


def _named(names: dict[str, list[str]], before: str) -> str | None:
    """The field whose name ends the words before an amount (`…，一般预算`, `预算数预计`)."""
    words = key(_FILLER_END.sub("", before.strip()))
    ending = [(len(name), field) for field, labels in names.items() for name in labels if words.endswith(name)]
    return max(ending)[1] if ending else None


_FILLER_END = re.compile(r"(?:预计|为|约|共计|合计|是|安排)+$")

_STATED_PLAN = re.compile(
    rf"(?P<month>\d{{1,2}})\s*月(?:份|底|末)?[，,]?\s*(?:预计|前|止)?(?:[支指]出|支付|资金)?(?:支出)?(?:进度)?(?:达到|达|完成|为)?\s*"
    rf"(?P<percent>{NUMBER.pattern})\s*(?P<sign>[%％]|(?=[。，；,.]))"
)
"""`3月底支出进度达到20%`; a percent sign that was forgotten before a full stop counts as printed."""


def _payment_plan(
    found: Found, recognised: Recognised, plan_row: int, table_no: int, code: str | None, purpose: str | None
) -> None:
    if plan_row >= recognised.table.rows:
        return
    table, form = recognised.table, recognised.form
    month = re.compile(form.data["plan_month"])
    columns: dict[int, Cell] = {}
    for cell in table.row_cells(plan_row):
        match = month.fullmatch(key(cell.text))
        if match:
            columns[int(match[1])] = cell
    found.label(table, columns.values())
    stated = {int(m["month"]): number(m["percent"]) for m in _STATED_PLAN.finditer(digits(purpose or ""))}
    for wanted in sorted({*form.data["plan_months"], *columns}):
        header = columns.get(wanted)
        below = plan_row + header.row_span if header else table.rows
        below_cell = table.grid[below][header.col] if header and below < table.rows else None
        percent = read_number(found, table, below_cell)
        state = "column_missing" if header is None else "blank" if percent is None else "value"
        found.add(
            "payment_plans",
            table.place(below_cell.row if below_cell else plan_row),
            table_no=table_no,
            project_code=code,
            month=wanted,
            percent=percent,
            state=state,
            stated_percent=stated.get(wanted),
            stated_state="value" if wanted in stated else "not_mentioned",
        )


def _goals(found: Found, recognised: Recognised, table_no: int) -> None:
    table = recognised.table
    first, last = _first_row(recognised, "goal", table.rows), _first_row(recognised, "level1", table.rows)
    goal_no = 0
    for cell in _below(table, recognised.label_ids, first, last):
        found.take(table, [cell])
        for printed, text in split_goals(cell.text):
            goal_no = printed if printed and printed > goal_no else goal_no + 1
            found.add(
                "goals",
                table.place(cell.row),
                scope="project",
                parent_no=table_no,
                goal_no=goal_no,
                text=text,
            )


def split_goals(text: str) -> list[tuple[int | None, str]]:
    """The goals of a cell with the numbers printed before them; a text without numbers is one goal."""
    plain = TAG.sub(" ", text)
    pieces = _NUMBERED_GOAL.split(plain)
    goals = [(None, clean(pieces[0]))] + [
        (int(no), clean(words)) for no, words in zip(pieces[1::2], pieces[2::2], strict=True)
    ]
    return [goal for goal in goals if goal[1]]


def _indicators(found: Found, recognised: Recognised, table_no: int) -> None:
    table = recognised.table
    header = {field: labels[-1] for field in _INDICATOR_FIELDS if (labels := recognised.labels.get(field))}
    if "target" not in header:
        return
    level1 = level2 = None
    row_no = 0
    for row in range(header["target"].row + header["target"].row_span, table.rows):
        cells = {field: table.grid[row][label.col] for field, label in header.items()}
        if not any(cell.text.strip() for field, cell in cells.items() if field not in ("level1", "level2")):
            continue
        text = {field: read_text(found, table, cell) for field, cell in cells.items()}
        if text.get("level1"):
            level1, level2 = text["level1"], None
        level2 = text.get("level2") or level2
        row_no += 1
        weight = read_number(found, table, cells.get("weight"))
        found.add(
            "indicators",
            table.place(row),
            scope="project",
            parent_no=table_no,
            row_no=row_no,
            level1=level1,
            level2=level2,
            level3=text.get("level3"),
            description=text.get("description"),
            **targets.columns(text.get("target")),
            basis=text.get("basis"),
            weight=weight,
        )
