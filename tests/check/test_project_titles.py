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
    ],
)
def test_a_title_is_compared_where_it_names_a_project(title: str, name: str, held: list[str]) -> None:
    records = truth()
    records["projects"] = [records["projects"][0] | {"title": title, "project_name": name, "shape": "sheet"}]
    checks = evaluate(records, YEAR, HALF_UNIT)
    assert [check["status"] for check in checks if check["identity"] == "project_name_in_title"] == held
