"""Archives of disclosures (.zip): the names and bytes of their members, those of an archive within them too."""

import io
import posixpath
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from itertools import count

from extractors.document.troubles import ReadError
from extractors.read.formats import zip_kind
from extractors.read.package import open_zip, unpack

MARK = "!/"
"""Stands between an archive and the member: `a.zip!/b.pdf`."""

_UTF8_NAME = 0x800


def is_archive(box: zipfile.ZipFile) -> bool:
    """Whether a container is an archive of files, and no office file."""
    return zip_kind(box) == "zip"


def members(box: zipfile.ZipFile, depth: int = 1) -> Iterator[str]:
    """The names of the files in an archive; those of an archive within it behind its name, `depth` levels deep."""
    for name, info in _files(box):
        inner = _inner(box, info) if depth and name.lower().endswith(".zip") else None
        if inner is None:
            yield name
        else:
            yield from (f"{name}{MARK}{below}" for below in members(inner, depth - 1))


def member(box: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of a member by its name as `members` gives it; raises ReadError where it cannot be had."""
    outer, mark, rest = name.partition(MARK)
    for found, info in _files(box):
        if found == name:
            return unpack(box, info)
        if mark and found == outer:
            return member(open_zip(io.BytesIO(unpack(box, info))), rest)
    raise ReadError("not_found", "there is no such file in the archive; check the path")


def _inner(box: zipfile.ZipFile, info: zipfile.ZipInfo) -> zipfile.ZipFile | None:
    """An archive within the archive; None where it cannot be opened, which reading it then says."""
    try:
        inner = open_zip(io.BytesIO(unpack(box, info)))
        return inner if is_archive(inner) else None
    except ReadError:
        return None


def _files(box: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """The files with their names, each name once: the second of one name is `b (2).pdf`, as a desktop unpacks it."""
    found = [(_name(info), info) for info in box.infolist() if not info.is_dir()]
    printed = {name for name, _ in found}
    taken: set[str] = set()
    numbers: defaultdict[str, count[int]] = defaultdict(lambda: count(2))
    for plain, info in found:
        if any(step.startswith((".", "__MACOSX")) for step in plain.split("/")):
            continue
        name = plain
        if plain in taken:
            stem, ending = posixpath.splitext(plain)
            others = (f"{stem} ({number}){ending}" for number in numbers[plain])
            name = next(other for other in others if other not in taken and other not in printed)
        taken.add(name)
        yield name, info


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name; without the UTF-8 mark it is what Chinese Windows wrote (GBK), or UTF-8 all the same."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        raw = info.orig_filename.encode("cp437", errors="replace")
        with suppress(UnicodeDecodeError):
            name = raw.decode("gb18030")
        with suppress(UnicodeDecodeError):
            name = raw.decode("utf-8")
    return posixpath.normpath("/" + name.replace("\\", "/")).lstrip("/")
