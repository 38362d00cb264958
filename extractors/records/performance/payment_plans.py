"""资金支出计划 → payment_plans: the months of the table and those that the purpose text speaks of."""

import re
from collections.abc import Set

from extractors.document.claims import Claims
from extractors.document.model import Cell
from extractors.recognise.cell_values import read_number
from extractors.recognise.forms import Recognised, first_row
from extractors.values.numbers import NUMBER, number
from extractors.values.text import digits, key
from schemas.rows import PaymentPlanRow
from schemas.words.performance import performance_words

_STATED_PLAN = re.compile(
    rf"{performance_words().plan_month}"
    rf"(?P<percent>{NUMBER.pattern})\s*(?P<sign>[%％]|(?=[。，；,.]))"
)
"""`3月底支出进度达到20%`; a percent sign that was forgotten before a full stop counts as printed."""


def payment_plan(found: Claims, recognised: Recognised, table_no: int, code: str | None, purpose: str | None) -> None:
    """A row for each month of the form's plan, whether its table has a column for it or not.

    None where no month is read in the plan's header: what its columns are is not known.
    """
    table, form = recognised.table, recognised.form
    plan_row = first_row(recognised, "plan", table.rows)
    if plan_row >= table.rows or form.options.plan_month is None:
        return
    month = re.compile(form.options.plan_month)
    columns: dict[int, Cell] = {}
    for cell in table.row_cells(plan_row):
        match = month.fullmatch(key(cell.text))
        if match:
            columns[int(match[1])] = cell
    found.label(table, columns.values())
    stated = {int(m["month"]): number(m["percent"]) for m in _STATED_PLAN.finditer(digits(purpose or ""))}
    for wanted in _months(form.options.plan_months, columns.keys()):
        header = columns.get(wanted)
        below = plan_row + header.row_span if header else table.rows
        below_cell = table.grid[below][header.col] if header and below < table.rows else None
        percent = read_number(found, table, below_cell)
        state = "column_missing" if header is None else "blank" if percent is None else "value"
        found.add(
            PaymentPlanRow,
            table.place(below_cell.row if below_cell else plan_row),
            table_no=table_no,
            project_code=code,
            month=wanted,
            percent=percent,
            state=state,
            stated_percent=stated.get(wanted),
            stated_state="value" if wanted in stated else "not_mentioned",
        )


def _months(editions: tuple[tuple[int, ...], ...], printed: Set[int]) -> list[int]:
    """The months of the form's first edition that has all that are printed; those printed where none has."""
    return next((list(months) for months in editions if printed and printed <= {*months}), sorted(printed))
