"""Ruling lines of a page's picture → edges as pdfplumber's, in points."""

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np

from extractors.read.pdf.ruling import Rule
from extractors.read.scan.engine import Image
from extractors.read.scan.image import Raster

_SHORTEST = 12.0
"""Points of the shortest unbroken stretch of ink that may be of a rule; strokes of characters are mostly shorter."""

_THICKEST = 4.0
"""Points of a rule's thickness at most; what is thicker is ground or a picture."""

_ALONE = 60.0
"""Points of a rule that touches none across: a shorter one is the stroke of a character."""

_TOUCH = 3.0
_GAP = 2.5
"""Points by which worn rules are broken."""


def ruling(raster: Raster) -> tuple[list[Rule], Image]:
    """The page's rules, and the mask of their ink."""
    level, level_ink = _runs(raster.ink, raster.dpi)
    upright, upright_ink = _runs(np.ascontiguousarray(raster.ink.T), raster.dpi)
    points = raster.points
    rules = [_rule("h", *(value * points for value in box)) for box in level]
    rules += [_rule("v", y0 * points, x0 * points, y1 * points, x1 * points) for x0, y0, x1, y1 in upright]
    kept = [rule for rule in rules if _is_rule(rule, rules)]
    ink = cv2.bitwise_or(level_ink, np.ascontiguousarray(upright_ink.T))
    return kept, _of(kept, ink, raster.dpi)


def _runs(ink: Image, dpi: float) -> tuple[list[tuple[float, float, float, float]], Image]:
    """Level stretches of ink as boxes in pixels (x0, y0, x1, y1), and their mask."""
    dot = dpi / 72
    gap, least = max(2, round(_GAP * dot)), max(8, round(_SHORTEST * dot))
    thick = cv2.dilate(ink, np.ones((3, 1), np.uint8))  # what a remaining slant breaks
    long = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, least), np.uint8))
    found = cv2.morphologyEx(long, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(found, connectivity=8)
    boxes, kept = [], np.zeros(count, np.uint8)
    for label in range(1, count):
        x, y, width, height, area = (int(value) for value in stats[label])
        thickness = area / width
        if thickness <= _THICKEST * dot + 2 and width > 3 * thickness:
            boxes += _levels(labels[y : y + height, x : x + width] == label, x, y, thickness)
            kept[label] = 255
    return boxes, kept[labels]


def _levels(mask: Any, x: int, y: int, thickness: float) -> list[tuple[float, float, float, float]]:
    """A component's level lines: one where it is as high as it is thick, else its pieces."""
    if mask.shape[0] <= 2 * thickness + 4:
        middle = y + float(np.average(np.arange(mask.shape[0]), weights=mask.sum(axis=1)))
        return [(x, middle, x + mask.shape[1], middle)]
    rows = mask.sum(axis=1)
    strong = rows >= 0.5 * rows.max()
    boxes = []
    start = None
    for at in range(len(rows) + 1):
        on = at < len(rows) and strong[at]
        if on and start is None:
            start = at
        elif not on and start is not None:
            columns = np.nonzero(mask[start:at].any(axis=0))[0]
            middle = y + (start + at - 1) / 2
            boxes.append((float(x + columns[0]), middle, float(x + columns[-1] + 1), middle))
            start = None
    return boxes


def _is_rule(rule: Rule, rules: Sequence[Rule]) -> bool:
    """Whether a stretch is long, or ends at both ends at a rule across it."""
    along = ("x0", "x1") if rule["orientation"] == "h" else ("top", "bottom")
    return bool(rule[along[1]] - rule[along[0]] >= _ALONE) or all(
        any(_meets(rule, other, end) for other in rules if other["orientation"] != rule["orientation"]) for end in along
    )


def _meets(rule: Rule, other: Rule, end: str) -> bool:
    at, start, stop = ("x0", "top", "bottom") if rule["orientation"] == "h" else ("top", "x0", "x1")
    long = other[stop] - other[start] >= _ALONE
    return bool(
        long and abs(rule[end] - other[at]) <= _TOUCH and other[start] - _TOUCH <= rule[start] <= other[stop] + _TOUCH
    )


def _of(rules: Sequence[Rule], ink: Image, dpi: float) -> Image:
    """The ink of rules alone."""
    near = np.zeros_like(ink)
    dot = dpi / 72
    for rule in rules:
        start, end = ((round(rule[x] * dot), round(rule[y] * dot)) for x, y in (("x0", "top"), ("x1", "bottom")))
        cv2.line(near, start, end, (255,), round(_THICKEST * dot) + 2)
    return cv2.bitwise_and(near, cv2.dilate(ink, np.ones((3, 3), np.uint8)))


def _rule(orientation: str, x0: float, top: float, x1: float, bottom: float) -> Rule:
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": orientation,
        "object_type": "line",
    }
