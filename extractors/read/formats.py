"""Which format bytes are in, whatever the name says."""

import io
import re
import struct
import zipfile

from extractors.read.package import main_part, open_zip, part

_OLE = b"\xd0\xcf\x11\xe0"
_BARE_SHEETS = (b"\t\x00\x04\x00", b"\t\x02\x06\x00", b"\t\x04\x06\x00", b"\t\x08\x08\x00\x00\x05")
"""How workbooks of Excel 2, 3, 4 and 5 begin that stand in no container ([MS-XLS] 2.4.21, BOF)."""

_OLE_HEADER, _OLE_SECTORS = 512, (9, 12)
_STREAMS = (
    ("EncryptedPackage", "encrypted_office"),
    ("WordDocument", "old_word"),
    ("Workbook", "old_excel"),
    ("Book", "old_excel"),
)
"""Streams of an OLE container and what the first of them makes it (others may be embedded); names are in UTF-16."""

_MAGIC = (
    (b"Rar!", "rar"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"7z\xbc\xaf", "7z"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
)
_BLANK = b"\xef\xbb\xbf \t\r\n\x00"
_SPREADSHEET = b"urn:schemas-microsoft-com:office:spreadsheet"
_HTML = re.compile(
    rb"<(?:!doctype html|html|head|body|meta|table|title|p|div|span|h[1-6]|center|font|frameset|iframe|img)[\s>]",
    re.IGNORECASE,
)
_WEB_ARCHIVE = re.compile(rb"^MIME-Version:", re.IGNORECASE | re.MULTILINE)
_MAIL = re.compile(rb"^Content-Type:\s*multipart/mixed", re.IGNORECASE | re.MULTILINE)
_OF_PAGES = re.compile(rb"multipart/(?:related|mixed)|text/html", re.IGNORECASE)
_BASE64 = re.compile(rb"[\"']?(?:data:[\w/.+-]+;base64,)?(?:JVBERi|UEsDB|0M8R4KGx)[A-Za-z0-9+/=\s]+[\"']?\s*")
"""A PDF, a ZIP container (an office file) or an OLE container as Base64 writes it: in mails and answers of services."""

_JSON = re.compile(rb"[\[{]\s*[\"\[{]")
_MAIN = (
    ("sheet.binary", "office"),
    ("wordprocessingml", "word"),
    ("spreadsheetml", "excel"),
    ("ms-word", "word"),
    ("ms-excel", "excel"),
)
"""Words of a main part's content type (macro-enabled files have types of their own, as have binary sheets)."""


def format_of(data: bytes) -> str:
    """The name of the format: pdf, word, excel, excel_xml, old_word, old_excel, html, text, zip, or one not read.

    Raises ReadError for a ZIP container that is damaged or unsafe.
    """
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):  # before PDF: a stored PDF may be its first member
        return zip_kind(open_zip(io.BytesIO(data)))
    if b"%PDF-" in data[:1024]:
        return "pdf"
    head = (data[:4096].lstrip(_BLANK) or data.lstrip(_BLANK))[:4096]
    if not head:
        return "empty"
    if data.startswith((_OLE, *_BARE_SHEETS)):
        return _old_office(data)
    if (archive := _WEB_ARCHIVE.search(head)) and (archive.start() == 0 or _OF_PAGES.search(head)):
        return "mail" if _MAIL.search(head) else "web_archive"
    return next((kind for magic, kind in _MAGIC if head.startswith(magic)), None) or _markup(head)


def _old_office(data: bytes) -> str:
    """old_word, old_excel, encrypted_office, cut_office, or office for another."""
    if data.startswith(_BARE_SHEETS):
        return "old_excel"
    places = [(data.find(f"{name}\0".encode("utf-16-le")), kind) for name, kind in _STREAMS]
    unknown = "cut_office" if _is_cut(data) else "office"
    return min((place for place in places if place[0] >= 0), default=(0, unknown))[1]


def _is_cut(data: bytes) -> bool:
    """Whether an OLE container ends before the directory of its streams, which its header gives the place of.

    [MS-CFB] 2.2: the power of two of a sector's size at 30, the directory's first sector at 48.
    """
    if len(data) < _OLE_HEADER:
        return True
    (power,), (sector,) = struct.unpack_from("<H", data, 30), struct.unpack_from("<I", data, 48)
    return power in _OLE_SECTORS and (sector + 2 << power) > len(data)


def _markup(head: bytes) -> str:
    """html, excel_xml, svg, xml, json, base64 or text."""
    if head.startswith(b"<?xml") and _SPREADSHEET in head:
        return "excel_xml"
    if b"<svg" in head and not _HTML.search(head):
        return "svg"
    if _JSON.match(head):
        return "json"
    if _BASE64.fullmatch(head):
        return "base64"
    if head.startswith((b"<", b"\xff\xfe<", b"\xfe\xff\x00<")) and _HTML.search(head.replace(b"\x00", b"")):
        return "html"
    return "xml" if head.startswith(b"<?xml") else "text"


def zip_kind(box: zipfile.ZipFile) -> str:
    """What a ZIP container is: word, excel, office for another office file, ofd, or zip for an archive of files."""
    names = box.NameToInfo
    if "OFD.xml" in names:
        return "ofd"
    if "mimetype" in names:
        return "office"
    types = part(box, "[Content_Types].xml")
    if types is None:
        return "zip"
    name = main_part(box) or ""
    declared = next((e.get("ContentType", "") for e in types if e.get("PartName") == f"/{name}"), "")
    return next((kind for word, kind in _MAIN if word in declared), "office")
