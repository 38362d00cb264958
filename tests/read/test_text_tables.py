"""Tables as text, which loses spans and often indents: what the words still tell is read, the rest is not said."""

from decimal import Decimal

import pytest
from as_text import records, table

from schemas.tables import Row, RowsByTable


def checks(made: RowsByTable, identity: str) -> list[Row]:
    return [check for check in made["checks"] if check["identity"] == identity]


def test_a_label_under_a_group_belongs_to_the_header_though_nothing_says_that_the_others_span_both_rows() -> None:
    made = records(
        "部门政府采购预算",
        "单位：万元",
        table(
            "政府采购项目 来源||采购物品名称|政府采购目 录序号|数量 单位|数量|单价|总计",
            "项目名称|||||||",
            "合 计|||||||3.6",
            "苗圃小计|||||||3.6",
            "日常公用 经费||车辆加油服务|C050302|辆|4|0.9 0|3.6",
        ),
    )
    assert [(row["level"], row["amount_yuan"]) for row in made["procurement_totals"]] == [
        ("total", 36_000),
        ("unit", 36_000),
    ]
    (item,) = made["procurement_items"]
    assert (item["project_name"], item["unit_price_yuan"], item["amount_yuan"]) == ("日常公用经费", 9_000, 36_000)
    assert not made["failures"]


def summary(first: str, second: str, part: str = "90.30") -> str:
    return table(
        "项目代码|预算收支项目|预算金额",
        "|预算收入|97.30",
        f"{first}|一般公共预算拨款|90.30",
        "|其中：限额补助|",
        f"|非限额补助|{part}",
        f"{second}|基金预算拨款|7.00",
    )


def test_in_a_numbered_list_what_has_no_number_is_a_part_of_the_line_above() -> None:
    made = records("部门收支预算总表", "单位：万元", summary("1", "2"))
    assert [(row["level"], row["of_which"], row["name"]) for row in made["budget_lines"]] == [
        (0, False, "预算收入"),
        (1, False, "一般公共预算拨款"),
        (2, True, "其中：限额补助"),
        (2, True, "非限额补助"),
        (1, False, "基金预算拨款"),
    ]
    assert [check["status"] for check in checks(made, "table_total")] == ["exact"]


@pytest.mark.parametrize(("part", "level"), [("85.00", 1), ("90.30", 2)])
def test_where_the_first_line_is_not_numbered_amounts_make_a_part_and_no_number_does(part: str, level: int) -> None:
    made = records("部门收支预算总表", "单位：万元", summary("", "1", part))
    assert [row["level"] for row in made["budget_lines"] if row["name"] == "非限额补助"] == [level]
    (total,) = checks(made, "table_total")
    assert total["status"] == ("exact" if level == 2 else "not_checkable")


@pytest.mark.parametrize(
    ("indent", "levels", "statuses"),
    [("　　", [1, 2, 3, 3], ["exact"]), ("", [None] * 4, ["not_checkable"])],
)
def test_groups_that_lost_their_indents_are_added_to_nothing(
    indent: str, levels: list[int | None], statuses: list[str]
) -> None:
    made = records(
        "部门项目支出预算",
        "单位：万元",
        table(
            "项目名称|合计",
            "合计|9.00",
            "育苗|9.00",
            f"{indent}嫁接|9.00",
            "1、接砧木|4.00",
            "2、选种|5.00",
        ),
    )
    assert [row["level"] for row in made["budget_lines"] if row["role"] == "item"] == levels
    assert [check["status"] for check in checks(made, "table_total")] == statuses


@pytest.mark.parametrize(("indent", "status"), [("　　", "exact"), ("", "not_checkable")])
def test_duties_that_cannot_be_told_from_activities_are_not_summed(indent: str, status: str) -> None:
    made = records(
        "项目支出9万元。",
        "职责分类绩效目标",
        "单位：万元",
        table(
            "职责活动|年度预算数|内容描述|绩效目标|绩效指标|评价标准|||",
            "|||||优|良|中|差",
            "育苗|9.00|选种|出圃|||||",
            f"{indent}嫁接|9.00|接砧木|成活|成活率|≥95%|≥90%|≥80%|",
        ),
    )
    (check,) = checks(made, "duties_within")
    assert check["status"] == status
    if status == "not_checkable":
        assert "未能区分" in check["message_zh"]


def test_two_numbers_with_a_space_between_are_one_only_where_the_second_ends_the_first() -> None:
    """`1.2 35` is no amount of two decimals that a narrow column broke."""
    price = {"0.4 5": Decimal(4_500), "0. 45": Decimal(4_500), "1.2 35": None}
    for printed, expected in price.items():
        made = records(
            "部门政府采购预算",
            "单位：万元",
            table("项目名称|采购物品名称|政府采购目录序号|数量|单价|总计", f"养护|剪刀|A09|1|{printed}|0.45"),
        )
        assert [row["unit_price_yuan"] for row in made["procurement_items"]] == [expected]


def amounts(made: RowsByTable, *columns: str) -> list[tuple[object, ...]]:
    rows = [row for row in made["budget_lines"] if row["amount_yuan"] is not None]
    return [(*(row[column] for column in columns), row["amount_yuan"] / 10_000) for row in rows]


@pytest.mark.parametrize("blank", ["", "-", "—", " "])
def test_a_dash_beside_a_total_is_as_blank_as_a_blank(blank: str) -> None:
    """The total's name stands once, in the first of two blocks of expenditure; its amount in the second."""
    made = records(
        "收支预算总表",
        "单位：万元",
        table(
            "收入||支出|||",
            "项目|金额|功能分类|金额|支出用途|金额",
            "一、财政拨款|9|一、城乡社区支出|9|一、基本支出|9",
            f"二、其他资金|{blank}|二、外交支出|{blank}|二、项目支出|{blank}",
            f"收入合计|9|支出合计|{blank}||9",
        ),
    )
    assert [row for row in amounts(made, "side", "role", "name") if row[1] == "total"] == [
        ("revenue", "total", "收入合计", 9),
        ("expenditure", "total", "支出合计", 9),
    ]
    assert not [check for check in made["checks"] if check["status"] == "fail"]


@pytest.mark.parametrize("before", ["", "序号|"])
def test_a_note_behind_the_amounts_of_a_table_of_one_row_makes_them_no_notes(before: str) -> None:
    number = "1|" if before else ""
    made = records(
        "支出预算总表",
        "单位：万元",
        table(f"{before}合计|基本支出|项目支出|备注", f"{number}9.00|7.00|2.00|含修缮"),
    )
    assert amounts(made, "role", "measure") == [("total", "total", 9), ("total", "basic", 7), ("total", "project", 2)]


def test_a_code_in_the_names_cell_tells_the_levels_of_operating_costs_too() -> None:
    made = records(
        "机关运行经费支出预算表",
        "单位：万元",
        table(
            "科目名称|机关运行经费支出",
            "合计|9.00",
            "302 商品和服务支出|9.00",
            "30201 办公费|4.00",
            "30211 差旅费|5.00",
        ),
    )
    assert amounts(made, "code", "level", "name") == [
        (None, 0, "合计", 9),
        ("302", 1, "商品和服务支出", 9),
        ("30201", 2, "办公费", 4),
        ("30211", 2, "差旅费", 5),
    ]


def test_a_title_in_the_middle_of_a_row_is_a_title_where_spans_are_not_known() -> None:
    made = records(
        table(
            "||一般公共预算支出表|",
            "|||单位：万元",
            "序号|科目编码|科目名称|金额",
            "1|207|文化支出|9.00",
        ),
    )
    assert amounts(made, "table_kind", "code", "name") == [("general_expenditure", "207", "文化支出", 9)]


def test_column_numbers_below_the_header_make_no_group_of_the_label_left_of_a_blank() -> None:
    made = records(
        "部门预算收入总表",
        "单位：万元",
        table(
            "序号|科目||本年收入合计|事业收入|",
            "|功能分类科目编码|科目名称||小计|其中：财政专户收入",
            "栏次|1|2|3|4|5",
            "1||合计|9.00|2.00|1.00",
            "2|207|文化支出|9.00|2.00|1.00",
        ),
    )
    assert amounts(made, "code", "name", "measure") == [
        (None, "合计", "total", 9),
        (None, "合计", "institutional", 2),
        (None, "合计", "special_account", 1),
        ("207", "文化支出", "total", 9),
        ("207", "文化支出", "institutional", 2),
        ("207", "文化支出", "special_account", 1),
    ]


@pytest.mark.parametrize(
    ("rows", "category"),
    [
        (("文化支出||9.00", "外交支出||"), ["文化支出", "外交支出"]),
        (("||9.00", "一、人员支出|基本工资|9.00"), [None, "基本工资"]),
    ],
)
def test_a_name_before_blanks_is_a_group_only_where_others_stand_behind_it(
    rows: tuple[str, ...], category: list[str | None]
) -> None:
    made = records("部门收支总表", "单位：万元", table("支出||", "项目||预算数", *rows))
    assert [row["name"] for row in made["budget_lines"]] == category


@pytest.mark.parametrize(
    "above", [("云岭县苗圃局",), ("公开01表", "云岭县苗圃局"), ("2017年", "云岭县苗圃局", "单位：万元")]
)
def test_a_bodys_name_between_a_title_and_its_table_is_no_title(above: tuple[str, ...]) -> None:
    made = records(
        "附表3-1", "部门预算收入总表", *above, table("科目编码|科目名称|预算数（万元）", "207|文化支出|9.00")
    )
    assert [(row["kind"], row["title"]) for row in made["tables"]] == [("revenue", "部门预算收入总表")]


def test_whose_a_table_is_may_stand_behind_its_title_in_one_cell() -> None:
    made = records(
        table(
            "收入预算总表 部门：云岭县苗圃 单位：万元||",
            "科目编码|科目名称|预算数",
            "207|文化支出|9.00",
        )
    )
    assert amounts(made, "table_title", "name") == [("收入预算总表", "文化支出", 9)]
