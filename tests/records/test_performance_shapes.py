"""Performance tables of every shape: whose project a form or a row is, and what it costs."""

import pytest
from performance_tables import LIST_HEAD, SHEET, on_page, read, rows, wan
from ruled import ruled

from extractors.recognise.shapes.titles import project_in


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


def test_a_list_that_tells_again_of_known_projects_adds_none() -> None:
    listed = [["项目名称", "金额", "绩效目标"], ["渡船检修", "10.00", "按期下水"], ["船员服装", "8.00", "按季换装"]]
    again = [
        ["项目", "预算数（万元）", "绩效目标"],
        ["渡船检修（渡口处）", "10.00", "下水"],
        ["船员服装", "8.00", "换装"],
    ]
    found = read(on_page(1, listed, "单位：万元"), on_page(2, [["说明", "<"], ["略", "<"]]), on_page(3, again))
    assert rows(found, "projects", "project_name") == [("渡船检修",), ("船员服装",)]


@pytest.mark.parametrize(
    "head",
    [
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        ["项目", "预算数", "项目", "预算数", "备注"],
        ["项目名称", "合计", "一般公共预算", "政府性基金", "其他资金"],
        ["项目", "2030年执行数", "2031年预算数", "增减额", "备注"],
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


def test_the_name_of_a_level_that_a_break_cuts_between_rules_is_one() -> None:
    first = [*LIST_HEAD, ["护岸养护", "3.00", "东岸平安", "效益指标", "社会效", "巡查", "≥", "4", "次"]]
    second = [["", "", "", "", "益指标", "候船时间", "≤", "20", "分钟"], ["", "", "", "", "^", "事故", "≤", "1", "起"]]
    found = read(on_page(1, first, "单位：万元"), on_page(2, second))
    assert rows(found, "indicators", "level2", "level3") == [
        ("社会效益指标", "巡查"), ("社会效益指标", "候船时间"), ("社会效益指标", "事故"),
    ]  # fmt: skip


def test_a_table_with_a_name_of_its_own_is_not_the_rest_of_a_list_whose_last_part_has_none() -> None:
    first = [*LIST_HEAD, ["护岸养护", "30.00", "岸坡不垮", "产出指标", "数量指标", "补种芦苇", "≥", "400", "株"]]
    again = [*LIST_HEAD, ["渡钟修复", "4.50", "按时鸣钟", "产出指标", "时效指标", "完工", "≤", "9", "月"]]
    subjects = [
        ["类", "款", "项", "名称", "<", "<", "合计", "基本", "项目"],
        ["214", "", "", "交通", "<", "<", "9", "4", "5"],
    ]
    parts = [on_page(1, first, "项目支出绩效目标表"), on_page(2, again), on_page(3, subjects, "一般公共预算支出表")]
    assert rows(read(*parts), "projects", "project_name") == [("护岸养护",), ("渡钟修复",)]
