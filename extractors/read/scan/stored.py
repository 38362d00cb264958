"""Whether the pictures of a page that is read from its picture are as they were stored.

A byte that changed on the way turns what follows it into another picture or none, which no viewer says: rows of a scan
would be lost, or a digit be another. What is packed says by its own checksum or by its length whether it is whole.
"""

import re
import zlib
from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium
from pdfminer.ccitt import CCITTG4Parser
from pypdfium2 import raw

from extractors.document.troubles import Trouble
from extractors.read.scan.jpeg import is_whole

_FLATE, _JPEG, _FAX = {"FlateDecode", "Fl"}, {"DCTDecode", "DCT"}, {"CCITTFaxDecode", "CCF"}
_FAX_WORD, _GROUP_4 = re.compile(rb"/(?:CCITTFaxDecode|CCF)\b"), re.compile(rb"/K\s*-\d")
_BY_BYTES = re.compile(rb"/EncodedByteAlign\s+true\b")
_LARGEST = 1 << 20
"""Bytes of a picture that is looked through bit by bit, which takes a second or two of each megabyte."""

_LARGEST_FAX = 1 << 17
"""The same of a facsimile, of which a second goes through 60 KB: a sheet at 300 dots per inch."""

_MOST, _DEPTH = 128 << 20, 4


def damaged_pictures(page: pdfium.PdfPage, data: bytes, number: int) -> Iterator[Trouble]:
    """What is to be said of a page where a picture on it is not what was stored; `data` is its file."""
    usual_fax = not _BY_BYTES.search(data) and len(_GROUP_4.findall(data)) >= len(_FAX_WORD.findall(data))
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=_DEPTH):
        if not _is_as_stored(item, usual_fax and _columns(item, data)):
            message = (
                f"page {number} is read from a picture that is damaged (it does not unpack to as much as it says), so "
                "that numbers may be missing or others; download the file again"
            )
            yield Trouble("read", "damaged_picture", message, number)
            return


def _columns(item: pdfium.PdfImage, data: bytes) -> bool:
    """Whether a picture's width is one that a facsimile of the file has."""
    return re.search(rb"/Columns\s+%d\b" % item.get_px_size()[0], data) is not None


def _is_as_stored(item: pdfium.PdfImage, usual_fax: bool) -> bool:
    """Whether a picture unpacks whole; so too where its packing cannot be judged."""
    filters, stored = item.get_filters(), bytes(item.get_data())
    while filters and filters[0] in _FLATE:
        unpacked = _inflated(stored)
        if unpacked is None:
            return False
        filters, stored = filters[1:], unpacked
    if len(filters) != 1:
        return True
    if filters[0] in _JPEG:
        return len(stored) > _LARGEST or is_whole(stored) is not False
    if filters[0] in _FAX and usual_fax:
        return len(stored) > _LARGEST_FAX or _has_lines(stored, *item.get_px_size())
    return True


def _inflated(stored: bytes) -> bytes | None:
    """A stream unpacked, so much of it as a page's picture may have; None where it is damaged."""
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(stored, _MOST)
    except zlib.error:
        return None
    return text if unpacker.eof or unpacker.unconsumed_tail else None


class _Lines(CCITTG4Parser):
    """Counts the lines of a facsimile (ITU-T T.6)."""

    count = 0

    def output_line(self, y: int, bits: Sequence[int]) -> None:  # noqa: ARG002 (as its parser calls it)
        """Takes a line that has as many dots as it should."""
        self.count += 1


def _has_lines(stored: bytes, width: int, height: int) -> bool:
    """Whether a facsimile has just the lines that it should: one byte changed makes others of all that follow."""
    lines = _Lines(width)
    try:
        lines.feedbytes(stored)
    except Exception:  # its parser asserts, or looks where nothing is
        return False
    return lines.count == height
