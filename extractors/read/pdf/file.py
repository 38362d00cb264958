"""A PDF as a file: opened, whole, and what can be said of it beside its pages."""

import io
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

from extractors.document.troubles import ReadError, Trouble
from extractors.read.pdf.objects import lost_objects, wrong_lengths
from extractors.read.pdf.syntax import spoiled_objects

_END_MARK, _ENCRYPTED = b"%%EOF", b"/Encrypt"
_OBJECT = re.compile(rb"\d+\s+\d+\s+obj\b|\bendobj\b")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_HEAD = re.compile(rb"(\d+)\s+\d+\s+obj\b")
_START = re.compile(rb"(?<!end)stream\r?\n")
_OF_PICTURE = re.compile(rb"/Subtype\s*/Image\b|/N\s+[134]\b")
"""Of these streams (pictures, colour profiles) none says what a page's text is. A damaged font takes its characters
off the page.
"""

_OTHER_FILTER = re.compile(
    rb"/(?:ASCII85Decode|ASCIIHexDecode|LZWDecode|RunLengthDecode|DCTDecode|JPXDecode|Crypt|A85|AHx|LZW)\b"
)
_FILTER = re.compile(rb"/Filter\s*\[?\s*/([^\s/<>\[\]]+)")
_FILTERED = re.compile(rb"/(?:Filter|F)(?![^\s/<>\[\]()])")
_DECODER = re.compile(rb"/(?:Flate|ASCII85|ASCIIHex|LZW|RunLength|CCITTFax|JBIG2|DCT|JPX)Decode\b")
_FILTERS = {
    b"FlateDecode", b"Fl", b"ASCII85Decode", b"A85", b"ASCIIHexDecode", b"AHx", b"LZWDecode", b"LZW",
    b"RunLengthDecode", b"RL", b"CCITTFaxDecode", b"CCF", b"JBIG2Decode", b"DCTDecode", b"DCT", b"JPXDecode", b"Crypt",
}  # fmt: skip
"""ISO 32000-1, tables 6 and 94."""

_CROSS_REFERENCES = re.compile(rb"/Type\s*/XRef\b")

_DICTIONARY = 600
"""Bytes before a stream in which its dictionary begins."""

_CHUNK, _MOST = 1 << 20, 64 << 20
"""Bytes that are unpacked at once, and of a whole file."""

_NAMED = 3
"""Attached files named in a sentence."""

ATTACHED, DAMAGED, HIDDEN_PAGES, FORM = "attached_files", "damaged_part", "hidden_pages", "dynamic_form"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the bytes of a PDF say: whether it has layers that may be off, its damaged parts, the pages in it."""

    layers: bool
    damaged: int
    pages: int


WHOLE_FILE = Facts(layers=False, damaged=0, pages=0)
"""What is known of a file of whose bytes nothing was asked."""


def open_pdf(data: bytes) -> pdfium.PdfDocument:
    """Opens a whole and readable PDF; raises ReadError otherwise."""
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadError(
                "encrypted_pdf", "the PDF is encrypted and asks for a password; get an open copy"
            ) from error
        raise ReadError("damaged_pdf", "the PDF is damaged or cut short; download it again") from error
    if _is_cut(data):
        pdf.close()
        raise ReadError("damaged_pdf", "the PDF is cut short (its end mark is missing); download it again")
    return pdf


def _is_cut(data: bytes) -> bool:
    """Whether a PDF ends before its end mark: none, or objects after the last (what a gateway appends is none)."""
    end = data.rfind(_END_MARK)
    return end < 0 or _OBJECT.search(data, end) is not None


def facts(data: bytes) -> Facts:
    """What the bytes of an open PDF say; an encrypted one is looked into as a copy that is not."""
    if _ENCRYPTED not in data:
        return _plain_facts(data)
    try:
        copy = _decrypted(data)
    except pdfium.PdfiumError:
        return Facts(True, 0, 0)
    streams = _streams(data)
    lists = [start for start, head in streams if _CROSS_REFERENCES.search(head) and b"/FlateDecode" in head]
    damaged = sum(_unpack(data, start, False, _MOST) is None for start in lists)
    return Facts(True, damaged + _plain_facts(copy, decrypted=True).damaged + _astray(data, streams), 0)


def _decrypted(data: bytes) -> bytes:
    stream = io.BytesIO()
    with pdfium.PdfDocument(data) as pdf:
        pdf.save(stream, flags=raw.FPDF_REMOVE_SECURITY)
    return stream.getvalue()


def _plain_facts(data: bytes, *, decrypted: bool = False) -> Facts:
    layers = b"/OCProperties" in data
    pages = {_number_before(data, match.start()) for match in _PAGE.finditer(data)}
    packed = 0
    streams = _streams(data)
    damaged = _astray(data, streams) + sum(_is_spoiled(head) for _, head in streams)
    room = _MOST
    for start, head in filter(_is_deflated_text, streams):
        if decrypted and _CROSS_REFERENCES.search(head):
            continue  # it never was encrypted (7.5.8.2), so pdfium spoils it
        keep = b"/ObjStm" in head
        text = _unpack(data, start, keep, room)
        if text is None:
            damaged += 1
        else:
            room -= len(text) if keep else 0
            layers = layers or b"/OCProperties" in text
            packed += len(_PAGE.findall(text)) if keep else 0
    return Facts(layers, damaged, len(pages) + packed)


def _streams(data: bytes) -> list[tuple[int, bytes]]:
    """Where each stream begins, and its dictionary."""
    return [(match.end(), _dictionary(data, match.start())) for match in _START.finditer(data)]


def _astray(data: bytes, streams: Sequence[tuple[int, bytes]]) -> int:
    """How many parts of a file are not where its lists say, or not written as they should be."""
    hidden = abs(len(streams) - data.count(b"endstream"))  # a word that a damaged byte hides
    hidden += lost_objects(data) + wrong_lengths(data, streams)
    return hidden + spoiled_objects(data, _places(data, streams))


def _places(data: bytes, streams: Iterable[tuple[int, bytes]]) -> Iterator[tuple[int, int]]:
    """Where each stream begins and ends; none in another."""
    end = 0
    for start, _ in streams:
        if start >= end:
            found = data.find(b"endstream", start)
            end = found if found >= 0 else len(data)
            yield start, end


def _number_before(data: bytes, at: int) -> bytes:
    heads = _HEAD.findall(data, max(0, at - 4 * _DICTIONARY), at)
    return heads[-1] if heads else str(at).encode()


def _is_deflated_text(stream: tuple[int, bytes]) -> bool:
    """Whether a stream, with its dictionary, is deflated and no picture."""
    head = stream[1]
    if b"/FlateDecode" not in head or not head.rstrip().endswith(b">>"):
        return False
    return not _OF_PICTURE.search(head) and not _OTHER_FILTER.search(head)


def _is_spoiled(head: bytes) -> bool:
    """Whether a stream's dictionary does not end, or names a filter that no reader knows or does not call it one."""
    if b"<<" not in head[:40]:
        return False
    if not _FILTERED.search(head) and _DECODER.search(head):
        return True
    return not head.rstrip().endswith(b">>") or not _FILTERS.issuperset(_FILTER.findall(head))


def _dictionary(data: bytes, end: int) -> bytes:
    head = data[max(0, end - _DICTIONARY) : end]
    return head[head.rfind(b"obj") :]


def _unpack(data: bytes, start: int, keep: bool, room: int) -> bytes | None:
    """A stream unpacked (nothing where it need not be kept); None where it is damaged."""
    unpacker = zlib.decompressobj()
    end = data.find(b"endstream", start)
    packed = memoryview(data)[start : end if end >= 0 else len(data)]
    text, done = b"", 0
    try:
        while not unpacker.eof and packed and done < room:
            piece = unpacker.decompress(packed, _CHUNK)
            packed = memoryview(unpacker.unconsumed_tail)
            done += len(piece)
            text += piece if keep else b""
    except zlib.error:
        return None
    return text if unpacker.eof or done >= room else None


def troubles(pdf: pdfium.PdfDocument, found: Facts) -> Iterator[Trouble]:
    """What an open PDF has beside pages that can be read."""
    if found.damaged:
        message = (
            f"{found.damaged} parts of the file are damaged (they do not unpack whole, or are not where its lists "
            "say), so that text may be missing; download it again"
        )
        yield Trouble("read", DAMAGED, message)
    if found.pages > len(pdf):
        message = (
            f"the file holds {found.pages} pages, of which its list of pages names {len(pdf)}; the others no viewer "
            "shows, and they are not read"
        )
        yield Trouble("read", HIDDEN_PAGES, message)
    if count := raw.FPDFDoc_GetAttachmentCount(pdf.raw):
        names = [_name(pdf, index) for index in range(min(count, _NAMED))]
        listed = ", ".join(f"`{name}`" for name in names if name)
        message = (
            f"the PDF carries {count} attached files ({listed}{' …' if count > _NAMED else ''}), which are not read; "
            "save them from it and run on them too"
        )
        yield Trouble("read", ATTACHED, message)
    if pdf.get_formtype() == raw.FORMTYPE_XFA_FULL:
        message = "the PDF is a form that a program fills in (XFA), which is not read; print it to PDF"
        yield Trouble("read", FORM, message)


def _name(pdf: pdfium.PdfDocument, index: int) -> str:
    try:
        return str(pdf.get_attachment(index).get_name())
    except pdfium.PdfiumError:
        return ""
