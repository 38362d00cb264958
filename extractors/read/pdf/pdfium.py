"""A page's characters and rules from pdfium, which reads them several times faster than pdfplumber's parser."""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from extractors.document.model import Box
from extractors.read.pdf.clips import clip_of
from extractors.read.pdf.content import MOST_CHARS, MOST_EDGES, Char, PageContent, within
from extractors.read.pdf.geometry import Matrix, is_aslant, quarters_of, to_top_left, upright
from extractors.read.pdf.overprinted import Sheets, said_overprinted, sheets
from extractors.read.pdf.painted import Painted, address, painted
from extractors.read.pdf.shown import hide_unseen
from extractors.read.pdf.struck import without_struck
from extractors.read.pdf.turned_words import read_down
from extractors.read.pdf.undrawn import said_stacked, said_undrawn, undrawn
from extractors.read.pdf.upright_lines import put_upright
from extractors.values.symbols import is_symbol, with_signs

_JUMP = 0.2
"""A character that stands off the end of the last one by more than this share of its height begins something new."""

_SAME = 0.3
"""Points within which two characters begin in one place."""

_SIDEWAYS = 0.6
"""Share of a page's characters that run another way where the sheet lies on its side without saying so."""

_UNUSUAL = re.compile(r"[^\n\r\x20-\x7e\u2000-\u206f\u2e80-\u9fff\uff00-\uffef]")
"""What seldom stands in a disclosure: where it does, the fonts of the page are asked whether they map it."""

_LOW, _TINY = 1.5, 1.5
"""Points of height below which a character's font is asked for its size, and of size below which nobody reads it."""

_LINE_END_HYPHEN = 2
"""What pdfium says where a hyphen ends a line: it takes the word before it for one that goes on in the next."""

_PLAIN, _SURROGATES = 32, 0xD800
"""From and below which a code point is a character, whatever stands around it."""

_PRIVATE = range(0xE000, 0xF900)
UNMAPPED = "\ufffd"
BLOCK = "█"


@dataclass(slots=True)
class _Text:
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


def page_content(page: pdfium.PdfPage, number: int, *, layers: bool = False, damaged: bool = False) -> PageContent:
    """The content of an open page as it is shown, upright; the caller closes the page.

    `layers` says whether its file has layers that may be off, `damaged` whether parts of it are: in a whole file what
    cannot be drawn is a blank.
    """
    width, height = page.get_size()
    matrix = to_top_left(page)
    found = painted(page, matrix, layers=layers)
    hidden: list[Char] = []
    if found.unpainted or found.doubtful or found.covers:
        hidden = _hidden(page, matrix, found, hide_unseen(page, found))
    text, chars = _read(page, matrix, found)
    lost = text.undrawn * damaged + sum(char.bottom - char.top > height for char in chars)
    turned = max(text.ways, key=lambda way: text.ways[way], default=0)
    if text.ways[turned] > _SIDEWAYS * max(len(chars), 1):
        matrix, width, height = upright(matrix, turned, width, height)
        found = painted(page, matrix, layers=False)
        text, chars = _read(page, matrix, found, (turned, width, height))
    else:
        turned = 0
        chars += _blocks(found, chars)
    within(len(found.edges), MOST_EDGES, "rules")
    left, rules, troubles = without_struck(chars, found.edges, number) if not text.clipped else (chars, found.edges, [])
    pictures = any(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=1)) if len(chars) < 100 else False
    content = PageContent(
        "pdfium", number, width, height, left, rules, pictures, text.clipped,
        hidden=hidden, unmapped=text.unmapped, turned=turned,
        troubles=[*troubles, *said_undrawn(lost, number), *said_stacked(text.stacked, number)], shown=found.pictures,
    )  # fmt: skip
    cut = sheets(found)
    return _in_sheets(page, matrix, found, content, cut) if cut else content


def _in_sheets(page: pdfium.PdfPage, matrix: Matrix, found: Painted, content: PageContent, cut: Sheets) -> PageContent:
    """A page that prints one table over another, the second apart from the first."""
    read: list[PageContent] = []
    for second in (False, True):
        others = [item for at, (item, _) in enumerate(found.texts) if (at in cut.texts) != second]
        for item in others:
            raw.FPDFPageObj_SetIsActive(item, False)
        text, chars = _read(page, matrix, found)
        for item in others:
            raw.FPDFPageObj_SetIsActive(item, True)
        rules = found.edges[cut.rules :] if second else found.edges[: cut.rules]
        read.append(replace(content, chars=chars, edges=rules, clipped=text.clipped))
    troubles = [*content.troubles, *said_overprinted(content.number)]
    return replace(read[0], over=replace(read[1], troubles=()), troubles=troubles)


def _blocks(found: Painted, chars: list[Char]) -> Iterator[Char]:
    """A block for each text that is blacked out: what the page shows there, and no blank."""
    for x0, top, x1, bottom in found.blackened:
        if not any(x0 < (c.x0 + c.x1) / 2 < x1 and top < (c.top + c.bottom) / 2 < bottom for c in chars):
            yield Char(BLOCK, x0, top, x1, bottom)


def _hidden(page: pdfium.PdfPage, matrix: Matrix, found: Painted, unseen: list[Any]) -> list[Char]:
    """The characters of text objects that the page does not show, which are left inactive."""
    if not unseen:
        return []
    hidden = {address(item) for item in unseen}
    for item in unseen:
        raw.FPDFPageObj_SetIsActive(item, True)
    others = [
        item
        for item in (entry.raw for entry in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=8))
        if address(item) not in hidden
    ]
    for item in others:
        raw.FPDFPageObj_SetIsActive(item, False)
    _, chars = _read(page, matrix, found)
    for item in others:
        raw.FPDFPageObj_SetIsActive(item, True)
    for item in unseen:
        raw.FPDFPageObj_SetIsActive(item, False)
    return chars


def _read(
    page: pdfium.PdfPage, matrix: Matrix, found: Painted, lying: tuple[int, float, float] | None = None
) -> tuple[_Text, list[Char]]:
    """The page's characters, and what else its text layer says; `lying` are its quarters of a turn and its size."""
    layer = page.get_textpage()
    text = _Text()
    try:
        numbers: list[int] = []
        chars = list(_chars(layer.raw, matrix, found.nested, text, numbers))
        text.undrawn = undrawn(found.texts, layer.raw)
        if _UNUSUAL.search("".join(char.text for char in chars)):
            _ask_fonts(layer.raw, text, chars, numbers)
        if lying and text.sideways:
            quarters, *size = lying
            if set(text.ways) == {4 - quarters}:
                chars, text.sideways = put_upright(chars, text.sideways, found.edges, quarters, (size[0], size[1]))
        return text, read_down(chars, text.sideways) if text.sideways else chars
    finally:
        layer.close()


def _ask_fonts(handle: Any, text: _Text, chars: list[Char], numbers: list[int]) -> None:
    """Asks the fonts what unusual characters are: signs of Symbol, or such as they do not map, which are counted.

    Where an unusual one is not mapped, neither is trusted any other that is not: it is no longer to be read.
    """
    for at, number in enumerate(numbers):
        if ord(chars[at].text) in _PRIVATE and is_symbol(_font(handle, number)):
            chars[at] = chars[at]._replace(text=with_signs(chars[at].text))
    unmapped = raw.FPDFText_HasUnicodeMapError
    if not any(_UNUSUAL.match(c.text) and unmapped(handle, n) == 1 for c, n in zip(chars, numbers, strict=True)):
        return
    for at, number in enumerate(numbers):
        if unmapped(handle, number) == 1:
            text.unmapped += 1
            if ord(chars[at].text) not in _PRIVATE:
                chars[at] = chars[at]._replace(text=UNMAPPED)


def _font(handle: Any, number: int) -> str:
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    raw.FPDFText_GetFontInfo(handle, number, name, len(name), flags)
    return name.value.decode("utf-8", errors="replace")


def _chars(
    handle: Any, matrix: Matrix, nested: Mapping[int, Matrix], text: _Text, numbers: list[int]
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
