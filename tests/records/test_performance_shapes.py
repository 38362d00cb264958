"""Performance tables of every shape: sheets, lists, packed cells, goals only, whole departments, what was reached."""

from decimal import Decimal

import pytest
from contexts import context
from ruled import ruled

from extractors.document.claims import Claims
from extractors.document.model import Document, Table
from extractors.recognise.shapes.titles import project_in
from extractors.records.performance import shapes

SHEET = [
    ["项目名称", "<", "渡船更新", "<", "<", "<", "<"],
    ["主管部门及代\n码", "<", "航运局  407", "<", "实施单位", "东渡口", "<"],
    ["项目资金\n（万元）", "<", "年度资金总额：", "<", "12.76 ", "<", "执行率\n分值\n（10）"],
    ["^", "<", "  其中：财政拨款", "<", "12.00 ", "<", "^"],
    ["^", "<", "  上年结转", "<", "0.76 ", "<", "^"],
    ["^", "<", "  其他资金", "<", "0 ", "<", "^"],
    ["年\n度\n总\n体\n目\n标", "目标1：换新船。目\n标 2：老船退役；3.船员持证。", "<", "<", "<", "<", "<"],
    ["绩\n效\n指\n标", "一级\n指标", "二级指标", "三级指标", "<", "指标值", "分值\n（90）"],
    ["^", "产出指标", "数量指标", "新船", "<", "2艘", "50"],
    ["^", "^", "^", "退役的船", "<", "≥1艘", "20"],
    ["^", "效益指标", "社会效益指标", "候船时间", "<", "不超过20分钟", "20"],
]
LIST_HEAD = [
    ["项目名称", "项目总额", "绩效目标", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"],
]


def read(*tables: Table) -> Claims:
    for index, table in enumerate(tables, start=1):
        table.index = index
    return shapes.extract(Document(list(tables), "pdf", "application/pdf"), context())


def on_page(page: int, rows: list[list[str]], *context: str) -> Table:
    table = ruled(rows, *context)
    for cell in table.cells:
        cell.page = page
    return table


def rows(found: Claims, table: str, *columns: str) -> list[tuple[object, ...]]:
    return [tuple(row[column] for column in columns) for row in found.rows.get(table, ())]


def wan(amount: str) -> Decimal:
    return Decimal(amount) * 10_000


def test_a_sheet_is_read_beside_its_labels() -> None:
    found = read(ruled(SHEET))
    money = ("budget_yuan", "fiscal_yuan", "carried_over_yuan", "other_yuan", "execution_weight")
    assert rows(
        found, "projects", "table_no", "project_name", "supervisor_code", "supervisor", "unit_name", *money
    ) == [(1, "渡船更新", "407", "航运局", "东渡口", wan("12.76"), wan("12"), wan("0.76"), wan("0"), 10)]
    assert rows(found, "goals", "goal_no", "horizon", "text") == [
        (1, "annual", "换新船。"),
        (2, "annual", "老船退役；"),
        (3, "annual", "船员持证。"),
    ]
    assert rows(found, "indicators", "row_no", "level1", "level2", "level3", "operator", "target_value", "weight") == [
        (1, "产出指标", "数量指标", "新船", "eq", 2, 50),
        (2, "产出指标", "数量指标", "退役的船", "ge", 1, 20),
        (3, "效益指标", "社会效益指标", "候船时间", "le", 20, 20),
    ]
    assert {(1, 4, 4), (1, 10, 5)} <= found.cells


def test_a_note_below_the_indicators_is_no_indicator() -> None:
    assert len(read(ruled([*SHEET, ["备注", "新船须年检", "<", "<", "<", "<", "<"]])).rows["indicators"]) == 3


def test_a_sheet_without_a_unit_keeps_its_goals_and_indicators() -> None:
    found = read(ruled([[text.replace("（万元）", "") for text in row] for row in SHEET]))
    whole = read(ruled(SHEET))
    assert rows(found, "projects", "project_name", "budget_yuan", "fiscal_yuan") == [("渡船更新", None, None)]
    assert found.rows["indicators"] == whole.rows["indicators"]
    assert found.rows["goals"] == whole.rows["goals"]
    assert [trouble.error for trouble in found.troubles] == ["no_money_unit"]


def test_the_name_of_a_form_that_has_none_inside_is_its_title_with_the_code_before_it() -> None:
    sheet = [SHEET[1], *SHEET[2:]]
    found = read(on_page(1, sheet, "407001_渡船更新项目绩效目标表"), on_page(2, sheet, "407001_码头护栏项目绩效目标表"))
    assert rows(found, "projects", "project_name") == [("407001_渡船更新",), ("407001_码头护栏",)]
    assert rows(found, "indicators", "parent_no") == [(1,)] * 3 + [(2,)] * 3


def test_two_forms_in_one_table_are_two_projects_and_a_form_goes_on_over_a_page() -> None:
    second = [["项目名称", "<", "2.16米跳板", "<", "<", "<", "<"], *SHEET[1:9]]
    rest = [["", "产出指标", "质量指标", "跳板合格率", "<", "100%", "20"]]
    found = read(on_page(1, [*SHEET, *second]), on_page(2, rest))
    assert rows(found, "projects", "project_name") == [("渡船更新",), ("2.16米跳板",)]
    assert rows(found, "indicators", "parent_no", "level3") == [
        (1, "新船"),
        (1, "退役的船"),
        (1, "候船时间"),
        (2, "新船"),
        (2, "跳板合格率"),
    ]


def test_a_form_that_nobody_filled_in_is_no_project() -> None:
    blank = [
        ["项目名称", "", "主管部门", ""],
        ["年度资金总额（万元）", "", "绩效目标", ""],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "", ""],
    ]
    found = read(ruled(blank, "专项资金绩效目标表"))
    assert not found.rows
    assert found.kinds == {1: "project_performance"}


def test_targets_of_the_period_and_of_the_year_stand_in_one_row() -> None:
    table = [
        ["项目名称", "渡船更新", "<", "年度资金总额（万元）", "12.00"],
        ["一级指标", "二级指标", "三级指标", "实施期指标值", "年度指标值"],
        ["产出指标", "数量指标", "新船", "≥6艘", "≥2艘"],
    ]
    assert rows(read(ruled(table)), "indicators", "level3", "target_value", "target_implementation") == [
        ("新船", 2, "≥6艘")
    ]


def test_a_project_cut_by_pages_is_one_wherever_its_name_stands() -> None:
    first = [*LIST_HEAD, ["", "", "", "产出指标", "数量指标", "渡口巡查", "≥", "12", "次"]]
    middle = [
        *LIST_HEAD,
        ["护岸养护", "30.00", "岸坡不垮", "", "数量指标", "补种芦苇", "≥", "400", "株"],
        ["^", "^", "^", "效益指标", "社会效益指标", "投诉", "≤", "3", "件"],
    ]
    last = [
        *LIST_HEAD,
        ["", "", "", "满意度指标", "服务对象满意度指标", "渡客满意度", "定性", "满意", ""],
        ["渡钟修复", "4.50", "按时鸣钟", "产出指标", "时效指标", "完工", "≤", "9", "月"],
        ["^", "^", "^", "^", "质量指标", "走时准确", "＝", "100", "%"],
    ]
    found = read(*(on_page(n, part, "单位：万元") for n, part in enumerate((first, middle, last), start=1)))
    assert rows(found, "projects", "project_name", "budget_yuan", "shape") == [
        ("护岸养护", wan("30"), "long_list"),
        ("渡钟修复", wan("4.5"), "long_list"),
    ]
    assert rows(found, "indicators", "parent_no", "row_no", "level1", "target") == [
        (1, 1, "产出指标", "≥12次"),
        (1, 2, "产出指标", "≥400株"),
        (1, 3, "效益指标", "≤3件"),
        (1, 4, "满意度指标", "满意"),
        (2, 1, "产出指标", "≤9月"),
        (2, 2, "产出指标", "＝100%"),
    ]


def test_lines_of_units_and_totals_are_no_projects() -> None:
    table = [
        ["单位（项目）名称", "资金总额", "绩效目标"],
        ["合计", "30.00", ""],
        ["芦桥渡口管理处", "18.00", ""],
        ["渡船检修", "10.00", "按期下水"],
        ["船员服装", "8.00", ""],
        ["柳湾航标站", "12.00", ""],
        ["航标灯更换", "12.00", "夜间可见"],
    ]
    found = read(ruled(table, "单位：万元"))
    assert rows(found, "projects", "project_name", "unit_name", "budget_yuan") == [
        ("渡船检修", "芦桥渡口管理处", wan("10")),
        ("船员服装", "芦桥渡口管理处", wan("8")),
        ("航标灯更换", "柳湾航标站", wan("12")),
    ]
    assert rows(found, "project_totals", "level", "label", "budget_yuan") == [
        ("total", "合计", wan("30")),
        ("unit", "芦桥渡口管理处", wan("18")),
        ("unit", "柳湾航标站", wan("12")),
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


def test_a_list_that_tells_again_of_known_projects_adds_none() -> None:
    listed = [["项目名称", "金额", "绩效目标"], ["渡船检修", "10.00", "按期下水"], ["船员服装", "8.00", "按季换装"]]
    again = [
        ["项目", "预算数（万元）", "绩效目标"],
        ["渡船检修（渡口处）", "10.00", "下水"],
        ["船员服装", "8.00", "换装"],
    ]
    found = read(on_page(1, listed, "单位：万元"), on_page(2, [["说明", "<"], ["略", "<"]]), on_page(3, again))
    assert rows(found, "projects", "project_name") == [("渡船检修",), ("船员服装",)]


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


@pytest.mark.parametrize(
    "head",
    [
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        ["项目", "预算数", "项目", "预算数", "备注"],
        ["项目名称", "合计", "一般公共预算", "政府性基金", "其他资金"],
    ],
)
def test_a_table_of_amounts_is_none_of_performance(head: list[str]) -> None:
    found = read(ruled([head, ["渡口", "1.00", "1.00", "1.00", "1.00"]], "单位：万元"))
    assert not found.rows and not found.kinds


def test_a_head_that_other_text_is_printed_over_has_the_columns_of_the_page_before() -> None:
    first = [*LIST_HEAD, ["护岸养护", "30.00", "岸坡不垮", "产出指标", "数量指标", "补种芦苇", "≥", "400", "株"]]
    leaked = [["11000026T0000\n项目名称\n渡钟", *LIST_HEAD[0][1:]]]
    second = [*leaked, ["渡钟修复", "4.50", "鸣钟", "产出指标", "时效指标", "完工", "≤", "9", "月"]]
    found = read(on_page(1, first, "单位：万元"), on_page(2, second, "单位：万元"))
    assert rows(found, "projects", "project_name") == [("护岸养护",), ("渡钟修复",)]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("3、2026年专项债券付息项目绩效目标表", "2026年专项债券付息"),
        ("（二）单位预算项目绩效目标表", None),
        ("2026年部门项目支出绩效目标表", None),
        ("2.16米跳板项目绩效目标表", "2.16米跳板"),
    ],
)
def test_a_title_names_its_project_or_none(title: str, name: str | None) -> None:
    assert project_in(title) == name


def test_a_form_that_lost_its_head_has_that_of_the_form_above() -> None:
    second = [["项目名称", "<", "码头护栏", "<", "<", "<", "<"], *SHEET[1:7], *SHEET[8:]]
    found = read(ruled([*SHEET, *second]))
    assert rows(found, "indicators", "parent_no", "level3") == [
        (number, name) for number in (1, 2) for name in ("新船", "退役的船", "候船时间")
    ]


def test_the_parts_of_a_budget_are_taken_from_its_own_column() -> None:
    table = [
        ["项目名称", "<", "渡船更新", "<", "<", "<"],
        ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值"],
        ["^", "年度资金总额", "36.00", "36.00", "26.30", "10"],
        ["^", "其中：财政拨款", "", "26.30", "26.30", "—"],
        ["^", "其他资金", "36.00", "9.70", "", "—"],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值"],
        ["产出指标", "数量指标", "新船", "2艘", "1艘", "85"],
        ["总分", "<", "<", "<", "<", "100"],
    ]
    found = read(ruled(table, "项目绩效自评表"))
    money = ("budget_yuan", "fiscal_yuan", "other_yuan", "adjusted_budget_yuan", "execution_weight")
    assert rows(found, "projects", *money) == [(wan("36"), None, wan("36"), wan("36"), 10)]
    assert rows(found, "indicators", "weight", "weight_of_all") == [(85, 100)]


@pytest.mark.parametrize(("label", "points"), [("分值\n（90）", 90), ("分值权重（90分）", 90), ("分值", None)])
def test_a_form_says_in_its_head_what_its_points_make(label: str, points: int | None) -> None:
    sheet = [[label if "分值\n（90）" in text else text for text in row] for row in SHEET]
    assert rows(read(ruled(sheet)), "indicators", "weight_of_all") == [(points,)] * 3


def test_several_amounts_under_one_name_have_it_on_whichever_page_it_stands() -> None:
    """The cell of a name runs over three pages with its text in the middle; three bodies spend under it."""
    indicator = ["产出指标", "数量指标", "巡查", "≥", "4", "次"]
    first = [*LIST_HEAD, ["", "3.00", "东岸平安", *indicator], ["^", "4.00", "西岸平安", *indicator]]
    middle = [["护岸养护", "5.00", "南岸平安", *indicator], ["^", "6.00", "北岸平安", *indicator]]
    last = [
        ["", "7.00", "中洲平安", *indicator],
        ["^", "8.00", "沙嘴平安", *indicator],
        ["渡钟修复", "4.50", "按时鸣钟", *indicator],
    ]
    found = read(*(on_page(n, part, "单位：万元") for n, part in enumerate((first, middle, last), start=1)))
    names = [("护岸养护", wan(str(n))) for n in range(3, 9)]
    assert rows(found, "projects", "project_name", "budget_yuan") == [*names, ("渡钟修复", wan("4.5"))]


def test_a_unit_that_other_tables_lend_is_said_to_be_lent() -> None:
    listed = [["项目名称", "金额", "绩效目标"], ["渡船检修", "10.00", "按期下水"]]
    other = [["收入", "金额"], ["合计", "10.00"]]
    found = read(on_page(1, other, "收支总表", "单位：万元"), on_page(2, listed, "项目绩效目标表"))
    assert rows(found, "projects", "budget_yuan") == [(wan("10"),)]
    assert {table: (proof.unit, proof.reason) for table, proof in found.units.items()} == {
        2: ("万元", "文件各表所印的唯一单位")
    }


def test_an_amount_broken_over_lines_or_cut_by_a_page_is_one() -> None:
    indicator = ["产出指标", "数量指标", "巡查", "≥", "4", "次"]
    first = [*LIST_HEAD, ["护岸养护", "1,300.0000\n00", "平安", *indicator], ["^", "3,327.595437", "安澜", *indicator]]
    second = [["", "37", "", *indicator], ["渡钟修复", "4.50", "按时鸣钟", *indicator]]
    found = read(*(on_page(n, part, "单位：万元") for n, part in enumerate((first, second), start=1)))
    assert rows(found, "projects", "project_name", "budget_yuan") == [
        ("护岸养护", wan("1300")),
        ("护岸养护", wan("3327.595437")),
        ("渡钟修复", wan("4.5")),
    ]
    assert rows(found, "indicators", "parent_no") == [(1,), (2,), (2,), (3,)]


def test_a_code_that_its_cell_prints_over_lines_is_the_projects_code() -> None:
    listed = [
        *LIST_HEAD,
        ["11000031T00\n0002098228-渡口水样", "12.00", "测水", "产出指标", "数量指标", "水样", "≥", "9", "份"],
    ]
    found = read(ruled(listed, "项目支出绩效目标表", "单位：万元"))
    assert rows(found, "projects", "project_code", "project_name") == [
        ("11000031T000002098228", "11000031T000002098228-渡口水样")
    ]


def test_a_project_that_word_prints_again_below_a_page_break_goes_on() -> None:
    listed = [
        *LIST_HEAD,
        ["渡口亮灯", "12.00", "夜渡可辨", "产出指标", "数量指标", "灯", "≥", "9", "盏"],
        ["^", "^", "^", "产出指标", "质量指标", "亮灯率", "≥", "95", "%"],
        ["渡口亮灯", "12.00", "夜渡可辨", "效益指标", "社会效益指标", "夜渡", "≥", "900", "人次"],
        ["渡口亮灯", "12.00", "另一处夜渡可辨", "产出指标", "数量指标", "灯", "≥", "4", "盏"],
    ]
    found = read(ruled(listed, "项目支出绩效目标表", "单位：万元"))
    assert rows(found, "projects", "project_name", "budget_yuan") == [("渡口亮灯", wan("12"))] * 2
    assert rows(found, "indicators", "parent_no") == [(1,), (1,), (1,), (2,)]


BUDGETED = ["全年预算数（万元）", "<", "<"]
EXECUTED = ["全年执行数（万元）", "<", "<"]


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
