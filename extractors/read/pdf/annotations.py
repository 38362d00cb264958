"""What is typed or filled in over a page (form fields, typed notes, stamps) becomes part of it, as viewers draw it."""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from extractors.document.troubles import Trouble

_DRAWN = (raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_STAMP)
"""Kinds that may hold text of the page; links, marks and notes that pop up hold none."""

_UNSEEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_EMPTY = 2
"""Bytes of an empty text: the end of a text in UTF-16."""

_NAMED = 3
UNDRAWN = "undrawn_annotations"


def with_annotations(pdf: pdfium.PdfDocument, page: pdfium.PdfPage, index: int) -> tuple[pdfium.PdfPage, list[Trouble]]:
    """An open page with its annotations drawn into it (another page object, where it has any); what could not be.

    One without a drawing of its own is named with what it says.
    """
    count = raw.FPDFPage_GetAnnotCount(page.raw)
    if count <= 0:
        return page, []
    others, texts, drawn = [], list[str](), 0
    for at, annotation, kind in _annotations(page, count):
        if kind not in _DRAWN or raw.FPDFAnnot_GetFlags(annotation) & _UNSEEN:
            others.append(at)
        elif _length(annotation) > _EMPTY:
            drawn += 1
        elif text := _text(annotation, b"V" if kind == raw.FPDF_ANNOT_WIDGET else b"Contents"):
            texts.append(text)
    if drawn:
        for at in reversed(others):
            raw.FPDFPage_RemoveAnnot(page.raw, at)
        if raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
            page.close()
            page = pdf[index]
        else:
            texts.append("…")
    return page, [_undrawn(index + 1, texts)] if texts else []


def _undrawn(page: int, texts: list[str]) -> Trouble:
    listed = ", ".join(f"`{text[:40]}`" for text in texts[:_NAMED])
    message = (
        f"page {page} has {len(texts)} form fields or typed notes that are not drawn in the file ({listed}"
        f"{' …' if len(texts) > _NAMED else ''}), which are not read; print the file to PDF and run on that"
    )
    return Trouble("read", UNDRAWN, message, page)


def _annotations(page: pdfium.PdfPage, count: int) -> Iterator[tuple[int, Any, int]]:
    for at in range(count):
        annotation = raw.FPDFPage_GetAnnot(page.raw, at)
        if annotation:
            yield at, annotation, raw.FPDFAnnot_GetSubtype(annotation)
            raw.FPDFPage_CloseAnnot(annotation)


def _length(annotation: Any) -> int:
    """Bytes of an annotation's drawing, at least those of an empty text."""
    return int(raw.FPDFAnnot_GetAP(annotation, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0))


def _text(annotation: Any, key: bytes) -> str:
    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return " ".join(buffer.raw[:-2].decode("utf-16-le", errors="replace").split())
