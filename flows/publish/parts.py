"""Staging: a document's records as one part, written whole or not at all.

    OUT/parts/<year>-<province>/<document_id>.arrows     a document that was read
    OUT/parts/failed/<sha256 of the path>.arrows         an input that could not be

A part is a sequence of Arrow streams, one a table, in the order of `schemas.tables`, behind facts that are asked for
without the rest; packed as `flows/publish/packed.py` says. The same input, version and options give the same bytes;
writing it again replaces it. Parts are what a snapshot is published from, so a run that was killed is finished by the
next: documents whose part is there and up to date are not read again.
"""

import hashlib
import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

import orjson
import pyarrow as pa

from extractors.check.between_documents.linked_files import Totals, totals_of
from extractors.check.between_documents.rules import published
from extractors.document.model import NOTES
from flows.publish import packed
from flows.publish.errors import reading
from schemas.tables import COMMON, Row, RowsByTable, arrow_schema, own_arrays, tables, typed

FAILED = "failed"
_COMMON = b"yusuan.common"
_TABLE = b"yusuan.table"
_REMEDY = "remove it, and read its document again"
_OPTIONS = pa.ipc.IpcWriteOptions()
"""Without them pyarrow looks its defaults up in the environment, for each table again."""

_ASKED = (
    "file_name", "reader", "level", "source_url", "retrieved_at", "media_type", "title", "kind", "tables_recognised",
    "supersedes", "superseded_by",
)  # fmt: skip
"""Columns of `documents` that are asked for without reading a part, besides the common ones."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands at the head of a part: all that planning and publishing ask of one that did not change.

    `stamp` says by which version and options it was made, `document` has the common columns and `_ASKED`, a time as
    text (empty for a failure), `holds` the tables with rows, `units` the names in 机构设置 of a department, `numbers`
    those found and claimed, `status` counts the checks, `failed` the findings that are not trivial by severity,
    `given_up` are the sentences of pages and tables that were, `notes` those on how something was read, `again` says
    that something that was given up is to be tried again, `totals` those by which its companions are found.
    """

    stamp: str
    document: Row
    holds: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    numbers: tuple[int, int] = (0, 0)
    status: tuple[tuple[str, int], ...] = ()
    failed: tuple[tuple[str, int], ...] = ()
    given_up: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    again: bool = False
    totals: Mapping[str, Totals] = field(default_factory=dict)


@cache
def _bare(name: str) -> pa.Schema:
    """A table's own columns without labels and descriptions; what is the same in each row stands in the metadata."""
    return pa.schema([(field.name, field.type) for field in arrow_schema(name)][len(COMMON) :])


def partition(common: Row) -> str:
    """The partition of a document: budget year and province, zeros where unknown."""
    return f"{common['fiscal_year'] or 0:04d}-{(common['region'] or '00')[:2]}"


def document_part(out: Path, common: Row) -> Path:
    """Where the part of a document stands."""
    return out / "parts" / partition(common) / f"{common['document_id']}.arrows"


def failure_part(out: Path, path: str) -> Path:
    """Where the part of an input stands that could not be read."""
    whole = path if "://" in path else _whole(path)
    return out / "parts" / FAILED / f"{hashlib.sha256(os.fsencode(whole)).hexdigest()}.arrows"


def _whole(path: str) -> str:
    """A path from the root on, links followed; as it stands where they lead in a circle or it cannot be one."""
    try:
        return str(Path(path).resolve())
    except (OSError, RuntimeError, ValueError):
        return str(Path(path).absolute())


def replacement_part(out: Path, document_id: str) -> Path:
    """Where it stands that the part of a document was damaged and set aside, until the document is read again."""
    return out / "parts" / FAILED / f"damaged-{document_id}.arrows"


def facts_of(common: Row, records: RowsByTable, stamp: str) -> Facts:
    """The facts of a document's records."""
    document = next(iter(records.get("documents", ())), None)
    checks = records.get("checks", ())
    failures = records.get("failures", ()) if document else ()
    return Facts(
        stamp,
        {**common, **{name: as_text(document.get(name)) for name in _ASKED}} if document else {},
        tuple(name for name in tables() if records.get(name)),
        tuple(row["name"] for row in records.get("organizations", ()) if row["name"])
        if document and document["level"] == "department"
        else (),
        (document["numbers_found"], document["numbers_claimed"]) if document else (0, 0),
        tuple(sorted(Counter(row["status"] for row in checks).items())),
        tuple(sorted(Counter(row["severity"] for row in records.get("findings", ()) if not row["trivial"]).items())),
        tuple(row["message"] for row in failures if row["error"] not in NOTES),
        tuple(row["message"] for row in failures if row["error"] in NOTES),
        any(row["tried_again"] for row in failures),
        totals_of(published({**common, **document}, typed(records))) if document else {},
    )


def write(target: Path, common: Row, records: RowsByTable, stamp: str) -> Facts:
    """Writes a part and gives its facts; `stamp` says by which version and options it was made."""
    sink = pa.BufferOutputStream()
    facts = facts_of(common, records, stamp)
    for name in tables():
        rows = records.get(name, [])
        if rows or name == "documents":
            schema = _bare(name).with_metadata({_TABLE: name, _COMMON: json.dumps(common)})
            with pa.ipc.new_stream(sink, schema, options=_OPTIONS) as stream:
                stream.write_batch(pa.RecordBatch.from_arrays(own_arrays(name, rows), schema=schema))
    write_whole(target, packed.pack(facts_json(facts).encode(), sink.getvalue()))
    return facts


def write_whole(target: Path, data: bytes | memoryview | pa.Buffer) -> None:
    """Writes a file as `writing` does."""
    with writing(target) as stream:
        stream.write(data)


@contextmanager
def writing(target: Path) -> Iterator[BinaryIO]:
    """A file to write under a temporary name, made durable and renamed: it is there whole, or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".writing-")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def read(path: Path) -> Iterator[tuple[str, pa.RecordBatch]]:
    """The tables of a part, by name, as they are published. Raises as `own` does."""
    for name, common, made in own(path):
        yield name, with_common(name, [common], [made])


def own(path: Path) -> Iterator[tuple[str, Row, pa.RecordBatch]]:
    """The tables of a part: the name, the common columns (the same in each row), and the table's own columns.

    A column that came into a table after the part was made is null in it. Raises DamagedError where the part is not as
    it was written, or has a column that is gone: its document must be read again.
    """
    with reading(path, _REMEDY):
        source = pa.BufferReader(packed.unpack(path.read_bytes()).body())
        while source.tell() < source.size():
            with pa.ipc.open_stream(source) as stream:
                name, common = stream.schema.metadata[_TABLE].decode(), json.loads(stream.schema.metadata[_COMMON])
                for made in stream:
                    yield name, common, made if made.schema.equals(_bare(name)) else _fitted(made, name)


def with_common(name: str, commons: Sequence[Row], batches: Sequence[pa.RecordBatch]) -> pa.RecordBatch:
    """Rows of one table out of several parts as one batch with all columns, in memory of its own."""
    schema = arrow_schema(name)
    joined = pa.Table.from_batches([made.replace_schema_metadata() for made in batches], _bare(name)).combine_chunks()
    rows = pa.array([number for number, made in enumerate(batches) for _ in range(made.num_rows)], pa.int32())
    same = [pa.array([common[column] for common in commons], schema.field(column).type).take(rows) for column in COMMON]
    whole = [column.chunk(0) if column.num_chunks else pa.nulls(0, column.type) for column in joined.columns]
    return pa.RecordBatch.from_arrays([*same, *whole], schema=schema)


def _fitted(made: pa.RecordBatch, name: str) -> pa.RecordBatch:
    """The rows of an older part with the columns that the table has now."""
    fields = list(_bare(name))
    gone = set(made.schema.names) - {field.name for field in fields}
    if gone:
        raise ValueError(f"it has columns that {name} no longer has: {sorted(gone)}")
    columns = [
        made.column(field.name).cast(field.type)
        if field.name in made.schema.names
        else pa.nulls(made.num_rows, field.type)
        for field in fields
    ]
    return pa.RecordBatch.from_arrays(columns, schema=_bare(name))


def look(path: Path) -> tuple[str, bytes]:
    """The digest of a part and the facts at its head, as JSON.

    Raises DamagedError where it is not as it was written, or an older version of yusuan made it.
    """
    with reading(path, _REMEDY):
        found = packed.unpack(path.read_bytes())
        return found.digest, found.head()


def amend(path: Path, columns: Row) -> None:
    """Gives some columns of a part's `documents` row other values; all else stays as it is. Raises as `look` does."""
    with reading(path, _REMEDY):
        found = packed.unpack(path.read_bytes())
        known, source, sink = facts_from(found.head()), pa.BufferReader(found.body()), pa.BufferOutputStream()
        with pa.ipc.open_stream(source) as stream:
            (row,) = stream.read_all().to_pylist()
            schema = _bare("documents").with_metadata(stream.schema.metadata)
    with pa.ipc.new_stream(sink, schema, options=_OPTIONS) as made:
        made.write_batch(pa.RecordBatch.from_pylist([{**row, **columns}], schema=schema))
    sink.write(source.read())
    said = replace(known, document={**known.document, **columns})
    write_whole(path, packed.pack(facts_json(said).encode(), sink.getvalue()))


def as_text(value: Any) -> Any:
    """A value for JSON: a time as ISO text."""
    return value.isoformat() if isinstance(value, datetime) else value


def facts_json(facts: Facts) -> str:
    """Facts as JSON."""
    fields = {name: getattr(facts, name) for name in Facts.__slots__}  # `asdict` would copy all of them
    return json.dumps(fields, ensure_ascii=False, default=asdict)


def facts_from(text: str | bytes) -> Facts:
    """Facts out of the JSON that `facts_json` makes of them."""
    made: dict[str, Any] = orjson.loads(text)
    for name in ("holds", "units", "numbers", "given_up", "notes"):
        made[name] = tuple(made[name])
    for name in ("status", "failed"):
        made[name] = tuple((word, count) for word, count in made[name])
    return Facts(**made)


def find(out: Path, document_id: str) -> list[Path]:
    """The parts of a document (a new version may have put it into another partition)."""
    return sorted((out / "parts").glob(f"*/{document_id}.arrows"))
