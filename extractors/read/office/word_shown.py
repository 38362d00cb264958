"""Word files that a Word file shows inside it: what they say is drawn there, and is read where it stands."""

import zipfile
from collections.abc import Callable, Iterable

from lxml import etree

from extractors.document.model import Block, Paragraph
from extractors.read.office.word_xml import W
from extractors.read.package import related, unpack, whole

Shown = Callable[[etree._Element], bytes | None]
"""The Word file that an object shows; None for an object that shows another, or only an icon."""

_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TWIPS = 20
_LETTER = 100.0
"""Square points that a letter takes at least, with its share of the space between lines."""


def shown_files(box: zipfile.ZipFile, name: str) -> Shown:
    """What the objects of a Word file's part show."""
    files = {number: target for number, kind, target in related(box, name) if kind == "package"}

    def shown(element: etree._Element) -> bytes | None:
        inner = element.find(_OBJECT)
        if inner is None or inner.get("DrawAspect") != "Content":
            return None
        target = files.get(inner.get(_ID, ""))
        if not (inner.get("ProgID") or "").startswith("Word.Document") or target not in box.NameToInfo:
            return None
        return unpack(box, target)

    return shown


def nothing_shown(_: etree._Element) -> bytes | None:
    """For a file that is shown itself: what it shows inside it is too deep to be told."""
    return None


def fits(element: etree._Element, blocks: Iterable[Block]) -> bool:
    """Whether an object has room for all of its file: it shows the first page and no more."""
    across, down = (whole(element.get(f"{W}{side}"), 0) / _TWIPS for side in ("dxaOrig", "dyaOrig"))
    texts = (b.text if isinstance(b, Paragraph) else "".join(cell.text for cell in b.cells) for b in blocks)
    return sum(map(len, texts)) * _LETTER < across * down


def placed(blocks: Iterable[Block], line: int) -> Iterable[Block]:
    """The blocks of a shown file, with the paragraph that shows it as their place."""
    for block in blocks:
        if isinstance(block, Paragraph):
            block.marks = [(start, page, line) for start, page, _ in block.marks]
        else:
            for cell in block.cells:
                cell.line = line
        yield block
