"""Whether a release is what it says: checksums, files, columns, rows, keys and references."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.language import say
from flows.release.datapackage import PARTLY_NULL
from flows.release.make import PACKAGE, SUMS, ReleaseError, sums

Data = dict[str, Any]


def problems(folder: Path) -> Iterator[str]:
    """A sentence for each thing that is not as it should be; raises ReleaseError where the folder is no release."""
    try:
        wanted = dict(_split(line) for line in (folder / SUMS).read_text(encoding="utf-8").splitlines())
        package = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReleaseError(
            say("{folder} is not a release that can be read ({error}); name its folder", folder=folder, error=error)
        ) from error
    there = dict(_split(line) for line in sums(folder).splitlines())
    for name in sorted({*wanted, *there}):
        if name not in there:
            yield f"{name} is missing"
        elif name not in wanted:
            yield f"{name} is not in {SUMS}"
        elif wanted[name] != there[name]:
            yield f"{name} was altered: its sha256 is {there[name]}, not {wanted[name]}"
    for resource in package["resources"]:
        if all((folder / file["path"]).is_file() for file in resource["files"]):
            yield from _of_table(folder, resource, package)


def _split(line: str) -> tuple[str, str]:
    digest, _, name = line.partition("  ")
    return name, digest


def _of_table(folder: Path, resource: Data, package: Data) -> Iterator[str]:
    columns = [field["name"] for field in resource["schema"]["fields"]]
    for file in resource["files"]:
        found = pq.ParquetFile(folder / file["path"])
        if found.schema_arrow.names != columns:
            yield f"{file['path']} has not the columns of {PACKAGE}"
            return
        if found.metadata.num_rows != file["rows"]:
            yield f"{file['path']} has {found.metadata.num_rows} rows, not {file['rows']}"
    yield from _of_keys(folder, resource)
    yield from _of_references(folder, resource, package)


def _of_keys(folder: Path, resource: Data) -> Iterator[str]:
    name, primary = resource["name"], resource["schema"].get("primaryKey") or []
    for unique in filter(None, [primary, *resource["schema"].get("uniqueKeys", ())]):
        rows = _read(folder, resource, unique)
        if twice := len(rows) - len(rows.group_by(unique).aggregate([])):
            yield f"{name} has {twice} rows more than keys ({', '.join(unique)})"
        missing = sum(rows[column].null_count for column in unique) if unique == primary else 0
        if missing:
            yield f"{name} has {missing} nulls in its key ({', '.join(unique)})"


def _of_references(folder: Path, resource: Data, package: Data) -> Iterator[str]:
    name, schema = resource["name"], resource["schema"]
    for key in (*schema.get("foreignKeys", ()), *schema.get(PARTLY_NULL, ())):
        other = key["reference"]["resource"] or name
        named = next(one for one in package["resources"] if one["name"] == other)
        fields, theirs = key["fields"], key["reference"]["fields"]
        rows = _read(folder, resource, fields)
        for column in fields:
            rows = rows.filter(pc.is_valid(rows[column]))
        lost = rows.join(_read(folder, named, theirs), keys=fields, right_keys=theirs, join_type="left anti")
        if len(lost):
            yield f"{name} has {len(lost)} rows whose {', '.join(fields)} no row of {other} has"


def _read(folder: Path, resource: Data, columns: list[str]) -> pa.Table:
    return pa.concat_tables(pq.read_table(folder / file["path"], columns=columns) for file in resource["files"])
