"""Identities of what the prose counts."""

from collections.abc import Iterator
from decimal import Decimal

from extractors.check.disclosure import Disclosure, plain
from extractors.check.rule import Side, chosen, compare, equal, place, places, rule
from extractors.values.numbers import total
from schemas.rows import AssetRow, CheckRow, FigureRow
from schemas.words.checks import check_words


def _counts(d: Disclosure, *measures: str) -> list[FigureRow]:
    return [f for f in d.rows["figures"] if f["statement"] == "count" and f["measure"] in measures]


@rule("units_counted")
def units_counted(d: Disclosure) -> Iterator[CheckRow]:
    """Where the number of units below the department itself (本部) and those of its kinds are both counted."""
    below = _counts(d, "units_below")[:1]
    kinds = _counts(d, "units_administrative", "units_civil_service", "units_institutional")
    if below and kinds:
        left = Side("各类单位数", "units by kind", total(figure["value"] for figure in kinds), places(kinds))
        right = Side("本级与下属单位数", "the department and its units", below[0]["value"] + 1, places(below))
        yield equal("units_counted", str(d.fiscal_year), left, right, unit="家")


@rule("staff_total")
def staff_total(d: Disclosure) -> Iterator[CheckRow]:
    """Per count (编制, 在职, 退休, …) that the 合计 row of a table of units prints, over the units of that table.

    not_checkable where a cell of the table could not be read.
    """
    for figure in d.rows["figures"]:
        units = [unit for unit in d.rows["organizations"] if unit["table_index"] == figure["table_index"]]
        column = figure["measure"]
        if figure["statement"] != "count" or figure["table_index"] is None or column is None or not units:
            continue
        unread = any(failure["error"] == "not_a_number" for failure in d.rows["failures"])
        counts = [(unit, count) for unit in units if (count := chosen(unit, column)) is not None]
        value = None if unread else total(count for _, count in counts)
        left = Side("各单位人数", "staff of the units", value, places(unit for unit, _ in counts))
        right = Side(f"{figure['label']}合计", f"total of {column}", figure["value"], places([figure]))
        yield equal("staff_total", column, left, right, unit="人")


@rule("performance_counted")
def performance_counted(d: Disclosure) -> Iterator[CheckRow]:
    """Where the prose counts the projects with targets and the document shows performance tables, all or some.

    What prose describes under the name of a table's project may be that project again, and does not count.
    """
    counted = _counts(d, "performance_projects")[:1]
    tabled = {plain(project["project_name"]) for project in d.rows["projects"] if project["table_index"] is not None}
    shown = [
        project
        for project in d.rows["projects"]
        if project["table_index"] is not None or plain(project["project_name"]) not in tabled
    ]
    if counted and shown:
        left = Side("绩效目标表数", "performance tables", Decimal(len(shown)), places(shown[:1]))
        right = Side(counted[0]["label"], "projects counted", counted[0]["value"], places(counted))
        yield compare("performance_counted", str(d.fiscal_year), left, right, "≤", unit="个")


@rule("vehicles_by_use")
def vehicles_by_use(d: Disclosure) -> Iterator[CheckRow]:
    """Where the assets tell the vehicles and, one level below, their uses, all with a quantity."""
    assets = d.rows["assets"]
    for number, whole in enumerate(assets):
        uses: list[AssetRow] = []
        for asset in assets[number + 1 :]:
            if asset["level"] <= whole["level"] or asset["category"] != "vehicles":
                break
            uses.append(asset)
        if whole["category"] == "vehicles" and len(uses) > 1 and whole["quantity"] is not None:
            left = Side("各类用车", "vehicles by use", total(use["quantity"] for use in uses), places(uses))
            right = Side(whole["item"], "all vehicles", whole["quantity"], places([whole]))
            yield equal("vehicles_by_use", whole["item"], left, right, unit="辆")


@rule("areas_within")
def areas_within(d: Disclosure) -> Iterator[CheckRow]:
    """Per paragraph that gives a floor area and, behind 其中, those of parts, all in one unit; some may be left out."""
    paragraphs: dict[str, list[FigureRow]] = {}
    for area in _counts(d, "floor_area"):
        paragraphs.setdefault(area["sentence"] or "", []).append(area)
    for text, (whole, *parts) in paragraphs.items():
        one_unit = len({area["unit"] for area in (whole, *parts)}) == 1
        between = text.partition(whole["label"])[2].partition(parts[0]["label"])[0] if parts else ""
        if one_unit and check_words().wherein in between:
            left = Side("各部分建筑面积", "floor areas of parts", total(part["value"] for part in parts), places(parts))
            right = Side("总建筑面积", "the whole floor area", whole["value"], places([whole]))
            yield compare("areas_within", str(place(whole)), left, right, "≤", unit=whole["unit"] or "")
