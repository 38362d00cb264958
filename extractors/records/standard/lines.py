"""The lines of a standard budget table → rows of budget_lines: one an amount."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from extractors.document.claims import Claims
from extractors.document.model import Cell
from extractors.recognise.cell_values import not_a_number
from extractors.recognise.standard.model import SEVERAL, Amount, Column, Line, Standard
from extractors.recognise.standard.words import FINAL, GENERIC, label, row_name
from extractors.recognise.structure.cells import amount_text, unit_in_cell
from extractors.values.money import ONE_YUAN, UNIT_IN_LABEL, in_yuan
from extractors.values.numbers import NotANumberError, cell_number, is_percentage
from extractors.values.text import digits, squeezed
from schemas.rows import BudgetLineRow

_DECIMALS = re.compile(r"\.(\d+)$")
_EXECUTED, _CHANGE = "executed", "change"


def emit(found: Claims, standard: Standard, number: int, lines: Sequence[Line], seq: int, year: int | None) -> int:
    """Adds the published rows of a table's lines; `seq` is the last number of its kind, the new one is returned.

    A blank amount gives no row; a line without any amount gives one, its measure and amount null.
    """
    for order, line in enumerate(lines, start=1):
        line.order = order
    for line in lines:
        rows = [values for amount in line.amounts if (values := _value(found, standard, line, amount, year))]
        if not rows and line.name.name:
            rows = [_Value(None, line.year or year)]
        for value in rows:
            seq += 1
            found.add(
                BudgetLineRow,
                line.place,
                table_kind=standard.kind,
                seq=seq,
                table_no=number,
                table_title=standard.title,
                line_no=line.order,
                parent_line_no=line.parent.order if line.parent else None,
                unit_code=line.whose[0],
                unit_name=line.whose[1],
                side=line.side,
                scheme=line.scheme,
                code=line.code or line.own,
                function_code=line.function_code,
                economic_code=line.economic_code,
                government_economic_code=line.government_code,
                level=line.level,
                role=line.name.role,
                of_which=line.of_which,
                name=(_label_name(value.column) if line.bare and value.column else line.printed) or None,
                measure=value.measure,
                column_label=value.label,
                year=value.year,
                base=value.base,
                amount_yuan=value.yuan,
                percent=value.percent,
                note="；".join(line.notes) or None,
            )
    return seq


class _Value(NamedTuple):
    """What a cell of a line says; of a line without any amount no more than the year."""

    measure: str | None
    year: int | None
    label: str | None = None
    base: str | None = None
    yuan: Decimal | None = None
    percent: Decimal | None = None
    column: Column | None = None


def _value(found: Claims, standard: Standard, line: Line, amount: Amount, year: int | None) -> _Value | None:
    """Measure, label, year and amount (or percentage) of a cell.

    None for a null symbol, and for what is no number (with a trouble).
    """
    column, cell = amount.columns[0], amount.cell
    several = len(amount.columns) > 1
    percent = column.meaning == "percent" and not several
    try:
        if unit_in_cell(cell) not in (None, standard.unit):
            raise NotANumberError(cell.text)  # the others' are in another unit, and so is what it is part of
        value = _number(cell, percent=percent)
    except NotANumberError:
        found.troubles.append(not_a_number(line.table, cell))
        return None
    found.take(line.table, [cell])
    if value is None:
        return None
    last = year - 1 if year is not None and column.last_year else year
    final = standard.kind.startswith(FINAL)
    measure = _CHANGE if line.change else SEVERAL if several else column.meaning
    return _Value(
        measure=GENERIC if final and measure == _EXECUTED else measure,
        year=column.year or line.year or last,
        label="+".join(one.words for one in amount.columns),
        base=column.base or ("final" if final else "budget"),
        yuan=None if percent else in_yuan(value, standard.unit or ONE_YUAN),
        percent=value if percent else None,
        column=column,
    )


def _label_name(column: Column) -> str:
    """The name of an amount that has none but its column's labels: the group's where the column is its 小计.

    决算数 over columns is no group of theirs.
    """
    if row_name(column.path[-1]).role not in ("total", "subtotal"):
        return UNIT_IN_LABEL.sub("", column.path[-1])
    groups = (word for word in reversed(column.path[:-1]) if label(word).meaning not in (None, GENERIC, _EXECUTED))
    return next(groups, column.path[-1])


def _number(cell: Cell, *, percent: bool = True) -> Decimal | None:
    """The number of an amount cell, stray glyphs of the name beside it left out.

    Raises NotANumberError, also for a percentage where an amount is expected.
    """
    if is_percentage(cell.text) and not percent:
        raise NotANumberError(cell.text)
    text = joined(digits(cell.text))
    return cell_number(amount_text(text) or text if "\n" not in text else text)


def amount_value(cell: Cell) -> Decimal | None:
    """The number of an amount cell; None where it holds none."""
    try:
        return _number(cell)
    except NotANumberError:
        return None


def joined(text: str) -> str:
    """A cell's text as one number: lines that a narrow column broke are put together, two amounts are not."""
    if "\n" not in text:
        return squeezed(text)
    lines = [line for line in text.split("\n") if line.strip()]
    whole = "".join(squeezed(line) for line in lines)
    decimals = [_DECIMALS.search(squeezed(line)) for line in lines]
    two = len(lines) > 1 and len({len(match[1]) if match else 0 for match in decimals}) == 1
    open_end = len(lines) > 1 and lines[0].strip().endswith((",", ".", "，"))
    return "\n".join(lines) if two and not open_end else whole
