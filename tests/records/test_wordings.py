"""Wordings in which a figure is easily read as another: what is taken is right, what is in doubt is left."""

from decimal import Decimal

import pytest
from told_figures import D, figures, final_account, said

from extractors.records.performance.duties import stated_targets


def levels(*lines: str) -> list[tuple[object, ...]]:
    return [(row["measure"], row["year"], row["value"]) for row in figures(*lines) if row["statement"] == "level"]


def test_several_names_share_out_as_many_amounts() -> None:
    sentence = "因公出国（境）费、公务用车购置及运行费和公务接待费分别为1万元、2万元和3万元。"
    assert levels(sentence) == [
        ("three_public_abroad", 2031, D(1)),
        ("three_public_vehicle", 2031, D(2)),
        ("three_public_reception", 2031, D(3)),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "会议费、培训费预算共7万元。",
        "会议费、培训费分别为7万元。",
        "公务用车购置费、运行费预算安排12万元。",
    ],
)
def test_an_amount_of_several_names_is_left(sentence: str) -> None:
    assert said(sentence) == []


def test_changes_that_are_shared_out_behind_two_totals_are_left() -> None:
    sentence = "收入预算60万元、支出预算58万元，比2030年分别增加6万元和5万元。"
    assert said(sentence) == [
        ("revenue_total", "level", 2031, D(60)),
        ("expenditure_total", "level", 2031, D(58)),
    ]


def test_several_names_that_are_as_they_were_are_each() -> None:
    assert said("项目支出、单位预留机动经费与上年数一致。") == [
        ("expenditure_project", "change", 2031, D(0)),
        ("expenditure_reserve", "change", 2031, D(0)),
    ]


def test_a_comparison_behind_the_last_item_of_a_list_may_speak_of_all() -> None:
    listed = "“三公”经费9万元，其中：公务接待费4万元，公务用车购置及运行费5万元，与上年持平。"
    assert [row["statement"] for row in figures(listed)] == ["level"] * 3
    apart = "“三公”经费9万元，其中：公务接待费4万元；公务用车购置及运行费5万元，与上年持平。"
    assert said(apart)[-1] == ("three_public_vehicle", "change", 2031, D(0))


def test_a_comparison_behind_brackets_is_of_what_they_explain() -> None:
    sentence = "其中：公务用车购置及运行费5万元（其中：公务用车购置费0万元，公务用车运行费5万元），比上年减少2万元。"
    assert said(sentence)[-1] == ("three_public_vehicle", "change", 2031, D(-2))


@pytest.mark.parametrize(
    "sentence",
    [
        "市修复中心收入预算20万元，支出预算20万元，其中：基本支出15万元，项目支出5万元。",
        "局机关收入预算20万元，支出预算20万元。",
        "云岭省青川市档案局下属青川市档案学校支出预算20万元。",
        "青川市档案学校“三公”经费5万元。",
        "我市2031年一般公共预算收入80亿元。",
    ],
)
def test_what_is_another_bodys_is_left(sentence: str) -> None:
    assert said(sentence) == []


def test_the_office_and_its_units_are_the_whole() -> None:
    assert levels("局机关及所属馆室机关运行经费20万元。") == [("operating_cost", 2031, D(20))]
    assert levels("学校收支总预算2亿元。") == [("revenue_total", 2031, D(2)), ("expenditure_total", 2031, D(2))]


def test_a_reason_tells_the_parts_of_what_it_explains() -> None:
    sentence = "财政拨款支出预算90万元，比上年增加9万元，主要原因是人员经费增加4万元、项目支出增加5万元。"
    assert said(sentence)[2:] == [
        ("appropriation_personnel", "change", 2031, D(4)),
        ("appropriation_project", "change", 2031, D(5)),
    ]


def test_a_reason_of_a_part_tells_nothing_of_the_whole() -> None:
    sentence = "机关运行经费9万元，比上年减少3万元，主要原因是会议费减少2万元，项目支出减少1万元。"
    assert [row["measure"] for row in figures(sentence)] == ["operating_cost", "operating_cost"]


@pytest.mark.parametrize(
    ("sentence", "measure"),
    [
        ("公务接待费3万元，比上年增加1万元，因公出国（境）费0万元，主要原因是无任务，与上年持平。", None),
        (
            "财政拨款支出预算9万元，比上年增加1万元，政府性基金支出预算2万元，比上年减少1万元。"
            "财政拨款支出增加的主要原因是新馆开放。",
            "expenditure_appropriation",
        ),
    ],
)
def test_a_reason_is_of_what_is_spoken_of(sentence: str, measure: str | None) -> None:
    given = {row["measure"] for row in figures(sentence) if row["reason"]}
    assert given == ({measure} if measure else set())


def test_half_width_marks_end_sentences_too() -> None:
    rows = figures("公务接待费3万元,比上年减少1万元,主要原因是来访减少.其中:会议费2万元.")
    assert [row["reason"] for row in rows] == [None, "来访减少", None]


def test_an_earlier_level_stands_before_its_change() -> None:
    rows = figures("一般公共预算支出60万元，2030年执行数为50万元，增加10万元，增长20%。")
    assert [(row["year"], row["base_year"], row["base"]) for row in rows] == [
        (2031, None, None),
        (2030, None, "executed"),
        (2031, 2030, "executed"),
        (2031, 2030, "executed"),
    ]


def test_each_of_two_comparisons_has_its_own_base() -> None:
    sentence = "基本支出23万元，较上年决算数22万元增加1万元，较上年预算数20万元增加3万元。"
    changes = [(row["value"], row["base"]) for row in figures(sentence) if row["statement"] == "change"]
    assert changes == [(D(1), "final"), (D(3), "budget")]


def test_last_years_outlay_behind_a_comparison_is_last_years() -> None:
    sentence = "部门预算安排支出11万元，较上年预算安排支出10万元，增加1万元。"
    assert levels(sentence) == [("expenditure_total", 2031, D(11)), ("expenditure_total", 2030, D(10))]


def test_what_the_two_sides_include_is_told_by_side() -> None:
    sentence = (
        "财政拨款收支总预算32万元。收入包括：一般公共预算拨款收入30万元、上年结转2万元；支出包括：教育支出32万元。"
    )
    assert [(row["measure"], row["label"], row["part_of"]) for row in figures(sentence)[2:]] == [
        ("revenue_general_public", "一般公共预算拨款收入", None),
        ("part_line", "上年结转", "revenue_appropriation"),
        ("function_line", "教育支出", "expenditure_appropriation"),
    ]


def test_a_second_side_without_a_scope_has_that_of_the_first() -> None:
    assert levels("财政拨款收入总计30万元，支出总计30万元。") == [
        ("revenue_appropriation", 2031, D(30)),
        ("expenditure_appropriation", 2031, D(30)),
    ]


@pytest.mark.parametrize("lead", ["主要为", "主要用于", "主要是"])
def test_a_list_is_of_what_stands_before_it(lead: str) -> None:
    sentence = f"支出预算9万元，其中：基本支出4万元，包括人员经费4万元；项目支出5万元，{lead}修缮3万元、布展2万元。"
    parts = [(row["label"], row["part_of"]) for row in figures(sentence) if row["measure"] == "part_line"]
    assert parts == [("修缮", "expenditure_project"), ("布展", "expenditure_project")]


def test_amounts_that_explain_a_change_are_no_parts() -> None:
    sentence = "支出预算9万元，其中：项目支出5万元，比上年减少3万元，主要是压缩修缮2万元、布展1万元。"
    assert not [row for row in figures(sentence) if row["measure"] == "part_line"]


def test_items_of_public_costs_are_no_totals() -> None:
    rows = figures("公用经费9万元。主要包括：办公费5万元、会议费3万元、公务接待费1万元。")
    assert [(row["measure"], row["part_of"]) for row in rows[1:]] == [("part_line", "expenditure_public")] * 3


def test_bare_words_in_a_list_of_procurement() -> None:
    assert levels("政府采购预算9万元，其中：货物5万元，工程0万元，服务4万元。")[1:] == [
        ("procurement_goods", 2031, D(5)),
        ("procurement_works", 2031, D(0)),
        ("procurement_services", 2031, D(4)),
    ]


def test_funds_that_are_evaluated_are_no_funds_with_targets() -> None:
    assert levels("纳入绩效评价试点的项目2个，涉及资金8万元。") == [("evaluation_funds", 2031, D(8))]
    assert levels("实行绩效目标管理的项目2个，涉及资金8万元，政府性基金预算拨款3万元。") == [
        ("performance_funds", 2031, D(8))
    ]


def test_a_section_does_not_reach_below_the_next_heading() -> None:
    lines = ("（一）财政拨款收支", "财政拨款支出预算9万元，其中：", "（二）其他说明", "教育支出8万元，占80%。")
    assert [row["part_of"] for row in figures(*lines) if row["measure"] == "function_line"] == [None, None]


def test_expenditure_beside_a_larger_total_is_this_years() -> None:
    lines = (
        "2031年收支总预算80万元。",
        "2031年支出预算70万元，其中：基本支出50万元，占71.43%；项目支出20万元，占28.57%。结转下年10万元。",
    )
    rows = figures(*lines)
    assert [row["value"] for row in rows if row["measure"] == "expenditure_current"] == [D(70)]
    assert {row["part_of"] for row in rows if row["statement"] == "share"} == {"expenditure_current"}
    odd = figures(lines[0], "2031年支出预算71万元，其中：基本支出50万元。", "结转下年10万元。")
    assert not [row for row in odd if row["measure"] == "expenditure_current"]


def test_an_appropriation_with_what_is_carried_over_is_told_apart() -> None:
    rows = figures(
        "收入预算25万元，其中：财政拨款收入20万元，上年结转5万元。", "一、财政拨款", "财政拨款收支总预算22万元。"
    )
    values = {row["measure"]: row["value"] for row in rows if "appropriation" in row["measure"]}
    assert values == {
        "revenue_appropriation": D(20),
        "revenue_appropriation_total": D(22),
        "expenditure_appropriation_total": D(22),
    }


def test_a_final_account_states_what_was_spent_and_not_what_was_planned() -> None:
    rows = final_account("公务接待费年初预算为5万元，支出决算为3万元，完成年初预算的60.00%。")
    assert [(row["measure"], row["value"]) for row in rows] == [("three_public_reception", Decimal(3))]


def test_a_change_against_the_same_years_budget_is_none_against_last_year() -> None:
    rows = final_account("“三公”经费支出决算6万元，比年初预算减少1万元，降低14.29%。")
    assert [row["statement"] for row in rows] == ["level"]


def test_a_final_account_tells_this_year_from_the_total() -> None:
    rows = final_account("2031年度收入总计30万元。", "本年收入合计28万元，其中：其他收入7万元，占25%。")
    assert [(row["measure"], row["part_of"]) for row in rows] == [
        ("revenue_total", None),
        ("revenue_current", None),
        ("revenue_other", None),
        ("revenue_other", "revenue_current"),
    ]


@pytest.mark.parametrize("words", ["与上年预算相同", "与上年相比未发生变化", "比上年没有增减变化"])
def test_other_words_for_no_change(words: str) -> None:
    assert said(f"会议费2万元，{words}。")[-1] == ("meetings", "change", 2031, D(0))


def test_circled_numbers_and_the_yuan_sign_stand_before_a_figure() -> None:
    assert levels("①事业收入3万元；", "②其他收入人民币2万元；")[0][2] == D(3)
    assert levels("基本支出预算￥5万元。") == [("expenditure_basic", 2031, D(5))]


def test_amounts_that_a_reason_lists_are_no_levels() -> None:
    sentence = "支出预算70万元，比上年增加10万元，主要原因是机构改革，相应增加人员经费3万元、项目支出7万元。"
    assert [row["statement"] for row in figures(sentence)] == ["level", "change"]


def test_a_line_with_its_code_before_each_name() -> None:
    rows = figures(
        "（1）205教育支出（类）02普通教育（款）05高等教育（项）2031年预算数为13万元，比2030年执行数增加1万元。"
    )
    assert {(row["label"], row["code"]) for row in rows} == {("教育支出（类）普通教育（款）高等教育（项）", "2050205")}


def test_a_name_whose_words_go_on_is_no_item() -> None:
    assert levels("政府采购预算9万元，其中货物类汇总情况9万元。") == [("procurement_total", 2031, D(9))]


@pytest.mark.parametrize("words", ["均为0万元", "各0万元", "预算均安排0万元"])
def test_an_amount_that_is_said_of_each(words: str) -> None:
    assert levels(f"会议费、培训费{words}。") == [("meetings", 2031, D(0)), ("training", 2031, D(0))]


def test_last_years_level_may_stand_first() -> None:
    assert levels("培训费：上年预算3万元，本年有所增加。") == [("training", 2030, D(3))]


def test_a_reason_for_an_increase_or_decrease_is_of_what_it_names() -> None:
    sentence = (
        "财政拨款支出预算9万元，比上年增加1万元，政府性基金支出预算2万元，与上年持平。"
        "财政拨款支出增加（减少）的主要原因是新馆开放。"
    )
    assert {row["measure"] for row in figures(sentence) if row["reason"]} == {"expenditure_appropriation"}


def test_a_subject_with_brackets_in_its_name() -> None:
    line = "1.一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）行政运行（项）8万元，主要用于运行。"
    assert [row["label"] for row in figures(line)] == [
        "一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）行政运行（项）"
    ]


def test_a_code_may_stand_before_a_subject_by_name() -> None:
    assert [row["label"] for row in figures("205教育支出8万元，221住房保障支出1万元。")] == ["教育支出", "住房保障支出"]


def test_no_change_against_the_level_before_it() -> None:
    rows = figures("会议费5万元，与2030年预算数5万元相比无变化。")
    assert [(row["statement"], row["year"], row["base"]) for row in rows] == [
        ("level", 2031, None),
        ("level", 2030, "budget"),
        ("change", 2031, "budget"),
    ]


def test_a_reason_in_a_paragraph_of_its_own_is_of_the_changes_that_it_names() -> None:
    rows = figures(
        "收入预算9万元，其中：财政拨款收入9万元，比2030年预算增加1万元。",
        "支出预算9万元，其中：财政拨款支出预算9万元，比2030年预算增加1万元，政府性基金支出预算2万元，比2030年预算增加1万元。",
        "财政拨款收入支出增加的主要原因是：新馆开放。",
        "下一段不说数字，人员增加的主要原因是扩编。",
    )
    reasons = {row["measure"]: row["reason"] for row in rows if row["statement"] == "change"}
    assert reasons == {
        "revenue_appropriation": "新馆开放",
        "expenditure_appropriation": "新馆开放",
        "expenditure_government_fund": None,
    }


def test_because_of_is_a_reason() -> None:
    (row,) = [row for row in figures("培训费3万元，比上年增加1万元，主要是由于开班。") if row["statement"] == "change"]
    assert row["reason"] == "开班"


@pytest.mark.parametrize("mark", ["；", "。", "，"])
def test_targets_in_prose_end_at_whatever_mark_stands_before_the_next(mark: str) -> None:
    text = mark.join(("藏书完好率，指标值95%", "新书上架，10天以内，指标值90%", "投诉指标值0次"))
    assert [(description, target) for _, description, target in stated_targets(text, ["指标值"])] == [
        ("藏书完好率", "95%"),
        ("新书上架，10天以内", "90%"),
        ("投诉", "0次"),
    ]


def test_what_is_to_be_bought_is_of_the_budget_year_though_the_assets_are_counted_before() -> None:
    sentence = "截至2030年12月31日，固定资产金额为9万元，本年度拟购置固定资产总额为2万元。"
    assert [(row["measure"], row["year"]) for row in figures(sentence)] == [
        ("fixed_assets", 2030),
        ("planned_asset_purchases", 2031),
    ]


def test_projects_under_performance_management_are_counted_in_other_words() -> None:
    for words in ("2031年对15个项目实施了预算绩效管理", "本部门共15个项目实行绩效目标管理"):
        assert [(row["measure"], row["value"]) for row in figures(f"{words}。")] == [("performance_projects", D(15))]


def test_a_share_of_the_departments_own_expenditure_is_of_that() -> None:
    sentence = "本部门共8个项目实行绩效目标管理，涉及财政性资金8万元，占部门项目支出预算的比例为80%。"
    assert [(row["measure"], row["part_of"]) for row in figures(sentence) if row["statement"] == "share"] == [
        ("performance_funds", "expenditure_project")
    ]
