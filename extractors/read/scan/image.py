"""A page as a picture: rendered, the stamp taken off, its light made even, set upright."""

import math
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

from extractors.read.pdf.content import PageLimitError
from extractors.read.scan.engine import Image

cv2.setNumThreads(1)  # a worker a core

_COARSEST, _FINEST = 150, 200
"""Dots per inch at which a page is rendered: as many as its picture has, within these."""

_MOST_PIXELS = 100_000_000
"""Of a picture on a page: A3 at 600 dots per inch has 70 million; pdfium holds four bytes of each."""

_MOST_DRAWN = 12_000_000
"""Of the page as rendered: A4 at 300 dots per inch has 9 million."""

_STAMP = 50.0
"""Points that a red stamp measures at least; the official ones are 38 to 45 mm (107 to 128)."""

_RED, _BROKEN = 30, 7.0
"""By so much a stamp's red is above its green and blue, pale and blurred; points by which its marks are apart."""

_FAINT = 0.45
"""Share of the contrast between paper and print below which a mark is a watermark or the back of the sheet."""

_GROUND = 1 / 12
"""Share of the page's width over which the paper's light changes."""

_SKEW, _STEP, _LEAST_SKEW = 6.0, 0.5, 0.03
"""Degrees by which a sheet lies askew at most, those between two that are tried, and the fewest that count."""


@dataclass(frozen=True, slots=True)
class Raster:
    """A page's picture, `dpi` dots per inch: `gray` for the recogniser, `ink` (255 where print is) for geometry.

    `stamped` is 255 where a stamp was taken off.
    """

    gray: Image
    ink: Image
    stamped: Image
    dpi: float

    @property
    def points(self) -> float:
        """Points in a pixel."""
        return 72 / self.dpi


def render(page: pdfium.PdfPage) -> Raster:
    """An open page as a picture; raises PageLimitError where it holds one larger than any sheet's."""
    width, height = page.get_size()
    dpi = min(max(_resolution(page, width), _COARSEST), _FINEST)
    dpi = min(dpi, 72 * math.sqrt(_MOST_DRAWN / max(width * height, 1)))
    bitmap = page.render(scale=dpi / 72, rev_byteorder=True, no_smoothtext=False)
    try:
        colors = bitmap.to_numpy()
        if colors.ndim == 2 or colors.shape[2] == 1:
            gray = np.array(colors.reshape(colors.shape[:2]))
            return _raster(gray, np.zeros_like(gray), dpi)
        red, green, blue = (np.array(colors[:, :, n]) for n in range(3))
    finally:
        bitmap.close()
    gray = cv2.addWeighted(cv2.addWeighted(red, 0.34, green, 0.66, 0), 0.89, blue, 0.11, 0)
    mask = _red(red, cv2.max(green, blue))
    seals = _seals(mask, dpi)
    stamped = cv2.bitwise_and(seals, cv2.dilate(mask, np.ones((3, 3), np.uint8)))
    return _raster(np.where(seals > 0, red, gray), stamped, dpi)


def _resolution(page: pdfium.PdfPage, width: float) -> float:
    """Dots per inch of the finest picture on the page that covers a good part of it."""
    finest = 0.0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        across, down = item.get_px_size()
        if across * down > _MOST_PIXELS:
            message = f"holds a picture of {across:,} × {down:,} pixels, more than any sheet has"
            raise PageLimitError(message)
        left, low, right, high = item.get_bounds()
        if min(right - left, high - low) > width / 4:
            finest = max(finest, 72 * min(across, down) / min(right - left, high - low))
    return finest


def _red(red: Image, others: Image) -> Image:
    """Where the page is redder than its paper, which may be yellow."""
    excess = cv2.subtract(red, others)
    return np.asarray(cv2.threshold(excess, _RED + int(np.median(excess)), 255, cv2.THRESH_BINARY)[1])


def _seals(mask: Image, dpi: float) -> Image:
    """The areas of red marks as large as a stamp; red print is left, for it is text."""
    found = np.zeros_like(mask)
    if not mask.any():
        return found
    side = max(3, round(_BROKEN * dpi / 72))
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    contours, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    least = _STAMP * dpi / 72
    for contour in contours:
        _, _, width, height = cv2.boundingRect(contour)
        if min(width, height) > least and max(width, height) < 2 * min(width, height):
            cv2.fillConvexPoly(found, cv2.convexHull(contour), (255,))
    return cv2.dilate(found, np.ones((side, side), np.uint8))


def _raster(gray: Image, stamped: Image, dpi: float) -> Raster:
    """Levels from the paper (white) to the print (black), and the print as a mask."""
    paper = _paper(gray)
    even = cv2.divide(gray, paper, scale=255)
    dark = 255 - even
    print_level = float(np.percentile(dark[dark > 60], 75)) if (dark > 60).any() else 255.0
    stretched = np.clip(dark.astype(np.float32) * (255 / max(print_level, 60)), 0, 255)
    ink = (stretched > 255 * _FAINT).astype(np.uint8) * 255
    clean = 255 - np.clip((stretched - 40) * (255 / 215), 0, 255)
    return Raster(clean.astype(np.uint8), ink, stamped, dpi)


def _paper(gray: Image) -> Image:
    """The paper's own light around each pixel, from the brightest of its surroundings."""
    small = cv2.resize(gray, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    side = max(3, round(small.shape[1] * _GROUND)) | 1
    light = cv2.GaussianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), (side, side), 0)
    return np.maximum(cv2.resize(light, gray.shape[::-1], interpolation=cv2.INTER_LINEAR), 1)


def straight(raster: Raster) -> Raster:
    """The picture turned by the few degrees by which the sheet lay askew."""
    angle = skew(raster)
    if not angle:
        return raster
    return Raster(
        _rotate(raster.gray, angle, 255), _rotate(raster.ink, angle, 0), _rotate(raster.stamped, angle, 0), raster.dpi
    )


def turned(raster: Raster, quarters: int) -> Raster:
    """The picture turned counter-clockwise by so many right angles."""
    gray, ink, stamped = (
        np.ascontiguousarray(np.rot90(part, quarters)) for part in (raster.gray, raster.ink, raster.stamped)
    )
    return Raster(gray, ink, stamped, raster.dpi)


def _rotate(image: Image, degrees: float, ground: int) -> Image:
    height, width = image.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    how = cv2.INTER_CUBIC if ground else cv2.INTER_LINEAR
    found = cv2.warpAffine(image, matrix, (width, height), flags=how, borderValue=ground)
    return found if ground else np.where(found > 127, 255, 0).astype(np.uint8)


def skew(raster: Raster) -> float:
    """Degrees to turn, counter-clockwise, so that rows of print and paper alternate most sharply; 0 for hardly any."""
    small = cv2.resize(raster.ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    ys, xs = np.nonzero(small > 80)
    if len(ys) < 200:
        return 0.0
    keep = slice(None, None, max(1, len(ys) // 60_000))
    ys, xs = ys[keep] - small.shape[0] / 2, xs[keep] - small.shape[1] / 2
    best = 0.0
    for reach, step in ((_SKEW, _STEP), (_STEP, 0.1), (0.1, 0.02)):
        tried = [best + step * n for n in range(-round(reach / step), round(reach / step) + 1)]
        best = max(tried, key=lambda degrees: (_sharpness(ys, xs, degrees), -abs(degrees)))
    return best if abs(best) >= _LEAST_SKEW else 0.0


def _sharpness(ys: Any, xs: Any, degrees: float) -> float:
    angle = math.radians(degrees)
    rows = np.floor(ys * math.cos(angle) - xs * math.sin(angle) + 0.25).astype(int)
    counts = np.bincount(rows - rows.min()).astype(float)
    return float((counts**2).sum())
