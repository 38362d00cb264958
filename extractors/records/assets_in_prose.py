"""Assets told in prose (国有资产年末价值…由流动资产…构成; 共有车辆 7 辆，其中…) → assets."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from extractors.document.claims import Claims
from extractors.document.model import Document, Paragraph
from extractors.records.context import Context
from extractors.values.money import YUAN, amount
from extractors.values.numbers import NUMBER, number
from extractors.values.text import plain_prose
from schemas.rows import AssetRow

_SUBJECT = re.compile(r"国有资产|资产总额|共有车辆|固定资产金额")
_AMOUNT = amount(bare=True)
_WHOLE = re.compile(
    rf"(?P<item>国有资产)(?:年末)?(?:价值|总额|总计|合计|总值)*(?:价值)?(?:总计|合计)?(?:为|是|共)?\s*{_AMOUNT}"
)
_KIND = re.compile(
    rf"(?P<item>流动资产|固定资产|长期投资|在建工程|无形资产|其他资产)(?:总额|总值|金额)?(?:价值)?(?:为)?\s*{_AMOUNT}"
)
_COUNT = rf"(?P<quantity>{NUMBER.pattern})\s*(?P<of>平方米|辆（台）|辆|台（辆）|台（套）|台|套)"
_THING = re.compile(
    rf"(?P<item>房屋(?:类)?|土地|汽车|车辆|(?:单价|单位价值)(?:在)?\s*\d+(?:\.\d+)?\s*万?元(?:（含）)?以上的?(?:通用|专用)?设备(?:（不含车辆）)?)"
    rf"(?:{_COUNT})?(?:，?价值(?:为)?\s*{_AMOUNT})?"
)
_OTHER = re.compile(rf"(?P<item>其他固定(?:资产)?)价值(?:为)?\s*{_AMOUNT}")
_HELD = re.compile(rf"共有(?P<item>车辆)\s*{_COUNT}(?:[，,][比较]上年[^，。；]{{0,12}})?[，,。]其中[:：，,]")
_USE = re.compile(
    r"(?P<item>(?:[\u4e00-\u9fff]{1,4}（[\u4e00-\u9fff]）)?[\u4e00-\u9fff]{2,12}(?:用车|车辆))\s*(?P<quantity>\d+)\s*(?P<of>辆)"
)
_DAY = re.compile(r"截[止至]\s*(20\d\d)年(\d{1,2})月(\d{1,2})日")
_YEAR_END = re.compile(r"(20\d\d)年(?:度)?(?:，|末|年末)?|(上年末|去年末)")
_CATEGORIES = {"设备": "equipment", "房屋": "buildings", "土地": "land", "车": "vehicles"}

Thing = tuple[re.Match[str], int, bool]
"""What is told; its level: 0 all assets, 1 their kinds, 2 what is of the fixed assets; whether it is some of them."""


def extract(document: Document, context: Context) -> Claims:
    """The assets that paragraphs tell; those that are only planned, or a change, are none."""
    found = Claims()
    for paragraph in document.paragraphs:
        if not _SUBJECT.search(paragraph.text):
            continue
        text = plain_prose(paragraph.text)
        day = as_of(text, context.year)
        told = text[: _end(text)]
        for thing in _nested([*_of_value(told), *_vehicles(told)]):
            _add(found, paragraph, thing, day)
    return found


def _end(text: str) -> int:
    """Where the account of what is there ends and that of what is planned begins."""
    planned = re.search(
        r"。?[^。，]{0,12}(?:拟购置|安排购置|未安排购置|资产主要增加|[固流][定动]资产(?:的)?(?:比20|增加))", text
    )
    return planned.start() if planned else len(text)


def printed_day(year: int, month: int, day: int) -> date | None:
    """The day that is printed; None for one that no calendar has (11月31日): which was meant is not known."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def as_of(text: str, fiscal_year: int | None) -> date | None:
    """The day that a paragraph counts assets on: as printed (截至…), else the end of the year that it names first."""
    day = _DAY.search(text)
    if day:
        return printed_day(*map(int, day.groups()))
    year = _YEAR_END.search(text)
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
    some = text[whole.end() : whole.end() + 4].lstrip("，,。").startswith("其中")
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
    for match in _USE.finditer(text, held.end(), end if end > 0 else len(text)):
        yield match, 2, False
    for match in _THING.finditer(text, held.end()):
        if match["item"].startswith("单") and match["quantity"]:
            yield match, 1, False


def _nested(things: list[Thing]) -> list[Thing]:
    """The things of the fixed assets directly below 固定资产, wherever the sentence names them."""
    parts = [thing for thing in things if thing[1] == 2]
    rest = [thing for thing in things if thing[1] != 2]
    fixed = next((n for n, (match, *_) in enumerate(rest) if match["item"] == "固定资产"), None) if parts else None
    if fixed is None:
        return things
    return [*rest[: fixed + 1], *parts, *rest[fixed + 1 :]]


def _add(found: Claims, paragraph: Paragraph, thing: Thing, day: date | None) -> None:
    match, level, some = thing
    groups = match.groupdict()
    item = match["item"]
    category = next((name for word, name in _CATEGORIES.items() if word in item), "other")
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
    unit = "万元" if groups.get("unit") == "万" else groups.get("unit")
    return number(groups["number"]) * YUAN[unit] if unit and groups.get("number") else None
