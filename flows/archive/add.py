"""Files that a person hands in: kept like those that were downloaded."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from extractors.document.troubles import ReadError
from extractors.read import SUFFIXES
from flows.archive.capture import Capture
from flows.archive.store import Archive, digest_of
from flows.run import files

AGENT = "yusuan add"


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a file: `state` is new, known (the bytes were there, under another name or address), same, or
    failed, where it could not be read and `problem` says why.
    """

    path: Path
    sha256: str
    state: str
    problem: str = ""


def disclosures(path: Path) -> tuple[list[Path], list[Added]]:
    """The path itself, or the disclosures below a folder, hidden ones left out; and what is called so and is none."""
    if not files.is_folder(str(path)):
        return [path], []
    found = files.below(str(path), SUFFIXES)
    bad = [Added(Path(where), "", "failed", trouble.message) for where, trouble in found.bad]
    return [Path(below) for below in found.files], bad


def add(
    archive: Archive,
    paths: Iterable[Path],
    *,
    url: str | None = None,
    publisher: str | None = None,
    note: str | None = None,
    step: Callable[[str], None] = lambda _: None,
) -> Iterator[Added]:
    """Puts files into an archive, and what is said of them.

    The same file with the same to be said of it is not noted twice; one that cannot be read stops no other. Raises
    OSError where the archive cannot be written.
    """
    noted = {_said(capture) for capture in archive.captures()}
    held = {capture[0] for capture in noted}
    for path in paths:
        stream = _opened(path)
        if isinstance(stream, Added):
            yield stream
            continue
        with stream:
            digest = digest_of(stream)
            name = files.readable(path.name)
            odd = None if name == path.name else os.fsencode(path.name).hex()
            capture = Capture(
                name, url=url, publisher=publisher, note=note, agent=AGENT, sha256=digest, file_name_bytes=odd
            )
            same = _said(capture) in noted
            if not same or not archive.has(digest):
                archive.put(stream, capture)
        yield Added(path, digest, "same" if same else "known" if digest in held else "new")
        noted.add(_said(capture))
        held.add(digest)
        step(name)


def _opened(path: Path) -> BinaryIO | Added:
    """A file to read, or why it cannot be."""
    try:
        files.refuse_what_is_no_file(str(path))
        return path.open("rb")
    except ReadError as error:
        return Added(path, "", "failed", str(error))
    except OSError as error:
        return Added(path, "", "failed", f"it cannot be read ({error.strerror}); change its permissions")


def _said(capture: Capture) -> tuple[str | None, ...]:
    return capture.sha256, capture.file_name, capture.url, capture.publisher, capture.note, capture.agent
