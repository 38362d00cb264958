"""Identities of lists of projects: with their printed totals, the lines of units and the columns of funds."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal

from extractors.check.disclosure import Disclosure, plain
from extractors.check.parts import Parts, adds_up
from extractors.check.rule import Side, equal, places, rule
from extractors.values.numbers import total
from schemas.rows import CheckRow, ProjectLineRow, ProjectRow, ProjectTotalRow

_Column = Literal[
    "budget_yuan",
    "fiscal_yuan",
    "general_yuan",
    "fund_yuan",
    "state_capital_yuan",
    "special_account_yuan",
    "carried_over_yuan",
    "other_yuan",
]
"""The columns that projects and their totals both have."""

_COLUMNS: tuple[tuple[_Column, str, str], ...] = (
    ("budget_yuan", "", ""),
    ("fiscal_yuan", "财政拨款", "fiscal"),
    ("general_yuan", "一般公共预算", "general"),
    ("fund_yuan", "政府性基金", "fund"),
    ("state_capital_yuan", "国有资本经营预算", "state capital"),
    ("special_account_yuan", "财政专户", "special account"),
    ("carried_over_yuan", "上年结转", "carried over"),
    ("other_yuan", "其他资金", "other"),
)


@rule("project_list_total")
def project_list_total(d: Disclosure) -> Iterator[CheckRow]:
    """Per list that prints one total, and per column that the total fills.

    not_checkable where projects are withheld (涉密) and the others make less than the total, or where one of the list's
    amounts was not read. Less than the total is a warning: a list may leave projects out and not say so.
    """
    for number, projects in _lists(d).items():
        wholes = [row for row in _totals(d, "total") if row["list_no"] == number]
        if len(wholes) == 1:
            yield from _columns(d, "project_list_total", f"list {number}", projects, wholes[0])


@rule("project_list_unit")
def project_list_unit(d: Disclosure) -> Iterator[CheckRow]:
    """Per line of a unit in a list, over the projects below it down to the next unit's."""
    for number, projects in _lists(d).items():
        for whole in _totals(d, "unit"):
            if whole["list_no"] == number:
                own = [project for project in projects if project["unit_name"] == whole["label"]]
                if own:
                    subject = f"list {number} {whole['label']}"
                    yield from _columns(d, "project_list_unit", subject, own, whole)


def _lists(d: Disclosure) -> dict[int, list[ProjectRow]]:
    found: dict[int, list[ProjectRow]] = {}
    for project in d.rows["projects"]:
        if project["list_no"] is not None:
            found.setdefault(project["list_no"], []).append(project)
    return found


def _totals(d: Disclosure, level: str) -> list[ProjectTotalRow]:
    return [row for row in d.rows["project_totals"] if row["level"] == level]


def _columns(
    d: Disclosure, name: str, subject: str, projects: list[ProjectRow], whole: ProjectTotalRow
) -> Iterator[CheckRow]:
    """One check a column that the total fills; a project that leaves the column blank adds nothing to it."""
    unread = any(project["budget_yuan"] is None for project in projects)
    for column, zh, en in _COLUMNS:
        printed = whole[column]
        if printed is None:
            continue
        amounts = [project[column] for project in projects]
        less = (total(amounts) or Decimal(0)) < printed
        unknown = ("", "") if unread else None
        if less and whole["withheld"]:
            unknown = ("（有项目未公开）", " (some are withheld)")
        parts = Parts(projects, amounts, f"个项目{zh}", "projects" + (f", {en}" if en else ""), unknown)
        right = Side(f"{whole['label'] or '合计'}{zh}", "the printed total", printed, places([whole]))
        of, severity = f"{subject} {zh}".strip(), "warning" if less else None
        yield adds_up(name, of, parts, right, half=d.half_unit, severity=severity)


@rule("project_lines_total")
def project_lines_total(d: Disclosure) -> Iterator[CheckRow]:
    """Per table of projects that prints one total. Less than the total is common: secret projects are not listed.

    Lines of bodies and groups add nothing, where the total shows that the lines below make them.
    """
    for number, lines in _project_lines(d).items():
        wholes = [line for line in lines if line["role"] == "total" and line["budget_yuan"] is not None]
        own = [line for line in lines if line["role"] == "project"]
        if len(wholes) == 1 and own:
            whole = wholes[0]
            parts = Parts(own, [line["budget_yuan"] for line in own], "个项目", "projects")
            right = Side(whole["project_name"] or "合计", "its total", whole["budget_yuan"], places([whole]))
            yield adds_up("project_lines_total", f"list {number}", parts, right, half=d.half_unit)


@rule("project_lines_stated")
def project_lines_stated(d: Disclosure) -> Iterator[CheckRow]:
    """Per project that both name, once each; a table of carried-over funds lists another amount, and is left out.

    In a list whose total its lines do not make, a line may be that of a group or a body: it is compared only where most
    of the list's lines agree.
    """
    for lines in _project_lines(d).values():
        checks = list(_against_forms(d, lines))
        failed = sum(check["status"] == "fail" for check in checks)
        if 2 * failed <= len(checks) or all(line["proved"] for line in lines):
            yield from checks


def _against_forms(d: Disclosure, lines: Sequence[ProjectLineRow]) -> Iterator[CheckRow]:
    of = {project["table_no"]: project for project in d.rows["projects"]}
    named = [line for line in lines if line["role"] == "project" and _CARRIED not in (line["title"] or "")]
    times = Counter(line["table_no"] for line in named)
    for line in named:
        project = of.get(line["table_no"] or 0)
        if project is None or times[line["table_no"]] > 1:
            continue
        if line["budget_yuan"] is not None and project["budget_yuan"] is not None:
            left = Side("项目支出明细", "line of expenditure", line["budget_yuan"], places([line]))
            right = Side("绩效目标表", "table of performance", project["budget_yuan"], places([project]))
            subject = f"{line['seq']} {line['project_name'] or ''}".strip()
            yield equal("project_lines_stated", subject, left, right, tolerance=2 * d.half_unit)


@rule("projects_described")
def projects_described(d: Disclosure) -> Iterator[CheckRow]:
    """Per name that one project in prose and one in a table have, with a budget each. They may be two, such as a second
    batch or another body's: where both name a body, it must be one.
    """
    for name, projects in d.projects.items():
        told = [project for project in projects if project["budget_yuan"] is not None]
        described = [project for project in told if project["table_index"] is None]
        if not name or len(described) != 1 or len(told) != 2:
            continue
        prose = described[0]
        table = told[1] if told[0] is prose else told[0]
        bodies = {plain(project["unit_name"]) for project in told if project["unit_name"]}
        if len(bodies) < 2:
            left = Side("文字所述预算数", "budget in prose", prose["budget_yuan"], places([prose]))
            right = Side("绩效目标表", "table of performance", table["budget_yuan"], places([table]))
            subject = f"form {table['table_no']} {table['project_name']}"
            yield equal("projects_described", subject, left, right, tolerance=d.half_unit + d.stated_half)


_CARRIED = "结转"
"""What the title of a table of carried-over funds says."""


def _project_lines(d: Disclosure) -> dict[int, list[ProjectLineRow]]:
    found: dict[int, list[ProjectLineRow]] = {}
    for line in d.rows["project_lines"]:
        found.setdefault(line["list_no"], []).append(line)
    return found
