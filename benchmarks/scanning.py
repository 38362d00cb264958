"""Scans to measure on: a PDF's pages printed, stamped, laid askew on the glass, and stored as a scanner stores them."""

import io
from dataclasses import dataclass

import cv2
import numpy as np
import pypdfium2 as pdfium
from PIL import Image


@dataclass(frozen=True)
class Scanner:
    """How pages are scanned: `degrees` alternate in sign and vary from page to page where `vary` is set."""

    dpi: int = 150
    degrees: float = 0.0
    vary: bool = False
    quarters: int = 0
    blur: float = 0.0
    noise: float = 0.0
    quality: int = 85
    stamp: bool = False
    watermark: bool = False
    gray: bool = False


CLEAN = Scanner()
ROUGH = Scanner(degrees=0.8, vary=True, blur=0.8, noise=10, quality=40)


def scan(data: bytes, how: Scanner, pages: list[int] | None = None) -> bytes:
    """A PDF of pictures of a PDF's pages (all, or those of the given indices)."""
    chance = np.random.default_rng(2017)
    source = pdfium.PdfDocument(data)
    pictures = [_picture(source[n], how, chance) for n in (pages or range(len(source)))]
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=how.dpi, quality=how.quality)
    return out.getvalue()


def _picture(page: pdfium.PdfPage, how: Scanner, chance: np.random.Generator) -> Image.Image:
    image = page.render(scale=how.dpi / 72, rev_byteorder=True).to_numpy()[:, :, :3].copy()
    if how.watermark:
        image = _watermarked(image)
    if how.stamp:
        image = _stamped(image, how.dpi)
    degrees = how.degrees * (chance.uniform(-1, 1) if how.vary else 1)
    if degrees:
        height, width = image.shape[:2]
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
        image = cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))
    if how.blur:
        image = cv2.GaussianBlur(image, (0, 0), how.blur)
    if how.noise:
        dark = image.astype(np.float32) * 0.94 + chance.normal(0, how.noise, image.shape[:2])[:, :, None]
        image = np.clip(dark, 0, 255).astype(np.uint8)
    image = np.ascontiguousarray(np.rot90(image, how.quarters))
    picture = Image.fromarray(image)
    return picture.convert("L") if how.gray else picture


def _stamped(image: np.ndarray, dpi: int) -> np.ndarray:
    """A round red seal of 42 mm over the middle of the page, where the figures stand."""
    radius = round(21 / 25.4 * dpi)
    height, width = image.shape[:2]
    layer = np.full_like(image, 255)
    for across, down in ((0.55, 0.5), (0.3, 0.35)):
        center = (round(width * across), round(height * down))
        cv2.circle(layer, center, radius, (215, 40, 45), max(2, dpi // 40))
        points = [
            (center[0] + radius / 2.6 * r * np.sin(a), center[1] - radius / 2.6 * r * np.cos(a))
            for a, r in ((n * np.pi / 5, 1 if n % 2 == 0 else 0.4) for n in range(10))
        ]
        cv2.fillPoly(layer, [np.array(points, np.int32)], (215, 40, 45))
        for n in range(14):
            angle = np.radians(200 + n * 320 / 14 - 90)
            out = 0.78 * radius
            at = (int(center[0] + out * np.cos(angle)) - dpi // 20, int(center[1] + out * np.sin(angle)))
            cv2.putText(layer, "XW"[n % 2], at, cv2.FONT_HERSHEY_DUPLEX, dpi / 220, (215, 40, 45), max(1, dpi // 100))
    return np.minimum(image, layer)


def _watermarked(image: np.ndarray) -> np.ndarray:
    """Light gray letters aslant over the whole page."""
    height, width = image.shape[:2]
    layer = np.full((height, width), 255, np.uint8)
    for n in range(4):
        at = (width // 12, height * (n + 1) // 5)
        cv2.putText(layer, "BUDGET 2017 BUDGET", at, cv2.FONT_HERSHEY_DUPLEX, width / 620, 205, width // 240)
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), 30, 1)
    turned = cv2.warpAffine(layer, matrix, (width, height), borderValue=255)
    return np.minimum(image, turned[:, :, None])
