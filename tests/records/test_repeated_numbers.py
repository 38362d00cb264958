"""Documents that count from 1 again: keys stay unique, and no row is mixed up with its namesake."""

from pathlib import Path

import pytest
from publishing import rows, stage

from flows.publish import snapshots
from schemas.tables import tables

TITLE = "云岭县图书馆2031年部门预算"
PERFORMANCE = """1、修缮绩效目标表

{code} {unit}

单位：万元

项目编码\tYL-{code}\t项目名称\t修缮\t\t
预算规模及资金用途\t预算数\t{budget}\t其中财政资金\t{budget}\t
绩效目标\t1、开馆前修好门窗。\t\t\t\t
一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据
产出指标\t数量指标\t门窗\t修好的门窗\t≥3扇\t计划标准
"""
PROCUREMENT = """采购明细

单位：万元

项目名称\t预算资金\t采购物品名称\t政府采购目录序号\t计量单位\t数量\t单价\t合计
合计\t\t\t\t\t\t\t7
小计\t\t\t\t\t\t\t3
门窗\t5\t木门\tA01\t扇\t3\t1\t3
小计\t\t\t\t\t\t\t4
屋顶\t5\t瓦\tA01\t片\t4\t1\t4
"""


def publish(text: str, folder: Path) -> Path:
    (folder / "budget.txt").write_text(f"{TITLE}\n\n{text}", encoding="utf-8")
    assert stage(folder / "budget.txt", folder / "out").problem is None
    snapshots.publish(folder / "out")
    return folder / "out"


def twice(out: Path) -> list[tuple[object, ...]]:
    """The keys that stand in a table more than once."""
    found = []
    for name, table in tables().items():
        keys = [tuple(row[column] for column in ("document_id", *table.key)) for row in rows(out, name)]
        found += [(name, *key[1:]) for key in set(keys) if keys.count(key) > 1]
    return found


@pytest.fixture
def two_units(tmp_path: Path) -> Path:
    first = PERFORMANCE.format(code="701001", unit="云岭县图书馆", budget="5.00")
    second = PERFORMANCE.format(code="701002", unit="云岭县分馆", budget="2.00")
    return publish(f"{first}\n{second}", tmp_path)


def test_two_units_that_both_count_from_1_have_two_projects(two_units: Path) -> None:
    projects = rows(two_units, "projects")
    assert [(row["unit_code"], row["budget_yuan"]) for row in projects] == [("701001", 50_000), ("701002", 20_000)]
    assert len(rows(two_units, "indicators")) == 2


def test_two_units_that_both_count_from_1_have_unique_keys(two_units: Path) -> None:
    assert twice(two_units) == []


def test_two_subtotals_without_a_name_have_unique_keys(tmp_path: Path) -> None:
    assert twice(publish(PROCUREMENT, tmp_path)) == []


def test_a_subtotal_without_a_name_is_the_sum_of_its_own_items(tmp_path: Path) -> None:
    checks = rows(publish(PROCUREMENT, tmp_path), "checks")
    assert not [check["message_en"] for check in checks if check["status"] == "fail"]
