"""Figures in rows and columns of which no reader made a table: rules that are a picture, columns that nothing parts."""

import re
from collections.abc import Iterator

from extractors.document.model import Document, Paragraph, Trouble
from extractors.values.numbers import NUMBER, is_number
from extractors.values.text import compact

_SHARE, _FEWEST = 0.35, 6
"""Share of a paragraph's signs that are figures, and how many there are, where it is rows of a table."""

_SENTENCE = re.compile(r"[，。；：、]")

_MANY = 20
"""So many figures outside tables and sentences are a table that was not made out."""

_LEADERS = re.compile(r"[.…·]{4,}")
"""A line of a table of contents."""

ERROR = "table_not_made_out"


def tables_not_made_out(document: Document) -> Iterator[Trouble]:
    """The trouble of a disclosure that prints many figures in neither tables nor sentences, with where they begin."""
    loose = [(paragraph, count) for paragraph in document.paragraphs if (count := _figures(paragraph))]
    total = sum(count for _, count in loose)
    if total < _MANY:
        return
    place = loose[0][0].place()
    where = f"page {place.page}" if place.page else f"line {place.line}"
    message = (
        f"{total} figures, from {where} on, stand in rows and columns of which no table could be made out (neither "
        "rules nor gaps part them); look at them, and run on another copy (Word, Excel, a PDF with rules)"
    )
    yield Trouble("read", ERROR, message, place.page)


def _figures(paragraph: Paragraph) -> int:
    """How many figures stand in a paragraph that is no sentence: a number alone, or more figures than words."""
    text = compact(paragraph.text)
    if is_number(text):
        return 1
    figures = NUMBER.findall(paragraph.text)
    if len(figures) < _FEWEST or _LEADERS.search(text) or _SENTENCE.search(paragraph.text):
        return 0
    return len(figures) if sum(map(len, figures)) > _SHARE * len(text) else 0
