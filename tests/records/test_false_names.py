"""Names that an amount must not bear: none is better than one that is false."""

from decimal import Decimal

import pytest
from told_figures import SAID, taken

from extractors.check.evaluation import evaluate
from extractors.identify.identity import Identity
from schemas.tables import Row

TOWN = Identity("", "灯塔镇", 2031, "government_budget", "government", None, None)


def measures(*lines: str, identity: Identity = SAID) -> dict[str, str | None]:
    """The measures of the levels of some lines, by their labels."""
    return {row["label"]: row["measure"] for row in taken(*lines, identity=identity) if row["statement"] == "level"}


@pytest.mark.parametrize(
    "line",
    [
        "获批科研项目7项，各类经费9万元。",
        "该项目9万元均已到位。",
        "其中一般公共预算拨款政府采购9万元。",
        "财政安排支出9万元。",
        "新增专项债券支出9万元。",
    ],
)
def test_what_says_only_how_money_came_is_no_item_of_spending(line: str) -> None:
    assert list(measures(line).values()) == [None]


def test_a_subject_that_gives_a_reason_is_no_item_of_spending() -> None:
    (row,) = taken("主要原因是2031年一般公共服务支出增加9万元。")
    assert (row["measure"], row["statement"]) == (None, "change")


def test_a_class_of_a_town_is_a_line_by_its_older_name_too() -> None:
    lines = ("1.科学技术事务支出9万元，为调整预算的96%。", "2.资源勘探信息支出8万元。")
    assert set(measures(*lines, identity=TOWN).values()) == {"function_line"}


def test_kinds_of_projects_that_are_procured_are_kinds_of_procurement() -> None:
    line = "政府采购项目共有9万元，其中：货物类项目0万元、工程类项目2万元、服务类项目7万元。"
    assert list(measures(line).values()) == [
        "procurement_total", "procurement_goods", "procurement_works", "procurement_services",
    ]  # fmt: skip


def test_what_a_project_is_made_of_is_no_subject_though_it_is_called_like_one() -> None:
    line = "综合管理工作90万元，主要包括：书库管理费20万元，用于看守；行政运行60万元，用于后勤保障；宣传工作10万元。"
    assert measures(line)["行政运行"] is None
    assert measures("行政运行60万元，用于后勤保障。")["行政运行"] == "function_line"


@pytest.mark.parametrize("share", ["", "占拨款预算10%，"])
def test_a_change_is_of_the_later_of_the_two_years_whose_levels_are_told(share: str) -> None:
    line = f"教育支出2029年为9万元，2030年下降到6万元，{share}比上年减少3万元，减少33.3%。"
    changes = [row for row in taken(line) if row["statement"] in ("change", "percent")]
    assert [(row["year"], row["base_year"]) for row in changes] == [(2030, 2029)] * 2


def test_since_when_something_holds_is_no_year_of_an_amount() -> None:
    (row,) = taken("自2030年7月起由社保中心发放，较上年减少书库支出3万元。")
    assert (row["year"], row["base_year"]) == (2031, 2030)


def test_a_comparison_with_the_plan_of_last_year_says_so() -> None:
    rows = taken("2031年收入预算9万元，比2030年年初预算数8万元增加1万元，增长12.5%。")
    assert [row["base"] for row in rows] == [None, "budget", "budget", "budget"]


def test_parts_of_lines_are_not_compared_with_each_other() -> None:
    lines = ("教育支出9万元，其中：基本支出9万元，项目支出0元。", "国防支出8万元，其中：基本支出7万元，项目支出1万元。")
    rows: list[Row] = taken("五、一般公共预算支出情况", *lines)
    checks = evaluate({"figures": rows}, 2031, Decimal(50))
    assert [row["measure"] for row in rows].count("part_line") == 4
    assert not [check for check in checks if check["status"] in ("fail", "reading_doubtful")]
