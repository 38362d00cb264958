"""The snapshots of a folder over time: which there are, which is the latest, going back, removing old ones.

Only one process at a time changes them (`lock`); which is the latest changes by one atomic rename.
"""

import contextlib
import json
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows.language import say
from flows.locks import exclusive
from flows.publish import files_whole
from flows.publish.errors import reading

_ABANDONED = 3600
"""Seconds after which a temporary file is nobody's."""

HELD = ".held"

Manifest = dict[str, Any]


class NoSnapshotError(Exception):
    """There is no such snapshot; the message says which there are."""


@contextlib.contextmanager
def lock(out: Path) -> Iterator[None]:
    """Lets one process publish into a folder at a time; the lock goes with the process."""
    with (out / ".lock").open("a") as stream:
        exclusive(stream)
        yield


def clear_away(out: Path) -> None:
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
        return (out / HELD).read_text(encoding="utf-8") == (out / "latest").resolve().name
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
            asked = say("before the latest") if wanted is None else say("called {name}", name=repr(wanted))
            raise NoSnapshotError(
                say("there is no snapshot {asked} in {out}; there are: {names}", asked=asked, out=out, names=names)
            )
        files_whole.write_whole(out / HELD, found[0].name.encode())  # it counts from the moment of the switch
        switch(out, found[0])
        return found[0]


def prune(out: Path, keep: int) -> list[Path]:
    """Removes all but the newest `keep` snapshots and the latest; the removed ones.

    Each goes at once, by a rename. Files that others share stay, since they are hard links.
    """
    with lock(out):
        clear_away(out)
        latest, _ = current(out)
        there = all_of(out)
        old = [path for path in there[: max(0, len(there) - keep)] if path != latest]
        for path in old:
            path.replace(path.with_name(f".removing-{path.name}"))
        clear_away(out)
        return old


def _number(snapshot: Path) -> int:
    return int(snapshot.name.partition("-")[0])


def next_number(snapshots: Path) -> int:
    """The number of the next snapshot in the folder of them."""
    return 1 + max((_number(path) for path in snapshots.glob("[0-9]*-*")), default=0)


def switch(out: Path, target: Path) -> None:
    """Makes a snapshot the latest."""
    link = out / ".latest-new"
    link.unlink(missing_ok=True)
    link.symlink_to(Path("snapshots") / target.name)
    link.replace(out / "latest")
