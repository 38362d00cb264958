"""What a whole department's form says that it spends, wherever its amounts stand."""

from decimal import Decimal

import pytest
from contexts import context
from ruled import ruled

from extractors.document.model import Document, Table
from extractors.records.performance import shapes

INDICATORS = [
    ["一级指标", "二级指标", "三级指标", "<", "<", "指标值"],
    ["产出指标", "数量指标", "航标", "<", "<", "≥12座"],
]
ABOVE = [
    ["部门名称", "岚湾航道局", "<", "<", "<", "<"],
    ["总体资金情况（万元）", "预算支出总额", "财政拨款", "<", "其他资金", "<"],
    ["^", "^", "合计", "项目支出", "合计", "项目支出"],
    ["^", "90.5", "80.25", "20", "10.25", "10.25"],
]
TASKS = [
    ["部门名称", "岚湾航道局", "<", "<", "<", "<"],
    ["年度主要任务", "任务名称", "主要内容", "预算金额（万元）", "<", "<"],
    ["^", "^", "^", "总额", "财政拨款", "其他资金"],
    ["^", "清淤", "北汊清淤", "60", "55", "5"],
    ["^", "巡航", "每日两次", "30.5", "25.25", "5.25"],
    ["^", "金额合计", "<", "90.5", "80.25", "10.25"],
]


def totals(*rows: list[list[str]]) -> list[tuple[object, ...]]:
    """Level, budget, fiscal and other money of each total, amounts in ten thousands of yuan."""
    table: Table = ruled([line for part in rows for line in part])
    found = shapes.extract(Document([table], "pdf", "application/pdf"), context())
    money = ("budget_yuan", "fiscal_yuan", "other_yuan")
    return [
        (row["level"], *(None if row[name] is None else row[name] / 10_000 for name in money))
        for row in found.rows.get("project_totals", ())
    ]


WHOLE = ("whole", Decimal("90.5"), Decimal("80.25"), Decimal("10.25"))


@pytest.mark.parametrize("group", ["<", ""])
def test_amounts_below_a_head_of_funds_are_of_their_fund(group: str) -> None:
    """Also where the label of a fund was drawn over one of its columns only."""
    form = [list(row) for row in ABOVE]
    form[1][3] = form[1][5] = group
    assert totals(form, INDICATORS) == [WHOLE, ("whole_project", None, Decimal(20), Decimal("10.25"))]


def test_amounts_beside_their_labels_are_told_by_them_and_a_code_is_no_amount() -> None:
    form = [
        ["部门名称", "岚湾航道局", "<", "部门预算编码", "<", "103"],
        ["年度预算安排（万元）", "资金总额", "<", "90.5", "<", "<"],
        ["^", "基本支出", "<", "70.5", "<", "<"],
        ["^", "项目支出", "<", "20", "<", "<"],
        ["^", "其他资金", "<", "0", "<", "<"],
    ]
    assert totals(form, INDICATORS) == [
        ("whole", Decimal("90.5"), None, 0),
        ("whole_basic", Decimal("70.5"), None, None),
        ("whole_project", Decimal(20), None, None),
    ]


def test_the_row_that_sums_the_tasks_is_what_the_department_spends() -> None:
    assert totals(TASKS, INDICATORS) == [WHOLE]


def test_a_block_beside_the_first_indicators_ends_nothing() -> None:
    """整体绩效目标 stands left of all rows; the row beside it is an indicator all the same."""
    rows = [
        ["部门名称", "<", "岚湾航道局", "<", "<"],
        ["", "活动", "绩效指标", "指标性质", "指标值"],
        ["整体绩效目标", "清淤", "产出指标数量指标清淤长度", "≥", "3"],
        ["^", "巡航", "效益指标社会效益指标航行安全", "定性", "优"],
    ]
    table = ruled(rows)
    table.title = "部门整体支出绩效目标表"
    found = shapes.extract(Document([table], "pdf", "application/pdf"), context())
    assert [row["level3"] for row in found.rows["indicators"]] == ["清淤长度", "航行安全"]


def test_amounts_in_one_cell_with_their_labels_are_totals() -> None:
    form = [
        ["部门名称", "芦桥航运局", "<"],
        ["预算情况（万元）", "预算总额：35.00", "<"],
        ["^", "其中：基本支出：20.00", "项目支出150000.00（元）"],
        ["整体目标", "安全渡运，运送乘客12万人次", "<"],
        ["一级指标", "三级指标", "指标值"],
        ["产出指标", "渡运人次", "≥10万人次"],
    ]
    assert totals(form) == [
        ("whole", 35, None, None),
        ("whole_basic", 20, None, None),
        ("whole_project", 15, None, None),
    ]
