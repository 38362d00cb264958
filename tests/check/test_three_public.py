"""The sums of a 三公 table that has its items side by side, once for each group of columns."""

from decimal import Decimal

import pytest
from disclosure import HALF_UNIT, YEAR, complete, figure

from extractors.check.evaluation import evaluate

COLUMNS = {
    "小计": 7,
    "因公出国（境）费/小计": 0,
    "因公出国（境）费/科研因公出国（境）费用": 0,
    "公务用车购置及运行费/小计": 6,
    "公务用车购置及运行费/公务用车购置费": 2,
    "公务用车购置及运行费/公务用车运行费": 4,
    "公务接待费": 1,
}


def failing(columns: dict[str, int], **more: int) -> list[str]:
    """The sums that fail of a table without any structure, whose columns stand under two groups."""
    printed = {f"{group}/{label}": n for group in ("当年预算", "上年结转") for label, n in columns.items()} | more
    common = {"table_kind": "three_public", "table_no": 1, "table_index": 4, "row_index": 5, "line": None, "page": 3}
    rows = [
        complete(
            "budget_lines",
            common | {"name": "合计", "role": "total", "column_label": label, "amount_yuan": 10_000 * Decimal(n)},
        )
        for label, n in printed.items()
    ]
    checks = evaluate({"budget_lines": rows}, YEAR, HALF_UNIT)
    return [c["subject"] for c in checks if c["identity"] == "three_public_items" and c["status"] == "fail"]


def test_each_group_of_columns_has_its_own_sums() -> None:
    assert failing(COLUMNS) == []


@pytest.mark.parametrize(
    ("label", "sums"),
    [("公务接待费", ["total"]), ("公务用车购置及运行费/公务用车购置费", ["vehicle"]), ("小计", ["total"])],
)
def test_a_wrong_digit_fails_in_the_sum_of_its_group(label: str, sums: list[str]) -> None:
    wrong = failing(COLUMNS, **{f"当年预算/{label}": 9})
    assert wrong == [f"three_public_{name} 1 line 0 当年预算" for name in sums]


LISTED = {"合计": 7, "因公出国（境）费": 0, "公务用车购置及运行费": 6, "其中：公务用车购置费": None, "公务接待费": 1}


@pytest.mark.parametrize(
    ("more", "sums"),
    [
        ({}, 1),  # the item that the vehicles' money is for is left out
        ({"公务用车运行费": 6}, 0),
        ({"公务用车运行费": None}, 0),  # both are blank: the amount is not divided
        ({"车辆杂费": 6}, 0),  # it may be the item
    ],
)
def test_an_item_that_is_left_out_beside_a_blank_one_is_told(more: dict[str, int | None], sums: int) -> None:
    common = {"table_kind": "three_public", "table_no": 1, "table_index": 4, "line": None, "page": 3, "of_which": False}
    rows = [
        complete(
            "budget_lines",
            common
            | {"name": name, "role": "total" if name == "合计" else "item", "row_index": at, "line_no": at}
            | ({} if wan is None else {"column_label": "金额", "amount_yuan": 10_000 * Decimal(wan)}),
        )
        for at, (name, wan) in enumerate((LISTED | more).items())
    ]
    checks = evaluate({"budget_lines": rows}, YEAR, HALF_UNIT)
    assert sum((c["identity"], c["status"]) == ("three_public_items", "fail") for c in checks) == sums


def test_a_total_of_more_than_these_items_is_not_theirs() -> None:
    assert failing(COLUMNS, **{"当年预算/会议费": 3, "当年预算/小计": 10}) == []


@pytest.mark.parametrize(("kind", "told"), [("three_public", 8), ("final_three_public", 5)])
def test_prose_of_final_accounts_tells_what_was_spent_and_not_the_plan_beside_it(kind: str, told: int) -> None:
    common = {"table_kind": kind, "table_no": 1, "table_index": 4, "row_index": 5, "line": None, "page": 3}
    rows = [
        complete(
            "budget_lines",
            common
            | {"name": "合计", "role": "total", "measure": "total", "base": base, "column_label": label}
            | {"amount_yuan": 10_000 * Decimal(wan)},
        )
        for base, label, wan in (("budget", "预算数/合计", 8), ("final", "决算数/合计", 5))
    ]
    stated = complete("figures", figure(3, "three_public_total", 10_000 * Decimal(told)))
    checks = evaluate({"budget_lines": rows, "figures": [stated]}, YEAR, HALF_UNIT)
    assert [c["status"] for c in checks if c["identity"] == "prose_table"] == ["exact"]
