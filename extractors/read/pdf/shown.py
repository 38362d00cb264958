"""What a page does not show is taken off it before it is read: text that no viewer draws is no text.

Invisible by its own word is text of render mode 3 or 7 (ISO 32000-1, 9.3.6). In doubt is text of a light colour, of a
layer (8.11), and what a picture or filled area painted later may cover: the page is drawn with and without it, and
what makes no difference goes.
"""

import ctypes
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

from extractors.document.place import Box
from extractors.read.pdf.painted import Painted, bounds

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
