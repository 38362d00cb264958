"""Fonts that a PDF names and does not bring along.

For Chinese ones pdfium takes one of the machine's; on a machine that has none it leaves their characters out without a
word. There such pages are read by pdfplumber, which needs no font: the same bytes give the same text everywhere. For a
font that a page's resources lack it takes Helvetica, whatever the codes were, and no parser can know better.
"""

import ctypes
import re
from functools import cache
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

from extractors.read.pdf.content import PageContent

_STANDARD = ("Helvetica", "Arial", "Times", "Courier", "Symbol", "ZapfDingbats")
_SIZE = 40
_FORM_DEPTH = 8

_TAKEN = "Helvetica"
_NONSENSE = re.compile(
    r"[\x00-\x08\x0e-\x1f\ufffd\u00a1-\u00a6\u00a8-\u00aa\u00ac-\u00af\u00b4-\u00b6\u00b8-\u00d6\u00d8-\u00f6\u00f8-\u024f]"
)
"""What codes of another font are in Helvetica: signs and letters of other alphabets than the English one, or none."""

_FEW = 3
"""So many of them are not the name of somebody or the sign of a currency."""


@cache
def has_chinese_fonts() -> bool:
    """Whether this machine has a font that pdfium draws Chinese with: whether a sheet with 永 on it is not blank."""
    try:
        with pdfium.PdfDocument(_sheet()) as pdf:
            page = pdf[0]
            picture = page.render(scale=1, grayscale=True).to_numpy()
            return bool(np.any(picture < 128))
    except pdfium.PdfiumError:
        return True  # nothing is known then, and pdfium is asked as ever


def brings_its_fonts(page: pdfium.PdfPage) -> bool:
    """Whether the file has all fonts of an open page in it but those that every PDF reader brings along."""
    known: dict[int | None, bool] = {}
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=_FORM_DEPTH):
        font = raw.FPDFTextObj_GetFont(item.raw)
        key = ctypes.cast(font, ctypes.c_void_p).value
        if key not in known:
            known[key] = raw.FPDFFont_GetIsEmbedded(font) == 1 or _name(font).startswith(_STANDARD)
    return all(known.values())


def lacks_font(page: pdfium.PdfPage, content: PageContent) -> bool:
    """Whether an open page writes in a font that the file does not have: what it says is nonsense, or not there.

    A page without any such character is not asked.
    """
    if len(_NONSENSE.findall("".join(char.text for char in content.chars))) < _FEW:
        return False
    written = page.get_textpage()
    try:
        texts = [_text(item, written) for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]) if _is_taken(item)]
    finally:
        written.close()
    return sum(len(_NONSENSE.findall(text)) for text in texts) >= _FEW


def _is_taken(item: Any) -> bool:
    font = raw.FPDFTextObj_GetFont(item.raw)
    return raw.FPDFFont_GetIsEmbedded(font) == 0 and _name(font) == _TAKEN


def _text(item: Any, written: pdfium.PdfTextPage) -> str:
    size = raw.FPDFTextObj_GetText(item.raw, written.raw, None, 0)
    text = ctypes.create_string_buffer(max(size, 2))
    raw.FPDFTextObj_GetText(item.raw, written.raw, ctypes.cast(text, ctypes.POINTER(ctypes.c_ushort)), size)
    return text.raw[:-2].decode("utf-16-le", errors="replace")


def _name(font: Any) -> str:
    name = ctypes.create_string_buffer(128)
    raw.FPDFFont_GetBaseFontName(font, name, len(name))
    return name.value.decode("utf-8", errors="replace")


def _sheet() -> bytes:
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_SIZE} {_SIZE}] /Resources << /Font << /F 4 0 R >> >> "
        "/Contents 7 0 R >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 6 0 R "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
        "/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
        "<< /Length 40 >>\nstream\nBT /F 30 Tf 5 8 Td <6C38> Tj ET         \nendstream",
    ]
    return "\n".join(
        [
            "%PDF-1.4",
            *(f"{n} 0 obj\n{body}\nendobj" for n, body in enumerate(bodies, 1)),
            "trailer << /Root 1 0 R >>",
            "%%EOF",
        ]
    ).encode()
