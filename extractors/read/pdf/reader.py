"""PDF → `Document`, one page in memory at a time.

pdfium gives a page's characters and rules, pdfplumber's table finder the grid over them. pdfplumber's own parser is the
reference (`benchmarks/README.md` shows that both give the same tables) and takes over where pdfium fails on a page.
A page without a text layer that can be used is recognised from its picture (`scan`), whatever the others are.
"""

from collections.abc import Sequence

from extractors.document.model import WHOLE, At, Document, Table, nowhere
from extractors.document.troubles import ReadError, Trouble
from extractors.read.loose_rows import loose_rows
from extractors.read.pdf.content import Line, PageContent, PageLimitError
from extractors.read.pdf.file import ATTACHED, DAMAGED, facts, open_pdf
from extractors.read.pdf.file import troubles as file_troubles
from extractors.read.pdf.legible import FEWEST_CHARS
from extractors.read.pdf.lines import paragraphs
from extractors.read.pdf.outer_columns import foot_edges
from extractors.read.pdf.page import read_page
from extractors.read.pdf.pages import pages
from extractors.read.pdf.running import printed_once
from extractors.read.pdf.silent_pages import said_empty, said_unseen
from extractors.read.scan.numbers import MISSING, judge

_NO_EXTRA = "no_scan_extra"

_RULES = 20
"""A table has so many rules at least, as a page draws them."""

_LOWEST_LINE = 8.0
"""Points that a line of print takes at least, with its cell around it."""


def read_pdf(data: bytes, *, given_up: Sequence[Trouble] = (), at: At = nowhere) -> Document:
    """A PDF's bytes as a `Document`; the pages of `given_up` are left out, `at` is told each page as it begins.

    Raises ReadError for a damaged or encrypted file, and for one without a page that can be read. A page that fails is
    given up alone.
    """
    found: list[list[Table | Line]] = []
    troubles = [trouble for trouble in given_up if trouble.page is None]
    heights: list[float] = []
    altered: list[int] = []
    void: list[int] = []
    unseen: list[tuple[int, int]] = []
    empty = recognised = 0
    left_out = {trouble.page: trouble for trouble in given_up}
    pdf = open_pdf(data)
    known = facts(data)
    troubles += file_troubles(pdf, known)
    for number, content in pages(pdf, data, left_out, at, known):
        above = foot_edges(found[-1]) if found else ()
        items, trouble = ([], content) if isinstance(content, Trouble) else _items(number, content, above)
        found.append(items)
        heights.append(content.height if isinstance(content, PageContent) else 0.0)
        empty += isinstance(content, ReadError) or (
            isinstance(content, PageContent) and len(content.chars) < FEWEST_CHARS
        )
        altered += [number] if isinstance(content, PageContent) and content.altered else []
        recognised += isinstance(content, PageContent) and bool(content.readings)
        troubles += [trouble] if trouble else []
        troubles += content.troubles if isinstance(content, PageContent) else ()
        if isinstance(content, PageContent):
            unseen.append((number, 0 if content.source == "scan" else content.unseen))
            void += [number] if content.void else []
    if empty == len(found):
        raise _unread(len(found), troubles)
    at(WHOLE)
    troubles += [*said_unseen(unseen), *said_empty(void, max(at for at, items in enumerate(found, 1) if items))]
    reader = "scan" if recognised else "pdf"
    return Document(
        [block for number, items in enumerate(printed_once(found), 1) for block in paragraphs(items, number)],
        reader,
        "application/pdf",
        len(found),
        tuple(heights),
        altered=tuple(altered),
        troubles=troubles,
    )


def _loose(items: Sequence[Table | Line], number: int) -> Trouble | None:
    """The trouble of a page that shows rows of a table in lines outside all tables."""
    lines = [item.text if isinstance(item, Line) else "" for item in items]
    return next(loose_rows(lines, f"page {number}", number), None)


def _only_rules(content: PageContent) -> Trouble | None:
    """The trouble of a page that shows the rules of a table and no character: its fonts cannot be read.

    White grounds are no rules. The rest of the row before, which a browser takes along to the next page, has a rule at
    one end at most: its padding, or the empty lines of its cells.
    """
    rules = [edge for edge in content.edges if not edge.get("ground")]
    if content.chars or content.unseen or len(rules) < _RULES:
        return None
    across = [edge for edge in rules if edge["x1"] - edge["x0"] > _LOWEST_LINE]  # others are ends of thick uprights
    levels = [edge["top"] for edge in across]
    if max(levels, default=0.0) - min(levels, default=0.0) < _LOWEST_LINE:
        return None
    message = f"page {content.number} shows the rules of a table and no character; look at it, or download it again"
    return Trouble("read", "no_characters", message, content.number)


def _unread(pages: int, troubles: Sequence[Trouble]) -> ReadError:
    """Why a file none of whose pages has text was not read."""
    said = {trouble.error: trouble.message for trouble in troubles}
    if DAMAGED in said:
        return ReadError("damaged_pdf", f"none of its {pages} pages has text, and {said[DAMAGED]}")
    if ATTACHED in said:
        return ReadError("scanned_pdf", f"none of its {pages} pages has text, and {said[ATTACHED]}")
    if _NO_EXTRA in said:
        what = f"none of its {pages} pages has a text layer: it is a scan; to read it, install the extra: {MISSING}"
    else:
        what = (
            f"none of its {pages} pages has text, and a scan of print it is not: blank sheets or pictures; look at it"
        )
    return ReadError("scanned_pdf", what)


def _items(
    number: int, content: PageContent | Exception, above: Sequence[float]
) -> tuple[list[Table | Line], Trouble | None]:
    """A page's tables and lines; nothing, with the trouble, where they cannot be had: an odd page costs only itself."""
    try:
        if isinstance(content, Exception):
            raise content
        if content.source != "scan" or content.chars:
            items = read_page(content, above)
            judge(items, content.readings)
            return items, _only_rules(content) or _loose(items, number)
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
