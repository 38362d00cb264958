"""What a page does not show is taken off it before it is read: text that no viewer draws is no text.

Invisible by its own word is text of render mode 3 or 7 (ISO 32000-1, 9.3.6). In doubt is text of a light colour, of a
layer (8.11), and what a picture or filled area painted later may cover: the page is drawn with and without it, and
what makes no difference goes.
"""

import ctypes
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

from extractors.document.model import Box
from extractors.read.pdf.clips import clip_of, shown_edges
from extractors.read.pdf.content import MOST_EDGES
from extractors.read.pdf.dotted import dot_of, dotted_rules
from extractors.read.pdf.geometry import Matrix, apply, multiply
from extractors.read.pdf.paths import edges_of

_UNPAINTED = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)

_LIGHT, _FAINT = 200, 30
"""The least of its three colours from which on text is light, and opacity up to which it is faint, of 255."""

_FORM_DEPTH = 8
"""Forms nested deeper than this hold no table of a budget."""

_SCALE, _LARGEST = 2.0, 4_000.0
"""Pixels a point where a page is drawn to be compared, and at most on a side."""

_SEEN = 16
"""Levels of 255 by which a pixel must differ for an eye to see it."""

_CONTRAST, _INKED = 12, 64
"""Levels of 255 between a letter and its ground that an eye sees, and what black ink must make there to tell them."""

_PART = 0.4
"""Share of its letters that differs from what is behind them where a text is seen."""

_MOST, _DARK = 90, 110
"""Per cent of the pixels in a text's place that are darker than so many of 255 levels where it is blacked out."""

_COVERED = 0.6
"""Share of a text's box that lies under what is painted later where it may not be seen."""


@dataclass(slots=True)
class Painted:
    """What a page's objects are, in the order in which they are painted.

    `edges` are its rules, `unpainted` the text objects that say that they are not drawn, `doubtful` those that may not
    be; `texts` are all others, each with the matrix that places it; `covers` are the boxes of areas and pictures, with
    the number of texts that were painted before; `pictures` are the boxes of pictures.
    """

    edges: list[dict[str, Any]] = field(default_factory=list)
    unpainted: list[Any] = field(default_factory=list)
    doubtful: list[tuple[Any, Matrix]] = field(default_factory=list)
    texts: list[tuple[Any, Matrix]] = field(default_factory=list)
    covers: list[tuple[int, Box]] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    turns: list[tuple[int, int]] = field(default_factory=list)
    """How many rules and texts were painted before each rule that follows a text."""
    blackened: list[Box] = field(default_factory=list)
    """The boxes of texts that lie under something dark, once those were looked for that the page does not show."""
    dots: list[Box] = field(default_factory=list)
    """The boxes of filled areas that are too small to be rules."""
    nested: dict[int, Matrix] = field(default_factory=dict)
    """The matrices of text objects in forms, which have a space of their own, by their address."""

    def add_rules(self, edges: Iterable[dict[str, Any]]) -> None:
        """Adds the rules of a path, and notes where it is painted after texts."""
        before = len(self.edges)
        self.edges += edges
        if len(self.edges) > before and len(self.texts) != (self.turns[-1][1] if self.turns else 0):
            self.turns.append((before, len(self.texts)))


def painted(page: pdfium.PdfPage, matrix: Matrix, *, layers: bool) -> Painted:
    """Walks the objects of an open page; `layers` says whether its file has any that may be off."""
    found = Painted()
    _walk(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, matrix, _FORM_DEPTH, found, layers, False)
    found.edges += dotted_rules(found.dots) if found.dots else ()
    return found


def _walk(
    holder: Any, count: Any, get: Any, matrix: Matrix, depth: int, found: Painted, layers: bool, layered: bool
) -> None:
    kind_of, mode_of, color_of = (
        raw.FPDFPageObj_GetType,
        raw.FPDFTextObj_GetTextRenderMode,
        raw.FPDFPageObj_GetFillColor,
    )
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    color = [ctypes.byref(part) for part in (red, green, blue, alpha)]
    own = raw.FS_MATRIX()
    for index in range(count(holder)):
        item = get(holder, index)
        kind = kind_of(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            if mode_of(item) in _UNPAINTED:
                found.unpainted.append(item)
                continue
            if depth < _FORM_DEPTH:
                found.nested[address(item)] = matrix
            light = color_of(item, *color) and (
                alpha.value <= _FAINT or (red.value > _LIGHT and green.value > _LIGHT and blue.value > _LIGHT)
            )
            in_doubt = light or layered or raw.FPDFPageObj_HasTransparency(item) or (layers and _is_layered(item))
            (found.doubtful if in_doubt else found.texts).append((item, matrix))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            _take_path(item, matrix, found)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            found.pictures.append(bounds(item, matrix))
            if found.texts:
                found.covers.append((len(found.texts), found.pictures[-1]))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth:
            raw.FPDFPageObj_GetMatrix(item, own)
            placed = multiply((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
            inner = layered or layers  # a form may belong to a layer by its dictionary, which pdfium does not tell
            inner = inner or bool(raw.FPDFPageObj_HasTransparency(item))  # of which nothing is seen where it is full
            of_form = raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject
            _walk(item, *of_form, placed, depth - 1, found, layers, inner)
        if len(found.edges) > MOST_EDGES:
            return


def _take_path(item: Any, matrix: Matrix, found: Painted) -> None:
    edges, area = edges_of(item, matrix)
    if not edges and not area and (dot := dot_of(item, matrix)):
        found.dots.append(dot)
    shown = clip_of(item, matrix) if edges else None
    found.add_rules(shown_edges(edges, shown) if shown else edges)
    if area and found.texts:
        found.covers.append((len(found.texts), bounds(item, matrix)))


def address(item: Any) -> int:
    """What tells a page's objects apart."""
    return ctypes.cast(item, ctypes.c_void_p).value or 0


def _is_layered(item: Any) -> bool:
    """Whether an object is marked as content of a layer (`/OC … BDC`)."""
    name, size = (ctypes.c_char * 32)(), ctypes.c_ulong()
    for index in range(raw.FPDFPageObj_CountMarks(item)):
        mark = raw.FPDFPageObj_GetMark(item, index)
        text = ctypes.cast(name, ctypes.POINTER(ctypes.c_ushort))
        if raw.FPDFPageObjMark_GetName(mark, text, len(name), size) and name.raw[: size.value] == b"O\0C\0\0\0":
            return True
    return False


def bounds(item: Any, matrix: Matrix) -> Box:
    """The box of an object on the page as shown."""
    left, low, right, high = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(item, left, low, right, high)
    (x0, y0), (x1, y1) = apply(matrix, left.value, low.value), apply(matrix, right.value, high.value)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def hide_unseen(page: pdfium.PdfPage, found: Painted) -> list[Any]:
    """Sets the text objects that the page does not show inactive, so that neither text nor picture has them.

    What is covered is asked for before what is light: that may be written in its place.
    """
    unseen = list(found.unpainted)
    for suspects in (list(_under_covers(found)), [(item, bounds(item, matrix)) for item, matrix in found.doubtful]):
        unseen += _undrawn(page, suspects, found.blackened) if suspects else ()
        for item in unseen:
            raw.FPDFPageObj_SetIsActive(item, False)
    return unseen


def _under_covers(found: Painted) -> Iterator[tuple[Any, Box]]:
    """The texts that areas or pictures painted later may cover, each with its box."""
    if not found.covers:
        return
    last = max(before for before, _ in found.covers)
    boxes = [bounds(item, matrix) for item, matrix in found.texts[:last]]
    order = sorted(range(last), key=lambda at: boxes[at][1])
    tops = [boxes[at][1] for at in order]
    tallest = max((box[3] - box[1] for box in boxes), default=0.0)
    covered: set[int] = set()
    for before, cover in found.covers:
        for at in order[bisect_left(tops, cover[1] - tallest) : bisect_left(tops, cover[3])]:
            if at < before and at not in covered and _share(boxes[at], cover) > _COVERED:
                covered.add(at)
    for at in sorted(covered):
        yield found.texts[at][0], boxes[at]


def _share(box: Box, cover: Box) -> float:
    across = min(box[2], cover[2]) - max(box[0], cover[0])
    down = min(box[3], cover[3]) - max(box[1], cover[1])
    area = (box[2] - box[0]) * (box[3] - box[1])
    return across * down / area if across > 0 and down > 0 and area > 0 else 0.0


def _undrawn(page: pdfium.PdfPage, suspects: Sequence[tuple[Any, Box]], blackened: list[Box]) -> list[Any]:
    """Those text objects that cannot be seen: without which the page is drawn as it is with them.

    A light one may lie over a rule or another's letter: it is drawn in black too, and seen where at least a share
    of what is black there differs in its own colour. How much thin strokes and edges differ, which cover a part of a
    pixel, the black ones tell. To `blackened` go the boxes of those in place of which the page is dark.
    """
    scale = min(_SCALE, _LARGEST / max(page.get_size()))
    with_them = _drawn(page, scale)
    colors = [_recolor(item, (0, 0, 0, 255)) for item, _ in suspects]
    black = _drawn(page, scale)
    for (item, _), color in zip(suspects, colors, strict=True):
        _recolor(item, color)
        raw.FPDFPageObj_SetIsActive(item, False)
    without = _drawn(page, scale)
    for item, _ in suspects:
        raw.FPDFPageObj_SetIsActive(item, True)
    change, by_black = np.abs(with_them - without), np.abs(black - without)
    contrast = change.astype(np.int32) * without >= _CONTRAST * by_black.astype(np.int32)
    differs, ink = (change >= _SEEN) | (contrast & (by_black >= _INKED)), by_black >= _SEEN
    unseen = []
    for item, box in suspects:
        there = _pixels(box, scale)
        if np.count_nonzero(differs[there]) <= _PART * np.count_nonzero(ink[there]):
            unseen.append(item)
            if with_them[there].size and np.percentile(with_them[there], _MOST) < _DARK:
                blackened.append(box)
    return unseen


def _recolor(item: Any, color: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """Gives a text object another colour and opacity; what it had."""
    parts = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFPageObj_GetFillColor(item, *parts)
    raw.FPDFPageObj_SetFillColor(item, *color)
    red, green, blue, alpha = (part.value for part in parts)
    return red, green, blue, alpha


def _drawn(page: pdfium.PdfPage, scale: float) -> "np.ndarray[Any, np.dtype[np.int16]]":
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        return np.asarray(bitmap.to_numpy(), dtype=np.int16)
    finally:
        bitmap.close()


def _pixels(box: Box, scale: float) -> tuple[slice, slice]:
    x0, top, x1, bottom = (value * scale for value in box)
    return slice(max(int(top), 0), max(int(bottom) + 1, 0)), slice(max(int(x0), 0), max(int(x1) + 1, 0))
