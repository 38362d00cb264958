"""The published tables: their columns, keys and Arrow schemas, as `tables.yaml` declares them."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any, Literal, Self, cast

import pyarrow as pa
from pydantic import Field, model_validator

from schemas.model import Strict, load_as
from schemas.rows import Common, CommonOfFailures, PublishedRecords, Records

Row = dict[str, Any]
"""A row for what treats all tables alike: column name → value. Of a known table its class in `schemas.rows` is used."""


RowsByTable = dict[str, list[Row]]
"""Rows by table name, for what treats all tables alike, or has the common columns too: `Records` has typed rows."""


def by_table(records: Records | PublishedRecords) -> RowsByTable:
    """The same records for what treats all tables alike."""
    return cast("RowsByTable", records)


def typed(records: RowsByTable) -> Records:
    """Rows that were published, or read again from where they were, as typed ones."""
    return cast("Records", records)


def as_published(records: RowsByTable) -> PublishedRecords:
    """The same of rows that have the common columns."""
    return cast("PublishedRecords", records)


CommonColumn = Literal["document_id", "fiscal_year", "region", "publisher"]
SCHEMA_VERSION = "2"

COMMON: tuple[CommonColumn, ...] = ("document_id", "fiscal_year", "region", "publisher")
"""The columns that open every table and are the same in all rows of a document."""


UNKNOWN: CommonOfFailures = {"document_id": None, "fiscal_year": None, "region": None, "publisher": None}
"""The same of what could not be read."""


def common_of(row: Common) -> Common:
    """Those columns alone, of a row that is published."""
    return {
        "document_id": row["document_id"],
        "fiscal_year": row["fiscal_year"],
        "region": row["region"],
        "publisher": row["publisher"],
    }


PLACE_COLUMNS = ("page", "line", "table_index", "row_index")
"""The columns that close the tables whose rows stand somewhere in a document."""

_PLACE = pa.struct(
    [
        ("page", pa.int32()),
        ("line", pa.int32()),
        ("table", pa.int32()),
        ("row", pa.int32()),
        ("column", pa.int32()),
        ("box", pa.list_(pa.float64())),
        ("figure", pa.int32()),
        ("document", pa.string()),
        ("file", pa.string()),
    ]
)
"""A place: the columns of a row's place, its column, the box of its cell (x0, top, x1, bottom in points), `seq` of the
statement in `figures` where it is one, and the id and name of the document where it is another one.
"""

_TYPES: dict[str, pa.DataType] = {
    "text": pa.string(),
    "code": pa.string(),
    "int16": pa.int16(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "bool": pa.bool_(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us", tz="UTC"),
    "money": pa.decimal128(20, 2),
    "number": pa.decimal128(20, 6),
    "points": pa.float64(),
    "texts": pa.list_(pa.string()),
    "places": pa.list_(_PLACE),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `type` is a name of `tables.yaml`, `unit` is empty where there is none."""

    name: str
    type: str
    unit: str
    label: str
    description: str

    def field(self) -> "pa.Field[Any]":
        """The Arrow field, with label, unit and description as its metadata."""
        metadata = {"label_zh": self.label, "unit": self.unit, "description": self.description}
        return pa.field(self.name, _TYPES[self.type], metadata=metadata)


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """A published table; `columns` are all of them, the common ones and the places included.

    `references` says which table, and which column of it, a column names a row of, in the same document; `always` the
    columns that are null in no row, and `numbered` the one of them that is the order of the rows in the document, given
    when all of them are taken (empty where there is none).
    """

    name: str
    label: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    references: Mapping[str, tuple[str, str]]
    placed: bool = field(repr=False)
    always: frozenset[str] = field(repr=False)
    numbered: str = field(repr=False)


@cache
def tables() -> Mapping[str, PublishedTable]:
    """All published tables by name, in the order in which they are written."""
    data = load_as("tables.yaml", _File)
    common = _columns({name: data.common[name] for name in COMMON})
    place = _columns({name: data.place[name] for name in PLACE_COLUMNS})
    return {
        name: PublishedTable(
            name,
            entry.label,
            entry.row,
            entry.key,
            (*common, *_columns(entry.columns), *(place if entry.place else ())),
            references=entry.references,
            placed=entry.place,
            always=frozenset((*entry.key, *entry.always)),
            numbered="seq" if entry.numbered else "",
        )
        for name, entry in data.tables.items()
    }


_Declared = tuple[str, str, str, str]
"""Of a column: its type, unit, Chinese label and description."""


class _Entry(Strict):
    label: str
    row: str
    key: tuple[str, ...]
    always: tuple[str, ...] = ()
    numbered: bool = False
    place: bool = False
    references: dict[str, tuple[str, str]] = Field(default_factory=dict)
    columns: dict[str, _Declared]

    @model_validator(mode="after")
    def _declares_what_it_names(self) -> Self:
        unknown = {*self.always, *self.references} - {*self.columns}
        if unknown:
            raise ValueError(f"has no column {', '.join(sorted(unknown))}")
        return self


class _File(Strict):
    common: dict[str, _Declared]
    place: dict[str, _Declared]
    tables: dict[str, _Entry]


def _columns(declared: Mapping[str, _Declared]) -> tuple[Column, ...]:
    return tuple(Column(name, *values) for name, values in declared.items())


@cache
def arrow_schema(name: str) -> pa.Schema:
    """The Arrow schema of a published table; raises KeyError for an unknown name."""
    table = tables()[name]
    metadata = {"yusuan.table": name, "yusuan.schema_version": SCHEMA_VERSION, "label_zh": table.label}
    return pa.schema([column.field() for column in table.columns], metadata=metadata)


@cache
def schema_digest() -> str:
    """What tells one set of tables, columns, types, labels and keys from another, whatever `SCHEMA_VERSION` says."""
    return hashlib.sha256(repr(sorted(tables().items())).encode()).hexdigest()[:16]


def batch(name: str, rows: Iterable[Row], common: Mapping[str, object]) -> pa.RecordBatch:
    """Rows of one document as Arrow; `common` gives the columns that are the same in each row.

    Raises KeyError where a row has a column that the table does not declare: nothing is dropped in silence.
    """
    schema, rows = arrow_schema(name), list(rows)
    shared = [pa.repeat(pa.scalar(common[column], type=schema.field(column).type), len(rows)) for column in COMMON]
    return pa.RecordBatch.from_arrays([*shared, *own_arrays(name, rows)], schema=schema)


def own_arrays(name: str, rows: list[Row]) -> list[pa.Array]:
    """The columns behind the common ones as Arrow, null where a row lacks one; raises KeyError as `batch` does."""
    unknown = set().union(*rows) - {column.name for column in tables()[name].columns}
    if unknown:
        raise KeyError(f"{name} has no column {sorted(unknown)}: declare it in schemas/tables.yaml")
    own = _own_columns(name)
    try:
        made: list[pa.Array] = pa.array(rows, type=own).flatten()
        return made
    except pa.ArrowInvalid:  # a number finer than its column, and Arrow does not say which
        return [_array([row.get(field.name) for row in rows], field.type) for field in own]


@cache
def _own_columns(name: str) -> pa.StructType:
    """A table's columns behind the common ones, as one value of them a row."""
    return pa.struct([(field.name, field.type) for field in arrow_schema(name) if field.name not in COMMON])


def _array(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """Values as Arrow. A number finer than its column is rounded half even: what was printed stands in `cells`."""
    try:
        return pa.array(values, type=kind)
    except pa.ArrowInvalid:
        if not pa.types.is_decimal(kind):
            raise
        last = Decimal(1).scaleb(-kind.scale)
        return pa.array([None if value is None else value.quantize(last) for value in values], type=kind)
