"""Where lines of print stand in a part of a page's picture: by the rows and gaps that print leaves."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import cv2
import numpy as np

from extractors.read.scan.engine import Image

_SPECK = 1 / 8
"""What is smaller than this share of the print's height, both ways, is dirt (or a point)."""

_WIDE = 1.6
"""A gap of so many heights parts what stands on one line."""

_CLOSE = 0.22
"""Rows of ink with less than this share of the height between them are one line (二, 三, the dots of 六)."""

_HIGH = 1.7
"""A line of more than so many heights is two that touch, or a title."""


class Span(NamedTuple):
    """A line's box in pixels."""

    x0: int
    top: int
    x1: int
    bottom: int


def print_height(ink: Image, dpi: float) -> float:
    """Pixels that a character of the page's common size is high; 10.5 points where nothing is printed."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    dot = dpi / 72
    high = [int(h) for _, _, w, h, _ in stats[1:] if 4 * dot < h < 30 * dot and w < 40 * dot]
    return float(np.percentile(high, 70)) if len(high) > 5 else 10.5 * dot


def without_specks(ink: Image, height: float) -> Image:
    """The print without dirt."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    least = height * _SPECK
    keep = np.array([n > 0 and max(stats[n][2], stats[n][3]) > least for n in range(count)], np.uint8) * 255
    return np.asarray(keep[labels])


def spans(ink: Image, region: Span, height: float) -> Iterator[Span]:
    """The lines in a region from top to bottom, divided where wide gaps are."""
    part = ink[region.top : region.bottom, region.x0 : region.x1]
    if not part.size:
        return
    for top, bottom in _rows(part, height):
        for left, right in _runs(part[top:bottom].any(axis=0), _WIDE * height):
            rows = np.nonzero(part[top:bottom, left:right].any(axis=1))[0]
            yield Span(
                region.x0 + left,
                region.top + top + int(rows[0]),
                region.x0 + right,
                region.top + top + int(rows[-1]) + 1,
            )


def _rows(part: Image, height: float) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for top, bottom in _runs(part.any(axis=1), 1):
        low = found and bottom - found[-1][0] <= 1.4 * height and top - found[-1][1] < _CLOSE * height
        if low:
            found[-1] = (found[-1][0], bottom)
        else:
            found.append((top, bottom))
    return [piece for row in found for piece in _divided(part, *row, height)]


def _divided(part: Image, top: int, bottom: int, height: float) -> list[tuple[int, int]]:
    """A line, or those that touch each other, cut where the least ink is."""
    count = round((bottom - top) / (1.3 * height))
    if bottom - top <= _HIGH * height or count < 2:
        return [(top, bottom)]
    weight = part[top:bottom].astype(bool).sum(axis=1)
    cuts = [top]
    for n in range(1, count):
        at = round(n * (bottom - top) / count)
        reach = round(height / 3)
        low, high = max(1, at - reach), min(bottom - top - 1, at + reach)
        cut = low + int(weight[low:high].argmin()) if high > low else at
        if weight[cut] > 0.25 * weight.max():
            return [(top, bottom)]
        cuts.append(top + cut)
    return list(zip(cuts, [*cuts[1:], bottom], strict=True))


def _runs(on: Any, gap: float) -> list[tuple[int, int]]:
    """From where to where a row of flags is set, gaps narrower than `gap` closed."""
    at = np.nonzero(on)[0]
    if not len(at):
        return []
    breaks = np.nonzero(np.diff(at) > max(gap, 1))[0]
    starts, ends = [at[0], *at[breaks + 1]], [*at[breaks], at[-1]]
    return [(int(start), int(end) + 1) for start, end in zip(starts, ends, strict=True)]
