"""The journal: what is known of each part without reading it, so that publishing asks only what changed.

    OUT/.journal        a line a part: its path, size, times and inode, sha256 and facts; last how many, and a checksum

It is only a memory: an entry counts while the file's size, mtime, ctime and inode are those that were noted (each part
is a new file, renamed into place), and what is missing or does not read is looked at again. A file that was written
less than two seconds before it was looked at, by the file system's own clock, is not noted: a second one within the
clock's grain would look the same.

A hundred thousand documents have a hundred megabytes of facts. They stay on the disk: of each part is held where its
facts stand, in the journal or, of one that was just looked at, in a file that goes with the process; who asks for them
has them read there.
"""

import hashlib
import os
import struct
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any

import orjson

from flows.publish import files_whole, parts
from flows.publish.errors import DamagedError
from schemas.rows import Records
from schemas.tables import common_of

ACROSS, REGISTER, LINKS = "across", "register", "links"
DERIVED = (ACROSS, REGISTER, LINKS)
"""Folders of what publishing makes from the parts, with partitions of their own: the checks between documents in
`OUT/parts/across/<partition>/<id>.arrows`, the explanations of findings in `…/register/`, files of one disclosure in
`…/links/`."""

_NAME = ".journal"
_FORM = b"yusuan journal 3\n"
_END = b"end"
_YOUNG = 2_000_000_000

_MARK = struct.Struct("<QQQQ")

Mark = bytes
"""Size, mtime and ctime in nanoseconds, inode: packed, for there are many."""


class _Lines:
    """A file of facts, open while anything that stands in it is asked for; replacing or removing it changes nothing."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._end = stream, 0

    def __del__(self) -> None:
        self._stream.close()

    def take(self, one: "Known") -> "Known":
        """Puts the facts of a part at the end of the file; the part with where they stand."""
        at, said = self._end, one.said
        self._end += self._stream.write(said)
        self._stream.flush()
        return replace(one, held=self, at=at, size=len(said))

    def read(self, at: int, size: int) -> bytes:
        """So many bytes at a place."""
        return os.pread(self._stream.fileno(), size, at)


@dataclass(frozen=True, slots=True)
class Known:
    """A part: the sha256 of its content, its stamp and its facts; of one that is `damaged`, why, and what was known.

    `kind` is the folder that its `partition` stands in: `parts`, or one of the `DERIVED`.
    `held` are the facts as JSON, or the file in which they stand `at` a place, so many bytes (`size`) long.
    """

    kind: str
    partition: str
    digest: str
    stamp: str
    held: "bytes | _Lines" = field(compare=False)
    at: int = field(default=0, compare=False)
    size: int = field(default=0, compare=False)
    damaged: str | None = None

    @property
    def said(self) -> bytes:
        """The facts as JSON."""
        return self.held if isinstance(self.held, bytes) else self.held.read(self.at, self.size)

    @property
    def head(self) -> dict[str, Any]:
        """The facts as plain data, read anew each time: for those who ask all parts."""
        made: dict[str, Any] = orjson.loads(self.said)
        return made

    @property
    def facts(self) -> parts.Facts:
        """The facts, read anew each time."""
        return parts.facts_from(self.said)


Journal = dict[Path, Known]
"""All parts that there are, in no particular order."""


def look(path: Path) -> Known:
    """What is known of a part, by reading it; raises OSError where it is not there, or not as it was written."""
    digest, said = parts.look(path)
    kind, partition = map(sys.intern, path.parts[-3:-1])
    return Known(kind, partition, digest, parts.facts_from(said).stamp, said)


def read(out: Path) -> Journal:
    """What is known of all parts of a folder; only those that changed are read, and made durable together."""
    now = _clock(out)
    noted = _noted(out / _NAME)
    entries = len(noted)
    found: Journal = {}
    marks: dict[Path, Mark] = {}
    fresh: list[Path] = []
    looked_at = _Lines(tempfile.TemporaryFile(dir=out))  # noqa: SIM115 - it goes with the last that asks
    for path, key, mark in _parts(out / "parts", "parts"):
        entry = noted.pop(key, None)
        try:
            if entry is not None and entry[0] == mark:
                found[path] = entry[1]
            else:
                found[path] = looked_at.take(look(path))
                fresh.append(path)
        except FileNotFoundError:
            continue  # removed while we looked
        except DamagedError as error:
            said = entry[1].said if entry else parts.facts_json(parts.Facts("", parts.NOTHING)).encode()
            kind, partition = path.parts[-3:-1]
            found[path] = Known(kind, partition, "", "", said, damaged=str(error))
            continue
        if max(_MARK.unpack(mark)[1:3]) < now - _YOUNG:
            marks[path] = mark
    files_whole.make_durable(fresh)
    if fresh or entries != len(marks):
        _note(out, found, marks)
    return found


def by_document(journal: Journal) -> dict[str, list[Path]]:
    """The parts of each document that was read, by its id (a kill may have left two)."""
    found: dict[str, list[Path]] = {}
    for path, one in journal.items():
        if one.partition != parts.FAILED and one.kind not in DERIVED and not one.damaged:
            found.setdefault(path.stem, []).append(path)
    return found


Asked = tuple[Path, str, Callable[[], Records]]
"""A document's part, what the rows derived from it depend on, as text, and what makes them."""


def derive(out: Path, known: Journal, folder: str, asked: Iterable[Asked]) -> None:
    """Writes what publishing makes from the parts into one of the `DERIVED` folders, and brings `known` up to date.

    The stamp of such a part is the digest of what its rows depend on: while that stays as it is they are not made
    again. Parts that nothing asks for any more are removed.

    These parts are not made durable before the snapshot that has their rows is switched to: that snapshot stands
    without them. What a power failure leaves of one is seen at the next publication, by its checksum or its stamp, and
    it is made again out of the documents' parts, which are durable, with the same rows.
    """
    there = set()
    for path, depends_on, made in asked:
        target = out / "parts" / folder / known[path].partition / path.name
        there.add(target)
        stamp = hashlib.sha256(depends_on.encode()).hexdigest()
        if target not in known or known[target].stamp != stamp:
            document = known[path].facts.document
            parts.write(target, common_of(document), made(), stamp)
            known[target] = look(target)
    for stale in [path for path, one in known.items() if one.kind == folder and path not in there]:
        stale.unlink()
        del known[stale]


def _clock(out: Path) -> int:
    """Now, by the clock of the file system."""
    with (out / ".lock").open("a") as stream:
        os.utime(stream.fileno())
        return os.fstat(stream.fileno()).st_mtime_ns


def _parts(folder: Path, key: str) -> Iterator[tuple[Path, str, Mark]]:
    """The parts below a folder: their paths, as they are called in the journal, and their marks."""
    if not folder.is_dir():
        return
    for entry in os.scandir(folder):
        if entry.is_dir() and entry.name in DERIVED:
            yield from _parts(Path(entry.path), f"{key}/{entry.name}")
        elif entry.is_dir():
            partition = Path(entry.path)
            for file in os.scandir(entry.path):
                if file.name.endswith(".arrows"):
                    try:
                        stat = file.stat()
                    except FileNotFoundError:
                        continue
                    mark = _MARK.pack(stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
                    yield partition / file.name, f"{key}/{entry.name}/{file.name}", mark


def _noted(path: Path) -> dict[str, tuple[Mark, Known]]:
    """The entries of a journal by the path of the part; none where it is not whole or of another form."""
    found: dict[str, tuple[Mark, Known]] = {}
    try:
        lines = _Lines(path.open("rb"))
        with path.open("rb") as stream:
            form = stream.readline()
            at, checksum = len(form), zlib.crc32(form)
            for line in stream if form == _FORM else ():
                key, mark, digest, stamp, said = line.split(b"\t", 4)
                if key == _END:
                    return found if (int(mark), int(digest)) == (len(found), checksum) else {}
                kind, partition, made_by = map(sys.intern, (*os.fsdecode(key).split("/")[-3:-1], stamp.decode()))
                known = Known(
                    kind, partition, digest.decode(), made_by, lines, at + len(line) - len(said), len(said) - 1
                )
                found[os.fsdecode(key)] = bytes.fromhex(mark.decode()), known
                at, checksum = at + len(line), zlib.crc32(line, checksum)
    except (OSError, ValueError):
        pass
    return {}


def _note(out: Path, found: Journal, marks: dict[Path, Mark]) -> None:
    checksum, root = 0, len(os.fspath(out)) + 1
    with files_whole.writing(out / _NAME) as stream:

        def add(line: bytes) -> None:
            nonlocal checksum
            checksum = zlib.crc32(line, checksum)
            stream.write(line)

        add(_FORM)
        for path in sorted(marks, key=os.fspath):  # as text: paths take three times as long
            known = found[path]
            key, mark = os.fsencode(os.fspath(path)[root:]), marks[path].hex().encode()
            add(b"\t".join((key, mark, known.digest.encode(), known.stamp.encode(), known.said)) + b"\n")
        stream.write(b"%s\t%d\t%d\t\t\n" % (_END, len(marks), checksum))
