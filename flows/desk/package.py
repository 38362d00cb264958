"""What is asked for as a Data Package (Frictionless): a Parquet file a table, described as a release is.

    TO/data/<table>.parquet
    TO/datapackage.json

The whole of what is published, with its sources and checksums, is `yusuan release`.
"""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from flows.desk.selection import Selection, read
from flows.desk.whole import written
from flows.release.datapackage import describe, resource
from schemas.tables import arrow_schema, tables


def write_package(asked: Selection, to: Path, step: Callable[[str], None]) -> int:
    """Writes all tables and their description; the number of rows. `step` is told each table that is written."""
    resources = []
    for name in tables():
        resources.append(_resource(name, asked, to))
        step(name)
    package = describe(resources, _about(asked))
    with written(to / "datapackage.json") as path:
        path.write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return sum(one["rows"] for one in resources)


def _resource(name: str, asked: Selection, to: Path) -> dict[str, Any]:
    target, rows = to / "data" / f"{name}.parquet", 0
    with written(target) as path, pq.ParquetWriter(path, arrow_schema(name), compression="zstd") as writer:
        for table in read(name, asked):
            writer.write_table(table)
            rows += table.num_rows
    with target.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    file = {"path": f"data/{name}.parquet", "bytes": target.stat().st_size, "hash": f"sha256:{digest}", "rows": rows}
    made = resource(name, [file], digest)
    if name == "links" and asked.left_out:
        made["schema"].pop("foreignKeys")  # they name the files that were left out, too
    return made


def _about(asked: Selection) -> dict[str, Any]:
    """The package's own properties: of which snapshot it is, and what was asked for."""
    return {
        "name": "yusuan-selection",
        "title": "部门预算公开（选取）",
        "description": "A part of what yusuan published; `yusuan release` makes a citable package of the whole.",
        "yusuan": {
            "snapshot": asked.snapshot.name,
            "years": sorted(asked.years) if asked.years is not None else None,
            "regions": list(asked.regions) if asked.regions is not None else None,
            "documents": list(asked.documents) if asked.documents is not None else None,
        },
    }
