"""Prices, rates of indicators, classes of assets, and what an evaluation says that is no money of its project."""

import pytest
from told_figures import taken

from extractors.identify.identity import Identity

EVALUATION = Identity("", "云岭县图书局", 2030, "performance_evaluation", None, None, None)


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
