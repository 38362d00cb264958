"""What a disclosure is known by: titles of its tables, forms of targets, statements of amounts, contents."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.document.model import Document, Table
from extractors.identify.content import LONGEST_TITLE, top_cells
from extractors.identify.titles import without_leader
from extractors.values.enumerators import without_enumerators
from extractors.values.numbers import is_number
from extractors.values.text import compact, in_full_width, squeezed
from schemas.codes import subjects
from schemas.words.identity import identity_words
from schemas.words.performance import performance_words

_ENOUGH_CHANGES = 2
"""Times that a text tells how a government's totals are changed."""
_CONTENTS_IN = 80
"""Lines in which the contents of a disclosure stand."""
_ENOUGH_LEVELS = 3
"""Names of levels of indicators by which a table is known that no title and no head names."""
_HEADS = 14
"""Rows of a form in which its heads stand."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What a disclosure is known by: titles of budget tables and of final accounts, forms of targets, statements."""

    budget_tables: int = 0
    final_tables: int = 0
    performance: int = 0
    statements: int = 0
    characters: int = 0
    """Of running text."""
    contents: int = 0
    """Entries of the contents of a disclosure and headings of its parts, each sort once."""
    of_final_accounts: bool = False
    """Whether the text speaks more of what was spent than of what is planned."""
    totals: int = 0
    """Of the whole of a government's budgets."""
    of_an_area: bool = False
    """Whether the text states the totals of a whole area's government."""
    adjusts: bool = False
    """Whether it tells how those are changed within the year."""
    of_an_economy: int = 0
    """Signs that it tells how an area's economy does."""

    @property
    def tables(self) -> int:
        """Tables of either kind."""
        return self.budget_tables + self.final_tables


def marks(document: Document) -> Marks:
    """Counts the marks of a disclosure; each title once."""
    words = identity_words()
    titles = {title for title in _titles(document) if not words.tables_of_others.search(title)}
    finals, performance = (
        {t for t in titles if _pattern(kind).search(t)} for kind in ("final_accounts", "performance")
    )
    others = (title for title in titles - finals - performance if words.final_accounts not in title)
    texts = [paragraph.text for paragraph in document.paragraphs]
    text = "".join(texts)
    alone = set(words.of_governments_alone.findall(text))
    of_an_area = words.of_all_the_area.search(text) is not None or len(alone) > 1
    return Marks(
        budget_tables=sum(_pattern("budget").search(title) is not None for title in others),
        final_tables=len(finals),
        performance=len(performance) + _indicator_tables(document),
        statements=sum(len(_amount_of_a_budget().findall(text)) for text in texts),
        characters=len(text),
        contents=_contents(document),
        of_final_accounts=len(words.spent.findall(text)) > len(words.planned.findall(text)),
        totals=len(_total_of_an_area().findall(text)),
        of_an_area=of_an_area,
        adjusts=of_an_area and len(words.adjusted.findall(text)) >= _ENOUGH_CHANGES,
        of_an_economy=len(set(words.of_an_economy.findall(text))),
    )


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile(getattr(identity_words().tables, kind))


def _titles(document: Document) -> Iterator[str]:
    for table in document.tables:
        inside = (cell.text for cell in top_cells(table) if identity_words().table in cell.text)
        for text in (table.title or "", *(line.text for line in table.context), *inside):
            if 3 < len(text) <= LONGEST_TITLE:
                yield compact(text)


def _indicator_tables(document: Document) -> int:
    """Tables of performance targets, by their heads or by the names of the levels, whatever their heads are called."""
    wanted = identity_words().heads_of_performance
    found = 0
    for table in document.tables:
        heads = "".join(compact(cell.text) for cell in table.cells if cell.row < _HEADS and len(cell.text) < 12)
        found += sum(head in heads for head in wanted) > 1 or _names_levels(table)
    return found


def _names_levels(table: Table) -> bool:
    texts = "\n".join(compact(cell.text) for cell in table.cells)
    return len(set(_levels().findall(texts))) >= _ENOUGH_LEVELS


@cache
def _levels() -> re.Pattern[str]:
    """Names of levels, alone in their cell or in one with its indicators."""
    names = {name for names in performance_words().levels.values() for name in names}
    return re.compile("|".join(sorted(names, key=len, reverse=True)))


def subject_lines(document: Document) -> int:
    """Lines of tables that name a subject of the national classification beside amounts, each subject once."""
    named = set[str]()
    for table in document.tables:
        amounts = {cell.row for cell in table.cells if is_number(squeezed(cell.text))}
        named |= {compact(cell.text) for cell in table.cells if cell.row in amounts} & _subject_names()
    return len(named)


@cache
def _subject_names() -> frozenset[str]:
    return frozenset(name for names in subjects().values() for name, *_ in names)


def _contents(document: Document) -> int:
    """How many sorts of entries of a disclosure's contents stand as lines, or as parts of one, in the first pages."""
    words, found = identity_words(), set[str]()
    for paragraph in document.paragraphs[:_CONTENTS_IN]:
        text = in_full_width(without_leader(paragraph.text))
        for part in words.contents_parts.split(text) if words.contents_sign.search(text) else ():
            entry = without_enumerators(without_leader(part)).lstrip(":：")
            if 3 < len(entry) <= LONGEST_TITLE:
                found |= {s for s, pattern in words.contents.items() if s not in found and pattern.search(entry)}
    return len(found)


@cache
def _amount_of_a_budget() -> re.Pattern[str]:
    words = identity_words()
    return re.compile(rf"(?:{words.subjects_of_statements}){words.statement_of_amount}")


@cache
def _total_of_an_area() -> re.Pattern[str]:
    words = identity_words()
    return re.compile(rf"(?:{words.totals_of_an_area}){words.statement_of_amount}")
