"""What totals leave out is told once: the line that leaves out most is the error, the rest stands beside it."""

from decimal import Decimal

from disclosure import HALF_UNIT, YEAR, truth

from extractors.check.evaluation import evaluate
from extractors.document.place import Place
from extractors.document.sums import Operand, Sum

WHOLE = "合计"


def across(row: int, appropriation: int, carried_over: int) -> Sum:
    """A line whose 合计 is its appropriation alone, though something carried over is printed beside it."""
    parts = (operand(row, 3, "财政拨款", appropriation), operand(row, 4, "上年结转", carried_over))
    return failed("columns", f"站{row}", operand(row, 2, WHOLE, appropriation), parts)


def down(total: int, *parts: int) -> Sum:
    lines = tuple(operand(row, 2, f"站{row}", part) for row, part in enumerate(parts, start=2))
    return failed("total", WHOLE, operand(1, 2, WHOLE, total), lines)


def operand(row: int, column: int, label: str, wan: int) -> Operand:
    return Operand(Place(page=1, table=1, row=row, column=column), label, Decimal(wan) * 10_000)


def failed(relation: str, column: str, total: Operand, parts: tuple[Operand, ...]) -> Sum:
    return Sum(relation, 1, "revenue", "收入总表", column, total, parts, "failed", True, True, HALF_UNIT)


def errors(*sums: Sum) -> list[tuple[str, Decimal]]:
    checks = evaluate(truth(), YEAR, HALF_UNIT, sums=sums)
    return [
        (c["identity"], c["difference"] / 10_000) for c in checks if c["status"] == "fail" and c["severity"] == "error"
    ]


def test_a_total_that_counts_what_its_lines_leave_out_is_told_with_them() -> None:
    lines = across(2, 100, 6), across(3, 50, 3)
    assert errors(down(159, 100, 50), *lines) == [("table_columns", 6)]


def test_a_total_that_is_off_by_anything_else_is_an_error_of_its_own() -> None:
    lines = across(2, 100, 6), across(3, 50, 3)
    assert errors(down(160, 100, 50), *lines) == [("table_total", -10), ("table_columns", 6)]
