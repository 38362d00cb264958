"""Tables that print no money unit: known where the prose states their total, left where it does not."""

from decimal import Decimal

import pytest
from as_text import records, table

PROCUREMENT = table(
    "项目名称|采购物品名称|政府采购目录序号|数量|单价|总计|",
    "合计|||||@|",
    "嫁接工具|园艺剪|A0302|30|0.01|0.3|",
    "日常公用经费|车辆加油服务|C050302|2|0.9|1.8|",
)
DUTIES = table(
    "职责活动|年度预算数|内容描述|绩效目标|绩效指标|优|良|中|差|",
    "一、育苗|40.5|选种|出圃|成活率|95%|90%|85%|80%|",
    "1、嫁接|40.5|接砧木|成活|成活率|95%|90%|85%|80%|",
    "二、花境|@|换花|见花|次数|4次|3次|2次|1次|",
)


@pytest.mark.parametrize(
    ("lines", "yuan"),
    [
        (("2017年政府采购预算2.1万元。", PROCUREMENT.replace("@", "2.1")), [3000, 18000]),
        (("2017年政府采购预算21000元。", PROCUREMENT.replace("@", "21000")), [Decimal("0.3"), Decimal("1.8")]),
        (("2017年公务用车运行维护费1.8万元。", PROCUREMENT.replace("@", "2.1")), [3000, 18000]),
        (("2017年政府采购预算2.2万元。", PROCUREMENT.replace("@", "2.1")), [None, None]),
        (("2016年政府采购预算2.1万元。", PROCUREMENT.replace("@", "2.1")), [None, None]),
        ((PROCUREMENT.replace("@", "2.1"),), [None, None]),
    ],
)
def test_procurement_without_a_unit_has_the_one_in_which_the_prose_states_its_total(
    lines: tuple[str, ...], yuan: list[Decimal | None]
) -> None:
    found = records(*lines[:-1], "政府采购预算表", lines[-1])
    assert [item["amount_yuan"] for item in found["procurement_items"]] == yuan
    (printed,) = found["tables"]
    assert printed["unit_printed"] is None
    assert (printed["unit_proof"] is None) == (yuan[0] is None)
    assert bool(found["failures"]) == (yuan[0] is None)


def test_what_two_statements_would_prove_differently_is_not_known() -> None:
    """The total is stated in 万元 and the vehicles in 元: one of them is wrong, and nothing says which."""
    said = "2017年政府采购预算2.1万元。2017年公务用车运行维护费1.8元。"
    found = records(said, "政府采购预算表", PROCUREMENT.replace("@", "2.1"))
    assert {item["amount_yuan"] for item in found["procurement_items"]} == {None}


@pytest.mark.parametrize(("flowers", "known"), [("9.5", True), ("9.6", False)])
def test_duties_that_make_project_expenditure_are_in_its_unit(flowers: str, known: bool) -> None:
    found = records("2017年项目支出50万元。", "部门职责-工作活动绩效目标", DUTIES.replace("@", flowers))
    expected = [405000, 405000, 95000] if known else [None] * 3
    assert [duty["budget_yuan"] for duty in found["duties"]] == expected


def test_a_table_of_assets_is_in_the_unit_of_the_stated_assets() -> None:
    assets = table("项目|数量|价值|", "资产总额||12.5|", "一、固定资产||7.5|", "1、车辆|1|7.5|")
    lines = ("截至2016年末，固定资产7.5万元。", "固定资产占用情况表", "截止时间：2016年12月31日", assets)
    found = records(*lines)
    assert [row["value_yuan"] for row in found["assets"]] == [125000, 75000, 75000]
    assert "assets" not in records(*lines[1:])


def test_standard_tables_that_print_no_unit_are_in_that_of_the_stated_total() -> None:
    revenue = table("项目|预算数|", "一、财政拨款收入|71.2|", "收入合计|71.2|")
    spent = table("科目编码|科目名称|合计|基本支出|项目支出|", "213|农林水支出|71.2|50|21.2|", "|合计|71.2|50|21.2|")
    found = records("2017年预算收入71.2万元。", "收入预算总表", revenue, "支出预算总表", spent)
    assert {row["amount_yuan"] for row in found["budget_lines"]} == {712000, 500000, 212000}
    assert all(row["unit_proof"].startswith("万元") for row in found["tables"])
    assert "budget_lines" not in records("2017年预算收入71.3万元。", "收入预算总表", revenue)


def test_one_amount_in_another_unit_than_its_table_does_not_give_the_table_its_own() -> None:
    """712000.00 among 71.2: the one is a slip, and no proof that the others are yuan."""
    revenue = table("项目|预算数|", "一、财政拨款收入|71.2|", "收入合计|71.2|", "收入总计|712000|")
    found = records("2017年预算收入71.2万元。", "收入预算总表", revenue)
    assert {row["unit_proof"][:2] for row in found["tables"]} == {"万元"}


def test_a_table_whose_unit_another_one_tells_tells_that_of_a_third() -> None:
    """Revenue prints its unit, expenditure has its total, and only there stands the largest amount of the third."""
    revenue = table("项目|预算数|", "一、财政拨款收入|71.2|", "收入合计|71.2|")
    spent = table("科目编码|科目名称|合计|基本支出|项目支出|", "213|农林水支出|71.2|50|21.2|", "|合计|71.2|50|21.2|")
    basic = table("科目编码|科目名称|合计|", "301|工资福利支出|31|", "302|商品和服务支出|19|", "|合计|50|")
    lines = ("收入预算总表", "单位：万元", revenue, "支出预算总表", spent, "基本支出预算表", basic)
    proofs = [row["unit_proof"] for row in records(*lines)["tables"]]
    assert proofs[0] is None
    assert [proof[:2] for proof in proofs[1:] if proof] == ["万元", "万元"]
    assert "50" in (proofs[2] or "")
    assert [row["unit_proof"] for row in records(*lines[:3], *lines[5:])["tables"]] == [None, None]
