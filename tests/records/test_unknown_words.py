"""Tables of a place whose words are in no data file: what print does not say, position and sums do."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from contexts import context
from ruled import ruled

from extractors.check.evaluation import evaluate
from extractors.document.claims import Claims
from extractors.document.model import Document, Paragraph, Part, Table
from extractors.records.standard.tables import extract
from schemas.tables import Row


def found(*tables: Table) -> Claims:
    for number, table in enumerate(tables, start=1):
        table.index = number
    return extract(Document(list(tables), "pdf", "application/pdf", pages=1), context(2031))


def lines(claims: Claims) -> list[Row]:
    return claims.rows.get("budget_lines", [])


def amounts(claims: Claims, *columns: str) -> list[tuple[object, ...]]:
    """Some columns of the lines with an amount, the amount in yuan last."""
    rows = (row for row in lines(claims) if row["amount_yuan"] is not None)
    return [(*(row[column] for column in columns), row["amount_yuan"]) for row in rows]


def failures(claims: Claims) -> list[Row]:
    checks = evaluate(claims.rows, 2031, Decimal(50), sums=claims.sums)
    return [check for check in checks if (check["status"], check["severity"]) == ("fail", "error")]


SPENDING = [
    ["分类号", "分类名", "全额", "日常", "专项"],
    ["206", "科学技术支出", "30.00", "12.00", "18.00"],
    ["20604", "技术研究与开发", "30.00", "12.00", "18.00"],
    ["2060404", "科技成果转化", "20.00", "12.00", "8.00"],
    ["2060499", "其他技术研究", "10.00", "0.00", "10.00"],
    ["213", "农林水支出", "5.00", "1.00", "4.00"],
    ["21301", "农业农村", "5.00", "1.00", "4.00"],
    ["全部", "", "35.00", "13.00", "22.00"],
]


@pytest.mark.parametrize(
    "lines_above",
    [
        ("岭北用度一览（万元）",),
        ("岭北用度一览", "（万元）"),
        ("岭北用度一览", "万元"),
        ("岭北用度一览", "金额单位：人民币万元"),
        ("岭北用度一览", "计量单位：万", "元"),
        ("岭北用度一览", "407-岭北渡口处万元"),
    ],
)
def test_a_unit_is_read_wherever_it_is_printed_above_a_table(lines_above: Sequence[str]) -> None:
    assert ("213", Decimal(50000)) in amounts(found(ruled(SPENDING, *lines_above)), "code")


def test_a_lone_yuan_is_no_unit_for_it_may_be_what_is_left_of_another() -> None:
    assert lines(found(ruled(SPENDING, "岭北用度一览", "元"))) == []


def test_a_name_that_ends_in_yuan_and_an_amount_are_no_unit() -> None:
    for line in ("岭北渡口二单元", "共安排30万元", "共安排30元"):
        assert lines(found(ruled(SPENDING, "岭北用度一览", line))) == []


def test_a_title_over_all_columns_is_no_label_whatever_word_it_ends_in() -> None:
    wide = ["岭北用度一览", *["<"] * (len(SPENDING[0]) - 2), ""]
    assert amounts(found(ruled([wide, *SPENDING], "单位：万元")), "code", "column_label") == amounts(
        found(ruled(SPENDING, "单位：万元")), "code", "column_label"
    )


def test_a_total_without_a_known_word_is_known_by_the_sums() -> None:
    claims = found(ruled(SPENDING, "岭北用度一览", "单位：万元"))
    assert {row["measure"] for row in lines(claims) if row["column_label"] == "全额"} == {"total"}
    assert {row["role"] for row in lines(claims) if row["name"] == "全部"} == {"total"}
    assert {row["role"] for row in lines(claims) if row["code"]} == {"item"}
    assert failures(claims) == []


def test_a_subtotal_of_a_group_that_no_word_is_known_for_is_not_the_total() -> None:
    head = [["科目编码", "科目名称", "合计", "岭北互助金", "<"], ["^", "^", "^", "小计", "其中：修堤"]]
    rows = [["206", "科学技术支出", "30.00", "12.00", "8.00"], ["213", "农林水支出", "5.00", "1.00", "1.00"]]
    measures = {row["column_label"]: row["measure"] for row in lines(found(ruled(head + rows, "岭北表", "单位：元")))}
    assert measures["合计"] == "total"
    assert measures["岭北互助金/小计"] == "unlisted"


def test_a_table_that_prints_its_own_name_does_not_go_on_with_the_one_before() -> None:
    first = ruled([["岭北用度一览", "<", "<", "<", "<"], ["", "", "", "单位：万元", "<"], *SPENDING])
    second = ruled(
        [
            ["岭北来源一览", "<", "<", "<", "<"],
            ["", "", "", "单位：万元", "<"],
            ["合计", "本年收入", "<", "上年结转", "其他"],
            ["^", "小计", "一般公共预算", "^", "^"],
            ["40.00", "35.00", "35.00", "5.00", ""],
        ]
    )
    claims = found(first, second)
    assert {row["table_index"] for row in lines(claims)} == {1, 2}
    assert {row["table_no"] for row in lines(claims) if row["table_index"] == 2} == {2}
    assert ("合计", Decimal(400000)) in amounts(claims, "column_label")


def test_a_column_that_the_head_does_not_show_is_no_error_of_the_total() -> None:
    """The label over the last column was lost: the total is of more than the columns that are left of it."""
    rows = [
        ["经济分类编码", "名称", "预算数", "<", "补贴（万元）"],
        ["^", "^", "合计", "人员经费", "公用经费"],
        *([f"3010{n}", f"第{n}种工资", "20.00", "20.00", ""] for n in range(1, 7)),
        ["30201", "办公费", "4.00", "", "4.00"],
        ["30202", "印刷费", "3.00", "", "3.00"],
        ["合计", "", "127.00", "120.00", "7.00"],
    ]
    assert failures(found(ruled(rows, "岭北基本用度", "单位：万元"))) == []


def test_a_change_is_held_against_its_own_column_of_the_two_years() -> None:
    rows = [
        ["单位名称", "2030年", "<", "2031年", "<", "增减变化情况", "<"],
        ["^", "小计", "其中：接待", "小计", "其中：接待", "小计", "其中：接待"],
        ["云岭县图书馆", "10.00", "3.00", "12.00", "3.50", "2.00", "0.50"],
    ]
    assert failures(found(ruled(rows, "岭北费用变化表", "单位：万元"))) == []


def test_a_unit_stated_anew_begins_another_table_of_a_sheet() -> None:
    others = [
        ["名目", "前年", "数额", "<", "<"],
        ["公务接待费", "4.00", "3.00", "<", "<"],
        ["会议费", "2.00", "1.50", "<", "<"],
    ]
    sheet = [*SPENDING, ["岭北三项用度", "<", "<", "<", "<"], ["", "", "", "单位：元", "<"], *others]
    claims = found(ruled(sheet, "岭北用度一览", "单位：万元"))
    assert {row["table_title"] for row in lines(claims)} == {"岭北用度一览", "岭北三项用度"}
    assert ("公务接待费", "前年", Decimal(4)) in amounts(claims, "name", "column_label")
    assert ("公务接待费", "数额", Decimal(3)) in amounts(claims, "name", "column_label")


def test_round_amounts_right_of_others_are_no_codes() -> None:
    rows = [row if n == 0 else [*row[:4], "180" if n in (1, 2, 4, 7) else ""] for n, row in enumerate(SPENDING)]
    claims = found(ruled(rows, "岭北用度一览", "单位：万元"))
    assert {row["code"] for row in lines(claims)} == {"206", "20604", "2060404", "2060499", "213", "21301", None}
    assert ("206", "专项", Decimal(1800000)) in amounts(claims, "code", "column_label")


@pytest.mark.parametrize("blanks", [("", ""), ("\u3000", "\u3000\u3000\u3000\u3000")])
def test_parts_below_of_which_are_parts_with_and_without_indentation(blanks: tuple[str, str]) -> None:
    rows = [
        ["名目", "上年", "本年"],
        ["公务接待费", "4.00", "3.00"],
        ["公务用车费", "31.00", "30.00"],
        [f"{blanks[0]}其中：购置", "11.00", "12.00"],
        [f"{blanks[1]}运行", "20.00", "18.00"],
        ["共计", "35.00", "33.00"],
    ]
    claims = found(ruled(rows, "岭北三项用度", "单位：万元"))
    numbers = {row["name"]: row["line_no"] for row in lines(claims)}
    parents = {row["name"]: row["parent_line_no"] for row in lines(claims)}
    assert parents["其中：购置"] == parents["运行"] == numbers["公务用车费"]
    assert all(one.verdict in ("held", "trivial") for one in claims.sums)


def test_a_table_whose_name_and_head_are_printed_again_on_the_next_page_goes_on() -> None:
    above = ("表三", "岭北用度一览", "单位：万元")
    first, second = ruled(SPENDING[:5], *above), ruled([SPENDING[0], *SPENDING[5:]], *above)
    blocks: list[Table | Paragraph] = []
    for page, table in enumerate((first, second), start=1):
        table.index = page
        table.parts = [Part(0, table.rows, page, ())]
        blocks += [*table.context, table]
    claims = extract(Document(blocks, "pdf", "application/pdf", pages=2), context(2031))
    assert {row["table_no"] for row in lines(claims)} == {1}
    assert {one.verdict for one in claims.sums} <= {"held", "trivial"}


@pytest.mark.parametrize("label", ["数目", "车辆台数", "核定编制数", "受益户数"])
def test_what_is_counted_is_no_money(label: str) -> None:
    counted = ["3", "2", "2", "1", "1", "2", "5"]
    grid = [[*row, number] for row, number in zip(SPENDING, [label, *counted], strict=True)]
    plain = amounts(found(ruled(SPENDING, "岭北用度一览", "单位：万元")), "name", "column_label")
    assert amounts(found(ruled(grid, "岭北用度一览", "单位：万元")), "name", "column_label") == plain
