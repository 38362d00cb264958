"""Totals of 收支总表 that are equal by its form, in lists below and beside each other."""

from decimal import Decimal

import pytest
from disclosure import HALF_UNIT, YEAR, complete

from extractors.check.evaluation import evaluate
from schemas.tables import Row

Line = tuple[int, str, str, str, str, int]
"""Row, side, scheme, name, role, and the amount in 万元."""

BELOW: list[Line] = [
    (1, "revenue", "fund_source", "收入预算", "total", 90),
    (2, "revenue", "fund_source", "财政拨款", "item", 90),
    (3, "expenditure", "other", "支出预算", "total", 90),
    (4, "expenditure", "other", "基本支出", "item", 90),
]
BESIDE: list[Line] = [
    (1, "expenditure", "function", "一、农林水支出", "item", 60),
    (2, "expenditure", "function", "二、住房保障支出", "item", 30),
    (1, "expenditure", "economic", "一、基本支出", "item", 50),
    (2, "expenditure", "economic", "二、项目支出", "item", 40),
    (3, "expenditure", "economic", "本年支出合计", "current_total", 90),
    (1, "expenditure", "economic", "一、机关工资福利支出", "item", 90),
    (3, "expenditure", "economic", "本年支出合计", "current_total", 90),
]
HEADED: list[Line] = [
    (1, "expenditure", "function", "一、部门预算", "item", 90),
    (1, "expenditure", "economic", "一、部门预算", "item", 90),
]


def failing(lines: list[Line], wrong: int | None = None) -> list[str]:
    """The rules that fail where one of the lines has 7 万元 more."""
    rows: list[Row] = [
        complete(
            "budget_lines",
            {"table_kind": "revenue_expenditure", "table_no": 1, "table_index": 2, "row_index": row, "line_no": number,
             "side": side, "scheme": scheme, "column_label": f"预算数{scheme}", "measure": "total", "name": name,
             "role": role, "amount_yuan": 10_000 * Decimal(wan + 7 * (number == wrong))},
        )
        for number, (row, side, scheme, name, role, wan) in enumerate(lines)
    ]  # fmt: skip
    checks = evaluate({"budget_lines": rows}, YEAR, HALF_UNIT)
    named = ("summary_balance", "summary_items")
    return [
        c["identity"] for c in checks if c["identity"] in named and c["status"] == "fail" and c["severity"] != "info"
    ]


@pytest.mark.parametrize("lines", [BELOW, BESIDE, HEADED])
def test_equal_totals_are_not_told(lines: list[Line]) -> None:
    assert failing(lines) == []


@pytest.mark.parametrize(
    ("lines", "wrong", "rules"),
    [
        (BELOW, 0, ["summary_balance"]),  # 收入预算 above its list is not 支出预算
        (BELOW, 1, []),
        (BESIDE, 1, ["summary_items"]),  # the list by function has no total, that beside it is its too
        (BESIDE, 6, ["summary_balance"]),
        (HEADED, 1, ["summary_balance"]),
    ],
)
def test_one_wrong_amount_is_told_by_the_list_beside_or_below(lines: list[Line], wrong: int, rules: list[str]) -> None:
    assert failing(lines, wrong) == rules


def test_what_is_carried_behind_a_total_may_be_outside_of_it() -> None:
    carried = [*BELOW[:2], (3, "revenue", "fund_source", "上年结转", "carried", 5), *BELOW[2:]]
    assert failing(carried, 3) == []


@pytest.mark.parametrize(("columns", "checks"), [({}, ["fail"]), ({"结余分配": ("unlisted", 2)}, [])])
def test_columns_of_a_fund_balance_only_where_no_other_column_belongs_to_it(
    columns: dict[str, tuple[str, int]], checks: list[str]
) -> None:
    """结余分配 is on the side of what is carried forward."""
    printed = {"年初结转和结余": ("carried_over", 3), "本年收入": ("revenue", 40), "本年支出": ("total", 35)}
    printed |= {"年末结转和结余": ("carried_forward", 6)} | columns
    common = {"table_kind": "final_government_fund", "table_no": 1, "table_index": 2, "row_index": 4, "name": "合计"}
    rows = [
        complete(
            "budget_lines",
            common
            | {"role": "total", "side": "expenditure", "measure": measure}
            | {"column_label": label, "amount_yuan": Decimal(wan) * 10_000},
        )
        for label, (measure, wan) in printed.items()
    ]
    found = evaluate({"budget_lines": rows}, YEAR, HALF_UNIT)
    assert [check["status"] for check in found if check["identity"] == "columns_balance"] == checks
