"""What the paths that clip an object leave of it (ISO 32000-1, 8.5.4): a browser clips what the end of a page cuts."""

import ctypes
from collections.abc import Iterator
from typing import Any

from pypdfium2 import raw

from extractors.document.place import Box
from extractors.read.pdf.geometry import Matrix, apply

_OUT = 3.0
"""Points by which a rule may lie outside a clip along it and still show half its width."""


def clip_of(item: Any, matrix: Matrix) -> Box | None:
    """The box to which the paths that clip an object leave it; None where none does.

    `matrix` leads from the object's space to the page as it is shown.
    """
    path = raw.FPDFPageObj_GetClipPath(item)
    boxes = [_clip_box(path, number, matrix) for number in range(raw.FPDFClipPath_CountPaths(path) if path else 0)]
    known = [box for box in boxes if box is not None]
    if not known:
        return None
    x0, top, x1, bottom = zip(*known, strict=True)
    return max(x0), max(top), min(x1), min(bottom)


def shown_edges(edges: list[dict[str, Any]], shown: Box) -> Iterator[dict[str, Any]]:
    """The parts of a path's edges inside the box to which it is clipped; `open` ones are whole: nothing draws them."""
    x0, top, x1, bottom = shown
    for edge in edges:
        if edge.get("open"):
            yield edge
        elif edge["orientation"] == "v":
            start, end = max(edge["top"], top), min(edge["bottom"], bottom)
            if end > start and x0 - _OUT <= edge["x0"] <= x1 + _OUT:
                yield {**edge, "top": start, "bottom": end, "height": end - start}
        else:
            start, end = max(edge["x0"], x0), min(edge["x1"], x1)
            if end > start and top - _OUT <= edge["top"] <= bottom + _OUT:
                yield {**edge, "x0": start, "x1": end, "width": end - start}


def _clip_box(path: Any, number: int, matrix: Matrix) -> Box | None:
    """The box around one of the paths that clip an object."""
    x, y = ctypes.c_float(), ctypes.c_float()
    at = ctypes.byref(x), ctypes.byref(y)
    segment, point = raw.FPDFClipPath_GetPathSegment, raw.FPDFPathSegment_GetPoint
    points = []
    for index in range(raw.FPDFClipPath_CountPathSegments(path, number)):
        point(segment(path, number, index), *at)
        points.append(apply(matrix, x.value, y.value))
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs), min(ys), max(xs), max(ys)) if points else None
