"""Where a document's publisher is: the most exact area that the content bears out, or none.

A name that many places have (西城区) and the short name of a place (中山路, 吉林大学) say nothing alone: another source
must lie in the same area. No region is better than a wrong one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractors.document.model import Document
from extractors.identify.areas import (
    area_of,
    district_in,
    district_of_two,
    districts_named,
    full_area,
    lies_in,
    only_area,
    short_area,
    short_district,
    unique_district,
)
from extractors.identify.content import FIRST
from extractors.identify.evidence import Said, page_heads
from schemas.model import pattern_parts
from schemas.words.identity import identity_words

_OFTEN = 3
"""Mentions of a district by which a body called after it for short is its own."""
_FAR = 12
"""Characters behind a city's name that may begin with a district's."""
_WORDS, _PAGES = identity_words().areas, identity_words().issued_by
_YEAR = re.compile(f"^{pattern_parts()['year']}")


@dataclass
class Surroundings:
    """What the text of a document says of where it is, apart from the names of bodies; read only when asked for."""

    document: Document
    treasury: str | None = None
    """The area in the national codes of its projects."""

    @cached_property
    def text(self) -> str:
        """All its text, a line for each paragraph and cell."""
        cells = (cell.text for table in self.document.tables for cell in table.cells)
        return "\n".join((*(paragraph.text for paragraph in self.document.paragraphs), *cells))

    @cached_property
    def area(self) -> tuple[str, str] | None:
        """The area that the text itself speaks for, and why."""
        return next(((code, why) for code, why in self._areas() if code), None)

    def _areas(self) -> Iterator[tuple[str | None, str]]:
        heads = [paragraph.text for paragraph in self.document.paragraphs[:FIRST]]
        seated = next((found for text in heads if (found := _WORDS.seated.search(text))), None)
        yield (area_of(seated[1])[0] if seated else None), "where it says that it lies"
        yield self.treasury, "codes of its projects"
        pages = (text for text, _ in page_heads(self.document, FIRST))
        issued = next((found for text in pages if (found := _PAGES.fullmatch(text))), None)
        yield (area_of(issued[1])[0] if issued else None), "who its page says that it is issued by"
        yield only_area(self.text), "the only area that its text names"
        rule = next((found for text in heads if (found := _WORDS.provincial_rule.search(text))), None)
        yield (area_of(rule[1])[0] if rule else None), "the province whose rule it obeys"


def region_of(
    publisher: str | None, said: Sequence[Said], document: Document, treasury: str | None, given: str | None
) -> tuple[str | None, str]:
    """The code of the area, and what it rests on; `given` is what the user or the source says."""
    around = Surroundings(document, treasury)
    if given:
        return given, "stated"
    names = dict.fromkeys(name for name in (publisher, *(one.name for one in said)) if name)
    texts = [_YEAR.sub("", one.text) for one in said if one.source != "file_name"]
    for name in (*names, *texts):
        if code := full_area(name):
            return _within(name, code, around), f"the name {name}"
    for name in (*names, *texts):
        short = short_area(name)
        if short and not name.startswith(short[1]) and _bears_out(around, *short):
            return _inside(*short, around), f"the name {name}, borne out by the text"
    if around.area is None:
        return _unlike_any_other(publisher, around)
    outer, why = around.area
    titles = [_WORDS.before_title.sub("", _YEAR.sub("", one.text)) for one in said if one.source == "title"]
    for name in (*([publisher] if publisher else ()), *titles):
        if inner := district_in(name, outer):
            return inner, f"the name {name}; {why}"
    return outer, why


def _within(name: str, code: str, around: Surroundings) -> str | None:
    """The district of the area that the name goes on with: its branch's, or one called for short, which the text must
    name again and again: a city's own hospital may be called after where it lies, and then no area is sure.
    """
    short = short_district(name)
    if short:
        return short[0] if around.text.count(short[1]) >= _OFTEN else None
    return _of_the_branch(name, code) or code


def _inside(code: str, full: str, around: Surroundings) -> str | None:
    """The area whose short name a name begins with; none where the text names a district in it."""
    behind = (around.text[at.end() : at.end() + _FAR] for at in re.finditer(re.escape(full), around.text))
    return None if any(district_in(text, code) for text in behind) else code


def _of_the_branch(name: str, code: str) -> str | None:
    """The district of the area whose branch a body is by its name: 云岭市公安局山楂区分局."""
    branch = _WORDS.branch.search(name)
    starts = range(max(0, branch.start() - 8), branch.start()) if branch else ()
    return next((inner for start in starts if (inner := district_in(name[start:], code))), None)


def _unlike_any_other(publisher: str | None, around: Surroundings) -> tuple[str | None, str]:
    """The district whose name no other has: the publisher's, or, where nothing says whose it is, the one it names."""
    if publisher:
        own = _WORDS.of_organisations.sub("", publisher)
        code = unique_district(own) or district_of_two(own, around.text)
        return (code, f"the name {publisher}, which begins as no other district's does") if code else (None, "")
    named = districts_named("\n".join(paragraph.text for paragraph in around.document.paragraphs[:FIRST]))
    return (named.pop(), "the one district that its first lines name") if len(named) == 1 else (None, "")


def _bears_out(around: Surroundings, code: str, full: str) -> bool:
    if full in around.text:
        return True
    return around.area is not None and (lies_in(code, around.area[0]) or lies_in(around.area[0], code))
