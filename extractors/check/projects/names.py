"""Identities of what the performance tables call their projects: names, codes, units, periods."""

import re
from collections.abc import Iterator
from decimal import Decimal

from extractors.check.disclosure import Disclosure, plain
from extractors.check.messages import listed, own, phrase
from extractors.check.rule import Side, equal, place, places, row, rule
from extractors.recognise.shapes.titles import names_no_project, project_in
from schemas.rows import CheckRow, ProjectRow
from schemas.words.checks import check_words


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
        name = project["project_name"] or phrase("a_project")
        said = {None: "period_unknown", True: "period_inside", False: "period_outside"}[inside]
        yield row(
            "project_period",
            _subject(project),
            Side("项目周期", "period", None, places([project])),
            Side("预算年度", "budget year", None),
            {None: "not_checkable", True: "exact", False: "fail"}[inside],
            unit="年",
            **own(said, project=name, period=period, year=year),
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


def _names_one(shape: str | None, title: str) -> bool:
    """Whether the title of a table names its project: those of lists do not, nor does what stands above a sheet of
    unknown form and ends like no title; above a form and in prose it is the project's heading.
    """
    if shape == "sheet":
        return project_in(title) is not None
    return shape is None and not names_no_project(title)


def _one_project(title: str, name: str) -> bool:
    """Whether a title and a name are those of one project: one has all the characters of the other in their order."""
    if name in title or name.startswith(title):
        return True
    one, other = (check_words().title_marks.sub("", said) or said for said in (title, name))
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return len(short) > 1 and all(character in rest for character in short)


@rule("project_name_in_title")
def project_name_in_title(d: Disclosure) -> Iterator[CheckRow]:
    """Per table whose title names a project, as that of a list or of all forms does not; a name may go on behind what
    the title has of it. White space and the widths of brackets aside, and what either leaves out (保洁服务项目 is
    保洁项目). Only where another title of the document names its project: else no title is known to do so.
    """
    agree = {
        id(project): _one_project(plain(project_in(title) or title), plain(name))
        for project in d.rows["projects"]
        if (title := project["title"]) and (name := project["project_name"]) and _names_one(project["shape"], title)
    }
    for project in d.rows["projects"] if any(agree.values()) else ():
        if (held := agree.get(id(project))) is None:
            continue
        left, right = Side("表题", "title", None, places([project])), Side("项目名称", "name", None, places([project]))
        said = own(
            "title_names" if held else "title_names_another", title=project["title"], name=project["project_name"]
        )
        yield row("project_name_in_title", _subject(project), left, right, "exact" if held else "fail", **said)


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
        each = (
            phrase("unit_name_forms", name=name, forms=("、".join(of), ", ".join(of))) for name, of in numbers.items()
        )
        yield row(
            "unit_name_consistent",
            code,
            left,
            right,
            "fail" if len(names) > 1 else "exact",
            unit="个",
            difference=Decimal(len(names) - 1),
            **own("unit_names", code=code, count=len(names), listed=listed(each)),
        )
