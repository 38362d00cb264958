"""The archive: files by their content, a sidecar a capture, an index.

    ROOT/objects/ab/<sha256>                    the bytes, once however often they were captured
    ROOT/captures/ab/<sha256>.<id>.json         a capture of them; `id` is the hash of the sidecar itself
    ROOT/index.jsonl                            all captures, a line each; made of the sidecars, so it can be made again
    ROOT/asked/<time>-<hash>.jsonl              what was asked and gave no bytes (304 and the like)

An object is written before its sidecar and that before its line: killed between them, the object waits for its
sidecar (`yusuan verify` names it), and a sidecar without a line is found by its name. Nothing is ever overwritten. Any
number of processes may write at once.
"""

import dataclasses
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from flows.archive.capture import Capture, from_facts, moment, told
from flows.archive.storage import WRITING, storage

__all__ = ["Archive", "ArchiveError", "Capture", "is_archive"]

OBJECTS, CAPTURES, ASKED, INDEX = "objects", "captures", "asked", "index.jsonl"

_UNINDEXED = 100
"""Sidecars read one by one at most before the index of an object store is written anew."""


class ArchiveError(Exception):
    """The archive has not what it should have; the message says what and what to do."""


class Archive:
    """An archive at a path or an fsspec URL (s3://…); it is made by the first file that is put into it.

    Raises ValueError for a URL that nothing installed opens.
    """

    def __init__(self, root: str | Path) -> None:
        self.root = str(root)
        self.storage = storage(self.root)
        self._known: dict[str, Capture] = {}
        self._told: dict[str, Capture] = {}
        self._latest: dict[str, Capture] = {}
        self._read = 0
        """Bytes of the index that were read."""
        self._looked = False
        """Whether the sidecars that the index lacks were looked for."""

    def put(self, data: bytes | Path | BinaryIO, capture: Capture) -> Capture:
        """Keeps the bytes (a file is copied) and that they were captured; gives the capture with hash and size.

        It returns when both are durable. Bytes that are there already are not written again; putting the same capture
        of them again changes nothing. Raises ValueError where the capture names another hash or a time without a zone,
        OSError where the archive cannot be written.
        """
        stream = _opened(data)
        try:
            digest = digest_of(stream)
            size = stream.seek(0, io.SEEK_END)
            if capture.sha256 not in ("", digest):
                raise ValueError(f"the bytes of {capture.file_name} are not those of its capture")
            whole = dataclasses.replace(
                capture,
                sha256=digest,
                size=size,
                retrieved_at=moment(capture.retrieved_at),
                headers=dict(capture.headers),
            )
            self._put_object(digest, stream)
        finally:
            if isinstance(data, Path):
                stream.close()
        self.storage.write(sidecar_path(whole), io.BytesIO(whole.text().encode()))
        if self.storage.appends and whole.id not in self._load():
            self.storage.append(INDEX, line_of(whole))
        self._remember(whole)
        return whole

    def _put_object(self, digest: str, stream: BinaryIO) -> None:
        """Writes an object; one that is there is read again, and set aside where it is not what its name says."""
        path = object_path(digest)
        if self.storage.size(path) is not None:
            found = self.digest(path)
            if found == digest:
                return
            self.storage.set_aside(path, f"{path}.altered-{found[:16]}")
        stream.seek(0)
        self.storage.write(path, stream)

    def digest(self, path: str) -> str:
        """The sha256 of a file of the archive."""
        with self.storage.open(path) as stream:
            return digest_of(stream)

    def has(self, sha256: str) -> bool:
        """Whether there is an object of that hash."""
        return self.storage.size(object_path(sha256)) is not None

    def get(self, sha256: str) -> bytes:
        """The bytes of that hash, which is checked; raises ArchiveError where they are missing or altered."""
        try:
            with self.storage.open(object_path(sha256)) as stream:
                data = stream.read()
        except FileNotFoundError as error:
            raise ArchiveError(f"the archive {self.root} has no file {sha256}; run: yusuan verify") from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise ArchiveError(f"the file {sha256} of the archive {self.root} was altered; restore it from a copy")
        return data

    def captures(self) -> Iterator[Capture]:
        """All captures, in the order of their times; what others put meanwhile too."""
        yield from sorted(self._look().values(), key=lambda capture: capture.order)

    def told(self, sha256: str) -> Capture | None:
        """The capture whose facts are told of these bytes; None where there is none.

        The first; but where its address has given other bytes since and then these again, the one when they came back,
        so that of the versions of an address the last is the one that stands there.
        """
        if not self._told:
            self._told = told(self._known.values() if self._looked else self._look().values())
        return self._told.get(sha256)

    def latest(self, url: str) -> Capture | None:
        """The last capture of a URL; None where there is none."""
        if self._looked:
            self._load()
        else:
            self._look()
        return self._latest.get(url)

    def asked(self, answers: Iterable[Mapping[str, Any]]) -> None:
        """Keeps what was asked and gave no bytes (304, 404, refusals), in a file of its own, a JSON line each."""
        lines = [json.dumps(answer, ensure_ascii=False, sort_keys=True) for answer in answers]
        if lines:
            data = "".join(f"{line}\n" for line in lines).encode()
            now = moment().replace(":", "").replace("-", "")
            self.storage.write(f"{ASKED}/{now}-{hashlib.sha256(data).hexdigest()[:12]}.jsonl", io.BytesIO(data))

    def rebuild_index(self) -> int:
        """Writes the index anew from the sidecars; the number of its lines.

        A sidecar that is lost but of which the index still has all is written again first.
        """
        for capture in self._look().values():
            self.storage.write(sidecar_path(capture), io.BytesIO(capture.text().encode()))
        self._write_index()
        return len(self._known)

    def _write_index(self) -> None:
        lines = [line_of(capture) for capture in sorted(self._known.values(), key=lambda one: one.order)]
        self.storage.replace(INDEX, b"".join(line + b"\n" for line in lines))
        self._read = 0

    def _load(self) -> dict[str, Capture]:
        """The captures by their ids, after reading what is new in the index."""
        size = self.storage.size(INDEX) or 0
        if size != self._read:
            for _, capture in self.index_lines(self._read if size > self._read else 0):
                if capture is not None:
                    self._remember(capture)
            self._read = size
        return self._known

    def _look(self) -> dict[str, Capture]:
        """The same, after looking for sidecars that are not in the index.

        The index of an object store has no lines added to it; it is written anew when it lacks too many.
        """
        self._load()
        unknown = [path for path in self.storage.files(CAPTURES) if _id(path) not in self._known]
        for capture in filter(None, map(self.sidecar, unknown)):
            self._remember(capture)
        self._looked = True
        if len(unknown) > _UNINDEXED and not self.storage.appends:
            self._write_index()
        return self._known

    def _remember(self, capture: Capture) -> None:
        self._known[capture.id] = capture
        self._told = {}
        if capture.url is not None:
            last = self._latest.setdefault(capture.url, capture)
            self._latest[capture.url] = max(last, capture, key=lambda one: one.order)

    def index_lines(self, start: int = 0) -> Iterator[tuple[int, Capture | None]]:
        """The lines of the index from that byte on, numbered; None for one that is not whole (a kill, another hand)."""
        if self.storage.size(INDEX) is None:
            return
        with self.storage.open(INDEX) as stream:
            stream.seek(start)
            for number, line in enumerate(stream, start=1):
                if line.strip():
                    yield number, _parsed(line)

    def sidecar(self, path: str) -> Capture | None:
        """What a sidecar says; None where it is not whole, or was altered."""
        if WRITING in path:
            return None
        with self.storage.open(path) as stream:
            capture = _parsed(stream.read())
        return capture if capture is not None and capture.id == _id(path) else None


def is_archive(root: str | Path) -> bool:
    """Whether there is an archive at a path or URL."""
    if "://" not in str(root):
        try:
            return (Path(root) / OBJECTS).is_dir()
        except (OSError, ValueError):  # no folder can have such a name
            return False
    return bool(storage(str(root)).files(CAPTURES))


def digest_of(stream: BinaryIO) -> str:
    """The sha256 of what a stream holds."""
    return hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]


def object_path(sha256: str) -> str:
    """Where the bytes of that hash stand."""
    return f"{OBJECTS}/{sha256[:2]}/{sha256}"


def sidecar_path(capture: Capture) -> str:
    """Where the sidecar of a capture stands."""
    return f"{CAPTURES}/{capture.sha256[:2]}/{capture.sha256}.{capture.id}.json"


def line_of(capture: Capture) -> bytes:
    """A capture's line in the index."""
    return json.dumps({"id": capture.id, **json.loads(capture.text())}, ensure_ascii=False, sort_keys=True).encode()


def _id(path: str) -> str:
    return path.removesuffix(".json").rpartition(".")[2]


def _parsed(text: bytes) -> Capture | None:
    """What a sidecar or a line of the index says, which must agree with the id in it; None where it says nothing."""
    try:
        facts = json.loads(text)
        capture = from_facts(facts)
        return capture if facts.get("id", capture.id) == capture.id else None
    except (ValueError, TypeError, AttributeError):
        return None


def _opened(data: bytes | Path | BinaryIO) -> BinaryIO:
    if isinstance(data, bytes):
        return io.BytesIO(data)
    if isinstance(data, Path):
        return data.open("rb")
    data.seek(0)
    return data
