"""What the body of a document says of whose it is and of which year: its forms, tables, sentences and project codes."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import takewhile

from extractors.document.model import Cell, Document, Paragraph, Table
from extractors.identify.areas import area_of
from extractors.identify.evidence import Said, is_name, of_the_page
from extractors.values.text import compact, digits, in_full_width, squeezed
from schemas.words.identity import identity_words

FIRST = 60
"""Paragraphs at the beginning that may say of whom the document is."""
_TOP = 3
"""Rows of a table that may hold its title."""
_HALF = 2
LONGEST_TITLE = 45
"""Characters of the title of a table, at most."""
_NOTE = re.compile("（[^）]*）$")
_WORDS = identity_words()
_DEPARTMENT = next(name for name, level in _WORDS.level_names.items() if level == "department")
_PROJECT_CODE = re.compile(r"(?<!\d)([1-6]\d{5})([1-3]\d)[A-Z]\d{9}")
"""The first parts of a project's national code: the area of its treasury, the year that it was set up in."""


def from_forms(document: Document) -> Iterator[Said]:
    """The name in the cell beside 部门名称 and the like, and the year that stands alone above such a form."""
    for table in document.tables:
        for cell, beside in _labelled_cells(table):
            name = in_full_width(beside.text)
            if is_name(name) and _a_body(name):
                level = None if _WORDS.unit_in_label in cell.text else _DEPARTMENT
                yield Said("form", name, level=level, text=f"{cell.text} {beside.text}", paragraph=_at(beside))
        for line in _heads(table):
            if match := _WORDS.year_alone.fullmatch(in_full_width(line.text)):
                yield Said("form", None, int(match[1]), text=line.text, paragraph=line)


def _a_body(name: str) -> bool:
    """Whether a cell names a body: beside 单位名称 as the head of a column stands the next head (编制人数)."""
    return _NOTE.sub("", name).endswith(_WORDS.ends) or area_of(name)[0] is not None


def _labelled_cells(table: Table) -> Iterator[tuple[Cell, Cell]]:
    labels = _form_labels()
    for cell in table.cells:
        text = cell.text
        if 3 < len(text) < 20 and in_full_width(text).rstrip(":：") in labels:
            end = cell.col + cell.col_span
            if end < table.columns:
                yield cell, table.grid[cell.row][end]


@cache
def _form_labels() -> frozenset[str]:
    return frozenset(_WORDS.form_labels)


def _heads(table: Table) -> Iterator[Paragraph]:
    yield from table.context
    yield from (_at(cell) for cell in top_cells(table) if cell.text and len(cell.text) <= LONGEST_TITLE)


def top_cells(table: Table) -> Iterator[Cell]:
    """The cells of the first rows, in which a table may have its title."""
    return takewhile(lambda cell: cell.row < _TOP, table.cells)


def _at(cell: Cell) -> Paragraph:
    return Paragraph(cell.text, [(0, cell.page, cell.line)])


def from_tables(document: Document) -> Iterator[Said]:
    """The years in the titles of tables and in the heads of their columns, each as often as it stands there.

    Where a head names two years (2030年执行数, 2031年预算数), it speaks of the later.
    """
    for table in document.tables:
        years = [(int(year), line) for line in _heads(table) for year in _year_of_table(line.text)]
        if years:
            year, line = max(years, key=lambda found: found[0])
            yield Said("tables", None, year, text=line.text, paragraph=line)


def _year_of_table(text: str) -> list[str]:
    line = compact(text)
    found = _WORDS.year_of_column.findall(line)
    title = _WORDS.year_of_table.match(line)
    return found or ([title[1]] if title and _WORDS.table_title.search(line) else [])


def from_sentences(document: Document) -> Iterator[Said]:
    """The bodies whose duties or budget the first sentences tell (某某局的主要职责是…, 某某局2031年部门预算…)."""
    for paragraph in document.paragraphs[:FIRST]:
        text = "" if of_the_page(paragraph.text) else in_full_width(paragraph.text[:200])
        for match in _body_with_duties().finditer(text):
            if is_name(match["name"]):
                yield Said("sentence", match["name"], text=match[0], paragraph=paragraph)


def from_notes(document: Document) -> Iterator[Said]:
    """Who says below an empty table why it is empty: 某某局没有使用政府性基金预算安排的支出，故本表无数据."""
    for paragraph in document.paragraphs:
        match = _WORDS.empty_note.match(in_full_width(paragraph.text)) if _WORDS.empty in paragraph.text else None
        if match and is_name(match["name"]) and match["name"].endswith(_WORDS.ends):
            yield Said("sentence", match["name"], text=match[0], paragraph=paragraph)


@cache
def _body_with_duties() -> re.Pattern[str]:
    ends = "|".join(map(re.escape, _WORDS.ends))
    return re.compile(
        rf"(?:{_WORDS.body_before_duties})(?P<name>[\u4e00-\u9fff（）]{{2,28}}?(?:{ends})(?:（[^（）]{{2,4}}）)?"
        rf"|{_WORDS.short_bodies}){_WORDS.duties}"
    )


def from_codes(document: Document) -> tuple[Said | None, str | None]:
    """The latest year in which a project with a national code was set up, and the area of most of their treasuries."""
    years, areas = set(), Counter[str]()
    for table in document.tables:
        for cell in table.cells:
            if len(cell.text) > 14:
                for area, year in _PROJECT_CODE.findall(squeezed(cell.text)):
                    years.add(2000 + int(year))
                    areas[area] += 1
    if not years:
        return None, None
    area, count = areas.most_common(1)[0]
    latest = max(years)
    return Said("codes", None, latest, text=f"{area}{latest % 100}"), area if count * 2 > areas.total() else None


def from_statements(document: Document) -> Said | None:
    """The year whose budget is spoken of most often, those left out that another is compared with.

    The papers that a sentence quotes (《…2030年部门预算的通知》) and the links of a page are not asked.
    """
    own = (p.text for p in document.paragraphs if _WORDS.in_budgets.search(p.text) and not of_the_page(p.text))
    texts = (_WORDS.quoted.sub("", digits(text)) for text in own)
    told = [match for text in texts for match in _WORDS.budget_of_year.finditer(text)]
    whole = [match for match in told if not _WORDS.part_of_year.match(match[0])]  # 2031年上半年: seldom whose accounts
    years = Counter(int(match[1]) for match in whole or told)
    if not years:
        return None
    year = max(years, key=lambda year: (years[year], year))
    after = year + 1 if years[year + 1] * _HALF >= years[year] else year  # it is compared with the year before
    return Said("statements", None, after)
