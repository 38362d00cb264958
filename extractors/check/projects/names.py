"""Identities of what the performance tables call their projects: names, codes, units, periods."""

import re
from collections.abc import Iterator
from decimal import Decimal

from extractors.check.rule import Disclosure, Side, equal, place, places, plain, row, rule
from extractors.recognise.shapes.titles import project_in
from schemas.rows import CheckRow, ProjectRow


def _subject(project: ProjectRow) -> str:
    return f"form {project['table_no']} {project['project_name'] or ''}".strip()


@rule("project_period")
def project_period(d: Disclosure) -> Iterator[CheckRow]:
    """Per project whose period prints years; not_checkable where the document's year is not known."""
    for project in d.rows["projects"]:
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


@rule("project_code_unique")
def project_code_unique(d: Disclosure) -> Iterator[CheckRow]:
    """Codes that are printed; a name is no key (办公设备购置 stands twice).

    A list may print one project once for each of its units: lines of one code and one name count once there.
    """
    coded = {_once(project): project for project in d.rows["projects"] if project["project_code"]}
    codes = [project["project_code"] for project in coded.values()]
    if codes:
        twice = [project for project in coded.values() if codes.count(project["project_code"]) > 1]
        left = Side("项目编码数", "project codes", Decimal(len(codes)), places(twice))
        right = Side("不同的项目编码数", "different project codes", Decimal(len(set(codes))))
        yield equal("project_code_unique", f"{len(codes)} codes", left, right, unit="个")


def _once(project: ProjectRow) -> tuple[object, ...]:
    listed = project["list_no"] is not None
    return (project["list_no"], project["project_code"], plain(project["project_name"])) if listed else (id(project),)


def _names_one(project: ProjectRow) -> bool:
    """Whether the title of a form names a project at all: that of a list does not, nor one of all forms."""
    return project["shape"] == "sheet" and project_in(project["title"]) is not None


@rule("project_name_in_title")
def project_name_in_title(d: Disclosure) -> Iterator[CheckRow]:
    """Per table with a title and a name; white space and the widths of brackets aside."""
    for project in d.rows["projects"]:
        title, name = project["title"], project["project_name"]
        if not title or not name or (project["shape"] is not None and not _names_one(project)):
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


@rule("unit_name_consistent")
def unit_name_consistent(d: Disclosure) -> Iterator[CheckRow]:
    """Per unit code above the performance tables: one check, whatever the number of tables."""
    units: dict[str, list[ProjectRow]] = {}
    for project in d.rows["projects"]:
        if project["unit_code"] and project["unit_name"]:
            units.setdefault(project["unit_code"], []).append(project)
    for code, projects in units.items():
        names = dict.fromkeys(plain(project["unit_name"]) for project in projects)
        tables = {name: [p for p in projects if plain(p["unit_name"]) == name] for name in names}
        left = Side("名称数", "names", Decimal(len(names)), tuple(place(rows[0]) for rows in tables.values()))
        right = Side("单位代码数", "unit codes", Decimal(1))
        numbers = {name: [str(project["table_no"]) for project in rows] for name, rows in tables.items()}
        listed = "；".join(f"{name}（绩效表 {'、'.join(of)}）" for name, of in numbers.items())
        told = "; ".join(f"{name} (performance forms {', '.join(of)})" for name, of in numbers.items())
        yield row(
            "unit_name_consistent",
            code,
            left,
            right,
            "fail" if len(names) > 1 else "exact",
            unit="个",
            difference=Decimal(len(names) - 1),
            zh=f"单位代码 {code} 的名称：{listed}。",
            en=f"Unit code {code} stands beside: {told}.",
        )
