"""Lists of projects (long, packed, goals only) → projects with their goals and indicators, and the lists' totals."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractors.document.claims import LABEL_NOT_KNOWN, Claims, ProvedUnit
from extractors.document.model import Cell
from extractors.recognise.shapes.groups import Entry, Group, is_index
from extractors.recognise.shapes.lines import Line, captions
from extractors.recognise.shapes.performance import Listed, vocabulary
from extractors.recognise.shapes.sheet_parts import horizon
from extractors.records.money import FUNDS, labels_of_money, lent, read, unit_of, unit_of_column
from extractors.records.performance import goal_rows, indicator_rows, names
from extractors.records.performance.packed import Packed, below_levels, unpack
from extractors.values.money import YUAN
from extractors.values.numbers import is_number, number
from extractors.values.text import clean, compact, squeezed
from schemas.rows import IndicatorRow, ProjectRow, ProjectTotalRow
from schemas.words.performance import performance_words
from schemas.words.unit_proofs import unit_proof_words

_NAMED = ("unit", "unit_code", "project_name", "project_code", "nature", "period", "purpose", "sequence")
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


def units(claims: Claims, listed: Listed, only: ProvedUnit | None) -> dict[int, str | None]:
    """The unit of the amounts of each table of a list; a table without one goes on with the table before.

    `only` is the unit that all tables of the document print, None where they differ.
    """
    found: dict[int, str | None] = {}
    evidence = only
    for part in listed.parts:
        for line in part.lines[:1]:
            cells = labels_of_money(part.head, "budget", "period_budget", *FUNDS) if part.head else ()
            unit = lent(claims, line.table, unit_of(line.table, cells), evidence)
            found[line.table.index] = unit
            evidence = ProvedUnit(unit, unit_proof_words().of_the_list_before) if unit else None
    return found


def divide(found_groups: list[Group], shape: str) -> tuple[list[Group], list[tuple[str, Group]]]:
    """The groups that are projects, and those that are totals with their level: of all, or of a unit."""
    projects: list[Group] = []
    totals: list[tuple[str, Group]] = []
    for n, group in enumerate(found_groups):
        if group.total or (not group.name and not group.indicators):
            totals.append(("total", group))
        elif shape == "long_list":
            bare = not group.indicators and group.first("goal") is None
            (totals.append(("unit", group)) if bare else projects.append(group))
        elif _is_unit(group, found_groups[n + 1 :], shape):
            totals.append(("unit", group))
        else:
            projects.append(group)
    return projects, totals


def _is_unit(group: Group, below: list[Group], shape: str) -> bool:
    """Whether a line without goal and indicators is the subtotal of a unit: the lines below it make its amount.

    A body's name is enough where each project packs its indicators, or with a blank before the lines below it; and one
    line below may make the amount of a body.
    """
    if any(group.first(role) is not None for role in ("goal", "packed", *_of_levels(group))):
        return False
    is_body = names.is_body(group.name)
    if is_body and (shape == "packed" or (below and not _indented(group) and _indented(below[0]))):
        return True
    if group.amount is None:
        return is_body
    total, count = Decimal(0), 0
    for other in below:
        if other.total or other.amount is None:
            continue
        total, count = total + other.amount, count + 1
        if total == group.amount and count >= (1 if is_body else 2) and group.amount:
            return True
        if total > group.amount:
            return False
    return False


def _indented(group: Group) -> bool:
    cell = group.first("project_name")
    return cell is not None and cell.text[:1].isspace()


def repeats(group: Group, known: list[tuple[str, Decimal | None]], unit: dict[int, str | None]) -> bool:
    """Whether a project stands in an earlier list: the same name, or that without a bracket and the same amount."""
    name = compact(group.name)
    bare = name.split("（")[0].split("(")[0]
    in_unit = YUAN.get(_unit(group.entries[0], unit) or "", Decimal(1))
    yuan = None if group.amount is None else group.amount * in_unit
    return any(name == other or (bool(bare) and other.startswith(bare) and yuan == amount) for other, amount in known)


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
    for role in (
        "unit",
        "unit_code",
        "project_name",
        "project_code",
        "nature",
        "period",
        "purpose",
        "sequence",
        "department",
    ):
        found_cells = group.all(role)
        for row in group.entries:
            found.take(row.line.table, [cell for cell in found_cells if row.cells.get(role) is cell])
    printed = group.first("project_code")
    printed_unit_code = group.first("unit_code")
    found.add(
        ProjectRow,
        entry.line.place,
        {**money(found, group, at.unit), **_results(found, group, at.unit)},
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


def money(found: Claims, group: Group, unit: dict[int, str | None]) -> dict[str, Decimal | None]:
    """The amounts of a group in yuan by column."""
    row: dict[str, Decimal | None] = {}
    for name in ("budget", "period_budget", *FUNDS):
        value: Decimal | None = None
        for entry in group.entries:
            cell = entry.cells.get(name)
            if cell is not None and cell.text.strip():
                own = unit_of_column(entry.head.column(name)) or _unit(entry, unit)
                value = read(found, entry.line.table, cell, own) if value is None else value
                found.take(entry.line.table, [cell] if value is not None else [])
        row[f"{name}_yuan"] = value
    return row


def _results(found: Claims, group: Group, unit: dict[int, str | None]) -> dict[str, Decimal | None]:
    """What a list says of a project's spending: the amount in yuan, its share in percent, the points."""
    entry = group.entries[0]
    own = unit_of_column(entry.head.column("executed")) or _unit(entry, unit)
    row = {"executed_yuan": read(found, entry.line.table, entry.cells.get("executed"), own)}
    for role, column in (("execution_rate", "executed_percent"), ("score", "score")):
        text = entry.text(role).rstrip(performance_words().points_signs).strip()
        row[column] = number(text) if is_number(text) and not group.indicators else None
        found.take(entry.line.table, [entry.cells.get(role)] if row[column] is not None else [])
    return row


def _unit(entry: Entry, unit: dict[int, str | None]) -> str | None:
    return unit.get(entry.line.table.index) or next((value for value in unit.values() if value), None)


def _of_levels(group: Group) -> list[str]:
    """The roles of the columns that hold the indicators of a level each."""
    return [column.role for column in group.entries[0].head.of_levels if column.role]


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


def add_total(
    found: Claims,
    level: str,
    group: Group,
    unit: dict[int, str | None],
    list_no: int | None = None,
    withheld: bool | None = None,
) -> None:
    """Adds a total line of a list."""
    entry = group.entries[0]
    amounts = money(found, group, unit)
    amounts.pop("period_budget_yuan")
    label = group.name or next((clean(cell.text) for cell in entry.line.filled[:1]), "")
    if any(value is not None for value in amounts.values()):
        found.take(entry.line.table, entry.line.filled[:1])
        found.add(
            ProjectTotalRow,
            entry.line.place,
            amounts,
            list_no=list_no,
            level=level,
            label=label,
            withheld=withheld,
        )


def leave(found: Claims, group: Group, reason: str) -> None:
    """Leaves the numbers of a group with a reason."""
    for entry in group.entries:
        for cell in entry.line.filled:
            found.leave(entry.line.table, cell, reason)
