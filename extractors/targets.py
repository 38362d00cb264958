"""Targets as they are printed (`≥95%`, `不低于3次`, `2-4 次`, `0 显著/非显著`) and the counts that prose promises."""

import re
from dataclasses import dataclass
from decimal import Decimal

from extractors.numbers import NUMBER, number
from extractors.text import digits

OPERATORS = {
    "ge": (
        "≥",
        ">=",
        "≧",
        "＞=",
        "＞＝",
        "⩾",
        "不低于",
        "不少于",
        "不小于",
        "大于等于",
        "大于或等于",
        "至少",
        "达到或超过",
    ),
    "le": (
        "≤",
        "<=",
        "≦",
        "＜=",
        "＜＝",
        "⩽",
        "不高于",
        "不超过",
        "不大于",
        "不多于",
        "小于等于",
        "小于或等于",
        "控制在",
    ),
    "gt": (">", "＞", "大于", "高于", "超过", "多于"),
    "lt": ("<", "＜", "小于", "低于", "少于"),
    "eq": ("=", "＝", "等于"),
}
TAILS = {"ge": ("及以上", "以上"), "le": ("及以内", "以内", "及以下", "以下", "之内", "内")}

_BY_WORD = {word: name for name, words in OPERATORS.items() for word in words}
_BY_TAIL = {word: name for name, words in TAILS.items() for word in words}


def _alternatives(words: dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_TARGET = re.compile(
    rf"(?P<operator>{_alternatives(_BY_WORD)})?\s*(?P<low>-?(?:{NUMBER.pattern}))"
    rf"(?:\s*(?P<low_unit>[^\d\s-]{{0,4}}?)\s*[-–—~～至]\s*(?P<high>{NUMBER.pattern}))?"
    rf"\s*(?P<unit>[^\d\s≥≤<>，。；、（(]{{0,8}}?)\s*(?P<tail>{_alternatives(_BY_TAIL)})?"
    r"\s*(?P<more>[（(][^（）()]*[）)])?"
)
_UNFILLED = re.compile(r"0?\s*(?:显著|非显著|是|否|有|无)\s*/\s*(?:非显著|显著|不显著|是|否|有|无)")
_INCLUDED = re.compile(r"[（(]含[^（）()]{0,4}[）)]")
_NO_UNIT = re.compile(r"(?:月|年|日|号|时|点).*|.*(?:左右|约|前)|以")
"""What behind a number makes it a date or an estimate, and no target of so many."""


@dataclass(frozen=True, slots=True)
class Target:
    """A target's reading: `operator` as in `indicators`, `printed` whether it stands there, values in `unit`."""

    operator: str
    printed: bool
    value: Decimal | None = None
    maximum: Decimal | None = None
    unit: str | None = None


def parse(text: str) -> Target:
    """The reading of a printed target. What is neither a number nor a range stays text; nothing is guessed."""
    folded = _INCLUDED.sub("", digits(text)).strip()
    if not folded or _UNFILLED.fullmatch(folded):
        return Target("unfilled", False)
    match = _TARGET.fullmatch(folded)
    if match is None or _NO_UNIT.fullmatch(match["unit"]) or match["low_unit"] not in (None, "", match["unit"]):
        return Target("text", False)
    low, unit = number(match["low"]), (match["unit"] or match["low_unit"] or "").replace("％", "%") or None
    printed = match["operator"] or match["tail"]
    if match["high"]:
        return Target("range", True, low, number(match["high"]), unit)
    if match["operator"]:
        return Target(_BY_WORD[match["operator"]], True, low, None, unit)
    if match["tail"]:
        return Target(_BY_TAIL[match["tail"]], True, low, None, unit)
    return Target("eq", bool(printed), low, None, unit)


def columns(text: str | None) -> dict[str, object]:
    """The target columns of an `indicators` row, from the printed target."""
    target = parse(text or "")
    return {
        "target": text,
        "operator": target.operator,
        "operator_printed": target.printed,
        "target_value": target.value,
        "target_max": target.maximum,
        "target_unit": target.unit,
    }
