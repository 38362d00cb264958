"""Word (.docx, .docm) → `Document`: paragraphs and tables as the file nests them, nothing measured.

A nested table is a table of its own after the one it stands in. What is not printed is left out (deletions, comments,
hidden text, headers and footers); what cannot be read (embedded files but those of Word itself) is said. Places are
numbers of paragraphs.
"""

import io
import re
from collections.abc import Iterator
from contextlib import suppress

from lxml import etree

from extractors.document.model import Block, Document, Paragraph, Table
from extractors.document.troubles import ReadError, Trouble
from extractors.read.loose_rows import loose_rows
from extractors.read.office.word_breaks import lines_of_paragraph
from extractors.read.office.word_fields import Fields, compute_fields, unresolved
from extractors.read.office.word_indents import Indents
from extractors.read.office.word_margins import troubles_in_margins
from extractors.read.office.word_numbering import Numbering, read_numbering
from extractors.read.office.word_shown import Shown, fits, nothing_shown, placed, shown_files
from extractors.read.office.word_signs import SIGNS, is_in_symbol, sign_in_text
from extractors.read.office.word_tables import column_edges, only_cell, read_tables, ruled_styles
from extractors.read.office.word_xml import ALTERNATE, GONE, Styles, W, is_blacked_out, is_unseen, printed, value
from extractors.read.package import main_part, open_zip, part, related, whole
from extractors.values.symbols import raised, with_signs

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TEXTS = {f"{W}t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"}
_TABS, _LEADERS, _LEADER = f"{W}pPr/{W}tabs/{W}tab", ("dot", "middleDot", "hyphen"), "......"
"""A tab may print a row of dots, as in a table of contents before the number of the page."""

_FIELD = (f"{W}fldChar", f"{W}instrText")
_AROUND = (f"{W}fldSimple", f"{W}bdo")
_OBJECT = f"{W}object"
_ELSEWHERE = {
    _OBJECT: "holds an embedded file (often a workbook shown as a picture)",
    f"{W}subDoc": "stands for another file",
}
_CELL_MARGIN = 6.0
"""Points between a cell's rule and what stands in it: enough to tell a nested table's rules from its own."""

_OPEN_ENDS = ("，", "、", ",")
"""After these a paragraph was broken by hand, to fit the page."""

_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_LARGE = 8 * 360_000
"""A picture of more than 8 cm (in English Metric Units) either way may hold a page or a table."""


_PICTURES = ("blip", "imagedata")
_PRIVATE_USE = re.compile(r"[\uf000-\uf0ff]")


def read_word(data: bytes, *, inside: bool = False) -> Document:
    """A .docx's bytes as a `Document`; raises ReadError for a damaged or unsafe one, or one without text.

    One that stands `inside` another has others inside it left out.
    """
    box = open_zip(io.BytesIO(data))
    name = main_part(box)
    root = part(box, name) if name else None
    body = root.find(f"{W}body") if root is not None else None
    if name is None or body is None:
        raise ReadError("damaged_office", "it is not a complete Word file (its document is missing); download it again")
    links = {kind: target for _, kind, target in related(box, name)}

    def linked(kind: str) -> etree._Element | None:
        return part(box, links[kind]) if kind in links else None

    styles = linked("styles")
    numbering, shown = read_numbering(linked("numbering"), styles), nothing_shown if inside else shown_files(box, name)
    reader = _Reader(numbering, ruled_styles(styles), Styles(styles), Indents(styles), shown)
    blocks = list(reader.blocks(body))
    for kind in ("footnotes", "endnotes"):
        notes = linked(kind)
        for note in notes if notes is not None else ():
            blocks += reader.blocks(note)
    if reader.struck:
        message = f"{reader.struck} pieces of its text are struck out, and are left out; look at it"
        reader.troubles.append(Trouble("read", "struck_out", message))
    reader.troubles += [*loose_rows(reader.lines, "lines parted by tabs", None), *troubles_in_margins(box, name)]
    if not blocks and reader.pictures:
        message = f"it has no text but {reader.pictures} pictures: a scan, which is not read yet; get its text"
        raise ReadError("scanned_word", message)
    if not blocks:
        raise ReadError("empty_file", "the file has no text; download it again")
    return Document(blocks, "word", _MEDIA_TYPE, troubles=reader.troubles)


class _Reader:
    """Walks a body; counts the paragraphs, which are a Word file's lines, and lists what it could not read."""

    def __init__(
        self, numbering: Numbering, ruled_styles: set[str], styles: Styles, indents: Indents, shown: Shown
    ) -> None:
        self.numbering = numbering
        self.shown = shown
        self.inside: list[Block] = []
        """What files say that the last paragraph shows."""

        self.ruled_styles = ruled_styles
        self.styles = styles
        self.indents = indents
        self.count = 0
        self.pictures = 0
        self.struck = 0
        self.fields = Fields()
        self.lines: list[str] = []
        """The paragraphs outside tables, each as it stands where tabs part it, else nothing of it."""

        self.troubles: list[Trouble] = []

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        """The paragraphs and tables of a body, a note or a text box."""
        held = ""  # of a paragraph whose end was deleted
        for element in printed(parent):
            if element.tag == f"{W}tbl":
                yield from self._tables(element, 0.0)
            elif element.tag == f"{W}p":
                text, boxes = self._paragraph(element)
                self.lines.append(text if "\t" in text else "")
                if element.find(f"{W}pPr/{W}rPr/{W}del") is not None:
                    held += text
                    continue
                for line in lines_of_paragraph(held + text):
                    yield Paragraph(line, [(0, None, self.count)], closed=not line.endswith(_OPEN_ENDS))
                held, inside, self.inside = "", self.inside, []
                yield from placed(inside, self.count)
                for box in boxes:
                    yield from self.blocks(box)
            elif element.tag == f"{W}altChunk":
                self._unread(f"paragraph {self.count} is followed by an embedded file")

    def _tables(self, element: etree._Element, left: float) -> Iterator[Block]:
        """The tables that stand in one, then those nested in it; `left` is where it begins in points.

        One that only frames tables is none: what stands in its cell is read as what stands in the text.
        """
        if (only := only_cell(element)) is not None and only.find(f"{W}tbl") is not None:
            yield from self.blocks(only)
            return
        nested: list[tuple[etree._Element, int]] = []
        edges = column_edges(element, left)

        def read_cell(tc: etree._Element, col: int) -> tuple[int, str, float | None]:
            first = self.count + 1
            return first, "\n".join(self._cell(tc, col, nested)), self.indents.of_cell(tc)

        for block in read_tables(element, edges, self.ruled_styles, read_cell):
            if isinstance(block, Table):
                self.troubles += compute_fields(block)
            yield block
        for inner, col in nested:
            yield from self._tables(inner, edges[min(col, len(edges) - 1)] + _CELL_MARGIN)

    def _cell(self, parent: etree._Element, col: int, nested: list[tuple[etree._Element, int]]) -> Iterator[str]:
        """The lines of a cell, those of its text boxes too; its tables go to `nested`."""
        for element in printed(parent):
            if element.tag == f"{W}tbl":
                if (only := only_cell(element)) is not None:
                    yield from self._cell(only, col, nested)
                else:
                    nested.append((element, col))
            elif element.tag == f"{W}p":
                text, boxes = self._paragraph(element)
                if text:
                    yield text
                if self.inside:
                    self._unread(f"paragraph {self.count} {_ELSEWHERE[_OBJECT]}")
                    self.inside = []
                for box in boxes:
                    yield from self._cell(box, col, nested)

    def _paragraph(self, element: etree._Element) -> tuple[str, list[etree._Element]]:
        """A paragraph's text with its computed number in front, and the text boxes anchored in it."""
        self.count += 1
        pieces: list[str] = []
        boxes: list[etree._Element] = []
        self._collect(element, pieces, boxes)
        text = "".join(pieces)
        if "\t" in text and any(tab.get(f"{W}leader") in _LEADERS for tab in element.iterfind(_TABS)):
            text = text.replace("\t", _LEADER)
        label = self.numbering.label(element.find(f"{W}pPr"))
        return (label + text if text.strip() else ""), boxes

    def _collect(self, parent: etree._Element, pieces: list[str], boxes: list[etree._Element]) -> None:
        for element in parent:
            tag = element.tag
            if tag in _TEXTS:
                text = element.text or ""
                pieces.append(with_signs(text) if _PRIVATE_USE.search(text) and is_in_symbol(parent) else text)
            elif tag in SIGNS or tag == f"{W}sym":
                pieces.append(sign_in_text(element))
            elif tag == f"{W}txbxContent":
                boxes.append(element)
            elif tag == ALTERNATE:
                self._collect(element[0], pieces, boxes)
            elif tag in _ELSEWHERE and not self._is_shown(element):
                self._unread(f"paragraph {self.count} {_ELSEWHERE[tag]}")
            elif tag in _FIELD:
                self.fields.note(element, pieces)
            elif tag in _AROUND:
                pieces += self._inside(element, boxes)
            elif tag == f"{W}r" and self._is_left_out(element, pieces):
                continue
            elif tag not in GONE and tag not in _ELSEWHERE:
                self._note_picture(element)
                self._collect(element, pieces, boxes)

    def _is_shown(self, element: etree._Element) -> bool:
        """Whether an object shows a whole Word file, which is read."""
        with suppress(ReadError):
            data = self.shown(element) if element.tag == _OBJECT else None
            inner = read_word(data, inside=True) if data else None
            if inner and fits(element, inner.blocks):
                self.inside += inner.blocks
                self.troubles += inner.troubles
                return True
        return False

    def _note_picture(self, element: etree._Element) -> None:
        self.pictures += etree.QName(element).localname in _PICTURES
        if element.tag == _EXTENT and min(whole(element.get(side), 0) for side in ("cx", "cy")) > _LARGE:
            self._unread(f"paragraph {self.count} holds a large picture, often a scan")

    def _inside(self, element: etree._Element, boxes: list[etree._Element]) -> list[str]:
        """What a field shows, or an override of the way that letters run: its letters in their printed order."""
        pieces: list[str] = []
        self._collect(element, pieces, boxes)
        text = "".join(pieces)
        if element.tag == f"{W}bdo":
            return [text[::-1] if value(element) == "rtl" else text]
        return [text, *unresolved(element.get(f"{W}instr") or "", text)]

    def _is_left_out(self, run: etree._Element, pieces: list[str]) -> bool:
        """Whether a run is not seen, or struck out; digits that it raises behind a number go in as raised ones."""
        properties = run.find(f"{W}rPr")
        paragraph = next(run.iterancestors(f"{W}p"), None)
        style = value(paragraph.find(f"{W}pPr/{W}pStyle")) if paragraph is not None else None
        if self.styles.switch(properties, "vanish", style) or is_unseen(properties):
            return True
        if any(self.styles.switch(properties, tag, style) for tag in ("strike", "dstrike")):
            self.struck += any((text.text or "").strip() for text in run.iter(f"{W}t"))
            return True
        text = "".join(piece.text or "" for piece in run.iter(f"{W}t"))
        if is_blacked_out(properties):
            pieces.append("█" if text.strip() else "")
            return True
        if properties is None or value(properties.find(f"{W}vertAlign")) != "superscript":
            return False
        if not text.isdecimal():
            return False
        pieces.append(raised(text))
        return True

    def _unread(self, what: str) -> None:
        message = f"{what}, which is not read; look at it, and save what it holds by itself"
        self.troubles.append(Trouble("read", "embedded_file", message))
