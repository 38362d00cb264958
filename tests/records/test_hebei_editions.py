"""The Hebei form in the editions of other years and departments: other months, rows, headers, totals."""

from decimal import Decimal

import pytest
from as_text import records, table

from schemas.tables import Row, RowsByTable


def performance(*, title: str = "1、苗木养护绩效目标表", above: str = "631001 云岭县苗圃", **rows: str) -> RowsByTable:
    """A performance table; `rows` replace those of the usual edition, a blank one is left out."""
    usual = {
        "head": "项目编码|13068221P00000410010K||项目名称|苗木养护||",
        "funds": "预算规模及资金用途|预算数|7.50|其中 财政资金|7.50|其他资金|",
        "purpose": "|预算数 7.5 万元。主要用于修剪。3 月底支出进度达到 20%，12 月底 100%。",
        "plan": "资金支出计划(%)|3 月底||6 月底|10 月底|12 月底|",
        "values": "|20||40|80|100|",
        "goal": "绩效目标|1、苗木成活。",
        "header": "一级指标|二级指标|三级指标|绩效指标描述|指标值|指标值确定依据|",
        "first": "产出指标|质量指标|成活率|成活株数占栽植株数|≥ 95百分比|历史标准|",
        "second": "|时效指标|修剪次数|全年修剪|≥2 次|计划标准|",
    }
    printed = [line for row in (usual | rows).values() for line in row.split("\n") if line]
    return records("第二部分 专项资金绩效目标", title, above, "单位：万元", table(*printed))


def plans(made: RowsByTable) -> list[tuple[object, ...]]:
    return [(row["month"], row["percent"], row["state"]) for row in made.get("payment_plans", ())]


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        ((3, 6, 10, 12), [(3, "value"), (6, "value"), (10, "value"), (12, "value")]),
        ((3, 6, 9, 12), [(3, "value"), (6, "value"), (9, "value"), (12, "value")]),
        ((3, 6, 9), [(3, "value"), (6, "value"), (9, "value"), (12, "column_missing")]),
        ((3, 6, 10), [(3, "value"), (6, "value"), (10, "value"), (12, "column_missing")]),
        ((2, 11), [(2, "value"), (11, "value")]),
    ],
)
def test_a_plan_lacks_the_months_of_its_own_edition_only(months: tuple[int, ...], expected: list[object]) -> None:
    plan = "资金支出计划(%)|" + "|".join(f"{month} 月底" for month in months)
    made = performance(plan=plan, values="|" + "|".join(["20"] * len(months)))
    assert [(month, state) for month, _, state in plans(made)] == expected


@pytest.mark.parametrize("header", ["", "资金支出计划(%)|一季度||二季度|三季度|四季度|"])
def test_a_plan_without_months_says_nothing_of_any(header: str) -> None:
    made = performance(plan=header, values="|20||40|80|100|" if header else "")
    assert not plans(made)
    assert not [check for check in made["checks"] if check["identity"].startswith("plan_")]


def test_rows_of_funds_and_of_what_kind_the_project_is_are_no_part_of_its_purpose() -> None:
    made = performance(
        head="项目编码|13068221P00000410010K||项目名称|苗木养护||\n项目类别|其他经常性项目||项目实施期|2020.01-2020.12||",
        purpose="|其中：一般公共预算拨款|7.00|政府性基金预算拨款|0.50||\n|主要用于修剪。",
    )
    (project,) = made["projects"]
    assert (project["purpose"], project["nature"], project["period"]) == (
        "主要用于修剪。",
        "其他经常性项目",
        "2020.01-2020.12",
    )
    assert (project["general_yuan"], project["fund_yuan"]) == (70_000, 5_000)


@pytest.mark.parametrize(
    ("header", "tail"),
    [
        ("一级指标|二级指标|三级指标|绩效指标描述|指标值|指标值确定依据|", ""),
        ("绩效指标|||绩效指标描述|指标值|指标值确定依据|评分标准\n一级指标|二级指标|三级指标||||", "未达标不得分"),
    ],
)
def test_the_levels_may_stand_below_the_labels_beside_them(header: str, tail: str) -> None:
    made = performance(
        header=header,
        first=f"产出指标|质量指标|成活率|成活株数占栽植株数|≥ 95百分比|历史标准|{tail}",
    )
    assert [
        (row["level1"], row["level2"], row["level3"], row["operator"], row["target_value"], row["basis"])
        for row in made["indicators"]
    ] == [
        ("产出指标", "质量指标", "成活率", "ge", Decimal(95), "历史标准"),
        ("产出指标", "时效指标", "修剪次数", "ge", Decimal(2), "计划标准"),
    ]


@pytest.mark.parametrize("title", ["1.", "1、", "（1）", "(1)", "（一）", ""])
def test_a_title_is_numbered_in_any_style_or_not_at_all(title: str) -> None:
    made = performance(title=f"{title}苗木养护项目绩效目标表", above="填报单位：云岭县苗圃")
    (project,) = made["projects"]
    assert (project["table_no"], project["project_name"], project["unit_name"]) == (1, "苗木养护", "云岭县苗圃")
    assert not [check for check in made["checks"] if check["status"] == "fail"]


BOUGHT = (
    "政府采购项目来源||采购物品名称|政府采购目录序号|计量单位|数量|单价|政府采购金额",
    "项目名称|预算资金||||||合计",
)


def buying(*rows: str, header: tuple[str, ...] = BOUGHT) -> RowsByTable:
    return records("部门政府采购预算", "631 云岭县苗圃", "单位：万元", table(*header, *rows))


def errors(made: RowsByTable) -> list[str]:
    return [
        check["message_zh"] for check in made["checks"] if (check["status"], check["severity"]) == ("fail", "error")
    ]


def totals(made: RowsByTable) -> list[tuple[object, ...]]:
    return [(row["level"], row["unit_name"], row["amount_yuan"]) for row in made["procurement_totals"]]


def items(made: RowsByTable, *columns: str) -> list[tuple[object, ...]]:
    return [tuple(row[column] for column in columns) for row in made["procurement_items"]]


@pytest.mark.parametrize("word", ["小计", "合计", "：小计", ""])
def test_a_units_subtotal_is_no_item_whatever_it_is_called(word: str) -> None:
    made = buying(
        "合计|||||||3.00",
        f"云岭县苗圃{word}|||||||2.00",
        "养护|2.00|剪刀|A09|把|4|0.50|2.00",
        f"云岭县果园{word}|||||||1.00",
        "养护|1.50|剪刀|A09|把|2|0.50|1.00",
    )
    assert totals(made) == [
        ("total", None, 30_000),
        ("unit", "云岭县苗圃", 20_000),
        ("unit", "云岭县果园", 10_000),
    ]
    assert items(made, "unit_name", "amount_yuan") == [("云岭县苗圃", 20_000), ("云岭县果园", 10_000)]
    assert not errors(made)


def test_of_which_unit_an_item_is_is_not_said_where_each_unit_has_only_a_total() -> None:
    made = buying(
        "合计|||||||2.00",
        "养护|2.00|剪刀|A09|把|4|0.50|2.00",
        "合计|||||||1.00",
        "养护|1.50|剪刀|A09|把|2|0.50|1.00",
    )
    assert items(made, "unit_name", "amount_yuan") == [(None, 20_000), (None, 10_000)]
    assert not errors(made)


def test_the_total_may_stand_at_the_bottom_and_a_project_have_one_of_its_own() -> None:
    made = buying(
        "养护|3.00|剪刀|A09|把|4|0.50|2.00",
        "养护|3.00|水管|A09|米|10|0.10|1.00",
        "养护||小计|||||3.00",
        "云岭县苗圃小计|||||||3.00",
        "合计|||||||3.00",
    )
    assert totals(made) == [("project", None, 30_000), ("unit", "云岭县苗圃", 30_000), ("total", None, 30_000)]
    assert len(made["procurement_items"]) == 2
    assert not errors(made)


@pytest.mark.parametrize(("printed", "taken"), [("2.00", 20_000), ("100%", None), ("是", None), ("", None)])
def test_what_is_set_aside_for_small_enterprises_is_an_amount_or_only_said(printed: str, taken: int | None) -> None:
    made = buying(
        f"养护|2.00|剪刀|A09|把|4|0.50|2.00|{printed}|",
        header=(f"{BOUGHT[0]}|面向中小企业预留|其中：小微企业", BOUGHT[1]),
    )
    assert items(made, "amount_yuan", "sme_yuan", "micro_yuan") == [(20_000, taken, None)]
    assert not made["failures"]


def test_a_procurement_table_may_lack_the_funds_of_its_projects() -> None:
    header = ("项目名称|采购品目名称|采购品目编码|计量单位|数量|单价|合计",)
    made = buying("合计||||||2.00", "养护|剪刀|A09|把|4|0.50|2.00", header=header)
    assert items(made, "project_name", "item_name", "amount_yuan") == [("养护", "剪刀", 20_000)]
    rows: list[Row] = [check for check in made["checks"] if check["identity"] == "within_project"]
    assert not rows


def test_a_column_may_say_which_unit_buys() -> None:
    made = buying(
        "云岭县苗圃|养护|剪刀|A09|把|4|0.50|2.00",
        "|养护|水管|A09|米|10|0.10|1.00",
        "云岭县果园|养护|剪刀|A09|把|2|0.50|1.00",
        "合计|||||||4.00",
        header=("单位名称|项目名称|采购品目名称|采购品目编码|计量单位|数量|单价|合计",),
    )
    assert items(made, "unit_name", "item_name") == [
        ("云岭县苗圃", "剪刀"),
        ("云岭县苗圃", "水管"),
        ("云岭县果园", "剪刀"),
    ]
    assert totals(made) == [("total", None, 40_000)]
    assert not errors(made)


@pytest.mark.parametrize(
    "header",
    [
        "项 目|数 量|价值（金额单位：万 元）|",
        "资产类别|数量|金额（万元）|备注",
        "资产名称|数量|账面价值(万元)|计量单位",
    ],
)
def test_the_columns_of_an_asset_table_have_several_names(header: str) -> None:
    made = records(
        "固定资产占用情况表",
        "截止时间：2016年12月31日",
        table(header, "资产总额|—|9.00|", "1、车辆|2|7.00|辆", "2、其他固定资产|—|2.00|"),
    )
    unit = "辆" if "计量单位" in header else None
    assert [(row["item"], row["value_yuan"]) for row in made["assets"]] == [
        ("资产总额", 90_000),
        ("车辆", 70_000),
        ("其他固定资产", 20_000),
    ]
    assert made["assets"][1]["quantity_unit"] == unit
    assert not [check for check in made["checks"] if check["status"] == "fail"]


@pytest.mark.parametrize("blank", ["—", "/", "-"])
def test_a_total_whose_blanks_are_dashes_is_no_item(blank: str) -> None:
    made = buying("|".join(["合计", *[blank] * 6, "2.00"]), "养护|2.00|剪刀|A09|把|4|0.50|2.00")
    assert totals(made) == [("total", None, 20_000)]
    assert len(made["procurement_items"]) == 1
