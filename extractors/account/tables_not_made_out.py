"""Figures in rows and columns of which no reader made a table: rules that are a picture, columns that nothing parts."""

import re
from collections.abc import Iterator

from extractors.document.claims import Claims
from extractors.document.model import Document, Paragraph, Table
from extractors.document.troubles import Trouble
from extractors.values.numbers import NUMBER, is_number
from extractors.values.text import compact

_SHARE, _FEWEST = 0.35, 6
"""Share of a paragraph's signs that are figures, and how many there are, where it is rows of a table."""

_SENTENCE, _CLAUSE = re.compile(r"[，。；：、]"), re.compile(r"[，。；]")
"""What no row of figures has, and what no row has whose names may be numbered or begin with 其中："""

_FEWEST_WORDS = 2

_MANY = 20
"""So many figures outside tables and sentences are a table that was not made out."""

_LEADERS = re.compile(r"[.…·]{4,}")
"""A line of a table of contents."""

_AMOUNT = re.compile(r"\d\.\d|\d[,，]\d{3}")
"""How an amount is printed, and no number of a page or a list."""

ERROR, UNKNOWN = "table_not_made_out", "no_table_recognised"


def tables_not_made_out(document: Document, claims: Claims) -> Iterator[Trouble]:
    """The trouble of a disclosure that prints many figures in neither tables nor sentences, with where they begin; of
    one no table of which was recognised, rows of few figures count too, and so do tables of no known form.
    """
    unread, taken = not claims.kinds, {index for index, _, _ in claims.words}
    loose = [
        (one, count)
        for one in document.paragraphs
        if (count := _figures(one) or (_in_row(one) if unread and one.index not in taken else 0))
    ]
    total = sum(count for _, count in loose)
    if total >= _MANY:
        place = loose[0][0].place()
        where = f"page {place.page}" if place.page else f"line {place.line}"
        message = (
            f"{total} figures, from {where} on, stand in rows and columns of which no table could be made out (neither "
            "rules nor gaps part them); look at them, and run on another copy (Word, Excel, a PDF with rules)"
        )
        yield Trouble("read", ERROR, message, place.page)
    elif unread:
        yield from _of_no_form(document, claims)


def _of_no_form(document: Document, claims: Claims) -> Iterator[Trouble]:
    """The trouble of a disclosure all of whose tables are of no known form, where many amounts stand in them."""
    counts = [(table, _amounts(table, claims)) for table in document.tables]
    total = sum(count for _, count in counts)
    if total >= _MANY:
        first = next(table for table, count in counts if count)
        message = (
            f"{total} amounts stand in {len(document.tables)} tables, of which none is of a known form (titles, heads "
            "and columns were compared with each), so that none was taken; look at them (yusuan look, and `leftovers`)"
        )
        yield Trouble("extract", UNKNOWN, message, first.place(0).page)


def _amounts(table: Table, claims: Claims) -> int:
    """How many cells of a table hold an amount that no record took."""
    return sum(
        is_number(text) and bool(_AMOUNT.search(text)) and (table.index, cell.row, cell.col) not in claims.cells
        for cell in table.cells
        if (text := compact(cell.text))
    )


def _figures(paragraph: Paragraph) -> int:
    """How many figures stand in a paragraph that is no sentence: a number alone, or more figures than words."""
    text = compact(paragraph.text)
    if is_number(text):
        return 1
    figures = NUMBER.findall(paragraph.text)
    if len(figures) < _FEWEST or _LEADERS.search(text) or _SENTENCE.search(paragraph.text):
        return 0
    return len(figures) if sum(map(len, figures)) > _SHARE * len(text) else 0


def _in_row(paragraph: Paragraph) -> int:
    """How many amounts stand in a line that is a row of a table: it ends in one, and is no sentence."""
    words = paragraph.text.split()
    if len(words) < _FEWEST_WORDS or not is_number(words[-1]) or _CLAUSE.search(paragraph.text):
        return 0
    return sum(bool(_AMOUNT.search(figure)) for figure in NUMBER.findall(paragraph.text))
