"""Publishing: parts → a new snapshot, switched to by one atomic rename.

    OUT/snapshots/<number>-<hash>/<table>/<year>-<province>.parquet
    OUT/snapshots/<number>-<hash>/manifest.json
    OUT/latest → snapshots/<number>-<hash>

A snapshot is built beside the others and renamed when it is whole, so a killed run leaves the last good one as it was.
Partitions whose parts did not change are hard links to the files of the last snapshot; where nothing changed there is
no new one. Every table can be read: one without rows has a file without rows.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from flows import across, explanations, parts
from flows.register import Entry
from schemas.tables import SCHEMA_VERSION, arrow_schema, tables

_GROUP = 4_000_000
"""Bytes of a Parquet row group before compression; so many are held in memory at a time for each table."""

_ABANDONED = 3600
"""Seconds after which a temporary file is nobody's."""

Manifest = dict[str, Any]


@contextlib.contextmanager
def lock(out: Path) -> Iterator[None]:
    """Lets one process publish into a folder at a time; the lock goes with the process."""
    with (out / ".lock").open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def publish(out: Path, explained: Sequence[Entry] = ()) -> tuple[Path, Manifest]:
    """Publishes the parts of `out`; the path and manifest of the latest snapshot. `explained` are the register's."""
    with lock(out):
        snapshots = out / "snapshots"
        snapshots.mkdir(exist_ok=True)
        _clear_away(out)
        latest, before = current(out)
        across.write(out)
        explanations.write(out, explained)
        building = snapshots / f".building-{os.getpid()}"
        building.mkdir()
        manifest = _build(out, building, latest, before)
        if latest is not None and manifest == before:
            shutil.rmtree(building)
            return latest, manifest
        text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
        parts.write_whole(building / "manifest.json", text.encode())
        target = snapshots / f"{_next_number(snapshots):05d}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"
        building.replace(target)
        _switch(out, target)
        return target, manifest


def _clear_away(out: Path) -> None:
    """Removes what killed runs left: unfinished snapshots, and parts that nobody has been writing for an hour."""
    for unfinished in (out / "snapshots").glob(".building-*"):
        shutil.rmtree(unfinished, ignore_errors=True)
    for temporary in (out / "parts").glob("*/.writing-*"):
        if time.time() - temporary.stat().st_mtime > _ABANDONED:
            temporary.unlink(missing_ok=True)


def current(out: Path) -> tuple[Path | None, Manifest]:
    """The latest snapshot and its manifest; (None, {}) before the first."""
    link = out / "latest"
    if not (link / "manifest.json").exists():
        return None, {}
    return link.resolve(), json.loads((link / "manifest.json").read_text(encoding="utf-8"))


def _next_number(snapshots: Path) -> int:
    return 1 + max((int(path.name[:5]) for path in snapshots.glob("[0-9]*-*")), default=0)


def _switch(out: Path, target: Path) -> None:
    link = out / ".latest-new"
    link.unlink(missing_ok=True)
    link.symlink_to(target.relative_to(out))
    link.replace(out / "latest")


def _build(out: Path, building: Path, latest: Path | None, before: Manifest) -> Manifest:
    """Fills a snapshot's folder and gives its manifest."""
    partitions: dict[str, Any] = {}
    same_schema = before.get("schema_version") == SCHEMA_VERSION
    for folder in sorted(path for path in (out / "parts").iterdir() if path.is_dir()):
        files = sorted(folder.glob("*.arrows"))
        if not files:
            continue
        digest = hashlib.sha256("".join(f"{file.name} {_sha256(file)}\n" for file in files).encode()).hexdigest()
        known = before.get("partitions", {}).get(folder.name, {}) if same_schema else {}
        if latest is not None and known.get("digest") == digest:
            _link(latest, building, known["files"])
            partitions[folder.name] = known
        else:
            partitions[folder.name] = {
                "digest": digest,
                "parts": len(files),
                "files": _write(building, folder.name, files),
            }
    files_of = [file for entry in partitions.values() for file in entry["files"]]
    filled = {file["table"] for file in files_of}
    for name in tables():
        if name not in filled:
            (building / name).mkdir()
            pq.write_table(arrow_schema(name).empty_table(), building / name / "none.parquet")
    rows = {name: sum(file["rows"] for file in files_of if file["table"] == name) for name in tables()}
    return {"schema_version": SCHEMA_VERSION, "rows": rows, "partitions": partitions}


def _link(latest: Path, building: Path, files: list[dict[str, Any]]) -> None:
    for file in files:
        target = building / file["path"]
        target.parent.mkdir(exist_ok=True)
        os.link(latest / file["path"], target)


def _write(building: Path, partition: str, files: list[Path]) -> list[dict[str, Any]]:
    """The Parquet files of a partition, one a table that has rows; documents are in the order of their ids."""
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
    return [_entry(building, name, partition, counts[name]) for name in tables() if name in counts]


def _detached(made: pa.RecordBatch) -> pa.RecordBatch:
    """A batch of its own memory: one of `parts.read` keeps the whole part mapped, and so a thousand of them."""
    return pa.ipc.read_record_batch(made.serialize(), made.schema)


def _entry(building: Path, name: str, partition: str, rows: int) -> dict[str, Any]:
    path = building / name / f"{partition}.parquet"
    _sync(path)
    return {
        "table": name,
        "path": f"{name}/{path.name}",
        "rows": rows,
        "bytes": path.stat().st_size,
        "sha256": _sha256(path),
    }


def _sync(path: Path) -> None:
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
