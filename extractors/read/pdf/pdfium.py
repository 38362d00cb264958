"""A page's characters and rules from pdfium, which reads them several times faster than pdfplumber's parser."""

import ctypes
import math
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from extractors.document.model import Box
from extractors.read.pdf.content import MOST_CHARS, MOST_EDGES, Char, PageContent, within

_FORM_DEPTH = 8
"""Forms nested deeper than this hold no table of a budget."""

_STRAIGHT = 1.0
"""Points by which a rule may lean and still be horizontal or vertical."""

GROUND = 3.0
"""A filled area higher and wider than so many points is ground, not a rule."""

_WHITE = 255

_JUMP = 0.2
"""A character that stands off the end of the last one by more than this share of its height begins something new."""

_SLANT = 0.05
"""Radians by which upright text may lean."""

Segment = tuple[tuple[float, float], tuple[float, float]]
Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def page_content(page: pdfium.PdfPage, number: int) -> PageContent:
    """The content of an open page, its rotation applied; the caller closes the page."""
    width, height = page.get_size()
    to_top_left = _to_top_left(page)
    clipped: dict[int, Box] = {}
    chars = list(_chars(page, to_top_left, clipped))
    found = _edges(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, to_top_left, _FORM_DEPTH)
    edges = list(islice(found, MOST_EDGES + 1))
    within(len(edges), MOST_EDGES, "rules")
    pictures = any(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=1)) if len(chars) < 100 else False
    return PageContent("pdfium", number, width, height, chars, edges, pictures, clipped)


def _to_top_left(page: pdfium.PdfPage) -> Matrix:
    """From the page's own space (origin bottom left, unrotated) to points from the top left of the page as shown."""
    x0, y0, x1, y1 = page.get_cropbox()
    match page.get_rotation():
        case 90:
            return (0.0, 1.0, 1.0, 0.0, -y0, -x0)
        case 180:
            return (-1.0, 0.0, 0.0, 1.0, x1, -y0)
        case 270:
            return (0.0, -1.0, -1.0, 0.0, y1, x1)
        case _:
            return (1.0, 0.0, 0.0, -1.0, -x0, y1)


def _apply(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _multiply(inner: Matrix, outer: Matrix) -> Matrix:
    """First `inner`, then `outer`."""
    a, b, c, d, e, f = inner
    x, y = _apply(outer, e, f)
    return (
        a * outer[0] + b * outer[2],
        a * outer[1] + b * outer[3],
        c * outer[0] + d * outer[2],
        c * outer[1] + d * outer[3],
        x,
        y,
    )


def _chars(page: pdfium.PdfPage, matrix: Matrix, clipped: dict[int, Box]) -> Iterator[Char]:
    """The characters that run along the page's sides; those aslant are stamped over it, a watermark or a seal.

    To `clipped` go the numbers of those that a clip hides, with the box that it shows.
    """
    text = page.get_textpage()
    try:
        box = raw.FS_RECTF()
        at = ctypes.byref(box)
        a, b, c, d, e, f = matrix
        handle = text.raw
        own = raw.FS_MATRIX()
        end = level = 0.0
        unicode_of, box_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
        count = 0
        shown: Box | None = None
        for index in range(within(raw.FPDFText_CountChars(handle), MOST_CHARS, "characters")):
            code = unicode_of(handle, index)
            if code < 32 or (code == 32 and raw.FPDFText_IsGenerated(handle, index) == 1):
                continue  # of what pdfium makes up, only spaces are left
            if not box_of(handle, index, at):
                continue
            left, low, right, high = box.left, box.bottom, box.right, box.top
            x0, y0 = a * left + c * low + e, b * left + d * low + f  # not by _apply, min and max: a third faster
            x1, y1 = a * right + c * high + e, b * right + d * high + f
            if x0 > x1:
                x0, x1 = x1, x0
            if y0 > y1:
                y0, y1 = y1, y0
            jump = _JUMP * (y1 - y0)
            new = abs(y0 - level) > jump or abs(x0 - end) > jump  # to ask of each would cost a fifth more
            end, level = x1, y0
            if new and raw.FPDFText_GetMatrix(handle, index, own) and is_aslant(own.a, own.b):
                continue
            if new:
                shown = _clip(raw.FPDFText_GetTextObject(handle, index), matrix)
            if shown and not shown[1] <= (y0 + y1) / 2 <= shown[3]:
                clipped[count] = shown
            count += 1
            yield Char(_character(code), x0, y0, x1, y1)
    finally:
        text.close()


def _clip(item: Any, matrix: Matrix) -> Box | None:
    """The box to which one path clips an object; None where none does, or several."""
    path = raw.FPDFPageObj_GetClipPath(item)
    if not path or raw.FPDFClipPath_CountPaths(path) != 1:
        return None
    x, y = ctypes.c_float(), ctypes.c_float()
    points = []
    for index in range(raw.FPDFClipPath_CountPathSegments(path, 0)):
        raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(path, 0, index), x, y)
        points.append(_apply(matrix, x.value, y.value))
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs), min(ys), max(xs), max(ys)) if points else None


def _character(code: int) -> str:
    """A code point as text; half of a surrogate pair, which only a damaged font map gives, is no character."""
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else chr(code)


def is_aslant(a: float, b: float) -> bool:
    """Whether text with this matrix runs along none of the page's sides; letters that only lean are italic."""
    return abs(math.remainder(math.atan2(b, a), math.pi / 2)) > _SLANT


def _edges(holder: Any, count: Any, get: Any, matrix: Matrix, depth: int) -> Iterator[dict[str, Any]]:
    """The straight rules of a page's or form's path objects, as pdfplumber's edges."""
    own = raw.FS_MATRIX()
    for index in range(count(holder)):
        item = get(holder, index)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            sides, ground = _sides(item, matrix)
            for (x0, y0), (x1, y1) in sides:
                edge = _edge(x0, y0, x1, y1)
                if edge:
                    edge["ground"] = ground
                    yield edge
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth:
            raw.FPDFPageObj_GetMatrix(item, own)
            placed = _multiply((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
            yield from _edges(item, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, placed, depth - 1)


def _sides(path: Any, matrix: Matrix) -> tuple[Iterable[Segment], bool]:
    """The straight segments of a path that is painted, and whether it is only a white ground behind text."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    if stroke.value or not fill.value:
        return (_segments(path, matrix) if stroke.value else ()), False
    left, low, right, high = (ctypes.c_float() for _ in range(4))
    if raw.FPDFPageObj_GetBounds(path, left, low, right, high):
        x0, y0, x1, y1 = left.value, low.value, right.value, high.value
        if min(x1 - x0, y1 - y0) <= _STRAIGHT:  # two of three paths: its box is the rule, whatever its points are
            corners = [_apply(matrix, x, y) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0))]
            return pairwise(corners), False
    segments = list(_segments(path, matrix))
    xs = [x for segment in segments for x, _ in segment]
    ys = [y for segment in segments for _, y in segment]
    if not segments or min(max(xs) - min(xs), max(ys) - min(ys)) <= GROUND:
        return segments, False
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFPageObj_GetFillColor(path, red, green, blue, alpha)
    return segments, red.value == green.value == blue.value == _WHITE


def _segments(path: Any, matrix: Matrix) -> Iterator[Segment]:
    """The straight segments of a path, subpaths closed where they say so."""
    points: list[tuple[float, float]] = []
    x, y, own = ctypes.c_float(), ctypes.c_float(), raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, own)
    a, b, c, d, e, f = _multiply((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        left, low = x.value, y.value
        point = (a * left + c * low + e, b * left + d * low + f)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO:
            points.append(point)
        else:
            yield from pairwise(points)
            points = [point]
        if raw.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    yield from pairwise(points)


def _edge(x0: float, y0: float, x1: float, y1: float) -> dict[str, Any] | None:
    left, right = (x0, x1) if x0 < x1 else (x1, x0)
    top, bottom = (y0, y1) if y0 < y1 else (y1, y0)
    if bottom - top <= _STRAIGHT < right - left:
        bottom = top
        orientation = "h"
    elif right - left <= _STRAIGHT < bottom - top:
        right = left
        orientation = "v"
    else:
        return None
    return {
        "x0": left,
        "x1": right,
        "top": top,
        "bottom": bottom,
        "width": right - left,
        "height": bottom - top,
        "orientation": orientation,
        "object_type": "line",
    }
