"""A PDF's pages one by one, each by the means that can read it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pypdfium2 as pdfium

from extractors.document.model import At
from extractors.document.troubles import Trouble
from extractors.read.pdf.annotations import with_annotations
from extractors.read.pdf.content import Char, PageContent, PageLimitError, Reading
from extractors.read.pdf.file import WHOLE_FILE, Facts, open_pdf
from extractors.read.pdf.fonts import brings_its_fonts, has_chinese_fonts, legible, lost_fonts
from extractors.read.pdf.legible import draws_nothing, is_nothing, needs_recognition, unread_pictures
from extractors.read.pdf.pdfium import UNMAPPED, page_content
from extractors.read.pdf.plumbed import Contents, by_pdfplumber
from extractors.read.pdf.silent_pages import unseen

_LOST = 20
"""Pages in a row that are not there, after which none is looked for: a file may claim any number of them."""

_OPENED = 100
"""Pages after which a file is opened again: pdfium keeps what it parsed, 0.1 MB a page, until the file is closed."""


def pages(
    pdf: pdfium.PdfDocument, data: bytes, left_out: Mapping[int | None, Trouble], at: At, known: Facts
) -> Iterator[tuple[int, PageContent | Exception | Trouble]]:
    """Each page's content, or the exception that both parsers ended in; a page is closed before the next is opened.

    Closes the file, of whose bytes `known` tells.
    """
    lost, contents = 0, Contents(data)
    try:
        for index in range(len(pdf)):
            if lost == _LOST:
                message = f"pages {index + 1:,} to {len(pdf):,} are not there, as {lost} before them are not; "
                yield index + 1, Trouble("read", "damaged_page", message + "download the file again", index + 1)
                return
            if index + 1 in left_out:
                yield index + 1, left_out[index + 1]
                continue
            if index % _OPENED == _OPENED - 1:
                pdf.close()
                pdf = open_pdf(data)
            at(index + 1)
            content = _content(pdf, data, index, known, contents)
            lost = lost + 1 if isinstance(content, IndexError) else 0
            yield index + 1, content
    finally:
        pdf.close()


def _content(
    pdf: pdfium.PdfDocument, data: bytes, index: int, known: Facts, contents: Contents
) -> PageContent | Exception | Trouble:
    try:
        page = pdf[index]
    except Exception:
        return by_pdfplumber(data, index + 1)
    try:
        as_stored = page
        page, troubles = with_annotations(pdf, page, index)
        content = printed(page, data, index + 1, known)
        if draws_nothing(page) and contents.is_lost(index + 1):
            said = f"page {index + 1}: what it shows is damaged, and is not read; download the file again"
            return Trouble("read", "damaged_page", said, index + 1)
        if isinstance(content, PageContent):
            content = _silent(page, content, contents)
            if fonts := lost_fonts(page, content):
                told = legible(page, content, fonts)
                if isinstance(told, Trouble):
                    return told
                content = told
                troubles += content.troubles
            elif needs_recognition(page, content):
                content = _recognised(page, content)
                troubles += _damaged_pictures(page, data, index + 1)
            else:
                content = _with_missing(page, content)
                troubles += [*content.troubles, *unread_pictures(content)]
            cropped = page.get_cropbox() != page.get_mediabox()
            altered = bool(content.hidden) or cropped or page is not as_stored
            content = replace(content, troubles=troubles, altered=altered) if troubles or altered else content
        return content
    except Exception as error:
        return error
    finally:
        page.close()


def _silent(page: pdfium.PdfPage, content: PageContent, contents: Contents) -> PageContent:
    """A page with what it says of its silence, where it shows nothing."""
    if draws_nothing(page):
        return replace(content, void=True) if contents.is_void(content.number) else content
    count = unseen(page, content)
    return replace(content, unseen=count) if count else content


def _with_missing(page: pdfium.PdfPage, content: PageContent) -> PageContent:
    """A page with the few characters that its fonts do not name read from its picture."""
    if not content.unmapped or all(char.text != UNMAPPED for char in content.chars):
        return content
    from extractors.read.scan.missing_glyphs import with_missing  # OpenCV is slow to import, and few pages need it

    return with_missing(page, content, UNMAPPED)


def printed(page: pdfium.PdfPage, data: bytes, number: int, known: Facts = WHOLE_FILE) -> PageContent | Exception:
    """What a page's text layer says, and its rules."""
    try:
        if not has_chinese_fonts() and not brings_its_fonts(page):
            return by_pdfplumber(data, number)
        return page_content(page, number, layers=known.layers, damaged=known.damaged > 0)
    except (PageLimitError, MemoryError) as error:
        return error
    except Exception:
        return by_pdfplumber(data, number)


def _recognised(page: pdfium.PdfPage, content: PageContent) -> PageContent:
    """A page as its picture is read; as its text layer says where the picture says nothing and the layer something.

    A layer that is not shown, as scanners put it under their pictures, is another reading of the picture.
    """
    from extractors.read.scan.page import scanned  # OpenCV is slow to import, and few pages are scans

    found = scanned(page, content.number)
    if not found.chars and not is_nothing(content):
        return content
    if content.hidden:
        again = [
            replace(reading, again=(*reading.again, *_layer(reading, content.hidden))) for reading in found.readings
        ]
        found = replace(found, readings=again)
    return found


def _damaged_pictures(page: pdfium.PdfPage, data: bytes, number: int) -> Iterator[Trouble]:
    from extractors.read.scan.stored import damaged_pictures  # as few pages need it as are scans

    return damaged_pictures(page, data, number)


def _layer(reading: Reading, hidden: Sequence[Char]) -> Iterator[str]:
    """What the hidden layer says where a line was recognised, if anything."""
    x0, top, x1, bottom = reading.box
    own = [c for c in hidden if x0 <= (c.x0 + c.x1) / 2 <= x1 and top <= (c.top + c.bottom) / 2 <= bottom]
    text = "".join(char.text for char in sorted(own, key=lambda char: char.x0)).strip()
    if text:
        yield text
