"""A page's content by pdfplumber's own parser: the reference, and what takes over where pdfium cannot read a page."""

import io
from functools import cached_property
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, resolve1

from extractors.read.pdf.content import Char, PageContent
from extractors.read.pdf.geometry import is_aslant
from extractors.read.pdf.paths import GROUND

_ENTRIES = frozenset(
    {
        "Type", "Parent", "LastModified", "Resources", "MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox",
        "BoxColorInfo", "Contents", "Rotate", "Group", "Thumb", "B", "Dur", "Trans", "Annots", "AA", "Metadata",
        "PieceInfo", "StructParents", "ID", "PZ", "SeparationInfo", "Tabs", "TemplateInstantiated", "PresSteps",
        "UserUnit", "VP", "Hid",
    }
)  # fmt: skip
"""ISO 32000-1, table 30."""


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


class Contents:
    """What the pages of a file name as their content; the file is opened at the first question, once for all pages."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    @cached_property
    def _named(self) -> list[tuple[object, object]]:
        try:
            document = PDFDocument(PDFParser(io.BytesIO(self._data)))
            return [(_content_of(page.attrs), page.attrs.get("Resources")) for page in PDFPage.create_pages(document)]
        except Exception:
            return []  # the file is damaged for this parser too

    def is_lost(self, number: int) -> bool:
        """Whether a page, numbered from 1, names content that is not in the file: to be asked of one that draws
        nothing.
        """
        try:
            named = resolve1(self._named[number - 1][0])
            parts = named if isinstance(named, list) else [named]
            return not all(_is_whole(resolve1(part)) for part in parts)
        except Exception:
            return True

    def is_void(self, number: int) -> bool:
        """Whether a page, numbered from 1, names no content, or one without a byte, and fonts or pictures for it: to be
        asked of one that draws nothing.
        """
        try:
            content, resources = map(resolve1, self._named[number - 1])
            parts = content if isinstance(content, list) else [content]
            if not any(resolve1(resources.get(kind)) for kind in ("Font", "XObject")):
                return False
            return not any(resolve1(part).get_data().strip() for part in parts)
        except Exception:
            return False


def _content_of(entries: dict[str, Any]) -> object:
    """What a page names as its content: nothing where it is blank, and where an entry of no known name may be it."""
    return entries.get("Contents", [] if _ENTRIES.issuperset(entries) else None)


def _is_whole(part: object) -> bool:
    """Whether an object is a stream with a dictionary: the parser makes up an empty one for what it cannot read."""
    return isinstance(part, PDFStream) and "Length" in part.attrs


def _moved(edge: dict[str, Any], left: float, top: float) -> dict[str, Any]:
    """An edge measured from the corner of the page's crop, as pdfium measures."""
    if not left and not top:
        return edge
    across = {side: edge[side] - left for side in ("x0", "x1")}
    return {**edge, **across, **{side: edge[side] - top for side in ("top", "bottom")}}


def _is_ground(item: dict[str, Any]) -> bool:
    """Whether an object of pdfplumber is a white ground behind text."""
    if item["object_type"] != "rect" or item["stroke"] or min(item["width"], item["height"]) <= GROUND:
        return False
    color = item["non_stroking_color"]
    return color is not None and set(color if isinstance(color, (tuple, list)) else (color,)) == {1}
