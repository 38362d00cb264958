"""The years of a government's report: what it says of last year's budget stands beside what it plans for this one."""

from extractors.document.model import Document
from extractors.recognise.sentences.statement_parts import PRINTED_YEAR
from schemas.rows import FigureRow


def settle_years(document: Document, rows: list[FigureRow], fiscal_year: int | None) -> None:
    """Gives figures whose sentence prints no year that of their paragraph, else of the headings above; else none."""
    texts = [paragraph.text for paragraph in document.paragraphs]
    for row in rows:
        sentence = row["sentence"] or ""
        if row["statement"] == "count" or not sentence or PRINTED_YEAR.search(sentence):
            continue
        around = next((text for text in texts if sentence in text), "").partition(sentence)[0]
        printed = PRINTED_YEAR.findall(around) or PRINTED_YEAR.findall(row["section"] or "")
        before, row["year"] = row["year"], int(printed[-1]) if printed else None
        if row["base_year"] and before == fiscal_year and row["base_year"] == (fiscal_year or 0) - 1:
            row["base_year"] = row["year"] - 1 if row["year"] else None
