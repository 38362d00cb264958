"""Staging: a document's records as one part, written whole or not at all.

    OUT/parts/<year>-<province>/<document_id>.arrows     a document that was read
    OUT/parts/failed/<sha256 of the path>.arrows         an input that could not be

A part is a sequence of Arrow streams, one a table, in the order of `schemas.tables`. The same input, version and
options give the same bytes; writing it again replaces it. Parts are what a snapshot is published from, so a run that
was killed is finished by the next: documents whose part is there and up to date are not read again.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyarrow as pa

from schemas.tables import COMMON, Records, Row, arrow_schema, own_arrays, tables

FAILED = "failed"
_COMMON = b"yusuan.common"
_STAMP = b"yusuan.stamp"
_TABLE = b"yusuan.table"
_HOLDS = b"yusuan.holds"
_OPTIONS = pa.ipc.IpcWriteOptions()
"""Without them pyarrow looks its defaults up in the environment, for each table again."""


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
    return out / "parts" / FAILED / f"{hashlib.sha256(str(Path(path).resolve()).encode()).hexdigest()}.arrows"


def write(target: Path, common: Row, records: Records, stamp: str) -> None:
    """Writes a part; `stamp` says by which version and options it was made."""
    sink = pa.BufferOutputStream()
    holds = " ".join(name for name in tables() if records.get(name))
    for name in tables():
        rows = records.get(name, [])
        if rows or name == "documents":
            schema = _bare(name).with_metadata(
                {_TABLE: name, _STAMP: stamp, _COMMON: json.dumps(common), _HOLDS: holds}
            )
            with pa.ipc.new_stream(sink, schema, options=_OPTIONS) as stream:
                stream.write_batch(pa.RecordBatch.from_arrays(own_arrays(name, rows), schema=schema))
    write_whole(target, sink.getvalue())


def write_whole(target: Path, data: bytes | memoryview | pa.Buffer) -> None:
    """Writes a file under a temporary name, makes it durable and renames it: it is there whole, or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".writing-")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def read(path: Path) -> Iterator[tuple[str, pa.RecordBatch]]:
    """The tables of a part, by name."""
    with pa.memory_map(str(path)) as source:
        while source.tell() < source.size():
            with pa.ipc.open_stream(source) as stream:
                name, common = stream.schema.metadata[_TABLE].decode(), json.loads(stream.schema.metadata[_COMMON])
                schema = arrow_schema(name)
                for made in stream:
                    same = [pa.repeat(pa.scalar(common[c], schema.field(c).type), made.num_rows) for c in COMMON]
                    yield name, pa.RecordBatch.from_arrays([*same, *made.columns], schema=schema)


def documents(path: Path) -> tuple[Row, str]:
    """The `documents` row of a part, its common columns included (empty for a failure), and its stamp."""
    with pa.memory_map(str(path)) as source, pa.ipc.open_stream(source) as stream:
        metadata, rows = stream.schema.metadata, stream.read_all().to_pylist()
        return {**json.loads(metadata[_COMMON]), **rows[0]} if rows else {}, metadata[_STAMP].decode()


def holds(path: Path) -> set[str]:
    """The tables of which a part has rows, without reading them."""
    with pa.memory_map(str(path)) as source, pa.ipc.open_stream(source) as stream:
        return set(stream.schema.metadata.get(_HOLDS, b"").decode().split())


def find(out: Path, document_id: str) -> list[Path]:
    """The parts of a document (a new version may have put it into another partition)."""
    return sorted((out / "parts").glob(f"*/{document_id}.arrows"))
