"""Figures that sentences tell, as rows and in short."""

from decimal import Decimal

from contexts import context, identity

from extractors.document.claims import Claims
from extractors.document.model import Block, Document, Paragraph
from extractors.document.outline import sections
from extractors.identify.identity import Identity
from extractors.records import assets_in_prose as estate
from extractors.records.prose import figures as narrative
from extractors.records.registry import take
from schemas.tables import Row

YEAR, D = 2031, Decimal


def read(*lines: str, publisher: str | None = "云岭省青川市档案局") -> Claims:
    paragraphs: list[Block] = [
        Paragraph(line, [(0, None, number)], index) for index, (number, line) in enumerate(enumerate(lines, start=1))
    ]
    document = Document(paragraphs, "text", "text/plain")
    outline = sections(document)
    found = narrative.extract(document, outline, identity(YEAR, publisher))
    found.merge(estate.extract(document, context(YEAR)))
    return found


def figures(*lines: str) -> list[Row]:
    return read(*lines).rows.get("figures", [])


def said(*lines: str) -> list[tuple[object, ...]]:
    """Measure, kind, year, the number as printed (negative for a decrease)."""
    return [
        (
            row["measure"],
            row["statement"],
            row["year"],
            -row["value"] if row["direction"] == "decrease" else row["value"],
        )
        for row in figures(*lines)
    ]


def final_account(*lines: str, level: str = "department") -> list[Row]:
    blocks: list[Block] = [Paragraph(line, [(0, None, n)], n) for n, line in enumerate(lines)]
    document = Document(blocks, "text", "text/plain")
    found = narrative.extract(document, sections(document), identity(kind="final_accounts", level=level))
    return found.rows.get("figures", [])


SAID = Identity("", "云岭县图书局", 2031, "budget", "department", None, None)


def taken(*lines: str, identity: Identity = SAID) -> list[Row]:
    """All figures of a document of these paragraphs."""
    blocks: list[Block] = [Paragraph(line, [(0, 1, None)], index) for index, line in enumerate(lines)]
    return take(Document(blocks, "pdf", "application/pdf", 1), identity).rows.get("figures", [])
