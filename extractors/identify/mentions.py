"""What a document only mentions, again and again: asked where nothing else says its year or whose it is."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from extractors.document.model import Document
from extractors.identify.areas import area_ahead, area_of, located, organisation_ahead
from extractors.identify.content import FIRST
from extractors.identify.evidence import Said, is_name, of_the_page, page_heads
from extractors.values.money import AMOUNT
from extractors.values.text import digits, in_full_width
from schemas.words.identity import identity_words

_OFTEN = 3
"""Mentions of a year that are more than a coincidence."""
_CLEARLY = 1.5
"""How many times more often than the next a year is mentioned that the document is of."""
_SELDOM = 4
"""How many times as often as the next year in tables."""
_NAMED = 2
"""Mentions of a body that are more than a coincidence, and how many times as often as any other it is named."""
_LONGEST = 400
"""Characters of a paragraph that are asked for names."""
_CLAUSES = ("，", "。", "；", "：", ",", ";", ":")
"""What a clause begins behind."""
_BEFORE = 12
"""Characters that may stand before an area without a sign between: 根据云岭县…."""
_WORDS = identity_words()


def year_mentioned(document: Document) -> Said | None:
    """The year that the document mentions often, and clearly more often than any other; or the only one, where it
    stands beside an amount.

    None where tables mention the next one often too (grants are of the year before), or the text tells of last year.
    """
    texts = [paragraph.text for paragraph in document.paragraphs]
    cells = [cell.text for table in document.tables for cell in table.cells if "20" in cell.text]
    in_cells = _years(cells)
    years = _years(texts) + in_cells
    if not years or any(_WORDS.last_year in text for text in texts):
        return None
    if len(years) == 1 and any(_tells_of_a_year(digits(text), years.total()) for text in (*texts, *cells)):
        return Said("mentions", None, next(iter(years)))
    (year, count), (_, next_count) = [*years.most_common(2), (0, 0)][:2]
    clear = count >= _OFTEN and count > _CLEARLY * next_count and in_cells[year + 1] * _SELDOM < count
    return Said("mentions", None, year) if clear else None


def _years(texts: Iterable[str]) -> Counter[int]:
    """How often texts mention each year."""
    return Counter(int(year) for text in texts for year in _WORDS.year.findall(digits(text)))


def _tells_of_a_year(text: str, mentions: int) -> bool:
    """Whether a text tells an amount of the only year that is mentioned: a clause begins with it, or more mention it.

    添置2030年灯油等经费8万元 may be of grants of the year before.
    """
    found = _WORDS.year.search(text) if AMOUNT.search(text) else None
    return found is not None and (mentions > 1 or text[: found.start()].endswith(_CLAUSES) or not found.start())


def body_mentioned(document: Document, of_government: bool) -> Said | None:
    """The body of an area that the first pages name more than once, and twice as often as any other.

    Else the one that the page of a web site gives as its source. Governments, congresses and those who compile the
    budgets of others are named everywhere: the last may be whose a government's paper is.
    """
    first = document.paragraphs[:FIRST]
    named = Counter(name for p in first if not of_the_page(p.text) for name in _told_of(p.text))
    counts = {name: sum(n for other, n in named.items() if other.startswith(name)) for name in named}  # with its units
    name = max(counts, key=lambda name: counts[name], default="")
    others = max((n for other, n in counts.items() if not other.startswith(name)), default=0)
    if name and not of_government and counts[name] >= max(_NAMED, _NAMED * others):
        return Said("mentions", name, text=name)
    for line, paragraph in page_heads(document, FIRST):
        match = _WORDS.page_source.search(in_full_width(line))
        name = match["name"] if match else ""
        if name and is_name(name) and located(name) and bool(_WORDS.compilers.search(name)) == of_government:
            return Said("mentions", name, text=match[0] if match else "", paragraph=paragraph)
    return None


def names_somebody(title: str) -> bool:
    """Whether behind the area that a title begins with somebody is named, though it was not understood who."""
    text = _WORDS.leading_year.sub("", title)
    ahead = max(len(area_ahead(text)), len(text) - len(area_of(text)[1]))  # 石家庄市长安区
    return ahead > 0 and not _WORDS.no_body.match(text, ahead)


def _told_of(text: str) -> Iterator[str]:
    """The bodies that a paragraph names, each once; one that it begins with as often as it names it."""
    found = Counter(_bodies(text))
    for name, count in found.items():
        yield from [name] * (count if in_full_width(text).startswith(name) else 1)


def _bodies(text: str) -> Iterator[str]:
    """The bodies with their areas that a paragraph names, but for those whose papers it quotes."""
    text = _WORDS.quoted.sub("", in_full_width(text[:_LONGEST]))
    for match in _body().finditer(_two_bodies().sub(r"\1，", text)):
        tails = (match[0][start:] for start in range(min(len(match[0]) - 3, _BEFORE)))
        tail = next((tail for tail in tails if area_of(tail)[0]), "")
        name = f"{organisation_ahead(match[0].removesuffix(tail))}{tail}"
        if is_name(name) and not _WORDS.named_everywhere.search(name):
            yield name


@cache
def _two_bodies() -> re.Pattern[str]:
    return re.compile(
        rf"({'|'.join(map(re.escape, _WORDS.body_ends))})[和与及](?=[\u4e00-\u9fff]{{2,7}}[省市县区州旗])"
    )


@cache
def _body() -> re.Pattern[str]:
    ends = "|".join(map(re.escape, sorted(_WORDS.body_ends, key=len, reverse=True)))
    return re.compile(rf"(?:{_WORDS.areas.organisations})?{_WORDS.areas.before_body}[\u4e00-\u9fff]{{1,16}}?(?:{ends})")
