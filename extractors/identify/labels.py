"""What labels, introductions, codes and file names say of a document: whose it is, of which year and kind."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from extractors.document.model import Document, Paragraph
from extractors.identify.evidence import GOVERNMENT, Said, closed_years, is_name, year_in_digits
from extractors.identify.titles import kind_in
from extractors.values.line_shapes import BODY, ORGANISATION_LINE
from extractors.values.text import compact, in_full_width
from schemas.model import pattern_parts
from schemas.words.identity import identity_words

_WORDS = identity_words()
_NAME = pattern_parts()["name"]
_FIRST = 40
"""Paragraphs among which a disclosure is introduced."""
_OFTEN = 3
"""Tables above which a bare name must stand to be the publisher's."""
_RULED_ABOVE = 2
"""Rows of a table that may hold its title, and whose and of when it is."""
_LONGEST = 60
_SHORT_HEAD = re.compile(r"(\d{3})([\u4e00-\u9fff]{2,6})")
"""A department's code and short name."""


def introduced(document: Document) -> Iterator[Said]:
    """The sentence that introduces the disclosure: 现将某某局2020年部门预算公开如下.

    Also the one that tells whose budgets are in it; what a government reports to a congress is of the latest year that
    it names.
    """
    for paragraph in document.paragraphs[:_FIRST]:
        text = paragraph.text
        if match := _WORDS.introduced.search(text):
            name = match["name"] if is_name(match["name"]) else None
            yield Said("introduction", name, int(match["year"]), kind_in(match["kind"]), None, match[0], paragraph)
        elif (match := _WORDS.composed.search(in_full_width(text))) and is_name(match["name"]):
            year = int(match["year"]) if match["year"] else None
            yield Said("introduction", match["name"], year, kind_in(match["kind"]), None, match[0], paragraph)
        elif match := _WORDS.reported.search(in_full_width(text)) if _WORDS.executed in text else None:
            year = max(closed_years(match[0]))
            yield Said("introduction", None, year, GOVERNMENT, None, match[0], paragraph)


def labels(document: Document) -> Iterator[Said]:
    """The names behind 编制部门： and the like above tables and on covers.

    Also a name that stands alone above several tables, and the year behind 预算年度：.
    """
    above = Counter(compact(line.text) for table in document.tables for line in table.context)
    for paragraph in document.paragraphs:
        text = in_full_width(paragraph.text)
        for match in _coded_name().finditer(text):
            yield Said("label", match["name"], text=match[0], paragraph=paragraph)
        if len(text) > _LONGEST:
            continue
        if above[text] >= _OFTEN and BODY.fullmatch(text) and is_name(text):
            yield Said("label", text, text=text, paragraph=paragraph)
        else:
            yield from _labelled(text, paragraph)


def labels_inside(document: Document) -> Iterator[Said]:
    """What the same labels say in the first cells of tables: some rule what others print above."""
    for table in document.tables:
        for cell in (cell for cell in table.cells if cell.row < _RULED_ABOVE and _WORDS.supervisor not in cell.text):
            for line in cell.text.split("\n"):
                if len(line) <= _LONGEST and (":" in line or "：" in line):
                    text = in_full_width(line)
                    yield from _labelled(text, Paragraph(line, [(0, cell.page, cell.line)]))


def _labelled(text: str, paragraph: Paragraph) -> Iterator[Said]:
    for part in _WORDS.next_label.split(text) if ":" in text or "：" in text else ():
        match = _labelled_name().fullmatch(part)
        if match and is_name(match["name"]):
            yield Said("label", match["name"], text=part, paragraph=paragraph)
        elif match := _WORDS.budget_year.fullmatch(part):
            yield Said("label", None, int(match["year"]), text=part, paragraph=paragraph)


@cache
def _labelled_name() -> re.Pattern[str]:
    by_length = sorted(_WORDS.labels, key=len, reverse=True)
    labels = "|".join([*(re.escape(label) for label in by_length), _WORDS.ambiguous])
    return re.compile(
        rf"(?:{labels})[:：](?:\[?(?P<code>\d{{3,9}})\]?[-—－]?)?(?P<name>{_NAME}{{2,40}}?)(?:{_WORDS.behind_label})?"
    )


@cache
def _coded_name() -> re.Pattern[str]:
    """实施单位 301002-云岭县图书局: a form whose cells were printed as one line."""
    ends = "|".join(map(re.escape, _WORDS.ends))
    return re.compile(
        rf"(?:{_WORDS.coded_labels})[:：]?\d{{3,9}}[-—－](?P<name>{_NAME}{{2,40}}?(?:{ends}))(?={_WORDS.coded_labels}|[^\u4e00-\u9fff]|$)"
    )


def file_name(name: str) -> Said | None:
    """What the file's name says (某某局26年部门预算.pdf); a year of two digits is one of this century."""
    match = _WORDS.file_name.search(year_in_digits(re.sub(r"[\s_-]", "", name.rpartition(".")[0] or name)))
    if match is None:
        return None
    year = match["before"] or match["after"]
    return Said(
        "file_name",
        match["name"] if is_name(match["name"]) else None,
        None if year is None else int(year) if len(year) == 4 else 2000 + int(year),
        kind_in(match["kind"]),
        match["level"],
        name,
    )


def unit_codes(document: Document) -> dict[str, str]:
    """Names by the codes printed with them above the tables (435002 某某管理处, 部门编码及名称：[435]某某局).

    Some rule that line as the first row of the table; there it must be a body's name, for subjects have codes too, or
    a department's short one (312公安) with whose code those of its units begin.
    """
    lines = [line.text for table in document.tables for line in table.context]
    found = {match["code"]: match["name"] for line in lines if (match := ORGANISATION_LINE.fullmatch(line))}
    parts = (part for line in lines for part in _WORDS.next_label.split(compact(line)))
    labelled = (match for part in parts if (match := _labelled_name().fullmatch(part)) and match["code"])
    found |= {match["code"]: match["name"] for match in labelled}
    ends = _WORDS.ends
    ruled = [t.cells[0].text for t in document.tables if t.cells and t.cells[0].col_span > 1]
    heads = (match for text in ruled if (match := ORGANISATION_LINE.fullmatch(compact(text))))
    found |= {match["code"]: match["name"] for match in heads if match["name"].endswith(ends)}
    short = (match for text in ruled if (match := _SHORT_HEAD.fullmatch(compact(text))))
    found |= {match[1]: match[2] for match in short if any(code.startswith(match[1]) for code in found)}
    return found
