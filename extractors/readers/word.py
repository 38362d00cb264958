"""Word (.docx, .docm) → `Document`: paragraphs and tables as the file nests them, nothing measured.

A nested table is a table of its own after the one it stands in. What is not printed is left out (deletions, comments,
hidden text, headers and footers); what cannot be read (pictures of text, embedded files) is said.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extractors.document import Block, Cell, Document, Paragraph, ReadError, Table, Trouble
from extractors.joining import join_blocks
from extractors.numbers import is_number
from extractors.patterns import LABELLED_LINE, UNIT_LINE, ends_sentence, enumerator
from extractors.readers.package import main_part, open_zip, part, related
from extractors.readers.regions import Run, between, drop_padding, lines, runs, tighten
from extractors.readers.word_numbering import Numbering, W, read_numbering
from extractors.text import clean

_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_TEXT = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_GONE = {f"{W}{tag}" for tag in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "rt", "sdtPr", "sdtEndPr")}
"""What is not printed, or read by its name."""

_POINTS = 20
"""Twips in a point."""


@dataclass
class _Grid:
    """A table as it is being read; `above` are the cells of the row above that may be merged further down, by column."""

    inside: bool
    """Whether the table as a whole rules its cells."""
    rows: int = 0
    cells: list[Cell] = field(default_factory=list)
    ruled: set[int] = field(default_factory=set)
    nested: list[tuple[etree._Element, int]] = field(default_factory=list)
    above: dict[int, Cell] = field(default_factory=dict)


class _Reader:
    """Walks a body; counts the paragraphs, which are a Word file's lines, and lists what it could not read."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.count = 0
        self.troubles: list[Trouble] = []
        self.pictures = 0

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        """The paragraphs and tables of a body, a text box or a content control."""
        held = ""  # of a paragraph whose end was deleted
        for element in _printed(parent):
            if element.tag == f"{W}tbl":
                yield from self.tables(element, 0.0)
            elif element.tag == f"{W}p":
                text, boxes = self.paragraph(element)
                if element.find(f"{W}pPr/{W}rPr/{W}del") is not None:
                    held += text
                    continue
                for line in _lines(held + text):
                    yield Paragraph(line, [(0, None, self.count)])
                held = ""
                for box in boxes:
                    yield from self.blocks(box)
            elif element.tag == f"{W}altChunk":
                self.unread(f"paragraph {self.count} is followed by a file embedded in it")

    def paragraph(self, element: etree._Element) -> tuple[str, list[etree._Element]]:
        """A paragraph's text, its computed number in front, and the text boxes anchored in it."""
        self.count += 1
        pieces: list[str] = []
        boxes: list[etree._Element] = []
        self._text(element, pieces, boxes)
        text = "".join(pieces)
        label = self.numbering.label(element.find(f"{W}pPr"))
        return (label + text if text.strip() else ""), boxes

    def _text(self, parent: etree._Element, pieces: list[str], boxes: list[etree._Element]) -> None:
        for element in parent:
            tag = element.tag
            if tag == f"{W}t" or tag == _MATH_TEXT:
                pieces.append(element.text or "")
            elif tag == f"{W}br" and element.get(f"{W}type") in ("page", "column"):
                continue
            elif tag in _TEXT:
                pieces.append(_TEXT[tag])
            elif tag == f"{W}sym":
                pieces.append(_symbol(element))
            elif tag == f"{W}txbxContent":
                boxes.append(element)
            elif tag == _ALTERNATE:
                self._text(element[0], pieces, boxes)  # the others say the same for older programs
            elif tag == f"{W}object":
                self.unread(f"paragraph {self.count} holds an embedded file (often a workbook shown as a picture)")
            elif tag not in _GONE and not _hidden(element):
                self.pictures += etree.QName(tag).localname in ("blip", "imagedata")
                self._text(element, pieces, boxes)

    def tables(self, element: etree._Element, left: float) -> Iterator[Block]:
        """What a table holds (`regions`), then those nested in it; `left` is where it begins in points."""
        edges = [left]
        for column in element.findall(f"{W}tblGrid/{W}gridCol"):
            edges.append(edges[-1] + float(column.get(f"{W}w") or 0) / _POINTS)
        grid = _Grid(ruled_inside(element))
        for tr in _printed(element):
            if tr.tag == f"{W}tr" and tr.find(f"{W}trPr/{W}del") is None:
                self._row(tr, grid)
        cells = drop_padding(grid.cells, grid.ruled)
        for start, end, captions in _tables(runs(cells, grid.ruled), cells):
            inside = between(cells, start, end)
            context = [_caption(line) for line in lines(cell for cell in inside if cell.row < captions)]
            rows, columns = tighten(inside)
            exact = columns[-1] < len(edges) and len(set(edges)) == len(edges)
            where = tuple(edges[column] for column in columns) if exact else ()
            yield Table(inside, rows, len(columns) - 1, "word", context, edges=where)
        for inner, col in grid.nested:
            yield from self.tables(inner, edges[min(col, len(edges) - 1)] + 1)

    def _row(self, tr: etree._Element, grid: "_Grid") -> None:
        """Adds a row's cells."""
        col = _number(tr.find(f"{W}trPr/{W}gridBefore"), 0)
        above, grid.above = grid.above, {}
        last: Cell | None = None
        for tc in _printed(tr):
            if tc.tag != f"{W}tc":
                continue
            span = _number(tc.find(f"{W}tcPr/{W}gridSpan"), 1)
            down, across = (_merge(tc.find(f"{W}tcPr/{W}{tag}")) for tag in ("vMerge", "hMerge"))
            upper = above.get(col)
            if across == "continue" and last is not None:
                last.col_span += span
            elif down == "continue" and upper is not None and upper.col_span == span:
                upper.row_span += 1
                last = upper
            else:
                line = self.count + 1
                last = Cell(grid.rows, col, "\n".join(self._cell(tc, col, grid.nested)), col_span=span, line=line)
                grid.cells.append(last)
            if down:
                grid.above[last.col] = last
            if ruled_cell(tc, grid.inside):
                grid.ruled.add(id(last))
            col += span
        grid.rows += 1

    def _cell(self, parent: etree._Element, col: int, nested: list[tuple[etree._Element, int]]) -> Iterator[str]:
        """The lines of a cell, its text boxes included; its tables go to `nested`."""
        for element in _printed(parent):
            if element.tag == f"{W}tbl":
                nested.append((element, col))
            elif element.tag == f"{W}p":
                text, boxes = self.paragraph(element)
                if text:
                    yield text
                for box in boxes:
                    yield from self._cell(box, col, nested)

    def unread(self, what: str) -> None:
        """Notes something that had to be left out."""
        self.troubles.append(
            Trouble("read", "embedded_file", f"{what}, which is not read; open it and save it by itself")
        )


def read_word(data: bytes, media_type: str = _MEDIA_TYPE) -> Document:
    """A .docx's bytes as a `Document`; raises ReadError for a damaged or unsafe one, or one without text."""
    box = open_zip(data)
    name = main_part(box)
    root = part(box, name) if name else None
    body = root.find(f"{W}body") if root is not None else None
    if name is None or body is None:
        raise ReadError("damaged_office", "it is no whole Word file (its document is missing); download it again")
    links = {kind: target for _, kind, target in related(box, name)}

    def linked(kind: str) -> etree._Element | None:
        return part(box, links[kind]) if kind in links else None

    reader = _Reader(read_numbering(linked("numbering"), linked("styles")))
    blocks = list(reader.blocks(body))
    for kind in ("footnotes", "endnotes"):
        notes = linked(kind)
        for note in notes if notes is not None else ():
            blocks += reader.blocks(note)
    if not blocks:
        raise _no_text(reader.pictures)
    return Document(join_blocks(blocks), "word", media_type, troubles=reader.troubles)


def _no_text(pictures: int) -> ReadError:
    if pictures:
        message = f"it has no text but {pictures} pictures: a scan, which is not read yet; get the text from the publisher"
        return ReadError("scanned_word", message)
    return ReadError("empty_file", "the file has no text; download it again")


def _printed(parent: etree._Element) -> Iterator[etree._Element]:
    """The children of an element, those inside content controls and insertions too, without what was deleted."""
    for element in parent:
        if element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"):
            yield from _printed(element)
        elif element.tag == _ALTERNATE:
            yield from _printed(element[0])
        elif element.tag not in _GONE:
            yield element


def _hidden(run: etree._Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish") if run.tag == f"{W}r" else None
    return vanish is not None and vanish.get(f"{W}val") not in ("0", "false", "off")


def _symbol(element: etree._Element) -> str:
    """A character that is named by its code; those of symbol fonts have no meaning as text."""
    code = int(element.get(f"{W}char") or "0", 16)
    return chr(code) if 0x20 <= code < 0xD800 or 0xF900 <= code < 0x11_0000 else ""


def ruled_inside(table: etree._Element) -> bool:
    """Whether a table rules all its cells: by its own borders, or by its style where its cells name none."""
    borders = table.find(f"{W}tblPr/{W}tblBorders")
    if borders is not None:
        return _shown(borders.find(f"{W}insideV"))
    return table.find(f".//{W}tcBorders") is None


def ruled_cell(tc: etree._Element, inside: bool) -> bool:
    """Whether a cell has a rule at its left or right."""
    borders = tc.find(f"{W}tcPr/{W}tcBorders")
    sides = [] if borders is None else [borders.find(f"{W}{side}") for side in ("left", "start", "right", "end")]
    given = [side for side in sides if side is not None]
    return any(map(_shown, given)) if given else inside


def _shown(border: etree._Element | None) -> bool:
    return border is not None and border.get(f"{W}val") not in (None, "nil", "none")


def _tables(found: list[Run], cells: list[Cell]) -> Iterator[tuple[int, int, int]]:
    """Where tables begin and end that stand in one, and up to which row each begins with captions.

    A table ends where rows without rules or figures follow, and rows with rules after them.
    """
    start, captions = 0, 0
    for last, run, following in zip([None, *found], found, [*found[1:], None], strict=False):
        if run.ruled or following is None:
            continue
        if last is None:
            captions = run.end
        elif not any(is_number(clean(cell.text)) for cell in cells if run.start <= cell.row < run.end):
            yield start, run.start, captions
            start, captions = run.start, run.end
    if found:
        yield start, found[-1].end, captions


def _caption(line: list[Cell]) -> Paragraph:
    return Paragraph(clean(" ".join(cell.text for cell in line)), [(0, None, line[0].line)])


def _number(element: etree._Element | None, default: int) -> int:
    value = element.get(f"{W}val") if element is not None else None
    return min(int(value), 1_000) if value and value.isdigit() else default


def _merge(element: etree._Element | None) -> str | None:
    return (element.get(f"{W}val") or "continue") if element is not None else None


def _lines(text: str) -> Iterator[str]:
    """A paragraph, or several where a line break in it stands where one ends; other breaks are only layout."""
    open_line = ""
    for piece in text.split("\n"):
        line = clean(piece)
        starts = enumerator(line) or LABELLED_LINE.match(line) or UNIT_LINE.fullmatch(line)
        if open_line and line and (starts or ends_sentence(open_line)):
            yield open_line
            open_line = ""
        open_line = clean(f"{open_line} {line}")
    if open_line:
        yield open_line
