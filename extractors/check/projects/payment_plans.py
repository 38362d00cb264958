"""Identities of the payment plans (资金支出计划): with the text, with themselves, with the form."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from extractors.check.disclosure import Disclosure
from extractors.check.rule import Side, compare, equal, places, rule
from schemas.rows import CheckRow, PaymentPlanRow


@rule("plan_stated")
def plan_stated(d: Disclosure) -> Iterator[CheckRow]:
    """Per month that text and table both give; a blank cell is no contradiction."""
    for plan in d.rows["payment_plans"]:
        if plan["stated_state"] == "value" and plan["state"] == "value":
            month, at = plan["month"], places([plan])
            left = Side(f"文述{month}月底进度", f"stated progress of month {month}", plan["stated_percent"], at)
            right = Side(f"计划表{month}月底进度", f"planned progress of month {month}", plan["percent"], at)
            yield equal("plan_stated", f"form {plan['table_no']} month {month}", left, right, unit="%")


@rule("plan_monotone")
def plan_monotone(d: Disclosure) -> Iterator[CheckRow]:
    """Per table with a plan, over the months that are filled."""
    for table_no, plans in _plans(d).items():
        steps = [(plan, percent) for plan in plans if (percent := plan["percent"]) is not None]
        if not steps:
            continue
        falls = [(before, after) for before, after in pairwise(steps) if after[1] < before[1]]
        odd = [after for _, after in falls] or [step for step in steps if not 0 <= step[1] <= 100]
        shown = odd or steps[-1:]
        left = Side("计划进度", "planned progress", shown[0][1], places(plan for plan, _ in shown))
        if falls:
            before, percent = falls[0][0]
            right = Side("此前进度", "progress before", percent, places([before]))
            yield compare("plan_monotone", f"form {table_no}", left, right, "≥", unit="%")
        else:
            yield compare("plan_monotone", f"form {table_no}", left, Side("上限", "limit", Decimal(100)), "≤", unit="%")


@rule("plan_complete")
def plan_complete(d: Disclosure) -> Iterator[CheckRow]:
    """Per table with a plan: its last period, in the table, else as the text states it; 100 % reached before counts.

    More than that is `plan_monotone`. not_checkable where neither prints the last period.
    """
    for table_no, plans in _plans(d).items():
        printed = [percent for plan in plans if (percent := plan["percent"]) is not None]
        if not printed:
            continue
        last = plans[-1]
        reached = Decimal(100) if max(printed) == 100 else last["stated_percent"]
        month = last["month"]
        value = last["percent"] if last["state"] == "value" else reached
        left = Side(f"{month}月底进度", f"progress of month {month}", value, places([last]))
        right = Side("全年", "the year", Decimal(100))
        yield compare("plan_complete", f"form {table_no}", left, right, "≥", unit="%")


@rule("plan_columns")
def plan_columns(d: Disclosure) -> Iterator[CheckRow]:
    """Per table with a plan: periods of the form for which the header has no column."""
    for table_no, plans in _plans(d).items():
        missing = [plan for plan in plans if plan["state"] == "column_missing"]
        left = Side("已列期数", "periods printed", Decimal(len(plans) - len(missing)), places(plans[:1]))
        right = Side("应列期数", "periods of the form", Decimal(len(plans)))
        months = "、".join(f"{plan['month']}月底" for plan in missing)
        yield equal("plan_columns", f"form {table_no}" + (f" {months}" if months else ""), left, right, unit="期")


def _plans(d: Disclosure) -> dict[int, list[PaymentPlanRow]]:
    plans: dict[int, list[PaymentPlanRow]] = {}
    for plan in d.rows["payment_plans"]:
        plans.setdefault(plan["table_no"], []).append(plan)
    return plans
