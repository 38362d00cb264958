"""The columns of a sum are called so that a reader knows which they are."""

from decimal import Decimal

from extractors.check.evaluation import evaluate
from extractors.document.place import Place
from extractors.document.sums import Operand, Sum


def told(*labels: str) -> str:
    parts = tuple(Operand(Place(3, None, 1, 4, n + 3), label, Decimal(10)) for n, label in enumerate(labels))
    total = Operand(Place(3, None, 1, 4, 2), "合计", Decimal(50))
    failed = Sum("columns", 1, "expenditure", "支出总表", "行政运行", total, parts, "failed", True, True, Decimal(0))
    (check,) = evaluate({}, 2031, Decimal(50), sums=[failed])
    return str(check["message_zh"])


def test_columns_of_one_label_are_told_with_their_groups() -> None:
    message = told("当年预算/小计", "上年结转/小计", "单位资金")
    assert message.startswith("行政运行：当年预算·小计 + 上年结转·小计 + 单位资金")


def test_a_label_that_says_enough_stands_alone() -> None:
    assert told("支出/基本支出", "支出/项目支出").startswith("行政运行：基本支出 + 项目支出")


def test_lines_whose_totals_leave_out_the_same_column_are_one_slip() -> None:
    def left_out(row: int, main: int, carried: int) -> Sum:
        columns = (("本年", main), ("上年结转", carried))
        parts = tuple(
            Operand(Place(3, None, 1, row, n + 3), label, Decimal(value)) for n, (label, value) in enumerate(columns)
        )
        total = Operand(Place(3, None, 1, row, 2), "合计", Decimal(main))
        line = f"第{row}个单位"
        return Sum("columns", 1, "revenue", "收入总表", line, total, parts, "failed", True, True, Decimal(0))

    failed = [left_out(4, 300, 20), left_out(5, 70, 9), left_out(6, 40, 3)]
    checks = evaluate({}, 2031, Decimal(50), sums=failed)
    assert [check["severity"] for check in checks] == ["error", "info", "info"]
