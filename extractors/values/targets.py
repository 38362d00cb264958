"""Targets as they are printed (`≥95%`, `不低于3次`, `2-4 次`, `0 显著/非显著`) and the counts that prose promises."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TypedDict

from extractors.values.numbers import NUMBER, number
from extractors.values.text import clean, digits, squeezed
from schemas.words.values import value_words

_WORDS = value_words().targets
_BY_WORD = {word: name for name, words in _WORDS.operators.items() for word in words}
_BY_TAIL = {word: name for name, words in _WORDS.tails.items() for word in words}


def _alternatives(words: dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_TARGET = re.compile(
    rf"(?P<operator>{_alternatives(_BY_WORD)})?\s*(?P<low>-?(?:{NUMBER.pattern}))"
    rf"(?:\s*(?P<low_unit>[^\d\s-]{{0,4}}?)\s*{_WORDS.to}\s*(?P<high>{NUMBER.pattern}))?"
    rf"\s*(?P<unit>[^\d\s≥≤<>，。；（(]{{0,8}}?)\s*(?P<tail>{_alternatives(_BY_TAIL)})?"
    r"\s*(?P<more>[（(][^（）()]*[）)])?"
)
_OPTION = "|".join(_WORDS.options)
_UNFILLED = re.compile(rf"0?\s*(?:{_OPTION})\s*/\s*(?:{_OPTION})")
_CALENDAR_YEARS = range(1900, 2200)


def is_sign(text: str) -> bool:
    """Whether a text is only the sign of a target: ≥, ≤, ＝, 定性."""
    sign = squeezed(text)
    return sign == _WORDS.qualitative or (sign in _BY_WORD and not sign[0].isalnum())


@dataclass(frozen=True, slots=True)
class Target:
    """A target's reading: `operator` as in `indicators`, `printed` whether it stands there, values in `unit`."""

    operator: str
    printed: bool
    value: Decimal | None = None
    maximum: Decimal | None = None
    unit: str | None = None


@lru_cache(maxsize=4096)
def parse(text: str) -> Target:
    """The reading of a printed target. What is neither a number nor a range stays text; nothing is guessed."""
    folded = _WORDS.included.sub("", digits(text)).strip()
    if not folded or _UNFILLED.fullmatch(folded):
        return Target("unfilled", False)
    match = _TARGET.fullmatch(folded)
    if match is None or _WORDS.no_unit.fullmatch(match["unit"]) or match["low_unit"] not in (None, "", match["unit"]):
        return Target("text", False)
    low, high = number(match["low"]), number(match["high"]) if match["high"] else None
    unit = match["unit"] or match["low_unit"] or None
    if unit == _WORDS.calendar_year and low in _CALENDAR_YEARS:
        return Target("text", False)
    printed = _BY_WORD.get(match["operator"] or "") or _BY_TAIL.get(match["tail"] or "")
    operator = "range" if high is not None else printed or "eq"
    return Target(operator, bool(printed or match["high"]), low, high, _WORDS.units.get(unit or "", unit))


class TargetColumns(TypedDict):
    """The columns of an `indicators` row that say its target."""

    target: str | None
    operator: str
    operator_printed: bool
    target_value: Decimal | None
    target_max: Decimal | None
    target_unit: str | None


def columns(text: str | None, operator: str | None = None, unit: str | None = None) -> TargetColumns:
    """The target columns of an `indicators` row, from the printed target.

    Some forms print its operator (计算符号) and unit (计量单位) in cells of their own; `target` is then all three.
    """
    untold = bool(text and operator and clean(operator) in _WORDS.untold)
    printed = text if untold or not text else f"{operator or ''}{text}{unit or ''}"
    target = Target("text", False) if untold else parse(printed or "")
    return {
        "target": printed,
        "operator": target.operator,
        "operator_printed": target.printed,
        "target_value": target.value,
        "target_max": target.maximum,
        "target_unit": target.unit,
    }
