"""Lists of projects (long, packed, goals only) → projects with their goals and indicators."""

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.document.claims import LABEL_NOT_KNOWN, Claims
from extractors.document.model import Cell
from extractors.recognise.shapes.groups import Entry, Group, is_index
from extractors.recognise.shapes.lines import Line, captions
from extractors.recognise.shapes.performance import Listed
from extractors.recognise.shapes.performance_heads import vocabulary
from extractors.recognise.shapes.sheet_parts import horizon
from extractors.records.performance import goal_rows, indicator_rows, names
from extractors.records.performance.list_amounts import money, results
from extractors.records.performance.packed import Packed, below_levels, unpack
from extractors.values.text import clean, squeezed
from schemas.rows import IndicatorRow, ProjectRow

_NAMED = (
    "unit", "unit_code", "project_name", "project_code", "nature", "period", "purpose", "sequence", "department",
)  # fmt: skip
_GOALS = ("goal_implementation", "goal", "goal_reached")


def labels(found: Claims, listed: Listed, kind: str) -> None:
    """Marks the heads of a list, and which kind its tables are."""
    for part in listed.parts:
        if part.head is not None:
            found.label(part.head.table, [*captions(part.head.table, part.head.first), *part.head.cells])
            for cell in part.head.unknown(vocabulary()):
                found.leave(part.head.table, cell, LABEL_NOT_KNOWN)
        for line in part.lines:
            if is_index(line):
                found.label(line.table, line.filled)
            found.kinds[line.table.index] = kind
            found.forms[line.table.index] = listed.shape
            for paragraph in line.table.context:
                found.take_words(paragraph)


@dataclass(frozen=True)
class Place:
    """Which list a project stands in: its shape, its number, the units of its tables' amounts."""

    shape: str
    list_no: int
    unit: dict[int, str | None]


def add_project(found: Claims, group: Group, table_no: int, at: Place, of: str | None) -> None:
    """Adds the project of a group; `of` is the body on whose lines it stands."""
    entry = group.entries[0]
    code, name = names.project(group.name)
    unit_cell = group.first("unit")
    unit_code, unit_name = names.body(clean(unit_cell.text)) if unit_cell else (None, of)
    for role in _NAMED:
        found_cells = group.all(role)
        for row in group.entries:
            found.take(row.line.table, [cell for cell in found_cells if row.cells.get(role) is cell])
    printed = group.first("project_code")
    printed_unit_code = group.first("unit_code")
    found.add(
        ProjectRow,
        entry.line.place,
        {**money(found, group, at.unit), **results(found, group, at.unit)},
        table_no=table_no,
        title=entry.line.table.title,
        project_code=(squeezed(printed.text) if printed else None) or code,
        project_name=name,
        unit_code=(squeezed(printed_unit_code.text) if printed_unit_code else None) or unit_code,
        unit_name=unit_name,
        nature=_text(group, "nature"),
        period=_text(group, "period"),
        purpose=_text(group, "purpose"),
        category=names.category(_label(entry), entry.line.table.title),
        withheld=names.is_withheld(name, *(cell.text for role in (*_GOALS, "packed") for cell in group.all(role))),
        list_no=at.list_no,
        shape=at.shape,
        coverage="selected",
    )
    goal_rows.add(found, goals(group), "project", table_no)
    if at.shape == "packed":
        _packed(found, group, table_no)
    else:
        rows = [(row.head, row.line) for row in group.entries]
        indicator_rows.add(found, rows, "project", table_no, weights=indicator_rows.points_in_head(rows[0][0]))


def _text(group: Group, role: str) -> str | None:
    cell = group.first(role)
    return clean(cell.text) or None if cell else None


def goals(group: Group) -> Iterator[tuple[str, Cell, Line]]:
    """The goals of a group with their roles and rows."""
    for role in _GOALS:
        seen: set[int] = set()
        for row in group.entries:
            cell = row.cells.get(role)
            if cell is not None and cell.text.strip() and id(cell) not in seen:
                seen.add(id(cell))
                column = row.head.column(role)
                yield horizon(role, column.label if column else ""), cell, row.line


def _packed(found: Claims, group: Group, table_no: int) -> None:
    count = 0
    for row in group.entries:
        for packed in _indicators_of(found, row):
            count += 1
            found.add(
                IndicatorRow,
                row.line.place,
                scope="project",
                parent_no=table_no,
                row_no=count,
                **packed.columns,
            )


def _indicators_of(found: Claims, row: Entry) -> Iterator[Packed]:
    """The indicators of a row: all in one cell, or those of each level in its column."""
    cell = row.cells.get("packed")
    if cell is not None and cell.row == row.line.row:
        parts = unpack(cell.text)
        if parts:
            found.take(row.line.table, [cell])
        yield from parts
    for column in row.head.of_levels:
        cell = row.cells.get(column.role or "")
        if cell is not None and cell.row == row.line.row:
            found.take(row.line.table, [cell])
            yield from below_levels([label.text for label in column.labels], cell.text)


def _label(entry: Entry) -> str:
    column = entry.head.column("project_name")
    return column.label if column else ""


def leave(found: Claims, group: Group, reason: str) -> None:
    """Leaves the numbers of a group with a reason."""
    for entry in group.entries:
        for cell in entry.line.filled:
            found.leave(entry.line.table, cell, reason)
