"""A total that is more than its parts by what other printed lines make lacks no line, and its sentence says which."""

from decimal import Decimal

import pytest

from extractors.check.rule import Side, equal
from extractors.diagnose.between import diagnose_between
from extractors.diagnose.numbers import Numbers
from extractors.diagnose.told_by_lines import told_by_lines
from extractors.document.place import Place
from schemas.tables import Row


def line(row: int, name: str, amount: str, role: str = "item", side: str = "expenditure") -> Row:
    place = {"table_index": 1, "row_index": row, "column_label": "合计" if side == "expenditure" else "预算数"}
    return {"name": name, "amount_yuan": Decimal(amount), "role": role, "side": side, **place}


def total_of(*parts: tuple[int, str], made: str) -> Row:
    """The check of the total in row 0 against its parts."""
    left = Side("各类", "classes", sum((Decimal(amount) for _, amount in parts), Decimal(0)),
                tuple(Place(2, None, 1, row) for row, _ in parts))  # fmt: skip
    return equal("table_total", "expenditure 1", left, Side("合计", "total", Decimal(made), (Place(2, None, 1, 0),)))


def said(lines: list[Row], check: Row) -> str | None:
    found = told_by_lines(check, Numbers({"budget_lines": lines}))
    return None if found is None else found[0]


BELOW = [
    line(0, "合计", "1781000", "total"),
    line(1, "粮库人员", "900000"),
    line(2, "粮库用品", "400000"),
    line(3, "灯油", "400000"),
    line(4, "车船", "300000"),
    line(5, "麻袋", "181000"),
]


def test_lines_that_their_part_leaves_out_are_named() -> None:
    check = total_of((1, "900000"), (2, "400000"), made="1781000")
    assert said(BELOW, check) == (
        "“合计”比所列各类之和多 48.1 万元，与“粮库用品”之下从“车船”到“麻袋”的 2 行之和相同："
        "“粮库用品”的数没有计入这几行。"
    )


@pytest.mark.parametrize("amount", ["300001", "580000"])
def test_lines_that_make_something_else_say_nothing(amount: str) -> None:
    changed = [*BELOW[:4], line(4, "车船", amount), BELOW[5]]
    assert said(changed, total_of((1, "900000"), (2, "400000"), made="1781000")) is None


@pytest.mark.parametrize(("carried", "told"), [("905700", True), ("905800", False)])
def test_what_the_revenue_carries_over_and_no_expenditure_takes_in_is_named(carried: str, told: bool) -> None:
    lines = [line(0, "支出总计", "2905700", "total"), line(1, "本年支出", "2000000", "current_total"),
             line(1, "上年结转", carried, "carried", "revenue")]  # fmt: skip
    found = said(lines, total_of((1, "2000000"), made="2905700"))
    assert (found is not None and "收入方“上年结转”" in found) is told


def test_one_difference_of_two_files_under_two_names_is_one_finding() -> None:
    def check(name: str, there: str) -> Row:
        other = Place(9, None, 9, 3, document="d", file="表.xlsx")
        one, two = Side("车船费", "boats", Decimal(72000), (Place(19),)), Side(there, "", Decimal(126000), (other,))
        return equal("files_agree", name, one, two)

    checks, (finding,) = diagnose_between([check("a", "二、车船费"), check("b", "其中：船费")])
    assert {one["finding"] for one in checks} == {finding["seq"]} and finding["checks_explained"] == 2
    assert finding["message_zh"] == (
        "本文件“车船费”为 7.2 万元，另一文件（表.xlsx 第 9 页 第 9 张表 第 4 行）“车船费”为 12.6 万元，相差 5.4 万元。"
    )
