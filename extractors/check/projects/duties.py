"""Identities of duties and activities: their amounts, their grades in the columns that are meant for them."""

from collections.abc import Iterator
from decimal import Decimal

from extractors.check.disclosure import Disclosure
from extractors.check.messages import own
from extractors.check.parts import Parts, adds_up
from extractors.check.projects.amounts import project_expenditure
from extractors.check.prose.statements import stated
from extractors.check.rule import Side, places, row, rule
from extractors.values.numbers import total
from schemas.rows import CheckRow, DutyRow
from schemas.words.checks import check_words


@rule("duty_parts")
def duty_parts(d: Disclosure) -> Iterator[CheckRow]:
    """Per duty below which an activity prints an amount: equal where all do, else not more than the duty's.

    Less than the duty's is a warning: a disclosure may list only some of its activities.
    """
    activities: dict[int, list[DutyRow]] = {}
    for duty in d.rows["duties"]:
        if duty["parent_no"] is not None:
            activities.setdefault(duty["parent_no"], []).append(duty)
    for duty in d.rows["duties"]:
        parts = activities.get(duty["duty_no"], [])
        printed = [part for part in parts if part["budget_yuan"] is not None]
        if not printed:
            continue
        amounts = [part["budget_yuan"] for part in printed]
        right = Side("职责预算数", "the duty's budget", duty["budget_yuan"], places([duty]))
        relation = "=" if len(printed) == len(parts) else "≤"
        subject = f"duty {duty['duty_no']} {duty['title'] or ''}".strip()
        short = right.value is not None and (total(amounts) or 0) < right.value
        below = Parts(printed, amounts, "项工作活动", "activities")
        severity = "warning" if short else None
        yield adds_up("duty_parts", subject, below, right, relation, half=d.half_unit, severity=severity)


@rule("duties_within")
def duties_within(d: Disclosure) -> Iterator[CheckRow]:
    """Per table, against project expenditure as prose or 支出总表 gives it: a duty's budget is that of its projects.

    The tasks of a whole department's form (年度主要任务) are all that it spends, and are compared with all expenditure;
    not those of a form that looks back (自评), for its budget is not what the year's accounts give.

    not_checkable where a page was given up, or something on a page that duties stand on; and where nothing printed
    tells duties from activities.
    """
    projects, all_expenditure = project_expenditure(d), stated(d, "expenditure_total")
    tables: dict[int | None, list[DutyRow]] = {}
    for duty in d.rows["duties"]:
        if duty["parent_no"] is None and duty["budget_yuan"] is not None:
            tables.setdefault(duty["table_index"], []).append(duty)
    forms = {t["table_index"]: t["title"] or "" for t in d.rows["tables"] if t["kind"] == "department_performance"}
    for index, duties in tables.items():
        title = None if index is None else forms.get(index)
        right = projects if title is None else all_expenditure
        if right.value is None or check_words().looks_back in (title or ""):
            continue
        parts = Parts(duties, [duty["budget_yuan"] for duty in duties], "项职责预算", "duties", _why_not(d, duties))
        subject = f"table {index}: {len(duties)} duties"
        yield adds_up("duties_within", subject, parts, right, "≤", half=d.half_unit)


def _why_not(d: Disclosure, duties: list[DutyRow]) -> tuple[str, str] | None:
    """Why the sum of some duties is not known, in Chinese and English; None where it is."""
    if any(duty["level"] is None for duty in duties):
        return "（职责与活动未能区分）", " (duties and activities cannot be told apart)"
    if _incomplete(d, duties):
        return "（有单元格或页面未能读取）", " (a cell or page could not be read)"
    return None


def _incomplete(d: Disclosure, duties: list[DutyRow]) -> bool:
    """Whether amounts may be missing: those of a cell or page that could not be read.

    A table without a unit is another one, for these duties have amounts.
    """
    pages = {duty["page"] for duty in duties}
    failures = [failure for failure in d.rows["failures"] if failure["error"] != "no_money_unit"]
    return any(failure.get("stage") == "read" or failure.get("page") in pages for failure in failures)


@rule("duty_columns")
def duty_columns(d: Disclosure) -> Iterator[CheckRow]:
    """Once a document with duties and goals: goals that are only a year, which shows that a row's cells are shifted."""
    goals = [goal for goal in d.rows["goals"] if goal["scope"] == "duty"]
    if not goals:
        return
    odd = [goal for goal in goals if check_words().only_a_year.fullmatch((goal["text"] or "").strip())]
    yield row(
        "duty_columns",
        f"{len(goals)} goals",
        Side("填写了目标的行", "goals", Decimal(len(goals) - len(odd)), places(odd)),
        Side("绩效目标栏", "cells of the column", Decimal(len(goals))),
        "fail" if odd else "exact",
        unit="项",
        difference=Decimal(-len(odd)),
        **own("goals_of_years", count=len(goals), odd=len(odd)),
    )
