"""The straight rules that a page's path objects draw, from pdfium."""

import ctypes
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from pypdfium2 import raw

from extractors.read.pdf.geometry import Matrix, apply, multiply

_STRAIGHT = 1.0
"""Points by which a rule may lean and still be horizontal or vertical."""

GROUND = 3.0
"""A filled area higher and wider than so many points is ground, not a rule."""

_OUT_AND_IN, _THIN = 2, 0.01
"""Edges of a border on each side at least, and points of width below which one is not drawn."""

_WHITE = 255

Segment = tuple[tuple[float, float], tuple[float, float]]


def edges_of(path: Any, matrix: Matrix) -> tuple[list[dict[str, Any]], bool]:
    """The straight rules of a path that is painted, as pdfplumber's edges, and whether it fills an area.

    `matrix` leads from the path's space to the page as it is shown.
    """
    sides, ground, area = _sides(path, matrix)
    found = []
    for (x0, y0), (x1, y1) in sides:
        edge = _edge(x0, y0, x1, y1)
        if edge:
            edge["ground"] = ground
            found.append(edge)
    if area and not ground and found:
        if border := _border(found):
            return border, area
        shade = (
            min(e["x0"] for e in found),
            min(e["top"] for e in found),
            max(e["x1"] for e in found),
            max(e["bottom"] for e in found),
        )
        for edge in found:
            edge["shade"] = shade
    return found, area


def _border(edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The outer sides of a cell's border: what is filled is the room between boxes, as thin as a rule on each side.

    A double border is two such rooms in one path. A side of no width is not drawn: it is marked `open`, as those of a
    cell that a page break cuts. Nothing where what is filled is no border.
    """
    found: list[dict[str, Any]] = []
    for way, at in (("v", "x0"), ("h", "top")):
        own = sorted((edge for edge in edges if edge["orientation"] == way), key=lambda edge: float(edge[at]))
        sides = [[edge for edge in own if abs(edge[at] - end[at]) <= GROUND] for end in (own[:1] + own[-1:])]
        if min(map(len, sides), default=0) < _OUT_AND_IN or sum(map(len, sides)) != len(own):
            return []
        along = "height" if way == "v" else "width"
        for end, side in zip((own[0], own[-1]), sides, strict=True):
            outer = max((edge for edge in side if abs(edge[at] - end[at]) < _THIN), key=lambda edge: float(edge[along]))
            found.append({**outer, "open": abs(side[-1][at] - side[0][at]) < _THIN})
    return found


def _sides(path: Any, matrix: Matrix) -> tuple[Iterable[Segment], bool, bool]:
    """The straight segments of a path, whether it is only a white ground behind text, and whether it fills an area."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    if stroke.value or not fill.value:
        return (_segments(path, matrix) if stroke.value else ()), False, bool(fill.value)
    left, low, right, high = (ctypes.c_float() for _ in range(4))
    if raw.FPDFPageObj_GetBounds(path, left, low, right, high):
        x0, y0, x1, y1 = left.value, low.value, right.value, high.value
        if min(x1 - x0, y1 - y0) <= _STRAIGHT:  # two of three paths: its box is the rule, whatever its points are
            corners = [apply(matrix, x, y) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0))]
            return pairwise(corners), False, False
    segments = list(_segments(path, matrix))
    xs = [x for segment in segments for x, _ in segment]
    ys = [y for segment in segments for _, y in segment]
    if not segments or min(max(xs) - min(xs), max(ys) - min(ys)) <= GROUND:
        return segments, False, False
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFPageObj_GetFillColor(path, red, green, blue, alpha)
    return segments, red.value == green.value == blue.value == _WHITE, True


def _segments(path: Any, matrix: Matrix) -> Iterator[Segment]:
    """The straight segments of a path, subpaths closed where they say so."""
    points: list[tuple[float, float]] = []
    x, y, own = ctypes.c_float(), ctypes.c_float(), raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, own)
    a, b, c, d, e, f = multiply((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
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
