"""Pages that show nothing, though they write text or should hold some: their rows are lost, and nothing on paper tells.

A blank sheet in a disclosure is no such page: word processors set its content up (of 2,786 pages of the corpus 11 draw
nothing, and all of them do, in 42 bytes at least), browsers leave that empty and name no font; both write blanks at
most.
"""

import ctypes
import math
from collections.abc import Iterator, Sequence
from itertools import groupby

import pypdfium2 as pdfium
from pypdfium2 import raw

from extractors.document.troubles import Trouble
from extractors.read.pdf.content import PageContent
from extractors.read.pdf.legible import FEWEST_CHARS

_FLAT = 0.1
"""Points of size below which a text is a point or a line to any eye, as its matrix is nearly zero."""

_FORM_DEPTH = 8


def unseen(page: pdfium.PdfPage, content: PageContent) -> int:
    """How many characters, at least, an open page writes and does not show, where it shows too few for a text; else 0.

    They are hidden, clipped away, beyond the page's edges, or of a size of zero, of which the text layer says nothing.
    """
    written = [(at, c) for at, c in enumerate(content.chars) if not c.text.isspace()]
    shown = sum(at not in content.clipped and _is_on(content, c.x0 + c.x1, c.top + c.bottom) for at, c in written)
    if shown >= FEWEST_CHARS:
        return 0
    count = len(written) - shown + sum(not c.text.isspace() for c in content.hidden)
    flat = 0 if content.chars else _flat(page)
    return count + flat if flat or count >= FEWEST_CHARS else 0


def said_unseen(pages: Sequence[tuple[int, int]]) -> Iterator[Trouble]:
    """The trouble of each run of pages of which so many characters are not shown."""
    counts = dict(pages)
    for first, last in _runs([number for number, count in pages if count]):
        count = sum(counts[number] for number in range(first, last + 1))
        if first == last:
            message = (
                f"page {first} writes at least {count} characters that no viewer shows (clipped, covered, invisible, "
                "or off the page), and they are not read; look at it, or download it again"
            )
        else:
            message = (
                f"pages {first} to {last} write at least {count} characters that no viewer shows (clipped, covered, "
                "invisible, or off the page), and they are not read; look at them, or download the file again"
            )
        yield Trouble("read", "no_characters", message, first)


def said_empty(numbers: Sequence[int], last_read: int) -> Iterator[Trouble]:
    """The trouble of each run of pages that lack their content before the last page that has text: behind it there may
    be blank ones.
    """
    for first, last in _runs([number for number in numbers if number < last_read]):
        if first == last:
            message = (
                f"page {first} has no content at all, though it names fonts or pictures for it; if a table goes on "
                "there it is lost; look at it, or download it again"
            )
        else:
            message = (
                f"pages {first} to {last} have no content at all, though they name fonts or pictures for it; if a "
                "table goes on there it is lost; look at them, or download the file again"
            )
        yield Trouble("read", "no_content", message, first)


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and last of each run of numbers that follow each other."""
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        own = [number for _, number in run]
        yield own[0], own[-1]


def _is_on(content: PageContent, twice_x: float, twice_y: float) -> bool:
    """Whether the middle of a character, given twice, lies on the page."""
    return 0 <= twice_x <= 2 * content.width and 0 <= twice_y <= 2 * content.height


def _flat(page: pdfium.PdfPage) -> int:
    """How many text objects of a page are made a point or a line by their matrix."""
    own, size, count = raw.FS_MATRIX(), ctypes.c_float(), 0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=_FORM_DEPTH):
        if raw.FPDFPageObj_GetMatrix(item.raw, own) and raw.FPDFTextObj_GetFontSize(item.raw, size):
            count += size.value * math.sqrt(abs(own.a * own.d - own.b * own.c)) < _FLAT
    return count
