"""What the table benchmark compares: each reader takes a PDF's path and gives its tables as rows of strings."""

from collections.abc import Callable
from pathlib import Path

Rows = list[list[str]]
Reader = Callable[[Path], list[Rows]]


def _ours(path: Path) -> list[Rows]:
    from extractors.pipeline import read_document as read

    return [[[cell.text for cell in row] for row in table.grid] for table in read(path.read_bytes()).tables]


def _pdfplumber(path: Path) -> list[Rows]:
    import pdfplumber

    found: list[Rows] = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            found += [[[cell or "" for cell in row] for row in table] for table in page.extract_tables()]
            page.close()
    return found


def _camelot(engine: str | None) -> Reader:
    def read(path: Path) -> list[Rows]:
        from camelot.io import read_pdf

        options = {"engine": engine, "split_text": True} if engine else {}
        return [table.df.values.tolist() for table in read_pdf(str(path), pages="all", flavor="lattice", **options)]

    return read


def _tablers(path: Path) -> list[Rows]:
    from tablers import Document, find_tables

    return [
        [[cell.text if cell else "" for cell in row.cells] for row in table.rows]
        for page in Document(str(path)).pages()
        for table in find_tables(page, extract_text=True)
    ]


def _pymupdf(path: Path) -> list[Rows]:
    import pymupdf

    tables = (table.extract() for page in pymupdf.open(path) for table in page.find_tables().tables)
    return [[[cell or "" for cell in row] for row in table] for table in tables]


READERS: dict[str, Reader] = {
    "yusuan": _ours,
    "tablers": _tablers,
    "pdfplumber": _pdfplumber,
    "camelot vector": _camelot("vector"),
    "camelot lattice": _camelot(None),
    "pymupdf": _pymupdf,
}
