"""What a page writes and cannot draw, since its font is damaged: no viewer shows it, and no text layer has it.

pdfium leaves out of the text layer what a font of Type 3 has no drawing for (ISO 32000-1, 9.6.5).
"""

import ctypes
from collections.abc import Iterable, Iterator
from typing import Any

from pypdfium2 import raw

from extractors.document.troubles import Trouble
from extractors.read.pdf.geometry import Matrix

_NOTHING = 2
"""Bytes of a text that has no character: its end."""


_STACKED = 3
"""So many characters that stand where another does are no accent or mark put over a letter."""


def undrawn(texts: Iterable[tuple[Any, Matrix]], layer: Any) -> int:
    """How many text objects of a page, in fonts of Type 3, say nothing in its text layer and have no extent."""
    of_type_3: dict[bytes, bool] = {}
    count = 0
    font_of = raw.FPDFTextObj_GetFont
    for item, _ in texts:
        font = font_of(item)
        key = bytes(font)  # the pointer itself, in a tenth of the time that a cast takes
        if key not in of_type_3:
            of_type_3[key] = raw.FPDFFont_GetBaseFontName(font, None, 0) <= 1  # they alone have no name
        if of_type_3[key] and raw.FPDFTextObj_GetText(item, layer, None, 0) <= _NOTHING:
            count += _has_no_extent(item)
    return count


def said_undrawn(count: int, page: int) -> Iterator[Trouble]:
    """The trouble of a page with so many texts that cannot be drawn, or are drawn larger than it is."""
    if count:
        message = (
            f"page {page} writes {count} pieces of text that it cannot draw, as their font is damaged, and they are "
            "not read; look at it, or download it again"
        )
        yield Trouble("read", "undrawn_text", message, page)


def said_stacked(count: int, page: int) -> Iterator[Trouble]:
    """The trouble of a page on which so many characters stand where the one before them does."""
    if count >= _STACKED:
        message = (
            f"page {page} prints {count} characters in the place of the one before, as the widths in its font are "
            "damaged; look at it, or download it again"
        )
        yield Trouble("read", "stacked_text", message, page)


def _has_no_extent(item: Any) -> bool:
    left, low, right, high = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(item, left, low, right, high)
    return right.value <= left.value and high.value <= low.value
