"""Performance tables of every shape: goals, indicators, targets, and what was reached."""

from decimal import Decimal

import pytest
from performance_tables import LIST_HEAD, SHEET, read, rows, wan
from ruled import ruled

BUDGETED = ["全年预算数（万元）", "<", "<"]
EXECUTED = ["全年执行数（万元）", "<", "<"]


def test_a_note_below_the_indicators_is_no_indicator() -> None:
    assert len(read(ruled([*SHEET, ["备注", "新船须年检", "<", "<", "<", "<", "<"]])).rows["indicators"]) == 3


def test_a_sheet_without_a_unit_keeps_its_goals_and_indicators() -> None:
    found = read(ruled([[text.replace("（万元）", "") for text in row] for row in SHEET]))
    whole = read(ruled(SHEET))
    assert rows(found, "projects", "project_name", "budget_yuan", "fiscal_yuan") == [("渡船更新", None, None)]
    assert found.rows["indicators"] == whole.rows["indicators"]
    assert found.rows["goals"] == whole.rows["goals"]
    assert [trouble.error for trouble in found.troubles] == ["no_money_unit"]


def test_targets_of_the_period_and_of_the_year_stand_in_one_row() -> None:
    table = [
        ["项目名称", "渡船更新", "<", "年度资金总额（万元）", "12.00"],
        ["一级指标", "二级指标", "三级指标", "实施期指标值", "年度指标值"],
        ["产出指标", "数量指标", "新船", "≥6艘", "≥2艘"],
    ]
    assert rows(read(ruled(table)), "indicators", "level3", "target_value", "target_implementation") == [
        ("新船", 2, "≥6艘")
    ]


def test_indicators_packed_in_one_cell_are_parted_by_their_own_counter() -> None:
    packed = (
        "1、1-产出指标；11-数量指标；巡查2、3号码头：次\n数；实施周期指标值:≥36次；年度指标值:≥12次。"
        "2、3-满意度指标；31-服务对象满意度指标；渡客；实施周期指标值:；年度指标值:≥9\n5%。"
    )
    table = [["项目名称（资金使用单位）", "总计", "绩效目标", "绩效指标"], ["码头巡查", "6.00", "码头完好", packed]]
    found = read(ruled(table, "单位：万元"))
    assert rows(found, "indicators", "level1", "level2", "level3", "target", "target_implementation") == [
        ("产出指标", "数量指标", "巡查2、3号码头：次数", "≥12次", "≥36次"),
        ("满意度指标", "服务对象满意度指标", "渡客", "≥95%", None),
    ]


def test_the_tasks_of_a_whole_department_are_duties_and_not_its_goals() -> None:
    table = [
        ["部门名称", "气象站", "<", "<", "<"],
        ["总体绩效目标", "预警及时", "<", "<", "<"],
        ["年度重点工作任务", "名称", "主要实施内容", "拟投入的资金（万元）", "期望达到的目标"],
        ["^", "观测", "设点", "3.00", "在线"],
        ["^", "合计", "", "3.00", ""],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值"],
        ["^", "产出指标", "数量指标", "观测点", "≥4个"],
    ]
    found = read(ruled(table))
    assert rows(found, "duties", "duty_no", "title", "budget_yuan") == [(1, "观测", wan("3"))]
    assert rows(found, "goals", "scope", "parent_no", "text") == [("department", 3, "预警及时"), ("duty", 1, "在线")]
    assert rows(found, "indicators", "scope", "parent_no", "target_value") == [("department", 3, 4)]


def test_levels_that_run_together_are_parted_by_their_names() -> None:
    table = [
        ["部门名称", "航道局", "<", "<", "<"],
        ["活动", "绩效指标", "指标性质", "指标值", "度量单位"],
        ["航标养护", "产出指标数量指标换灯盏数", "≥", "60", "盏"],
        ["航标养护", "满意度指标服务对象满意度指标船家满意度", "定性", "满意", ""],
    ]
    found = read(ruled(table, "部门整体支出绩效目标表"))
    assert rows(found, "indicators", "activity", "level1", "level2", "level3", "target") == [
        ("航标养护", "产出指标", "数量指标", "换灯盏数", "≥60盏"),
        ("航标养护", "满意度指标", "服务对象满意度指标", "船家满意度", "满意"),
    ]


def test_what_was_reached_stands_beside_the_target() -> None:
    table = [
        ["项目名称", "<", "渡船更新", "<", "<", "<", "<"],
        ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "执行率", "得分"],
        ["^", "年度资金总额", "12.00", "11.00", "10.50", "95%", "9.5"],
        ["年度总体目标", "预期目标", "<", "<", "实际完成情况", "<", "<"],
        ["^", "换新船", "<", "<", "换了一艘", "<", "<"],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["产出指标", "数量指标", "新船", "2艘", "1艘", "20", "10"],
    ]
    found = read(ruled(table, "项目绩效自评表"))
    assert rows(found, "projects", "budget_yuan", "adjusted_budget_yuan", "executed_yuan", "score") == [
        (wan("12"), wan("11"), wan("10.5"), Decimal("9.5"))
    ]
    assert rows(found, "goals", "text", "reached") == [("换新船", "换了一艘")]
    assert rows(found, "indicators", "target", "actual", "weight", "score") == [("2艘", "1艘", 20, 10)]


@pytest.mark.parametrize(("label", "points"), [("分值\n（90）", 90), ("分值权重（90分）", 90), ("分值", None)])
def test_a_form_says_in_its_head_what_its_points_make(label: str, points: int | None) -> None:
    sheet = [[label if "分值\n（90）" in text else text for text in row] for row in SHEET]
    assert rows(read(ruled(sheet)), "indicators", "weight_of_all") == [(points,)] * 3


def test_a_department_that_looks_back_says_what_each_task_cost_and_reached() -> None:
    found = read(
        ruled(
            [
                ["部门名称", "<", "航运局", *["<"] * 9],
                ["任务完成情况", "任务名称", "主要内容", "完成情况", *BUDGETED, *EXECUTED, "分值", "执行率"],
                ["^", "^", "^", "^", "总额", "财政拨款", "其他资金", "总额", "财政拨款", "其他资金", "^", "^"],
                ["^", "航标养护", "换灯", "已换", "20.00", "15.00", "5.00", "10.00", "9.00", "1.00", "5", "50.00%"],
                ["^", "金额合计", "<", "<", "20.00", "15.00", "5.00", "10.00", "9.00", "1.00", "5", "50.00%"],
                ["年度总体目标完成情况", "预期目标（年初设定）", *["<"] * 3, "目标实际完成情况", *["<"] * 6],
                ["^", "目标1：灯亮。目标2：渡口畅通。", *["<"] * 3, "目标1：60盏亮。目标2：停渡2天。", *["<"] * 6],
            ],
            "部门整体支出绩效自评表",
        )
    )  # fmt: skip
    money = ("budget_yuan", "fiscal_yuan", "other_yuan", "executed_yuan", "executed_fiscal_yuan", "executed_other_yuan")
    assert rows(found, "duties", "title", "reached", *money, "weight", "executed_percent") == [
        ("航标养护", "已换", wan("20"), wan("15"), wan("5"), wan("10"), wan("9"), wan("1"), 5, 50)
    ]
    assert rows(found, "goals", "text", "reached") == [("灯亮。", "60盏亮。"), ("渡口畅通。", "停渡2天。")]


def test_what_was_reached_stands_whole_beside_the_first_goal_where_its_numbers_differ() -> None:
    found = read(
        ruled(
            [
                *SHEET[:6],
                ["总体目标", "预期目标", "<", "<", "实际完成情况", "<", "<"],
                ["^", "目标1：灯亮。目标2：渡口畅通。", "<", "<", "都做到了", "<", "<"],
                *SHEET[7:],
            ]
        )
    )
    assert rows(found, "goals", "text", "reached") == [("灯亮。", "都做到了"), ("渡口畅通。", None)]


@pytest.mark.parametrize("label", ["绩效标准", "达标线"])
def test_targets_are_known_by_the_signs_beside_them_whatever_they_are_called(label: str) -> None:
    head = ["项目名称", "项目总额", "绩效目标", "一级指标", "二级指标", "三级指标", "指标性质", label, "度量单位"]
    found = read(ruled([head, ["航标换灯", "30.00", "可辨", "产出指标", "数量指标", "换灯", "≥", "60", "盏"]]))
    assert rows(found, "indicators", "level3", "target", "operator") == [("换灯", "≥60盏", "ge")]


def test_a_remark_beside_the_signs_is_no_target() -> None:
    head = ["项目名称", "一级指标", "二级指标", "三级指标", "绩效标准", "指标解释", "计量单位", "指标值类型", "备注"]
    found = read(ruled([head, ["航标换灯", "产出指标", "数量指标", "换灯", "60", "按灯计", "盏", "≥", "20"]]))
    assert [row["target"] for row in found.rows["indicators"]] == ["60"]


def test_levels_may_be_columns_with_their_indicators_below() -> None:
    found = read(
        ruled(
            [
                ["项目名称", "预算金额（万元）", "绩效目标", "产出指标", "<", "<", "效益指标", "满意度指标"],
                ["^", "^", "^", "数量指标", "质量指标", "时效指标", "社会效益指标", "^"],
                ["航标换灯", "30.00", "可辨", "1.换灯≥60盏；2.校准：4次", "合格率=100%", "年底前", "无", "船员≥90%"],
                ["合计", "30.00", "", "", "", "", "", ""],
            ],
            "项目支出绩效目标表",
        )
    )  # fmt: skip
    assert rows(found, "projects", "project_name", "budget_yuan", "shape") == [("航标换灯", wan("30"), "packed")]
    assert rows(found, "indicators", "level1", "level2", "level3", "target") == [
        ("产出指标", "数量指标", "换灯", "≥60盏"),
        ("产出指标", "数量指标", "校准", "4次"),
        ("产出指标", "质量指标", "合格率", "=100%"),
        ("产出指标", "时效指标", "年底前", None),
        ("满意度指标", None, "船员", "≥90%"),
    ]


def test_a_list_may_have_columns_of_second_levels_alone() -> None:
    head = ["项目名称", "预算金额（万元）", "绩效目标", "数量指标", "质量指标", "成本指标"]
    found = read(ruled([head, ["航标换灯", "30.00", "可辨", "换灯\n≥60盏", "", "≤30万元"]]))
    assert rows(found, "indicators", "level1", "level2", "level3", "target") == [
        (None, "数量指标", "换灯", "≥60盏"),
        ("成本指标", None, None, "≤30万元"),
    ]


def test_a_sign_a_number_and_a_month_in_cells_of_their_own_are_one_target() -> None:
    """In one text ≤11月 may be a date; in three cells each says what it is. A calendar year is none."""
    table = [
        LIST_HEAD[0],
        ["渡船更新", "12.00", "换新船", "产出指标", "时效指标", "采购时间", "≤", "11", "月"],
        ["^", "^", "^", "^", "^", "完工年份", "＝", "2031", "年"],
        ["^", "^", "^", "^", "^", "船坞单价", "≤", "14", "元/m2/月"],
    ]
    found = read(ruled(table, "项目支出绩效目标表", "单位：万元"))
    columns = ("target", "operator", "operator_printed", "target_value", "target_unit")
    assert rows(found, "indicators", *columns) == [
        ("≤11月", "le", True, 11, "月"),
        ("＝2031年", "text", False, None, None),
        ("≤14元/m2/月", "le", True, 14, "元/m2/月"),
    ]
