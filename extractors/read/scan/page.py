"""A page without a usable text layer → its content, as pdfium would give it: rules and characters, by recognition.

Ruling lines make the grid, and each cell's lines are cut out and read by themselves, so that no neighbour and no rule
is read into them. What stands outside grids is cut into lines likewise. The page is set upright first: its width,
height and boxes are those of the sheet as one reads it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean

import cv2
import numpy as np
import pypdfium2 as pdfium

from extractors.read.pdf.content import Char, Glyph, PageContent, Reading
from extractors.read.pdf.grid import ruled_grids
from extractors.read.pdf.ruling import Rule
from extractors.read.scan.engine import Image, recognise
from extractors.read.scan.image import Raster, render, skew, straight, turned
from extractors.read.scan.lines import Span, print_height, spans, without_specks
from extractors.read.scan.numbers import looks_like_a_number
from extractors.read.scan.ruling import ruling
from extractors.values.text import is_ideograph
from schemas.words.numerals import numerals

_MARGIN, _SIDE = 0.15, 0.35
"""Shares of a line's height left above and below it, and at its sides, where it is cut out: a point may end it."""

_SAMPLE, _WORDS = 8, 8
"""Lines that tell which way up a page is, and ideographs in them that do."""

_UPRIGHT = 0.93
"""Mean confidence with which lines are read that stand upright."""

_FEWEST = 3
"""Different characters that a page of print has at least; strokes of a drawing are read as 一 and 1."""

_LOOSE, _LONG = 1.15, 4
"""Heights of a line that a character takes at most, and characters that the longest lines have at least: where fewer
are read, what seems a line is what stands below each other."""

_LEGIBLE = 0.5
"""Mean confidence below which a line is no print: dirt, a picture, a signature."""

_WHITE = 255

_SMALLEST = 0.35
"""Share of the print's height that a line measures at least, one way."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """An upright page: its picture without rules, the ink of its print, the height of its common print in pixels."""

    raster: Raster
    rules: list[Rule]
    gray: Image
    ink: Image
    height: float


def is_blank(page: pdfium.PdfPage) -> bool:
    """Whether nothing is printed on an open page; raises PageLimitError as `scanned` does."""
    return not _has_print(render(page))


def scanned(page: pdfium.PdfPage, number: int) -> PageContent:
    """The content of an open page as it is recognised from its picture; without characters where it has no print.

    Raises PageLimitError where its picture is larger than any sheet's, ReadError where the extra is missing.
    """
    raster = render(page)
    quarters, sheet = _upright(raster) if _has_print(raster) else (0, None)
    readings = [reading for reading in _readings(sheet) if _is_print(reading)] if sheet else []
    if len({char for reading in readings for char in reading.text}) < _FEWEST:
        readings = []
    rows, columns = (sheet.raster if sheet else raster).gray.shape
    return PageContent(
        "scan",
        number,
        columns * raster.points,
        rows * raster.points,
        [char for reading in readings for char in _chars(reading)],
        sheet.rules if sheet and readings else [],
        pictures=True,
        readings=readings,
        turned=quarters,
    )


def way_up(page: pdfium.PdfPage) -> tuple[int, float]:
    """By how many right angles, and then degrees, an open page is turned counter-clockwise before it is recognised.

    Raises as `scanned` does.
    """
    raster = render(page)
    if not _has_print(raster):
        return 0, 0.0
    quarters, _ = _upright(raster)
    return quarters, skew(turned(raster, quarters))


def _has_print(raster: Raster) -> bool:
    """Whether there is more ink than dust leaves."""
    ink = without_specks(raster.ink, 10.5 * raster.dpi / 72)
    return bool(np.count_nonzero(ink) > raster.dpi)


def _upright(raster: Raster) -> tuple[int, _Sheet]:
    """The page straight and the right way up, with the right angles by which it was turned: none where its lines can
    be read, else as they are read best.
    """
    best: tuple[float, int, _Sheet] | None = None
    for quarters in (0, 2, 1, 3):
        sheet = _sheet(straight(turned(raster, quarters)))
        sure = _sureness(sheet)
        if best is None or sure > best[0]:
            best = sure, quarters, sheet
        if sure > _UPRIGHT:
            break
    assert best
    return best[1:]


def _sheet(raster: Raster) -> _Sheet:
    rules, ruled = ruling(raster)
    ink = cv2.bitwise_and(raster.ink, cv2.bitwise_not(ruled))
    height = print_height(ink, raster.dpi)
    gray = np.where(ruled > 0, 255, raster.gray).astype(np.uint8)
    return _Sheet(raster, rules, gray, without_specks(ink, height), height)


def _sureness(sheet: _Sheet) -> float:
    """The mean confidence with which the page's longest lines are read, and the ideographs among them: a digit on its
    side is read as another, and with confidence.
    """
    whole = _whole(sheet)
    found = [(region, span) for region in (*_cells(sheet), whole) for span in _spans(sheet, region)]
    likely = [(r, s) for r, s in found if s.bottom - s.top < 2 * sheet.height and s.x1 - s.x0 > 2 * sheet.height]
    longest = sorted(likely, key=lambda pair: pair[1].x0 - pair[1].x1)[:_SAMPLE]
    glyphs: list[Glyph] = []
    room = 0.0
    for region, span in longest:
        short = span._replace(x1=min(span.x1, span.x0 + round(10 * sheet.height)))
        glyphs += [glyph for glyph in recognise(_cut(sheet, short, region)) if glyph.text.strip()]
        room += (short.x1 - short.x0) / (_LOOSE * (short.bottom - short.top))
    words = [glyph.confidence for glyph in glyphs if is_ideograph(glyph.text) and glyph.text != numerals().stroke]
    sure = sum(glyph.confidence for glyph in glyphs)
    long = min(1.0, len(glyphs) / (_LONG * max(len(longest), 1)))
    return long * min(sure / max(len(glyphs), room, 1), sum(words) / max(len(words), _WORDS))


def _whole(sheet: _Sheet) -> Span:
    return Span(0, 0, sheet.ink.shape[1], sheet.ink.shape[0])


def _cells(sheet: _Sheet) -> Iterator[Span]:
    """The cells of the page's grids, the inmost first."""
    dot = sheet.raster.dpi / 72
    bottom, right = sheet.ink.shape
    for grid in sorted(ruled_grids(sheet.rules), key=lambda grid: grid.area):
        for *_, box in grid.cells:
            x0, top, x1, low = (round(value * dot) for value in box)
            yield Span(max(x0, 0), max(top, 0), min(x1, right), min(low, bottom))


def _spans(sheet: _Sheet, region: Span) -> list[Span]:
    least = _SMALLEST * sheet.height
    found = spans(sheet.ink, region, sheet.height)
    return [span for span in found if not _is_dirt(span, region, least)]


def _is_dirt(span: Span, region: Span, least: float) -> bool:
    """Whether a mark is too small for print, or the rest of a rule at the edge of its cell."""
    low = span.bottom - span.top < least
    at_edge = min(span.top - region.top, region.bottom - span.bottom) < least
    return low and (at_edge or span.x1 - span.x0 < least)


def _readings(sheet: _Sheet) -> Iterator[Reading]:
    """The lines in cells, then those outside; print that one region took is no other's."""
    for region in (*_cells(sheet), _whole(sheet)):
        for span in _spans(sheet, region):
            yield _read(sheet, span, region)
        sheet.ink[region.top : region.bottom, region.x0 : region.x1] = 0


def _read(sheet: _Sheet, span: Span, region: Span) -> Reading:
    picture = _cut(sheet, span, region)
    glyphs = tuple(recognise(picture))
    text = "".join(glyph.text for glyph in glyphs)
    again = _read_again(picture) if looks_like_a_number(text) else ()
    stamped = bool(sheet.raster.stamped[span.top : span.bottom, span.x0 : span.x1].any())
    points = sheet.raster.points
    box = (span.x0 * points, span.top * points, span.x1 * points, span.bottom * points)
    return Reading(box, glyphs, again, stamped)


def _read_again(picture: Image) -> tuple[str, ...]:
    """What a number's picture is read as in black and white."""
    _, black = cv2.threshold(picture, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    return ("".join(glyph.text for glyph in recognise(np.asarray(black))),)


def _is_print(reading: Reading) -> bool:
    return bool(reading.text) and mean(glyph.confidence for glyph in reading.glyphs) > _LEGIBLE


def _cut(sheet: _Sheet, span: Span, region: Span) -> Image:
    """A line's picture with a margin around it, white where its region ends; a dash alone as high as a line is."""
    high = span.bottom - span.top
    pad, side = max(2, round(high * _MARGIN)), max(2, round(high * _SIDE))
    if high < sheet.height / 2:
        pad = side = round((sheet.height - high) / 2)
    x0, top = max(span.x0 - side, region.x0), max(span.top - pad, region.top)
    x1, bottom = min(span.x1 + side, region.x1), min(span.bottom + pad, region.bottom)
    down = (pad - (span.top - top), pad - (bottom - span.bottom))
    across = (side - (span.x0 - x0), side - (x1 - span.x1))
    return np.pad(sheet.gray[top:bottom, x0:x1], (down, across), constant_values=_WHITE)


def _chars(reading: Reading) -> Iterator[Char]:
    """A line's characters side by side: only its ends are measured, so no gap is made up between them."""
    x0, top, x1, bottom = reading.box
    glyphs = [glyph for glyph in reading.glyphs if glyph.text.strip()]
    middles = [x0 + glyph.at * (x1 - x0) for glyph in glyphs]
    bounds = [x0, *((left + right) / 2 for left, right in pairwise(middles)), x1]
    for glyph, (left, right) in zip(glyphs, pairwise(bounds), strict=bool(glyphs)):
        yield Char(glyph.text, left, top, right, bottom)
