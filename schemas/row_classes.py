"""Writes `rows.py`, the typed rows of the published tables, from `tables.yaml`.

python -m schemas.row_classes            writes it (`python -m flows.docs` does so too)

A column that is always given is required, any other may be left out, and is null then; one that is numbered later is
no extractor's to give. What is misspelt, stands in another table or is of another type is an error of mypy.
"""

import keyword
from collections.abc import Iterator
from pathlib import Path

from schemas.tables import COMMON, PLACE_COLUMNS, Column, PublishedTable, tables

TARGET = Path(__file__).with_name("rows.py")

_HEAD = '''"""Typed rows, a class a table, made from `tables.yaml` by `python -m schemas.row_classes`: edit there.

A row is a dict with the columns of its table but for the common ones. What its columns mean: docs/dictionary.md.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Final, Required, TypedDict


class PlaceStruct(TypedDict):
    """A place as it is published, an element of a column of `places`."""

    page: int | None
    line: int | None
    table: int | None
    row: int | None
    column: int | None
    box: list[float] | None
    figure: int | None
    document: str | None
    file: str | None


class PlaceColumns(TypedDict, total=False):
    """The columns that say where a row stands in its document."""

'''

_PYTHON = {
    "text": "str",
    "code": "str",
    "int16": "int",
    "int32": "int",
    "int64": "int",
    "bool": "bool",
    "date": "date",
    "timestamp": "datetime",
    "money": "Decimal",
    "number": "Decimal",
    "points": "float",
    "texts": "list[str]",
    "places": "list[PlaceStruct]",
}


def class_name(table: str) -> str:
    """The class of a table's rows: `payment_plans` → `PaymentPlanRow`, `duties` → `DutyRow`."""
    singular = f"{table[:-3]}y" if table.endswith("ies") else table.removesuffix("s")
    return "".join(word.capitalize() for word in singular.split("_")) + "Row"


def source() -> str:
    """The text of `rows.py`."""
    placed = next(table for table in tables().values() if table.placed)
    place = (column for column in placed.columns if column.name in PLACE_COLUMNS)
    lines = [_HEAD.rstrip(), "", *(f"    {column.name}: {_type(column)} | None" for column in place)]
    for table in tables().values():
        lines += ["", "", *_row_class(table)]
    lines += [
        "",
        "",
        "class Records(TypedDict, total=False):",
        '    """Rows by table, without the common columns."""',
        "",
    ]
    lines += [f"    {name}: list[{class_name(name)}]" for name in tables()]
    lines += ["", "", "TABLE_OF: Final[dict[object, str]] = {"]
    lines += [f'    {class_name(name)}: "{name}",' for name in tables()]
    return "\n".join([*lines, "}", '"""The table that the rows of a class are of."""', ""])


def _row_class(table: PublishedTable) -> Iterator[str]:
    yield f"class {class_name(table.name)}({'PlaceColumns' if table.placed else 'TypedDict'}, total=False):"
    yield f'    """{table.label}: a row of `{table.name}`."""'
    yield ""
    for column in table.columns:
        if column.name in COMMON or (table.placed and column.name in PLACE_COLUMNS):
            continue
        if keyword.iskeyword(column.name):
            raise ValueError(f"{table.name}.{column.name}: a word of Python cannot be a column's name")
        kind = _type(column)
        if column.name not in table.always:
            kind = f"{kind} | None"
        elif column.name != table.numbered:
            kind = f"Required[{kind}]"
        yield f"    {column.name}: {kind}"


def _type(column: Column) -> str:
    return _PYTHON[column.type]


if __name__ == "__main__":
    TARGET.write_text(source(), encoding="utf-8")
