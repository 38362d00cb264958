"""What a government's report says of plans, of tiers, of brackets and of what its budgets are compared with."""

from dataclasses import replace

import pytest
from told_figures import taken

from extractors.identify.identity import Identity
from schemas.tables import Row

REPORT = Identity("", "云岭县", 2031, "government_budget", "government", None, None)
LEVEL, CHANGE, PERCENT, DONE = "level", "change", "percent", "completion"
PLANNED = "planned"
REVENUE, SPENDING = "revenue_general_public", "expenditure_general_public"


def told(*lines: str, by: tuple[str, ...] = ("measure", "statement", "value")) -> list[tuple[object, ...]]:
    """Some fields of the figures of a report, numbers as floats, in the order of their texts."""
    rows: list[Row] = taken(*lines, identity=REPORT)
    fields = (tuple(float(row[field]) if field == "value" else row[field] for field in by) for row in rows)
    return sorted(fields, key=str)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("全县财政总收入80万元，完成年初上报县人大的收入计划90万元的88.9%，同比增长4%。",
         [(LEVEL, 80.0, None), (LEVEL, 90.0, PLANNED), (DONE, 88.9, PLANNED), (PERCENT, 4.0, None)]),
        ("全县财政总收入80万元，为年度收入目标80万元的100%。",
         [(LEVEL, 80.0, None), (LEVEL, 80.0, PLANNED), (DONE, 100.0, PLANNED)]),
        ("全县财政总收入80万元，完成市下达90万元收入目标的88.9%。",
         [(LEVEL, 80.0, None), (LEVEL, 90.0, PLANNED), (DONE, 88.9, PLANNED)]),
        ("县第九届人民代表大会第一次会议批准全县财政总收入90万元，增长3%。",
         [(LEVEL, 90.0, PLANNED), (PERCENT, 3.0, None)]),
        ("全县财政总收入80万元，比人代会预算数增加6万元，增长8.1%。",
         [(LEVEL, 80.0, None), (CHANGE, 6.0, PLANNED), (PERCENT, 8.1, PLANNED)]),
    ],
)  # fmt: skip
def test_a_plan_may_be_called_a_target_or_what_a_congress_has_passed(
    line: str, expected: list[tuple[str, float, str | None]]
) -> None:
    assert told(line, by=("statement", "value", "base")) == sorted(expected, key=str)
    assert {measure for (measure,) in told(line, by=("measure",))} == {"revenue_fiscal_total"}


def test_a_plan_told_beside_what_was_done_is_of_the_whole_year() -> None:
    rows = told("1-5月，全县一般公共预算收入4万元，为年初预算9万元的44.4%。", by=("value", "base", "period"))
    assert rows == [(4.0, None, "1-5月"), (44.4, PLANNED, "1-5月"), (9.0, PLANNED, None)]


def test_what_was_planned_at_first_and_at_last_is_told_from_what_was_done() -> None:
    line = "非税收入年初预算为6万元，调整预算数为5万元，决算数为4万元，为调整预算的80%。"
    assert told(line, by=("measure", "value", "base")) == [
        ("revenue_non_tax", 4.0, None),
        ("revenue_non_tax", 5.0, "adjusted"),
        ("revenue_non_tax", 6.0, PLANNED),
        ("revenue_non_tax", 80.0, "adjusted"),
    ]


def test_growth_behind_last_years_amount_is_of_what_both_are_of() -> None:
    line = "2031年，税收收入占一般公共预算收入的60%，加上划收入30万元，全县财政总收入60万元，较上年50万元增长20%。"
    assert ("revenue_fiscal_total", PERCENT, 2030) in told(line, by=("measure", "statement", "base_year"))
    line = "2031年，一般公共预算支出60万元，比上年同期50万元增支10万元，增长20%。"
    changes = {(SPENDING, CHANGE, 2030), (SPENDING, PERCENT, 2030)}
    assert changes <= set(told(line, by=("measure", "statement", "base_year")))


def test_brackets_behind_a_change_hold_changes_and_what_follows_them_is_of_the_whole() -> None:
    line = (
        "全县一般公共预算收入90万元（其中：县本级80万元，下降2%；开发区10万元，下降8%），"
        "比人代会预算数增加6万元（其中：县本级5万元，开发区1万元），增长7.1%。"
    )
    assert told(line, by=("unit_name", "statement", "value")) == [
        ("全县", CHANGE, 6.0),
        ("全县", LEVEL, 90.0),
        ("全县", PERCENT, 7.1),
        ("县本级", CHANGE, 5.0),
        ("县本级", LEVEL, 80.0),
        ("县本级", PERCENT, 2.0),
        ("开发区", CHANGE, 1.0),
        ("开发区", LEVEL, 10.0),
        ("开发区", PERCENT, 8.0),
    ]
    line = (
        "县本级一般公共预算收入8万元（含开发区收入2万元），增长9%，完成年初目标任务的55%，其中税务完成7万元，增长3%。"
    )
    rows = told(line, by=("measure", "statement", "unit_name", "value"))
    assert (REVENUE, DONE, "县本级", 55.0) in rows
    assert ("revenue_by_collector", PERCENT, "县本级", 3.0) in rows


def test_a_side_alone_is_of_the_fund_that_its_paragraph_begins_with() -> None:
    line = "政府性基金预算：全县收入实现9万元；支出实现8万元，为预算的97%。其中：县本级收入实现5万元；支出实现4万元。"
    assert told(line, by=("measure", "unit_name", "value")) == [
        ("expenditure_government_fund", "全县", 8.0),
        ("expenditure_government_fund", "全县", 97.0),
        ("expenditure_government_fund", "县本级", 4.0),
        ("revenue_government_fund", "全县", 9.0),
        ("revenue_government_fund", "县本级", 5.0),
    ]


@pytest.mark.parametrize(
    ("line", "measure"),
    [
        ("一般公共预算执行顺利，全县收入完成总计9万元。", "revenue_general_public_total"),
        ("县级一般公共预算收入加上级补助9万元。", "revenue_superior"),
        ("全县政府债务限额8万元；余额9万元。", "government_debt"),
        ("一般债务限额8万元，余额9万元。", "debt_general"),
        ("其中：一般性转移支付支出9万元。", None),
        ("一般公共预算支出8万元，其中：上年结转支出9万元。", "part_line"),
        ("一般公共预算支出8万元，其中：上年结转支出3万元，当年本级预算支出9万元。", None),
        ("县本级留用债务限额9万元。", None),
        ("全县组织财政收入9万元。", "revenue_fiscal"),
        ("全县政府性基金预算财力9万元。", "funds_available_government_fund"),
        ("盘活财政存量资金9万元。", "idle_funds_used"),
        ("再融资债券8万元用于偿还2026年专项债券3万元、2027年一般债券9万元。", "debt_repaid"),
        ("全县一般公共预算收入5万元，上级补助收入4万元，收入共计9万元。", "revenue_general_public_total"),
        ("区市财政上解市级财政收入9万元。", "payments_from_below"),
        ("补助六个镇街财力支出9万元。", "transfers_paid"),
        ("全县一般公共预算总财力10万元，其中：收回上级专项9万元。", None),
        ("滚存结余8万元。其中：县本级收入9万元。", None),
    ],
)
def test_a_name_of_a_report_has_its_measure_or_none(line: str, measure: str | None) -> None:
    assert (measure, 9.0) in told(line, by=("measure", "value"))


def test_a_plan_is_never_that_of_another_name_in_its_sentence() -> None:
    line = "地方收入按构成分：税收收入8万元，占年初预算9万元的88.9%；非税收入2万元，占年初预算3万元的66.7%。"
    plans = {("revenue_tax", LEVEL, PLANNED, 9.0), ("revenue_non_tax", LEVEL, PLANNED, 3.0)}
    assert plans <= set(told(line, by=("measure", "statement", "base", "value")))


def test_money_from_above_is_of_whom_it_is_given_to() -> None:
    assert told("全县一般公共预算收入9万元。加市级税收返还和补助收入5万元。", by=("measure", "unit_name")) == [
        ("revenue_general_public", "全县"),
        ("revenue_superior", "全县"),
    ]


def test_what_a_government_has_to_spend_is_nothing_spent() -> None:
    lines = ("（一）一般公共预算财力包括：", "困难地区补助9万元，盘活存量资金5万元。")
    assert told(*lines, by=("measure", "value")) == [("idle_funds_used", 5.0), (None, 9.0)]


def test_what_is_told_without_a_part_is_of_the_whole() -> None:
    line = (
        "2031年上半年，全县一般公共预算收入9万元，其中：留抵退税冲减收入2万元，"
        "扣除留抵退税因素后，完成年初预算的56%，同比下降6%，按自然口径下降16%，主要是政策在二季度兑现。"
    )
    by = ("measure", "statement", "base", "period")
    assert set(told(line, by=by)) == {
        (None, LEVEL, None, "上半年"),
        (REVENUE, DONE, PLANNED, "上半年"),
        (REVENUE, LEVEL, None, "上半年"),
        (REVENUE, PERCENT, "comparable", "上半年"),
        (REVENUE, PERCENT, None, "上半年"),
    }
    line = "全县财政总收入9万元，增长2%，其中一般公共预算收入5万元，下降4%，剔除减税因素，同口径下降1%。"
    assert (REVENUE, PERCENT, "comparable") in told(line, by=("measure", "statement", "base"))


def test_a_limit_that_is_only_called_new_has_new_parts() -> None:
    line = "省财政厅核定我县2031年新增限额9万元，其中一般债务限额4万元、专项债务限额5万元。"
    measures = ["debt_limit_new", "debt_limit_new_general", "debt_limit_new_special"]
    assert [measure for (measure,) in told(line, by=("measure",))] == measures


@pytest.mark.parametrize("kind", ["government_budget", "adjustment"])
def test_growth_behind_what_a_plan_was_changed_by_may_be_of_last_year(kind: str) -> None:
    line = "一般公共预算收入由50万元调整为60万元，调增10万元，增长18.3%。"
    rows = taken(line, identity=replace(REPORT, kind=kind))
    assert {row["statement"]: row["base"] for row in rows if row["statement"] in (CHANGE, PERCENT)} == {
        CHANGE: PLANNED,
        PERCENT: None,
    }


def test_what_a_plan_is_changed_by_is_of_the_whole_year() -> None:
    line = "根据上半年收入情况，调增非税收入20万元。"
    rows = taken("关于云岭县2031年预算调整方案的报告", line, identity=replace(REPORT, kind="adjustment"))
    assert [(row["base"], row["period"]) for row in rows] == [(PLANNED, None)]
