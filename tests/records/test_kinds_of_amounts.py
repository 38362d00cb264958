"""Prices, rates of indicators, classes of assets, and what an evaluation says that is no money of its project."""

import pytest
from told_figures import taken

from extractors.identify.identity import Identity

EVALUATION = Identity("", "云岭县图书局", 2030, "performance_evaluation", None, None, None)

SPENT = Identity("", "云岭县图书局", 2031, "final_accounts", "department", None, None)


@pytest.mark.parametrize(
    ("sentence", "measures"),
    [
        (
            "年度资金8万元，财政拨款8万元，已完成拨付6万元，预算执行率=实际支出/预算数×100%=75%。",
            ["evaluated_project"] * 4,
        ),
        ("借期内每年归还不低于馆藏资金的10%。", [None]),
        ("预定村集体收入6万元，户均收入2万元。", [None, None]),
        ("预算完成率100%得10分。", [None]),
        ("购买书架一套8万元，每户读者可分得90元。", ["spending_item", "unit_price"]),
        (
            "立项批复9万元，县馆配套资金共下达5万元，书架养护4万元，共计下达9万元。",
            ["evaluated_project", "evaluated_project", "spending_item", "evaluated_project"],
        ),
        ("书架验收合格率≥98%。", ["indicator_rate"]),
        ("带动社会资金8万元，借阅证办理及时率98%。", [None, "indicator_rate"]),
        ("贷款利率5%，读者满意度大于90%，离职率低于2%。", [None, "indicator_rate", "indicator_rate"]),
    ],
)
def test_an_evaluation_tells_money_of_its_project_from_results_and_scores(
    sentence: str, measures: list[str | None]
) -> None:
    assert [row["measure"] for row in taken(sentence, identity=EVALUATION)] == measures


def test_a_formula_is_called_what_stands_before_it() -> None:
    (row,) = taken("预算执行率=6/8×100%=75%。", identity=EVALUATION)
    assert (row["label"], row["value"]) == ("预算执行率", 75)


def test_what_an_item_is_made_of_are_parts_of_the_item() -> None:
    rows = taken("借阅事业运行经费总预算80万元，其中：基本支出预算50万元，项目支出预算30万元。")
    assert [(row["measure"], row["part_of"]) for row in rows] == [
        ("spending_item", None),
        ("part_line", "spending_item"),
        ("part_line", "spending_item"),
    ]


@pytest.mark.parametrize(
    ("sentence", "measures"),
    [
        ("截至2030年底，资产分类如下：通用设备8万元，占80%；家具和用具2万元。", ["asset_class"] * 3),
        ("拟采购资产，其中：通用设备8万元。", [None]),
        ("设备8万元。", [None]),
    ],
)
def test_classes_of_assets_are_those_of_what_is_held(sentence: str, measures: list[str | None]) -> None:
    assert [row["measure"] for row in taken(sentence)] == measures


def test_a_price_with_a_limit_is_one_from_which_equipment_is_counted() -> None:
    limit, price = taken("单价50万元以上设备2台，书架单价3万元。")
    assert (limit["measure"], price["measure"]) == ("equipment_price_limit", "unit_price")


def test_a_fund_alone_is_the_total_of_the_side_that_the_heading_names() -> None:
    line = "云岭县图书局2031年一般公共预算80万元，比2030年年度执行数减少5万元，降幅6%。"
    assert [row["measure"] for row in taken("一、一般公共预算支出情况", line)] == ["expenditure_general_public"] * 3
    assert [row["measure"] for row in taken("一、收支情况", line)] == [None] * 3


def test_a_line_may_bear_the_name_of_a_subject_below_a_class() -> None:
    rows = taken("人大事务80万元，比2030年年度执行数减少5万元，降幅6%。")
    assert [(row["measure"], row["base_year"], row["base"]) for row in rows] == [
        ("function_line", None, None),
        ("function_line", 2030, "executed"),
        ("function_line", 2030, "executed"),
    ]


def test_a_bare_amount_is_of_the_projects_that_were_counted_before_it() -> None:
    rows = taken("书库改造50万元，其中：续建项目3个，预算资金30万元；新建项目2个，预算资金20万元。")
    assert [(row["label"], row["measure"]) for row in rows[1:]] == [
        ("续建项目", "spending_item"),
        ("新建项目", "spending_item"),
    ]


def test_a_note_in_parentheses_stays_in_the_name_of_an_item_and_makes_no_subject_of_it() -> None:
    rows = taken("借阅计划（春季、秋季）8万元。", "行政运行（馆本部）5万元。")
    assert [(row["label"], row["measure"]) for row in rows] == [
        ("借阅计划（春季、秋季）", "spending_item"),
        ("行政运行（馆本部）", "spending_item"),
    ]


def test_what_was_spent_in_all_is_no_item() -> None:
    rows = taken("2031年度支出决算95万元。", identity=SPENT)
    assert "spending_item" not in {row["measure"] for row in rows}


def test_the_whole_of_a_body_is_said_by_its_name_and_has_this_years_in_it() -> None:
    line = "云岭县图书局2031年度收入决算97万元，其中：本年收入90万元，占总收入93%。"
    assert [(row["measure"], row["part_of"]) for row in taken(line, identity=SPENT)] == [
        ("revenue_total", None),
        ("revenue_current", None),
        ("revenue_current", "revenue_total"),
    ]


def test_a_level_is_of_the_year_that_is_printed_before_it() -> None:
    rows = taken("教育支出2029年为9万元，2030年下降到8万元。", "支出预算80万元，较2030年支出预算90万元减少10万元。")
    assert [(row["value"], row["year"]) for row in rows if row["statement"] == "level"] == [
        (9, 2029),
        (8, 2030),
        (80, 2031),
        (90, 2030),
    ]


def test_parts_below_a_paragraph_that_ends_in_a_line_are_parts_of_that_line() -> None:
    rows = taken(
        "2031年一般公共预算支出80万元，其中：基本支出70万元，项目支出10万元。",
        "古籍抢救性保护经费支出50万元，其中：",
        "基本支出45万元，项目支出5万元。",
    )
    basic = [row["value"] for row in rows if row["measure"] in ("general_public_basic", "expenditure_basic")]
    assert basic == [70]


def test_a_school_s_spending_is_no_class_of_spending() -> None:
    (row,) = taken("初中教育支出80万元，主要用于借阅。")
    assert (row["label"], row["measure"]) == ("初中教育支出", "function_line")


def test_what_a_body_has_in_all_is_no_kind_of_revenue() -> None:
    rows = taken("云岭县图书局2031年决算总收入达到97万元。", identity=SPENT)
    assert "revenue_item" not in {row["measure"] for row in rows}


def test_a_rate_of_the_budget_names_what_an_evaluation_says_of_its_project() -> None:
    rows = taken("五、主要问题", "一是该项目年终预算执行率为68%，进度较慢。", identity=EVALUATION)
    assert [(row["measure"], row["statement"]) for row in rows] == [("evaluated_project", "completion")]


def test_what_is_held_down_is_no_item() -> None:
    (row,) = taken("部门决算汇总“三公”经费公共预算财政拨款支出8万元。", identity=SPENT)
    assert row["measure"] == "three_public_total"


def test_a_change_behind_one_against_the_plan_is_none_against_last_year() -> None:
    rows = taken("公务接待费8万元，比预算数减少1万元；因公出国（境）费9万元，减少2万元。", identity=SPENT)
    assert {row["base_year"] for row in rows} == {None}


def test_a_level_behind_a_comparison_and_its_name_is_of_the_year_compared_with() -> None:
    line = "2031年“三公”经费合计31万元，较2030年度部门决算“三公”经费合计16万元增加15万元。"
    rows = taken(line, identity=SPENT)
    assert [(row["value"], row["statement"], row["year"]) for row in rows] == [
        (31, "level", 2031),
        (16, "level", 2030),
        (15, "change", 2031),
    ]


@pytest.mark.parametrize(
    ("sentence", "measures"),
    [
        ("2.工程监督8万元，主要用于质量检查。", ["spending_item"]),
        ("拆违经费预算金额为3万元。", ["spending_item"]),
        ("重点项目“校舍维修”2031年预算安排15万元。", ["spending_item"]),
        ("公务用车加油2万元，公务用车保险1万元。", ["spending_item", "spending_item"]),
        ("2031年政府购买服务决算6万元。", ["purchased_services"]),
        ("全年支出5万元，支出收入4万元。", [None, None]),
    ],
)
def test_what_money_is_spent_for_is_told_by_its_name_or_the_words_behind(
    sentence: str, measures: list[str | None]
) -> None:
    assert [row["measure"] for row in taken(sentence)] == measures


def test_how_far_the_plan_of_a_part_was_carried_out_is_not_said_of_the_whole() -> None:
    rows = taken(
        "财政拨款支出9万元，完成年初预算的98%，其中：基本支出完成年初预算的100%，项目支出完成年初预算的90%。"
        "由中小企业供应商中标或成交的，采购金额3万元。",
        identity=SPENT,
    )
    named = [(row["measure"], row["label"]) for row in rows if row["statement"] == "completion"]
    assert named == [("expenditure_appropriation", "财政拨款支出"), (None, "基本支出"), (None, "项目支出")]
    assert [row["measure"] for row in rows if row["label"] == "采购金额"] == [None]
