"""Of which kind a paper is, and whether it is a disclosure at all: its title, its tables, its statements of amounts."""

from itertools import islice

from extractors.document.model import Document
from extractors.identify.evidence import ADJUSTMENT, GOVERNMENT, OTHER, Said, of_the_page
from extractors.identify.marks import Marks, marks, subject_lines
from extractors.identify.weighing import heaviest
from extractors.values.body_names import same_body
from extractors.values.numbers import is_number
from extractors.values.text import in_full_width, squeezed
from schemas.words.identity import identity_words

_NOTICE = "procurement_notice"
UNREAD_KINDS = (OTHER, _NOTICE)
"""Kinds of papers that disclose no budget: nothing is extracted from them."""
_ENOUGH_TABLES, _ENOUGH_STATEMENTS = 2, 6
"""What a paper without a title has at least to be a disclosure."""
_DENSE, _SOME_STATEMENTS, _SOME_TOTALS = 120, 2, 4
"""Characters of text for each statement of amounts, at most, in a paper that consists of them; and how many it has, of
a budget or of the totals of a government, of which others speak too where they name no area as their own.
"""
_ENOUGH_BODIES = 3
"""Bodies whose titles make a list of links of a page that has nothing else."""
_LITTLE_TEXT = 300
"""Characters beside a table that has the title of a budget's, at most, in a paper that is this table."""
_LONGEST_COUNT = 3
"""Digits of the number of a line or column, at most."""
_FIRST_LINES = 12
"""Where a title stands that makes a disclosure of a paper of which nothing else was read."""
_LAST_LINES = 4
"""Where who wrote a piece of news stands, if not in its beginning."""
_ENOUGH_CONTENTS = 3
_ENOUGH_SUBJECTS = 6
"""Subjects of the classification with amounts, by which tables are known that no title and no head names."""


def why_nothing(kind: str) -> str | None:
    """Why nothing is extracted from a paper of that kind; None for a disclosure."""
    if kind not in UNREAD_KINDS:
        return None
    what = "a notice of procurement" if kind == _NOTICE else "no title, table or statement of a budget"
    return f"nothing was extracted, since this is no disclosure of a budget: {what}"


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
    bulletin = seen.of_an_economy > seen.of_an_area and not (kinds or seen.tables or seen.contents > 1)
    if kinds == {OTHER} or _NOTICE in kinds or bulletin or _is_news(document):
        return False
    dense = seen.statements >= _SOME_STATEMENTS and seen.characters <= _DENSE * seen.statements
    some = _SOME_STATEMENTS if seen.of_an_area else _SOME_TOTALS
    dense = dense or (seen.totals >= some and seen.characters <= _DENSE * seen.totals)
    contents = seen.contents + min(seen.statements, 1)
    alone = seen.tables and seen.characters <= _LITTLE_TEXT and _has_amounts(document)  # of a set, file by file
    if contents >= _ENOUGH_CONTENTS or seen.adjusts or seen.statements >= _ENOUGH_STATEMENTS or dense or alone:
        return True
    if subject_lines(document) >= _ENOUGH_SUBJECTS:  # every cell is looked at: only where nothing else tells
        return True
    own = (paragraph for paragraph in document.paragraphs if not of_the_page(paragraph.text))
    first = [id(paragraph) for paragraph in islice(own, _FIRST_LINES)]
    bare = not (seen.tables or seen.statements or seen.contents)
    titles = [said.text for said in named if said.kind and said.source == "title"]
    points = bare and titles and all(map(identity_words().pointing.search, titles))
    points = points or (bare and len(_bodies(named)) >= _ENOUGH_BODIES)
    if points:
        return False
    on_top = any(id(said.paragraph) in first for said in named if said.kind != OTHER)
    return on_top or bool(kinds - {OTHER} and (seen.tables or seen.statements or seen.contents))


def _bodies(named: list[Said]) -> list[str]:
    """The bodies that titles name, none of them a short form of another."""
    found: list[str] = []
    for said in named:
        if said.name and not any(same_body(said.name, other) for other in found):
            found.append(said.name)
    return found


def _has_amounts(document: Document) -> bool:
    """Whether a table has amounts in it, and not only the numbers of its lines and columns: no form to be filled in."""
    texts = (squeezed(cell.text) for table in document.tables for cell in table.cells)
    return any(is_number(text) and (len(text) > _LONGEST_COUNT or "." in text) for text in texts)


def _is_news(document: Document) -> bool:
    """Whether a newspaper, an agency or a site reports it: by the line that says where and when, or who writes.

    Or whether it is what a textbook asks, a sample that others may write by, or what an assembly has resolved.
    """
    words = identity_words()
    ends = (*document.paragraphs[:_FIRST_LINES], *document.paragraphs[-_LAST_LINES:])
    texts = [in_full_width(paragraph.text) for paragraph in ends]
    return any(words.news.search(text) or words.of_others.search(text) for text in texts)


def _by_tables(seen: Marks) -> str:
    if seen.of_an_area and not (seen.tables or seen.performance):
        return ADJUSTMENT if seen.adjusts else GOVERNMENT
    final = seen.final_tables > seen.budget_tables if seen.tables else seen.of_final_accounts
    return "final_accounts" if final else "budget"
