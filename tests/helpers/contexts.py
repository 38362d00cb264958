"""What an extractor is given, for tests of one extractor alone."""

from extractors.document.claims import Claims
from extractors.document.model import Document
from extractors.document.outline import Sections
from extractors.identify.identity import Identity
from extractors.records.context import Context
from extractors.records.money import only_unit
from schemas.tables import Row

YEAR = 2031


def identity(
    year: int | None = YEAR,
    publisher: str | None = "云岭省青川市档案局",
    kind: str = "budget",
    level: str | None = None,
) -> Identity:
    return Identity(None, publisher, year, kind, level, None, None)


def context(
    year: int | None = YEAR,
    outline: Sections | None = None,
    taken: Claims | None = None,
    document: Document | None = None,
    **rows: list[Row],
) -> Context:
    """A context in which `rows` were taken before; no prose states anything, and `document` has the only unit."""
    only = only_unit(document) if document else None
    return Context(identity(year), outline or {}, Claims(), taken or Claims(rows=dict(rows)), only)


def text(content: str) -> Document:
    """A text's document."""
    from extractors.pipeline import read_document

    return read_document(content.encode())
