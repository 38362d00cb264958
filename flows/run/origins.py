"""Where a document's bytes come from, and what is known of that beside them.

A file; a file of the archive (`raw!/<sha256>`, also `s3://bucket/raw!/<sha256>`), of which its first capture tells
name, address and time; a file in a ZIP of either (`a.zip!/b.pdf`, `raw!/<sha256>!/b.pdf`), never unpacked to disk.
"""

import hashlib
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from extractors.document.file import File
from extractors.document.troubles import ReadError
from extractors.read.archive import MARK, is_archive, member, members
from extractors.read.package import open_zip
from flows.archive.capture import Capture
from flows.archive.store import Archive, ArchiveError, object_path
from flows.run import files

_SHA256 = re.compile("[0-9a-f]{64}")


def file(path: str, data: bytes) -> File:
    """What is known of a document beside its content."""
    return described(path, hashlib.sha256(data).hexdigest(), len(data))


def described(path: str, sha256: str, size: int) -> File:
    """What is known of a document of that hash and size."""
    capture = _capture(path)
    if capture is None:
        return File(files.shown(path), name(path), sha256, size)
    return File(files.shown(path), name(path), sha256, size, capture.url, datetime.fromisoformat(capture.retrieved_at))


def name(path: str) -> str:
    """The name of a document: of its file, or of its archive and its place there."""
    outer, mark, inner = _split(path)
    capture = _capture(path)
    return files.readable(f"{capture.file_name if capture else Path(outer).name}{mark}{inner}")


def exists(path: str) -> bool:
    """Whether there is such a file, or such an archive."""
    outer = _split(path)[0]
    found = _archived(outer)
    return found[0].has(found[1]) if found else files.is_file(outer)


def size(path: str) -> int:
    """The bytes of its file; 0 where there is none."""
    outer = _split(path)[0]
    if found := _archived(outer):
        return found[0].storage.size(object_path(found[1])) or 0
    return Path(outer).stat().st_size if files.is_file(outer) else 0


def load(path: str) -> bytes:
    """A document's bytes; raises OSError where its file cannot be read, ReadError where its archive cannot."""
    outer, mark, inner = _split(path)
    if mark:
        with _opened(outer) as box:
            return member(box, inner)
    found = _archived(outer)
    if found is None:
        files.refuse_what_is_no_file(outer)
        return Path(outer).read_bytes()
    try:
        return found[0].get(found[1])
    except ArchiveError as error:
        raise ReadError("archive", str(error)) from error


def digest(path: str) -> str:
    """The sha256 of a document's bytes, of a file of the archive without reading it; raises as `load` does."""
    outer, mark, _ = _split(path)
    if mark:
        return hashlib.sha256(load(path)).hexdigest()
    if found := _archived(outer):
        return found[1]
    files.refuse_what_is_no_file(outer)
    with Path(outer).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def archive_members(path: str) -> list[str] | None:
    """The paths of the files in a ZIP; None where the path is none. Raises as `load` does."""
    with _stream(path) as stream:
        if not stream.read(4).startswith((b"PK\x03\x04", b"PK\x05\x06")):
            return None
    with _opened(path) as box:
        return [f"{path}{MARK}{found}" for found in members(box)] if is_archive(box) else None


def in_archive(path: str) -> bool:
    """Whether the path is of a file of an archive, or of one in a ZIP there."""
    return _archived(_split(path)[0]) is not None


def archived(root: str) -> list[str]:
    """The paths of all documents that an archive has captured; pages that led to them and what was refused are none."""
    found = dict.fromkeys(capture.sha256 for capture in _archive(root).captures() if capture.role is None)
    return [f"{root}{MARK}{sha256}" for sha256 in found]


def _split(path: str) -> tuple[str, str, str]:
    """The file, and what lies behind the mark where such a path is no file itself."""
    outer, mark, inner = path.partition(MARK)
    if mark and _SHA256.fullmatch(inner.partition(MARK)[0]) and not files.is_file(outer):
        sha256, mark, inner = inner.partition(MARK)
        return f"{outer}{MARK}{sha256}", mark, inner
    return (outer, mark, inner) if mark and not files.is_file(path) else (path, "", "")


def _archived(path: str) -> tuple[Archive, str] | None:
    """The archive and the hash of a file of one."""
    root, _, sha256 = path.partition(MARK)
    return (_archive(root), sha256) if _SHA256.fullmatch(sha256) and not files.is_file(root) else None


def _capture(path: str) -> Capture | None:
    """The capture whose facts are told of a file of the archive; None for another."""
    found = _archived(_split(path)[0])
    return found[0].told(found[1]) if found else None


@lru_cache(maxsize=4)
def _archive(root: str) -> Archive:
    return Archive(root)


@lru_cache(maxsize=64)
def _check(path: str) -> None:
    """Hashes a file of the archive, once a process: a ZIP is opened for each of its members."""
    found = _archived(path)
    if found and found[0].digest(object_path(found[1])) != found[1]:
        raise ReadError("archive", f"the file {found[1]} of the archive was altered; restore it from a copy")


def _stream(path: str) -> BinaryIO:
    found = _archived(path)
    if found:
        return found[0].storage.open(object_path(found[1]))
    files.refuse_what_is_no_file(path)
    return Path(path).open("rb")


@contextmanager
def _opened(path: str) -> Iterator[zipfile.ZipFile]:
    _check(path)
    with _stream(path) as stream:
        yield open_zip(stream)
