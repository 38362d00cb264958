"""What an amount has of the words and amounts before it: change, subject, and nothing where one is lost."""

from decimal import Decimal

import pytest
from told_figures import taken

from schemas.tables import Row

_THREE = "“三公”经费预算9万元，其中公务接待费4万元，公务用车购置及运行费5万元。"


def shown(*lines: str) -> list[tuple[str | None, str, int | None, Decimal]]:
    """Measure, kind, year and number (negative for a decrease) of each figure, in the order of the words."""
    rows = taken(*lines)
    return [(row["measure"], row["statement"], row["year"], _signed(row)) for row in rows]


def _signed(row: Row) -> Decimal:
    value: Decimal = row["value"]
    return -value if row["direction"] == "decrease" else value


def test_what_is_strung_to_a_change_changes_as_well() -> None:
    sentence = "主要是压缩因公出国（境）费3万元、公务用车运行费2万元、公务接待费1万元。"
    assert [row[1:] for row in shown(_THREE, f"“三公”经费减少6万元，{sentence}")][-3:] == [
        ("change", 2031, Decimal(-3)),
        ("change", 2031, Decimal(-2)),
        ("change", 2031, Decimal(-1)),
    ]
    assert [row[1] for row in shown("主要是增加书架修缮费3万元、古籍扫描费2万元。")] == ["change", "change"]


def test_what_is_told_as_a_reason_has_not_changed_itself() -> None:
    assert shown("接待减少的主要原因是2030年购置书车19万元。")[-1][1:] == ("level", 2030, Decimal(19))


def test_a_percentage_strung_to_a_change_is_of_it() -> None:
    assert [row[1] for row in shown("公务接待费5万元，比上年增加0万元、0%。")] == ["level", "change", "percent"]


def test_a_change_is_of_what_the_clause_before_it_begins_with() -> None:
    figures = shown("“三公”经费决算9万元，比上年减少10%。其中，公务接待费是节省的大头，比上年减少3万元，下降20%。")
    assert [row[0] for row in figures[-2:]] == ["three_public_reception"] * 2
    assert taken("收支较上年减少484.05，降低11.1%。")[0]["label"] == "收支"


def test_what_nothing_has_changed_of_ends_its_clause() -> None:
    figures = shown("因公出国（境）费5万元，与上年持平公务接待费预算为6万元。")
    assert figures[-1] == ("three_public_reception", "level", 2031, Decimal(6))


def test_an_amount_behind_another_without_a_word_between_is_of_no_measure() -> None:
    rows = taken("古籍扫描费预算8万元，较2030年决算数6万元2万元。")
    assert [row["measure"] for row in rows][-1] is None


@pytest.mark.parametrize("compared", ["与2030年度相比", "2030年度相比", "较2030年决算数"])
def test_a_year_that_is_compared_with_is_that_of_no_change(compared: str) -> None:
    assert shown(f"收入合计8万元，{compared}，减少2万元，下降20%。")[1:] == [
        ("revenue_total", "change", 2031, Decimal(-2)),
        ("revenue_total", "percent", 2031, Decimal(-20)),
    ]


def test_a_paragraph_that_begins_with_a_comparison_goes_on_with_the_one_before_it() -> None:
    goes_on = "2031年预算数比2030年预算执行数减少2万元，比2030年预算数减少3万元。"
    assert [row[0] for row in shown(_THREE, goes_on)][-2:] == ["three_public_total"] * 2
    several = shown("收入预算5万元。支出预算5万元。", "比上年减少2万元。")
    assert several[-1][0] is None


def test_who_arranges_money_is_not_whose_it_is() -> None:
    rows = taken("2031年省财政厅预算安排公务接待费5万元。")
    assert rows[0]["unit_name"] is None


@pytest.mark.parametrize("label", ["部门预算项目支出", "单位基本支出"])
def test_a_part_of_all_spending_is_no_item_whoever_plans_it(label: str) -> None:
    rows = taken(f"项目资金总预算为9万元，其中{label}8万元。")
    assert rows[-1]["measure"] != "spending_item"


def test_what_a_name_contains_is_a_part() -> None:
    figures = shown("预算支出9万元（含人员支出7万元、公用支出2万元）。")
    assert [row[0] for row in figures] == ["expenditure_total", "expenditure_personnel", "expenditure_public"]


def test_what_a_change_comes_to_is_of_what_has_changed() -> None:
    rows = taken("书架修缮专项增加3万元，达到8万元。")
    assert [(row["label"], row["statement"]) for row in rows] == [("书架修缮专项", "change"), ("书架修缮专项", "level")]


def test_compared_with_is_said_in_two_characters_too() -> None:
    assert shown("收入预算8万元，相较上一年增加约2万元。")[-1] == ("revenue_total", "change", 2031, Decimal(2))


def test_trips_abroad_begin_with_no_reason() -> None:
    assert taken("“三公”经费减少主要是因公出国（境）费减少3万元。")[0]["label"] == "因公出国（境）费"


def test_what_is_carried_over_explains_what_a_total_has_changed_by() -> None:
    figures = shown("收入总计8万元，较上年增加2万元，主要原因是年初结转结余增加1万元。")
    assert figures[-1] == ("carried_over", "change", 2031, Decimal(1))


def test_a_comparison_without_something_is_no_plain_one() -> None:
    rows = taken("如果剔除这一因素，2031年“三公”经费仍然减少了3万元。")
    assert [(row["label"], row["base"]) for row in rows] == [("“三公”经费", "comparable")]
