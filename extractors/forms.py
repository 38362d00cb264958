"""Recognising which form a table is, and reading its fields by their labels, wherever they stand."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from extractors.document import Cell, Document, Table, Trouble
from extractors.found import Found
from extractors.numbers import NotANumberError, cell_number, in_yuan
from extractors.patterns import MONEY_UNIT, ORGANISATION_LINE
from extractors.text import clean, key
from schemas.layouts import Form, layouts


@dataclass(frozen=True)
class Recognised:
    """A table with the form that it is, and its label cells by field."""

    table: Table
    form: Form
    labels: dict[str, list[Cell]]

    def label_cells(self) -> list[Cell]:
        """All label cells."""
        return [cell for cells in self.labels.values() for cell in cells]

    @cached_property
    def label_ids(self) -> frozenset[int]:
        """The identities of the label cells, to tell a label from a value."""
        return frozenset(map(id, self.label_cells()))


def recognise(document: Document) -> Iterator[Recognised]:
    """The tables whose labels fit a form, in document order. A table whose rows are not aligned fits none."""
    forms = [form for layout in layouts() for form in layout.forms]
    for table in document.tables:
        if table.ragged:
            continue
        cells = [(key(cell.text), cell) for cell in table.cells if 0 < len(cell.text) <= 40]
        for form in forms:
            labels: dict[str, list[Cell]] = {}
            for name, cell in cells:
                field = form.fields.get(name)
                if field is not None:
                    labels.setdefault(field, []).append(cell)
            if form.requires <= labels.keys():
                yield Recognised(table, form, labels)
                break


def value_right(recognised: Recognised, field: str) -> Cell | None:
    """The cell that holds a field's value: the first filled one right of its label, before the next label.

    Where all are blank it is the blank one beside the label; None where the form lacks the label.
    """
    cells = recognised.labels.get(field)
    if not cells:
        return None
    label, labels = cells[0], recognised.label_ids
    blank = None
    for cell in recognised.table.row_cells(label.row):
        if cell.col < label.col + label.col_span:
            continue
        if id(cell) in labels:
            break
        if cell.text.strip():
            return cell
        blank = blank or cell
    return blank


def money_unit(table: Table, *cells: Cell) -> str | None:
    """The money unit printed in one of the cells (a column's header) or above the table: 元, 万元 or 亿元."""
    for text in [*(cell.text for cell in cells), *(line.text for line in reversed(table.context))]:
        match = MONEY_UNIT.search(clean(text))
        if match:
            return re.sub(r"\s", "", match[1])
    return None


def organisation(table: Table) -> tuple[str | None, str | None]:
    """The unit's code and name printed above a table."""
    for line in table.context:
        match = ORGANISATION_LINE.fullmatch(line.text)
        if match:
            return match["code"], match["name"]
    return None, None


def read_number(found: Found, table: Table, cell: Cell | None) -> Decimal | None:
    """A cell's number, taken; a cell that holds something else is left, with a row of `failures` that says so."""
    if cell is None:
        return None
    try:
        value = cell_number(clean(cell.text)) if cell.text else None
    except NotANumberError:
        found.troubles.append(
            Trouble(
                "extract",
                "not_a_number",
                f"table {table.index} ({table.title or 'without a title'}), {where(cell)}: "
                f"`{cell.text.strip()[:40]}` stands where a number is expected; the value is left empty, "
                "look at the document",
                cell.page,
            )
        )
        return None
    found.take(table, [cell])
    return value


def read_money(found: Found, table: Table, cell: Cell | None, unit: str) -> Decimal | None:
    """A cell's amount in yuan."""
    return in_yuan(read_number(found, table, cell), unit)


def read_text(found: Found, table: Table, cell: Cell | None) -> str | None:
    """A cell's cleaned text, taken; None for a blank."""
    if cell is None:
        return None
    found.take(table, [cell])
    return clean(cell.text) or None


def read_code(found: Found, table: Table, cell: Cell | None) -> str | None:
    """A cell's code, taken: its text without any white space, for a code that wraps is still one."""
    text = read_text(found, table, cell)
    return re.sub(r"\s", "", text) if text else None


def where(cell: Cell) -> str:
    """The cell's place in words."""
    page = "" if cell.page is None else f"page {cell.page} "
    return page + (f"line {cell.line}" if cell.line is not None else f"row {cell.row} column {cell.col}")


def no_unit(table: Table) -> Trouble:
    """The trouble of a table of amounts that does not say whether they are 元 or 万元."""
    first = table.cells[0]
    return Trouble(
        "extract",
        "no_money_unit",
        f"table {table.index} ({table.title or 'without a title'}), {where(first)}: no 单位 is printed above it, "
        "so its amounts are left out; look at the document",
        first.page,
    )


def header_rows(recognised: Recognised, fields: Iterable[str]) -> int:
    """The first row below the header: the one after the lowest row in which two labels of `fields` stand.

    A label may stand among the data too (合计), so a row counts only with two, or with one that spans rows.
    """
    counts: dict[int, int] = {}
    for field in fields:
        for cell in recognised.labels.get(field, ()):
            counts[cell.row + cell.row_span - 1] = counts.get(cell.row + cell.row_span - 1, 0) + 1
    return max((row for row, count in counts.items() if count > 1), default=0) + 1
