"""Identities of the numbered performance tables: their sum, their funds, their text."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.check.disclosure import Disclosure, plain
from extractors.check.parts import Parts, adds_up
from extractors.check.prose.doubts import doubted
from extractors.check.prose.statements import stated
from extractors.check.rule import Side, compare, equal, places, rule
from extractors.values.enumerators import enumerator, enumerator_value
from extractors.values.numbers import total
from schemas.rows import CheckRow, ProjectRow


def _subject(project: ProjectRow) -> str:
    return f"form {project['table_no']} {project['project_name'] or ''}".strip()


def _side(project: ProjectRow, value: Decimal | None, zh: str, en: str) -> Side:
    return Side(zh, en, value, places([project]))


def _budget(project: ProjectRow) -> Side:
    return _side(project, project["budget_yuan"], "预算数", "budget")


def project_expenditure(d: Disclosure) -> Side:
    """Project expenditure as the prose states it, else the total of that column of 支出总表."""
    said, printed = stated(d, "expenditure_project"), _of_tables(d)
    return said if said.value is not None or printed.value is None else printed


def _of_tables(d: Disclosure, measure: str = "project") -> Side:
    lines = [
        line
        for line in d.rows["budget_lines"]
        if (line["table_kind"], line["measure"], line["level"]) == ("expenditure", measure, 0)
        and line["amount_yuan"] is not None
    ]
    zh, en = "支出总表项目支出", "projects in the table of expenditure"
    if len({line["amount_yuan"] for line in lines}) != 1:
        return Side(zh, en, None)
    return Side(zh, en, lines[0]["amount_yuan"], places(lines[:1]))


@rule("projects_total")
def projects_total(d: Disclosure) -> Iterator[CheckRow]:
    """Only where the form's rule is that every project has its table; else `projects_within` applies. One that was read
    by its shape is of them where they make the whole with it.

    not_checkable where a table or page was given up, or where a table prints no amount; in doubt where the titles of
    the tables are numbered and a number is missing among them.
    """
    projects = [project for project in d.rows["projects"] if project["coverage"] != "selected"]
    right = stated(d, "expenditure_project")
    if not projects or right.value is None:
        return
    check = _total(d, projects, right)
    with_all = _total(d, d.rows["projects"], right) if check["status"] == "fail" else check
    check = with_all if with_all["status"] in ("exact", "rounding") else check
    yield doubted(check, "a number among the tables' titles is missing") if _passes_over(projects) else check


def _total(d: Disclosure, projects: Sequence[ProjectRow], right: Side) -> CheckRow:
    amounts = [project["budget_yuan"] for project in projects]
    unknown = ("", "") if d.gave_up() or None in amounts else None
    parts = Parts(projects, amounts, "个项目预算数", "performance tables", unknown)
    return adds_up("projects_total", f"{len(projects)} projects", parts, right, half=d.half_unit)


def _passes_over(projects: Sequence[ProjectRow]) -> bool:
    """Whether the titles of projects' tables are numbered (1、…, 2、…) and a number between two is that of none."""
    marks = (enumerator(project["title"]) for project in projects if project["title"])
    numbers = {enumerator_value(mark[1]) for mark in marks if mark}
    return bool(numbers) and max(numbers) - min(numbers) + 1 > len(numbers)


@rule("projects_by_unit")
def projects_by_unit(d: Disclosure) -> Iterator[CheckRow]:
    """Where each project has its numbered table with its unit above it: the units' sums must then be complete. They are
    less where a unit is not printed, or was not read: no amount is wrong.
    """
    projects = [project for project in d.rows["projects"] if project["coverage"] == "all"]
    named = [project for project in projects if project["unit_code"] or project["unit_name"]]
    if not named:
        return
    units = dict.fromkeys(str(project["unit_code"] or project["unit_name"]) for project in named)
    left = Side(
        f"{'、'.join(units)} 的项目",
        f"projects of {', '.join(units)}",
        total(project["budget_yuan"] for project in named),
        places(named),
    )
    right = Side("全部项目", "all projects", total(project["budget_yuan"] for project in projects))
    yield equal("projects_by_unit", f"{len(units)} units", left, right)


@rule("project_funds")
def project_funds(d: Disclosure) -> Iterator[CheckRow]:
    """Per table that prints funds; a blank fund adds nothing, 上年结转 counts where the form has it. Not for prose.

    Of a table that was read by its shape and prints only fiscal funds they may be only a part (其中：财政拨款): they
    stay within the budget.
    """
    for project in d.rows["projects"]:
        fiscal = project["fiscal_yuan"]
        if fiscal is None:
            fiscal = total((project["general_yuan"], project["fund_yuan"], project["state_capital_yuan"]))
        beside = (project["special_account_yuan"], project["carried_over_yuan"], project["other_yuan"])
        funds = total((fiscal, *beside))
        if funds is None and project["shape"] is not None:
            continue
        if funds is None and (project["budget_yuan"] is None or project["table_index"] is None):
            continue
        zh, en = ("财政资金 + 其他资金", "fiscal + other funds")
        if project["carried_over_yuan"] is not None:
            zh, en = ("财政拨款 + 上年结转 + 其他资金", "fiscal + carried over + other funds")
        relation = "="
        if project["shape"] is not None and not any(value is not None for value in beside):
            zh, en, relation = "财政资金", "fiscal funds", "≤"
        left, right = _side(project, funds, zh, en), _budget(project)
        yield compare("project_funds", _subject(project), left, right, relation, tolerance=3 * d.half_unit)


@rule("stated_budget")
def stated_budget(d: Disclosure) -> Iterator[CheckRow]:
    """Per table whose purpose text states it; the text may have more decimals than the cell."""
    for project in d.rows["projects"]:
        if project["stated_budget_yuan"] is not None:
            left = _side(project, project["stated_budget_yuan"], "文述预算数", "stated budget")
            yield equal("stated_budget", _subject(project), left, _budget(project), tolerance=d.half_unit)


@rule("stated_funds")
def stated_funds(d: Disclosure) -> Iterator[CheckRow]:
    """Per table whose purpose text states the whole and at least one fund."""
    for project in d.rows["projects"]:
        general, fund = project["stated_general_yuan"], project["stated_fund_yuan"]
        funds = total((general, fund, project["stated_superior_yuan"], project["stated_other_yuan"]))
        if funds is not None and project["stated_budget_yuan"] is not None:
            left = _side(project, funds, "一般预算 + 基金 + 上级专项 + 其他资金", "general + fund + superior + other")
            right = _side(project, project["stated_budget_yuan"], "文述预算数", "stated budget")
            yield equal("stated_funds", _subject(project), left, right)


@rule("stated_use")
def stated_use(d: Disclosure) -> Iterator[CheckRow]:
    """Per table whose purpose text names amounts behind 主要用于, in any unit; they may be only some of the uses."""
    for project in d.rows["projects"]:
        if project["stated_use_yuan"] is not None:
            left = _side(project, project["stated_use_yuan"], "主要用于所述金额", "amounts of the stated uses")
            right = _budget(project)
            yield compare("stated_use", _subject(project), left, right, "≤", tolerance=d.half_unit)


@rule("projects_within")
def projects_within(d: Disclosure) -> Iterator[CheckRow]:
    """Where only some projects have such a table or description, and one of them an amount; others add nothing.

    A project that is printed twice counts once; special funds and transfers, which other governments may spend, count
    not at all. Of the amounts of prose and 支出总表 the larger is taken, for one may speak of the publisher alone. What
    was carried over may stand in a list beside the year's expenditure, so that it is a warning there. Projects that
    cost more than they may are not_checkable where they are more than all that the publisher spends (a department's,
    beside the budget of its head office), or where the document's own list of the year's projects names some of them
    and not the others (money of other years).
    """
    selected = [project for project in d.rows["projects"] if project["coverage"] == "selected"]
    own = [project for project in selected if project["category"] in (None, "project")]
    named = {(project["project_name"], project["unit_name"], project["budget_yuan"]): project for project in own}
    projects = list(named.values())
    right = _most(project_expenditure(d), _of_tables(d))
    if right.value is None or all(project["budget_yuan"] is None for project in projects):
        return
    amounts = [project["budget_yuan"] for project in projects]
    parts = Parts(projects, amounts, "个项目预算", "projects", _other_scope(d, projects, right.value))
    severity = "warning" if any(project["shape"] is not None for project in projects) else None
    tolerance = max((len(projects) + 1) * d.half_unit, d.stated_half)
    subject = f"{len(projects)} projects"
    yield compare("projects_within", subject, parts.side, right, "≤", tolerance=tolerance, severity=severity)


def _other_scope(d: Disclosure, projects: Sequence[ProjectRow], most: Decimal) -> tuple[str, str] | None:
    """Why projects that cost more than the publisher's project expenditure are not its own of the year, where so."""
    cost = total(project["budget_yuan"] for project in projects) or Decimal(0)
    if cost <= most:
        return None
    if cost > (_whole(d).value or Decimal("Infinity")):
        return _WIDER
    listed = {plain(line["project_name"]) for line in d.rows["project_lines"] if line["role"] == "project"}
    named = {plain(project["project_name"]) in listed for project in projects if project["budget_yuan"]}
    return _UNLISTED if len(named) > 1 else None  # where it names none of them, it may call them otherwise


_WIDER = ("（超过本单位全部支出，所含单位更多）", " (more than all that the publisher spends: of more bodies than it)")
_UNLISTED = ("（含项目支出表未列的项目）", " (some of which the list of the year's projects does not name)")


def _whole(d: Disclosure) -> Side:
    """All expenditure: the larger of what the prose and 支出总表 say."""
    return _most(stated(d, "expenditure_total"), _of_tables(d, "total"))


def _most(one: Side, other: Side) -> Side:
    return other if one.value is None or (other.value or 0) > one.value else one
