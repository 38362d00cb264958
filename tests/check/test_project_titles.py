"""A form's title is held against its project only where it names one, and a name may say more than the title."""

import pytest
from disclosure import HALF_UNIT, YEAR, truth

from extractors.check.evaluation import evaluate


@pytest.mark.parametrize(
    ("title", "name", "held"),
    [
        ("2、粮库修缮项目绩效目标表", "粮库修缮", ["exact"]),
        ("2、粮库修缮项目绩效目标表", "粮库看守", ["fail"]),
        ("粮库修缮专项转移支付绩效目标表（2031年度）", "粮库修缮专项转移支付- -防潮方向", ["exact"]),
        ("（二）部门主管专项资金的绩效目标表", "粮库修缮", []),
        ("粮库保洁服务项目绩效目标表", "粮库保洁项目（市级资金）", ["exact"]),
        ("芦汀市级粮库修缮项目绩效目标表", "国家粮库修缮专项", ["exact"]),
        ("粮库保洁服务项目绩效目标表", "粮库安保服务项目", ["fail"]),
        ("附表12：预算项目绩效目标公开表", "粮库修缮", []),
    ],
)
def test_a_title_is_compared_where_it_names_a_project(title: str, name: str, held: list[str]) -> None:
    assert _held((title, name), ("1、晒场硬化项目绩效目标表", "晒场硬化")) == [*held, "exact"]


def test_no_title_is_held_against_a_project_where_none_names_its_own() -> None:
    assert _held(("芦汀粮站重点事项绩效目标表", "粮库看守"), ("芦汀粮站重点事项绩效目标表", "晒场硬化")) == []


def _held(*forms: tuple[str, str]) -> list[str]:
    records = truth()
    records["projects"] = [
        records["projects"][0] | {"title": title, "project_name": name, "shape": "sheet"} for title, name in forms
    ]
    checks = evaluate(records, YEAR, HALF_UNIT)
    return [check["status"] for check in checks if check["identity"] == "project_name_in_title"]
