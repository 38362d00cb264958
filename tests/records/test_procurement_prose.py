"""Procurement that is told in sentences instead of a table."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.document.file import File
from extractors.pipeline import extract
from extractors.pipeline import read_document as read
from schemas.tables import RowsByTable

HEAD = "苇渡航标站2017年部门预算\n\n六、政府采购预算情况\n\n"
TABLE = """政府采购预算表

单位：万元
项目名称\t采购物品名称\t采购目录序号\t数量\t单价\t合计
巡航\t缆绳\tA0999\t2\t0.3\t0.6
"""


def told(text: str) -> RowsByTable:
    return extract(read(text.encode()), File("样", "样", "0" * 64, 1), "test")[1]


def bought(records: RowsByTable) -> list[tuple[object, ...]]:
    columns = ("item_name", "quantity", "quantity_unit", "unit_price_yuan", "amount_yuan")
    return [tuple(row[column] for column in columns) for row in records.get("procurement_items", ())]


def totals(records: RowsByTable) -> list[Decimal]:
    return [row["amount_yuan"] for row in records.get("procurement_totals", ())]


def failed(records: RowsByTable) -> set[str]:
    return {check["identity"] for check in records["checks"] if check["status"] == "fail"}


def test_items_and_their_total_are_rows_whose_sums_are_checked() -> None:
    text = "缆绳采购数量 2 卷，每卷 0.3 万元，共计 0.6 万元；浮标采购数量3只，每只500元，共计1500元。合计共0.75万元。"
    records = told(HEAD + text)
    assert bought(records) == [("缆绳", 2, "卷", 3000, 6000), ("浮标", 3, "只", 500, 1500)]
    assert totals(records) == [7500]
    assert not failed(records)
    statuses = {c["identity"]: c["status"] for c in records["checks"] if "procurement" in c["identity"]}
    assert statuses["procurement_total"] == "exact"


@pytest.mark.parametrize(
    ("text", "identity"),
    [
        ("缆绳采购数量2卷，每卷0.3万元，共计0.7万元。", "item_amount"),
        ("缆绳采购数量2卷，每卷0.3万元，共计0.6万元。合计0.7万元。", "procurement_total"),
    ],
)
def test_a_slip_in_the_sentence_is_found(text: str, identity: str) -> None:
    assert failed(told(HEAD + text)) == {identity}


@pytest.mark.parametrize(
    "text",
    [
        "缆绳采购数量2卷，共计0.6万元。",
        "缆绳2卷和浮标采购数量3只，每只500元，共计1500元。",
        "缆绳采购数量2卷，每卷0.3万元，共计0.6万元左右。",
        "合计共0.75万元。",
    ],
)
def test_a_clause_that_says_less_or_more_is_left(text: str) -> None:
    records = told(HEAD + text)
    assert not bought(records) and not totals(records)


def test_of_several_totals_none_is_the_total() -> None:
    item = "缆绳采购数量2卷，每卷0.3万元，共计0.6万元。合计0.6万元。"
    assert not totals(told(HEAD + item + "\n\n" + item))
    assert not totals(told(HEAD + item + item.split("。", maxsplit=1)[0] + "。"))


def test_what_a_table_lists_is_not_taken_a_second_time_from_the_words_nor_outside_the_section() -> None:
    text = "缆绳采购数量2卷，每卷0.3万元，共计0.6万元。\n"
    assert len(bought(told(HEAD + text + "\n" + TABLE))) == 1
    assert not bought(told((HEAD + text).replace("政府采购预算", "绩效")))


@given(st.integers(1, 999), st.decimals("0.01", "99.99", places=2), st.sampled_from(["元", "万元"]))
def test_whatever_the_numbers_they_come_back_in_yuan(quantity: int, price: Decimal, unit: str) -> None:
    text = f"缆绳采购数量{quantity}卷，每卷{price}{unit}，共计{quantity * price}{unit}。"
    yuan = price * (1 if unit == "元" else 10_000)
    records = told(HEAD + text)
    assert bought(records) == [("缆绳", quantity, "卷", yuan, quantity * yuan)]
    assert not failed(records)
