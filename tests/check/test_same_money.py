"""A subject stands in each table of the same money, with one amount: by its code, or by its name in 收支总表."""

from collections.abc import Sequence

import as_text
import pytest

from extractors.document.file import File
from extractors.pipeline import extract, read_document
from schemas.tables import Row, RowsByTable

Line = tuple[str, str, str]

BY_CODE: list[Line] = [
    ("", "合计", "96.40"),
    ("207", "文化旅游体育与传媒支出", "61.20"),
    ("20701", "文化和旅游", "61.20"),
    ("2070104", "图书馆", "40.10"),
    ("2070109", "群众文化", "21.10"),
    ("208", "社会保障和就业支出", "20.20"),
    ("20805", "行政事业单位养老支出", "20.20"),
    ("2080505", "机关事业单位基本养老保险缴费支出", "13.00"),
    ("2080506", "机关事业单位职业年金缴费支出", "7.20"),
    ("221", "住房保障支出", "15.00"),
    ("22102", "住房改革支出", "15.00"),
    ("2210201", "住房公积金", "9.00"),
    ("2210203", "购房补贴", "6.00"),
]


def table(title: str, *rows: Sequence[str]) -> str:
    lines = ["".join(f"<td>{cell}</td>" for cell in row) for row in rows]
    return f"<p>{title}</p><p>单位：万元</p><table border=1>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def by_code(title: str, lines: Sequence[Line]) -> str:
    return table(title, ("科目编码", "科目名称", "合计"), *lines)


def by_name(lines: Sequence[Line]) -> str:
    """收支总表, which lists subjects of three levels by their names."""
    spaces = {3: "", 5: "　", 7: "　　"}
    listed = [(spaces[len(code)] + name, amount) for code, name, amount in lines if code]
    revenue = [("一、一般公共预算拨款收入", "96.40"), ("二、其他收入", "0.00"), *[("", "")] * len(listed)]
    rows = [(*one, *other) for one, other in zip(revenue, listed, strict=False)]
    total = ("收入总计", "96.40", "支出总计", "96.40")
    return table("收支预算总表", ("收入", "", "支出", ""), ("项目", "预算数", "项目", "预算数"), *rows, total)


def told(*tables: str) -> list[Row]:
    data = f"<html><body><h1>云岭县图书馆2031年部门预算</h1>{''.join(tables)}</body></html>".encode()
    records: RowsByTable = extract(read_document(data, name="a.html"), File("a.html", "a.html", "0" * 64, 0), "test")[1]
    return list(records["findings"])


def without(code: str) -> list[Line]:
    return [line for line in BY_CODE if line[0] != code]


def exchanged(one: str, other: str) -> list[Line]:
    amounts = {code: amount for code, _, amount in BY_CODE}
    swapped = {one: amounts[other], other: amounts[one]}
    return [(code, name, swapped.get(code, amount)) for code, name, amount in BY_CODE]


def test_tables_that_agree_tell_nothing() -> None:
    assert told(by_name(BY_CODE), by_code("支出总表", BY_CODE), by_code("一般公共预算支出表", BY_CODE)) == []


@pytest.mark.parametrize("code", ["208", "20805", "22102"])
def test_a_line_that_another_table_lists_is_missed_though_all_sums_hold(code: str) -> None:
    found = told(by_code("支出总表", without(code)), by_code("一般公共预算支出表", BY_CODE))
    assert [(one["kind"], one["severity"]) for one in found] == [("missing_line", "warning")]


def test_a_line_is_missed_in_a_table_that_names_its_subjects_only() -> None:
    found = told(by_name(without("20805")), by_code("支出总表", BY_CODE))
    assert [one["kind"] for one in found] == ["missing_line"]


SHORT = [line for line in BY_CODE if len(line[0]) <= 3 or line[0].startswith("207")]
"""Of three classes one alone is broken down."""


@pytest.mark.parametrize("lacking", ["207", "208", "221"])
def test_a_summary_of_three_classes_that_lacks_one_is_told_by_the_table_that_lists_it(lacking: str) -> None:
    listed = [line for line in SHORT if len(line[0]) == 3 and line[0] != lacking]
    found = told(by_name(listed), by_code("支出总表", SHORT))
    assert [(one["kind"], one["certainty"]) for one in found] == [("missing_line", "open")]


def test_a_line_with_all_its_money_in_one_column_is_missed_by_what_its_parent_has_there() -> None:
    lines = [
        ("206", "科学技术支出", "151.29", "81.29", "70.00"),
        ("20602", "基础研究", "151.29", "81.29", "70.00"),
        ("2060204", "实验室及相关设施", "70.00", "", "70.00"),
        ("221", "住房保障支出", "15.70", "15.70", ""),
        ("22102", "住房改革支出", "15.70", "15.70", ""),
        ("2210201", "住房公积金", "9.70", "9.70", ""),
        ("2210203", "购房补贴", "6.00", "6.00", ""),
        ("", "合计", "166.99", "96.99", "70.00"),
    ]
    (found,) = told(table("支出总表", ("科目编码", "科目名称", "合计", "基本支出", "项目支出"), *lines))
    assert (found["kind"], found["amount_yuan"]) == ("missing_line", 812_900)


def test_exchanged_lines_of_one_subject_are_seen_by_the_names_of_another_table() -> None:
    (found,) = told(by_name(exchanged("2210201", "2210203")), by_code("支出总表", BY_CODE))
    assert (found["kind"], found["severity"]) == ("exchanged_lines", "error")


def test_subjects_that_a_table_lists_in_several_lines_are_added_up() -> None:
    funds = ("2210201", "住房公积金", "4.00"), ("2210201", "住房公积金", "5.00")
    listed = [line for line in BY_CODE if len(line[0]) in (0, 7) and line[0] != "2210201"]
    assert told(by_code("支出总表", [*listed, *funds]), by_code("一般公共预算支出表", BY_CODE)) == []


def by_bodies(title: str, lines: Sequence[Line]) -> str:
    """A table of two bodies, each with its lines, and no line for the total of both."""
    other = [("221", "住房保障支出", "5.00"), ("22102", "住房改革支出", "5.00"), ("2210201", "住房公积金", "5.00")]
    return by_code(title, [("701001", "云岭县图书馆", "96.40"), *lines[1:], ("701002", "云岭县美术馆", "5.00"), *other])


def test_tables_that_print_the_totals_of_bodies_alone_are_compared_too() -> None:
    titles = "支出总表", "一般公共预算支出表"
    assert told(*(by_bodies(title, BY_CODE) for title in titles)) == []
    (found,) = told(by_bodies(titles[0], exchanged("2080505", "2080506")), by_bodies(titles[1], BY_CODE))
    assert (found["kind"], found["severity"]) == ("exchanged_lines", "error")


def test_a_level_that_another_table_lists_is_missed_in_a_short_table_too() -> None:
    lacking = [line for line in BY_CODE if line[0] not in ("2080505", "2080506")]
    other = [("", "合计", "20.20"), *(line for line in BY_CODE if line[0].startswith("208"))]
    found = told(by_code("支出总表", lacking), by_code("一般公共预算支出表", other))
    assert [(one["kind"], one["severity"]) for one in found] == [("missing_line", "warning")]
    assert told(by_code("支出总表", lacking)) == []


HEAD = ("合计", "因公出国（境）费", "公务接待费", "公务用车购置及运行费")
SAID = "<p>一、“三公”经费预算情况</p><p>2031年“三公”经费预算数为6.80万元。</p>"


@pytest.mark.parametrize(
    ("rows", "kinds"), [([("6.80", "2.00", "0.50", "4.30")], []), ([("", "", "", "")], ["missing_line"])]
)
def test_a_table_without_its_one_row_is_told_where_the_text_states_its_amount(
    rows: list[tuple[str, ...]], kinds: list[str]
) -> None:
    found = told(by_code("支出总表", BY_CODE), table("“三公”经费支出预算表", HEAD, *rows), SAID)
    assert [one["kind"] for one in found] == kinds


LIST = "县图书馆预算900.00万元，包括编内人员开支300.00万元、馆舍运转开支120.00万元、对个人和家庭的补助支出80.00万元。"
"""A list whose items later sentences tell again."""


def test_an_item_that_its_list_states_otherwise_is_an_error_though_a_particle_parts_the_names() -> None:
    again = ("（一）编内人员开支300.00万元。", "（二）馆舍运转开支120.00万元。", "（三）对个人和家庭补助支出{}万元。")
    for amount, failed in (("80.00", 0), ("91.00", 1)):
        checks = as_text.records("一、县图书馆", LIST, *(line.format(amount) for line in again))["checks"]
        assert sum(one["identity"] == "restated" and one["status"] == "fail" for one in checks) == failed
