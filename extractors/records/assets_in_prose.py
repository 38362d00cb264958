"""Assets told in prose (国有资产年末价值…由流动资产…构成; 共有车辆 7 辆，其中…) → assets."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from extractors.document.claims import Claims
from extractors.document.model import Document, Paragraph
from extractors.records.context import Context
from extractors.values.money import ONE_YUAN, YUAN, amount
from extractors.values.numbers import NUMBER, number
from extractors.values.text import plain_prose
from schemas.rows import AssetRow
from schemas.words.assets import asset_words

_WORDS = asset_words()
_AMOUNT = amount(bare=True)
_COUNT = rf"(?P<quantity>{NUMBER.pattern})\s*(?P<of>{_WORDS.units})"
_WHOLE = re.compile(_WORDS.whole + _AMOUNT)
_KIND = re.compile(_WORDS.kind + _AMOUNT)
_THING = re.compile(rf"{_WORDS.thing}(?:{_COUNT})?(?:{_WORDS.value}{_AMOUNT})?")
_OTHER = re.compile(_WORDS.other + _AMOUNT)
_HELD = re.compile(_WORDS.held + _COUNT + _WORDS.uses)

Thing = tuple[re.Match[str], int, bool]
"""What is told; its level: 0 all assets, 1 their kinds, 2 what is of the fixed assets; whether it is some of them."""


def extract(document: Document, context: Context) -> Claims:
    """The assets that paragraphs tell; those that are only planned, or a change, are none."""
    found = Claims()
    for paragraph in document.paragraphs:
        if not _WORDS.subject.search(paragraph.text):
            continue
        text = plain_prose(paragraph.text)
        day = as_of(text, context.year)
        told = text[: _end(text)]
        for thing in _nested([*_of_value(told), *_vehicles(told)]):
            _add(found, paragraph, thing, day)
    return found


def _end(text: str) -> int:
    """Where the account of what is there ends and that of what is planned begins."""
    planned = _WORDS.planned.search(text)
    return planned.start() if planned else len(text)


def printed_day(year: int, month: int, day: int) -> date | None:
    """The day that is printed; None for one that no calendar has (11月31日): which was meant is not known."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def as_of(text: str, fiscal_year: int | None) -> date | None:
    """The day that a paragraph counts assets on: as printed (截至…), else the end of the year that it names first."""
    day = _WORDS.day.search(text)
    if day:
        return printed_day(*map(int, day.groups()))
    year = _WORDS.year_end.search(text)
    if year is None:
        return None
    if year[1]:
        return date(int(year[1]), 12, 31)
    return date(fiscal_year - 1, 12, 31) if fiscal_year else None


def _of_value(text: str) -> Iterator[Thing]:
    """All assets and their kinds; some of them only (其中 rows) where nothing says that they make up the whole."""
    whole = _WHOLE.search(text)
    if whole is None:
        return
    yield whole, 0, False
    some = text[whole.end() : whole.end() + 4].lstrip("，,。").startswith(_WORDS.some)
    seen: set[str] = set()
    for match in _KIND.finditer(text, whole.end()):
        if match["item"] not in seen:
            seen.add(match["item"])
            yield match, 1, some
    others = list(_OTHER.finditer(text, whole.end()))
    for match in sorted([*_THING.finditer(text, whole.end()), *others], key=re.Match.start):
        if match["number"] and match["item"] not in seen:
            seen.add(match["item"])
            yield match, 2, not others


def _vehicles(text: str) -> Iterator[Thing]:
    held = _HELD.search(text)
    if held is None:
        return
    yield held, 1, False
    end = text.find("；", held.end())
    for match in _WORDS.use.finditer(text, held.end(), end if end > 0 else len(text)):
        yield match, 2, False
    for match in _THING.finditer(text, held.end()):
        if match["item"].startswith(_WORDS.priced) and match["quantity"]:
            yield match, 1, False


def _nested(things: list[Thing]) -> list[Thing]:
    """The things of the fixed assets directly below 固定资产, wherever the sentence names them."""
    parts = [thing for thing in things if thing[1] == 2]
    rest = [thing for thing in things if thing[1] != 2]
    fixed = next((n for n, (match, *_) in enumerate(rest) if match["item"] == _WORDS.fixed), None) if parts else None
    if fixed is None:
        return things
    return [*rest[: fixed + 1], *parts, *rest[fixed + 1 :]]


def _add(found: Claims, paragraph: Paragraph, thing: Thing, day: date | None) -> None:
    match, level, some = thing
    groups = match.groupdict()
    item = match["item"]
    category = next((name for word, name in _WORDS.categories.items() if word in item), "other")
    found.add(
        AssetRow,
        paragraph.place(match.start()),
        as_of=day,
        item=item,
        category="total" if level == 0 else category,
        level=level,
        of_which=some,
        quantity=number(groups["quantity"]) if groups.get("quantity") else None,
        quantity_unit=groups.get("of"),
        value_yuan=_yuan(groups),
    )
    found.take_words(paragraph, match.start(), match.end())


def _yuan(groups: dict[str, Any]) -> Decimal | None:
    unit = groups.get("unit")
    if not unit or not groups.get("number"):
        return None
    return number(groups["number"]) * YUAN[unit if unit in YUAN else unit + ONE_YUAN]
