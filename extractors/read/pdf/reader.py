"""PDF → `Document`, one page in memory at a time.

pdfium gives a page's characters and rules, pdfplumber's table finder the grid over them. pdfplumber's own parser is the
reference (`benchmarks/README.md` shows that both give the same tables) and takes over where pdfium fails on a page.
A page without a text layer that can be used is recognised from its picture (`scan`), whatever the others are.
"""

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pdfplumber
import pypdfium2 as pdfium

from extractors.document.model import WHOLE, At, Block, Document, ReadError, Table, Trouble, nowhere
from extractors.read.pdf.content import Char, Line, PageContent, PageLimitError
from extractors.read.pdf.legible import FEWEST_CHARS, is_nothing, needs_recognition
from extractors.read.pdf.lines import paragraphs
from extractors.read.pdf.page import read_page
from extractors.read.pdf.pdfium import GROUND, is_aslant, page_content
from extractors.read.scan.numbers import MISSING, judge
from extractors.values.line_shapes import is_number_line
from extractors.values.money import MONEY_UNIT
from extractors.values.text import compact

_NO_EXTRA = "no_scan_extra"

_RUNNING = 3
"""A line in the margin that stands on at least so many pages is a running header or footer."""

_OPENED = 100
"""Pages after which a file is opened again: pdfium keeps what it parsed, 0.1 MB a page, until the file is closed."""

_TAIL = 4096
"""The end mark of a PDF stands within so many bytes of its end."""


def read_pdf(data: bytes, *, given_up: Sequence[Trouble] = (), at: At = nowhere) -> Document:
    """A PDF's bytes as a `Document`; the pages of `given_up` are left out, `at` is told each page as it begins.

    Raises ReadError for a damaged or encrypted file, and for one without a page that can be read. A page that fails is
    given up alone.
    """
    pages: list[list[Table | Line]] = []
    troubles = [trouble for trouble in given_up if trouble.page is None]
    heights: list[float] = []
    empty = recognised = 0
    left_out = {trouble.page: trouble for trouble in given_up}
    for number, content in _pages(data, left_out, at):
        items, trouble = ([], content) if isinstance(content, Trouble) else _items(number, content)
        pages.append(items)
        heights.append(content.height if isinstance(content, PageContent) else 0.0)
        empty += isinstance(content, ReadError) or (
            isinstance(content, PageContent) and len(content.chars) < FEWEST_CHARS
        )
        recognised += isinstance(content, PageContent) and bool(content.readings)
        troubles += [trouble] if trouble else []
    if empty == len(pages):
        raise ReadError("scanned_pdf", _unread(len(pages), troubles))
    at(WHOLE)
    reader = "scan" if recognised else "pdf"
    return Document(list(_blocks(pages)), reader, "application/pdf", len(pages), tuple(heights), troubles)


def _unread(pages: int, troubles: Sequence[Trouble]) -> str:
    if any(trouble.error == _NO_EXTRA for trouble in troubles):
        return f"none of its {pages} pages has a text layer: it is a scan; to read it, install the extra: {MISSING}"
    return f"none of its {pages} pages has text, and a scan of print it is not: blank sheets or pictures; look at it"


def _is_ground(item: dict[str, Any]) -> bool:
    """Whether an object of pdfplumber is a white ground behind text."""
    if item["object_type"] != "rect" or item["stroke"] or min(item["width"], item["height"]) <= GROUND:
        return False
    color = item["non_stroking_color"]
    return color is not None and set(color if isinstance(color, (tuple, list)) else (color,)) == {1}


def _items(number: int, content: PageContent | Exception) -> tuple[list[Table | Line], Trouble | None]:
    """A page's tables and lines; nothing, with the trouble, where they cannot be had: an odd page costs only itself."""
    try:
        if isinstance(content, Exception):
            raise content
        if content.source != "scan" or content.chars:
            items = read_page(content)
            judge(items, content.readings)
            return items, None
    except ReadError as error:
        message = f"page {number} is a scan; to read it, install the extra: {MISSING}"
        return [], Trouble("read", error.error, message, number)
    except (PageLimitError, MemoryError) as error:
        said = str(error) or "needs more memory than a page may take"
        return [], Trouble("read", "page_limit", f"page {number} {said}, and was given up; look at it", number)
    except Exception as error:
        message = f"page {number} could not be read ({type(error).__name__}); look at it, or download the file again"
        return [], Trouble("read", "damaged_page", message, number)
    message = f"page {number} is a picture without print that can be read (a blank sheet, a photo); look at it"
    return [], Trouble("read", "blank_page", message, number)


def _pages(
    data: bytes, left_out: Mapping[int | None, Trouble], at: At
) -> Iterator[tuple[int, PageContent | Exception | Trouble]]:
    """Each page's content, or the exception that both parsers ended in; a page is closed before the next is opened."""
    pdf = _open(data)
    try:
        for index in range(len(pdf)):
            if index + 1 in left_out:
                yield index + 1, left_out[index + 1]
                continue
            if index % _OPENED == _OPENED - 1:
                pdf.close()
                pdf = _open(data)
            at(index + 1)
            yield index + 1, _content(pdf, data, index)
    finally:
        pdf.close()


def _content(pdf: pdfium.PdfDocument, data: bytes, index: int) -> PageContent | Exception:
    try:
        page = pdf[index]
    except Exception:
        return by_pdfplumber(data, index + 1)
    try:
        content = _printed(page, data, index + 1)
        if isinstance(content, PageContent) and needs_recognition(page, content):
            from extractors.read.scan.page import scanned  # OpenCV is slow to import, and few pages are scans

            found = scanned(page, index + 1)
            return found if found.chars or is_nothing(content) else content
        return content
    except Exception as error:
        return error
    finally:
        page.close()


def _printed(page: pdfium.PdfPage, data: bytes, number: int) -> PageContent | Exception:
    """What a page's text layer says, and its rules."""
    try:
        return page_content(page, number)
    except (PageLimitError, MemoryError) as error:
        return error
    except Exception:
        return by_pdfplumber(data, number)


def _open(data: bytes) -> pdfium.PdfDocument:
    """Opens a whole and readable PDF; raises ReadError otherwise."""
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadError(
                "encrypted_pdf", "the PDF is encrypted and asks for a password; get an open copy"
            ) from error
        raise ReadError("damaged_pdf", "the PDF is damaged or cut short; download it again") from error
    if b"%%EOF" not in data[-_TAIL:]:
        pdf.close()
        raise ReadError("damaged_pdf", "the PDF is cut short (its end mark is missing); download it again")
    return pdf


def by_pdfplumber(data: bytes, number: int) -> PageContent | Exception:
    """A page's content as pdfplumber's own parser reads it, or the exception that it raised."""
    try:
        with pdfplumber.open(io.BytesIO(data), pages=[number]) as pdf:
            page = pdf.pages[0]
            left, top, right, bottom = page.cropbox
            grounds = [{**edge, "ground": True} for edge in page.filter(_is_ground).edges]
            edges = [*page.filter(lambda item: not _is_ground(item)).edges, *grounds]
            chars = [
                Char(c["text"], c["x0"] - left, c["top"] - top, c["x1"] - left, c["bottom"] - top)
                for c in page.chars
                if not is_aslant(*c["matrix"][:2])
            ]
            moved = [_moved(edge, left, top) for edge in edges]
            return PageContent("pdfplumber", number, right - left, bottom - top, chars, moved, bool(page.images))
    except Exception as error:
        return error


def _moved(edge: dict[str, Any], left: float, top: float) -> dict[str, Any]:
    """An edge measured from the corner of the page's crop, as pdfium measures."""
    if not left and not top:
        return edge
    across = {side: edge[side] - left for side in ("x0", "x1")}
    return {**edge, **across, **{side: edge[side] - top for side in ("top", "bottom")}}


def _blocks(pages: list[list[Table | Line]]) -> Iterator[Block]:
    margins = Counter(_masked(item.text) for items in pages for item in items if isinstance(item, Line) and item.margin)
    for number, items in enumerate(pages, start=1):
        kept = [
            item
            for item in items
            if isinstance(item, Table)
            or not item.margin
            or margins[_masked(item.text)] < _RUNNING
            or _is_of_table(item.text)
        ]
        yield from paragraphs(kept, number)


def _is_of_table(text: str) -> bool:
    """Whether a line is a table's unit or number: it too is repeated where the table goes on."""
    return MONEY_UNIT.search(text) is not None or ("表" in text and is_number_line(text))


def _masked(text: str) -> str:
    return re.sub(r"\d+", "#", compact(text))
