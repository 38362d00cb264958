"""Headers and footers of a Word file: tables of numbers in them are named, for nothing of them is read."""

import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress

from lxml import etree

from extractors.document.troubles import ReadError, Trouble
from extractors.read.office.word_xml import W
from extractors.read.package import part, related
from extractors.values.numbers import is_number
from extractors.values.text import clean

_MARGINS, _PAGES_OF = ("header", "footer"), 2
"""The parts above and below a page's text; a table there may give a page's number and how many there are."""


def troubles_in_margins(box: zipfile.ZipFile, name: str) -> Iterator[Trouble]:
    """Tables of numbers in headers and footers, which are not read."""
    for _, kind, target in related(box, name):
        cells: Iterable[etree._Element] = ()
        with suppress(ReadError):  # a broken header is no reason not to read the text
            root = part(box, target) if kind in _MARGINS else None
            cells = root.iter(f"{W}tc") if root is not None else ()
        texts = (clean("".join(text.text or "" for text in cell.iter(f"{W}t"))) for cell in cells)
        if (count := sum(map(is_number, texts))) > _PAGES_OF:
            message = (
                f"its page {kind} holds a table with {count} numbers, which is not read; move the table from there "
                "into the text and run again"
            )
            yield Trouble("read", "table_in_margin", message)
