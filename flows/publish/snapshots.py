"""Publishing: parts → a new snapshot, switched to by one atomic rename.

    OUT/snapshots/<number>-<hash>/<table>/<year>-<province>.parquet      or …-<digits of the documents' ids>.parquet
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

import hashlib
import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Sequence, Set
from pathlib import Path

from extractors.check.between_documents.linked_files import Decision
from flows.publish import aside, explanations, files_whole, integrity, journal, linking, parquet, versions
from flows.publish import between_documents as across
from flows.publish.errors import DamagedError
from flows.publish.history import (
    HELD,
    Listed,
    Manifest,
    NoSnapshotError,
    all_of,
    clear_away,
    current,
    held,
    listing,
    lock,
    manifest_of,
    next_number,
    prune,
    rollback,
    switch,
)
from flows.publish.journal import DERIVED, Journal
from flows.publish.register import Entry
from schemas.tables import SCHEMA_VERSION, schema_digest, tables

__all__ = [
    "Listed",
    "Manifest",
    "NoSnapshotError",
    "all_of",
    "current",
    "held",
    "listing",
    "manifest_of",
    "prune",
    "publish",
    "rollback",
]

_DIVIDED = 2_000
"""Documents of a partition beyond which it is divided by sixteen."""

_HASH = re.compile("[0-9a-f]{64}")

_TRIES = 3
"""A part may be replaced by another process while it is read; then publishing begins again."""


def publish(
    out: Path,
    explained: Sequence[Entry] = (),
    linked: Sequence[Decision] = (),
    *,
    release_hold: bool = False,
    healed: list[str] | None = None,
) -> tuple[Path, Manifest]:
    """Publishes the parts of `out`; the path and manifest of the latest snapshot.

    `explained` are the register's findings, `linked` what people decided about files of one disclosure.
    After a rollback that is the one gone back to, unless `release_hold`; that is a person's word, and all that is
    published is hashed. What was found altered and written again is told to `healed`, a sentence each.
    Raises OlderPartsError where documents of the latest snapshot would go, unless `release_hold`.
    """
    with lock(out):
        clear_away(out)
        if not release_hold and held(out):
            latest, before = current(out)
            if latest is not None:
                return latest, before
        found = _patiently(out, explained, linked, thorough=release_hold, healed=[] if healed is None else healed)
        (out / HELD).unlink(missing_ok=True)
        return found


def _patiently(
    out: Path, explained: Sequence[Entry], linked: Sequence[Decision], *, thorough: bool, healed: list[str]
) -> tuple[Path, Manifest]:
    """Publishes; again where a part was replaced meanwhile, or does not read: that one is set aside."""
    tries = _TRIES
    while True:
        try:
            return _publish(out, explained, linked, thorough=thorough, healed=healed)
        except FileNotFoundError:
            tries -= 1
            if not tries:
                raise
        except DamagedError as error:
            tries -= 1
            if not tries or out / "parts" not in error.path.parents:
                raise
            aside.look_through(out)


def _publish(
    out: Path, explained: Sequence[Entry], linked: Sequence[Decision], *, thorough: bool, healed: list[str]
) -> tuple[Path, Manifest]:
    snapshots = out / "snapshots"
    snapshots.mkdir(exist_ok=True)
    (out / "parts").mkdir(exist_ok=True)
    latest, before = current(out)
    known = journal.read(out)
    if latest is not None and not thorough:
        aside.refuse_older(out, known)
    aside.set_aside(out, known)
    aside.remove_older(known)
    versions.mark(known)
    across.write(out, known, linking.write(out, known, linked))
    explanations.write(out, known, explained)
    building = snapshots / f".building-{os.getpid()}"
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir()
    bad = integrity.unsound(out, latest, before, thorough=thorough)
    manifest = _build(known, building, latest, before, bad)
    same = latest is not None and manifest == before
    if bad or not same:  # where nothing changed and nothing is healed, nobody will read what was built
        files_whole.make_durable(path for path in building.glob("*/*.parquet") if path.stat().st_nlink == 1)  # new ones
        files_whole.make_durable(building.iterdir())  # the names of all of them
    if latest is not None and same:
        healed += integrity.heal(out, building, latest, bad)
        shutil.rmtree(building)
        return latest, manifest
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    files_whole.write_whole(building / "manifest.json", text.encode())
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    target = next(snapshots.glob(f"[0-9]*-{digest}"), None)  # after a rollback, or a kill before the switch
    if target is None:
        target = snapshots / f"{next_number(snapshots):05d}-{digest}"
        building.replace(target)
    else:
        shutil.rmtree(building)
    if latest is not None and bad:
        healed += integrity.heal(out, target, latest, bad)
    files_whole.make_durable([target])
    switch(out, target)
    return target, manifest


def _build(known: Journal, building: Path, latest: Path | None, before: Manifest, bad: Set[str]) -> Manifest:
    """Fills a snapshot's folder and gives its manifest; of the latest one's files the `bad` are not carried on."""
    held = before.get("partitions", {}) if latest is not None and before.get("schema") == schema_digest() else {}
    partitions = {
        name: _partition(known, building, latest, name, files, held.get(name, {}), bad)
        for name, files in sorted(_partitions(known).items())
    }
    files_of = [file for entry in partitions.values() for file in entry["files"]]
    for name in set(tables()) - {file["table"] for file in files_of}:
        parquet.empty(building, name)
    rows = {name: sum(file["rows"] for file in files_of if file["table"] == name) for name in tables()}
    return {
        "schema_version": SCHEMA_VERSION,
        "schema": schema_digest(),
        "made_by": sorted({one.stamp for one in known.values() if one.kind not in DERIVED} - {""}),
        "rows": rows,
        "partitions": partitions,
    }


def _partition(
    known: Journal, building: Path, latest: Path | None, name: str, files: list[Path], held: Manifest, bad: Set[str]
) -> Manifest:
    """Puts a partition into a snapshot's folder and gives its entry: files that the latest has too are linked."""
    listed = "".join(f"{known[file].kind} {file.name} {known[file].digest}\n" for file in files)
    digest = hashlib.sha256(listed.encode()).hexdigest()
    sound = [file for file in held.get("files", ()) if file["path"] not in bad]
    if latest is not None and held.get("digest") == digest and len(sound) == len(held["files"]):
        for file in sound:
            _link(latest, building, file)
        return held
    made = parquet.write(building, name, files)
    for file in made:
        if latest is not None and file in sound:
            (building / file["path"]).unlink()
            _link(latest, building, file)
    return {"digest": digest, "parts": sum(known[file].kind not in DERIVED for file in files), "files": made}


def _partitions(known: Journal) -> dict[str, list[Path]]:
    """The parts of each partition in the order of the documents' ids, a document's own before what is made from it.

    One of many documents is divided by their ids (`2031-13-2a`), so that a new document rewrites a few hundred of them
    and not all of a province's year.
    """
    order = ("parts", *DERIVED)
    count = Counter(one.partition for one in known.values() if one.kind == "parts")
    found: dict[str, list[Path]] = {}
    for path, one in sorted(known.items(), key=lambda item: (item[0].name, order.index(item[1].kind))):
        name, digits = one.partition, _digits(count[one.partition])
        found.setdefault(f"{name}-{_bucket(path)[:digits]}" if digits else name, []).append(path)
    return found


def _digits(documents: int) -> int:
    """By how many hexadecimal digits of their ids so many documents are divided."""
    digits = 0
    while documents > _DIVIDED << 4 * digits:
        digits += 1
    return digits


def _bucket(part: Path) -> str:
    """Digits that are spread evenly: of a document its id, which is a hash."""
    return part.stem if _HASH.fullmatch(part.stem) else hashlib.sha256(part.stem.encode()).hexdigest()


def _link(latest: Path, building: Path, file: parquet.Entry) -> None:
    target = building / file["path"]
    target.parent.mkdir(exist_ok=True)
    os.link(latest / file["path"], target)
