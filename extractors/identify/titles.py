"""What titles say of a document: whose it is, of which year and kind.

A title is a line, up to three lines one below the other, or a part of one of the first lines: web sites and pages that
were flattened print it together with other words.
"""

import re
from collections.abc import Iterator
from functools import cache

from extractors.document.model import Document, Paragraph
from extractors.identify.areas import area_of, located
from extractors.identify.evidence import (
    ADJUSTMENT,
    GOVERNMENT,
    OTHER,
    Said,
    closed_years,
    is_name,
    of_the_page,
    page_heads,
    year_in_digits,
)
from extractors.values.enumerators import enumerator
from extractors.values.text import in_full_width
from schemas.words.identity import identity_words

_WORDS = identity_words()
_LONGEST, _LONGEST_PAPER = 60, 80
_JOINED, _PARTS_JOINED = 3, 5
"""Lines, and parts of a line, that may be one title."""
_RULES = "|｜ "
"""What is left of the rules of a table that was printed as lines."""
_FIRST_LINES = 8
"""Where the title of another paper stands."""
_CONTENTS = 2
"""Lines numbered as parts among the first that are a table of contents, and no titles."""
_COLUMN = 5
"""Characters of the name of a column of a web site, at most."""
_SHARED_LINES, _PARTS = 12, 40
"""Lines that may hold a title among other words, and how many parts of them are tried."""


def titles(document: Document) -> Iterator[Said]:
    """What reads as a title, in document order; the links of a web page to other papers are none."""
    lines = [
        (paragraph, year_in_digits(in_full_width(without_leader(paragraph.text)).strip(_RULES)))
        for paragraph in document.paragraphs
        if not _WORDS.links.match(paragraph.text)
    ]
    for start, (paragraph, first) in enumerate(lines):
        numbered = enumerator(first)
        if numbered and numbered[0] != "part":
            continue
        found = _over_lines(paragraph, [line for _, line in lines[start : start + _JOINED]])
        if (found is None or found.name is None) and start < _SHARED_LINES:
            found = _inside(paragraph) or found
        if found:
            yield found
    for row, _ in page_heads(document, 0):
        ruled = _WORDS.ruled_title.fullmatch(in_full_width(row))
        if ruled and (said := _title(year_in_digits(ruled["title"]), None)):
            yield said


def without_leader(text: str) -> str:
    """An entry of a table of contents without the dots, or what Word leaves of them, that lead to its page."""
    return _WORDS.contents_leader.sub("", text) if _WORDS.contents_leader_sign.search(text) else text


def _over_lines(paragraph: Paragraph, lines: list[str]) -> Said | None:
    """The title that a line and those below it make: the first that names a body, else the first."""
    found, joined = None, ""
    for below, line in enumerate(lines):
        joined += line
        if len(joined) > _LONGEST or not line or "。" in line or (below and enumerator(line)):
            break
        said = None if joined.startswith(_WORDS.no_titles) else _title(joined, paragraph)
        if below and said and any(_begins_below("".join(lines[:at]), joined) for at in range(1, below + 1)):
            break
        found = found or said
        if said and said.name:  # else it may stand in parentheses below
            return said
    return found


def _begins_below(first: str, joined: str) -> bool:
    """Whether a title begins only below its `first` lines: 保定市财政局 (its own), 打印本页 above
    保定市灯塔局2031年部门预算.

    A bare area (河北省) and what names begin with (国家税务总局) belong to the name below.
    """
    below = _title(joined[len(first) :], None)
    begins = below.name or _WORDS.leading_year.sub("", below.text) if below else ""
    if not located(begins) or _WORDS.before_area.fullmatch(first):
        return False
    code, rest = area_of(_WORDS.areas.of_organisations.sub("", first))
    return bool(rest) or code is None


def _inside(paragraph: Paragraph) -> Said | None:
    """The title with a name and a year that stands with other words in a line."""
    if not any(word in paragraph.text for word in _WORDS.title_words):
        return None
    parts = [part for part in _WORDS.line_parts.split(paragraph.text, maxsplit=_PARTS) if part.strip()]
    parts = [year_in_digits(in_full_width(part)) for part in parts] if len(parts) > 1 else []
    runs = ("".join(parts[at : at + count]) for at in range(len(parts)) for count in range(1, _PARTS_JOINED + 1))
    found = [said for run in runs if len(run) <= _LONGEST and (said := _title(run, paragraph))]
    whole = [said for said in found if said.name and said.year] or _from_a_year(parts or [paragraph.text], paragraph)
    return next((said for said in whole if said.name and area_of(said.name)[0]), whole[-1] if whole else None)


def _from_a_year(parts: list[str], paragraph: Paragraph) -> list[Said]:
    """The titles that begin with a year behind other words: …云岭县第一医院2031年度云岭县图书局单位决算."""
    tails = (part[match.start() :] for part in parts for match in _WORDS.dated.finditer(in_full_width(part)))
    found = (_title(tail, paragraph) for tail in tails if len(tail) <= _LONGEST)
    return [said for said in found if said and said.name and said.name.endswith(_WORDS.ends)]


def _title(text: str, paragraph: Paragraph | None) -> Said | None:
    """What the words of a title say; None where they are none."""
    text = _WORDS.title_dash.sub(r"（\1）", _WORDS.title_suffix.sub("", text.strip(_WORDS.title_marks)))
    own = next((note for note in _WORDS.offices if note.startswith("（") and text.endswith(note)), "")
    text = text.removesuffix(own)
    match = _WORDS.title.fullmatch(text) if any(word in text for word in _WORDS.title_words) else None
    if match is None:
        return None
    year = next(filter(None, map(match.group, ("before", "after", "inside", "last", "among"))), None)
    ahead = match["ahead"] if (match["ahead"] or "").endswith(_WORDS.ends) else None  # no （此件公开发布）
    places = (*map(match.group, ("about", "name", "behind")), ahead)
    name = next((each for each in places if is_name(each, alone=year is not None)), None)
    if match["approved"] and name == match["name"] and _WORDS.compilers.search(name or ""):
        name = None  # who approves: the addressee's it is
    elif name == match["name"]:
        split = name and match["tier"] and not name.endswith(_WORDS.ends)  # 云岭|县本级
        name = None if split and not is_name(f"{name}{match['tier']}") else _with_its_office(name, match)
        name = f"{name}{own}" if own and name and name.endswith(_WORDS.ends) else name
    whole = name is not None and name.endswith((*_WORDS.ends, *_WORDS.offices))
    told = whole or (name is not None and any(word in match["tail"] for word in _WORDS.title_tails))
    if not (whole if match["targets"] else year or told):
        return None
    if name and not (told or match["level"] or located(name)):  # 2031年迎新晚会预算表: no body
        return None
    return Said("title", name, int(year) if year else None, kind_in(text, name), match["level"], text, paragraph)


def _with_its_office(name: str | None, match: re.Match[str]) -> str | None:
    """The name with the words for its own office behind it: 某某局本级部门决算."""
    behind = match.string[match.end("name") : match.start("kind")]
    office = next((note for note in _WORDS.offices if behind.startswith(note)), "")
    own = office and _WORDS.of_a_body.search(behind) and name and name.endswith(_WORDS.ends)
    return f"{name}{office}" if own else name


def kind_in(title: str, name: str | None = None) -> str | None:
    """The kind that the words of a title name; 财政预算 of a body that by its `name` is no government is its budget."""
    if _WORDS.of_both in title:
        return None
    kinds = [kind for kind, pattern in _kinds_by_title() if pattern.search(title)]
    if name and area_of(name)[1] == _WORDS.whole_government and not _WORDS.of_a_body.search(title):
        return GOVERNMENT
    if name and kinds[:1] == [GOVERNMENT] and not _WORDS.governments.search(name):
        kinds = kinds[1:]
    return kinds[0] if kinds else None


@cache
def _kinds_by_title() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern)) for kind, pattern in _WORDS.titles)


def papers(document: Document) -> Iterator[Said]:
    """The title of a report, an evaluation, a notice or another paper, over up to three of the first lines.

    A report on what was carried out and what is planned is of the year that it plans. Of a paper that discloses
    nothing only that is said; where another title follows, a few characters are the name of a site's column (财政新闻).
    """
    of_the_paper = [line for line in document.paragraphs[:_SHARED_LINES] if not of_the_page(line.text)]
    lines = [paragraph for paragraph in of_the_paper[:_FIRST_LINES] if len(paragraph.text) <= _LONGEST_PAPER]
    parts = {id(line) for line in lines if (numbered := enumerator(line.text)) and numbered[0] == "part"}
    lines = lines if len(parts) < _CONTENTS else [line for line in lines if id(line) not in parts]
    column = None
    for start in range(len(lines)):
        joined = ""
        for at, paragraph in enumerate(lines[start : start + _JOINED], start=start + 1):
            if joined and enumerator(paragraph.text):
                break
            joined += year_in_digits(in_full_width(paragraph.text.strip(_RULES)))
            said = None if "。" in joined or len(joined) > _LONGEST_PAPER else _paper(joined, lines[start])
            if said and not (at < len(lines) and _WORDS.goes_on.match(lines[at].text)):
                if said.kind == OTHER and len(said.text) <= _COLUMN:
                    column = column or said
                    break
                below = _paper(year_in_digits(in_full_width(paragraph.text)), paragraph)
                yield below if below and _with_area(below) and not _with_area(said) else said
                return
    yield from [column] if column else []


def _with_area(said: Said) -> bool:
    return bool(said.name and area_of(said.name)[0])


def _paper(text: str, paragraph: Paragraph) -> Said | None:
    kind = next((kind for kind, pattern in _papers() if pattern.fullmatch(text)), None)
    if kind is None or (kind in (OTHER, GOVERNMENT) and _of_a_body(_title(text, paragraph), kind)):
        return None
    if kind == OTHER:  # a heading of its own number (（一）职能简介) tells of a part of the paper
        numbered = enumerator(text)
        return None if numbered and numbered[0] != "part" else Said("title", None, None, kind, None, text, paragraph)
    years = closed_years(text)
    text = _WORDS.area_before.sub("", text)
    named = _WORDS.first_name.match(text)
    name = _whole(named[1]) if named and is_name(named[1]) else None
    if kind == GOVERNMENT and name and name.endswith(_WORDS.companies):
        kind, name = OTHER, None
    governs = name and (_WORDS.governments.search(name) or _WORDS.of_quarters.search(name))
    if kind == GOVERNMENT and name and name.endswith(_WORDS.ends) and not governs:
        kind = None  # 某某局2031年财政收支情况: a body's own
    if kind not in (None, GOVERNMENT, ADJUSTMENT, OTHER) and name and not name.endswith(_WORDS.ends):
        name = None  # 某某水泵工程项目绩效评价报告: what was evaluated, and not whose it is
    return Said("title", name, max(years, default=None), kind, None, text, paragraph)


def _of_a_body(said: Said | None, kind: str) -> bool:
    """Whether a title is also that of a body's disclosure: 某某局2031年部门决算报告 is no government's."""
    return said is not None and (kind == OTHER or bool(said.name and _WORDS.of_a_body.fullmatch(said.level or "")))


def _whole(name: str) -> str:
    """A name up to the last ending of a body in it: 某某局水泵 in the title of a notice (…采购公告) is 某某局."""
    ends = (at for at in range(len(name), 3, -1) if name[:at].endswith(_WORDS.ends))
    return name[: next(ends, len(name))]


@cache
def _papers() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(rf".*(?:{pattern})")) for kind, pattern in _WORDS.papers)
