"""The characters of a page's text layer as it places them, and what else it says of them."""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pypdfium2 import raw

from extractors.document.place import Box
from extractors.read.pdf.clips import clip_of
from extractors.read.pdf.content import MOST_CHARS, Char, within
from extractors.read.pdf.geometry import Matrix, is_aslant, quarters_of
from extractors.read.pdf.painted import address

_JUMP = 0.2
"""A character that stands off the end of the last one by more than this share of its height begins something new."""

_SAME = 0.3
"""Points within which two characters begin in one place."""

_LOW, _TINY = 1.5, 1.5
"""Points of height below which a character's font is asked for its size, and of size below which nobody reads it."""

_LINE_END_HYPHEN = 2
"""What pdfium says where a hyphen ends a line: it takes the word before it for one that goes on in the next."""

_PLAIN, _SURROGATES = 32, 0xD800
"""From and below which a code point is a character, whatever stands around it."""


@dataclass(slots=True)
class TextLayer:
    """What a page's text layer says beside its characters.

    `clipped` are the numbers of those that a clip hides, with the box that it shows; `ways` counts those that run
    down, left or up, `sideways` are their numbers; `unmapped` those whose font does not say what they are; `undrawn`
    the text objects that cannot be drawn, `stacked` the characters that stand where the last one does.
    """

    clipped: dict[int, Box] = field(default_factory=dict)
    ways: Counter[int] = field(default_factory=Counter)
    sideways: list[int] = field(default_factory=list)
    unmapped: int = 0
    undrawn: int = 0
    stacked: int = 0


def chars_of_layer(
    handle: Any, matrix: Matrix, nested: Mapping[int, Matrix], text: TextLayer, numbers: list[int]
) -> Iterator[Char]:
    """The characters that run along the page's sides; those aslant are stamped over it, a watermark or a seal.

    To `numbers` go theirs in the text layer.
    """
    box = raw.FS_RECTF()
    at = ctypes.byref(box)
    a, b, c, d, e, f = matrix
    own = raw.FS_MATRIX()
    start = end = level = 0.0
    last = 0
    unicode_of, box_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    make = tuple.__new__  # what Char(…) comes to, without the call between: a page has a thousand
    count = way = 0
    shown: Box | None = None
    for index in range(within(raw.FPDFText_CountChars(handle), MOST_CHARS, "characters")):
        code = unicode_of(handle, index)
        if code <= 32 and (code in (10, 13) or raw.FPDFText_IsGenerated(handle, index) == 1):
            continue  # of what pdfium makes up, only spaces are left
        if not box_of(handle, index, at):
            continue
        left, low, right, high = box.left, box.bottom, box.right, box.top
        x0, y0 = a * left + c * low + e, b * left + d * low + f  # not by apply, min and max: a third faster
        x1, y1 = a * right + c * high + e, b * right + d * high + f
        if x0 > x1:
            x0, x1 = x1, x0
        y0, y1 = (y0, y1) if y0 <= y1 else (y1, y0)
        if y1 - y0 < _LOW and _is_tiny(handle, index, own):
            continue
        jump = _JUMP * (y1 - y0)
        new = abs(y0 - level) > jump or abs(x0 - end) > jump  # to ask of each would cost a fifth more
        text.stacked += new and code != last > _PLAIN < code and abs(x0 - start) < _SAME and abs(y0 - level) < jump
        start, end, level, last = x0, x1, y0, code
        if new:
            if raw.FPDFText_GetMatrix(handle, index, own):
                if is_aslant(own.a, own.b):
                    continue
                way = quarters_of(matrix, own.a, own.b)
            item = raw.FPDFText_GetTextObject(handle, index)
            shown = clip_of(item, nested.get(address(item), matrix) if nested else matrix)
        if shown and not (shown[1] <= (y0 + y1) / 2 <= shown[3] and shown[0] <= (x0 + x1) / 2 <= shown[2]):
            text.clipped[count] = shown
        if way:
            text.ways[way] += 1
            text.sideways.append(count)
        count += 1
        numbers.append(index)
        character = chr(code) if _PLAIN <= code < _SURROGATES else _character(handle, index, code)
        yield make(Char, (character, x0, y0, x1, y1))


def _is_tiny(handle: Any, index: int, own: Any) -> bool:
    """Whether a character is too small to be read by anybody; low boxes may be those of points."""
    scale = math.hypot(own.c, own.d) if raw.FPDFText_GetMatrix(handle, index, own) else 1.0
    return 0 < float(raw.FPDFText_GetFontSize(handle, index)) * scale < _TINY


def _character(handle: Any, index: int, code: int) -> str:
    """A code point as text; half of a surrogate pair, which only a damaged font map gives, is no character.

    A hyphen at the end of a line is one that is printed (`2031年-2033年`): Chinese divides no words.
    """
    if code == _LINE_END_HYPHEN and raw.FPDFText_IsHyphen(handle, index) == 1:
        return "-"
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else chr(code)
