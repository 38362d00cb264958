"""A partition's parts as Parquet, one file a table that has rows."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from flows.publish import parts
from schemas.tables import arrow_schema, tables

_GROUP = 4_000_000
"""Bytes of a Parquet row group before compression; so many are held in memory at a time for each table."""

Entry = dict[str, Any]
"""A file as the manifest names it: table, path, rows, bytes, sha256."""


def write(building: Path, partition: str, files: Iterable[Path]) -> list[Entry]:
    """Writes `building/<table>/<partition>.parquet` from parts in the order given; the files' entries."""
    writers: dict[str, pq.ParquetWriter] = {}
    waiting: dict[str, list[pa.RecordBatch]] = {}
    held: dict[str, int] = {}
    counts: dict[str, int] = {}

    def flush(name: str) -> None:
        batches = waiting.pop(name, [])
        held[name] = 0
        if name not in writers:
            (building / name).mkdir(exist_ok=True)
            path = building / name / f"{partition}.parquet"
            writers[name] = pq.ParquetWriter(path, arrow_schema(name), compression="zstd")
        writers[name].write_table(pa.Table.from_batches(batches, arrow_schema(name)).combine_chunks())

    for file in files:
        for name, made in parts.read(file):
            if made.num_rows:
                counts[name] = counts.get(name, 0) + made.num_rows
                waiting.setdefault(name, []).append(_detached(made))
                held[name] = held.get(name, 0) + made.nbytes
                if held[name] >= _GROUP:
                    flush(name)
    for name in list(waiting):
        flush(name)
    for writer in writers.values():
        writer.close()
    return [entry(building, name, partition, counts[name]) for name in tables() if name in counts]


def empty(building: Path, name: str) -> None:
    """Writes the file of a table without rows, which can be read like the others."""
    (building / name).mkdir()
    pq.write_table(arrow_schema(name).empty_table(), building / name / "none.parquet")


def entry(building: Path, name: str, partition: str, rows: int) -> Entry:
    """The entry of a file that was written, made durable."""
    path = building / name / f"{partition}.parquet"
    _sync(path)
    return {
        "table": name,
        "path": f"{name}/{path.name}",
        "rows": rows,
        "bytes": path.stat().st_size,
        "sha256": sha256(path),
    }


def sha256(path: Path) -> str:
    """The sha256 of a file, hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _detached(made: pa.RecordBatch) -> pa.RecordBatch:
    """A batch of its own memory: one of `parts.read` keeps the whole part mapped, and so a thousand of them."""
    return pa.ipc.read_record_batch(made.serialize(), made.schema)


def _sync(path: Path) -> None:
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
