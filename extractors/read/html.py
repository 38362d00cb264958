"""HTML pages whose body is the disclosure → `Document`; any other page (an error, a list of links) is refused.

A table is data where its cells hold text and no further table; one that only places things on the page is read through.
"""

import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from extractors.document.model import Block, Cell, Document, Paragraph, Table
from extractors.document.troubles import ReadError, Trouble
from extractors.read.html_encoding import page_text
from extractors.read.html_indents import indent_of
from extractors.read.html_positioned import NOT_PLACED, Page, Placed, blocks_of, positioned
from extractors.read.html_rows import settle_rows
from extractors.read.html_shown import FIELDS, filled_in, is_hidden, is_struck, one_page, write_as_shown
from extractors.read.html_spans import FAR, span, spans_within
from extractors.read.html_style import Styles
from extractors.read.html_unread import refusal, unread
from extractors.read.indents import settle_indents
from extractors.read.office.regions import tighten
from extractors.values.numbers import is_number
from extractors.values.symbols import raised
from extractors.values.text import clean, without_unseen
from schemas.words.lines import line_words

_SKIPPED = {
    "script", "style", "noscript", "template", "nav", "header", "footer", "aside", "button", "select", "iframe",
    "object", "svg", "head", "textarea", "rt", "rp",
}  # fmt: skip
_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "ins", "label", "mark", "q", "rb", "ruby",
    "s", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr",
}  # fmt: skip
_KEPT_BLANKS = re.compile(r"[ \t\r\n]*((?:[\u00a0\u2002-\u2007\u3000][ \t\r\n]*)+)")
"""Blanks before a text that a browser does not drop."""

_FEW_AMOUNTS = 3
"""A page that prints fewer amounts only tells of a disclosure."""

_LARGEST = 64 << 20


def read_html(data: bytes, *, named_pdf: bool = False) -> Document:
    """A web page's bytes as a `Document`; raises ReadError for one that is no disclosure, or was saved as a PDF."""
    if named_pdf:
        raise _no_disclosure()
    if len(data) > _LARGEST:
        raise ReadError("too_large", f"the page has {len(data) >> 20} MB, more than any disclosure; look at what it is")
    text, troubles = one_page(page_text(data).replace("\0", ""))
    parser = lxml_html.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8", huge_tree=True
    )
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError as error:
        raise _no_disclosure() from error
    errors = parser.error_log.filter_from_errors()
    if line_words().disclosure.search(text) and any("depth" in error.message.lower() for error in errors):
        message = "the page nests its elements deeper than any reader goes; print it to PDF and run on that"
        raise ReadError("too_deep", message)
    for shadow in [template for template in root.iter("template") if template.get("shadowrootmode")]:
        shadow.tag = "div"  # browsers show it
    styles = Styles(root)
    styles.make_tables(root)
    settle_rows(root, styles)
    write_as_shown(root, styles)
    styles.write_generated(root)
    placed, uncertain = positioned(root, styles)
    reader = _Reader(styles, placed)
    body = root.find("body")
    blocks = list(reader.blocks(body if body is not None else root))
    troubles += uncertain
    if not _is_disclosure(blocks):
        if troubles:
            raise ReadError(troubles[0].error, troubles[0].message)
        title = root.findtext(".//title") or ""
        shown = _text(blocks)
        raise refusal(root, shown, disclosure=bool(line_words().disclosure.search(f"{title}\n{shown}")))
    troubles += unread(root, styles)
    if reader.struck:
        message = f"the page strikes out {reader.struck} texts, which are left out; look at it"
        troubles.append(Trouble("read", "struck_out", message))
    return Document(blocks, "html", "text/html", troubles=troubles)


def _no_disclosure() -> ReadError:
    return refusal(etree.Element("html"), "", disclosure=False)


def _is_disclosure(blocks: list[Block]) -> bool:
    text = _text(blocks)
    numbers = sum(is_number(clean(cell.text)) for b in blocks if isinstance(b, Table) for cell in b.cells)
    words = line_words()
    return bool(words.disclosure.search(text)) and len(words.amount.findall(text)) + numbers >= _FEW_AMOUNTS


def _text(blocks: list[Block]) -> str:
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    texts += [cell.text for block in blocks if isinstance(block, Table) for cell in block.cells]
    return "\n".join(texts)


class _Reader:
    """Walks a page; counts the lines of text that it makes, which are its places.

    `styles` is what style sheets say; `placed` are the pieces that are read by their places; `within` is the reader
    of the table whose cell's content is read, where what a form is filled in with is text; `struck` counts the texts
    that are struck out; `waiting` are the pages of placed pieces that a cell holds; `data` says which tables hold data.
    """

    def __init__(self, styles: Styles, placed: Placed = NOT_PLACED, within: "_Reader | None" = None) -> None:
        self.count = 0
        self.struck = 0
        self.styles = styles
        self.placed = placed
        self.cell = within is not None
        self.data: dict[etree._Element, bool] = within.data if within else {}
        self.waiting: list[Page] = []

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        """The paragraphs and tables below an element."""
        pieces: list[str] = []
        for piece in self._pieces(parent):
            if isinstance(piece, str) and piece != "\n":
                pieces.append(piece)
                continue
            yield from self._paragraph(pieces)
            if isinstance(piece, list):
                self.waiting.append(piece)
            elif not isinstance(piece, str):
                yield from self._table(piece)
            yield from () if self.cell else self._pages()
        yield from self._paragraph(pieces)

    def _pages(self) -> Iterator[Block]:
        """What pages of placed pieces say."""
        for page in self.waiting:
            for block in blocks_of(page, self.count):
                yield block
                self.count += block.rows if isinstance(block, Table) else 1
        self.waiting = []

    def _paragraph(self, pieces: list[str]) -> Iterator[Paragraph]:
        text = clean(without_unseen("".join(pieces)))
        pieces.clear()
        if text:
            self.count += 1
            yield Paragraph(text, [(0, None, self.count)])

    def _pieces(self, parent: etree._Element) -> Iterator[str | etree._Element | Page]:
        """Text, a line feed where a line ends, tables of data, and the placed pieces of a page."""
        yield parent.text or ""
        open_elements: list[tuple[Iterator[etree._Element], str, str]] = [(iter(parent), "", "")]
        while open_elements:  # no recursion: pages nest hundreds deep
            children, end, tail = open_elements[-1]
            element = next(children, None)
            if element is None:
                open_elements.pop()
                yield end
                yield tail
                continue
            piece = self._whole(element)
            if piece is not None:
                yield piece
                yield element.tail or ""
                continue
            end = "" if element.tag in _INLINE else "\n"
            yield end
            yield element.text or ""
            open_elements.append((iter(element), end, element.tail or ""))

    def _whole(self, element: etree._Element) -> str | etree._Element | Page | None:
        """What an element gives as one piece, "" for what is not shown; None where its content is read in turn."""
        tag = element.tag if isinstance(element.tag, str) else "script"
        if element in self.placed.elements:
            return self.placed.pages.get(element, "\n")
        if self.cell and tag in FIELDS:
            return filled_in(element)
        if tag in _SKIPPED or is_hidden(element, self.styles):
            return ""
        if tag == "sup" and len(element) == 0 and (element.text or "").strip().isdecimal():
            return raised(element.text or "")
        if is_struck(element, self.styles):
            self.struck += 1
            return ""
        return element if tag == "table" and self._is_data(element) else None

    def _table(self, element: etree._Element) -> Iterator[Block]:
        """A table's caption and grid."""
        for caption in element.iterchildren("caption"):
            yield from self.blocks(caption)
        cells: list[Cell] = []
        reaching: dict[int, int] = {}  # rows that a cell above still covers, by column
        row = 0
        trs = list(self._rows(element))
        spans, ragged = spans_within(trs)
        for tr in trs:
            self.count += 1
            col = 0
            below = {at: left - 1 for at, left in reaching.items() if left > 1}
            for td in tr.iterchildren("td", "th"):
                while reaching.get(col, 0) > 0:
                    col += 1
                if col > FAR:
                    break
                height, width = span(td, "rowspan"), spans[td]
                text = self._cell_text(td)
                indent = indent_of(td, self.styles) if text else None
                cells.append(Cell(row, col, text, height, width, line=self.count, begins=indent))
                below.update(dict.fromkeys(range(col, col + width), height - 1))
                col += width
            reaching = {at: left for at, left in below.items() if left > 0}
            row += 1
        for cell in cells:
            cell.row_span = min(cell.row_span, row - cell.row)
        if cells:
            rows, columns = tighten(cells)
            settle_indents(cells)
            yield Table(cells, rows, len(columns) - 1, "html", ragged=ragged)

    def _cell_text(self, td: etree._Element) -> str:
        if is_hidden(td, self.styles):
            return ""
        if is_struck(td, self.styles):
            self.struck += 1
            return ""
        reader = _Reader(self.styles, self.placed, within=self)
        text = "\n".join(line.text for line in reader.blocks(td) if isinstance(line, Paragraph))
        indent = _KEPT_BLANKS.match("".join(map(str, td.itertext()))) if text and not is_number(text) else None
        text = f"{indent[1].rstrip(' ')}{text}" if indent else text
        self.struck += reader.struck
        self.waiting += reader.waiting
        return text

    def _is_data(self, table: etree._Element) -> bool:
        """Whether a table holds data: two columns and rows at least, and no further table of data in it.

        Asked of the innermost first, and once of each: tables within tables are asked about again by each around them.
        """
        if table not in self.data:
            inner = reversed(list(table.iterdescendants("table")))
            self.data[table] = not any(map(self._is_data, inner)) and self._has_columns(table)
        return self.data[table]

    def _has_columns(self, table: etree._Element) -> bool:
        widths = [sum(span(td, "colspan") for td in tr.iterchildren("td", "th")) for tr in self._rows(table)]
        return len(widths) > 1 and max(widths) > 1

    def _rows(self, table: etree._Element) -> Iterator[etree._Element]:
        for child in table:
            if child.tag == "tr" and not is_hidden(child, self.styles):
                yield child
            elif child.tag in ("thead", "tbody", "tfoot"):
                yield from (tr for tr in child.iterchildren("tr") if not is_hidden(tr, self.styles))
