"""A PDF as every engine reads it alike: what its pages show and nothing else, and no permissions that forbid it."""

import io
from collections.abc import Collection

import pypdfium2 as pdfium
from pypdfium2 import raw

from extractors.read.pdf.annotations import with_annotations
from extractors.read.pdf.geometry import to_top_left
from extractors.read.pdf.painted import painted
from extractors.read.pdf.shown import hide_unseen

_ENCRYPTED = b"/Encrypt"


def plain_copy(data: bytes, altered: Collection[int]) -> bytes:
    """The PDF itself, or a copy where some pages (from 1) hold more or other than they show, or it is encrypted.

    In it form fields and typed notes are part of their pages, hidden text is gone, and the sheet is what is cropped.
    """
    if not altered and _ENCRYPTED not in data:
        return data
    with pdfium.PdfDocument(data) as pdf:
        for number in sorted(altered):
            _make_plain(pdf, number - 1)
        stream = io.BytesIO()
        pdf.save(stream, flags=raw.FPDF_REMOVE_SECURITY)
        return stream.getvalue()


def _make_plain(pdf: pdfium.PdfDocument, index: int) -> None:
    page, _ = with_annotations(pdf, pdf[index], index)
    try:
        unseen = hide_unseen(page, painted(page, to_top_left(page), layers=True))
        gone = [item for item in unseen if raw.FPDFPage_RemoveObject(page.raw, item)]
        if gone:
            page.gen_content()
        page.set_mediabox(*page.get_cropbox())
    finally:
        page.close()
