"""Identities of targets: filled in, the same at every level, borne out by what is bought."""

import re
from collections.abc import Iterator
from decimal import Decimal

from extractors.check.disclosure import Disclosure, plain
from extractors.check.procurement.projects import project_of
from extractors.check.rule import Side, compare, equal, places, row, rule
from schemas.rows import CheckRow, IndicatorRow, ProcurementItemRow, ProjectRow
from schemas.words.checks import check_words

_WITHOUT_EXECUTION = 90
"""Points of the indicators of a form whose other ten are those of 执行率 (财预〔2021〕101号)."""


@rule("targets_filled")
def targets_filled(d: Disclosure) -> Iterator[CheckRow]:
    """Per performance table: targets that are blank, or options of a form that nobody chose (显著/非显著)."""
    tables: dict[int, list[IndicatorRow]] = {}
    for indicator in d.rows["indicators"]:
        if indicator["scope"] == "project":
            tables.setdefault(indicator["parent_no"], []).append(indicator)
    for table_no, indicators in tables.items():
        unfilled = [indicator for indicator in indicators if indicator["operator"] == "unfilled"]
        left = Side("已填写的指标", "targets filled in", Decimal(len(indicators) - len(unfilled)), places(unfilled))
        right = Side("指标", "targets", Decimal(len(indicators)))
        yield equal("targets_filled", f"form {table_no}", left, right, unit="项")


@rule("target_consistent")
def target_consistent(d: Disclosure) -> Iterator[CheckRow]:
    """Per indicator (description and unit to the letter) that stands at two levels: 重点任务, 总体目标, 分项, project.

    Projects are not compared with each other: each may promise its own number.
    """
    groups: dict[tuple[str, str], list[IndicatorRow]] = {}
    for indicator in d.rows["indicators"]:
        if indicator["target_value"] is not None and indicator["description"]:
            at = (plain(indicator["description"]), indicator["target_unit"] or "")
            groups.setdefault(at, []).append(indicator)
    for (description, unit), indicators in groups.items():
        levels: dict[object, list[IndicatorRow]] = {}
        for indicator in indicators:
            department = indicator["scope"] == "department"
            levels.setdefault(indicator["parent_no"] if department else indicator["scope"], []).append(indicator)
        first, *others = levels.values()
        known = {indicator["target_value"] for indicator in first}
        for other in others:
            odd = next((i for i in other if i["target_value"] not in known), other[0])
            left = Side("一处指标值", "one target", first[0]["target_value"], places(first))
            right = Side("另一处指标值", "another target", odd["target_value"], places([odd]))
            if left.value != right.value and right.value in known:
                left = Side(left.zh, left.en, right.value, left.places)
            yield equal("target_consistent", description, left, right, unit=unit)


@rule("target_parts")
def target_parts(d: Disclosure) -> Iterator[CheckRow]:
    """Only where the description gives two or more counts in the target's own unit, none of them the target."""
    for indicator in d.rows["indicators"]:
        unit, description = indicator["target_unit"], indicator["description"]
        if indicator["scope"] != "project" or not unit or not description or indicator["target_value"] is None:
            continue
        parts = [Decimal(n) for n in re.findall(rf"(\d+(?:\.\d+)?)\s*{re.escape(unit)}", description)]
        if len(parts) > 1 and indicator["target_value"] not in parts:  # a mark that scoring starts from is no part
            subject = f"form {indicator['parent_no']} indicator {indicator['row_no']}"
            left = Side("描述中各数之和", "sum of the counts described", sum(parts, Decimal(0)), places([indicator]))
            right = Side("指标值", "target", indicator["target_value"], places([indicator]))
            yield equal("target_parts", subject, left, right, unit=unit)


@rule("target_bought")
def target_bought(d: Disclosure) -> Iterator[CheckRow]:
    """Where one item and one indicator that speaks of buying (购置, 采购) are counted in the same unit (8 台)."""
    items: dict[int, list[ProcurementItemRow]] = {}
    for item in d.rows["procurement_items"]:
        project = project_of(d, item)
        if project:
            items.setdefault(project["table_no"], []).append(item)
    for table_no, bought in items.items():
        for item in bought:
            unit = item["quantity_unit"]
            if not unit or sum(1 for other in bought if other["quantity_unit"] == unit) != 1:
                continue
            same = [
                i
                for i in d.rows["indicators"]
                if i["scope"] == "project"
                and i["parent_no"] == table_no
                and i["target_unit"] == unit
                and i["operator"] in ("ge", "eq")
                and check_words().buying.search(f"{i['level3']}{i['description']}")
            ]
            if len(same) == 1:
                left = Side("采购数量", "quantity bought", item["quantity"], places([item]))
                right = Side("指标值", "target", same[0]["target_value"], places(same))
                relation = "≥" if same[0]["operator"] == "ge" else "="
                yield compare("target_bought", f"form {table_no}", left, right, relation, unit=unit)


@rule("weights_total")
def weights_total(d: Disclosure) -> Iterator[CheckRow]:
    """Per performance table that prints points, with what the form says that they make: 分值（90分）, the row 总分.

    Those of 执行率 may be among them, or left to be added where the form prints none. Of a form that says nothing 100
    is the rule: a table that was read by its shape may follow another, and is only warned of. not_checkable where an
    indicator of the table has none, for the sum then lacks a part. A second horizon repeats.
    """
    tables: dict[tuple[str, int, str], list[IndicatorRow]] = {}
    for indicator in d.rows["indicators"]:
        at = (indicator["scope"], indicator["parent_no"], indicator["horizon"] or "")
        tables.setdefault(at, []).append(indicator)
    projects = {project["table_no"]: project for project in d.rows["projects"]}
    for (scope, number, horizon), indicators in tables.items():
        if any(indicator["weight"] is not None for indicator in indicators):
            subject = " ".join(filter(None, ("form" if scope == "project" else scope, str(number), horizon)))
            yield _weights(subject, indicators, projects.get(number) if scope == "project" else None)


def _weights(subject: str, indicators: list[IndicatorRow], project: ProjectRow | None) -> CheckRow:
    """The points of the indicators of one form against those that they should make."""
    weights = [indicator["weight"] for indicator in indicators if indicator["weight"] is not None]
    lacking = len(indicators) - len(weights)
    points = (project["execution_weight"] if project else None) or Decimal(0)
    printed = next((one["weight_of_all"] for one in indicators if one["weight_of_all"] is not None), None)
    alone, full = sum(weights, Decimal(0)), printed or Decimal(100)
    if not points and alone == _WITHOUT_EXECUTION and full == 100:
        full = alone
    added = bool(points) and alone != full
    whole = alone + points if added else alone
    zh = "指标分值与执行率分值之和" if added else "指标分值之和"
    zh += f"（{lacking} 项指标未印分值）" if lacking else ""
    en = "sum of the points" + (f" ({lacking} indicators print none)" if lacking else "")
    left = Side(zh, en, None if lacking else whole, places(indicators))
    right = Side("表中所列满分" if printed else "满分", "points that they should make", full)
    unsaid = printed is None and (project is None or project["shape"] is not None)
    return equal("weights_total", subject, left, right, unit="分", severity="warning" if unsaid else None)


@rule("levels_filled")
def levels_filled(d: Disclosure) -> Iterator[CheckRow]:
    """Once a document: indicators of performance tables without a first level, which carrying down did not give."""
    indicators = [indicator for indicator in d.rows["indicators"] if indicator["scope"] == "project"]
    if indicators:
        without = [indicator for indicator in indicators if not indicator["level1"]]
        yield row(
            "levels_filled",
            f"{len(indicators)} indicators",
            Side("有一级指标的行", "with a first level", Decimal(len(indicators) - len(without)), places(without)),
            Side("指标行", "indicators", Decimal(len(indicators))),
            "fail" if without else "exact",
            unit="项",
            difference=Decimal(-len(without)),
        )
