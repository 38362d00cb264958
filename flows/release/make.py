"""`yusuan release`: the latest snapshot in a folder of its own, from which anyone can cite, check and build it again.

    DIR/data/<table>/<year>-<province>.parquet
    DIR/datapackage.json     what each table and column is (Data Package 2.0)
    DIR/sources.csv          the documents it was made of: sha256, file name, size, where from, by which version
    DIR/constraints.txt      the versions of all that was used, for pip
    DIR/CHANGES.md, changes.csv     against an earlier release, where one was named
    DIR/README.md, DIR/SHA256SUMS

Nothing in it says when it was made: two releases of the same snapshot are the same bytes.
"""

import csv
import hashlib
import importlib.metadata
import io
import json
import platform
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from flows.language import say
from flows.publish import snapshots
from flows.release.changelog import changelog
from flows.release.datapackage import describe, resource
from schemas.tables import tables

SUMS = "SHA256SUMS"
PACKAGE = "datapackage.json"
_SOURCE = ("document_id", "file_name", "size_bytes", "source_url", "retrieved_at", "extractor_version")

_DESCRIPTION = (
    "Budget disclosures of Chinese public bodies as normalized tables: each number with its place in the document, "
    "each sum and restatement reconciled (table `checks`). Made by yusuan from the files in sources.csv."
)

Data = dict[str, Any]


class ReleaseError(Exception):
    """It cannot be made; the message says why and what to do."""


def make(out: Path, target: Path, since: Path | None = None) -> Data:
    """Writes the latest snapshot of `out` as a release; its descriptor.

    Raises ReleaseError where nothing is published, the folder is not empty, or `since` is no release.
    """
    latest, manifest = snapshots.current(out)
    if latest is None:
        raise ReleaseError(say("nothing is published in {out}; run: yusuan run PATH --out {out}", out=out))
    if target.exists() and any(target.iterdir()):
        raise ReleaseError(say("{target} is not empty; name a new folder", target=target))
    if since is not None and not (since / PACKAGE).is_file():
        raise ReleaseError(
            say(
                "{since} is not a release (it has no {package}); name the folder of an earlier one",
                since=since,
                package=PACKAGE,
            )
        )
    building = target.with_name(f".building-{target.name}")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    package = describe(list(_resources(latest, building, manifest)), _about(latest, manifest))
    texts = {PACKAGE: _json(package), "sources.csv": _sources(latest), "constraints.txt": _constraints()}
    if since is not None:
        old = json.loads((since / PACKAGE).read_text(encoding="utf-8"))
        texts["CHANGES.md"], texts["changes.csv"] = changelog(since, old, building, package)
    texts["README.md"] = _readme(package, since is not None)
    for name, text in texts.items():
        (building / name).write_text(text, encoding="utf-8")
    (building / SUMS).write_text(sums(building), encoding="utf-8")
    if target.exists():
        target.rmdir()
    building.replace(target)
    return package


def sums(folder: Path) -> str:
    """The checksums of all files of a release but themselves, as `sha256sum --check` reads them."""
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return "".join(f"{_sha256(folder / name)}  {name}\n" for name in files if name != SUMS)


def _sha256(*files: Path) -> str:
    digest = hashlib.sha256()
    for path in files:
        with path.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


def _resources(latest: Path, building: Path, manifest: Data) -> Iterator[Data]:
    """Copies the files and describes them."""
    listed: dict[str, Data] = {
        file["path"]: file for entry in manifest["partitions"].values() for file in entry["files"]
    }
    for name in tables():
        files: list[Data] = []
        for source in sorted((latest / name).glob("*.parquet")):
            copy = building / "data" / name / source.name
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, copy)
            digest, known = _sha256(copy), listed.pop(f"{name}/{source.name}", None)
            if known and known["sha256"] != digest:
                raise ReleaseError(say("{source} is not what was published; publish into a new folder", source=source))
            rows = known["rows"] if known else 0  # the file of a table without rows is not listed
            path = copy.relative_to(building).as_posix()
            files.append({"path": path, "bytes": copy.stat().st_size, "hash": f"sha256:{digest}", "rows": rows})
        yield resource(name, files, _sha256(*(building / file["path"] for file in files)))
    if listed:
        raise ReleaseError(
            say("{latest} lacks {names}; publish into a new folder", latest=latest, names=", ".join(sorted(listed)))
        )


def _about(latest: Path, manifest: Data) -> Data:
    """The package's own properties. Its version is the snapshot's hash: the same data, the same version."""
    digest = _sha256(latest / "manifest.json")
    versions = sorted({row["extractor_version"] for row in _rows(latest, "documents", ["extractor_version"])})
    years = sorted({row["fiscal_year"] for row in _rows(latest, "documents", ["fiscal_year"]) if row["fiscal_year"]})
    span = f" {years[0]}–{years[-1]}" if years else ""
    return {
        "name": "yusuan-budgets",
        "id": f"urn:sha256:{digest}",
        "version": digest[:12],
        "title": f"部门预算公开{span}（{manifest['rows']['documents']} 份文件）",
        "description": _DESCRIPTION,
        "keywords": ["部门预算", "预算公开", "绩效目标", "政府采购"],
        "yusuan": {
            "versions": versions,
            "made_by": manifest.get("made_by", []),
            "schema_version": manifest["schema_version"],
            "python": platform.python_version(),
        },
    }


def _sources(latest: Path) -> str:
    """What the release was made of, inputs that could not be read included, in the order of their hashes."""
    rows = list(_rows(latest, "documents", list(_SOURCE)))
    known = {row["document_id"] for row in rows}
    for row in _rows(latest, "failures", ["sha256", "path"]):
        if row["sha256"] not in known:
            rows.append({"document_id": row["sha256"], "file_name": row["path"]})
            known.add(row["sha256"])
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("sha256", *_SOURCE[1:]))
    rows.sort(key=lambda row: (row["document_id"] or "", row["file_name"]))
    writer.writerows([["" if row.get(name) is None else row[name] for name in _SOURCE] for row in rows])
    return text.getvalue()


def _rows(latest: Path, table: str, columns: list[str]) -> Iterator[Data]:
    for path in sorted((latest / table).glob("*.parquet")):
        yield from pq.read_table(path, columns=columns).to_pylist()


@cache
def _constraints() -> str:
    """Yusuan and all that it needs as they are installed here, without what only development needs."""
    found: dict[str, str] = {}
    waiting = ["yusuan"]
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in found:
            continue
        try:
            distribution = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # for another system or version of Python
        found[name] = distribution.version
        waiting += [
            match[0]
            for line in distribution.requires or ()
            if "extra ==" not in line and (match := re.match(r"[A-Za-z0-9._-]+", line))
        ]
    return "".join(f"{name}=={version}\n" for name, version in sorted(found.items()))


def _json(data: Data) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _readme(package: Data, changed: bool) -> str:
    made = package["yusuan"]
    made_by = "".join(f"\n    yusuan {stamp}" for stamp in made["made_by"]) + "\n"
    if len(made["made_by"]) > 1:
        made_by += "\nIt was made by several: `documents.extractor_version` says which document by which.\n"
    return f"""# {package["title"]}

Version {package["version"]}, `{package["id"]}`. Cite it by these.

Tables and columns: `{PACKAGE}` (Data Package 2.0). Read one with `pandas.read_parquet("data/indicators")`, or
`SELECT * FROM 'data/indicators/*.parquet'` in DuckDB.{" What changed: `CHANGES.md`." if changed else ""}

Check it: `sha256sum --check {SUMS}`, or `yusuan release --verify DIR`, which also checks keys, rows and columns.

Build it again, offline, with Python {made["python"]} and the versions in `constraints.txt`:
{made_by}
Take the files of `sources.csv` by their sha256, under the names that stand there (a document in an archive is
`archive.zip!/its name`), into one folder; `yusuan run FOLDER --out OUT`, then `yusuan release DIR --out OUT`: its
`{SUMS}` is the same.
"""
