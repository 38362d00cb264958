"""CSV that Excel opens safely, and JSON Lines: a row a line, written as the rows are read."""

import csv
import io
import json
import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

from extractors.document.place import Place
from flows.desk.whole import written
from schemas.rows import PlaceStruct

_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠]|'*[\t\r\n]")
"""Text by which a spreadsheet takes a cell for a formula, behind as many apostrophes as may be."""

_PLAIN_NUMBER = re.compile(r"[+-]\d+(?:\.\d+)?%?")


def write_csv(rows: Iterable[pa.Table], target: Path) -> int:
    """Writes rows as CSV (UTF-8 with a byte order mark, CRLF) and gives their number; a null is an empty field."""
    count = 0
    with written(target) as path, path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        for table in rows:
            if not count:
                writer.writerow(table.column_names)
            writer.writerows(map(csv_field, row) for row in _tuples(table))
            count += table.num_rows
    return count


def csv_line(values: Iterable[Any]) -> str:
    """A line of CSV, with its end."""
    stream = io.StringIO()
    csv.writer(stream).writerow(map(csv_field, values))
    return stream.getvalue()


def csv_field(value: Any) -> str:
    """A value as the text of a CSV field: numbers with all their digits, text so that no spreadsheet runs it.

    Text that a spreadsheet would take for a formula gets an apostrophe in front (`safe_text`); a number of a number
    column never does, so −5 stays a number.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain_number(value)
    if isinstance(value, datetime | date):
        return _iso(value)
    if isinstance(value, list):
        return safe_text("; ".join(map(item_text, value)))
    return safe_text(value) if isinstance(value, str) else str(value)


def item_text(item: str | PlaceStruct) -> str:
    """An entry of a list: a text, or a place in words."""
    return item if isinstance(item, str) else str(Place.of(item))


def safe_text(text: str) -> str:
    """Text with an apostrophe in front where a spreadsheet would take it for a formula; a mere number is none."""
    return f"'{text}" if _FORMULA.match(text) and not _PLAIN_NUMBER.fullmatch(text) else text


def original_text(field: str) -> str:
    """What `safe_text` was given: the field without the apostrophe that it put in front."""
    return field[1:] if field.startswith("'") and _FORMULA.match(field) else field


def write_json_lines(rows: Iterable[pa.Table], target: Path) -> int:
    """Writes rows as JSON Lines (UTF-8, a JSON object a line) and gives their number; a null is null."""
    count = 0
    with written(target) as path, path.open("w", encoding="utf-8", newline="\n") as stream:
        for table in rows:
            names = table.column_names
            stream.writelines(json_text(dict(zip(names, row, strict=True))) + "\n" for row in _tuples(table))
            count += table.num_rows
    return count


def json_text(value: Any) -> str:
    """A value as JSON; decimals are numbers with all their digits, which `json.dumps` cannot write."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(name)}: {json_text(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(json_text, value)) + "]"
    if isinstance(value, Decimal):
        return plain_number(value)
    if isinstance(value, datetime | date):
        return json.dumps(_iso(value))
    return json.dumps(value, ensure_ascii=False)


def plain_number(value: Decimal) -> str:
    """All digits of a number, without an exponent; of more than the two decimals of money no zeros at the end."""
    text = f"{value:f}"
    whole, _, decimals = text.partition(".")
    return text if len(decimals) <= 2 else f"{whole}.{decimals.rstrip('0')}".rstrip(".")


def _iso(value: date) -> str:
    return value.isoformat().replace("+00:00", "Z")


def _tuples(table: pa.Table) -> Iterable[tuple[Any, ...]]:
    return zip(*(column.to_pylist() for column in table.columns), strict=True)
