"""A page's characters and rules from pdfium, which reads them several times faster than pdfplumber's parser."""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from extractors.read.pdf.content import MOST_EDGES, Char, PageContent, within
from extractors.read.pdf.geometry import Matrix, to_top_left, upright
from extractors.read.pdf.overprinted import Sheets, said_overprinted, sheets
from extractors.read.pdf.painted import Painted, address, painted
from extractors.read.pdf.shown import hide_unseen
from extractors.read.pdf.struck import without_struck
from extractors.read.pdf.text_layer import TextLayer, chars_of_layer
from extractors.read.pdf.turned_words import read_down
from extractors.read.pdf.undrawn import said_stacked, said_undrawn, undrawn
from extractors.read.pdf.upright_lines import put_upright
from extractors.values.symbols import is_symbol, with_signs

_SIDEWAYS = 0.6
"""Share of a page's characters that run another way where the sheet lies on its side without saying so."""

_UNUSUAL = re.compile(r"[^\n\r\x20-\x7e\u2000-\u206f\u2e80-\u9fff\uff00-\uffef]")
"""What seldom stands in a disclosure: where it does, the fonts of the page are asked whether they map it."""

_PRIVATE = range(0xE000, 0xF900)
UNMAPPED = "\ufffd"
BLOCK = "█"


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
) -> tuple[TextLayer, list[Char]]:
    """The page's characters, and what else its text layer says; `lying` are its quarters of a turn and its size."""
    layer = page.get_textpage()
    text = TextLayer()
    try:
        numbers: list[int] = []
        chars = list(chars_of_layer(layer.raw, matrix, found.nested, text, numbers))
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


def _ask_fonts(handle: Any, text: TextLayer, chars: list[Char], numbers: list[int]) -> None:
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
