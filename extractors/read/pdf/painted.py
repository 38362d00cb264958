"""What a page's objects are in the order in which they are painted: its rules, its texts, and what may cover them."""

import ctypes
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from extractors.document.place import Box
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
