"""Web pages made from a PDF: each piece of text has a place of its own, and a table is drawn by places."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from extractors.document.model import Block, Cell, Paragraph, Table
from extractors.document.troubles import Trouble
from extractors.layout.alignment import Aligned, aligned
from extractors.layout.lines_of_words import Line, Word, as_lines, has_amounts
from extractors.read.html_shown import is_hidden
from extractors.read.html_style import Styles
from extractors.values.text import clean

_FEWEST = 20
"""A page with fewer placed pieces of text is laid out by its elements."""

_LOOSE = 4
"""So many lines of amounts that make no columns are a table that is not understood."""

_SIZE = 12.0
"""Pixels that a glyph is high where nothing says it."""

_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)\s*(px|pt)")
_MEASURED = ("left", "top", "bottom", "font-size")
_PIXELS = {"px": 1.0, "pt": 4 / 3}

Page = list[Word]


@dataclass(frozen=True)
class Placed:
    """The placed pieces of a web page: the elements that they are, and by the first of each page all of that page."""

    elements: frozenset[etree._Element]
    pages: Mapping[etree._Element, Page]


NOT_PLACED = Placed(frozenset(), {})


def positioned(root: etree._Element, styles: Styles) -> tuple[Placed, list[Trouble]]:
    """The pieces of a page that places a table piece by piece, none of another page, and what is uncertain in them."""
    pages: dict[etree._Element | None, Page] = {}
    first: dict[etree._Element, Page] = {}
    elements = []
    for element in _shown(root, styles):
        if not _places(element, styles):
            continue
        if any(_places(inner, styles) for inner in element.iterdescendants(etree.Element)):
            continue
        text = clean("".join(_texts(element, styles)))
        if text:
            holder, word = _word(element, text, styles)
            if holder not in pages:
                pages[holder] = first[element] = []
            pages[holder].append(word)
            elements.append(element)
    if len(elements) < _FEWEST:
        return NOT_PLACED, []
    loose = sum(map(_loose, pages.values()))
    message = f"the page places the words of {loose} lines so that their columns are not certain; look at it"
    troubles = [Trouble("read", "uncertain_columns", message)] if loose >= _LOOSE else []
    tables = any(any(True for _ in aligned(page)) for page in pages.values())
    return Placed(frozenset(elements), first) if tables else NOT_PLACED, troubles


def _shown(element: etree._Element, styles: Styles) -> Iterator[etree._Element]:
    """The elements of a page without those that are not shown and what is in them."""
    waiting = [element]
    while waiting:
        element = waiting.pop()
        if not is_hidden(element, styles):
            yield element
            waiting += reversed(list(element.iterchildren(etree.Element)))


def _loose(page: Page) -> int:
    """How many lines of amounts stand in no table."""
    tables = list(aligned(page))
    lines = (line for line in as_lines(page) if has_amounts(line))
    return sum(
        not any(table.ys[0] < line[0].bottom and line[0].top < table.ys[-1] for table in tables) for line in lines
    )


def _texts(element: etree._Element, styles: Styles) -> Iterator[str]:
    """What a piece shows; what stands in it is not placed, and nests little."""
    yield element.text or ""
    for inner in element.iterchildren(etree.Element):
        yield from () if is_hidden(inner, styles) else _texts(inner, styles)
        yield inner.tail or ""


def _lengths(element: etree._Element, styles: Styles) -> dict[str, float]:
    declared = styles.of(element)
    found = ((name, _LENGTH.match(declared.get(name, ""))) for name in _MEASURED)
    return {name: float(length[1]) * _PIXELS[length[2]] for name, length in found if length}


def _places(element: etree._Element, styles: Styles) -> bool:
    known = _lengths(element, styles)
    absolute = styles.of(element).get("position") == "absolute"
    return absolute and "left" in known and bool({"top", "bottom"} & set(known))


def _word(element: etree._Element, text: str, styles: Styles) -> tuple[etree._Element | None, Word]:
    """A piece with its box in the element that holds its page; its width is that of its glyphs."""
    size = next((one["font-size"] for one in _up(element, styles) if "font-size" in one), _SIZE)
    x = y = 0.0
    holder: etree._Element | None = element
    while holder is not None and _places(holder, styles):
        known = _lengths(holder, styles)
        x += known["left"]
        y += known["top"] if "top" in known else -known["bottom"]
        holder = holder.getparent()
    width = size * sum(0.5 if char.isascii() else 1.0 for char in text)
    return holder, Word(text, x, y, x + width, y + size)


def _up(element: etree._Element, styles: Styles) -> Iterator[dict[str, float]]:
    yield _lengths(element, styles)
    for above in element.iterancestors():
        yield _lengths(above, styles)


def blocks_of(page: Page, count: int) -> Iterator[Block]:
    """The lines and tables of a page of placed pieces from top to bottom; `count` lines stand before it."""
    tables = list(aligned(page))
    waiting = list(tables)
    for line in as_lines(page):
        middle = (line[0].top + line[0].bottom) / 2
        while waiting and waiting[0].ys[0] < middle:
            table = waiting.pop(0)
            yield _table(table, count)
            count += len(table.rows)
        if not any(table.ys[0] < middle < table.ys[-1] for table in tables):
            count += 1
            yield Paragraph(_text(line), [(0, None, count)])


def _text(line: Line) -> str:
    return " ".join(word.text for word in line)


def _table(table: Aligned, count: int) -> Table:
    texts: dict[tuple[int, int, int], list[str]] = {}
    for row, words in enumerate(table.rows):
        for word, (start, end) in zip(words, table.reach[row], strict=True):
            columns = [n for n in range(len(table.xs) - 1) if start < table.xs[n + 1] and table.xs[n] < end]
            texts.setdefault((row, columns[0], len(columns)), []).append(word.text)
    cells = [
        Cell(row, col, "\n".join(own), table.down.get((row, col), row) - row + 1, span, line=count + row + 1)
        for (row, col, span), own in texts.items()
    ]
    return Table(sorted(cells, key=lambda cell: (cell.row, cell.col)), len(table.rows), len(table.xs) - 1, "html")
