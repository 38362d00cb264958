"""What title pages say in lines of their own: the body, the year, and who compiled the paper."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.document.model import Document, Paragraph
from extractors.identify.evidence import Said, is_name, year_in_digits
from extractors.values.text import compact, in_full_width
from schemas.words.identity import identity_words

_WORDS = identity_words()
_FIRST = 40
"""Paragraphs among which a title page may be; a page of a web site has its links above it."""
_NEAR = 3
"""Lines between a title and what belongs to it."""
_ENDS = 8
"""Paragraphs at the end among which a paper is signed."""
TITLE_PAGE = 12
"""Lines at the beginning that may be a title page and say who compiled the paper."""


def covers(document: Document, titles: Sequence[Said]) -> Iterator[Said]:
    """Names and years that stand alone near one of the `titles`, names before 编制, whose head reports, and who signs.

    An office that compiles the budgets of others is told apart: it stands on their covers.
    """
    first = document.paragraphs[:_FIRST]
    bare = list(_bare_titles(first[:TITLE_PAGE]))
    yield from bare
    anchors = {id(said.paragraph) for said in (*titles, *bare)}
    at = [number for number, paragraph in enumerate(first) if id(paragraph) in anchors]
    for number, paragraph in enumerate(first):
        if any(abs(number - title) <= _NEAR for title in at) and (said := _alone(paragraph)):
            yield said
    for above, below in pairwise(first):
        if _WORDS.salutation.match(below.text) and (said := _reporter(above) or _alone(above)) and said.name:
            yield replace(said, source="title_page")
    for above, below in pairwise(document.paragraphs[-_ENDS:]):
        if _WORDS.signed_on.fullmatch(compact(below.text)) and (said := _alone(above)) and said.name:
            yield said if said.source == "compiler" else replace(said, source="signature")
    if any(_WORDS.approval in said.text for said in titles):
        yield from _addressee(first[:TITLE_PAGE])
    for number, paragraph in enumerate(first):
        line = compact(paragraph.text) if number < TITLE_PAGE else ""
        match = _WORDS.prepared.fullmatch(line) or _WORDS.letterhead.fullmatch(line)
        if match and is_name(match["name"], alone=any(match["name"] == compact(other.text) for other in first)):
            yield Said(_source(match["name"], "cover"), match["name"], text=match[0], paragraph=paragraph)
        elif said := _reporter(paragraph):
            yield said


def _addressee(lines: Sequence[Paragraph]) -> Iterator[Said]:
    """To whom a letter is: 云岭县图书局：."""
    for line in lines:
        match = _WORDS.addressee.fullmatch(in_full_width(line.text))
        if match and match["name"].endswith(_WORDS.ends) and is_name(match["name"]):
            yield Said("title_page", match["name"], text=match[0], paragraph=line)


def _bare_titles(lines: Sequence[Paragraph]) -> Iterator[Said]:
    """Lines that say only what the paper is: 部门预算公开."""
    for line in lines:
        if match := _WORDS.bare_title.fullmatch(in_full_width(line.text)):
            yield Said("title_page", None, level=match["level"], text=line.text, paragraph=line)


def _reporter(paragraph: Paragraph) -> Said | None:
    """The office whose head reports: 云岭县财政局局长 山楂."""
    match = _WORDS.reporter.fullmatch(in_full_width(paragraph.text))
    named = match is not None and is_name(match["name"])
    return Said("title_page", match["name"], text=match[0], paragraph=paragraph) if match and named else None


def _source(name: str, source: str) -> str:
    return "compiler" if _WORDS.compilers.search(name) else source


def _alone(paragraph: Paragraph) -> Said | None:
    """A body or a year that is all that a line says, of itself or in parentheses."""
    text = year_in_digits(in_full_width(paragraph.text))
    if match := _WORDS.cover_year.fullmatch(text):
        return Said("title_page", None, int(match[1]), text=text, paragraph=paragraph)
    match = _WORDS.cover_name.fullmatch(text[1:-1] if text.startswith("（") and text.endswith("）") else text)
    name = match["name"] if match else ""
    note = next((note for note in (*_WORDS.offices, *_WORDS.notes) if name.endswith(note)), "")
    if name.removesuffix(note).endswith(_WORDS.ends) and is_name(name):
        return Said(_source(name, "title_page"), name, text=text, paragraph=paragraph)
    return None
