"""Tables of final accounts are compared by what was spent, wherever they print what was planned before it."""

from decimal import Decimal

from disclosure import HALF_UNIT, YEAR, complete

from extractors.check.evaluation import evaluate
from schemas.rows import BudgetLineRow

Column = tuple[str, str, int]
"""Base, label and amount."""


def rows(number: int, kind: str, *columns: Column) -> list[BudgetLineRow]:
    """The total of expenditure of a table."""
    table = {"table_no": number, "table_kind": kind, "table_index": number, "row_index": 1}
    line = {"role": "total", "side": "expenditure", "name": "总计", "measure": "total"}
    return [
        complete("budget_lines", {**table, **line, "base": base, "column_label": label, "amount_yuan": Decimal(amount)})
        for base, label, amount in columns
    ]


def statuses(spent: int) -> list[str]:
    """Of both tables' totals, where 收支总表 prints 900 as planned and 880 as spent."""
    summary = rows(1, "final_revenue_expenditure", ("budget", "年初预算数", 900), ("final", "决算数", 880))
    detail = rows(2, "final_expenditure", ("final", "本年支出合计", spent))
    checks = evaluate({"budget_lines": [*summary, *detail]}, YEAR, HALF_UNIT)
    return [check["status"] for check in checks if check["identity"] == "tables_total"]


def test_the_spent_total_is_compared_and_not_the_planned_one_before_it() -> None:
    assert statuses(880) == ["exact"]
    assert statuses(700) == ["fail"]
