"""Staging: a document's records as one part, written whole or not at all.

    OUT/parts/<year>-<province>/<document_id>.arrows     a document that was read
    OUT/parts/failed/<sha256 of the path>.arrows         an input that could not be

A part holds the rows of each table, in the order of `schemas.tables`, behind facts that are asked for without the
rest. How rows are bytes says `flows/publish/plain.py`, which columns a table has `flows/publish/columns.py`, how all
of it is packed `flows/publish/packed.py`. Before the rows stands what they have in common, as JSON: the common
columns, and of each table its name, columns, rows and bytes. The same input, version and options give the same bytes;
writing it again replaces it. Parts are what a snapshot is published from, so a run that was killed is finished by the
next: documents whose part is there and up to date are not read again.
"""

import hashlib
import json
import os
import struct
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, cast

import numpy as np
import orjson
import pyarrow as pa

from extractors.check.between_documents.head import DocumentHead
from extractors.check.between_documents.linked_files import Totals, totals_of
from extractors.check.between_documents.rules import published
from extractors.document.troubles import NOTES
from flows.publish import columns, packed
from flows.publish.errors import reading
from flows.publish.files_whole import write_whole
from schemas.rows import Common, CommonOfFailures, DocumentRow, Records
from schemas.tables import COMMON, arrow_schema, by_table, own_arrays, tables

FAILED = "failed"
DAMAGED = "damaged-"
NOTHING = cast("DocumentHead", {})
"""What is known of a document that could not be read."""

_REMEDY = "remove it, and read its document again"
_LENGTH = struct.Struct("<Q")
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
    document: DocumentHead
    holds: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    numbers: tuple[int, int] = (0, 0)
    status: tuple[tuple[str, int], ...] = ()
    failed: tuple[tuple[str, int], ...] = ()
    given_up: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    again: bool = False
    totals: Mapping[str, Totals] = field(default_factory=dict)


def partition(common: Common | CommonOfFailures) -> str:
    """The partition of a document: budget year and province, zeros where unknown."""
    return f"{common['fiscal_year'] or 0:04d}-{(common['region'] or '00')[:2]}"


def document_part(out: Path, common: Common) -> Path:
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
    return out / "parts" / FAILED / f"{DAMAGED}{document_id}.arrows"


def facts_of(common: Common | CommonOfFailures, records: Records, stamp: str) -> Facts:
    """The facts of a document's records."""
    document = next(iter(records.get("documents", ())), None)
    checks = records.get("checks", ())
    failures = records.get("failures", ()) if document else ()
    return Facts(
        stamp,
        _head(common, document) if document else NOTHING,
        tuple(name for name in tables() if by_table(records).get(name)),
        tuple(row["name"] for row in records.get("organizations", ()) if row["name"])
        if document and document["level"] == "department"
        else (),
        (document["numbers_found"], document["numbers_claimed"]) if document else (0, 0),
        tuple(sorted(Counter(row["status"] for row in checks).items())),
        tuple(sorted(Counter(row["severity"] for row in records.get("findings", ()) if not row["trivial"]).items())),
        tuple(row["message"] for row in failures if row["error"] not in NOTES),
        tuple(row["message"] for row in failures if row["error"] in NOTES),
        any(row["tried_again"] for row in failures),
        totals_of(published(_head(common, document), records)) if document else {},
    )


def _head(common: Common | CommonOfFailures, document: DocumentRow) -> DocumentHead:
    asked = {name: as_text(document.get(name)) for name in _ASKED}
    return cast("DocumentHead", {**common, **asked})


def write(
    target: Path, common: Common | CommonOfFailures, records: Records, stamp: str, *, durable: bool = False
) -> Facts:
    """Writes a part and gives its facts; `stamp` says by which version and options it was made.

    A document's part becomes durable when `journal.read` first sees it, with all others, before anything is published
    from it: waiting for the disk at each small document takes longer than reading it. What a power failure leaves of it
    until then does not hold its checksum, and the document is read again.
    """
    facts = facts_of(common, records, stamp)
    batches, root = [], _root(target)
    for name in tables():
        rows = by_table(records).get(name, [])
        if rows or name == "documents":
            columns.keep(root, name)
            made = pa.RecordBatch.from_arrays(own_arrays(name, rows), schema=columns.own(name))
            batches.append(_Rows(name, columns.digest(name), made.num_rows, columns.layout(name).write(made)))
    write_whole(target, packed.pack(facts_json(facts).encode(), _body(common, batches)), durable=durable)
    return facts


def _root(part: Path) -> Path:
    """The folder of all parts: two above one of a document, three above one that publishing made."""
    return next(folder for folder in part.parents if folder.name == "parts")


class _Rows(NamedTuple):
    """A table of a part: its name, the digest of its columns, how many rows, and their bytes."""

    name: str
    columns: str
    number: int
    data: bytes | pa.Buffer


def _body(common: Common | CommonOfFailures, batches: Sequence[_Rows]) -> bytes:
    listed = [[one.name, one.columns, one.number, len(one.data)] for one in batches]
    said = json.dumps({"common": common, "tables": listed}, ensure_ascii=False, separators=(", ", ": ")).encode()
    return b"".join((_LENGTH.pack(len(said)), said, *(one.data for one in batches)))


def _batches(body: pa.Buffer) -> tuple[Common, list[_Rows]]:
    """The common columns of a part and its tables."""
    (length,) = _LENGTH.unpack(body[: _LENGTH.size])
    at = _LENGTH.size + length
    said = orjson.loads(memoryview(body)[_LENGTH.size : at])
    found = []
    for name, told, count, size in said["tables"]:
        found.append(_Rows(name, told, count, body.slice(at, size)))
        at += size
    return said["common"], found


def read(path: Path, asked: Container[str] | None = None) -> Iterator[tuple[str, pa.RecordBatch]]:
    """The tables of a part, or those that are asked for, by name, as they are published. Raises as `own` does."""
    for name, common, made in own(path, asked):
        yield name, with_common(name, [common], [made])


def own(path: Path, asked: Container[str] | None = None) -> Iterator[tuple[str, Common, pa.RecordBatch]]:
    """The tables of a part, or those that are asked for: the name, the common columns (the same in each row), and the
    table's own columns.

    A column that came into a table after the part was made is null in it. Raises DamagedError where the part is not as
    it was written, or has a column that is gone: its document must be read again.
    """
    with reading(path, _REMEDY):
        common, batches = _batches(packed.unpack(path.read_bytes()).body())
        root = _root(path)
        for name, told, count, data in batches:
            if asked is None or name in asked:
                made = columns.of(root, name, told).read(data, count)
                yield name, common, made if told == columns.digest(name) else _fitted(made, name)


def with_common(name: str, commons: Sequence[Common], batches: Sequence[pa.RecordBatch]) -> pa.RecordBatch:
    """Rows of one table out of several parts as one batch with all columns, in memory of its own."""
    schema = arrow_schema(name)
    joined = pa.Table.from_batches(batches, columns.own(name)).combine_chunks()
    rows = pa.array(np.repeat(np.arange(len(batches), dtype=np.int32), [made.num_rows for made in batches]))
    same = [pa.array([common[column] for common in commons], schema.field(column).type).take(rows) for column in COMMON]
    whole = [column.chunk(0) if column.num_chunks else pa.nulls(0, column.type) for column in joined.columns]
    return pa.RecordBatch.from_arrays([*same, *whole], schema=schema)


def _fitted(made: pa.RecordBatch, name: str) -> pa.RecordBatch:
    """The rows of an older part with the columns that the table has now."""
    fields = list(columns.own(name))
    gone = set(made.schema.names) - {field.name for field in fields}
    if gone:
        raise ValueError(f"it has columns that {name} no longer has: {sorted(gone)}")
    fitted = [
        made.column(field.name).cast(field.type)
        if field.name in made.schema.names
        else pa.nulls(made.num_rows, field.type)
        for field in fields
    ]
    return pa.RecordBatch.from_arrays(fitted, schema=columns.own(name))


def look(path: Path) -> tuple[str, bytes]:
    """The digest of a part and the facts at its head, as JSON.

    Raises DamagedError where it is not as it was written, or an older version of yusuan made it.
    """
    with reading(path, _REMEDY):
        found = packed.unpack(path.read_bytes())
        return found.digest, found.head()


def amend(path: Path, values: Mapping[str, str | None]) -> None:
    """Gives some columns of a part's `documents` row other values; all else stays as it is. Raises as `look` does."""
    with reading(path, _REMEDY):
        found = packed.unpack(path.read_bytes())
        known, (common, batches) = facts_from(found.head()), _batches(found.body())
        (name, _, made) = next(own(path))
        (row,) = made.to_pylist()
    new = pa.RecordBatch.from_pylist([{**row, **values}], schema=columns.own(name))
    batches[0] = _Rows(name, columns.digest(name), 1, columns.layout(name).write(new))
    said = replace(known, document=cast("DocumentHead", {**known.document, **values}))
    write_whole(path, packed.pack(facts_json(said).encode(), _body(common, batches)))


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
