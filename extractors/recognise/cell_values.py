"""What cells hold: numbers, amounts in yuan, texts and codes, each taken as it is read, or said why it is not."""

import re
from decimal import Decimal
from functools import lru_cache

from extractors.document.claims import Claims
from extractors.document.model import Cell, Table
from extractors.document.troubles import Trouble
from extractors.values.money import in_yuan
from extractors.values.numbers import NotANumberError, cell_number, is_percentage
from extractors.values.text import clean, code_form

NO_UNIT = "no_money_unit"
"""Why amounts are left whose unit is not known, and the trouble's code."""

_DIGIT = re.compile(r"\d")
_BROKEN_NUMBER = re.compile(r"(\d\.)\n(?=\d{1,2}\s*$)|(\d\.\d)\n(?=\d\s*$)")
"""An amount that a narrow column broke behind its decimal point: `15.0` over `0`. A break before it stays doubtful."""

_SPACED_NUMBER = re.compile(_BROKEN_NUMBER.pattern.replace(r"\n", r"\s"))
"""The same in text, which prints a line break within a cell as a space."""


def read_number(found: Claims, table: Table, cell: Cell | None) -> Decimal | None:
    """A cell's number, taken; a cell that holds something else is left, with a row of `failures` that says so."""
    if cell is None:
        return None
    try:
        value = _cell_number(cell.text, wrapped=cell.wrapped, spaced=table.engine == "text") if cell.text else None
    except NotANumberError:
        found.troubles.append(not_a_number(table, cell))
        return None
    found.take(table, [cell])
    return value


@lru_cache(maxsize=8192)
def _cell_number(text: str, *, wrapped: bool, spaced: bool) -> Decimal | None:
    broken = _SPACED_NUMBER if spaced else _BROKEN_NUMBER
    return cell_number(clean(text.replace("\n", "") if wrapped else broken.sub(r"\1\2", text)))


def not_a_number(table: Table, cell: Cell) -> Trouble:
    """The trouble of a cell that holds something else where a number is expected."""
    return Trouble(
        "extract",
        "not_a_number",
        f"table {table.index} ({table.title or 'without a title'}), {where(cell)}: "
        f"`{cell.text.strip()[:40]}` stands where a number is expected; the value is left empty, look at the document",
        cell.page,
    )


def read_money(found: Claims, table: Table, cell: Cell | None, unit: str | None) -> Decimal | None:
    """A cell's amount in yuan; without a unit it is left, for 元 or 万元 would be a guess."""
    if unit is None:
        if cell is not None and _DIGIT.search(cell.text):
            found.leave(table, cell, NO_UNIT)
        return None
    if cell is not None and is_percentage(cell.text):
        found.troubles.append(not_a_number(table, cell))
        return None
    return in_yuan(read_number(found, table, cell), unit)


def read_text(found: Claims, table: Table, cell: Cell | None) -> str | None:
    """A cell's cleaned text, taken; None for a blank."""
    if cell is None:
        return None
    found.take(table, [cell])
    return clean(cell.text) or None


def read_code(found: Claims, table: Table, cell: Cell | None) -> str | None:
    """A cell's code, taken: its text without any white space, for a code that wraps is still one; half-width."""
    text = read_text(found, table, cell)
    return code_form(text) if text else None


def where(cell: Cell) -> str:
    """The cell's place in words."""
    page = "" if cell.page is None else f"page {cell.page} "
    return page + (f"line {cell.line}" if cell.line is not None else f"row {cell.row} column {cell.col}")


def no_unit(table: Table) -> Trouble:
    """The trouble of a table of amounts that does not say whether they are 元 or 万元."""
    first = table.cells[0]
    return Trouble(
        "extract",
        NO_UNIT,
        f"table {table.index} ({table.title or 'without a title'}), {where(first)}: no 单位 is printed above it, "
        "so its amounts are left out; look at the document",
        first.page,
    )
