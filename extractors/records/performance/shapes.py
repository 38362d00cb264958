"""Performance tables of any shape → projects, goals, indicators, duties, totals of lists."""

import re
from decimal import Decimal

from extractors.document.claims import Claims, ProvedUnit
from extractors.document.model import Document
from extractors.recognise.shapes.groups import Group, groups
from extractors.recognise.shapes.performance import Listed, performance_tables
from extractors.recognise.shapes.procurement import headed
from extractors.recognise.shapes.sheet_parts import Sheet
from extractors.recognise.shapes.sheets import sheets
from extractors.records.context import Context
from extractors.records.numbering import Numbering
from extractors.records.performance import (
    goal_rows,
    indicator_rows,
    list_amounts,
    list_groups,
    list_projects,
    sheet_amounts,
    sheet_projects,
    sheet_tasks,
    whole_amounts,
)
from extractors.values.text import compact
from schemas.words.performance import performance_words
from schemas.words.unit_proofs import unit_proof_words

_REPEATED = 0.8
"""Share of a list's projects that an earlier one has, from which on it only repeats them."""


def extract(document: Document, context: Context) -> Claims:
    """What the performance tables say that no form took."""
    found = Claims()
    numbers = Numbering(context.taken, found)
    evidence = context.only_unit
    note = re.compile(performance_words().withheld_note)
    withheld = any(note.search(paragraph.text) for paragraph in document.paragraphs) or None
    bought = {table.index for table in document.tables if headed(table)}
    for piece in performance_tables(document, context.taken.kinds, bought):
        if isinstance(piece, Listed):
            _list(found, piece, numbers, withheld, evidence)
        else:
            for sheet in sheets(piece.tables):
                unit = _sheet(found, sheet, numbers, evidence)
                evidence = ProvedUnit(unit, unit_proof_words().of_the_form_before) if unit else evidence
    return found


def _printed(title: str | None) -> int | None:
    """The number that a form's title prints."""
    match = performance_words().form_number.match(title or "")
    return int(match[1]) if match else None


def _list(found: Claims, listed: Listed, numbers: Numbering, withheld: bool | None, only: ProvedUnit | None) -> None:
    every = groups(listed)
    unit = list_amounts.units(found, listed, only)
    list_projects.labels(found, listed, "department_performance" if listed.whole else "project_performance")
    if listed.whole:
        for group in every:
            if group.indicators:
                _whole_group(found, group, numbers, unit)
        return
    projects, totals = list_groups.divide(every, listed.shape)
    known = [(compact(row["project_name"] or ""), row["budget_yuan"]) for row in found.rows.get("projects", ())]
    if listed.shape == "goals_only" and _only_repeats(projects, known, unit):
        for group in projects:
            list_projects.leave(found, group, "repeats_a_project")
        return
    number = numbers.project_list()
    at = list_projects.Place(listed.shape, number, unit)
    for level, group in totals:
        list_amounts.add_total(found, level, group, unit, number, withheld)
    of = _units_of(every, {id(group): group.name for level, group in totals if level == "unit"})
    for group in projects:
        list_projects.add_project(found, group, numbers.project(), at, of.get(id(group)))


def _units_of(every: list[Group], unit_lines: dict[int, str]) -> dict[int, str]:
    """The unit of each group below a unit's line, by the group's `id`, as the lines are known by theirs."""
    of: dict[int, str] = {}
    unit: str | None = None
    for group in every:
        if id(group) in unit_lines:
            unit = unit_lines[id(group)]
        elif unit:
            of[id(group)] = unit
    return of


def _only_repeats(projects: list[Group], known: list[tuple[str, Decimal | None]], unit: dict[int, str | None]) -> bool:
    again = sum(1 for group in projects if list_groups.repeats(group, known, unit))
    return bool(known) and bool(projects) and again >= _REPEATED * len(projects)


def _whole_group(found: Claims, group: Group, numbers: Numbering, unit: dict[int, str | None]) -> None:
    number = numbers.department_table()
    list_amounts.add_total(found, "whole", group, unit)
    whole_amounts.of_list(found, group, unit.get(group.entries[0].line.table.index))
    goal_rows.add(found, list_projects.goals(group), "department", number)
    rows = [(row.head, row.line) for row in group.entries]
    indicator_rows.add(found, rows, "department", number, weights=indicator_rows.points_in_head(rows[0][0]))


def _sheet(found: Claims, sheet: Sheet, numbers: Numbering, evidence: ProvedUnit | None) -> str | None:
    whole = sheet_projects.is_whole(sheet)
    sheet_projects.labels(found, sheet, "department_performance" if whole else "project_performance")
    unit = sheet_amounts.unit(found, sheet, evidence)
    if whole:
        if sheet.goals or sheet.indicators or sheet.tasks:
            number = numbers.department_table()
            goal_rows.add(found, sheet.goals, "department", number)
            weights = sheet_projects.weights_of_all(found, sheet)
            indicator_rows.add(found, sheet.indicators, "department", number, weights=weights)
            sheet_tasks.add(found, sheet, numbers, unit)
            whole_amounts.of_sheet(found, sheet, unit)
    elif not sheet_projects.is_blank(sheet) and sheet_projects.name_of(sheet)[1]:
        sheet_projects.add_project(found, sheet, numbers.project(_printed(sheet.title)), unit)
    return unit
