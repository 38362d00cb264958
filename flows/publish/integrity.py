"""Is what was published as it was? A bit that flips on a disk would be carried into every later snapshot unseen.

Carrying a file on costs a look at its size and time; besides, each publication hashes some of them in turn, so that all
of a large output are hashed within a month of days. A file that is not as its manifest says is written again from the
parts, and put in its place in every snapshot that shares it.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.publish import files_whole, history, journal, parquet
from flows.publish.errors import DamagedError
from flows.publish.history import Manifest

_TURN = ".hashed"
_AT_LEAST = 64 << 20
_PART_OF_ALL = 30
"""At each publication so many bytes are hashed, or a thirtieth of all, whichever is more."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A file that is not as it was: `kind` is altered, missing, stray, unreadable; `message` says how it is healed."""

    kind: str
    path: str
    message: str


def unsound(out: Path, latest: Path | None, manifest: Manifest, *, thorough: bool) -> set[str]:
    """The files of the latest snapshot that must not be carried on, by their paths in it; `thorough` hashes all."""
    if latest is None:
        return set()
    files = {file["path"]: file for entry in manifest.get("partitions", {}).values() for file in entry["files"]}
    written = (latest / "manifest.json").stat().st_mtime_ns
    turn = set(files) if thorough else _in_turn(out, files)
    return {path for path, file in files.items() if not _is_sound(latest / path, file, written, hashed=path in turn)}


def _is_sound(path: Path, file: parquet.Entry, written: int, *, hashed: bool) -> bool:
    try:
        stat = path.stat()
        if stat.st_size != file["bytes"]:
            return False
        if not hashed and stat.st_mtime_ns <= written:
            return True
        return bool(parquet.sha256(path) == file["sha256"])
    except OSError:
        return False


def _in_turn(out: Path, files: dict[str, parquet.Entry]) -> set[str]:
    """The files whose turn it is to be hashed, after the last that was."""
    noted = out / _TURN
    try:
        last = noted.read_text(encoding="utf-8")
    except (OSError, ValueError):
        last = ""
    names = sorted(files)
    names = [name for name in names if name > last] + [name for name in names if name <= last]
    left = max(_AT_LEAST, sum(file["bytes"] for file in files.values()) // _PART_OF_ALL)
    taken: list[str] = []
    for name in names:
        if left <= 0:
            break
        taken.append(name)
        left -= files[name]["bytes"]
    if taken and taken[-1] != last:
        files_whole.write_whole(noted, taken[-1].encode())
    return set(taken)


def heal(out: Path, source: Path, latest: Path, bad: Iterable[str]) -> list[str]:
    """Puts good files of `source` in the place of those of the latest snapshot, and of all that share them.

    Only where they are byte for byte what the snapshot's manifest says. Gives a sentence each.
    """
    said = []
    for path in sorted(bad):
        good = source / path
        if not good.exists():
            continue
        digest, inode = parquet.sha256(good), _inode(latest / path)
        healed = 0
        for snapshot in history.all_of(out):
            shares = snapshot == latest.resolve() or (inode is not None and _inode(snapshot / path) == inode)
            if shares and digest in {file["sha256"] for file in _files(snapshot) if file["path"] == path}:
                new = snapshot / path.replace("/", "/.healing-")
                new.unlink(missing_ok=True)
                os.link(good, new)
                new.replace(snapshot / path)
                healed += 1
        said.append(
            f"{path} was not as it was published and was written again in {healed} snapshots; look after the disk"
            if healed
            else f"{path} of {latest.name} is not as it was published; the new snapshot has it from the documents again"
        )
    return said


def _inode(path: Path) -> int | None:
    try:
        return path.stat().st_ino
    except OSError:
        return None


def _files(snapshot: Path) -> list[parquet.Entry]:
    partitions = history.manifest_of(snapshot).get("partitions", {})
    return [file for entry in partitions.values() for file in entry["files"]]


def verify(out: Path) -> Iterator[Finding]:
    """Reads and hashes all snapshots and parts of a folder; what is not as it was, with how to heal it."""
    latest, _ = history.current(out)
    hashes: dict[int, str] = {}
    for snapshot in history.all_of(out):
        remedy = (
            f"heal it: yusuan publish --out {out}"
            if snapshot == latest
            else f"if yusuan publish --out {out} does not heal it, remove it: yusuan prune --keep N --out {out}"
        )
        try:
            files = _files(snapshot)
        except DamagedError as error:
            yield Finding("unreadable", f"{snapshot.name}/manifest.json", str(error))
            continue
        for file in files:
            if kind := _altered(snapshot / file["path"], file, hashes):
                yield Finding(kind, f"{snapshot.name}/{file['path']}", f"it is not as it was published; {remedy}")
        listed = {file["path"] for file in files}
        for path in sorted(found.relative_to(snapshot).as_posix() for found in snapshot.glob("*/*")):
            if path not in listed and not path.endswith("/none.parquet"):
                yield Finding("stray", f"{snapshot.name}/{path}", "no manifest names it; look where it comes from")
    yield from _parts(out)


def _altered(path: Path, file: parquet.Entry, hashes: dict[int, str]) -> str | None:
    try:
        inode = path.stat().st_ino
        if inode not in hashes:  # snapshots share most of their files
            hashes[inode] = parquet.sha256(path)
    except FileNotFoundError:
        return "missing"
    except OSError:
        return "unreadable"
    return None if hashes[inode] == file["sha256"] else "altered"


def _parts(out: Path) -> Iterator[Finding]:
    for path in sorted((out / "parts").rglob("*.arrows")):
        try:
            journal.look(path)
        except FileNotFoundError:
            continue
        except DamagedError:
            message = (
                f"it is not as it was written; set it aside with yusuan publish --out {out}, which says what to do"
            )
            yield Finding("altered", path.relative_to(out).as_posix(), message)
