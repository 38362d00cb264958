"""Which format bytes are in, whatever the name says."""

import re
import zipfile

from extractors.readers.package import main_part, open_zip, part

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = (
    ("EncryptedPackage", "encrypted_office"),
    ("WordDocument", "old_word"),
    ("Workbook", "old_excel"),
    ("Book", "old_excel"),
)
"""A stream of an OLE container and what it makes the file; names stand in its directory in UTF-16."""

_MAGIC = (
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
)
_HTML = re.compile(rb"<(?:!doctype html|html|head|body|meta|table)[\s>]", re.IGNORECASE)
_MAIN = (("wordprocessingml", "word"), ("spreadsheetml", "excel"), ("ms-word", "word"), ("ms-excel", "excel"))
"""Words of a main part's content type (macro-enabled files have types of their own)."""


def format_of(data: bytes) -> str:
    """pdf, word, excel, old_word, old_excel, encrypted_office, html, rtf, zip, rar, 7z, picture, office, empty or text.

    Raises ReadError for a ZIP container that is damaged or unsafe.
    """
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n\x00")
    if not head:
        return "empty"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data)
    if data.startswith(_OLE):
        return next((kind for name, kind in _STREAMS if _has_stream(data, name)), "office")
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    wide = head.startswith((b"\xff\xfe<", b"\xfe\xff\x00<"))
    page = head[:1] == b"<" or wide
    return "html" if page and _HTML.search(head.replace(b"\x00", b"")) else "text"


def _has_stream(data: bytes, name: str) -> bool:
    return f"{name}\0".encode("utf-16-le") in data


def _zipped(data: bytes) -> str:
    box = open_zip(data)
    types = part(box, "[Content_Types].xml")
    if types is None:
        return "zip"
    return _office(box, " ".join(f"{e.get('PartName')} {e.get('ContentType')}\n" for e in types))


def _office(box: zipfile.ZipFile, types: str) -> str:
    """What an OOXML container is, by the content type of its main part."""
    name = main_part(box) or ""
    declared = next((line for line in types.splitlines() if line.strip().startswith(f"/{name} ")), "")
    return next((kind for word, kind in _MAIN if word in declared), "office")
