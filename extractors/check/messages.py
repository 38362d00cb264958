"""The sentence of a check, in Chinese and English, made from its two sides and from `schemas/messages.yaml`."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from typing import TypedDict

from extractors.document.place import Place
from extractors.values.money import ONE_YUAN, YUAN
from extractors.values.numbers import rounded
from schemas.messages import message_words

Said = tuple[str, Decimal | None]
"""How a side is called, and its value."""

_ZH, _EN = 0, 1
_CODE = re.compile(
    r"[a-z]+_[a-z]|\b(?:level|of|page|row|share|percent|change|projects|units|items|duties|current|goals|itself)\b"
)


def chinese(
    rule: str, subject: str, left: Said, right: Said, status: str, unit: str, difference: Decimal | None
) -> str:
    """One sentence for a Chinese reader; `rule` says what must hold, `subject` what it was evaluated on."""
    left, right, difference = directed(left, right, difference)
    values = (wan(left[1], unit), wan(right[1], unit))
    return _sentence(_ZH, rule, readable(subject), (left, right), values, status, unit, difference)


def english(
    rule: str, subject: str, left: Said, right: Said, status: str, unit: str, difference: Decimal | None
) -> str:
    """The same for an English reader."""
    left, right, difference = directed(left, right, difference)
    values = (yuan(left[1], unit), yuan(right[1], unit))
    said = None if readable(subject) is None else subject
    return _sentence(_EN, rule, said, (left, right), values, status, unit, difference)


def _sentence(
    language: int,
    rule: str,
    subject: str | None,
    sides: tuple[Said, Said],
    values: tuple[str, str],
    status: str,
    unit: str,
    difference: Decimal | None,
) -> str:
    words = message_words()
    about = rule if subject is None else words.about[language].format(rule=rule, subject=subject)
    (left, _), (right, _) = sides
    if status == "not_checkable":
        missing = words.and_[language].join(label for label, value in sides if value is None)
        return words.missing[language].format(about=about, missing=missing)
    spaced = " " if language == _ZH and right and right[0].isascii() else ""
    said = {"left": left, "left_value": values[0], "right": f"{spaced}{right}", "right_value": values[1]}
    if status == "fail" and difference is not None:
        more = (words.more if difference > 0 else words.less)[language]
        lead = "" if subject is None else words.lead[language].format(subject=subject)
        off = apart(difference, Decimal(0), unit)[language]
        return words.fails[language].format(rule=rule, lead=lead, more=more, off=off, **said)
    return words.holds[language].format(about=about, status=words.statuses[status][language], **said)


def directed(left: Said, right: Said, difference: Decimal | None) -> tuple[Said, Said, Decimal | None]:
    """Both sides and their difference, changes told by their direction: 减少额 5 in the place of 增减额 -5.

    Left as they are where one is more and the other less, or where what is no change is negative.
    """
    signs = {value.is_signed() for _, value in (left, right) if value}
    if len(signs) != 1:
        return left, right, difference
    (less,) = signs
    one, other = _by_direction(left[0], less), _by_direction(right[0], less)
    changes = (one != left[0], other != right[0])
    if not any(changes) or (less and not all(changes)):
        return left, right, difference
    if less and difference is not None:
        difference = -difference
    return (one, left[1] and abs(left[1])), (other, right[1] and abs(right[1])), difference


@lru_cache(maxsize=1024)  # labels recur from check to check
def _by_direction(label: str, less: bool) -> str:
    pattern, directions = _directions()
    return pattern.sub(lambda found: directions[found[0]][less], label)


@cache
def _directions() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    words = {label: (more, less) for label, more, less in message_words().directions}
    longest = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, longest))})(?!\w)"), words


def listed(each: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """Phrases in a row, in Chinese and English."""
    said = list(each)
    return "；".join(zh for zh, _ in said), "; ".join(en for _, en in said)


def and_more(count: int) -> tuple[str, str]:
    """How many more there are than were listed; nothing where there are none."""
    return phrase("and_more", count=count) if count > 0 else ("", "")


def titled(title: str | None, number: int) -> tuple[str, str]:
    """How a table is called in Chinese and English: by its title, else by its number."""
    return (title, title) if title else phrase("untitled", number=number)


class Sentences(TypedDict):
    """A sentence in both languages, as `row` takes it."""

    zh: str
    en: str


def own(name: str, /, **values: object) -> Sentences:
    """A rule's own sentence; a value that is said otherwise in each language is a pair, Chinese first."""
    zh, en = phrase(name, **values)
    return {"zh": zh, "en": en}


def phrase(name: str, /, **values: object) -> tuple[str, str]:
    """A phrase of such a sentence, in Chinese and English."""
    return filled(message_words().own[name], values)


def filled(template: tuple[str, str], values: Mapping[str, object]) -> tuple[str, str]:
    """A template in Chinese and English with its values; a value that is said otherwise in each language is a pair."""
    zh, en = template
    return zh.format(**_spoken(values, _ZH)), en.format(**_spoken(values, _EN))


def _spoken(values: Mapping[str, object], language: int) -> dict[str, object]:
    return {name: value[language] if isinstance(value, tuple) else value for name, value in values.items()}


@lru_cache(maxsize=1024)  # each is asked for once in each language
def readable(subject: str) -> str | None:
    """A subject for a Chinese reader, its pages, rows and the like numbered as in Chinese; None for one that has codes
    of ours in it.
    """
    if not subject or _CODE.search(subject):
        return None
    pattern, forms = _numbered()
    return pattern.sub(lambda found: forms[found[1]].replace("@", found[2]), subject)


@cache
def _numbered() -> tuple[re.Pattern[str], dict[str, str]]:
    said = message_words().place | message_words().numbered
    return re.compile(rf"\b({'|'.join(said)}) (\d+)"), said


def spelled_out(sentence: str) -> str:
    """An English sentence with the names of measures and kinds of tables in words."""
    if "_" not in sentence:  # as each of the names has
        return sentence
    pattern, names = _english_names()
    return pattern.sub(lambda found: names[found[0]], sentence)


@cache
def _english_names() -> tuple[re.Pattern[str], dict[str, str]]:
    names = message_words().english
    return re.compile(rf"\b(?:{'|'.join(sorted(names, key=len, reverse=True))})\b"), names


def where_zh(place: Place) -> str:
    """A place in Chinese, for the beginning of a sentence."""
    parts = [("page", place.page)]
    parts += [("line", place.line)] if place.line is not None else [("table", place.table)]
    if place.line is None and place.table is not None and place.row is not None:
        parts.append(("row", place.row + 1))
    said = message_words().place
    return " ".join(said[name].replace("@", str(number)) for name, number in parts if number is not None)


def way_zh(way: str) -> str:
    """How the levels of a table's lines are known, in Chinese."""
    for word, said in message_words().ways.items():
        way = way.replace(word, said)
    return way.replace(" ", "")


def apart(one: Decimal, other: Decimal, unit: str) -> tuple[str, str]:
    """How far two values are from each other, without a sign: percentages in 个百分点 and percentage points."""
    off = abs(one - other)
    if unit != "%":
        return wan(off, unit), yuan(off, unit)
    plain = f"{rounded(off, 4).normalize():f}"
    zh, point, points = message_words().points_of_percent
    return f"{plain} {zh}", f"{plain} {point if off == 1 else points}"


def wan(value: Decimal | None, unit: str) -> str:
    """A value as a Chinese reader expects it: from 100 yuan up in 万元, without trailing zeros."""
    return "—" if value is None else _printed(value, unit, value.is_signed())[_ZH]


def yuan(value: Decimal | None, unit: str) -> str:
    """A value as an English reader expects it: amounts in yuan, thousands parted."""
    return "—" if value is None else _printed(value, unit, value.is_signed())[_EN]


@lru_cache(maxsize=4096)
def _printed(value: Decimal, unit: str, _signed: bool) -> tuple[str, str]:
    """A value for a Chinese and an English reader, without trailing zeros; in Chinese from 100 yuan up in 万元.

    Both sides of a check that holds have the same. `_signed` only tells -0 from 0, which are equal.
    """
    if unit == "%":
        plain = f"{rounded(value, 4).normalize():f}%"
        return plain, plain
    one, several = message_words().units.get(unit, (unit, unit))
    said = one if abs(value) == 1 else several
    if unit != ONE_YUAN:
        plain = f"{value.normalize():f}"
        return f"{plain} {unit}".rstrip(), f"{plain} {said}".rstrip()
    large = next((name for name, of in YUAN.items() if of == _TEN_THOUSAND), unit)
    zh = f"{(value / _TEN_THOUSAND).normalize():f} {large}" if abs(value) >= 100 else f"{value.normalize():f} {unit}"
    return zh, f"{value.normalize():,f} {said}"


_TEN_THOUSAND = 10_000
