"""Amounts of projects: their unit, as it is printed near them, and their value."""

import re
from collections.abc import Iterable
from decimal import Decimal

from extractors.document.claims import Claims, ProvedUnit
from extractors.document.model import Cell, Document, Table
from extractors.recognise.cell_values import NO_UNIT, no_unit
from extractors.recognise.printed_units import printed_unit
from extractors.recognise.shapes.head_columns import Column
from extractors.recognise.shapes.heads import Head
from extractors.values.money import YUAN, amount, unit_printed, yuan
from extractors.values.numbers import NotANumberError, cell_number, is_percentage
from extractors.values.text import clean, digits
from schemas.words.unit_proofs import unit_proof_words

_TOP_ROWS = 4
_WITH_UNIT = re.compile(amount())


def unit_of(table: Table, cells: Iterable[Cell] = (), before: Table | None = None) -> str | None:
    """The unit of a table's amounts: in a label, in its first rows, above it, or of the table that it goes on with."""
    top = [cell for cells in table.begun[:_TOP_ROWS] for cell in cells if len(cell.text) < 40]
    return printed_unit(table, *cells, *top) or (
        unit_of(before) if before is not None and before is not table else None
    )


def unit_of_column(column: Column | None) -> str | None:
    """The unit that a column prints in a label of its own (单价（元） beside 金额（万元）); None for none."""
    labels = reversed(column.labels) if column else ()
    return next(filter(None, (unit_printed(clean(cell.text), label=True) for cell in labels)), None)


def labels_of_money(head: Head, *roles: str) -> list[Cell]:
    """The labels of a head, those of the columns of roles first: others may be printed in another unit."""
    first = [column for role in roles if (column := head.column(role))]
    return [*(cell for column in first for cell in column.labels), *head.cells]


def only_unit(document: Document) -> ProvedUnit | None:
    """The unit that a document prints, above its tables and in their first rows, if all of them print the same.

    Evidence of the unit of a table that prints none, and no proof: what uses it says so (`lent`).
    """
    printed = {unit for table in document.tables if (unit := unit_of(table))}
    return ProvedUnit(printed.pop(), unit_proof_words().the_only_one) if len(printed) == 1 else None


def lent(found: Claims, table: Table, printed: str | None, evidence: ProvedUnit | None) -> str | None:
    """The unit that a table prints, else the one that something else lends it, which `tables.unit_proof` then says."""
    if printed is None and evidence is not None:
        found.units.setdefault(table.index, evidence)
        return evidence.unit
    return printed


def read(found: Claims, table: Table, cell: Cell | None, unit: str | None) -> Decimal | None:
    """An amount in yuan, taken; by its own unit where the cell prints one (29.78万元). None for what is no amount."""
    if cell is None or not cell.text.strip():
        return None
    text = clean(digits(cell.text.replace("\n", "")))
    own = _WITH_UNIT.fullmatch(text)
    if own:
        found.take(table, [cell])
        return yuan(own)
    if is_percentage(text):
        return None
    try:
        value = cell_number(text)
    except NotANumberError:
        return None
    if unit is None:
        if value is not None:
            found.leave(table, cell, NO_UNIT)
            if not any(trouble.error == NO_UNIT and trouble.page == table.cells[0].page for trouble in found.troubles):
                found.troubles.append(no_unit(table))
        return None
    found.take(table, [cell])
    return None if value is None else value * YUAN[unit]
