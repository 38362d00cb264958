"""The description of a release as a Data Package (Frictionless Data, version 2.0): https://datapackage.org/standard.

A table is a resource of one or more Parquet files. `bytes` and `hash` are those of the files one after the other, as
the standard has it for a resource of several; `files` says them of each, with its rows.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from schemas.tables import Column, PublishedTable, tables

_PROFILES = "https://datapackage.org/profiles/2.0"

_TYPES: Mapping[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "code": {"type": "string"},
    "int16": {"type": "integer"},
    "int32": {"type": "integer"},
    "int64": {"type": "integer"},
    "bool": {"type": "boolean"},
    "date": {"type": "date"},
    "timestamp": {"type": "datetime"},
    "money": {"type": "number"},
    "number": {"type": "number"},
    "points": {"type": "number"},
    "texts": {"type": "array"},
    "places": {"type": "array"},
}
_DOCUMENT = "document_id"
PARTLY_NULL = "partlyNullForeignKeys"
"""A property of our own: keys of several columns of which one may be null, which then name no row.

The standard does not say what a key means that is null in part, and validators take such a row for one that dangles.
"""

Data = dict[str, Any]


def describe(resources: Iterable[Data], about: Data) -> Data:
    """The descriptor of a package; `about` are its own properties, `resources` those of `resource`."""
    return {"$schema": f"{_PROFILES}/datapackage.json", **about, "resources": list(resources)}


def resource(name: str, files: list[Data], hashed: str) -> Data:
    """The resource of a table; `files` have path, bytes, hash and rows, `hashed` is the sha256 of all of them."""
    table = tables()[name]
    paths = [file["path"] for file in files]
    return {
        "$schema": f"{_PROFILES}/dataresource.json",
        "name": name,
        "title": table.label,
        "description": f"One row is {table.row}.",
        "type": "table",
        "path": paths[0] if len(paths) == 1 else paths,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": sum(file["bytes"] for file in files),
        "hash": f"sha256:{hashed}",
        "rows": sum(file["rows"] for file in files),
        "files": files,
        "schema": _schema(table),
    }


def key(table: PublishedTable) -> list[str]:
    """The columns that tell the rows of a table apart, whatever documents there are."""
    return [_DOCUMENT, *(column for column in table.key if column != _DOCUMENT)]


def foreign_keys(table: PublishedTable) -> list[tuple[list[str], str, list[str]]]:
    """Which columns name a row of which table by which of its columns.

    A failure names no document: an input that could not be read is none.
    """
    columns = {column.name for column in table.columns}
    found = [] if table.name in ("documents", "failures") else [([_DOCUMENT], "documents", [_DOCUMENT])]
    if "table_index" in columns and table.name != "tables":
        found.append(([_DOCUMENT, "table_index"], "tables", [_DOCUMENT, "table_index"]))
    for column, (other, named) in table.references.items():
        found.append(([_DOCUMENT, column], other, [_DOCUMENT, named]))
    return found


def _schema(table: PublishedTable) -> Data:
    made: Data = {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [_field(column, table) for column in table.columns],
    }
    # an input that is not there has no hash, and a primary key has no nulls
    made |= {"uniqueKeys": [["path", *key(table)]]} if table.name == "failures" else {"primaryKey": key(table)}
    for fields, other, named in foreign_keys(table):
        partly = len(fields) > 1 and not table.always.issuperset(fields)
        said = {"fields": fields, "reference": {"resource": "" if other == table.name else other, "fields": named}}
        made.setdefault(PARTLY_NULL if partly else "foreignKeys", []).append(said)
    return made


def _field(column: Column, table: PublishedTable) -> Data:
    made: Data = {"name": column.name, **_TYPES[column.type], "title": column.label}
    constraints: Data = {}
    if column.name in key(table) and table.name != "failures":
        constraints["required"] = True
    if column.name == _DOCUMENT:
        constraints["pattern"] = "[0-9a-f]{64}"
    for name, value in (("description", column.description), ("unit", column.unit), ("constraints", constraints)):
        if value:
            made[name] = value
    return made
