"""Sentences that state figures, in the patterns that publishers use, and what may be read from them."""

import pytest
from told_figures import D, figures, read, said


def levels(*lines: str) -> dict[str, D]:
    return {row["measure"]: row["value"] for row in figures(*lines) if row["statement"] == "level"}


def test_a_total_and_its_sources_by_name() -> None:
    sentence = (
        "青川市档案局2031年度收入预算900万元，其中：财政拨款收入880万元，比2030年预算增加30万元；"
        "事业收入0万元；其他收入20万元。"
    )
    assert said(sentence) == [
        ("revenue_total", "level", 2031, D(900)),
        ("revenue_appropriation", "level", 2031, D(880)),
        ("revenue_appropriation", "change", 2031, D(30)),
        ("revenue_institutional", "level", 2031, D(0)),
        ("revenue_other", "level", 2031, D(20)),
    ]


def test_revenue_and_expenditure_named_together_are_two_measures() -> None:
    sentence = "2031年度收入、支出预算总计900万元，与上年相比收、支预算总计各增加50万元，增长5.88%。"
    assert said(sentence) == [
        (f"{side}_total", kind, 2031, D(value))
        for kind, value in (("level", "900"), ("change", "50"), ("percent", "5.88"))
        for side in ("revenue", "expenditure")
    ]


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("财政拨款支出预算", "expenditure_appropriation"),
        ("一般公共预算财政拨款支出预算", "expenditure_general_public"),
        ("政府性基金支出预算", "expenditure_government_fund"),
        ("国有资本经营预算拨款收入", "revenue_state_capital"),
        ("财政拨款基本支出预算", "appropriation_basic"),
        ("一般公共预算财政拨款基本支出", "general_public_basic"),
    ],
)
def test_a_part_that_one_fund_pays_is_told_from_the_whole(name: str, measure: str) -> None:
    assert levels(f"本局2031年{name}70万元。") == {measure: D(70)}


@pytest.mark.parametrize(
    "sentence",
    [
        "青川市博物馆人员经费70万元。",
        "其中党政办公室安排支出70万元。",
        "修缮项目支出70万元。",
        "某项经费财政拨款支出预算70万元。",
        "青川市博物馆2031年收入预算70万元。",
    ],
)
def test_what_is_anothers_or_a_parts_is_no_figure_of_the_whole(sentence: str) -> None:
    assert levels(sentence) == {}


def test_a_fund_behind_a_name_only_says_who_pays() -> None:
    assert levels("机关运行经费财政拨款预算70万元。") == {"operating_cost": D(70)}
    assert levels("本局“三公”经费财政拨款支出预算安排70万元。") == {"three_public_total": D(70)}


def test_parts_below_a_heading_are_parts_of_what_it_names() -> None:
    parts = ("（一）人员经费60万元。", "（二）公用经费10万元。")
    heading = ("六、财政拨款基本支出预算情况说明", "本局2031年财政拨款基本支出预算70万元，其中：")
    assert levels(*heading, *parts) == {
        "appropriation_basic": D(70),
        "appropriation_personnel": D(60),
        "appropriation_public": D(10),
    }
    assert levels(*parts) == {"expenditure_personnel": D(60), "expenditure_public": D(10)}


def test_revenue_of_the_year_is_told_from_the_total_only_where_the_document_does() -> None:
    assert levels("我局本年收入90万元。") == {"revenue_total": D(90)}
    apart = "本局2031年收支总预算100万元，其中本年收入预算90万元，上年结转10万元；本年支出预算95万元，结转下年5万元。"
    assert levels(apart) == {
        "revenue_total": D(100),
        "expenditure_total": D(100),
        "revenue_current": D(90),
        "carried_over": D(10),
        "expenditure_current": D(95),
        "carried_forward": D(5),
    }


def test_a_line_by_subject_with_its_code_and_what_it_is_a_part_of() -> None:
    rows = figures(
        "四、编制说明",
        "财政拨款支出主要内容如下：",
        "1、文化支出（207类）图书馆（04项）43.8万元，用于开放。2030年当年预算执行数为40万元，2031年预算安排43.8万元，"
        "比2030年预算执行数增加9.5%。主要原因是：新馆开放。",
    )
    assert {(row["measure"], row["label"], row["code"], row["part_of"]) for row in rows} == {
        ("function_line", "文化支出（类）图书馆（项）", "20704", "expenditure_appropriation")
    }
    assert [(row["statement"], row["year"], row["value"], row["base"], row["reason"]) for row in rows] == [
        ("level", 2031, D("43.8"), None, None),
        ("level", 2030, D(40), "executed", None),
        ("level", 2031, D("43.8"), None, None),
        ("percent", 2031, D("9.5"), "executed", "新馆开放"),
    ]


def test_a_line_in_quotation_marks_with_the_word_subject() -> None:
    for name in ("文化支出（类）图书馆（项）", "教育支出"):
        (row,) = figures("财政拨款支出主要内容如下：", f"1.“{name}”科目43.83万元，主要用于开放。")
        assert (row["measure"], row["label"], row["value"]) == ("function_line", name, D("43.83"))


def test_a_line_has_the_classes_that_stand_above_it() -> None:
    lines = (
        "五、财政拨款支出预算情况说明",
        "（一）文化支出（类）",
        "1．图书馆（款）借阅（项）支出30万元，与上年数一致。",
    )
    assert [(row["label"], row["statement"], row["value"]) for row in figures(*lines)] == [
        ("文化支出（类）图书馆（款）借阅（项）", "level", D(30)),
        ("文化支出（类）图书馆（款）借阅（项）", "change", D(0)),
    ]


def test_lines_of_basic_expenditure_are_economic() -> None:
    lines = ("六、财政拨款基本支出预算情况说明", "（1）办公费（款）支出30万元。用于办公。")
    assert [(row["measure"], row["part_of"]) for row in figures(*lines)] == [("economic_line", "appropriation_basic")]
    lines = ("八、一般公共预算支出预算情况说明", "（1）图书馆（款）支出30万元。")
    assert [row["measure"] for row in figures(*lines)] == ["function_line"]


def test_the_total_of_a_class_is_not_the_departments() -> None:
    lines = ("五、财政拨款支出预算情况说明", "图书馆（款）: 2031年预算支出合计30万元。其中:")
    assert [row["measure"] for row in figures(*lines)] == ["function_line"]


def test_shares_say_of_what() -> None:
    rows = figures(
        "三、支出预算情况说明",
        "本局本年支出预算合计90万元，其中：",
        "基本支出60万元，占66.67%；",
        "项目支出30万元，占总支出的33.33%。",
    )
    shares = [(row["measure"], row["percent"], row["part_of"]) for row in rows if row["statement"] == "share"]
    assert shares == [
        ("expenditure_basic", D("66.67"), "expenditure_total"),
        ("expenditure_project", D("33.33"), "expenditure_total"),
    ]


def test_the_labels_of_a_chart_are_taken_where_they_repeat_a_share() -> None:
    stated = "本局支出预算90万元，其中：教育支出60万元，占66.67%。"
    found = read("三、支出预算情况说明", stated, "66.67%教育支出", "12.5%", "完成计划的66.67%。")
    assert {index for index, _, _ in found.words} == {1, 2}


@pytest.mark.parametrize("words", ["与上年预算数持平", "与上年数一致", "与2030年预算数相等", "与上年相比没有变化"])
def test_nothing_changed_in_many_words(words: str) -> None:
    assert said(f"公务接待费3万元，{words}。")[1:] == [("three_public_reception", "change", 2031, D(0))]


@pytest.mark.parametrize(
    ("words", "change"),
    [
        ("比上年减少2万元", -2),
        ("较2030年下降2万元", -2),
        ("本年数小于上年预算数2万元", -2),
        ("与上年预算相比少2万元", -2),
        ("比上年预算增加2万元", 2),
    ],
)
def test_more_and_less_in_many_words(words: str, change: int) -> None:
    assert said(f"公务接待费3万元，{words}。")[1:] == [("three_public_reception", "change", 2031, D(change))]


def test_the_prior_year_and_the_base_that_are_printed() -> None:
    rows = figures("2031年预算收支安排90万元，较2030年预算80万元增加10万元，其中项目支出增加4万元。")
    total = [row for row in rows if row["measure"] == "expenditure_total"]
    assert [(row["statement"], row["year"], row["value"], row["base"]) for row in total] == [
        ("level", 2031, D(90), None),
        ("level", 2030, D(80), "budget"),
        ("change", 2031, D(10), "budget"),
    ]
    assert [(row["measure"], row["value"]) for row in rows[-1:]] == [("expenditure_project", D(4))]


def test_a_year_in_parentheses_does_not_carry_over() -> None:
    sentence = "2031年度部门支出预算安排与2030年度相比（2030年度部门支出预算安排为80万元），增加10万元，增长12.5%。"
    assert said(sentence) == [
        ("expenditure_total", "level", 2030, D(80)),
        ("expenditure_total", "change", 2031, D(10)),
        ("expenditure_total", "percent", 2031, D("12.5")),
    ]


def test_amounts_in_a_reason_are_its_words_and_no_figures_of_the_measure() -> None:
    rows = figures("项目支出预算数为90万元。与上年相比增加40万元。主要原因是青川市博物馆增加了40万元的修缮费。")
    assert [(row["value"], row["reason"]) for row in rows] == [
        (D(90), None),
        (D(40), "青川市博物馆增加了40万元的修缮费"),
    ]


def test_a_sentence_without_a_name_after_several_names_speaks_of_none_of_them() -> None:
    """公务接待费 stands last, but what is compared may be all three."""
    lines = "因公出国（境）费0万元。公务用车购置及运行费3万元。公务接待费0万元。比上年预算减少2万元。"
    assert [row["statement"] for row in figures(lines)] == ["level"] * 3


def test_a_part_of_revenue_and_expenditure_named_together_is_on_its_side() -> None:
    rows = figures("2031年收支预算90万元，其中：非财政拨款收入5万元，公益岗位补贴4万元。")
    assert [(row["label"], row["part_of"]) for row in rows[2:]] == [
        ("非财政拨款收入", "revenue_total"),
        ("公益岗位补贴", "expenditure_total"),
    ]


@pytest.mark.parametrize("words", ["主要原因是人员增加", "主要是人员增加", "主要是因人员增加", "原因：人员增加"])
def test_a_reason_in_many_words(words: str) -> None:
    rows = figures(f"我局收入预算90万元，比上年增加5万元，{words}。")
    assert [row["reason"] for row in rows] == [None, "人员增加"]


def test_named_parts_behind_wherein_are_lines_of_the_whole() -> None:
    rows = figures("项目支出90万元（其中：社区经费60万元；村级补助30万元）；上缴上级支出0万元。")
    assert [(row["measure"], row["label"], row["part_of"], row["value"]) for row in rows] == [
        ("expenditure_project", "项目支出", None, D(90)),
        ("part_line", "社区经费", "expenditure_project", D(60)),
        ("part_line", "村级补助", "expenditure_project", D(30)),
        ("expenditure_superior", "上缴上级支出", None, D(0)),
    ]


def test_the_items_of_the_operating_cost_are_no_figures_of_their_own() -> None:
    rows = figures(
        "我局安排机关运行经费9万元，其中：办公费4万元，经济分类30201；会议费2万元、公务用车运行维护费3万元。"
    )
    assert [(row["measure"], row["label"], row["code"]) for row in rows] == [
        ("operating_cost", "机关运行经费", None),
        ("economic_line", "办公费", "30201"),
        ("economic_line", "会议费", None),
        ("economic_line", "公务用车运行维护费", None),
    ]


def test_procurement_with_its_kinds_and_what_is_reserved() -> None:
    lines = (
        "2031年度政府采购项目2类10个，金额50万元，其中，货物类1个，金额20万元；服务类9个，金额30万元。",
        "面向中小企业预留政府采购项目预算金额40万元，其中，预留给小型和微型企业的政府采购项目预算为30万元。",
    )
    assert levels(*lines) == {
        "procurement_total": D(50),
        "procurement_goods": D(20),
        "procurement_services": D(30),
        "procurement_sme": D(40),
        "procurement_micro": D(30),
    }


def test_projects_with_targets_are_counted() -> None:
    rows = figures("本局编报绩效目标的项目5个，涉及项目预算资金40万元。")
    assert {(row["measure"], row["statement"], row["value"], row["unit"]) for row in rows} == {
        ("performance_projects", "count", D(5), "个"),
        ("performance_funds", "level", D(40), "万元"),
    }


def test_nothing_is_read_below_the_glossary() -> None:
    assert figures("八、名词解释", "1、基本支出：如基本支出90万元。") == []


TOLD = (
    "2030年末我局国有资产年末价值为90万元，主要是由流动资产30万元、固定资产60万元构成。其中：固定资产中房屋80平方米，"
    "价值40万元；汽车1辆，价值15万元；其他固定价值5万元。2031年拟购置设备3万元。"
)


def test_assets_told_in_prose() -> None:
    rows = read(TOLD).rows["assets"]
    assert [(row["item"], row["level"], row["quantity"], row["value_yuan"]) for row in rows] == [
        ("国有资产", 0, None, D(900_000)),
        ("流动资产", 1, None, D(300_000)),
        ("固定资产", 1, None, D(600_000)),
        ("房屋", 2, D(80), D(400_000)),
        ("汽车", 2, D(1), D(150_000)),
        ("其他固定", 2, None, D(50_000)),
    ]
    assert {row["as_of"].isoformat() for row in rows} == {"2030-12-31"}
    assert not any(row["of_which"] for row in rows)


def test_a_day_that_no_calendar_has_costs_the_day_and_not_the_document() -> None:
    rows = read(TOLD.replace("2030年末", "截至2030年11月31日")).rows["assets"]
    assert len(rows) == 6
    assert {row["as_of"] for row in rows} == {None}


def test_assets_that_are_only_some_of_them_need_not_add_up() -> None:
    told = "2030年末我局国有资产价值为90万元，其中固定资产60万元。固定资产中房屋价值40万元。"
    rows = read(told).rows["assets"]
    assert [(row["item"], row["of_which"]) for row in rows] == [("国有资产", False), ("固定资产", True), ("房屋", True)]


def test_vehicles_told_by_use_and_those_only_planned() -> None:
    found = read(
        "截至2030年8月31日，本局共有车辆3辆，其中：执法执勤用车1辆、其他用车2辆；"
        "单价100万元（含）以上设备（不含车辆）0台（套）。",
        "2031年安排购置车辆1辆，其中：其他用车1辆；安排购置单价100万元（含）以上设备（不含车辆）0台（套）。",
    )
    assert [(row["item"], row["category"], row["quantity"]) for row in found.rows["assets"]] == [
        ("车辆", "vehicles", D(3)),
        ("执法执勤用车", "vehicles", D(1)),
        ("其他用车", "vehicles", D(2)),
        ("单价100万元（含）以上设备（不含车辆）", "equipment", D(0)),
    ]
    planned = {row["measure"]: row["value"] for row in found.rows["figures"]}
    assert planned == {"planned_vehicle_purchases": D(1), "planned_equipment_purchases": D(0)}
