"""Fonts that a PDF names and does not bring along.

For Chinese ones pdfium takes one of the machine's; on a machine that has none it leaves their characters out without a
word. There such pages are read by pdfplumber, which needs no font: the same bytes give the same text everywhere. For a
font that a page's resources lack it takes Helvetica, whatever the codes were, and no parser can know better.
"""

import ctypes
import re
from collections import Counter
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

from extractors.document.place import Box
from extractors.document.troubles import Trouble
from extractors.read.pdf.content import PageContent
from extractors.read.pdf.geometry import Matrix, apply, to_top_left
from extractors.read.pdf.pdfium import UNMAPPED

_STANDARD = ("Helvetica", "Arial", "Times", "Courier", "Symbol", "ZapfDingbats")
_SIZE = 40
_FORM_DEPTH = 8

_TAKEN = "Helvetica"
_NONSENSE = re.compile(
    r"[\x00-\x08\x0e-\x1f\ufffd\u00a1-\u00a6\u00a8-\u00aa\u00ac-\u00af\u00b4-\u00b6\u00b8-\u00d6\u00d8-\u00f6\u00f8-\u024f]"
)
"""What codes of another font are in Helvetica: signs and letters of other alphabets than the English one, or none."""

_MOST = 0.5
"""Share of a page's characters in such a font beyond which nothing of the page is read."""

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
    known: dict[int, bool] = {}
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=_FORM_DEPTH):
        font = raw.FPDFTextObj_GetFont(item.raw)
        key = _address(font)
        if key not in known:
            known[key] = raw.FPDFFont_GetIsEmbedded(font) == 1 or _name(font).startswith(_STANDARD)
    return all(known.values())


def lost_fonts(page: pdfium.PdfPage, content: PageContent) -> set[int]:
    """The fonts that an open page writes in and the file does not have, by address: what they say is nonsense.

    A page without any such character is not asked.
    """
    if len(_NONSENSE.findall("".join(char.text for char in content.chars))) < _FEW:
        return set()
    written = page.get_textpage()
    nonsense: Counter[int] = Counter()
    try:
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            font = raw.FPDFTextObj_GetFont(item.raw)
            if raw.FPDFFont_GetIsEmbedded(font) == 0 and _name(font) == _TAKEN:
                nonsense[_address(font)] += len(_NONSENSE.findall(_text(item, written)))
    finally:
        written.close()
    return {font for font, count in nonsense.items() if count >= _FEW}


def legible(page: pdfium.PdfPage, content: PageContent, fonts: set[int]) -> PageContent | Trouble:
    """What an open page says in other fonts than these, the rest as unknown signs; a trouble where that is most."""
    lost = _lost(page, fonts) if not content.turned else None
    chars = [char._replace(text=UNMAPPED) if lost is None or char[1:] in lost else char for char in content.chars]
    count = sum(char.text == UNMAPPED for char in chars)
    if count > _MOST * len(chars):
        message = f"page {content.number} writes in a font that is not in the file, and is not read; look at it"
        return Trouble("read", "missing_font", message, content.number)
    lacking = (
        f"page {content.number} writes {count} of its {len(chars)} characters in a font that is not in the file, and "
        "they are not read; look at it"
    )
    trouble = Trouble("read", "missing_font", lacking, content.number)
    return replace(content, chars=chars, troubles=[*content.troubles, trouble])


def _lost(page: pdfium.PdfPage, fonts: set[int]) -> set[Box]:
    """The boxes of the characters that an open page writes in some fonts."""
    matrix = to_top_left(page)
    written = page.get_textpage()
    try:
        return {
            box
            for number in range(raw.FPDFText_CountChars(written.raw))
            if (item := raw.FPDFText_GetTextObject(written.raw, number))
            and _address(raw.FPDFTextObj_GetFont(item)) in fonts
            and (box := _box(written.raw, number, matrix))
        }
    finally:
        written.close()


def _address(font: Any) -> int:
    return ctypes.cast(font, ctypes.c_void_p).value or 0


def _box(layer: Any, number: int, matrix: Matrix) -> Box | None:
    """The box of a character as `Char` has it."""
    box = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(layer, number, box):
        return None
    (x0, y0), (x1, y1) = apply(matrix, box.left, box.bottom), apply(matrix, box.right, box.top)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


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
