"""A page as both parsers read it, to be compared."""

import pypdfium2 as pdfium

from extractors.document.model import Table
from extractors.read.pdf.content import Line, PageContent
from extractors.read.pdf.page import read_page
from extractors.read.pdf.pages import printed
from extractors.read.pdf.plumbed import by_pdfplumber
from extractors.values.text import clean

Seen = tuple[int, int, list[tuple[int, int, int, int, str]]]


def seen(table: Table) -> Seen:
    cells = [(cell.row, cell.col, cell.row_span, cell.col_span, cell.text) for cell in table.cells]
    return table.rows, table.columns, sorted(cells)


def both(data: bytes, number: int) -> tuple[PageContent, PageContent]:
    """A page as pdfium and as pdfplumber read it."""
    with pdfium.PdfDocument(data) as document:
        page = document[number - 1]
        ours = printed(page, data, number)
        page.close()
    assert isinstance(ours, PageContent)
    theirs = by_pdfplumber(data, number)
    assert isinstance(theirs, PageContent)
    return ours, theirs


def as_read(content: PageContent) -> list[Seen | str]:
    """What is read from a page, without the spaces that stand between ideographs only."""
    items = read_page(content)
    for item in items:
        for piece in [item] if isinstance(item, Line) else item.cells:
            piece.text = "\n".join(clean(line) for line in piece.text.split("\n"))
    return [item.text if isinstance(item, Line) else seen(item) for item in items]
