"""Of which kind a paper is, and whether it is a disclosure at all: its title, its tables, its statements of amounts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.document.model import Document, Table
from extractors.identify.evidence import GOVERNMENT, OTHER, Said
from extractors.identify.titles import without_leader
from extractors.identify.weighing import heaviest
from extractors.values.enumerators import without_enumerators
from extractors.values.numbers import is_number
from extractors.values.text import compact, in_full_width, squeezed
from schemas.codes import subjects
from schemas.words.identity import identity_words
from schemas.words.performance import performance_words

_NOTICE = "procurement_notice"
UNREAD_KINDS = (OTHER, _NOTICE)
"""Kinds of papers that disclose no budget: nothing is extracted from them."""
_TOP = 3
_LONGEST_TITLE = 45
_ENOUGH_TABLES, _ENOUGH_STATEMENTS = 2, 6
"""What a paper without a title has at least to be a disclosure."""
_DENSE, _SOME_STATEMENTS, _SOME_TOTALS = 120, 2, 4
"""Characters of text for each statement of amounts, at most, in a paper that consists of them; and how many it has, of
a budget or of the totals of a government, of which others speak too where they name no area as their own.
"""
_LITTLE_TEXT = 300
"""Characters beside a table that has the title of a budget's, at most, in a paper that is this table."""
_LONGEST_COUNT = 3
"""Digits of the number of a line or column, at most."""
_FIRST_LINES = 12
"""Where a title stands that makes a disclosure of a paper of which nothing else was read."""
_LAST_LINES = 4
"""Where who wrote a piece of news stands, if not in its beginning."""
_CONTENTS_IN = 80
"""Lines in which the contents of a disclosure stand."""
_ENOUGH_CONTENTS = 3
_ENOUGH_SUBJECTS, _ENOUGH_LEVELS = 6, 3
"""Subjects of the classification with amounts, and names of levels of indicators, by which tables are known that no
title and no head names.
"""
_HEADS = 14
"""Rows of a form in which its heads stand."""


def why_nothing(kind: str) -> str | None:
    """Why nothing is extracted from a paper of that kind; None for a disclosure."""
    if kind not in UNREAD_KINDS:
        return None
    what = "a notice of procurement" if kind == _NOTICE else "no title, table or statement of a budget"
    return f"nothing was extracted, since this is no disclosure of a budget: {what}"


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

    @property
    def tables(self) -> int:
        """Tables of either kind."""
        return self.budget_tables + self.final_tables


def marks(document: Document) -> Marks:
    """Counts the marks of a disclosure; each title once."""
    titles = set(_titles(document))
    final, budget = _pattern("final_accounts"), _pattern("budget")
    finals = {title for title in titles if final.search(title)}
    performance = {title for title in titles if _pattern("performance").search(title)}
    of_final_accounts = identity_words().final_accounts
    budgets = {t for t in titles - finals - performance if of_final_accounts not in t and budget.search(t)}
    forms = len(performance) + _indicator_tables(document)
    text = "".join(paragraph.text for paragraph in document.paragraphs)
    words = identity_words()
    speaks_of_final = len(words.spent.findall(text)) > len(words.planned.findall(text))
    alone = set(words.of_governments_alone.findall(text))
    of_an_area = words.of_all_the_area.search(text) is not None or len(alone) > 1
    statements, characters = _statements(document)
    totals = len(_total_of_an_area().findall(text))
    contents = _contents(document)
    return Marks(
        len(budgets), len(finals), forms, statements, characters, contents, speaks_of_final, totals, of_an_area
    )


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile(getattr(identity_words().tables, kind))


def _titles(document: Document) -> Iterator[str]:
    for table in document.tables:
        for text in (table.title or "", *(line.text for line in table.context)):
            if 3 < len(text) <= _LONGEST_TITLE:
                yield compact(text)
        for cell in table.cells:
            if cell.row >= _TOP:
                break
            if 3 < len(cell.text) <= _LONGEST_TITLE and identity_words().table in cell.text:
                yield compact(cell.text)


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


def _subject_lines(document: Document) -> int:
    """Lines of tables that name a subject of the national classification beside amounts, each subject once."""
    named = set[str]()
    for table in document.tables:
        amounts = {cell.row for cell in table.cells if is_number(squeezed(cell.text))}
        named |= {compact(cell.text) for cell in table.cells if cell.row in amounts} & _subject_names()
    return len(named)


@cache
def _subject_names() -> frozenset[str]:
    return frozenset(name for names in subjects().values() for name, *_ in names)


def _statements(document: Document) -> tuple[int, int]:
    """How many statements of a budget's amounts the text has, and how long it is."""
    texts = [paragraph.text for paragraph in document.paragraphs]
    return sum(1 for text in texts for _ in _amount_of_a_budget().finditer(text)), sum(map(len, texts))


def _contents(document: Document) -> int:
    """How many sorts of entries of a disclosure's contents stand as lines, or as parts of one, in the first pages."""
    words, found = identity_words(), set[str]()
    for paragraph in document.paragraphs[:_CONTENTS_IN]:
        text = in_full_width(without_leader(paragraph.text))
        for part in words.contents_parts.split(text) if words.contents_sign.search(text) else ():
            entry = without_enumerators(part).lstrip(":：")
            if 3 < len(entry) <= _LONGEST_TITLE:
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


def kind_of(titles: list[Said], document: Document) -> tuple[str, str]:
    """The kind and what it rests on; `titles` are what the title, the introduction and the file's name say of it.

    A title of 三公经费 alone says that a paper is a disclosure, and not of which kind.
    """
    seen = marks(document)
    named = [said for said in titles if said.source != "file_name"]
    if not _discloses(seen, named, document):
        notice = next((said.kind for said in named if said.kind == _NOTICE), OTHER)
        return notice, "neither tables nor statements of a budget"
    tables = [Said("tables", None, kind=_by_tables(seen))] * max(1, seen.tables or seen.performance)
    told = [said for said in titles if said.kind != OTHER]
    found = heaviest([*told, *tables], lambda said: said.kind, lambda one, other: one == other)
    kind = found[0] if found else OTHER
    what = [
        f"{number} {name}"
        for number, name in (
            (seen.budget_tables, "budget tables"),
            (seen.final_tables, "tables of final accounts"),
            (seen.performance, "forms of performance targets"),
            (seen.statements, "statements of amounts"),
        )
        if number
    ]
    sources = dict.fromkeys(said.source.replace("_", " ") for said in named if said.kind == kind)
    return kind, ", ".join([*sources, *what])


def _discloses(seen: Marks, named: list[Said], document: Document) -> bool:
    """Whether a paper is a disclosure; amounts alone make none of what calls itself a report, a rule or a notice."""
    if seen.tables >= _ENOUGH_TABLES or seen.performance:
        return True
    kinds = {said.kind for said in named}
    if kinds == {OTHER} or _NOTICE in kinds or _is_news(document):
        return False
    dense = seen.statements >= _SOME_STATEMENTS and seen.characters <= _DENSE * seen.statements
    some = _SOME_STATEMENTS if seen.of_an_area else _SOME_TOTALS
    dense = dense or (seen.totals >= some and seen.characters <= _DENSE * seen.totals)
    contents = seen.contents + min(seen.statements, 1)
    alone = seen.tables and seen.characters <= _LITTLE_TEXT and _has_amounts(document)  # of a set, file by file
    if contents >= _ENOUGH_CONTENTS or seen.statements >= _ENOUGH_STATEMENTS or dense or alone:
        return True
    if _subject_lines(document) >= _ENOUGH_SUBJECTS:  # every cell is looked at: only where nothing else tells
        return True
    first = [id(paragraph) for paragraph in document.paragraphs[:_FIRST_LINES]]
    bare = not (seen.tables or seen.statements or seen.contents)
    titles = [said.text for said in named if said.kind and said.source == "title"]
    points = bare and titles and all(map(identity_words().pointing.search, titles))
    on_top = not points and any(id(said.paragraph) in first for said in named if said.kind != OTHER)
    return on_top or bool(kinds - {OTHER} and (seen.tables or seen.statements or seen.contents))


def _has_amounts(document: Document) -> bool:
    """Whether a table has amounts in it, and not only the numbers of its lines and columns: no form to be filled in."""
    texts = (squeezed(cell.text) for table in document.tables for cell in table.cells)
    return any(is_number(text) and (len(text) > _LONGEST_COUNT or "." in text) for text in texts)


def _is_news(document: Document) -> bool:
    """Whether a newspaper, an agency or a site reports it: by the line that says where and when, or who writes."""
    ends = (*document.paragraphs[:_FIRST_LINES], *document.paragraphs[-_LAST_LINES:])
    return any(identity_words().news.search(in_full_width(paragraph.text)) for paragraph in ends)


def _by_tables(seen: Marks) -> str:
    if seen.of_an_area and not (seen.tables or seen.performance):
        return GOVERNMENT
    final = seen.final_tables > seen.budget_tables if seen.tables else seen.of_final_accounts
    return "final_accounts" if final else "budget"
