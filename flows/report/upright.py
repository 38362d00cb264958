"""A page of a PDF as it was read: drawn the right way up and, where it was recognised from its picture, straight."""

from typing import NamedTuple

import pypdfium2 as pdfium
from PIL import Image

from extractors.document.troubles import ReadError
from extractors.read.pdf.annotations import with_annotations
from extractors.read.pdf.content import PageContent, PageLimitError
from extractors.read.pdf.legible import needs_recognition
from extractors.read.pdf.pdfium import page_content


class Upright(NamedTuple):
    """A page's picture, its size in points, and its content where its text layer was read (None of a scan).

    Boxes of records and of `content`, in points from the top left, lie on the picture as they are.
    """

    image: Image.Image
    width: float
    height: float
    content: PageContent | None


def upright(pdf: pdfium.PdfDocument, number: int, dpi: float, longest: float) -> Upright:
    """Draws page `number` (from 1) of an open PDF, its longer side of at most `longest` pixels.

    Raises PdfiumError where PDFium cannot draw it. A page that is too much to be read is drawn as the file has it.
    """
    page = pdf[number - 1]
    try:
        page, _ = with_annotations(pdf, page, number - 1)
        width, height = page.get_size()
        scale = min(dpi / 72, longest / max(width, height, 1.0))
        try:
            content = page_content(page, number)
            if needs_recognition(page, content):
                return _recognised(page, scale)
        except (PageLimitError, ReadError):
            return Upright(_render(page, scale), width, height, None)
        image = _render(page, scale).rotate(90 * content.turned, expand=True)
        return Upright(image, content.width, content.height, content)
    finally:
        page.close()


def _render(page: pdfium.PdfPage, scale: float) -> Image.Image:
    drawn: Image.Image = page.render(scale=scale).to_pil()
    return drawn.convert("RGB")


def _recognised(page: pdfium.PdfPage, scale: float) -> Upright:
    from extractors.read.scan.page import way_up  # OpenCV is slow to import, and few pages are scans

    quarters, degrees = way_up(page)
    image = _render(page, scale).rotate(90 * quarters, expand=True)
    image = image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor="white")
    width, height = page.get_size()
    return Upright(image, *((height, width) if quarters % 2 else (width, height)), None)
