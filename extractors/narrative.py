"""Summary figures stated in prose (预算收入1683.86万元 … 增加12.10%) → figures.

A figure is taken only where nothing but known connecting words stands between its name and its amount; what reads
otherwise stays in `leftovers`, for a wrong measure is worse than a missing one.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from extractors.document import Document, Paragraph
from extractors.found import Found
from extractors.numbers import NUMBER, YUAN, number
from extractors.outline import Sections
from extractors.text import digits
from schemas.codes import measure_words

_SENTENCE = re.compile(r"[^。！？]+[。！？]?")
_YEAR = re.compile(r"(20\d\d)年(?:度)?")
_BASE = re.compile(r"(?:较|比|与|同|对比)(?:(20\d\d)年(?:度)?|上一?年(?:度)?|去年)")
_LAST_YEAR_END = re.compile(r"(?:上年|去年)(?:年?末|年?底)的?$")
_SAYS_SOMETHING = re.compile(r"\d\s*(?:亿元|万元|元|%|％)|为\s*0|持平|增减|变化|不变")
_QUOTES = "“”\"'‘’「」"
_FULL_PARENS = str.maketrans("()", "（）")


@dataclass(frozen=True, slots=True)
class _Subject:
    """What the words before an amount speak of; `stated` once its level or change was read."""

    measures: tuple[str, ...]
    label: str
    year: int | None
    stated: bool = False


@dataclass(frozen=True, slots=True)
class _Statement:
    """What one amount says."""

    subject: _Subject
    kind: str
    value: Decimal
    unit: str | None = None
    direction: str | None = None
    base_year: int | None = None


@cache
def _token() -> re.Pattern[str]:
    """A name, an amount, a bare zero, or a word that says that nothing changed."""
    words = measure_words()
    names = "|".join(f"[{_QUOTES}]?".join(map(re.escape, name)) for name in _longest_first(words.names))
    money = rf"(?P<number>[-−]?(?:{NUMBER.pattern}))\s*(?P<unit>亿元|万元|元|%|％)"
    zero = r"(?<![\d.,])(?P<zero>0)(?=[，。；、）])"
    flat = "|".join(_longest_first(word for word, name in words.directions.items() if name == "flat"))
    return re.compile(rf"(?P<name>{names})|{money}|{zero}|(?P<flat>{flat})")


@cache
def _change() -> re.Pattern[str]:
    return re.compile("|".join(word for word, name in measure_words().directions.items() if name != "flat"))


@cache
def _gap() -> re.Pattern[str]:
    """What may stand between a name and its amount."""
    connectors = "|".join(_longest_first(measure_words().connectors))
    return re.compile(rf"(?:{connectors}|{_change().pattern}|20\d\d年(?:度)?|[，,、：:；;（）\s]|[{_QUOTES}])*")


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)


def extract(document: Document, sections: Sections, fiscal_year: int | None, glossary: list[str]) -> Found:
    """The figures of all paragraphs; those below a heading of `glossary` only explain words."""
    found = Found()
    for paragraph in document.paragraphs:
        if not _SAYS_SOMETHING.search(paragraph.text):
            continue
        headings = sections[paragraph.index]
        if any(word in heading for heading in headings for word in glossary):
            continue
        head: _Subject | None = None
        for sentence in _SENTENCE.finditer(digits(paragraph.text).translate(_FULL_PARENS)):
            for token, statement in _statements(sentence[0], head, fiscal_year):
                start, end = (sentence.start() + offset for offset in token.span())
                printed = paragraph.text[sentence.start() : sentence.end()].strip()
                _add(found, paragraph, start, statement, printed, " / ".join(headings))
                found.take_words(paragraph, start, end)
                if statement.subject is not head and token.start() == _first_amount(sentence[0]):
                    head = statement.subject
    return found


def _first_amount(sentence: str) -> int:
    return next((token.start() for token in _token().finditer(sentence) if not token["name"]), -1)


def _statements(
    sentence: str, head: _Subject | None, fiscal_year: int | None
) -> Iterator[tuple[re.Match[str], _Statement]]:
    """The statements of a sentence. `head` is what it speaks of where it begins without a name."""
    subject, end, unchanged = head, 0, False
    for token in _token().finditer(sentence):
        if token["flat"] and unchanged:  # 与上年持平，无增减变化: said once
            end = token.end()
            continue
        unchanged = bool(token["flat"])
        gap, said_before, end = sentence[end : token.start()], sentence[:end], token.end()
        if token["name"]:
            subject = _named(token["name"], sentence[: token.start()], fiscal_year)
            continue
        statement = _statement(token, gap, subject, said_before) if _gap().fullmatch(gap) else None
        if statement is not None:
            yield token, statement
            subject = replace(statement.subject, stated=True)
        elif not token["flat"]:
            subject = None


def _named(name: str, before: str, fiscal_year: int | None) -> _Subject | None:
    """What a name speaks of; None where other words before it make it a part (财政拨款支出预算)."""
    words, label = measure_words(), re.sub(f"[{_QUOTES}]", "", name)
    if label in words.whole and re.search(r"[\u4e00-\u9fff]$", before) and not before.endswith(words.whole_after):
        return None
    return _Subject(words.names[label], label, _year(before, fiscal_year))


def _statement(token: re.Match[str], gap: str, subject: _Subject | None, before: str) -> _Statement | None:
    """What an amount says of its subject, None where the words do not make it plain."""
    if subject is None:
        return None
    bases = list(_BASE.finditer(gap)) or list(_BASE.finditer(before))
    year = int(bases[-1][1]) if bases and bases[-1][1] else None if subject.year is None else subject.year - 1
    if token["flat"]:
        plain = _BASE.search(gap) or subject.stated
        return _Statement(subject, "change", Decimal(0), None, "flat", year) if plain else None
    value, unit = number(token["number"] or "0"), (token["unit"] or "").replace("％", "%") or None
    changes = _change().findall(gap)
    if changes:
        direction = measure_words().directions[changes[-1]]
        return _Statement(subject, "percent" if unit == "%" else "change", value, unit, direction, year)
    if subject.stated or unit == "%":
        return None
    return _Statement(subject, "level", value, unit)


def _year(before: str, fiscal_year: int | None) -> int | None:
    """The year that a name speaks of: 上年末 before it, else the last year printed before it that is no base."""
    if fiscal_year is not None and _LAST_YEAR_END.search(before):
        return fiscal_year - 1
    years = _YEAR.findall(_BASE.sub("", before))
    return int(years[-1]) if years else fiscal_year


def _add(found: Found, paragraph: Paragraph, start: int, said: _Statement, sentence: str, section: str) -> None:
    money = YUAN[said.unit] if said.unit in YUAN else None if said.kind == "percent" else Decimal(1)
    for measure in said.subject.measures:
        found.add(
            "figures",
            paragraph.place(start),
            measure=measure,
            label=said.subject.label,
            statement=said.kind,
            year=said.subject.year,
            value_yuan=None if money is None else said.value * money,
            percent=said.value if said.kind == "percent" else None,
            value=said.value,
            unit=said.unit,
            direction=said.direction,
            base_year=said.base_year,
            sentence=sentence,
            section=section,
        )
