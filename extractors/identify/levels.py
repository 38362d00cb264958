"""At which level a budget is: of a department with its units, or of one unit."""

import re
from collections.abc import Sequence

from extractors.document.model import Document
from extractors.identify.content import FIRST, top_cells
from extractors.identify.evidence import Said
from extractors.values.text import compact
from schemas.words.identity import identity_words

SEVERAL = 2
"""Codes of units above the tables of a department."""


def level_of(publisher: str | None, order: Sequence[Said], codes: dict[str, str], document: Document) -> str | None:
    """Of an office alone a unit; else by the title or the file's name, or by what the first pages call the budget."""
    words = identity_words()
    if publisher and publisher.endswith(words.offices):
        return "unit"
    levels = [words.level_names[said.level] for said in order if said.level]
    printed = next((level for level in levels if level != "government"), None)  # of a body: 财政预算 for short
    if printed:
        return printed
    if len(codes) >= SEVERAL:
        return "department"
    heads = [paragraph.text for paragraph in document.paragraphs[:FIRST]]
    heads += [compact(cell.text) for table in document.tables for cell in top_cells(table)]
    text = "".join(heads)
    counts = {level: len(re.findall(pattern, text)) for level, pattern in words.levels.items()}
    return max(counts, key=lambda level: counts[level]) if any(counts.values()) else None
