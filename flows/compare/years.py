"""What changed from one disclosure of a body to the next: its projects, their amounts, and the targets."""

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, TypeVar

from extractors.check.rule import place
from extractors.document.place import Place
from extractors.values.text import compact
from flows.compare.matching import KeyOf, matched, only_one
from schemas.rows import IndicatorRow, PublishedDuty, PublishedIndicator, PublishedProject, PublishedRecords
from schemas.tables import tables

R = TypeVar("R")
_Projects = list[tuple[PublishedProject, PublishedProject, str]]
_Duties = list[tuple[PublishedDuty, PublishedDuty, str]]
_Words = Literal["level1", "level2", "level3", "description", "horizon", "target"]
_LABELS = {name: {column.name: column.label for column in table.columns} for name, table in tables().items()}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. What is new has no `before`, what ended no `after`; amounts are in yuan.

    Of a line of a budget table `parent` is the table, `code` and `indicator` are the subject's; a figure of the prose
    has its words in `indicator` (`flows.compare.amounts`).

    `scope` says whether it belongs to a project, a duty or the department, `parent` and `code` to which; `indicator`
    names the indicator. `field` is a column of `projects` or `indicators`, `label` its Chinese name. `difference` is
    after − before where both are numbers of one unit; `percent` the same in percent of `before`, not for percentages.
    `matched_by` says how the parents, or the projects themselves, were known as one: by code, name or number.
    """

    kind: Literal["project", "indicator", "budget_line", "figure"]
    what: Literal["new", "ended", "changed"]
    scope: Literal["project", "duty", "department"]
    parent: str | None
    code: str | None
    indicator: str | None
    field: str
    label: str
    before: Decimal | str | None
    after: Decimal | str | None
    difference: Decimal | None
    percent: Decimal | None
    before_place: Place | None
    after_place: Place | None
    matched_by: str | None


@dataclass(frozen=True, slots=True)
class _Parent:
    """What indicators of both years belong to: its numbers before and after, its name, code, and how it was matched."""

    scope: Literal["project", "duty", "department"]
    before: int
    after: int
    name: str | None
    code: str | None
    how: str


def changes(
    before: PublishedRecords, after: PublishedRecords, years: tuple[int | None, int | None] = (None, None)
) -> list[Change]:
    """The differences between two disclosures, from their records; projects first, in the order of the later one.

    Projects are one where their codes are, else where their names are (in one unit first), the disclosure's own year
    in the name aside; never where a code or name stands twice. Indicators are compared within one project, duty or
    department by their levels and description. Stated amounts (`stated_`) are the prose's and are left out.
    """
    projects = pairs(before.get("projects", []), after.get("projects", []), _project_keys(years))
    duties = pairs(before.get("duties", []), after.get("duties", []), [("name", lambda row: _name(row["title"]))])
    found = [change for pair in projects for change in _project(*pair)]
    known = {id(row) for pair in projects for row in pair[:2]}
    found += [_whole(row, "new") for row in after.get("projects", []) if id(row) not in known]
    found += [_whole(row, "ended") for row in before.get("projects", []) if id(row) not in known]
    return found + list(_indicators(before, after, projects, duties))


def pairs(before: Sequence[R], after: Sequence[R], keys: Sequence[tuple[str, KeyOf[R]]]) -> list[tuple[R, R, str]]:
    """Rows that are one and the same, by the first key that only one row of each side has; in the order of `after`.

    `keys` go from the surest to the least sure, each with what it is called; None matches nothing. The third of a pair
    is what its key is called.
    """
    found = matched(before, after, keys, only_one)
    order = sorted(found.items(), key=lambda pair: pair[1][0])
    return [(before[one], after[other], how) for one, (other, how) in order]


def _project_keys(years: tuple[int | None, int | None]) -> list[tuple[str, KeyOf[PublishedProject]]]:
    own = "|".join(str(year) for year in years if year)
    year = re.compile(rf"(?:{own})年?度?") if own else None

    def name(row: PublishedProject) -> str | None:
        text = _name(row["project_name"])
        return (year.sub("", text) or text) if year and text else text

    return [
        ("code", lambda row: row["project_code"]),
        ("name", lambda row: name(row) and (name(row), _name(row["unit_name"]))),
        ("name", name),
    ]


def _name(text: str | None) -> str | None:
    return compact(text) or None if text else None


def _project(before: PublishedProject, after: PublishedProject, how: str) -> Iterator[Change]:
    """The fields that changed in a project: its amounts, and its code, name and unit."""
    for column in tables()["projects"].columns:
        old, new = _value(before, column.name), _value(after, column.name)
        if column.name in ("project_code", "project_name", "unit_name"):
            same = _name(str(old or "")) == _name(str(new or ""))
        elif column.type == "money" and not column.name.startswith("stated_"):
            same = old == new
        else:
            continue
        if not same:
            yield Change(
                kind="project",
                what="changed",
                scope="project",
                parent=after["project_name"] or before["project_name"],
                code=after["project_code"],
                indicator=None,
                field=column.name,
                label=column.label,
                before=old,
                after=new,
                difference=difference(old, new),
                percent=percent(old, new),
                before_place=place(before),
                after_place=place(after),
                matched_by=how,
            )


def _value(project: Mapping[str, Any], column: str) -> Decimal | str | None:
    """What a project has in a column of money or text that `tables.yaml` names."""
    found: Decimal | str | None = project.get(column)
    return found


def _whole(project: PublishedProject, what: Literal["new", "ended"]) -> Change:
    amount, where = project["budget_yuan"], place(project)
    return Change(
        kind="project",
        what=what,
        scope="project",
        parent=project["project_name"],
        code=project["project_code"],
        indicator=None,
        field="budget_yuan",
        label=_LABELS["projects"]["budget_yuan"],
        before=amount if what == "ended" else None,
        after=amount if what == "new" else None,
        difference=None,
        percent=None,
        before_place=where if what == "ended" else None,
        after_place=where if what == "new" else None,
        matched_by=None,
    )


def difference(old: Any, new: Any) -> Decimal | None:
    """The new amount less the old; None where one of them is none."""
    return new - old if isinstance(old, Decimal) and isinstance(new, Decimal) else None


def percent(old: Any, new: Any) -> Decimal | None:
    """The difference in percent of the old amount; None where that is 0 or one of them is none."""
    change = difference(old, new)
    return round(change / old * 100, 2) if change is not None and old else None


def _indicators(
    before: PublishedRecords, after: PublishedRecords, projects: _Projects, duties: _Duties
) -> Iterator[Change]:
    """The targets that changed, came and went, in each project and duty that both have, and in the department."""
    parents: list[_Parent] = [
        _Parent("project", old["table_no"], new["table_no"], new["project_name"], new["project_code"], how)
        for old, new, how in projects
    ]
    parents += [_Parent("duty", old["duty_no"], new["duty_no"], new["title"], None, how) for old, new, how in duties]
    numbers = {row["parent_no"] for side in (before, after) for row in side.get("indicators", []) if _of_all(row)}
    parents += [_Parent("department", number, number, None, None, "number") for number in sorted(numbers)]
    ours, theirs = _by_parent(before), _by_parent(after)
    for parent in parents:
        left, right = ours.get((parent.scope, parent.before), []), theirs.get((parent.scope, parent.after), [])
        matched = pairs(left, right, _INDICATOR_KEYS)
        for old, new, _ in matched:
            if _target(old) != _target(new):
                yield _indicator("changed", parent, old, new)
        known = {id(row) for pair in matched for row in pair[:2]}
        yield from (_indicator("new", parent, None, row) for row in right if id(row) not in known)
        yield from (_indicator("ended", parent, row, None) for row in left if id(row) not in known)


def _of_all(row: IndicatorRow) -> bool:
    return bool(row["scope"] == "department")


def _by_parent(records: PublishedRecords) -> dict[tuple[str, int], list[PublishedIndicator]]:
    grouped: dict[tuple[str, int], list[PublishedIndicator]] = {}
    for row in records.get("indicators", []):
        grouped.setdefault((row["scope"], row["parent_no"]), []).append(row)
    return grouped


def _said(*columns: _Words) -> KeyOf[PublishedIndicator]:
    """A key of the columns' text, None where the last of them that names the indicator says nothing."""

    def key(row: PublishedIndicator) -> Hashable:
        texts = tuple(_name(row[column]) for column in columns)
        return texts if any(texts) else None

    return key


_LEVELS: tuple[_Words, ...] = ("level1", "level2", "level3", "description", "horizon")
_INDICATOR_KEYS: list[tuple[str, KeyOf[PublishedIndicator]]] = [
    ("name", _said(*_LEVELS, "target")),
    ("name", _said(*_LEVELS)),
    ("name", _said("level3", "description", "horizon")),
    ("name", lambda row: _name(row["level3"])),
]
"""How an indicator is known again, from the surest: its levels and description, at last its name alone."""


def _target(row: IndicatorRow) -> Hashable:
    """What a target asks for, however it is printed; its text where it is no number."""
    if row["target_value"] is None:
        return _name(row["target"])
    return row["operator"], row["target_value"], row["target_max"], _name(row["target_unit"])


def _indicator(
    what: Literal["new", "ended", "changed"],
    parent: _Parent,
    old: PublishedIndicator | None,
    new: PublishedIndicator | None,
) -> Change:
    shown = new or old
    assert shown is not None
    values = (old["target_value"], new["target_value"]) if old and new and _one_unit(old, new) else (None, None)
    return Change(
        kind="indicator",
        what=what,
        scope=parent.scope,
        parent=parent.name,
        code=parent.code,
        indicator=shown["level3"] or shown["description"] or shown["level2"],
        field="target",
        label=_LABELS["indicators"]["target"],
        before=old["target"] if old else None,
        after=new["target"] if new else None,
        difference=difference(*values),
        percent=percent(*values) if shown["target_unit"] != "%" else None,
        before_place=place(old) if old else None,
        after_place=place(new) if new else None,
        matched_by=parent.how if old and new else None,
    )


def _one_unit(old: IndicatorRow, new: IndicatorRow) -> bool:
    return _name(old["target_unit"]) == _name(new["target_unit"])
