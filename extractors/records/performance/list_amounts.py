"""The amounts of lists of projects in yuan, each in the unit that its column, its table or the one before says."""

from decimal import Decimal

from extractors.document.claims import Claims, ProvedUnit
from extractors.recognise.shapes.groups import Entry, Group
from extractors.recognise.shapes.head_columns import FUNDS
from extractors.recognise.shapes.performance import Listed
from extractors.records.money import labels_of_money, lent, read, unit_of, unit_of_column
from extractors.values.numbers import is_number, number
from extractors.values.text import clean
from schemas.rows import ProjectTotalRow
from schemas.words.performance import performance_words
from schemas.words.unit_proofs import unit_proof_words


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


def money(found: Claims, group: Group, unit: dict[int, str | None]) -> dict[str, Decimal | None]:
    """The amounts of a group in yuan by column."""
    row: dict[str, Decimal | None] = {}
    for name in ("budget", "period_budget", *FUNDS):
        value: Decimal | None = None
        for entry in group.entries:
            cell = entry.cells.get(name)
            if cell is not None and cell.text.strip():
                own = unit_of_column(entry.head.column(name)) or unit_of_entry(entry, unit)
                value = read(found, entry.line.table, cell, own) if value is None else value
                found.take(entry.line.table, [cell] if value is not None else [])
        row[f"{name}_yuan"] = value
    return row


def results(found: Claims, group: Group, unit: dict[int, str | None]) -> dict[str, Decimal | None]:
    """What a list says of a project's spending: the amount in yuan, its share in percent, the points."""
    entry = group.entries[0]
    own = unit_of_column(entry.head.column("executed")) or unit_of_entry(entry, unit)
    row = {"executed_yuan": read(found, entry.line.table, entry.cells.get("executed"), own)}
    for role, column in (("execution_rate", "executed_percent"), ("score", "score")):
        text = entry.text(role).rstrip(performance_words().points_signs).strip()
        row[column] = number(text) if is_number(text) and not group.indicators else None
        found.take(entry.line.table, [entry.cells.get(role)] if row[column] is not None else [])
    return row


def unit_of_entry(entry: Entry, unit: dict[int, str | None]) -> str | None:
    """The unit of the amounts of an entry: its table's, else that of the first that has one."""
    return unit.get(entry.line.table.index) or next((value for value in unit.values() if value), None)


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
