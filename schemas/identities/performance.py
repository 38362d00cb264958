"""Identities of the numbered performance tables: their sum, their funds, their text, their payment plans."""

import re
from collections.abc import Iterator
from decimal import Decimal

from schemas.identities.base import Disclosure, Side, compare, equal, identity, place, places, plain, row, total
from schemas.identities.statements import stated
from schemas.tables import Row

_FUNDS = ("stated_general_yuan", "stated_fund_yuan", "stated_superior_yuan", "stated_other_yuan")


def _subject(project: Row) -> str:
    return f"table {project['table_no']} {project['project_name'] or ''}".strip()


def _side(project: Row, column: str, zh: str, en: str) -> Side:
    return Side(zh, en, project.get(column), places([project]))


@identity(
    "projects_total",
    zh="各项目预算数之和等于项目支出",
    en="The performance tables add up to project expenditure",
    source="domain I4, X6",
)
def projects_total(d: Disclosure) -> Iterator[Row]:
    """Only where the form's rule is that every project has its table; else `projects_within` applies.

    not_checkable where a table or page was given up, or where a table prints no amount.
    """
    projects = [project for project in d.rows("projects") if project["coverage"] != "selected"]
    right = stated(d, "expenditure_project")
    if not projects or right.value is None:
        return
    amounts = [project["budget_yuan"] for project in projects]
    count = len(projects)
    incomplete = d.gave_up() or None in amounts
    left = Side(
        f"{count} 个项目预算数之和",
        f"sum of {count} performance tables",
        None if incomplete else total(amounts),
        places(projects),
    )
    yield equal("projects_total", f"{count} projects", left, right, tolerance=(count + 1) * d.half_unit)


@identity(
    "projects_by_unit",
    zh="分单位项目预算之和等于全部项目预算",
    en="The units' projects make all projects",
    source="domain I4c",
)
def projects_by_unit(d: Disclosure) -> Iterator[Row]:
    """Every performance table must name its unit, so that the units' sums are complete."""
    projects = d.rows("projects")
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


@identity(
    "project_funds",
    zh="财政资金与其他资金之和等于预算数",
    en="Fiscal and other funds make the project's budget",
    source="domain I4b",
)
def project_funds(d: Disclosure) -> Iterator[Row]:
    """Per table that prints funds; a blank fund adds nothing, 上年结转 counts where the form has it."""
    for project in d.rows("projects"):
        parts = (project["fiscal_yuan"], project["carried_over_yuan"], project["other_yuan"])
        funds = total(parts)
        if funds is None and (project["budget_yuan"] is None or project["arrangement"]):
            continue
        zh, en = ("财政资金 + 其他资金", "fiscal + other funds")
        if project["carried_over_yuan"] is not None:
            zh, en = ("财政拨款 + 上年结转 + 其他资金", "fiscal + carried over + other funds")
        left = Side(zh, en, funds, places([project]))
        yield equal(
            "project_funds",
            _subject(project),
            left,
            _side(project, "budget_yuan", "预算数", "budget"),
            tolerance=3 * d.half_unit,
        )


@identity(
    "stated_budget",
    zh="文字所述预算数等于表内预算数",
    en="The purpose text states the table's budget",
    source="domain I14, Y1",
)
def stated_budget(d: Disclosure) -> Iterator[Row]:
    """Per table whose purpose text states it; the text may have more decimals than the cell."""
    for project in d.rows("projects"):
        if project.get("stated_budget_yuan") is not None:
            left = _side(project, "stated_budget_yuan", "文述预算数", "stated budget")
            yield equal(
                "stated_budget",
                _subject(project),
                left,
                _side(project, "budget_yuan", "预算数", "budget"),
                tolerance=d.half_unit,
            )


@identity(
    "stated_funds",
    zh="文字所述各项资金之和等于所述预算数",
    en="The stated funds make the stated budget",
    source="domain I14",
)
def stated_funds(d: Disclosure) -> Iterator[Row]:
    """Per table whose purpose text states the whole and at least one fund."""
    for project in d.rows("projects"):
        funds = total(project.get(column) for column in _FUNDS)
        if funds is not None and project.get("stated_budget_yuan") is not None:
            left = Side(
                "一般预算 + 基金 + 上级专项 + 其他资金", "general + fund + superior + other", funds, places([project])
            )
            right = _side(project, "stated_budget_yuan", "文述预算数", "stated budget")
            yield equal("stated_funds", _subject(project), left, right)


@identity(
    "projects_within",
    zh="选取公开的项目预算之和不超过项目支出",
    en="The projects that were selected stay within project expenditure",
    source="domain X11",
)
def projects_within(d: Disclosure) -> Iterator[Row]:
    """Where only some projects have such a table or description; tables without an amount add nothing."""
    projects = [project for project in d.rows("projects") if project["coverage"] == "selected"]
    right = stated(d, "expenditure_project")
    if not projects or right.value is None:
        return
    left = Side(
        f"{len(projects)} 个项目预算之和",
        f"sum of {len(projects)} projects",
        total(project["budget_yuan"] for project in projects),
        places(projects),
    )
    tolerance = (len(projects) + 1) * d.half_unit
    yield compare("projects_within", f"{len(projects)} projects", left, right, "≤", tolerance=tolerance)


@identity(
    "project_period",
    zh="项目周期包含预算年度",
    en="A project's period has the budget year in it",
    severity="warning",
    source="domain Y10",
)
def project_period(d: Disclosure) -> Iterator[Row]:
    """Per project whose period prints years; not_checkable where the document's year is not known."""
    for project in d.rows("projects"):
        years = [int(year) for year in re.findall(r"(?<!\d)20\d\d(?!\d)", project["period"] or "")]
        if not years:
            continue
        year = d.fiscal_year
        inside = None if year is None else min(years) <= year <= max(years)
        period = f"{min(years)}" if min(years) == max(years) else f"{min(years)}—{max(years)}"
        verdict = {None: "预算年度不明，无法核对", True: "相符", False: "不符"}[inside]
        name = project["project_name"] or "the project"
        said = {None: "cannot be compared: its year is not known", True: "is within it", False: "is not within it"}[
            inside
        ]
        yield row(
            "project_period",
            _subject(project),
            Side("项目周期", "period", None, places([project])),
            Side("预算年度", "budget year", None),
            {None: "not_checkable", True: "exact", False: "fail"}[inside],
            unit="年",
            zh=f"{project['project_name'] or '项目'}的周期为 {period} 年，预算年度为 {year or '—'} 年：{verdict}。",
            en=f"The period of {name} is {period}; the budget's year {year} {said}.",
        )


@identity("project_code_unique", zh="项目编码不重复", en="Project codes are unique", source="domain 1.3")
def project_code_unique(d: Disclosure) -> Iterator[Row]:
    """Codes that are printed; a name is no key (办公设备购置 stands twice)."""
    codes = [project["project_code"] for project in d.rows("projects") if project["project_code"]]
    if codes:
        twice = [p for p in d.rows("projects") if codes.count(p["project_code"]) > 1]
        left = Side("项目编码数", "project codes", Decimal(len(codes)), places(twice))
        right = Side("不同的项目编码数", "different project codes", Decimal(len(set(codes))))
        yield equal("project_code_unique", f"{len(codes)} codes", left, right, unit="个")


@identity(
    "project_name_in_title",
    zh="表题与项目名称一致",
    en="The table's title names its project",
    severity="warning",
    source="domain 1.3, Y12",
)
def project_name_in_title(d: Disclosure) -> Iterator[Row]:
    """Per table with a title and a name; white space and the widths of brackets aside."""
    for project in d.rows("projects"):
        title, name = project["title"], project["project_name"]
        if not title or not name:
            continue
        left, right = Side("表题", "title", None, places([project])), Side("项目名称", "name", None, places([project]))
        if plain(name) in plain(title):
            yield row(
                "project_name_in_title",
                _subject(project),
                left,
                right,
                "exact",
                zh=f"表题与项目名称一致：{name}。",
                en=f"Title and project name agree: {name}.",
            )
        else:
            yield row(
                "project_name_in_title",
                _subject(project),
                left,
                right,
                "fail",
                zh=f"表题“{title}”与项目名称“{name}”不一致。",
                en=f"The title “{title}” does not name the project “{name}”.",
            )


@identity(
    "unit_name_consistent",
    zh="同一单位代码的名称一致",
    en="A unit code goes with one name",
    severity="warning",
    source="domain 2.3 M5, Y12",
)
def unit_name_consistent(d: Disclosure) -> Iterator[Row]:
    """Per unit code above the performance tables: one check, whatever the number of tables."""
    units: dict[str, list[Row]] = {}
    for project in d.rows("projects"):
        if project["unit_code"] and project["unit_name"]:
            units.setdefault(project["unit_code"], []).append(project)
    for code, projects in units.items():
        names = dict.fromkeys(plain(project["unit_name"]) for project in projects)
        tables = {name: [p for p in projects if plain(p["unit_name"]) == name] for name in names}
        left = Side("名称数", "names", Decimal(len(names)), tuple(place(rows[0]) for rows in tables.values()))
        right = Side("单位代码数", "unit codes", Decimal(1))
        listed = "；".join(
            f"{name}（表 {'、'.join(str(p['table_no']) for p in rows)}）" for name, rows in tables.items()
        )
        yield row(
            "unit_name_consistent",
            code,
            left,
            right,
            "fail" if len(names) > 1 else "exact",
            unit="个",
            difference=Decimal(len(names) - 1),
            zh=f"单位代码 {code} 的名称：{listed}。",
            en=f"Unit code {code} is printed with the name(s): {listed}.",
        )
