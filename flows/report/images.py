"""The pages of a PDF as pictures for a report, and where on them the figures of the prose are printed."""

import base64
import io
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

import pypdfium2 as pdfium

from extractors.document.place import Box
from extractors.read.pdf.content import Char
from extractors.values.money import AMOUNT
from extractors.values.text import compact, digits
from flows.report.upright import Upright, upright
from schemas.rows import FigureRow

_DPI, _DPI_MANY, _MANY = 120, 96, 60
"""Of a page's picture; of a document with more pages the lower one."""

_LONGEST = 2400
"""Pixels of a picture's longer side at most."""

_QUALITY = 34
_CONTEXT = (40, 16, 8, 4)
"""Characters on each side by which an amount is looked for on its page, from the most certain down."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page's picture as a data URI, and the page's size in points."""

    number: int
    width: float
    height: float
    uri: str


@dataclass
class Pictures:
    """The pictures by page, and the boxes of figures in prose by `seq`: (page, box) for each printed line."""

    pages: dict[int, Picture] = field(default_factory=dict)
    boxes: dict[int, list[tuple[int, Box]]] = field(default_factory=dict)


def pictures(data: bytes, wanted: Collection[int], figures: Iterable[FigureRow]) -> Pictures:
    """Pictures of the `wanted` pages of a PDF, and where on them each of the `figures` is printed.

    A page that pdfium cannot draw has no picture. A figure whose words stand on its page twice has no box.
    """
    made = Pictures()
    by_page: dict[int, list[FigureRow]] = {}
    for figure in figures:
        if figure["page"] is not None and figure["table_index"] is None:
            by_page.setdefault(figure["page"], []).append(figure)
    dpi = _DPI if len(wanted) <= _MANY else _DPI_MANY
    with pdfium.PdfDocument(data) as pdf:
        for number in sorted(wanted):
            if not 1 <= number <= len(pdf):
                continue
            try:
                page = upright(pdf, number, dpi, _LONGEST)
            except pdfium.PdfiumError:
                continue
            made.pages[number] = _picture(page, number)
            if number in by_page and page.content is not None:
                text, chars = _text(page.content.chars)
                for figure in by_page[number]:
                    if boxes := list(_boxes(figure, text, chars)):
                        made.boxes[figure["seq"]] = [(number, box) for box in boxes]
    return made


def _picture(page: Upright, number: int) -> Picture:
    stream = io.BytesIO()
    page.image.convert("L").save(stream, "WEBP", quality=_QUALITY, method=2)
    uri = f"data:image/webp;base64,{base64.b64encode(stream.getvalue()).decode('ascii')}"
    return Picture(number, page.width, page.height, uri)


def _text(chars: Iterable[Char]) -> tuple[str, list[Char]]:
    """A page's text without white space, normalised, and the character that each of its letters is printed by."""
    letters: list[str] = []
    printed: list[Char] = []
    for char in chars:
        for letter in _normal(char.text):
            letters.append(letter)
            printed.append(char)
    return "".join(letters), printed


def _normal(text: str) -> str:
    return compact(text)


def _boxes(figure: FigureRow, text: str, chars: list[Char]) -> Iterator[Box]:
    """The boxes of a figure's amount, one a printed line; nothing where its words are not there once."""
    sentence = figure["sentence"] or ""
    for match in AMOUNT.finditer(digits(sentence)):
        if abs(float(match["number"].replace(",", "").replace("，", "").replace("−", "-"))) == abs(
            float(figure["value"] or -1)
        ):
            before, amount, after = map(_normal, (sentence[: match.start()], match[0], sentence[match.end() :]))
            for around in _CONTEXT:
                left, right = before[-around:], after[:around]
                start = text.find(left + amount + right)
                if start >= 0 and text.find(left + amount + right, start + 1) < 0:
                    first = start + len(left)
                    yield from _lines(chars[first : first + len(amount)])
                    return


def _lines(chars: list[Char]) -> Iterator[Box]:
    """The boxes of neighbouring characters, a new one where a printed line begins."""
    box: Box | None = None
    for char in chars:
        if box is not None and char.x0 >= box[0] and char.top < box[3]:
            box = (box[0], min(box[1], char.top), max(box[2], char.x1), max(box[3], char.bottom))
        else:
            if box is not None:
                yield box
            box = (char.x0, char.top, char.x1, char.bottom)
    if box is not None:
        yield box
