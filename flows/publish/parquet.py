"""A partition's parts as Parquet, one file a table that has rows."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from flows.publish import parts
from schemas.rows import Common
from schemas.tables import arrow_schema, tables

_GROUP = 4_000_000
"""Bytes of a Parquet row group before compression; so many are held in memory at a time for each table."""

_AT_ONCE = 100
_CELLS = 150_000
"""So many parts, or cells, are put together at once: each part on its own would cost more than its rows do."""

_SIDE_BY_SIDE = 4
"""Tables of a partition whose files are finished at once: compressing them is what keeps one core busy longest."""

Entry = dict[str, Any]
"""A file as the manifest names it: table, path, rows, bytes, sha256."""


def write(building: Path, partition: str, files: Iterable[Path]) -> list[Entry]:
    """Writes `building/<table>/<partition>.parquet` from parts in the order given; the files' entries."""
    writers: dict[str, pq.ParquetWriter] = {}
    waiting: dict[str, list[pa.RecordBatch]] = {}
    held: Counter[str] = Counter()
    counts: Counter[str] = Counter()

    def flush(name: str) -> None:
        if name not in writers:
            (building / name).mkdir(exist_ok=True)
            path = building / name / f"{partition}.parquet"
            writers[name] = pq.ParquetWriter(path, arrow_schema(name), compression="zstd")
        held[name] = 0
        writers[name].write_table(pa.Table.from_batches(waiting.pop(name), arrow_schema(name)).combine_chunks())

    for made in _joined(files):
        for name, rows in made.items():
            counts[name] += rows.num_rows
            waiting.setdefault(name, []).append(rows)
            held[name] += rows.nbytes
            if held[name] >= _GROUP:
                flush(name)

    def finish(name: str) -> Entry:
        if name in waiting:
            flush(name)
        writers[name].close()
        return entry(building, name, partition, counts[name])

    with ThreadPoolExecutor(_SIDE_BY_SIDE) as threads:
        return list(threads.map(finish, (name for name in tables() if name in counts)))


def _joined(files: Iterable[Path]) -> Iterator[dict[str, pa.RecordBatch]]:
    """The rows of parts in the order given, those of many small ones together, by their tables."""
    commons: dict[str, list[Common]] = {}
    batches: dict[str, list[pa.RecordBatch]] = {}
    held = cells = 0
    for file in files:
        held += 1
        for name, common, made in parts.own(file):
            if made.num_rows:
                commons.setdefault(name, []).append(common)
                batches.setdefault(name, []).append(made)
                cells += made.num_rows * made.num_columns
        if held >= _AT_ONCE or cells >= _CELLS:
            yield {name: parts.with_common(name, commons[name], made) for name, made in batches.items()}
            commons, batches, held, cells = {}, {}, 0, 0
    yield {name: parts.with_common(name, commons[name], made) for name, made in batches.items()}


def empty(building: Path, name: str) -> None:
    """Writes the file of a table without rows, which can be read like the others."""
    (building / name).mkdir()
    (building / name / "none.parquet").write_bytes(_without_rows(name))


@cache
def _without_rows(name: str) -> bytes:
    """The file of a table without rows: the same in each snapshot, and most tables of a small one are such."""
    made = pa.BufferOutputStream()
    pq.write_table(arrow_schema(name).empty_table(), made)
    return bytes(made.getvalue())


def entry(building: Path, name: str, partition: str, rows: int) -> Entry:
    """The entry of a file that was written."""
    path = building / name / f"{partition}.parquet"
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
