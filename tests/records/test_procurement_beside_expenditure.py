"""Procurement as columns of the table of expenditure: a part of what its lines spend, and the total of purchases."""

from decimal import Decimal

from contexts import context
from ruled import ruled

from extractors.document.claims import Claims
from extractors.document.model import Document
from extractors.records.procurement import beside_expenditure
from extractors.records.standard import tables

TABLE = [
    ["预算单位", "科目编码", "科目名称", "支出总计", "基本支出", "项目支出", "2031年政府采购项目", "<", "<"],
    ["^", "^", "^", "^", "^", "^", "小计", "其中：2031年政府采购项目中预留给中小企业的项目资金规模",
     "其中：2031年政府采购项目中预留给小型、微型企业的项目资金规模"],
    ["芦汀市渡务局", "", "", "90.00", "60.00", "30.00", "18.01", "9.00", "4.00"],
    ["芦汀市渡务局（本级）", "", "", "50.00", "40.00", "10.00", "10.00", "5.00", "4.00"],
    ["", "214", "交通运输支出", "50.00", "40.00", "10.00", "10.00", "5.00", "4.00"],
    ["芦汀市渡口站", "", "", "40.00", "20.00", "20.00", "8.00", "4.00", "0.00"],
    ["", "214", "交通运输支出", "40.00", "20.00", "20.00", "8.00", "4.00", "0.00"],
]  # fmt: skip


def found(table: list[list[str]]) -> Claims:
    taken = tables.extract(Document([ruled(table, "支出总表", "单位：万元")], "pdf", "application/pdf"), context())
    taken.merge(beside_expenditure.extract(Document([], "pdf", "application/pdf"), context(taken=taken)))
    return taken


def test_what_is_bought_is_no_second_total_of_a_line() -> None:
    lines = found(TABLE).rows["budget_lines"]
    of_one = [(row["measure"], row["amount_yuan"]) for row in lines if row["name"] == "芦汀市渡口站"]
    assert [measure for measure, _ in of_one].count("total") == 1
    assert ("procurement_total", Decimal(80_000)) in of_one
    assert ("procurement_sme", Decimal(40_000)) in of_one


def test_the_whole_and_each_body_have_their_total_of_procurement() -> None:
    totals = found(TABLE).rows["procurement_totals"]
    columns = ("level", "label", "amount_yuan", "sme_yuan", "micro_yuan")
    assert [tuple(row[column] for column in columns) for row in totals] == [
        ("total", "芦汀市渡务局", Decimal("180100"), Decimal(90_000), Decimal(40_000)),
        ("unit", "芦汀市渡务局（本级）", Decimal(100_000), Decimal(50_000), Decimal(40_000)),
        ("unit", "芦汀市渡口站", Decimal(80_000), Decimal(40_000), Decimal(0)),
    ]


def test_a_table_of_expenditure_without_such_columns_says_nothing_of_procurement() -> None:
    assert "procurement_totals" not in found([row[:6] for row in TABLE]).rows
