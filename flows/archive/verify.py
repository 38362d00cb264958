"""Is the archive as it was? Every file is read and hashed again, and objects, sidecars and index compared."""

from collections.abc import Callable
from dataclasses import dataclass

from flows.archive.capture import Capture
from flows.archive.storage import WRITING
from flows.archive.store import CAPTURES, OBJECTS, Archive, object_path, sidecar_path

_ALTERED = ".altered-"

WRONG = ("altered", "missing", "lost_sidecar", "orphan", "stray")
"""Kinds of findings by which the archive is not as it was. The others are what kills leave."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A file, and what is the matter with it: `kind` altered, missing, lost_sidecar, orphan, stray; unfinished,
    unindexed, torn, set_aside.
    """

    kind: str
    path: str
    message: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at, and what was found."""

    objects: int
    captures: int
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether all that was archived is there and as it was."""
        return not any(finding.kind in WRONG for finding in self.findings)


def listed(archive: Archive) -> list[str]:
    """The files that hold bytes, to be hashed."""
    return archive.storage.files(OBJECTS)


def verify(archive: Archive, step: Callable[[str], None] = lambda _: None) -> Verified:
    """Reads all of an archive; `step` is told each file of `listed` when it was hashed.

    Unfinished files that nobody has been writing for an hour are removed, nothing else is changed.
    """
    found = [
        Finding("unfinished", path, "a killed process left it unfinished; it was removed")
        for folder in (OBJECTS, CAPTURES)
        for path in archive.storage.clear_away(folder)
    ]
    sidecars = _sidecars(archive, found)
    lines = _lines(archive, sidecars, found)
    captured = {object_path(capture.sha256): capture for capture in (*sidecars.values(), *lines.values())}
    objects = listed(archive)
    for path in objects:
        found += _object(archive, path, captured)
        step(path)
    for path in sorted(captured.keys() - set(objects)):
        name = captured[path].file_name
        found.append(Finding("missing", path, f"{name} was captured, its bytes are gone; restore them from a copy"))
    return Verified(len(objects), len(sidecars), tuple(found))


def _object(archive: Archive, path: str, captured: dict[str, Capture]) -> list[Finding]:
    name = path.rpartition("/")[2]
    if WRITING in name:
        return [Finding("unfinished", path, "it is being written, or a killed process left it less than an hour ago")]
    if _ALTERED in name:
        return [Finding("set_aside", path, "it was found altered and set aside when its bytes came again")]
    if path != object_path(name):
        return [Finding("stray", path, "it does not belong to the archive; find out where it comes from")]
    called = captured[path].file_name if path in captured else name
    try:
        digest = archive.digest(path)
        fault = f"was altered: its sha256 is {digest}" if digest != name else ""
    except OSError as error:
        fault = f"cannot be read ({error})"
    if fault:
        return [Finding("altered", path, f"{called} {fault}; restore it from a copy")]
    if path not in captured:
        return [Finding("orphan", path, "no sidecar says where it comes from; name it to: yusuan add FILE --note …")]
    return []


def _sidecars(archive: Archive, found: list[Finding]) -> dict[str, Capture]:
    """The captures by their ids, as the sidecars say."""
    captures: dict[str, Capture] = {}
    for path in archive.storage.files(CAPTURES):
        capture = archive.sidecar(path)
        if capture is not None and sidecar_path(capture) == path:
            captures[capture.id] = capture
        elif WRITING in path:
            found.append(Finding("unfinished", path, "a killed process left it, or it is being written"))
        else:
            found.append(Finding("altered", path, "this sidecar was altered; restore it from a copy"))
    return captures


def _lines(archive: Archive, sidecars: dict[str, Capture], found: list[Finding]) -> dict[str, Capture]:
    """The captures by their ids, as the index says."""
    lines: dict[str, Capture] = {}
    for number, capture in archive.index_lines():
        if capture is None:
            found.append(
                Finding("torn", f"index.jsonl line {number}", "it is not whole, or altered; run with --rebuild-index")
            )
        elif capture.id not in sidecars:
            lines[capture.id] = capture
            message = f"the index has a capture of {capture.file_name}, its sidecar is gone; run with --rebuild-index"
            found.append(Finding("lost_sidecar", sidecar_path(capture), message))
        else:
            lines[capture.id] = capture
    for capture in (one for one in sidecars.values() if one.id not in lines and archive.storage.appends):
        message = "the index has no line for it; run with --rebuild-index"
        found.append(Finding("unindexed", sidecar_path(capture), message))
    return lines
