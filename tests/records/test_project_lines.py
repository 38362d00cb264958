"""Tables that list projects with their amounts and say nothing of performance."""

from decimal import Decimal

from contexts import context
from ruled import ruled

from extractors.document.claims import Claims
from extractors.document.model import Document, Table
from extractors.records.performance import project_lines


def read(*tables: Table) -> Claims:
    for index, table in enumerate(tables, start=1):
        table.index = index
    document = Document(list(tables), "pdf", "application/pdf")
    return project_lines.extract(document, context(document=document))


def rows(found: Claims, *columns: str) -> list[tuple[object, ...]]:
    return [tuple(row[column] for column in columns) for row in found.rows.get("project_lines", ())]


def wan(amount: str) -> Decimal:
    return Decimal(amount) * 10_000


def test_each_project_has_its_body_amount_and_funds() -> None:
    table = [
        ["单位名称", "项目名称", "项目编码", "总计", "财政拨款", "<", "单位资金"],
        ["^", "^", "^", "^", "一般公共预算", "政府性基金", "^"],
        ["合计", "<", "<", "9.00", "6.00", "1.00", "2.00"],
        ["芦桥渡口管理处", "渡船检修", "0731", "5.00", "4.00", "1.00", ""],
        ["柳湾航标站", "航标更换", "0732", "4.00", "2.00", "", "2.00"],
    ]
    found = read(ruled(table, "项目支出预算表", "单位：万元"))
    money = ("budget_yuan", "general_yuan", "fund_yuan", "other_yuan")
    assert rows(found, "role", "proved", "unit_name", "project_code", "project_name", *money) == [
        ("total", True, None, None, "合计", wan("9"), wan("6"), wan("1"), wan("2")),
        ("project", True, "芦桥渡口管理处", "0731", "渡船检修", wan("5"), wan("4"), wan("1"), None),
        ("project", True, "柳湾航标站", "0732", "航标更换", wan("4"), wan("2"), None, wan("2")),
    ]


def test_lines_of_bodies_and_groups_are_told_by_what_they_sum_to() -> None:
    table = [
        ["单位编码", "单位（项目）名称", "项目金额"],
        ["合计", "", "30.00"],
        ["214001", "芦桥渡口管理处", "18.00"],
        ["", "渡船类", "18.00"],
        ["", "渡船检修", "10.00"],
        ["", "船员服装", "8.00"],
        ["214002", "柳湾航标站", "12.00"],
        ["", "航标更换", "12.00"],
    ]
    found = read(ruled(table, "专项业务经费支出表", "单位：万元"))
    assert rows(found, "role", "unit_name", "project_name", "parent_seq") == [
        ("total", None, "合计", None),
        ("unit", "芦桥渡口管理处", "芦桥渡口管理处", None),
        ("group", "芦桥渡口管理处", "渡船类", 2),
        ("project", "芦桥渡口管理处", "渡船检修", 3),
        ("project", "芦桥渡口管理处", "船员服装", 3),
        ("unit", "柳湾航标站", "柳湾航标站", None),
        ("project", "柳湾航标站", "航标更换", 6),
    ]


def test_a_project_below_its_group_in_columns_of_their_own() -> None:
    table = [
        ["类型", "项目名称", "<", "合计"],
        ["^", "一级项目", "二级项目", "^"],
        ["特定目标类", "", "", "7.00"],
        ["", "渡口管理", "", "7.00"],
        ["", "", "渡工补贴", "3.00"],
        ["", "", "渡船保险", "4.00"],
    ]
    found = read(ruled(table, "项目支出表", "单位：万元"))
    assert rows(found, "role", "project_name", "budget_yuan") == [
        ("group", "特定目标类", wan("7")),
        ("group", "渡口管理", wan("7")),
        ("project", "渡工补贴", wan("3")),
        ("project", "渡船保险", wan("4")),
    ]


def test_a_list_that_leaves_projects_out_is_not_proved() -> None:
    table = [["项目名称", "金额"], ["合计", "20.00"], ["渡船检修", "10.00"], ["渡工补贴", "4.00"]]
    found = read(ruled(table, "重点项目情况表", "单位：万元"))
    assert rows(found, "role", "proved") == [("total", False), ("project", False), ("project", False)]


def test_other_tables_are_none() -> None:
    summary = [["项目", "预算数", "项目", "预算数"], ["财政拨款", "3.00", "基本支出", "3.00"]]
    basic = [["支出项目类别", "总计"], ["渡口管理处", "3.00"], ["工资福利支出", "3.00"]]
    goals = [["项目名称", "金额", "一级指标", "三级指标", "指标值"], ["渡船检修", "3.00", "产出指标", "渡船", "3艘"]]
    for rows_, title in ((summary, "收支总表"), (basic, "基本支出总表"), (goals, "项目支出绩效目标表")):
        assert not read(ruled(rows_, title, "单位：万元")).rows
