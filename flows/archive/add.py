"""Files that a person hands in: kept like those that were downloaded."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extractors.read import SUFFIXES
from flows.archive.capture import Capture
from flows.archive.store import Archive, digest_of

AGENT = "yusuan add"


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a file: `state` is new, known (the bytes were there, under another name or address) or same."""

    path: Path
    sha256: str
    state: str


def disclosures(path: Path) -> list[Path]:
    """The path itself, or the disclosures below a folder, hidden ones left out."""
    if not path.is_dir():
        return [path]
    below = (found for found in sorted(path.rglob("*")) if found.is_file())
    return [
        found
        for found in below
        if found.suffix.lower() in SUFFIXES and not any(step.startswith(".") for step in found.relative_to(path).parts)
    ]


def add(
    archive: Archive,
    files: Iterable[Path],
    *,
    url: str | None = None,
    publisher: str | None = None,
    note: str | None = None,
    step: Callable[[str], None] = lambda _: None,
) -> Iterator[Added]:
    """Puts files into an archive, and what is said of them.

    The same file with the same to be said of it is not noted twice. Raises OSError where one cannot be read.
    """
    noted = {_said(capture) for capture in archive.captures()}
    held = {capture[0] for capture in noted}
    for path in files:
        with path.open("rb") as stream:
            digest = digest_of(stream)
            capture = Capture(path.name, url=url, publisher=publisher, note=note, agent=AGENT, sha256=digest)
            same = _said(capture) in noted
            if not same or not archive.has(digest):
                archive.put(stream, capture)
        yield Added(path, digest, "same" if same else "known" if digest in held else "new")
        noted.add(_said(capture))
        held.add(digest)
        step(path.name)


def _said(capture: Capture) -> tuple[str | None, ...]:
    return capture.sha256, capture.file_name, capture.url, capture.publisher, capture.note, capture.agent
