"""What titles, file names and the labels above tables say of a document: whose it is, of which year and kind."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.document.model import Document, Paragraph
from extractors.identify.areas import area_of
from extractors.values.enumerators import enumerator
from extractors.values.line_shapes import BODY, ORGANISATION_LINE
from extractors.values.text import compact, in_full_width
from schemas.model import pattern_parts
from schemas.words.identity import identity_words
from schemas.words.numerals import numerals

_WORDS = identity_words()
_NAME = pattern_parts()["name"]
OTHER = "other"
"""The kind of a paper that is no disclosure."""
_OFTEN = 3
"""Tables above which a bare name must stand to be the publisher's."""
_RULED_ABOVE = 2
"""Rows of a table that may hold its title, and whose and of when it is."""
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Said:
    """What one source says; None for what it leaves out. `source` is one of those that `identity.yaml` weighs."""

    source: str
    name: str | None
    year: int | None = None
    kind: str | None = None
    level: str | None = None
    text: str = ""
    paragraph: Paragraph | None = None


def is_name(name: str | None) -> bool:
    """Whether the words can be an organisation's name: no kind of table, no 我校, no bare area or level (市级)."""
    if not name or len(name) < 2 or _WORDS.no_name.search(name):
        return False
    code, rest = area_of(name)
    return not (code and _WORDS.bare_area.fullmatch(rest))


def titles(document: Document) -> Iterator[Said]:
    """The lines, or up to three lines one below the other, that read as a title, in document order."""
    lines = [(paragraph, year_in_digits(in_full_width(paragraph.text))) for paragraph in document.paragraphs]
    for start, (paragraph, first) in enumerate(lines):
        numbered = enumerator(first)
        if numbered and numbered[0] != "part":
            continue
        found = None
        joined = ""
        for below, (_, line) in enumerate(lines[start : start + 3]):
            joined += line
            if len(joined) > _LONGEST or not line or "。" in line or (below and enumerator(line)):
                break
            said = None if first.startswith(_WORDS.no_titles) else _title(joined, paragraph)
            if below and said and said.name and _is_of_another(first, joined):
                break
            found = found or said
            if said and said.name:  # else it may stand in parentheses below
                found = said
                break
        if found:
            yield found


def _is_of_another(first: str, joined: str) -> bool:
    """Whether a line is a body of its own above the title of another: 保定市财政局, 保定市灯塔局2031年部门预算."""
    below = _title(joined[len(first) :], None)
    return bool(below and below.name and area_of(below.name)[0] and area_of(first)[0] and is_name(first))


def _title(text: str, paragraph: Paragraph | None) -> Said | None:
    """What the words of a title say; None where they are none."""
    text = text.strip(_WORDS.title_marks)
    match = _WORDS.title.fullmatch(text) if any(word in text for word in _WORDS.title_words) else None
    if match is None:
        return None
    year = match["before"] or match["after"] or match["inside"] or match["last"]
    name = next((each for each in (match["about"], match["name"], match["behind"]) if is_name(each)), None)
    whole = name is not None and name.endswith(_WORDS.body_ends)
    told = whole or (name is not None and any(word in match["tail"] for word in _WORDS.title_tails))
    if not (whole if match["targets"] else year or told):
        return None
    return Said("title", name, int(year) if year else None, kind_in(text, name), match["level"], text, paragraph)


def kind_in(title: str, name: str | None = None) -> str | None:
    """The kind that the words of a title name; 财政预算 of a body that by its `name` is no government is its budget."""
    kinds = [kind for kind, pattern in _kinds_by_title() if pattern.search(title)]
    if name and kinds[:1] == ["government_budget"] and not _WORDS.governments.search(name):
        kinds = kinds[1:]
    return kinds[0] if kinds else None


@cache
def _kinds_by_title() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern)) for kind, pattern in _WORDS.titles)


def papers(document: Document) -> Iterator[Said]:
    """The title of a report, an evaluation, a notice or another paper, over up to three of the first lines.

    A report on what was carried out and what is planned is of the year that it plans. Of a paper that discloses
    nothing only that is said.
    """
    lines = [paragraph for paragraph in document.paragraphs[:_FIRST_LINES] if len(paragraph.text) <= _LONGEST_PAPER]
    for start in range(len(lines)):
        joined = ""
        for paragraph in lines[start : start + 3]:
            joined += year_in_digits(in_full_width(paragraph.text))
            said = None if "。" in joined or len(joined) > _LONGEST_PAPER else _paper(joined, lines[start])
            if said:
                yield said
                return


def _paper(text: str, paragraph: Paragraph) -> Said | None:
    kind = next((kind for kind, pattern in _papers() if pattern.fullmatch(text)), None)
    if kind is None or (kind == OTHER and _title(text, paragraph)):
        return None
    if kind == OTHER:
        return Said("title", None, kind=kind, text=text, paragraph=paragraph)
    years = [int(year) for year in _WORDS.dated.findall(text)]
    named = _WORDS.first_name.match(text)
    name = _whole(named[1]) if named and is_name(named[1]) else None
    return Said("title", name, max(years, default=None), kind, None, text, paragraph)


def _whole(name: str) -> str:
    """A name up to the last ending of a body in it: 某某局水泵 in the title of a notice (…采购公告) is 某某局."""
    ends = (at for at in range(len(name), 3, -1) if name[:at].endswith(_WORDS.body_ends))
    return name[: next(ends, len(name))]


@cache
def _papers() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(rf".*(?:{pattern})")) for kind, pattern in _WORDS.papers)


_FIRST_LINES, _LONGEST_PAPER = 8, 80


def year_in_digits(text: str) -> str:
    """The text with a year in Chinese numerals (二〇一八年) in digits."""
    return _WORDS.numeral_year.sub(lambda match: match[0].translate(_NUMERALS), text)


_NUMERALS = str.maketrans(numerals().zeros + numerals().digits[1:], "0" * len(numerals().zeros) + "123456789")


def introduced(document: Document) -> Iterator[Said]:
    """The sentence that introduces the disclosure: 现将某某局2020年部门预算公开如下."""
    for paragraph in document.paragraphs[:40]:
        match = _WORDS.introduced.search(paragraph.text)
        if match:
            kind = kind_in(match["kind"])
            yield Said("introduction", match["name"], int(match["year"]), kind, None, match[0], paragraph)


def labels(document: Document) -> Iterator[Said]:
    """The names behind 编制部门： and the like above tables and on covers.

    Also a name that stands alone above several tables, and the year behind 预算年度：.
    """
    above = Counter(compact(line.text) for table in document.tables for line in table.context)
    for paragraph in document.paragraphs:
        text = in_full_width(paragraph.text)
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

    Some rule that line as the first row of the table; there it must be a body's name, for subjects have codes too.
    """
    lines = [line.text for table in document.tables for line in table.context]
    found = {match["code"]: match["name"] for line in lines if (match := ORGANISATION_LINE.fullmatch(line))}
    parts = (part for line in lines for part in _WORDS.next_label.split(compact(line)))
    labelled = (match for part in parts if (match := _labelled_name().fullmatch(part)) and match["code"])
    found |= {match["code"]: match["name"] for match in labelled}
    ends = _WORDS.body_ends
    ruled = (t.cells[0].text for t in document.tables if t.cells and t.cells[0].col_span > 1)
    heads = (match for text in ruled if (match := ORGANISATION_LINE.fullmatch(compact(text))))
    return {match["code"]: match["name"] for match in heads if match["name"].endswith(ends)} | found
