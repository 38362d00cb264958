"""Forms that lie on their side: a row a level, a column an indicator."""

from performance_tables import read, rows
from ruled import ruled

FORM = [
    ["项目名称", "石埠码头修缮", "<", "<"],
    ["预算金额（万元）", "36.50", "<", "<"],
    ["绩效目标", "码头可以靠船", "<", "<"],
    ["一级指标", "产出指标", "<", "效益指标"],
    ["二级指标", "数量指标", "质量指标", "社会效益指标"],
    ["三级指标", "修缮码头", "验收合格率", "靠船班次"],
    ["指标值", "≥2处", "100%", "≥12班"],
]


def form(cells: list[list[str]] = FORM) -> list[list[str]]:
    return [[*row] for row in cells]


def test_each_column_is_an_indicator_and_its_cells_are_taken_where_they_stand() -> None:
    table = ruled(form())
    table.title = "项目支出绩效目标表"
    found = read(table)
    assert rows(found, "indicators", "level1", "level2", "level3", "target") == [
        ("产出指标", "数量指标", "修缮码头", "≥2处"),
        ("产出指标", "质量指标", "验收合格率", "100%"),
        ("效益指标", "社会效益指标", "靠船班次", "≥12班"),
    ]
    assert {(1, 6, col) for col in (1, 2, 3)} <= found.cells
    assert (1, 6, 0) in found.headers


def test_rows_without_targets_are_no_indicators() -> None:
    table = ruled([*form()[:-1], ["备注", "无", "无", "无"]])
    table.title = "项目支出绩效目标表"
    assert not rows(read(table), "indicators", "level3")
