"""Publishing: parts → a new snapshot, switched to by one atomic rename.

    OUT/snapshots/<number>-<hash>/<table>/<year>-<province>.parquet
    OUT/snapshots/<number>-<hash>/manifest.json
    OUT/latest → snapshots/<number>-<hash>
    OUT/.held                     the snapshot that was gone back to, while it is the latest

A snapshot is built beside the others and renamed when it is whole, so a killed run leaves the last good one as it was.
Files that did not change are hard links to those of the last snapshot, and of partitions whose parts did not change
none is read (`flows/publish/journal.py`); where nothing changed there is no new one. Every table can be read: one
without rows has a file without rows.

After a rollback nothing is published until somebody says so (`yusuan publish`): a run that comes by schedule would put
back what was just taken away. It still reads and stages.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from extractors.check.between_documents.linked_files import Decision
from flows.language import say
from flows.publish import aside, explanations, journal, linking, parquet, parts, versions
from flows.publish import between_documents as across
from flows.publish.errors import DamagedError, reading
from flows.publish.journal import DERIVED, Journal
from flows.publish.register import Entry
from schemas.tables import SCHEMA_VERSION, schema_digest, tables

_ABANDONED = 3600
"""Seconds after which a temporary file is nobody's."""

_TRIES = 3
"""A part may be replaced by another process while it is read; then publishing begins again."""

_HELD = ".held"

Manifest = dict[str, Any]


class NoSnapshotError(Exception):
    """There is no such snapshot; the message says which there are."""


@contextlib.contextmanager
def lock(out: Path) -> Iterator[None]:
    """Lets one process publish into a folder at a time; the lock goes with the process."""
    with (out / ".lock").open("a") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def publish(
    out: Path, explained: Sequence[Entry] = (), linked: Sequence[Decision] = (), *, release_hold: bool = False
) -> tuple[Path, Manifest]:
    """Publishes the parts of `out`; the path and manifest of the latest snapshot.

    `explained` are the register's findings, `linked` what people decided about files of one disclosure.
    After a rollback that is the one gone back to, unless `release_hold`.
    """
    with lock(out):
        _clear_away(out)
        if not release_hold and held(out):
            latest, before = current(out)
            if latest is not None:
                return latest, before
        found = _patiently(out, explained, linked)
        (out / _HELD).unlink(missing_ok=True)
        return found


def _patiently(out: Path, explained: Sequence[Entry], linked: Sequence[Decision]) -> tuple[Path, Manifest]:
    """Publishes; again where a part was replaced meanwhile, or does not read: that one is set aside."""
    tries = _TRIES
    while True:
        try:
            return _publish(out, explained, linked)
        except FileNotFoundError:
            tries -= 1
            if not tries:
                raise
        except DamagedError as error:
            tries -= 1
            if not tries or out / "parts" not in error.path.parents:
                raise
            aside.look_through(out)


def _publish(out: Path, explained: Sequence[Entry], linked: Sequence[Decision]) -> tuple[Path, Manifest]:
    snapshots = out / "snapshots"
    snapshots.mkdir(exist_ok=True)
    (out / "parts").mkdir(exist_ok=True)
    latest, before = current(out)
    known = journal.read(out)
    aside.set_aside(out, known)
    versions.mark(known)
    across.write(out, known, linking.write(out, known, linked))
    explanations.write(out, known, explained)
    building = snapshots / f".building-{os.getpid()}"
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir()
    manifest = _build(known, building, latest, before)
    if latest is not None and manifest == before:
        shutil.rmtree(building)
        return latest, manifest
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    parts.write_whole(building / "manifest.json", text.encode())
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    target = next(snapshots.glob(f"[0-9]*-{digest}"), None)  # after a rollback, or a kill before the switch
    if target is None:
        target = snapshots / f"{_next_number(snapshots):05d}-{digest}"
        building.replace(target)
    else:
        shutil.rmtree(building)
    _switch(out, target)
    return target, manifest


def _clear_away(out: Path) -> None:
    """Removes what killed runs left: unfinished snapshots, and parts that nobody has been writing for an hour."""
    for unfinished in (out / "snapshots").glob(".*-*"):
        shutil.rmtree(unfinished, ignore_errors=True)
    for temporary in (out / "parts").glob("**/.writing-*"):
        if time.time() - temporary.stat().st_mtime > _ABANDONED:
            temporary.unlink(missing_ok=True)


def current(out: Path) -> tuple[Path | None, Manifest]:
    """The latest snapshot and its manifest; (None, {}) before the first."""
    link = out / "latest"
    if not (link / "manifest.json").exists():
        return None, {}
    return link.resolve(), manifest_of(link)


def manifest_of(snapshot: Path) -> Manifest:
    """The manifest of a snapshot; raises DamagedError where it does not read."""
    path = snapshot.resolve() / "manifest.json"
    with reading(path, "remove the folder it is in, and publish again"):
        made: Manifest = json.loads(path.read_text(encoding="utf-8"))
    return made


def all_of(out: Path) -> list[Path]:
    """The snapshots of a folder by their numbers, as whole paths, as that of the latest is."""
    return sorted((out.resolve() / "snapshots").glob("[0-9]*-*"), key=_number)


@dataclass(frozen=True, slots=True)
class Listed:
    """A snapshot as it is listed: sizes in bytes, `own` is what would be free without it."""

    name: str
    made: datetime
    documents: int
    rows: int
    size: int
    own: int
    latest: bool


def listing(out: Path) -> list[Listed]:
    """What there is, by number."""
    latest, _ = current(out)
    found = []
    for path in all_of(out):
        manifest, stats = manifest_of(path), [file.stat() for file in path.rglob("*") if file.is_file()]
        found.append(
            Listed(
                path.name,
                datetime.fromtimestamp((path / "manifest.json").stat().st_mtime, UTC),
                manifest["rows"]["documents"],
                sum(manifest["rows"].values()),
                sum(stat.st_size for stat in stats),
                sum(stat.st_size for stat in stats if stat.st_nlink == 1),
                path == latest,
            )
        )
    return found


def held(out: Path) -> bool:
    """Whether the latest snapshot is one that was gone back to, so that runs do not publish."""
    try:
        return (out / _HELD).read_text(encoding="utf-8") == (out / "latest").resolve().name
    except FileNotFoundError:
        return False


def rollback(out: Path, wanted: str | None = None) -> Path:
    """Makes an earlier snapshot the latest: the one before it, or the one of a number or name; gives its path.

    Raises NoSnapshotError where there is none.
    """
    if not (out / "snapshots").is_dir():
        raise NoSnapshotError(say("nothing is published in {out}; run: yusuan run PATH --out {out}", out=out))
    with lock(out):
        latest, _ = current(out)
        there = all_of(out)
        if latest is None:
            raise NoSnapshotError(
                say("no snapshot of {out} is the latest; publish: yusuan publish --out {out}", out=out)
            )
        if wanted is None:
            found = [path for path in there if _number(path) < _number(latest)][-1:]
        else:
            found = [path for path in there if wanted in (path.name, str(_number(path)), path.name[:5])]
        if len(found) != 1:
            names = ", ".join(path.name for path in there)
            asked = "before the latest" if wanted is None else f"called {wanted!r}"
            raise NoSnapshotError(
                say("there is no snapshot {asked} in {out}; there are: {names}", asked=asked, out=out, names=names)
            )
        parts.write_whole(out / _HELD, found[0].name.encode())  # it counts from the moment of the switch
        _switch(out, found[0])
        return found[0]


def prune(out: Path, keep: int) -> list[Path]:
    """Removes all but the newest `keep` snapshots and the latest; the removed ones.

    Each goes at once, by a rename. Files that others share stay, since they are hard links.
    """
    with lock(out):
        _clear_away(out)
        latest, _ = current(out)
        there = all_of(out)
        old = [path for path in there[: max(0, len(there) - keep)] if path != latest]
        for path in old:
            path.replace(path.with_name(f".removing-{path.name}"))
        _clear_away(out)
        return old


def _number(snapshot: Path) -> int:
    return int(snapshot.name.partition("-")[0])


def _next_number(snapshots: Path) -> int:
    return 1 + max((_number(path) for path in snapshots.glob("[0-9]*-*")), default=0)


def _switch(out: Path, target: Path) -> None:
    link = out / ".latest-new"
    link.unlink(missing_ok=True)
    link.symlink_to(Path("snapshots") / target.name)
    link.replace(out / "latest")


def _build(known: Journal, building: Path, latest: Path | None, before: Manifest) -> Manifest:
    """Fills a snapshot's folder and gives its manifest."""
    partitions: dict[str, Any] = {}
    same_schema = before.get("schema") == schema_digest()
    for name, files in sorted(_partitions(known).items()):
        listed = "".join(f"{_kind(file)} {file.name} {known[file].digest}\n" for file in files)
        digest = hashlib.sha256(listed.encode()).hexdigest()
        entry = before.get("partitions", {}).get(name, {}) if same_schema else {}
        if latest is not None and entry.get("digest") == digest:
            for file in entry["files"]:
                _link(latest, building, file)
        else:
            made = parquet.write(building, name, files)
            for file in made:
                if latest is not None and file in entry.get("files", ()):
                    (building / file["path"]).unlink()
                    _link(latest, building, file)
            entry = {"digest": digest, "parts": sum(_kind(file) not in DERIVED for file in files), "files": made}
        partitions[name] = entry
    files_of = [file for entry in partitions.values() for file in entry["files"]]
    for name in set(tables()) - {file["table"] for file in files_of}:
        parquet.empty(building, name)
    rows = {name: sum(file["rows"] for file in files_of if file["table"] == name) for name in tables()}
    return {
        "schema_version": SCHEMA_VERSION,
        "schema": schema_digest(),
        "made_by": sorted({one.facts.stamp for path, one in known.items() if _kind(path) not in DERIVED} - {""}),
        "rows": rows,
        "partitions": partitions,
    }


def _partitions(known: Journal) -> dict[str, list[Path]]:
    """The parts of each partition in the order of the documents' ids, a document's own before what is made from it."""
    found: dict[str, list[Path]] = {}
    order = ("parts", *DERIVED)
    for path in sorted(known, key=lambda path: (path.name, order.index(_kind(path)))):
        found.setdefault(path.parent.name, []).append(path)
    return found


def _kind(part: Path) -> str:
    """The folder that a part's partition stands in."""
    return part.parent.parent.name


def _link(latest: Path, building: Path, file: parquet.Entry) -> None:
    target = building / file["path"]
    target.parent.mkdir(exist_ok=True)
    os.link(latest / file["path"], target)
