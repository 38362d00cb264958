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


@pytest.mark.parametrize(
    ("behind", "measure"),
    [
        ("其中：地方一般公共预算收入30万元。", "revenue_fiscal_total"),
        ("增长5%。其中：地方公共财政预算收入30万元，上划中央收入60万元。", "revenue_fiscal_total"),
        ("其中：一般公共预算收入30万元，转移性收入60万元。", "revenue_general_public_total"),
        ("总支出90万元。", "revenue_general_public_total"),
        ("完成预算的98%，增长5%。", None),
    ],
)
def test_a_grand_total_of_revenue_is_what_its_parts_make_it(behind: str, measure: str | None) -> None:
    rows = taken(f"2031年一般公共预算总收入90万元，{behind}", identity=TOWN)
    assert {row["measure"] for row in rows if row["label"].endswith("总收入")} == {measure}


def test_a_class_called_like_a_fund_is_none_of_the_towns_funds() -> None:
    assert measures("教育支出9万元，社会保险基金支出8万元。", identity=TOWN)["社会保险基金支出"] is None
    line = "社会保险基金收入9万元，社会保险基金支出8万元。"
    assert measures(line, identity=TOWN)["社会保险基金支出"] == "expenditure_social_insurance"


def test_what_is_given_more_of_is_a_change() -> None:
    (row,) = taken("新增财力性转移支付9万元。", identity=TOWN)
    assert (row["measure"], row["statement"], row["direction"]) == ("transfers_general", "change", "increase")


def test_all_that_a_sentence_says_was_passed_is_planned() -> None:
    line = "镇三届人大二次会议审议通过，2031年全镇政府性基金收入9万元，增长5%，其中：土地出让收入8万元。"
    assert {row["base"] for row in taken(line, identity=TOWN) if row["statement"] == "level"} == {"planned"}


def test_a_difference_from_the_plan_has_no_sign_to_be_compared() -> None:
    line = "公务接待费支出2万元，年初预算为3万元，差值为1万元。"
    account = Identity("", "云岭县图书局", 2031, "final_accounts", "department", None, None)
    rows: list[Row] = taken(line, identity=account)
    assert (rows[-1]["statement"], rows[-1]["base"], rows[-1]["direction"]) == ("change", "planned", None)
    checks = evaluate({"figures": rows}, 2031, Decimal(50))
    assert not [check for check in checks if check["status"] in ("fail", "reading_doubtful")]


def test_a_name_ends_and_begins_with_whole_words() -> None:
    assert [row["label"] for row in taken("专项资金节约44%。")] == ["专项资金节约"]


def test_what_was_spent_is_no_revenue_though_nothing_names_its_fund() -> None:
    account = Identity("", "云岭县图书局", 2031, "final_accounts", "department", None, None)
    line = "书库基金年初结转8万元，书库收入决算9万元，支出决算17万元，年末结转0万元。"
    assert "支出决算" in measures(line, identity=account)


def test_several_projects_are_no_item_and_a_whole_department_is_no_heading() -> None:
    assert measures("年初批复预算8个项目90万元。") == {"年初批复预算8个项目": None}
    lines = ("十三、预算绩效情况说明", "部门整体支出自评得分99分，全年预算数9万元，执行数8万元，完成预算的88.9%。")
    account = Identity("", "云岭县图书局", 2031, "final_accounts", "department", None, None)
    assert {row["label"] for row in taken(*lines, identity=account)} == {"部门整体支出"}


def test_a_reason_that_only_announces_a_list_is_none() -> None:
    (row,) = taken("基本支出预算较上年增加17.1万元。增加原因如下：")
    assert row["reason"] is None


def test_whose_an_unnamed_total_is_its_own_words_say() -> None:
    line = "其中：县本级收入、支出均实现3万元，县属园区收入、支出均实现2万元。"
    county = Identity("", "云岭县人民政府", 2031, "government_budget", "government", None, None)
    assert [row["unit_name"] for row in taken(line, identity=county)] == ["县本级", "县属园区"]


def test_parts_of_a_change_are_against_what_the_whole_is_compared_with() -> None:
    line = (
        "2031年，全县政府性基金收入安排45万元（其中：县本级36万元，开发区9万元），"
        "比人代会预算安排数减少5万元（其中：县本级减少9万元，开发区增加4万元）。"
    )
    county = Identity("", "云岭县人民政府", 2031, "government_budget", "government", None, None)
    rows = [row for row in taken(line, identity=county) if row["statement"] == "change"]
    assert [row["base"] for row in rows] == ["planned"] * 3


def test_a_name_that_both_classifications_have_is_told_by_its_list_or_not_at_all() -> None:
    line = "住房公积金9万元，全部是基本支出。"
    assert measures("五、一般公共预算支出情况说明", line) == {"住房公积金": None}
    assert measures("六、一般公共预算基本支出情况说明", line) == {"住房公积金": "economic_line"}


ACCOUNT = Identity("", "云岭县图书局", 2031, "final_accounts", "department", None, None)


def test_a_change_behind_the_plan_that_it_is_compared_with_is_against_that() -> None:
    line = (
        "公务用车购置及运行费9万元，较上年8万元增加1万元，增长12.5%，较预算数7万元增加2万元，增长28.6%"
        "（其中：公务用车购置费4万元，较上年3万元增加1万元；公务用车运行费5万元）。"
    )
    rows = taken(line, identity=ACCOUNT)
    whole = [row for row in rows if row["measure"] == "three_public_vehicle"]
    assert {row["base"] for row in whole if row["value"] in (Decimal(2), Decimal("28.6"), Decimal(7))} == {"planned"}
    assert {row["base"] for row in rows if row["measure"] == "three_public_vehicle_purchase"} == {None}


def test_how_far_a_plan_was_carried_out_is_of_what_the_clause_names() -> None:
    line = "财政拨款支出完成年初预算的130%，其中：基本支出完成年初预算的100%，项目支出完成年初预算的143%。"
    rows = taken(line, identity=ACCOUNT)
    assert [row["label"] for row in rows] == ["财政拨款支出", "基本支出", "项目支出"]
    assert [row["measure"] for row in rows[1:]] == [None, None]  # of which money they are, nothing tells
    line = "支出年初预算为9万元，决算数为8万元，完成预算的89%，其中：基本支出完成年初预算的100%。"
    assert [row["label"] for row in taken(line, identity=ACCOUNT)][2:] == ["支出", "基本支出"]


def test_what_is_done_to_a_plan_is_no_change_against_last_year() -> None:
    rows = taken("经批准，一般公共预算收支各调增9万元。", identity=TOWN)
    assert {(row["base"], row["base_year"]) for row in rows} == {("planned", None)}


def test_what_a_town_is_given_is_no_item_of_its_spending() -> None:
    lines = ("（一）一般转移支付收入（镇本级）", "1.财政体制调整补贴9万元。")
    assert measures(*lines, identity=TOWN) == {"财政体制调整补贴": "revenue_item"}
    assert measures("全镇支出9万元，其中：街道支出3万元。", identity=TOWN)["街道支出"] is None


def test_a_limit_is_of_its_year_though_a_month_is_told() -> None:
    rows = taken("2031年2月，省财政厅增加后，政府债务限额为9万元。", identity=TOWN)
    assert {row["period"] for row in rows} == {None}


def test_what_pays_for_procurement_is_no_expenditure() -> None:
    found = measures("政府采购支出情况", "按政府采购资金类型划分，一般公共预算拨款2万元，财政专户管理的资金1万元。")
    assert found == {"一般公共预算拨款": None, "财政专户管理的资金": None}


def test_what_equals_the_years_own_plan_is_compared_with_no_other_year() -> None:
    *_, flat = taken("公务接待费0万元，和年初预算持平。", identity=ACCOUNT)
    assert (flat["direction"], flat["base"], flat["base_year"]) == ("flat", "planned", None)


def test_what_is_given_may_stand_before_the_grand_total_that_it_makes() -> None:
    line = "加上转移支付资金20万元，上年结转5万元，2031年一般公共预算总收入预计为90万元。"
    assert measures(line, identity=TOWN)["一般公共预算总收入"] == "revenue_general_public_total"


def test_no_line_of_spending_is_a_part_of_revenue() -> None:
    lines = ("政府性基金预算财政拨款收入8万元，支出具体情况如下：", "1、城乡社区支出（类）灯塔养护（款）8万元。")
    (line,) = [row for row in taken(*lines) if row["measure"] == "function_line"]
    assert line["part_of"] is None


def test_what_a_year_leaves_is_not_what_all_years_have_left() -> None:
    found = measures("2031年社会保险基金收支结余3万元，历年累计结余20万元。", "2031年收支结余3万元。", identity=TOWN)
    assert found["收支结余"] is None


def test_who_uses_money_is_nothing_that_it_is_spent_on() -> None:
    line = "2031年县级拟使用7万元，全部用于灯塔养护支出。"
    assert measures(line, identity=TOWN)["县级拟使用"] is None
