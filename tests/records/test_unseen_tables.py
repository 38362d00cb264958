"""Tables of forms and words that no data file knows: what stands in their columns tells what they hold."""

from decimal import Decimal

from contexts import context
from ruled import ruled

from extractors.document.claims import Claims
from extractors.document.model import Document
from extractors.records.standard.tables import extract
from schemas.tables import Row

HEAD = ["事由号", "<", "<", "事由", "共需", "常用", "专用"]


def read(rows: list[list[str]], *context_lines: str) -> Claims:
    table = ruled(rows, *(context_lines or ("出款一览表", "单位：万元")))
    return extract(Document([table], "pdf", "application/pdf", pages=1), context(2031))


def lines(found: Claims, column: str = "共需") -> list[Row]:
    return [row for row in found.rows["budget_lines"] if (row["column_label"] or "").endswith(column)]


def codes(found: Claims) -> list[tuple[str | None, str, Decimal]]:
    return [(row["code"], row["name"], row["amount_yuan"] / 10_000) for row in lines(found)]


def nothing_fails(found: Claims) -> bool:
    return all(not one.failed for one in found.structures.values())


def test_three_columns_of_digits_are_the_parts_of_a_code_whatever_they_are_called() -> None:
    body = [
        ["207", "", "", "文旅", "9.00", "4.00", "5.00"],
        ["", "01", "", "文化", "9.00", "4.00", "5.00"],
        ["", "", "04", "书馆", "6.00", "4.00", "2.00"],
        ["", "", "09", "群文", "3.00", "", "3.00"],
        ["", "", "", "合计", "9.00", "4.00", "5.00"],
    ]
    printed = [
        ("207", "文旅", 9),
        ("20701", "文化", 9),
        ("2070104", "书馆", 6),
        ("2070109", "群文", 3),
        (None, "合计", 9),
    ]
    one_label = read([HEAD, *body])
    lettered = read(
        [HEAD, ["甲级", "乙级", "丙级", "^", "^", "^", "^"], ["甲", "乙", "丙", "丁", "1", "2", "3"], *body]
    )
    assert codes(one_label) == codes(lettered) == printed
    assert {row["column_label"] for row in lettered.rows["budget_lines"]} == {"共需", "常用", "专用"}
    assert nothing_fails(one_label) and nothing_fails(lettered)


def test_a_column_of_dashes_between_amounts_is_one_of_amounts() -> None:
    found = read(
        [
            ["事由", "共需", "常用", "专用"],
            ["修路", "7.00", "—", "7.00"],
            ["植树", "2.00", "—", "2.00"],
            ["合计", "9.00", "—", "9.00"],
        ]
    )
    assert {row["column_label"] for row in found.rows["budget_lines"]} == {"共需", "专用"}
    assert {row["name"] for row in found.rows["budget_lines"]} == {"修路", "植树", "合计"}
    assert nothing_fails(found)


def test_a_code_that_is_merged_over_lines_of_another_classification_is_theirs() -> None:
    found = read(
        [
            ["政府预算经济分类", "<", "部门预算经济分类", "<", "合计"],
            ["科目编码", "科目名称", "科目编码", "科目名称", "^"],
            ["50101", "工资奖金津补贴", "30101", "基本工资", "5.00"],
            ["^", "^", "30102", "津贴补贴", "3.00"],
            ["50201", "办公经费", "30201", "办公费", "2.00"],
            ["合计", "", "", "", "10.00"],
        ],
        "基本支出表",
        "单位：万元",
    )
    told = [(row["economic_code"], row["government_economic_code"]) for row in lines(found, "合计")]
    assert told == [("30101", "50101"), ("30102", "50101"), ("30201", "50201"), (None, None)]


def test_names_that_repeat_are_those_of_bodies_and_what_stands_right_of_them_names_the_lines() -> None:
    found = read(
        [
            ["机构号", "机构称谓", "任务名", "共需"],
            ["", "", "合计", "9.00"],
            ["701001", "云岭县图书馆", "修缮", "4.00"],
            ["701001", "云岭县图书馆", "购书", "3.00"],
            ["701002", "云岭县文化馆", "巡演", "2.00"],
        ]
    )
    told = [(row["role"], row["name"], row["unit_code"], row["unit_name"]) for row in lines(found)]
    assert told == [
        ("total", "合计", None, None),
        ("item", "修缮", "701001", "云岭县图书馆"),
        ("item", "购书", "701001", "云岭县图书馆"),
        ("item", "巡演", "701002", "云岭县文化馆"),
    ]


def test_lines_below_a_body_of_a_table_without_codes_are_its_own() -> None:
    """The blanks before their names tell that they stand below it."""
    found = read(
        [
            ["单位/项目名称", "合计", "一般公共预算"],
            ["合计", "9.00", "9.00"],
            ["云岭县图书馆", "7.00", "7.00"],
            ["　修缮", "4.00", "4.00"],
            ["　购书", "3.00", "3.00"],
            ["云岭县文化馆", "2.00", "2.00"],
            ["　巡演", "2.00", "2.00"],
        ],
        "项目支出表",
        "单位：万元",
    )
    whose = {row["name"]: row["unit_name"] for row in found.rows["budget_lines"]}
    assert whose == {
        "合计": None,
        "云岭县图书馆": "云岭县图书馆",
        "修缮": "云岭县图书馆",
        "购书": "云岭县图书馆",
        "云岭县文化馆": "云岭县文化馆",
        "巡演": "云岭县文化馆",
    }
