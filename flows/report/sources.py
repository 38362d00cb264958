"""A published document's bytes, to draw its pages: from the archive by their hash, or from a folder of files."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from extractors.document.troubles import ReadError
from extractors.read.archive import MARK
from flows.archive.store import Archive, ArchiveError
from flows.run import origins
from schemas.rows import PublishedDocument


def find_bytes(document: PublishedDocument, archive: str, files: Path | None) -> bytes | None:
    """The bytes of a document: of the archive, else of the same file in the folder `files`; None where there is none.

    Without `files` what lies beside the archive's own files is searched, such as its samples.
    """
    sha256 = document["document_id"]
    try:
        if Archive(archive).has(sha256):
            return Archive(archive).get(sha256)
    except (ArchiveError, OSError, ValueError):
        pass  # an archive that is not whole still lets a folder be searched
    folder = files or Path(archive)
    for path in _candidates(document, folder) if folder.is_dir() else ():
        try:
            data = origins.load(path)
        except (OSError, ReadError):
            continue
        if hashlib.sha256(data).hexdigest() == sha256:
            return data
    return None


def _candidates(document: PublishedDocument, files: Path) -> Iterator[str]:
    """The files that may be it: of its size, or for one in an archive the member of that name."""
    outer, mark, inner = document["file_name"].partition(MARK)
    for path in sorted(files.rglob(outer if mark and "*" not in outer else "*")):
        if path.is_file():
            if mark and path.name == outer:
                yield f"{path}{MARK}{inner}"
            elif not mark and path.stat().st_size == document["size_bytes"]:
                yield str(path)
