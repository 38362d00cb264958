"""The journal: what is known of each part without reading it, so that publishing asks only what changed.

    OUT/.journal        one line a part: its path, size, times and inode, sha256 and facts

It is only a memory: an entry counts while the file's size, mtime, ctime and inode are those that were noted (each part
is a new file, renamed into place), and what is missing or does not read is looked at again. A file that was written
less than two seconds before it was looked at, by the file system's own clock, is not noted: a second one within the
clock's grain would look the same.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.publish import parts
from flows.publish.errors import DamagedError
from schemas.tables import COMMON, RowsByTable

ACROSS, REGISTER, LINKS = "across", "register", "links"
DERIVED = (ACROSS, REGISTER, LINKS)
"""Folders of what publishing makes from the parts, with partitions of their own: the checks between documents in
`OUT/parts/across/<partition>/<id>.arrows`, the explanations of findings in `…/register/`, files of one disclosure in
`…/links/`."""

_NAME = ".journal"
_FORM = "yusuan journal 2"
_YOUNG = 2_000_000_000

Mark = tuple[int, int, int, int]
"""Size, mtime and ctime in nanoseconds, inode."""


@dataclass(frozen=True, slots=True)
class Known:
    """A part: the sha256 of its content and its facts; of one that is `damaged`, why, and what was known of it."""

    digest: str
    facts: parts.Facts
    damaged: str | None = None


Journal = dict[Path, Known]
"""All parts that there are, in no particular order."""


def look(path: Path) -> Known:
    """What is known of a part, by reading it; raises OSError where it is not there, or not as it was written."""
    return Known(*parts.look(path))


def read(out: Path) -> Journal:
    """What is known of all parts of a folder; only those that changed are read."""
    now = _clock(out)
    noted = _noted(out / _NAME)
    found: Journal = {}
    marks: dict[Path, Mark] = {}
    fresh = False
    for path, mark in _parts(out / "parts"):
        key = str(path.relative_to(out))
        entry = noted.get(key)
        try:
            if entry is not None and entry[0] == mark:
                found[path] = entry[1]
            else:
                found[path] = look(path)
                fresh = True
        except FileNotFoundError:
            continue  # removed while we looked
        except DamagedError as error:
            found[path] = Known("", entry[1].facts if entry else parts.Facts("", {}), str(error))
            continue
        if max(mark[1], mark[2]) < now - _YOUNG:
            marks[path] = mark
    if fresh or len(noted) != len(marks):
        _note(out, found, marks)
    return found


def by_document(journal: Journal) -> dict[str, list[Path]]:
    """The parts of each document that was read, by its id (a kill may have left two)."""
    found: dict[str, list[Path]] = {}
    for path, one in journal.items():
        if path.parent.name != parts.FAILED and path.parent.parent.name not in DERIVED and not one.damaged:
            found.setdefault(path.stem, []).append(path)
    return found


Asked = tuple[Path, str, Callable[[], RowsByTable]]
"""A document's part, what the rows derived from it depend on, as text, and what makes them."""


def derive(out: Path, known: Journal, folder: str, asked: Iterable[Asked]) -> None:
    """Writes what publishing makes from the parts into one of the `DERIVED` folders, and brings `known` up to date.

    The stamp of such a part is the digest of what its rows depend on: while that stays as it is they are not made
    again. Parts that nothing asks for any more are removed.
    """
    there = set()
    for path, depends_on, made in asked:
        target = out / "parts" / folder / path.parent.name / path.name
        there.add(target)
        stamp = hashlib.sha256(depends_on.encode()).hexdigest()
        if target not in known or known[target].facts.stamp != stamp:
            document = known[path].facts.document
            parts.write(target, {name: document[name] for name in COMMON}, made(), stamp)
            known[target] = look(target)
    for stale in [path for path in known if path.parent.parent.name == folder and path not in there]:
        stale.unlink()
        del known[stale]


def _clock(out: Path) -> int:
    """Now, by the clock of the file system."""
    with (out / ".lock").open("a") as stream:
        os.utime(stream.fileno())
        return os.fstat(stream.fileno()).st_mtime_ns


def _parts(folder: Path) -> Iterator[tuple[Path, Mark]]:
    if not folder.is_dir():
        return
    for entry in os.scandir(folder):
        if entry.is_dir() and entry.name in DERIVED:
            yield from _parts(Path(entry.path))
        elif entry.is_dir():
            for file in os.scandir(entry.path):
                if file.name.endswith(".arrows"):
                    try:
                        stat = file.stat()
                    except FileNotFoundError:
                        continue
                    yield Path(file.path), (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)


def _noted(path: Path) -> dict[str, tuple[Mark, Known]]:
    """The entries of a journal by the path of the part; none where it is not whole or of another form."""
    try:
        form, *lines = path.read_text(encoding="utf-8").splitlines()
        if form != _FORM:
            return {}
        entries = map(json.loads, lines)
        return {key: (_mark(mark), Known(digest, parts.facts_from(facts))) for key, mark, digest, facts in entries}
    except (OSError, ValueError, TypeError, KeyError):
        return {}


def _mark(numbers: list[int]) -> Mark:
    size, modified, changed, inode = numbers
    return size, modified, changed, inode


def _note(out: Path, found: Journal, marks: dict[Path, Mark]) -> None:
    lines = [_FORM]
    for path, mark in sorted(marks.items()):
        known = found[path]
        entry = [str(path.relative_to(out)), mark, known.digest, parts.facts_json(known.facts)]
        lines.append(json.dumps(entry, ensure_ascii=False))
    parts.write_whole(out / _NAME, "\n".join(lines).encode())
