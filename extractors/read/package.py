"""ZIP containers opened within limits, and the XML parts of office files without what XML can be abused for."""

import errno
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from extractors.document.troubles import ReadError

_MOST_MEMBERS = 5_000
_LARGEST = 512 << 20
"""Bytes of all members together, unpacked."""

_LARGEST_PART = 64 << 20
"""Bytes of one XML part; the longest disclosures have a twentieth of it."""

_RATIO = 400
"""Deflate reaches 1,032; styled blank cells some 200."""

_SMALL = 8 << 20
"""A member below so many bytes is no bomb, whatever its ratio."""

_STRICT = (b"http://purl.oclc.org/ooxml/", b"http://schemas.openxmlformats.org/")
_STRICT_NAMES = (
    (b"wordprocessingml/main", b"wordprocessingml/2006/main"),
    (b"spreadsheetml/main", b"spreadsheetml/2006/main"),
    (b"officeDocument/relationships", b"officeDocument/2006/relationships"),
)
"""Strict OOXML has other namespaces for the same elements."""

_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError)


def open_zip(stream: BinaryIO) -> zipfile.ZipFile:
    """A container whose members may be read one by one, as long as the stream is open.

    Raises ReadError for a damaged one and, before anything is unpacked, for one that would unpack to too much.
    """
    try:
        box = zipfile.ZipFile(stream)
    except _DAMAGED as error:
        raise ReadError("damaged_zip", "the file is damaged or cut short; download it again") from error
    except OSError as error:
        raise _misplaced(error, "the file") from error
    members = box.infolist()
    total = sum(member.file_size for member in members)
    dense = any(m.file_size > _SMALL and m.file_size > _RATIO * max(1, m.compress_size) for m in members)
    if len(members) > _MOST_MEMBERS or total > _LARGEST or dense:
        raise ReadError(
            "zip_bomb",
            f"it would unpack to {total:,} bytes in {len(members):,} members, which no disclosure does; "
            "get another copy from the publisher",
        )
    return box


def unpack(box: zipfile.ZipFile, member: zipfile.ZipInfo | str) -> bytes:
    """A member's bytes; raises ReadError for a damaged or encrypted one, KeyError where there is none.

    No more is unpacked than the member says it holds: one that says less than it holds is damaged.
    """
    info = box.getinfo(member) if isinstance(member, str) else member
    if info.flag_bits & 1:
        raise ReadError("encrypted_zip", f"`{info.filename}` in it asks for a password; get an open copy")
    try:
        with box.open(info) as stream:
            return stream.read(info.file_size)
    except _DAMAGED as error:
        raise ReadError("damaged_zip", f"`{info.filename}` in it is damaged; download it again") from error
    except OSError as error:
        raise _misplaced(error, f"`{info.filename}` in it") from error


def _misplaced(error: OSError, what: str) -> Exception:
    """The error of a directory that names a place before the file's beginning; another of the disk stays what it is."""
    if error.errno != errno.EINVAL:
        return error
    return ReadError("damaged_zip", f"{what} is damaged or cut short; download it again")


def raw_part(box: zipfile.ZipFile, name: str) -> bytes:
    """The XML of a part; raises ReadError where it declares a document type, which office files never do.

    So no entity is ever defined, neither one that grows nor one that names a file or an address.
    """
    if box.getinfo(name).file_size > _LARGEST_PART:
        raise ReadError("too_large", f"its part `{name}` is larger than any disclosure's; split it and run again")
    raw = unpack(box, name)
    if any(mark in raw for mark in _DOCTYPES):
        raise ReadError(
            "xml_entities",
            f"its part `{name}` declares XML entities, which office programs never write and attackers do; "
            "get another copy from the publisher",
        )
    if _STRICT[0] in raw[:4096]:
        for strict, usual in _STRICT_NAMES:
            raw = raw.replace(_STRICT[0] + strict, _STRICT[1] + usual)
    return raw


def part(box: zipfile.ZipFile, name: str) -> etree._Element | None:
    """The root of an XML part, None where there is none; raises ReadError for one that is no XML."""
    if name not in box.NameToInfo:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(raw_part(box, name), parser)
    except etree.XMLSyntaxError as error:
        raise ReadError("damaged_office", f"its part `{name}` is not complete XML; download it again") from error


def related(box: zipfile.ZipFile, name: str) -> Iterator[tuple[str, str, str]]:
    """Id, kind (the last word of the type) and part of what a part refers to inside the file; "" is the file itself."""
    folder, base = posixpath.split(name)
    root = part(box, posixpath.join(folder, "_rels", f"{base}.rels"))
    for link in root if root is not None else ():
        if link.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/")
            yield link.get("Id", ""), link.get("Type", "").rpartition("/")[2], target


def whole(text: str | None, default: int) -> int:
    """The whole number that an attribute gives, the default where there is none; raises ReadError for anything else."""
    if text is None:
        return default
    try:
        return int(text)
    except ValueError as error:
        raise ReadError("damaged_office", f"it says `{text[:20]}` for a number; download it again") from error


def main_part(box: zipfile.ZipFile) -> str | None:
    """The part that an office file begins with."""
    return next((target for _, kind, target in related(box, "") if kind == "officeDocument"), None)
