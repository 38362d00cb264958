"""Writes `rows/`, the typed rows of the published tables, from `tables.yaml`.

python -m schemas.row_classes            writes it (`python -m flows.docs` does so too)

`CheckRow` has the columns of its table, `PublishedCheck` those that open every table too. A column that is always given
is required, any other may be left out, and is null then; one that is numbered later is no extractor's to give. What is
misspelt, stands in another table or is of another type is an error of mypy.
"""

import keyword
import re
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from schemas.tables import COMMON, PLACE_COLUMNS, Column, PublishedTable, tables

FOLDER = Path(__file__).with_name("rows")

_MODULES = {
    "performance": ("projects", "project_totals", "project_lines", "payment_plans", "duties", "goals", "indicators"),
    "procurement": ("procurement_items", "purchased_services", "procurement_totals"),
    "budget": ("organizations", "figures", "assets", "budget_lines"),
    "checks": ("checks", "findings", "links", "explanations"),
    "reading": ("documents", "tables", "cells", "failures", "leftovers"),
}
"""Which tables' rows a module has."""

_NOTE = "made from `tables.yaml` by `python -m schemas.row_classes`: edit there."

_PACKAGE = f'''"""Typed rows, a class a table, {_NOTE}

A row is a dict with the columns of its table but for the common ones. What its columns mean: docs/dictionary.md.
"""
'''

_PLACES = f'''"""Where a row stands, {_NOTE}"""

from typing import TypedDict


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

_PUBLISHED = f'''"""Rows with the common columns too, {_NOTE}"""

from typing import TypedDict

'''

_IMPORTS = {
    "date": "datetime",
    "datetime": "datetime",
    "Decimal": "decimal",
    "Required": "typing",
    "TypedDict": "typing",
    "PlaceColumns": "schemas.rows.places",
    "PlaceStruct": "schemas.rows.places",
}
"""From where a module imports a word that it has."""

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


def published_name(table: str) -> str:
    """The class of the same rows with the common columns: `PublishedPaymentPlan`."""
    return "Published" + class_name(table).removesuffix("Row")


def sources() -> dict[str, str]:
    """The text of each module of `rows/`, by its file's name. Raises ValueError where a table has no module."""
    placed = next(table for table in tables().values() if table.placed)
    place = (column for column in placed.columns if column.name in PLACE_COLUMNS)
    made = {"places.py": _PLACES + "".join(f"    {column.name}: {_type(column)} | None\n" for column in place)}
    made |= {f"{name}.py": _module(name, named) for name, named in _MODULES.items()}
    return made | {"published.py": _published(), "__init__.py": _package()}


def _module(name: str, named: tuple[str, ...]) -> str:
    body = "\n".join(line for table in named for line in ("", "", *_row_class(tables()[table])))
    imported: dict[str, list[str]] = {}
    for word, module in _IMPORTS.items():
        if re.search(rf"\b{word}\b", body):
            imported.setdefault(module, []).append(word)
    ours = imported.pop("schemas.rows.places", [])
    lines = [f"from {module} import {', '.join(whats)}" for module, whats in sorted(imported.items())]
    lines += ["", f"from schemas.rows.places import {', '.join(ours)}"] if ours else []
    return "\n".join([f'"""Rows of {name}, {_NOTE}"""', "", *lines, body, ""])


def _published() -> str:
    modules = sorted(_MODULES.items())
    lines = [_PUBLISHED.rstrip(), ""]
    for module, named in modules:
        lines += [
            f"from schemas.rows.{module} import (",
            *(f"    {one}," for one in sorted(map(class_name, named))),
            ")",
        ]
    shared = {column.name: column for column in tables()["documents"].columns if column.name in COMMON}
    of_bytes = {name: f"{_type(column)} | None" for name, column in shared.items()}
    of_document = {
        name: _type(shared[name]) if name in tables()["documents"].key else kind for name, kind in of_bytes.items()
    }
    for base, kinds, what in (
        ("Common", of_document, "The columns that are the same in all rows of a document."),
        ("CommonOfFailures", of_bytes, "The same of a file that could not be read: its bytes may not be known either."),
    ):
        lines += ["", "", f"class {base}(TypedDict):", f'    """{what}"""', ""]
        lines += [f"    {name}: {kind}" for name, kind in kinds.items()]
    for name, table in tables().items():
        base = "CommonOfFailures" if name == "failures" else "Common"
        lines += ["", "", f"class {published_name(name)}({base}, {class_name(name)}, total=False):"]
        lines += [f'    """{table.label}: a row of `{name}` as it is published."""']
    lines += ["", "", *_by_table("PublishedRecords", "Rows by table, with the common columns.", published_name)]
    return "\n".join([*lines, ""])


def _by_table(name: str, what: str, row: Callable[[str], str]) -> list[str]:
    rows = (f"    {table}: list[{row(table)}]" for table in tables())
    return [f"class {name}(TypedDict, total=False):", f'    """{what}"""', "", *rows]


def _package() -> str:
    modules = {table: module for module, named in _MODULES.items() for table in named}
    if lacking := tables().keys() - modules.keys():
        raise ValueError(f"schemas/row_classes.py names no module for the rows of {', '.join(sorted(lacking))}")
    own = {module: list(map(class_name, named)) for module, named in _MODULES.items()}
    own["places"] = ["PlaceColumns", "PlaceStruct"]
    own["published"] = [*map(published_name, tables()), "Common", "CommonOfFailures", "PublishedRecords"]
    public = ["TABLE_OF", *sorted(["Records", *chain.from_iterable(own.values())])]
    lines = [_PACKAGE, "from typing import Final, TypedDict", ""]
    for module, names in sorted(own.items()):
        lines += [f"from schemas.rows.{module} import (", *(f"    {one}," for one in sorted(names)), ")"]
    lines += ["", "__all__ = [", *(f'    "{one}",' for one in public), "]", "", ""]
    lines += _by_table("Records", "Rows by table, without the common columns.", class_name)
    lines += ["", "", "TABLE_OF: Final[dict[object, str]] = {"]
    lines += [f'    {row(name)}: "{name}",' for row in (class_name, published_name) for name in tables()]
    return "\n".join([*lines, "}", '"""The table that the rows of a class are of."""', ""])


def write() -> None:
    """Writes all modules."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in sources().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


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
    write()
