"""A page's content as any PDF library gives it, and the lines that are made of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from extractors.document.place import Box
from extractors.document.troubles import Trouble

MOST_CHARS, MOST_EDGES, MOST_RULES = 50_000, 100_000, 2_000
"""Of a page, the last ones counted where those that lie on each other are one; 600 pages of disclosures have at most
1,400 characters, 2,800 edges and 97 rules, and what follows grows with the square of the rules."""


class PageLimitError(Exception):
    """A page holds more than any page of a disclosure; the message says of what."""


def within(count: int, most: int, what: str) -> int:
    """The count, where a page may have so many; raises PageLimitError."""
    if count > most:
        raise PageLimitError(f"has more than {most:,} {what}, which no page of a disclosure has")
    return count


class Char(NamedTuple):
    """A character and its box. A tuple, for a page has a thousand: a frozen dataclass takes three times as long."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def middle(self) -> float:
        """The level half-way between its top and its bottom."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character as it was recognised: the share of its line's width at which its middle stands, what it may be.

    `choices` are (text, probability), the likeliest first.
    """

    at: float
    choices: tuple[tuple[str, float], ...]

    @property
    def text(self) -> str:
        """The likeliest reading."""
        return self.choices[0][0]

    @property
    def confidence(self) -> float:
        """Its probability."""
        return self.choices[0][1]


@dataclass(frozen=True, slots=True)
class Reading:
    """A line as it was recognised; `again` are other readings of the same picture, `stamped` says that a stamp was
    taken off it.
    """

    box: Box
    glyphs: tuple[Glyph, ...]
    again: tuple[str, ...] = ()
    stamped: bool = False

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def confidence(self) -> float:
        """Probability of the least sure character."""
        return min((glyph.confidence for glyph in self.glyphs), default=0.0)


@dataclass(frozen=True, slots=True)
class PageContent:
    """A page as a PDF library (`source`) gives it; `edges` are pdfplumber's: x0, x1, top, bottom, orientation.

    An edge of a white ground behind text is marked `ground`; that of another filled area has its box as `shade`.
    `clipped` gives, by its number, each character that a clip hides, the box that it shows. `pictures` says whether
    images stand on the page: one of images without characters was scanned. `readings` are its lines where it was
    recognised from a picture. `hidden` are characters that the file has and the page does not show. `unmapped` is
    how many have a font that does not say what they are. `turned` are the quarters of a turn by which the sheet lay
    on its side without saying so (it is read after as many counter-clockwise). `troubles` say what of it is not
    read; `altered`, that it holds more or other than it shows. `shown` are the boxes of its pictures. `over` is what it
    prints over a table, of which it tells here. `unseen` is how many characters a page writes that shows none; `void`
    says that it has no content at all, though it names fonts or pictures for it.
    """

    source: str
    number: int
    width: float
    height: float
    chars: Sequence[Char]
    edges: Sequence[dict[str, Any]]
    pictures: bool = False
    clipped: Mapping[int, Box] = field(default_factory=dict)
    readings: Sequence[Reading] = ()
    hidden: Sequence[Char] = ()
    unmapped: int = 0
    turned: int = 0
    troubles: Sequence[Trouble] = ()
    altered: bool = False
    shown: Sequence[Box] = ()
    over: "PageContent | None" = None
    unseen: int = 0
    void: bool = False


@dataclass(slots=True)
class Line:
    """A printed line outside tables; `margin` where it stands among headers and footers, `part` of the page."""

    text: str
    box: Box
    margin: bool
    part: int = 0
