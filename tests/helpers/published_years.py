"""Published documents of one body, to be compared."""

from disclosure import complete
from standard import standard_tables

from extractors.check.between_documents.rules import Published, published
from schemas.tables import Row

YEAR = 2031


def document(name: str, year: int, figures: list[Row], level: str = "department", **records: list[Row]) -> Published:
    row = {"document_id": f"{name}-{year}", "file_name": f"{name}.pdf", "fiscal_year": year, "region": "130000"}
    return published(row | {"publisher": name, "level": level}, {"figures": figures, **records})


def tables(year: int = YEAR) -> Published:
    made = {name: [complete(name, row) for row in rows] for name, rows in standard_tables().items()}
    return document("云岭图书馆", year, [], **made)
