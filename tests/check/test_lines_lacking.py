"""A table that lacks a line: the total of its lines or of a block, or a number that is passed over."""

from decimal import Decimal
from typing import Any

import pytest
from disclosure import HALF_UNIT, YEAR, complete

from extractors.check.evaluation import evaluate
from extractors.document.place import Place
from extractors.document.sums import Operand, Sum

Line = tuple[str, str, int, int]

SUMMARY: list[Line] = [
    ("一、财政拨款", "item", 1, 90),
    ("本年支出合计", "current_total", 0, 90),
    ("基本支出", "item", 1, 60),
    ("项目支出", "item", 1, 30),
]
PROJECTS: list[Line] = [("粮仓修缮", "item", 1, 18), ("灯塔巡检", "item", 1, 12)]
BASIC: list[Line] = [
    ("基本支出总计", "total", 0, 60),
    ("工资", "item", 2, 31),
    ("离休费", "item", 2, 9),
    ("公用经费合计", "subtotal", 1, 20),
]
LEVELS: list[Line] = [
    ("一、工资福利支出", "item", 1, 9),
    ("1、基本工资", "item", 2, 4),
    ("2、津贴", "item", 2, 5),
    ("（1）地区津贴", "item", 3, 3),
    ("（2）岗位津贴", "item", 3, 2),
    ("3、奖金", "item", 2, 0),
    ("二、补助", "item", 1, 7),
    ("1、离休费", "item", 2, 7),
]


def rows(number: int, kind: str, scheme: str, lines: list[Line]) -> list[Any]:
    return [
        complete(
            "budget_lines",
            {
                "table_kind": kind,
                "table_no": number,
                "table_index": number,
                "row_index": at,
                "line_no": at,
                "page": 1,
                "side": "expenditure",
                "scheme": scheme,
                "role": role,
                "level": level,
                "of_which": False,
                "name": name,
                "measure": "total",
                "column_label": "金额",
                "amount_yuan": 10_000 * Decimal(amount),
            },
        )
        for at, (name, role, level, amount) in enumerate(lines)
    ]


def failing(identity: str, *tables: list[Any]) -> int:
    checks = evaluate({"budget_lines": [row for table in tables for row in table]}, YEAR, HALF_UNIT)
    return sum((c["identity"], c["status"]) == (identity, "fail") for c in checks)


def without(lines: list[Line], *names: str) -> list[Line]:
    return [line for line in lines if line[0] not in names]


def test_lines_that_make_an_amount_of_the_summary_lack_their_total() -> None:
    summary = rows(1, "revenue_expenditure", "function", SUMMARY)
    assert failing("table_total_line", summary, rows(2, "project_expenditure", "other", PROJECTS)) == 1
    assert failing("table_total_line", summary, rows(2, "public_cost", "economic", PROJECTS)) == 1
    assert failing("table_total_line", rows(2, "project_expenditure", "other", PROJECTS)) == 0
    assert failing("table_total_line", summary, rows(2, "project_expenditure", "other", PROJECTS[:1])) == 0


@pytest.mark.parametrize(
    ("lines", "lacking"),
    [
        (BASIC, 1),
        ([*BASIC, ("人员经费合计", "subtotal", 1, 40)], 0),
        (without(BASIC, "公用经费合计"), 0),  # the table totals no block
        ([BASIC[0], ("工资福利支出", "item", 1, 40), BASIC[-1]], 0),  # its one line says what the block makes
    ],
)
def test_a_block_without_its_total_beside_one_that_has_it_is_told(lines: list[Line], lacking: int) -> None:
    assert failing("table_total_line", rows(1, "department_basic", "economic", lines)) == lacking


@pytest.mark.parametrize(
    ("lines", "gaps"),
    [
        (LEVELS, 0),
        (without(LEVELS, "2、津贴"), 1),
        (without(LEVELS, "二、补助"), 1),
        (without(LEVELS, "3、奖金"), 0),  # nothing tells that there was one
        ([*LEVELS[:6], ("公用经费", "item", 1, 7), LEVELS[7]], 0),  # a line without a number heads its list
        ([("一、本年支出", "item", 1, 9), ("一、教育支出", "item", 2, 9), ("三、结转", "item", 1, 0)], 0),
    ],
)
def test_numbers_of_lines_that_are_passed_over_are_told_once(lines: list[Line], gaps: int) -> None:
    assert failing("table_enumerators", rows(1, "basic_expenditure", "economic", lines)) == gaps


def test_a_row_between_that_was_not_read_as_a_line_may_be_the_one_that_lacks() -> None:
    table = [row for row in rows(1, "basic_expenditure", "economic", LEVELS) if row["row_index"] != 2]
    cells = [complete("cells", {"table_index": 1, "row": 2, "col": 0, "text": "2、津贴"})]
    records = {"budget_lines": table, "tables": [complete("tables", {"table_index": 1})], "cells": cells}
    checks = [c for c in evaluate(records, YEAR, HALF_UNIT) if c["identity"] == "table_enumerators"]
    assert [c["status"] for c in checks] == ["exact"]


@pytest.mark.parametrize(("verdict", "gaps"), [("held", 0), ("trivial", 0), ("failed", 1)])
def test_where_the_sum_of_the_lines_around_is_right_the_one_passed_over_has_no_amount(verdict: str, gaps: int) -> None:
    lines = without(LEVELS, "2、津贴")
    total, *parts = (Operand(Place(table=1, row=at), lines[at][0], None) for at in (0, 1, 4))
    one = Sum("parent", 1, "basic_expenditure", None, "合计", total, tuple(parts), verdict, True, True, HALF_UNIT)
    records = {"budget_lines": rows(1, "basic_expenditure", "economic", lines)}
    checks = evaluate(records, YEAR, HALF_UNIT, sums=[one])
    assert sum(c["identity"] == "table_enumerators" and c["status"] == "fail" for c in checks) == gaps
