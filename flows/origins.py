"""Where a document's bytes come from: a file, or a file in an archive (`a.zip!/b.pdf`), never unpacked to disk."""

import hashlib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extractors.readers.archive import MARK, is_archive, member, members
from extractors.readers.package import open_zip


def name(path: str) -> str:
    """The name of a document: of its file, or of its archive and its place there."""
    outer, mark, inner = _split(path)
    return f"{outer.name}{mark}{inner}"


def exists(path: str) -> bool:
    """Whether there is such a file, or such an archive."""
    return _split(path)[0].is_file()


def load(path: str) -> bytes:
    """A document's bytes; raises OSError where its file cannot be read, ReadError where its archive cannot."""
    outer, mark, inner = _split(path)
    if not mark:
        return outer.read_bytes()
    with _opened(outer) as box:
        return member(box, inner)


def digest(path: str) -> str:
    """The sha256 of a document's bytes; raises as `load` does."""
    outer, mark, _ = _split(path)
    if mark:
        return hashlib.sha256(load(path)).hexdigest()
    with outer.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def archive_members(path: str) -> list[str] | None:
    """The paths of the files in an archive; None where the path is none. Raises as `load` does."""
    with Path(path).open("rb") as stream:
        if not stream.read(4).startswith((b"PK\x03\x04", b"PK\x05\x06")):
            return None
    with _opened(Path(path)) as box:
        return [f"{path}{MARK}{found}" for found in members(box)] if is_archive(box) else None


def _split(path: str) -> tuple[Path, str, str]:
    """The file, and what lies behind the mark where such a path is no file itself."""
    outer, mark, inner = path.partition(MARK)
    return (Path(outer), mark, inner) if mark and not Path(path).exists() else (Path(path), "", "")


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    with path.open("rb") as stream:
        yield open_zip(stream)
