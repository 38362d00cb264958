"""Amounts of prose that no measure takes: each a figure, by the words that name it."""

from decimal import Decimal

import pytest
from told_figures import taken

from extractors.identify.identity import Identity
from schemas.codes import measure_words
from schemas.tables import Row

BY_LABEL = (None, "economic_line", *measure_words().uncompared)
"""What tells these figures apart is their label."""

REPORT = Identity("", None, 2031, "government_budget", "government", None, None)
"""A government's report that names no area."""


def figures(*lines: str) -> list[Row]:
    """The figures of a document of these paragraphs that no rule compares."""
    return [row for row in taken(*lines) if row["measure"] in BY_LABEL]


def shown(*lines: str) -> list[tuple[str, str, Decimal]]:
    return [(row["label"], row["statement"], row["value"]) for row in figures(*lines)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("古籍扫描工作38.20万元，用于扫描古籍。", [("古籍扫描工作", "level", "38.20")]),
        ("一是古籍扫描38万元（人工费30万元，耗材费8万元）；二是书车9万元。",
         [("古籍扫描", "level", "38"), ("人工费", "level", "30"), ("耗材费", "level", "8"), ("书车", "level", "9")]),
        ("阅览室、报告厅分别为3万元和5万元。", [("阅览室", "level", "3"), ("报告厅", "level", "5")]),
        ("古籍扫描38万元，较上年增加3万元，增长8.57%。",
         [("古籍扫描", "level", "38"), ("古籍扫描", "change", "3"), ("古籍扫描", "percent", "8.57")]),
        ("古籍扫描费由2030年35万元增加至38万元。", [("古籍扫描费", "level", "35"), ("古籍扫描费", "level", "38")]),
        ("修缮项目绩效自评综述：全年预算数40万元，执行数38万元，完成预算的95%。",
         [("修缮项目绩效自评综述", "level", "40"), ("修缮项目绩效自评综述", "level", "38"),
          ("修缮项目绩效自评综述", "completion", "95")]),
        ("30万元用于书架修缮，8万元用于古籍扫描。", [("书架修缮", "level", "30"), ("古籍扫描", "level", "8")]),
        ("古籍扫描费38万元，书架修缮费8万元，合计46万元。",
         [("古籍扫描费", "level", "38"), ("书架修缮费", "level", "8"), ("合计", "level", "46")]),
        ("古籍扫描费38万元（人工费30万元；耗材费8万元。）比上年增加0万元，增长0%。",
         [("古籍扫描费", "level", "38"), ("人工费", "level", "30"), ("耗材费", "level", "8"),
          ("古籍扫描费", "change", "0"), ("古籍扫描费", "percent", "0")]),
        ("读者满意度达到95%以上。", [("读者满意度", "threshold", "95")]),
        ("单位价值50万元以上的书架3台。", [("单位价值", "threshold", "50")]),
        ("办证标准为5元/人。", [("办证标准", "price", "5")]),
        ("借阅量比去年同期增加5-10%。", [("借阅量", "percent", "10")]),
        ("主要支出为维修（护）费。12.61万元等。", [("维修（护）费", "level", "12.61")]),
        ("外借图书3021册，比去年同期增长6.58%。", [("外借图书", "percent", "6.58")]),
    ],
)  # fmt: skip
def test_an_amount_bears_the_words_that_name_it(line: str, expected: list[tuple[str, str, str]]) -> None:
    assert shown(line) == [(label, statement, Decimal(value)) for label, statement, value in expected]


def test_a_comparison_behind_a_list_is_of_the_level_that_it_fits() -> None:
    line = "馆藏建设80万元，其中：纸书50万元、电子书30万元，较上年减少20万元，下降20%。"
    assert [row["label"] for row in figures(line)][-2:] == ["馆藏建设", "馆藏建设"]


def test_where_nothing_tells_what_has_changed_the_words_of_the_comparison_stand() -> None:
    line = "馆藏建设80万元，其中：纸书50万元、电子书30万元，较上年减少20万元。"
    assert [row["label"] for row in figures(line)][-1] == "较上年减少"


def test_a_heading_names_what_the_lines_below_it_leave_unsaid() -> None:
    assert shown("（一）流动书车", "2031年预算安排9万元，主要用于乡村。") == [("流动书车", "level", Decimal(9))]


def test_years_and_bases_are_those_that_are_printed() -> None:
    rows = figures("古籍扫描2031年年初预算38万元，2030年决算数为35万元，较2030年决算数增加3万元。")
    assert [(row["year"], row["base_year"], row["base"]) for row in rows] == [
        (2031, None, "planned"),
        (2030, None, "final"),
        (2031, 2030, "final"),
    ]


def test_a_change_behind_an_earlier_level_is_of_the_year_that_was_told_before_that() -> None:
    said = "支出预算82万元，其中基本支出2万元，比2030年增加1万元；项目支出80万元，2030年36万元，增加44万元，增长122%。"
    (change,) = [row for row in taken(said) if row["value"] == 44]
    assert (change["label"], change["year"]) == ("项目支出", 2031)
    (alone,) = [row for row in figures("2030年古籍扫描36万元，增加4万元。") if row["statement"] == "change"]
    assert alone["year"] == 2030


def test_a_reason_is_given_to_the_changes_before_it() -> None:
    (_, change) = figures("古籍扫描38万元，较上年增加3万元，主要原因是新增两部县志。")
    assert (change["direction"], change["reason"]) == ("increase", "新增两部县志")


@pytest.mark.parametrize(
    ("sentence", "unit"),
    [
        ("云岭县书库管理中心预算52万元，包括书架维护12万元。", "云岭县书库管理中心"),
        ("云岭县图书局本级预算52万元，包括书架维护12万元。", "云岭县图书局本级"),
        ("云岭县图书局2031年安排流动书车经费12万元。", None),
        ("本部门安排流动书车经费12万元。", None),
    ],
)
def test_a_figure_says_whose_it_is(sentence: str, unit: str | None) -> None:
    assert {row["unit_name"] for row in figures(sentence)} == {unit}


@pytest.mark.parametrize(
    ("lines", "measure"),
    [
        (("2040201-行政运行38.20万元。",), "function_line"),
        (("1.行政运行（2040201）38.20万元，较上年增加3万元。",), "function_line"),
        (("（1）工资福利支出（301）38.20万元。",), "economic_line"),
        (("（1）机关工资福利支出（501）38.20万元。",), "government_economic_line"),
        (("（二）公务接待费。2031年预算数38.20万元，主要用于接待。",), "three_public_reception"),
        (("（二）公务接待费", "2031年预算安排38.20万元，与上年持平。"), "three_public_reception"),
        (("2031年本部门委托业务费预算总额38.20万元。",), "outsourcing"),
        (("古籍扫描项目38.20万元，用于扫描古籍。",), "spending_item"),
        (("收费收入预计38.20万元。",), "revenue_item"),
        (("工资福利支出预算38.20万元，占基本支出的40%。",), "economic_line"),
        (("云岭县书库管理中心预算52万元，包括项目支出38.20万元。",), "expenditure_project"),
    ],
)
def test_an_amount_has_the_measure_that_its_name_or_heading_has(lines: tuple[str, ...], measure: str | None) -> None:
    rows = [row for row in taken(*lines) if row["value"] == Decimal("38.20")]
    assert [row["measure"] for row in rows] == [measure]


def test_a_line_with_a_code_has_its_name_and_code() -> None:
    row, change = taken("1.行政运行（2040201）38.20万元，较上年增加3万元。")
    assert (row["label"], row["code"]) == (change["label"], change["code"]) == ("行政运行", "2040201")


def test_the_plan_of_a_final_account_is_told_from_what_was_spent() -> None:
    spent = Identity("", "云岭县图书局", 2031, "final_accounts", "department", None, None)
    line = "1.教育支出（类）普通教育（款）学前教育（项）。年初预算40万元，支出决算38万元，完成年初预算的95%。"
    rows = taken(line, identity=spent)
    assert {row["measure"] for row in rows} == {"function_line"}
    assert {(row["value"], row["statement"], row["base"]) for row in rows} == {
        (40, "level", "planned"),
        (38, "level", None),
        (95, "completion", "planned"),
    }


def test_parts_of_a_line_are_not_parts_of_the_whole() -> None:
    rows = taken("工资福利支出（301）38万元，其中：人员经费30万元。")
    assert [(row["measure"], row["part_of"]) for row in rows if row["value"] == 30] == [("part_line", "economic_line")]


def test_what_a_project_carries_over_is_not_what_all_carry_over() -> None:
    rows = taken("（五）项目支出50万元，具体包括：", "古籍扫描服务20万元，上年结转12万元。")
    assert "carried_over" not in {row["measure"] for row in rows}


def test_a_change_against_the_plan_is_none_against_another_year() -> None:
    (row,) = [row for row in taken("机关运行经费支出9万元，比年初预算数增加3万元。") if row["value"] == 3]
    assert (row["statement"], row["base"], row["base_year"]) == ("change", "planned", None)


def test_a_government_tells_its_totals_of_the_whole_area_and_of_its_own_level() -> None:
    report = Identity("", "云岭县", 2031, "government_budget", "government", None, None)
    rows = taken(
        "2030年，全县一般公共预算收入完成8.52亿元，比上年增长5.3%。其中：税收收入5.1亿元。",
        "2031年县本级一般公共预算支出安排36亿元。",
        identity=report,
    )
    assert [(row["measure"], row["unit_name"], row["statement"], row["year"]) for row in rows] == [
        ("revenue_tax", "全县", "level", 2030),
        ("revenue_general_public", "全县", "level", 2030),
        ("revenue_general_public", "全县", "percent", 2030),
        ("expenditure_general_public", "县本级", "level", 2031),
    ]


def test_a_report_says_of_which_part_of_the_year_and_of_which_area_it_speaks() -> None:
    report = Identity("云岭县2031年1-5月财政收支情况", None, 2031, "government_budget", "government", None, None)
    rows = taken(
        "（一）县本级",
        "1-5月，一般公共预算收入完成8亿元，加上级补助收入2亿元，收入总计10亿元。5月份全县一般公共预算收入完成2亿元。",
        identity=report,
    )
    assert [(row["measure"], row["period"], row["unit_name"], row["year"]) for row in rows] == [
        ("revenue_general_public", "1-5月", "县本级", 2031),
        ("revenue_superior", "1-5月", "县本级", 2031),
        ("revenue_general_public_total", "1-5月", "县本级", 2031),
        ("revenue_general_public", "5月份", "全县", 2031),
    ]


def test_a_report_tells_how_far_a_plan_was_carried_out_and_of_whom() -> None:
    line = (
        "2030年，全市地方一般公共预算收入预计完成80万元，占预算（调整后，下同）的102%，同比下降6.8%，"
        "全市一般公共预算支出完成90万元，占预算的95%，同比增长20.4%。"
    )
    assert [(row["measure"], row["statement"], row["unit_name"]) for row in taken(line, identity=REPORT)] == [
        (f"{side}_general_public", statement, "全市")
        for side in ("revenue", "expenditure")
        for statement in ("level", "completion", "percent")
    ]


def test_a_share_of_a_budget_that_is_planned_is_no_completion() -> None:
    assert [row["statement"] for row in figures("古籍扫描项目38万元，占预算的30%。")] == ["level", "share"]


def test_an_amount_of_a_report_is_of_the_area_and_the_year_that_its_part_of_the_paragraph_is_of() -> None:
    report = Identity("", "云岭县", 2031, "government_budget", "government", None, None)
    rows = taken(
        "2031年全县财政总收入9亿元，比2030年执行数增长7%。其中：中央级收入4亿元；县级教育收入5亿元。收入合计8亿元。",
        identity=report,
    )
    told = {row["label"]: (row["unit_name"], row["year"]) for row in rows if row["statement"] == "level"}
    assert told == {
        "全县财政总收入": ("全县", 2031),
        "中央级收入": ("全县", 2031),
        "县级教育收入": ("县级", 2031),
        "收入": ("县级", 2031),
    }


def test_what_a_tier_has_of_a_total_is_that_tiers() -> None:
    rows = taken(
        "全县一般公共预算收入80万元（县本级50万元，青石镇30万元），完成预算的98%，增长3%。其中：税收收入60万元。",
        "全省一般公共预算支出90万元。其中：省级支出20万元，增长6%；市县级支出70万元。",
        identity=REPORT,
    )
    assert [(row["measure"], row["statement"], row["unit_name"], row["value"]) for row in rows] == [
        ("revenue_tax", "level", "全县", 60),
        ("revenue_general_public", "level", "全县", 80),
        ("revenue_general_public", "level", "县本级", 50),
        ("revenue_general_public", "level", "青石镇", 30),
        ("revenue_general_public", "completion", "全县", 98),
        ("revenue_general_public", "percent", "全县", 3),
        ("expenditure_general_public", "level", "全省", 90),
        ("expenditure_general_public", "level", "省级", 20),
        ("expenditure_general_public", "percent", "省级", 6),
        ("expenditure_general_public", "level", "市县级", 70),
    ]


def test_an_amount_before_the_first_year_of_a_sentence_is_of_the_year_spoken_of() -> None:
    rows = taken(
        "2030年全县一般公共预算收入80万元。加上调入资金5万元后，2030年收入总计85万元。",
        "截至2031年8月底，累计完成税收收入6万元。",
        "2031年6月，全县一般公共预算支出累计完成4万元。",
        "2031年6月，全县政府性基金收入完成3万元。",
        identity=REPORT,
    )
    assert {(row["label"], row["year"], row["period"]) for row in rows} == {
        ("全县一般公共预算收入", 2030, None),
        ("调入资金", 2030, None),
        ("收入", 2030, None),
        ("累计完成税收收入", 2031, "截至2031年8月底"),
        ("全县一般公共预算支出累计完成", 2031, "6月累计"),
        ("全县政府性基金收入完成", 2031, "6月"),
    }


def test_a_limit_is_of_whom_it_is_granted_to_and_a_title_of_two_years_tells_no_part_of_a_year() -> None:
    title = "云岭县2030年决算和2031年1-8月预算执行情况报告"
    report = Identity(title, None, 2031, "government_budget", "government", None, None)
    rows = taken(
        "2030年，省财政厅核定我县新增债务限额9万元，其中：一般债务限额5万元；全县债务余额8万元。",
        "省级核定云岭县地方政府债务限额90万元。中央财政与本县结算收入7万元。",
        identity=report,
    )
    assert {(row["measure"], row["unit_name"], row["period"]) for row in rows} == {
        ("debt_limit_new", "我县", None),
        ("debt_limit_new_general", None, None),
        ("government_debt", "全县", None),
        ("government_debt_limit", "云岭县", None),
        ("revenue_item", None, None),
    }


def test_a_heading_that_a_paragraph_begins_with_holds_for_the_next() -> None:
    lines = (
        "1.政府性基金预算。全县收入总量9万元。",
        "县本级收入总量5万元，支出总量4万元。",
        "2.其他情况。县本级收入总量3万元。",
    )
    assert [row["measure"] for row in taken(*lines, identity=REPORT)] == [
        "revenue_government_fund_total",
        "revenue_government_fund_total",
        "expenditure_government_fund_total",
        None,
    ]
