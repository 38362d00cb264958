"""An Excel workbook: a sheet a table under its Chinese name, with a frozen header, filters, and codes as text.

Columns stand in the order in which people read: whose it is, of which year, in which file and where; ids come last.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

from flows.columns import meaning
from flows.desk.hazards import hazards
from flows.desk.lines import item_text, plain_number
from flows.desk.whole import written
from flows.extras import need
from flows.language import language, say
from schemas.tables import Column, tables

SHEET_ROWS = 1_048_576
"""Rows of a sheet, as Excel has them."""

_HEADER = 2
_READ_FIRST = ("publisher", "fiscal_year", "file_name", "page", "line", "severity")
_READ_LAST = ("table_index", "row_index", "linked_document_id", "supersedes", "superseded_by", "sha256", "document_id")
_ABOUT = "说明"
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

_WIDE = {"message_zh": 70, "message_en": 70, "file_name": 36}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to write: rows of a table, under the table's Chinese name or another title."""

    table: str
    rows: Iterable[pa.Table]
    title: str | None = None

    @property
    def name(self) -> str:
        """What the sheet is called."""
        return self.title or tables()[self.table].label


def write_workbook(
    sheets: Iterable[Sheet], target: Path, about: list[str], rows: int = SHEET_ROWS
) -> tuple[dict[str, int], list[str]]:
    """Writes sheets of a workbook, holding one row at a time; their rows by table, and what Excel could not take.

    Row 1 of a sheet has the Chinese labels and units, row 2 the columns' names with filters; both stay in sight. The
    findings come first; the sheet after them says `about`, what to mind of each table, and what each column means. A
    table with more than `rows` rows goes on in another sheet. A number of more digits than Excel keeps is written as
    text, a text that is longer than a cell is cut; the sentences name both.
    """
    xlsxwriter = need("xlsxwriter", "desk")
    counts: dict[str, int] = {}
    said: list[str] = []
    with written(target) as path:
        book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "in_memory": False})
        book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
        formats = {kind: book.add_format({"num_format": code}) for kind, code in _FORMATS.items()}
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E7EEF5"})
        explained = False
        for sheet in sheets:
            if not explained and sheet.table != "findings":
                _write_about(book.add_worksheet(_ABOUT), about, head)
                explained = True
            count = _write_table(book, sheet, formats, head, rows, said)
            if sheet.title is None:
                counts[sheet.table] = count
        if not explained:
            _write_about(book.add_worksheet(_ABOUT), about, head)
        book.close()
    return counts, said


def with_file_names(rows: Iterable[pa.Table], names: Mapping[str, str]) -> Iterator[pa.Table]:
    """The rows with the name of their document's file, by its id; documents, which have it, as they are."""
    for table in rows:
        if "file_name" in table.column_names:
            yield table
        else:
            found = [names.get(one) for one in table["document_id"].to_pylist()]
            yield table.append_column("file_name", pa.array(found, pa.string()))


def _reading_order(names: list[str]) -> list[str]:
    """Names of columns in the order in which people read them."""
    first = [*_READ_FIRST, f"message_{language()}"]
    front = [name for name in first if name in names]
    back = [name for name in _READ_LAST if name in names]
    return [*front, *(name for name in names if name not in {*front, *back}), *back]


def _write_about(sheet: Any, about: list[str], head: Any) -> None:
    sheet.set_column(0, 5, 18)
    for number, line in enumerate(about):
        sheet.write_string(number, 0, line)
    start = len(about) + 1
    minded = [(table.label, sentence) for table in tables().values() for sentence in hazards(table.name, "zh")]
    for place, title in enumerate(("表", "使用时注意")):
        sheet.write_string(start, place, title, head)
    for number, texts in enumerate(minded, start + 1):
        for place, text in enumerate(texts):
            sheet.write_string(number, place, text)
    start += len(minded) + 2
    for place, title in enumerate(("表", "列", "名称", "单位", "类型", "含义")):
        sheet.write_string(start, place, title, head)
    described = [(table, column) for table in tables().values() for column in table.columns]
    for number, (table, column) in enumerate(described, start + 1):
        said = meaning(table.name, column, language())
        for place, text in enumerate((table.label, column.name, column.label, column.unit, column.type, said)):
            sheet.write_string(number, place, text)


def _write_table(book: Any, asked: Sheet, formats: dict[str, Any], head: Any, most: int, said: list[str]) -> int:
    """Writes one table into as many sheets as it needs; its rows."""
    declared = {column.name: column for table in ("documents", asked.table) for column in tables()[table].columns}
    room = most - _HEADER
    count, sheets = 0, 0
    sheet: Any = None
    columns: list[Column] = []
    long_texts = long_numbers = 0
    for row_names, row in _rows(asked.rows):
        if sheet is None or (row is not None and count and count % room == 0):
            _filter(sheet, len(columns), room)
            sheets += 1
            columns = [declared[column] for column in row_names]
            sheet = _new_sheet(book, asked.name if sheets == 1 else f"{asked.name} {sheets}", columns, formats, head)
        if row is None:
            continue
        for place, (column, value) in enumerate(zip(columns, row, strict=True)):
            if value is not None:
                cut, text = _write_cell(sheet, count % room + _HEADER, place, value, formats.get(column.type))
                long_texts, long_numbers = long_texts + cut, long_numbers + text
        count += 1
    _filter(sheet, len(columns), count - room * max(0, sheets - 1))
    if sheets > 1:
        sentence = "{table} has {count} rows, more than a sheet takes; they stand in {sheets} sheets"
        said.append(say(sentence, table=asked.table, count=f"{count:,}", sheets=sheets))
    if long_texts:
        sentence = "{table}: {count} texts are longer than a cell takes and were cut; the Parquet has them whole"
        said.append(say(sentence, table=asked.table, count=long_texts))
    if long_numbers:
        sentence = "{table}: {count} numbers have more than {digits} digits; they were written as text, whole"
        said.append(say(sentence, table=asked.table, count=long_numbers, digits=_DIGITS))
    return count


def _filter(sheet: Any, columns: int, rows: int) -> None:
    """Gives the row of names its filters, once it is known how many rows stand below."""
    if sheet is not None and columns:
        sheet.autofilter(_HEADER - 1, 0, _HEADER - 1 + rows, columns - 1)


def _rows(read: Iterable[pa.Table]) -> Iterator[tuple[list[str], tuple[Any, ...] | None]]:
    """The rows with the names of their columns; None first, so that a table without rows has its header."""
    for number, given in enumerate(read):
        table = given.select(_reading_order(given.column_names))
        if number == 0:
            yield table.column_names, None
        for row in zip(*(column.to_pylist() for column in table.columns), strict=True):
            yield table.column_names, row


def _new_sheet(book: Any, title: str, columns: list[Column], formats: dict[str, Any], head: Any) -> Any:
    sheet = book.add_worksheet(title)
    for place, column in enumerate(columns):
        width = _WIDE.get(column.name) or _WIDTHS.get(column.type, 9)
        sheet.set_column(place, place, width, formats.get(column.type))
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
