"""Whether pdfium's path and pdfplumber's parser give the same tables: `python benchmarks/parity.py FOLDER…`.

Reads every page of every PDF below the folders with both, prints a page that differs with its first difference, and in
the end how many pages and tables are alike. A difference is named by what it is: other cells (geometry), another order
or set of characters in a cell (text), or only spaces; ours is named first.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium

from extractors.document.model import Table
from extractors.read.pdf.content import PageContent
from extractors.read.pdf.page import read_page
from extractors.read.pdf.pdfium import page_content
from extractors.read.pdf.plumbed import by_pdfplumber
from extractors.values.text import clean, compact

Cells = list[tuple[int, int, int, int, str]]


def both(data: bytes, pdf: pdfium.PdfDocument, number: int) -> tuple[PageContent, PageContent]:
    """A page as pdfium and as pdfplumber give it; raises what pdfplumber raised."""
    page = pdf[number - 1]
    try:
        ours = page_content(page, number)
    finally:
        page.close()
    theirs = by_pdfplumber(data, number)
    if isinstance(theirs, Exception):
        raise theirs
    return ours, theirs


def tables_of(content: PageContent, *, spaces: bool) -> list[Cells]:
    """The tables of a page as cells: row, column, spans, text as records have it or without white space."""
    tables = [item for item in read_page(content) if isinstance(item, Table)]
    return [
        sorted(
            (c.row, c.col, c.row_span, c.col_span, clean(c.text) if spaces else compact(c.text)) for c in table.cells
        )
        for table in tables
    ]


def difference(ours: PageContent, theirs: PageContent) -> tuple[str, str] | None:
    """What kind of difference there is between the tables of both, and the first one; None where there is none."""
    left, right = tables_of(ours, spaces=False), tables_of(theirs, spaces=False)
    if left == right:
        left, right = tables_of(ours, spaces=True), tables_of(theirs, spaces=True)
        if left == right:
            return None
    if [[cell[:4] for cell in table] for table in left] != [[cell[:4] for cell in table] for table in right]:
        return "geometry", f"{[len(table) for table in left]} cells by table, {[len(table) for table in right]}"
    pairs = [
        (one, other) for mine, yours in zip(left, right, strict=True) for one, other in zip(mine, yours, strict=True)
    ]
    one, other = next((one, other) for one, other in pairs if one != other)
    same = sorted(one[4].replace(" ", "")) == sorted(other[4].replace(" ", ""))
    kind = "spaces" if compact(one[4]) == compact(other[4]) else "order" if same else "text"
    return kind, f"cell {one[0]},{one[1]}: {one[4]!r}, {other[4]!r}"


def compare(path: Path) -> Iterator[tuple[int, int, tuple[str, str] | None]]:
    """Each page of a PDF: its number, its tables, the difference."""
    data = path.read_bytes()
    with pdfium.PdfDocument(data) as pdf:
        for number in range(1, len(pdf) + 1):
            ours, theirs = both(data, pdf, number)
            yield number, len(tables_of(ours, spaces=False)), difference(ours, theirs)


def main() -> None:
    """Compares all pages and prints what differs."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folders", nargs="+", type=Path)
    pages = tables = 0
    kinds: Counter[str] = Counter()
    for folder in ask.parse_args().folders:
        for path in sorted(folder.rglob("*.pdf")):
            for number, count, found in compare(path):
                pages, tables = pages + 1, tables + count
                if found:
                    kinds[found[0]] += 1
                    print(
                        f"{path.parent.name}/{path.name} page {number}: {found[0]}: ours, pdfplumber: {found[1]}"[:300]
                    )
    print(f"{pages} pages, {tables} tables; pages that differ: {dict(kinds) or 'none'}")


if __name__ == "__main__":
    main()
