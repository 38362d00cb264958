"""勾稽关系: each holds in a disclosure that is true, and finds the error that is planted for it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache

import prose
import pytest
from disclosure import (
    HALF_UNIT,
    YEAR,
    changed,
    complete,
    evaluated,
    failing,
    figure,
    plan,
    stating,
    truth,
    yuan,
)
from hypothesis import given
from hypothesis import strategies as st
from standard import emptied, line_changed, lines_added, without_total

from extractors.check.evaluation import REGISTRY, evaluate
from extractors.check.rule import Side, compare
from extractors.document.place import Place
from schemas.tables import Row, RowsByTable

Change = Callable[[RowsByTable], None]

LEVELS = ["213", *(code for n in range(1, 6) for code in (f"2130{n}", f"2130{n}01"))]
"""A class of five subjects, each broken down."""

ECONOMIC = ["301", "30101", "302", "30201", "303", "30301"]

PLANTED: list[tuple[str, Change]] = [
    ("assets_parts", changed("assets", 3, value_yuan=yuan("20.50"))),
    ("assets_stated", stating("fixed_assets", "91")),
    ("assets_date", changed("assets", 0, as_of=date(YEAR - 2, 12, 31))),
    ("restated", changed("figures", -6, value_yuan=yuan("100.04"))),
    ("revenue_parts", stating("revenue_government_fund", "21")),
    ("revenue_expenditure", stating("revenue_total", "301")),
    ("expenditure_parts", stating("expenditure_basic", "201")),
    ("basic_parts", stating("expenditure_public", "51")),
    ("three_public_parts", stating("three_public_reception", "3")),
    ("vehicle_parts", stating("three_public_vehicle_purchase", "1")),
    ("procurement_parts", stating("procurement_services", "11")),
    ("change_parts", stating("expenditure_basic", "51", "change")),
    ("change_percent", stating("expenditure_total", "25.02", "percent")),
    ("duty_parts", changed("duties", 2, budget_yuan=yuan(21))),
    ("duties_within", changed("duties", 0, budget_yuan=yuan(101))),
    ("whole_parts", changed("project_totals", 3, budget_yuan=yuan(54))),
    ("whole_tasks", changed("duties", 3, budget_yuan=yuan(6))),
    ("duty_columns", changed("goals", 0, text=f"{YEAR}")),
    ("stated_use", changed("projects", 0, stated_use_yuan=yuan("60.01"))),
    ("projects_within", changed("projects", 2, budget_yuan=yuan("100.03"))),
    ("project_period", changed("projects", 2, period=f"{YEAR - 1}.1.1-{YEAR - 1}.12.31")),
    ("weights_total", changed("indicators", 1, weight=Decimal(50))),
    ("weights_total", changed("projects", 0, execution_weight=Decimal(20))),
    ("procurement_nested", changed("procurement_items", 3, amount_yuan=yuan(3))),
    ("procurement_nested", changed("procurement_totals", 3, amount_yuan=yuan(10))),
    ("item_funds", changed("procurement_items", 0, other_channel_yuan=yuan(1))),
    ("item_funds", changed("procurement_items", 0, current_yuan=yuan(1))),
    ("set_aside", changed("procurement_items", 0, sme_yuan=yuan(21))),
    ("set_aside", changed("procurement_items", 0, micro_yuan=yuan(21))),
    ("projects_total", changed("projects", 1, budget_yuan=yuan(41))),
    ("projects_by_unit", changed("projects", 1, unit_code=None, unit_name=None)),
    ("indicators_kept", changed("indicators", -1, row_index=9)),
    ("items_kept", changed("cells", -1, row=8)),
    ("projects_complete", changed("projects", 3, project_name=None)),
    ("project_list_total", changed("project_totals", 0, budget_yuan=yuan(41))),
    ("project_list_unit", changed("project_totals", 1, budget_yuan=yuan(41))),
    ("project_lines_total", changed("project_lines", 0, budget_yuan=yuan(101))),
    ("project_lines_stated", changed("project_lines", 1, budget_yuan=yuan(61))),
    ("projects_described", changed("projects", 5, budget_yuan=yuan(31))),
    ("project_list_total", changed("projects", 4, budget_yuan=yuan(16))),
    ("procurement_unit", changed("procurement_items", 5, amount_yuan=yuan(2))),
    ("procurement_levels", changed("procurement_totals", 7, amount_yuan=yuan(3))),
    ("project_funds", changed("projects", 0, other_yuan=yuan(1))),
    ("stated_budget", changed("projects", 0, stated_budget_yuan=yuan(61))),
    ("stated_funds", changed("projects", 0, stated_fund_yuan=yuan(1))),
    ("project_code_unique", changed("projects", 1, project_code="701-01")),
    ("project_name_in_title", changed("projects", 1, title="2、修缮3号仓绩效目标表")),
    ("plan_stated", changed("payment_plans", 0, stated_percent=Decimal(25))),
    ("plan_monotone", changed("payment_plans", 1, percent=Decimal(10))),
    ("plan_complete", changed("payment_plans", 3, percent=Decimal(99), stated_percent=Decimal(99))),
    ("plan_columns", changed("payment_plans", 2, state="column_missing")),
    ("unit_name_consistent", changed("projects", 1, unit_code="701001")),
    ("witness", changed("cells", 1, witness_text="")),
    ("recognition", changed("cells", 3, doubt="stamped")),
    ("item_amount", changed("procurement_items", 0, quantity=Decimal(5))),
    ("item_funds", changed("procurement_items", 0, fund_yuan=yuan(1))),
    ("item_funds", changed("procurement_totals", 0, fund_yuan=yuan(1))),
    ("unit_subtotal", changed("procurement_items", 1, amount_yuan=yuan("9.99"))),
    ("procurement_total", changed("procurement_totals", 2, amount_yuan=yuan(11))),
    ("procurement_stated", changed("procurement_totals", 0, amount_yuan=yuan(31))),
    ("within_project", changed("procurement_items", 1, project_budget_yuan=yuan("9.99"))),
    ("procurement_budget", changed("procurement_items", 0, project_budget_yuan=yuan(61))),
    ("planned_assets", stating("planned_asset_purchases", "21")),
    ("targets_filled", changed("indicators", 3, operator="unfilled", target_value=None)),
    ("target_consistent", changed("indicators", 2, target_value=Decimal(10))),
    ("target_parts", changed("indicators", 3, target_value=Decimal(9))),
    ("target_bought", changed("procurement_items", 0, quantity=Decimal(3))),
    ("levels_filled", changed("indicators", 3, level1=None)),
    ("table_total", line_changed("general_expenditure", "合计", "project", wan=81)),
    ("table_parent", line_changed("basic_expenditure", "办公费", "public", wan=45)),
    ("table_reading", line_changed("government_fund", "合计", wan=21)),
    ("table_of_which", line_changed("revenue_expenditure", "其中：捐赠收入", wan=1)),
    ("table_columns", line_changed("general_expenditure", "图书馆", "basic", wan=199)),
    ("table_changes", line_changed("project_expenditure", "合计", "percent", percent=Decimal(26))),
    ("table_changes", line_changed("project_expenditure", "合计", "change", wan=21)),
    ("summary_balance", line_changed("appropriation", "收入总计", wan=301)),
    ("budget_balance", line_changed("revenue_expenditure", "收入总计", wan=311)),
    ("tables_total", line_changed("expenditure", "合计", wan=301)),
    ("tables_classes", line_changed("revenue_expenditure", "二、城乡社区支出", wan=81)),
    ("appropriation_total", line_changed("revenue_expenditure", "一、财政拨款收入", wan=299)),
    ("fund_totals", line_changed("government_fund", "合计", wan=21)),
    ("basic_totals", line_changed("general_expenditure", "合计", "basic", wan=201)),
    ("economic_columns", line_changed("basic_expenditure", "商品和服务支出", "total", wan=51)),
    ("book_totals", line_changed("project_expenditure", "合计", wan=101)),
    ("three_public_subjects", line_changed("basic_expenditure", "公务接待费", wan=3)),
    ("three_public_items", line_changed("three_public", "公务用车运行费", wan=3)),
    ("summary_items", line_changed("revenue_expenditure", "一、财政拨款收入", wan=308)),
    ("operating_cost_public", line_changed("operating_cost", "合计", "operating_cost", wan=51)),
    ("columns_balance", line_changed("final_government_fund", "合计", "revenue", wan=19)),
    ("prose_table", stating("three_public_reception", "3")),
    ("tables_lines", line_changed("revenue", "图书馆", wan=219)),
    ("table_total_line", without_total("expenditure")),
    ("table_total_line", without_total("revenue_expenditure")),
    ("table_total_line", without_total("appropriation")),
    ("table_enumerators", line_changed("revenue_expenditure", "二、其他收入", name="三、其他收入", wan=7)),
    ("table_filled", emptied("three_public")),
    ("tables_subjects", line_changed("revenue", "图书馆", wan=0)),
    ("lines_stated", prose.telling("function_line", label=prose.CULTURE, value_yuan=yuan(201))),
    ("empty_table", line_changed("state_capital", "合计", wan=1)),
    ("code_name", line_changed("government_fund", "城乡社区支出", name="城乡社区事务")),
    ("code_unknown", line_changed("government_fund", "城乡社区支出", code="239")),
    ("table_levels", lines_added("government_fund", *(code for code in ECONOMIC if code != "302"))),
    ("table_levels", lines_added("government_fund", *LEVELS[:-1])),  # a 款 without its 项
    ("table_levels", lines_added("government_fund", *(code for code in LEVELS if code != "21302"))),
    *prose.PLANTED,
]


once_evaluated = cache(evaluated)
"""For the changes that several tests look at."""


def checks_of(name: str, *changes: Change) -> list[Row]:
    return [check for check in evaluated(*changes) if check["identity"] == name]


def test_every_identity_has_a_planted_error_here() -> None:
    assert {name for name, _ in PLANTED} == set(REGISTRY)


@pytest.mark.parametrize("name", REGISTRY)
def test_an_identity_holds_in_true_records(name: str) -> None:
    checks = [check for check in once_evaluated() if check["identity"] == name]
    assert checks
    assert {check["status"] for check in checks} == {"exact"}


@pytest.mark.parametrize(("name", "change"), PLANTED, ids=[name for name, _ in PLANTED])
def test_an_identity_finds_its_planted_error(name: str, change: Change) -> None:
    failing = [check for check in once_evaluated(change) if check["status"] == "fail"]
    found = [check for check in failing if check["identity"] == name]
    assert len(found) == 1
    (check,) = found
    assert check["severity"] in ("error", "warning", "info")
    assert check["left_places"] or check["right_places"]
    assert check["message_zh"].endswith("。") and check["message_en"].endswith(".")


@pytest.mark.parametrize(("name", "change"), PLANTED, ids=[name for name, _ in PLANTED])
def test_every_check_is_a_row_with_its_own_key(name: str, change: Change) -> None:
    keys = [(check["identity"], check["subject"]) for check in once_evaluated(change)]
    assert len(set(keys)) == len(keys)


def test_a_class_that_one_body_of_a_table_lacks_is_told_though_another_lists_it() -> None:
    def of_two_bodies(rows: RowsByTable) -> None:
        lacking = [code for code in LEVELS if code != "21302"]
        lines_added("government_fund", "500", *LEVELS, "500", *lacking)(rows)
        for row in rows["budget_lines"]:
            if row["code"] == "500":
                row |= {"role": "unit", "scheme": None}

    failing = [check for check in checks_of("table_levels", of_two_bodies) if check["status"] == "fail"]
    assert [check["subject"].split()[-3:] for check in failing] == [["21302", "5", "above"]]


def test_where_neither_a_class_nor_its_subject_is_listed_the_class_is_what_lacks() -> None:
    others = [code for n in range(1, 5) for code in (f"21{n}", f"21{n}01", f"21{n}0101")]
    failing = checks_of("table_levels", lines_added("government_fund", *others, "2150101"))
    lacking = [c["subject"].split()[-3] for c in failing if c["status"] == "fail"]
    assert lacking == ["215"]


def test_projects_that_cost_more_than_all_expenditure_are_of_more_bodies_than_the_publisher() -> None:
    (check,) = checks_of("projects_within", changed("projects", 2, budget_yuan=yuan("9000")))
    assert check["status"] == "not_checkable"


def test_projects_that_the_list_of_the_year_does_not_name_may_cost_more_than_its_expenditure() -> None:
    dear = changed("projects", 2, budget_yuan=yuan("100.03"))

    def also_listed(rows: RowsByTable) -> None:
        rows["projects"][1] |= {"coverage": "selected", "project_name": "修缮2号仓"}

    (check,) = checks_of("projects_within", dear, also_listed)
    assert check["status"] == "not_checkable"


def test_projects_of_one_name_and_two_bodies_are_two() -> None:
    other = changed("projects", 5, budget_yuan=yuan(31), unit_name="云岭县博物馆")
    assert checks_of("projects_described", other) == []


def test_lines_of_a_list_whose_total_they_do_not_make_are_compared_only_where_most_agree() -> None:
    def odd(rows: RowsByTable) -> None:
        for line in rows["project_lines"]:
            line |= {"proved": proved, "budget_yuan": yuan(7)}

    proved = True
    assert [check["status"] for check in checks_of("project_lines_stated", odd)] == ["fail", "fail"]
    proved = False
    assert checks_of("project_lines_stated", odd) == []


def test_a_list_may_print_one_project_for_each_of_its_units_under_one_code() -> None:
    def twice(name: str) -> Change:
        def change(rows: RowsByTable) -> None:
            code, *_ = (row["project_code"] for row in rows["projects"] if row["project_code"])
            rows["projects"][-2] |= {"list_no": 1, "project_code": f"{code}-9", "project_name": "渡口照明"}
            rows["projects"][-1] |= {"list_no": 1, "project_code": f"{code}-9", "project_name": name}

        return change

    assert [check["status"] for check in checks_of("project_code_unique", twice("渡口照明"))] == ["exact"]
    assert [check["status"] for check in checks_of("project_code_unique", twice("渡口保洁"))] == ["fail"]


def test_the_odd_one_of_a_conflicting_restatement_is_named_once_and_alone() -> None:
    """Whichever of the two statements it is: the total, the projects and the prior year say which one is right."""
    twice = [n for n, row in enumerate(truth()["figures"]) if row["measure"] == "expenditure_project"][:2]
    for where in twice:
        change = changed("figures", where, value_yuan=yuan("100.04"))
        assert failing(change) == {"restated"}
        (check,) = [check for check in evaluated(change) if check["status"] == "fail"]
        assert (check["left_value"], check["right_value"]) == (yuan("100.04"), yuan(100))
        assert check["left_places"] == [Place(line=truth()["figures"][where]["line"]).data()]
        assert check["severity"] == "error"


def test_a_restatement_off_by_the_last_digit_is_a_slip_of_the_pen() -> None:
    (check,) = [c for c in evaluated(changed("figures", -6, value_yuan=yuan("100.01"))) if c["status"] == "fail"]
    assert (check["identity"], check["severity"]) == ("restated", "info")


@pytest.mark.parametrize(("off", "status"), [("0.00", "exact"), ("0.03", "rounding"), ("0.04", "fail")])
def test_a_sum_of_n_parts_may_be_off_by_n_plus_one_half_units(off: str, status: str) -> None:
    """Two assets and their total: three halves of 0.01 万元 are 0.015, of 0.02 万元 0.03."""
    records = truth()
    changed("assets", 3, value_yuan=yuan(20) + yuan(off))(records)
    (check,) = [c for c in evaluate(records, YEAR, 2 * HALF_UNIT) if c["identity"] == "assets_parts"]
    assert check["status"] == status
    assert check["difference"] == yuan(off)


@given(st.integers(-(10**8), 10**8), st.integers(-500, 500), st.integers(0, 500), st.sampled_from("=≤≥"))
def test_exact_rounding_and_fail_meet_at_the_tolerance(value: int, off: int, tolerance: int, relation: str) -> None:
    left, right = Side("左", "left", Decimal(value + off)), Side("右", "right", Decimal(value))
    check = compare("revenue_parts", "x", left, right, relation, tolerance=Decimal(tolerance))
    excess = {"=": abs(off), "≤": max(off, 0), "≥": max(-off, 0)}[relation]
    assert check["status"] == ("exact" if excess == 0 else "rounding" if excess <= tolerance else "fail")
    assert check["difference"] == off


@pytest.mark.parametrize(
    ("printed", "status"),
    [
        ("33.33", "exact or rounding"),
        ("33.3", "exact or rounding"),
        ("33", "exact or rounding"),
        ("33.34", "fail"),
        ("33.32", "fail"),
        ("34", "fail"),
    ],
)
def test_a_percentage_is_right_to_half_of_its_last_digit(printed: str, status: str) -> None:
    changes = [stating("expenditure_total", "75", "change"), stating("expenditure_total", printed, "percent")]
    (check,) = [c for c in checks_of("change_percent", *changes) if c["subject"].startswith("expenditure_total")]
    assert check["status"] in status


@pytest.mark.parametrize(("printed", "status"), [("66.67", "rounding"), ("66.66", "truncated"), ("66.65", "fail")])
def test_a_percentage_cut_off_instead_of_rounded_is_named_truncated(printed: str, status: str) -> None:
    changes = [stating("expenditure_total", "120", "change"), stating("expenditure_total", printed, "percent")]
    (check,) = [c for c in checks_of("change_percent", *changes) if c["subject"].startswith("expenditure_total")]
    assert check["status"] == status
    assert check["severity"] == ("info" if status == "truncated" else "error")


def test_a_percentage_of_a_prior_year_of_zero_has_no_meaning_and_nothing_to_be_compared_with() -> None:
    change = stating("expenditure_total", "300", "change")
    (check,) = [c for c in checks_of("percent_of_zero", change) if c["status"] == "fail"]
    assert (check["subject"], check["severity"]) == (f"expenditure_total {YEAR}", "warning")
    assert not [c for c in checks_of("change_percent", change) if c["subject"].startswith("expenditure_total")]


def test_a_decrease_is_a_negative_change() -> None:
    changes = [changed("figures", n, direction="decrease") for n in range(-5, -1)]
    assert failing(*changes, stating("expenditure_total", "16.67", "percent")) == set()


def test_a_sum_that_lacks_a_part_is_not_checkable() -> None:
    for change in (
        changed("projects", 0, budget_yuan=None),
        lambda r: r.update(failures=[{"error": "ragged_table", "stage": "extract", "page": None}]),
    ):
        (check,) = checks_of("projects_total", change)
        assert check["status"] == "not_checkable"


def test_a_blank_plan_cell_is_no_contradiction_and_no_fall() -> None:
    def blank(records: RowsByTable) -> None:
        records["payment_plans"] = [
            plan(1, 3, None, 0),
            plan(1, 6, 50, 50),
            plan(1, 10, None, None),
            plan(1, 12, 100, 100),
        ]

    assert failing(blank) == set()


def test_a_plan_of_more_than_a_hundred_percent_fails() -> None:
    assert failing(changed("payment_plans", 3, percent=Decimal(101), stated_state="not_mentioned")) == {"plan_monotone"}


def test_one_name_in_two_units_is_one_project_in_each() -> None:
    def twins(records: RowsByTable) -> None:
        records["projects"][1].update(project_name="修缮1号仓", title="2、修缮1号仓绩效目标表")
        records["procurement_items"][1]["project_name"] = "修缮1号仓"

    assert "procurement_budget" not in failing(twins)
    assert len(checks_of("procurement_budget", twins)) == 2


def test_a_document_that_says_nothing_has_no_checks() -> None:
    assert evaluate({}, None, HALF_UNIT) == []
    assert evaluate({"figures": [complete("figures", figure(1, "revenue_other", yuan(1)))]}, YEAR, HALF_UNIT) == []


def test_points_of_indicators_make_90_where_the_form_has_none_for_execution() -> None:
    no_points = changed("projects", 0, execution_weight=None)
    (check,) = checks_of("weights_total", no_points, changed("indicators", 1, weight=Decimal(60)))
    assert (check["status"], check["right_value"]) == ("exact", 90)


def test_points_cannot_be_summed_where_an_indicator_has_none() -> None:
    (check,) = checks_of("weights_total", changed("indicators", 2, weight=None))
    assert check["status"] == "not_checkable"
    assert "1 项指标未印分值" in check["message_zh"]


@pytest.mark.parametrize(
    ("weight", "of_all", "status", "severity"),
    [
        (30, 90, "exact", "error"),
        (30, 100, "exact", "error"),
        (30, None, "exact", "warning"),
        (26, 100, "fail", "error"),
        (26, 90, "fail", "error"),
        (26, None, "fail", "warning"),
    ],
)
def test_points_make_what_the_form_says(weight: int, of_all: int | None, status: str, severity: str) -> None:
    """60 + `weight` points, and 10 of execution; where the form says nothing another sum is only doubtful."""
    printed = [changed("indicators", n, weight_of_all=of_all and Decimal(of_all)) for n in (1, 2)]
    shape = changed("projects", 0, shape="sheet")
    (check,) = checks_of("weights_total", shape, changed("indicators", 2, weight=Decimal(weight)), *printed)
    assert (check["status"], check["severity"]) == (status, severity)


def test_activities_without_an_amount_may_make_the_rest_of_their_duty() -> None:
    checks = checks_of("duty_parts", changed("duties", 2, budget_yuan=None))
    assert [(check["left_value"], check["status"]) for check in checks] == [(yuan(40), "exact")]


def test_a_duty_that_lists_only_some_activities_is_a_warning() -> None:
    (check,) = checks_of("duty_parts", changed("duties", 2, budget_yuan=yuan(19)))
    assert (check["status"], check["severity"]) == ("fail", "warning")


def test_duties_cannot_be_summed_where_a_cell_was_given_up() -> None:
    def give_up(records: RowsByTable, error: str = "not_a_number") -> None:
        records["failures"] = [{"error": error, "stage": "extract", "page": None}]

    (check, *_) = checks_of("duties_within", give_up)
    assert check["status"] == "not_checkable"
    assert "could not be read" in check["message_en"]
    (check, *_) = checks_of("duties_within", lambda records: give_up(records, "no_money_unit"))
    assert check["status"] == "exact"


def test_an_area_in_the_column_of_values_is_named_as_what_may_be_wrong() -> None:
    """The value stands in the 其中 row below, which would make the total exact."""

    def slip(records: RowsByTable) -> None:
        records["assets"][1]["value_yuan"] = yuan(3250)
        part = {"item": "办公用房", "level": 2, "of_which": True, "value_yuan": yuan(70), "line": 502}
        records["assets"].insert(2, complete("assets", part))

    (check,) = checks_of("assets_parts", slip)
    assert check["status"] == "fail"
    assert "办公用房" in check["message_zh"] and "quantity" in check["message_en"]


def test_a_table_that_prints_no_funds_of_its_projects_is_not_compared_with_them() -> None:
    def without(records: RowsByTable) -> None:
        for bought in records["procurement_items"]:
            bought["project_budget_yuan"] = None

    assert not checks_of("within_project", without)


def test_items_of_one_name_beside_which_other_funds_stand_are_another_projects() -> None:
    """Two units may each buy for a project of the same name, in a table that does not say where one unit ends."""

    def without_units(records: RowsByTable) -> None:
        for bought in records["procurement_items"][:2]:
            bought |= {"unit_name": None, "project_name": "修缮"}

    assert [(check["right_value"], check["status"]) for check in checks_of("within_project", without_units)] == [
        (yuan(60), "exact"),
        (yuan(40), "exact"),
    ]


def test_of_several_totals_in_one_table_each_is_of_the_items_that_stand_with_it() -> None:
    def totals(records: RowsByTable) -> None:
        first, second = records["procurement_totals"][1:3]
        for row in (first, second):
            row |= {"level": "total", "unit_name": None, "label": "合计"}
        records["procurement_totals"] = [first, second]

    assert [check["status"] for check in checks_of("procurement_total", totals)] == ["exact", "exact"]


def test_projects_are_held_against_the_table_of_expenditure_where_the_prose_says_nothing() -> None:
    def silent(records: RowsByTable) -> None:
        records["figures"] = [row for row in records["figures"] if row["measure"] != "expenditure_project"]

    (check,) = checks_of("projects_within", silent)
    assert (check["right_value"], check["status"]) == (yuan(100), "exact")
    (failed,) = checks_of("projects_within", silent, changed("projects", 2, budget_yuan=yuan("100.03")))
    assert failed["status"] == "fail"


def test_a_table_without_a_unit_makes_no_sum_over_all_that_is_bought() -> None:
    """Its rows are known, their amounts are not: neither the total nor the assets bought can be compared."""

    def another(records: RowsByTable) -> None:
        item = dict(records["procurement_items"][0])
        records["procurement_items"].append(item)
        item.update(seq=5, table_index=11, row_index=1, project_budget_yuan=None, unit_price_yuan=None, line=330)
        item.update(dict.fromkeys(("amount_yuan", "general_yuan")))
        for whole in records["procurement_totals"][:1]:
            whole["amount_yuan"] = yuan(20)

    (stated,) = checks_of("procurement_stated", another)
    (assets,) = checks_of("planned_assets", another)
    assert (stated["status"], assets["status"]) == ("not_checkable", "not_checkable")
    assert not [
        c for c in checks_of("item_amount", another) + checks_of("item_funds", another) if "item 5" in c["subject"]
    ]


def test_staff_cannot_be_summed_where_a_count_could_not_be_read() -> None:
    def unread(records: RowsByTable) -> None:
        records["failures"] = [{"error": "not_a_number", "stage": "extract", "page": 1}]
        records["organizations"][0]["staff_institutional"] = None

    (check,) = checks_of("staff_total", unread)
    assert check["status"] == "not_checkable"


@pytest.mark.parametrize(
    ("last", "status"),
    [
        ({"percent": None, "state": "column_missing", "stated_percent": None}, "not_checkable"),
        ({"percent": None, "state": "column_missing", "stated_percent": Decimal(100)}, "exact"),
        ({"percent": None, "state": "blank", "stated_percent": Decimal(95)}, "fail"),
        ({"percent": Decimal(95), "state": "value", "stated_percent": Decimal(100)}, "fail"),
    ],
)
def test_a_plan_that_prints_no_last_period_ends_as_the_text_says(last: Row, status: str) -> None:
    (check,) = checks_of("plan_complete", changed("payment_plans", 3, **last))
    assert check["status"] == status


def test_a_plan_that_reached_the_whole_before_may_leave_the_rest_blank() -> None:
    early = changed("payment_plans", 1, percent=Decimal(100))
    blank = changed("payment_plans", 3, percent=None, state="blank", stated_percent=None)
    (check,) = checks_of("plan_complete", early, blank)
    assert check["status"] == "exact"


def test_subjects_of_another_class_are_no_part_of_the_two_columns_and_only_told() -> None:
    (check, _) = checks_of("economic_columns", line_changed("basic_expenditure", "工资福利支出", "total", wan=149))
    assert (check["status"], check["severity"]) == ("fail", "info")
    assert not checks_of("economic_columns", lambda records: records["budget_lines"].clear())


def test_a_subject_with_amounts_in_both_columns_shows_that_they_are_parted_otherwise() -> None:
    def both(records: RowsByTable) -> None:
        (row,) = (r for r in records["budget_lines"] if (r["code"], r["measure"]) == ("302", "public"))
        records["budget_lines"].append(row | {"measure": "personnel", "column_label": "人员经费"})

    assert not checks_of("economic_columns", both)


@pytest.mark.parametrize(("wan", "status"), [(7, "exact"), (9, "fail")])
def test_a_body_above_its_own_units_is_not_added_to_them(wan: int, status: str) -> None:
    """A department's line stands right above that of its only unit, and both print the whole."""

    def above(records: RowsByTable) -> None:
        total, unit = records["procurement_totals"][5], records["procurement_totals"][6]
        records["procurement_totals"].append({**unit, "seq": 99, "row_index": 1, "label": "云岭县图书局"})
        total["row_index"] = 0
        unit["amount_yuan"] = yuan(wan)
        records["procurement_totals"][-1]["amount_yuan"] = yuan(wan)

    checks = [check for check in checks_of("procurement_levels", above) if check["subject"] == "table 11 unit"]
    assert [check["status"] for check in checks] == [status]


def test_a_percentage_that_is_right_for_another_amount_of_its_section_accuses_nobody() -> None:
    """一般公共预算财政拨款 in a section on expenditure, taken for revenue: the change fits what stands beside it."""
    changes = [stating("expenditure_total", "75", "change"), stating("expenditure_total", "12.93", "percent")]
    (check,) = [c for c in checks_of("change_percent", *changes) if c["subject"].startswith("expenditure_total")]
    assert check["status"] == "fail"

    def beside(records: RowsByTable) -> None:
        like = next(row for row in records["figures"] if row["measure"] == "expenditure_total")
        records["figures"].append({**like, "measure": "expenditure_appropriation", "value_yuan": yuan(655)})

    def with_its_own(records: RowsByTable) -> None:
        """Another sentence says of the other amount that it grew as much: 302 and 502 are the same money."""
        level, own = records["figures"][-1], {"statement": "percent", "value_yuan": None, "percent": Decimal("12.93")}
        level["sentence"] = "another sentence"
        records["figures"].append({**level, **own, "value": own["percent"], "direction": "increase"})

    for more, status in (((beside,), "not_checkable"), ((beside, with_its_own), "fail")):
        checks = checks_of("change_percent", *changes, *more)
        assert [c["status"] for c in checks if c["subject"].startswith("expenditure_total")] == [status]
