"""Whose an amount is: the publisher's, or a body's below it that the sentence, or the heading above, names."""

import re
from functools import cache

from extractors.document.model import Document
from extractors.document.outline import Sections
from extractors.values.body_names import same_body
from extractors.values.enumerators import enumerator, without_enumerators
from extractors.values.money import AMOUNT
from extractors.values.text import plain_prose
from schemas.model import pattern_parts
from schemas.words.identity import identity_words
from schemas.words.prose import prose_words

_WORDS = prose_words().names
_BARE = re.compile(rf"(?:{pattern_parts()['year']})?[，,]?{_WORDS.behind_body}")
_FIRST = re.compile("[^。！？]+")


@cache
def _named_first() -> re.Pattern[str]:
    ends = "|".join(map(re.escape, identity_words().body_ends))
    body = rf"(?P<body>[\u4e00-\u9fff（）]{{2,28}}?(?:{ends}))"
    return re.compile(rf"{_WORDS.before_body.pattern}{body}{_WORDS.office_note}?(?={_WORDS.behind_body})")


@cache
def _office() -> re.Pattern[str]:
    return re.compile(rf"{_WORDS.office_note}$")


def other_body(sentence: str, publisher: str | None) -> str | None:
    """The body that a sentence begins with, where that is not the publisher; its own office (某某局本级) is another.

    None too where no publisher is known: whose the sentence is then is not told by its name.
    """
    match = _named_first().match(without_enumerators(sentence))
    return _another(_WORDS.before_body.sub("", match[0]), publisher) if match else None


def _another(name: str, publisher: str | None) -> str | None:
    """A body's name where it is not the publisher's."""
    body = _office().sub("", name)
    if publisher is None or _WORDS.no_body.match(body) or _WORDS.level_note.search(body):
        return None
    own = same_body(_office().sub("", publisher), body)
    if own and (body == name or _office().search(publisher)):
        return None
    return name if not own or body != name else None


def owners(document: Document, outline: Sections, publisher: str | None) -> dict[int, str]:
    """The body whose each paragraph is, by its index; the publisher's own are left out.

    A heading that names a body (二、某某中心) says so for all below it, where a sentence there begins with that body or
    where its first paragraph begins with an amount and names none. A heading in a list of units alone says nothing.
    """
    below: dict[tuple[str, ...], str] = {}
    found: dict[int, str] = {}
    above: tuple[str, ...] = ()
    for paragraph in document.paragraphs:
        headings = outline.get(paragraph.index, ())
        text = plain_prose(paragraph.text)
        first = _FIRST.match(text)
        if publisher and headings and first and AMOUNT.search(first[0]):
            below |= _begun(text, headings, publisher, follows=above == headings)
        above = headings if headings and paragraph.text.rstrip("：:") == headings[-1] else ()
        if below:
            names = (below[path] for depth in range(len(headings), 0, -1) if (path := headings[:depth]) in below)
            if (name := next(names, None)) and not _of_another_part(headings, below):
                found[paragraph.index] = name
    return found


def _of_another_part(headings: tuple[str, ...], below: dict[tuple[str, ...], str]) -> bool:
    """Whether a part of the document (第四部分…) begins below the body's heading: numbers do not always nest."""
    depth = next(depth for depth in range(len(headings), 0, -1) if headings[:depth] in below)
    return any((numbered := enumerator(heading)) and numbered[0] == "part" for heading in headings[depth:])


def _begun(text: str, headings: tuple[str, ...], publisher: str, *, follows: bool) -> dict[tuple[str, ...], str]:
    """The part that a paragraph shows to be another body's, by its headings; `follows` the last of these directly."""
    body = other_body(text, publisher)
    named = [_body_of(heading) for heading in headings]
    if body is None and follows and named[-1] and _BARE.match(text):
        body = _another(named[-1], publisher)
    matching = (depth for depth, name in enumerate(named, start=1) if body and name and _one_body(name, body))
    depth = next(matching, None)
    return {headings[:depth]: body} if body and depth else {}


def _body_of(heading: str) -> str | None:
    """The body that a heading names and nothing else."""
    numbered = enumerator(heading)
    name = _WORDS.body_note.sub("", (numbered[2] if numbered else heading).strip("：: "))
    return name if _whole_body().fullmatch(name) else None


@cache
def _whole_body() -> re.Pattern[str]:
    ends = "|".join(map(re.escape, identity_words().body_ends))
    return re.compile(rf"[\u4e00-\u9fff（）]{{2,28}}(?:{ends}){_WORDS.office_note}?")


def _one_body(one: str, other: str) -> bool:
    """Whether one name is the other's end: 图书馆, 云岭县图书馆."""
    return one.endswith(other) or other.endswith(one)
