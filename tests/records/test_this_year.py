"""Two totals in one text, with and without what is carried over: which is which is told or proved, never chosen."""

from decimal import Decimal

import as_text
import pytest
from told_figures import figures

from schemas.tables import RowsByTable

GRAND = "2031年收支总预算80万元，上年结转5万元。"
SPENT = "2031年支出预算{}万元，其中：基本支出50万元，占{}%；项目支出{}万元。"


def totals(*lines: str) -> dict[str, set[Decimal]]:
    """The levels of totals of expenditure and revenue, by measure."""
    found: dict[str, set[Decimal]] = {}
    for row in figures(*lines):
        if row["statement"] == "level" and row["measure"].endswith(("_total", "_current", "_appropriation")):
            found.setdefault(row["measure"], set()).add(row["value"])
    return found


def failures(records: RowsByTable) -> set[str]:
    return {check["identity"] for check in records["checks"] if check["status"] == "fail"}


@pytest.mark.parametrize("forward", ["结转下年10万元。", "年末结转和结余10万元。"])
def test_what_the_stated_sum_carried_forward_explains_is_this_years(forward: str) -> None:
    assert totals(GRAND, SPENT.format(70, "71.43", 20), forward)["expenditure_current"] == {70}


def test_what_the_stated_sum_carried_over_explains_is_this_years() -> None:
    assert totals(GRAND, SPENT.format(75, "66.67", 25))["expenditure_current"] == {75}
    assert totals(GRAND, "2031年收入预算75万元。")["revenue_current"] == {75}


@pytest.mark.parametrize("forward", ["", "结转下年10万元。"])
def test_a_total_that_only_its_parts_bear_out_may_be_printed_wrong_and_has_no_measure(forward: str) -> None:
    """80 − 71 is neither what is carried over nor what is carried forward."""
    lines = (GRAND, SPENT.format(71, "70.42", 21), forward)
    found = totals(*lines)
    assert found["expenditure_total"] == {80}
    assert "expenditure_current" not in found
    assert {row["part_of"] for row in figures(*lines) if row["statement"] == "share"} == {None}
    records = as_text.records(*(line.replace("2031", "2017") for line in lines if line))
    unnamed = [row for row in records["figures"] if row["measure"] is None]
    assert [row["value"] for row in unnamed] == [71]
    assert failures(records) == {"expenditure_parts"}


def test_where_nothing_is_carried_over_two_totals_contradict_each_other() -> None:
    lines = ("2031年收支总预算80万元。", SPENT.format(71, "70.42", 21))
    assert totals(*lines)["expenditure_total"] == {80, 71}
    records = as_text.records(*(line.replace("2031", "2017") for line in lines))
    assert "restated" in failures(records)


def test_of_a_sum_stated_in_two_ways_one_must_explain_the_difference() -> None:
    twice = "使用非财政拨款结余3万元。其中使用非财政拨款结余2万元。"
    for value, measure in ((73, "revenue_current"), (72, "revenue_current"), (71, "revenue_total")):
        assert Decimal(value) in totals(GRAND, twice, f"2031年收入预算{value}万元。")[measure]


def test_two_grand_totals_tell_nothing() -> None:
    found = totals(GRAND, "2031年支出总预算81万元。", SPENT.format(70, "71.43", 20), "结转下年10万元。")
    assert found["expenditure_total"] == {80, 81, 70}


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("财政拨款收入20万元，上年结转5万元。", "一、财政拨款", "财政拨款收支总预算22万元。"), True),
        (("财政拨款收入20万元，上年结转5万元。", "一、财政拨款", "财政拨款收支总预算26万元。"), False),
        (("财政拨款收入20万元。", "一、财政拨款", "财政拨款收支总预算22万元。"), False),
        (
            ("财政拨款收入20万元。财政拨款收入21万元，上年结转5万元。", "一、财政拨款", "财政拨款收支总预算22万元。"),
            False,
        ),
    ],
)
def test_an_appropriation_is_told_from_its_total_by_no_more_than_what_is_carried_over(
    lines: tuple[str, ...], told: bool
) -> None:
    assert ("revenue_appropriation_total" in totals(*lines)) == told
