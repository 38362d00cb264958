"""A page's content as any PDF library gives it, and the lines that are made of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from extractors.document import Box


@dataclass(frozen=True, slots=True)
class Char:
    """A character and its box."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageContent:
    """A page as a PDF library (`source`) gives it; `edges` are pdfplumber's: x0, x1, top, bottom, orientation.

    An edge of a white ground behind text is marked `ground`. `pictures` says whether images stand on the page: one of
    images without characters was scanned.
    """

    source: str
    number: int
    width: float
    height: float
    chars: Sequence[Char]
    edges: Sequence[dict[str, Any]]
    pictures: bool = False


@dataclass(slots=True)
class Line:
    """A printed line outside tables; `margin` where it stands among headers and footers."""

    text: str
    box: Box
    margin: bool
