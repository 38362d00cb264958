"""Whether a page's text layer can be used, by a rule measured on good ones.

558 pages of the corpus that have text: none has a character that its font does not map, at most 2 % of a page's
ideographs are not among the 3,755 common ones, at most 6 % of its characters are no ideographs, ASCII or CJK marks, and
at most 4 % are letters. Text whose font maps to the wrong characters has rare ideographs (four of five at random are),
or letters.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

import pypdfium2 as pdfium
from pypdfium2 import raw

from extractors.document.place import Box
from extractors.document.troubles import Trouble
from extractors.read.pdf.content import Char, PageContent
from extractors.values.text import squeezed

FEWEST_CHARS = 8
"""A page with fewer characters has no text layer to judge."""

_UNMAPPED, _RARE, _FOREIGN = 0.05, 0.25, 0.3
"""Shares of a page's characters (of its ideographs, for the rare ones) beyond which it is broken."""

_VOWELS = 0.2
"""Share of vowels among the letters of a page of letters below which they are no words; English has 0.38."""

_ENOUGH = 20
_MANY = 100
"""Characters from which on a share says something."""

_NO_CHARACTER = re.compile(r"\(cid:\d+\)|[\ufffd\ue000-\uf8ff\x00-\x1f]")
_USUAL = re.compile(r"[\x20-\x7e\u2000-\u206f\u2e80-\u9fff\uff00-\uffef]")
_LETTER = re.compile(r"[A-Za-z]")
_VOWEL = re.compile(r"[AEIOUaeiou]")
_IDEOGRAPH = re.compile(r"[\u4e00-\u9fff]")


_LARGE, _MILLIMETRE = 0.1, 25.4 / 72
"""Share of a page from which on a picture may hold a table; millimetres in a point."""

_MARGIN, _COVERED = 0.12, 0.7
"""Share of the page's height, above and below, where a scanner or archive prints a number over its picture, and share
of the page that this picture takes.
"""


def needs_recognition(page: pdfium.PdfPage, content: PageContent) -> bool:
    """Whether an open page must be read from its picture, for its text layer says nothing or nonsense.

    Raises PageLimitError where its picture is larger than any sheet's.
    """
    if _says_nothing(content):
        return True
    if len(content.chars) >= FEWEST_CHARS:
        return broken(content.chars) is not None or (
            content.pictures and _only_margins(content) and _is_covered(page, content)
        )
    if content.pictures:
        return True
    return not content.chars and not draws_nothing(page) and not _is_blank(page)


def unread_pictures(content: PageContent) -> Iterator[Trouble]:
    """The trouble of a page with text that also shows a large picture: none lies on it, or it lies over some.

    A table may be in it.
    """
    page = content.width * content.height
    large = [box for box in content.shown if _area(box, content) > _LARGE * page]
    over = [box for box in large if _count(box, content.hidden) >= FEWEST_CHARS]
    if unread := over or [box for box in large if not _count(box, content.chars)]:
        x0, top, x1, bottom = max(unread, key=lambda box: _area(box, content))
        size = f"{(x1 - x0) * _MILLIMETRE:.0f} × {(bottom - top) * _MILLIMETRE:.0f} mm"
        what = "lies over text, and is not read" if over else "is not read"
        message = f"page {content.number} shows a picture of {size}, which {what}; look at it"
        yield Trouble("read", "embedded_picture", message, content.number)


def _area(box: Box, content: PageContent) -> float:
    across = min(box[2], content.width) - max(box[0], 0.0)
    return max(across, 0.0) * max(min(box[3], content.height) - max(box[1], 0.0), 0.0)


def _count(box: Box, chars: Sequence[Char]) -> int:
    """How many characters begin in a box."""
    x0, top, x1, bottom = box
    return sum(x0 < c.x0 < x1 and top < c.top < bottom for c in chars)


def is_nothing(content: PageContent) -> bool:
    """Whether what a page says beside its pictures is of no use, so that it is lost where no print is recognised."""
    if _says_nothing(content):
        return True
    return content.pictures if len(content.chars) < FEWEST_CHARS else broken(content.chars) is not None


def _says_nothing(content: PageContent) -> bool:
    """Whether the page's fonts do not say what their characters are."""
    return content.unmapped > _UNMAPPED * len(content.chars)


def _only_margins(content: PageContent) -> bool:
    high = content.height * _MARGIN
    return all(char.bottom < high or char.top > content.height - high for char in content.chars)


def _is_covered(page: pdfium.PdfPage, content: PageContent) -> bool:
    """Whether one picture takes most of the page."""
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=1):
        left, low, right, high = item.get_bounds()
        if (right - left) * (high - low) > _COVERED * content.width * content.height:
            return True
    return False


def draws_nothing(page: pdfium.PdfPage) -> bool:
    """Whether a page has no object: a blank sheet, or one whose content is lost."""
    return int(raw.FPDFPage_CountObjects(page.raw)) == 0


def _is_blank(page: pdfium.PdfPage) -> bool:
    from extractors.read.scan.page import is_blank  # OpenCV is slow to import, and few pages ask for it

    return is_blank(page)


def broken(chars: Sequence[Char]) -> str | None:
    """What is wrong with a page's text layer, None where it can be used (or there is none)."""
    text = squeezed("".join(char.text for char in chars))
    if len(text) < FEWEST_CHARS:
        return None
    unmapped = len(_NO_CHARACTER.findall(text))
    text = _NO_CHARACTER.sub("", text)
    if unmapped > _UNMAPPED * (unmapped + len(text)):
        return "characters that its font does not map"
    ideographs = _IDEOGRAPH.findall(text)
    if len(ideographs) >= _ENOUGH and sum(map(_is_rare, ideographs)) > _RARE * len(ideographs):
        return "characters that make no words"
    foreign = len(text) - len(_USUAL.findall(text))
    if len(text) >= _ENOUGH and foreign > _FOREIGN * len(text):
        return "characters of another script"
    letters = _LETTER.findall(text)
    if 2 * len(letters) > len(text) >= _MANY and len(_VOWEL.findall(text)) < _VOWELS * len(letters):
        return "letters that make no words"
    return None


@cache
def _is_rare(ideograph: str) -> bool:
    """Whether it is beyond the first level of GB 2312, the common ideographs."""
    code = ideograph.encode("gb2312", errors="ignore")
    return not (code and 0xB0 <= code[0] <= 0xD7)
