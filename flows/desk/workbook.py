"""An Excel workbook: a sheet a table, its header frozen, its numbers numbers and its codes text."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

from flows.desk.lines import item_text, plain_number
from flows.desk.whole import written
from flows.extras import need
from schemas.tables import Column, tables

SHEET_ROWS = 1_048_576
"""Rows of a sheet, as Excel has them."""

_HEADER = 2
_CELL_TEXT = 32_767
_DIGITS = 15
_FORMATS = {
    "money": "#,##0.00",
    "date": "yyyy-mm-dd",
    "timestamp": "yyyy-mm-dd hh:mm:ss",
    "code": "@",
    "text": "@",
    "places": "@",
    "texts": "@",
}
_WIDTHS = {"text": 24, "code": 14, "money": 16, "number": 14, "places": 24, "texts": 24, "timestamp": 20, "date": 12}


def write_workbook(
    sheets: Iterable[tuple[str, Iterable[pa.Table]]], target: Path, about: list[str], rows: int = SHEET_ROWS
) -> tuple[dict[str, int], list[str]]:
    """Writes tables as sheets of a workbook, holding one row at a time; their rows, and what Excel could not take.

    Row 1 of a sheet has the Chinese labels and units, row 2 the columns' names; both stay in sight. The first sheet
    says `about` and what each column means. A table with more than `rows` rows goes on in another sheet. A number of
    more digits than Excel keeps is written as text, a text that is longer than a cell is cut; both are said.
    """
    xlsxwriter = need("xlsxwriter", "desk")
    counts: dict[str, int] = {}
    said: list[str] = []
    with written(target) as path:
        book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "in_memory": False})
        book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
        formats = {kind: book.add_format({"num_format": code}) for kind, code in _FORMATS.items()}
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E7EEF5"})
        _write_about(book.add_worksheet("说明"), about, head)
        for name, read in sheets:
            counts[name] = _write_table(book, name, read, formats, head, rows, said)
        book.close()
    return counts, said


def _write_about(sheet: Any, about: list[str], head: Any) -> None:
    sheet.set_column(0, 5, 18)
    for number, line in enumerate(about):
        sheet.write_string(number, 0, line)
    start = len(about) + 1
    for place, title in enumerate(("table", "column", "名称", "unit", "type", "meaning")):
        sheet.write_string(start, place, title, head)
    described = [(table.name, column) for table in tables().values() for column in table.columns]
    for number, (name, column) in enumerate(described, start + 1):
        for place, text in enumerate((name, column.name, column.label, column.unit, column.type, column.description)):
            sheet.write_string(number, place, text)


def _write_table(
    book: Any, name: str, read: Iterable[pa.Table], formats: dict[str, Any], head: Any, most: int, said: list[str]
) -> int:
    """Writes one table into as many sheets as it needs; its rows."""
    declared = {column.name: column for column in tables()[name].columns}
    count, sheets = 0, 0
    sheet, columns = None, []
    long_texts = long_numbers = 0
    for row_names, row in _rows(read):
        if sheet is None or (row is not None and count and count % (most - _HEADER) == 0):
            sheets += 1
            columns = [declared[column] for column in row_names]
            sheet = _new_sheet(book, name if sheets == 1 else f"{name} {sheets}", columns, formats, head)
        if row is None:
            continue
        for place, (column, value) in enumerate(zip(columns, row, strict=True)):
            if value is not None:
                cut, text = _write_cell(
                    sheet, count % (most - _HEADER) + _HEADER, place, value, formats.get(column.type)
                )
                long_texts, long_numbers = long_texts + cut, long_numbers + text
        count += 1
    if sheets > 1:
        said.append(f"{name} has {count:,} rows, more than a sheet takes; they stand in {sheets} sheets")
    if long_texts:
        said.append(f"{name}: {long_texts} texts are longer than a cell takes and were cut; the Parquet has them whole")
    if long_numbers:
        said.append(f"{name}: {long_numbers} numbers have more than {_DIGITS} digits; they were written as text, whole")
    return count


def _rows(read: Iterable[pa.Table]) -> Iterator[tuple[list[str], tuple[Any, ...] | None]]:
    """The rows with the names of their columns; None first, so that a table without rows has its header."""
    for number, table in enumerate(read):
        if number == 0:
            yield table.column_names, None
        for row in zip(*(column.to_pylist() for column in table.columns), strict=True):
            yield table.column_names, row


def _new_sheet(book: Any, title: str, columns: list[Column], formats: dict[str, Any], head: Any) -> Any:
    sheet = book.add_worksheet(title)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _WIDTHS.get(column.type, 9), formats.get(column.type))
    sheet.freeze_panes(_HEADER, 0)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.label + (f"（{column.unit}）" if column.unit else ""), head)
    for place, column in enumerate(columns):
        sheet.write_string(1, place, column.name, head)
    return sheet


def _write_cell(sheet: Any, row: int, place: int, value: Any, form: Any) -> tuple[bool, bool]:
    """Writes a value; whether a text was cut, and whether a number was written as text."""
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value)
    elif isinstance(value, Decimal):
        if len(plain_number(abs(value)).replace(".", "").strip("0")) > _DIGITS:
            sheet.write_string(row, place, plain_number(value))
            return False, True
        sheet.write_number(row, place, value, form)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, place, value.astimezone(UTC).replace(tzinfo=None), form)
    elif isinstance(value, int | float):
        sheet.write_number(row, place, value, form)
    elif isinstance(value, str | list):
        text = value if isinstance(value, str) else "; ".join(map(item_text, value))
        sheet.write_string(row, place, text[:_CELL_TEXT], form)
        return len(text) > _CELL_TEXT, False
    else:
        sheet.write_datetime(row, place, value, form)
    return False, False
