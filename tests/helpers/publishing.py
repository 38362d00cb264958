"""Staging and publishing without Prefect; also what a child process does until it is killed."""

import hashlib
import json
import os
from itertools import count
from pathlib import Path

import pyarrow.parquet as pq

from flows.publish import snapshots
from flows.run import worker
from flows.run.worker import Job, Outcome
from schemas.tables import Row, arrow_schema, tables

STAMP = "test"
PROSE = "云岭县图书馆2031年部门预算\n\n2031年预算收入80万元，其中：一般公共预算收入80万元。\n"


def stage(path: Path, out: Path) -> Outcome:
    """Reads one file into `out`."""
    (out / "parts").mkdir(parents=True, exist_ok=True)
    return worker.process(Job(str(path), str(out), STAMP, witness="none"))


def publish_once(text: str, out: str) -> None:
    """Publishes one document: whoever did has imported and read all that the next ones need."""
    Path(out).mkdir()
    path = Path(out) / "document.txt"
    path.write_text(text, encoding="utf-8")
    stage(path, Path(out))
    snapshots.publish(Path(out))


def publish_for_ever(text: str, out: str) -> None:
    """Publishes a new document again and again: the text with another last line."""
    path = Path(out) / "changing.txt"
    for number in count():
        path.write_text(f"{text}\n第{os.getpid()}次第{number}稿。\n", encoding="utf-8")
        stage(path, Path(out))
        snapshots.publish(Path(out))


def rows(out: Path, table: str) -> list[Row]:
    """The published rows of a table."""
    return list(pq.read_table(out / "latest" / table).to_pylist())


def sound(out: Path) -> dict[str, int]:
    """The rows of `latest` by table, after checking that all of it reads and is what its manifest says."""
    latest = (out / "latest").resolve()
    manifest = json.loads((latest / "manifest.json").read_text(encoding="utf-8"))
    listed = [file for entry in manifest["partitions"].values() for file in entry["files"]]
    for file in listed:
        data = (latest / file["path"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == file["sha256"]
        assert len(data) == file["bytes"]
    assert set(manifest["rows"]) == {path.name for path in latest.iterdir() if path.is_dir()} == set(tables())
    for name, rows in manifest["rows"].items():
        table = pq.read_table(latest / name, schema=arrow_schema(name))
        assert table.num_rows == rows
    return dict(manifest["rows"])


def published_bytes(out: Path) -> dict[str, bytes]:
    """All published files of `latest`: content by path."""
    latest = (out / "latest").resolve()
    return {str(path.relative_to(latest)): path.read_bytes() for path in latest.rglob("*") if path.is_file()}
