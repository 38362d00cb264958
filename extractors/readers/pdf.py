"""PDF with a text layer → `Document`: pdfplumber's geometry, one page in memory at a time."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from extractors.document import Block, Document, ReadError, Table, Trouble
from extractors.joining import join_blocks
from extractors.readers.page import Char, Line, PageContent, paragraphs, read_page
from extractors.readers.witness import ask_witness
from extractors.text import compact

_FEWEST_CHARS = 8
"""A page with fewer characters has no usable text layer."""

_RUNNING = 3
"""A line in the margin that stands on at least so many pages is a running header or footer."""


def read_pdf(data: bytes, *, witness: bool = True) -> Document:
    """A PDF's bytes as a `Document`; `witness` lets camelot read its tables again.

    Raises ReadError for a damaged, encrypted or scanned file. A page that fails is given up alone.
    """
    pages: list[list[Table | Line]] = []
    troubles: list[Trouble] = []
    heights: list[float] = []
    empty = 0
    try:
        for number, content in _pages(data):
            if isinstance(content, Exception):
                troubles.append(Trouble("read", "damaged_page", _damaged(number, content), number))
                pages.append([])
                heights.append(0.0)
                continue
            heights.append(content.height)
            scanned = len(content.chars) < _FEWEST_CHARS
            empty += scanned
            pages.append([] if scanned else read_page(content))
    except PdfminerException as error:
        raise _unreadable(error, data) from error
    if not pages:
        raise ReadError("damaged_pdf", "the PDF has no pages that can be read (it may be cut short); download it again")
    if empty == len(pages):
        raise ReadError(
            "scanned_pdf",
            f"none of its {len(pages)} pages has a text layer: it is a scan, which is not read yet; "
            "get a PDF with text from the publisher, or recognise its text first",
        )
    blocks = join_blocks(_blocks(pages))
    document = Document(blocks, "pdf", "application/pdf", len(pages), troubles)
    if witness:
        ask_witness(data, document, heights)
    return document


def _pages(data: bytes) -> Iterator[tuple[int, PageContent | Exception]]:
    """Each page's content, or the exception that it raised; the page is closed before the next is opened."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for number, page in enumerate(pdf.pages, start=1):
            try:
                content: PageContent | Exception = _content(page, number)
            except PdfminerException:
                raise
            except Exception as error:
                content = error
            finally:
                page.close()
            yield number, content


def _content(page: Any, number: int) -> PageContent:
    chars = [Char(c["text"], c["x0"], c["top"], c["x1"], c["bottom"]) for c in page.chars]
    return PageContent(number, float(page.width), float(page.height), chars, page.edges)


def _damaged(number: int, error: Exception) -> str:
    return f"page {number} could not be read ({type(error).__name__}); look at it, or download the file again"


def _unreadable(error: PdfminerException, data: bytes) -> ReadError:
    cause = error.args[0] if error.args else error
    if isinstance(cause, PDFPasswordIncorrect) or b"/Encrypt" in data[-4096:]:
        return ReadError("encrypted_pdf", "the PDF is encrypted and asks for a password; get an open copy")
    return ReadError("damaged_pdf", "the PDF is damaged or cut short; download it again")


def _blocks(pages: list[list[Table | Line]]) -> Iterator[Block]:
    margins = Counter(
        _masked(item.text)
        for items in pages
        for item in items
        if isinstance(item, Line) and item.margin
    )
    for number, items in enumerate(pages, start=1):
        kept = [
            item
            for item in items
            if isinstance(item, Table) or not item.margin or margins[_masked(item.text)] < _RUNNING
        ]
        yield from paragraphs(kept, number)


def _masked(text: str) -> str:
    return re.sub(r"\d+", "#", compact(text))
