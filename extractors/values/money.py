"""Money as it is printed: its units, amounts in prose, the lines that say in which unit a table is."""

import re
from decimal import Decimal

from extractors.values.numbers import NUMBER, REST, number
from extractors.values.text import squeezed
from schemas.words.lines import line_words
from schemas.words.values import value_words

_WORDS, _LINES = value_words(), line_words()

YUAN = {unit: Decimal(yuan) for unit, yuan in _WORDS.money_units.items()}
"""Yuan in a unit of money."""

ONE_YUAN = _WORDS.yuan
"""The unit in which amounts are kept; every unit of money ends in it."""

UNIT = "|".join(sorted(YUAN, key=len, reverse=True))
"""A pattern for a unit of money."""

_LOOSE_UNIT = "|".join(r"\s*".join(unit) for unit in sorted(YUAN, key=len, reverse=True))

_DECIMALS = "|".join(rf"(?<=[.]\d{{{places}}})" for places in range(1, 7))
LENT = rf"(?:(?:{_DECIMALS})\s*[、,，]\s*\d[\d,]*[.]\d+(?!\d))?"
"""Between a number with decimals and the unit that the next one, which has some too, lends it (1.25、3.50万元)."""

AMOUNT = re.compile(
    rf"(?P<number>[-−\d](?:(?<=[-−])\d|(?<=\d)(?<![\d.]\d)){REST})"
    rf"(?={LENT}\s*(?P<unit>{UNIT}|{_WORDS.percent}))(?:\s*(?:{UNIT}|{_WORDS.percent}))?"
)
"""An amount of money or a percentage in prose; of two joined numbers that one unit follows each is one."""

MONEY_UNIT = re.compile(rf"{_LINES.unit}({_LOOSE_UNIT})")
"""`单位：万元`, in a line of its own, at the end of one, or in a header label."""

UNIT_BEHIND = re.compile(rf"(?<=[\d)）])\s*({_LOOSE_UNIT})$")
"""`1,234.50万元`, the unit behind the amount of a cell."""

UNIT_LINE = re.compile(rf"[（(]?{_LINES.unit_alone}(?:{_LOOSE_UNIT})[）)]?")

UNIT_IN_LABEL = re.compile(rf"[（(]\s*({_LOOSE_UNIT})\s*[）)]\s*[:：]?$")
"""`项目资金（万元）：`, the unit at the end of a label."""


def amount(name: str = "number", unit: str = "unit", *, bare: bool = False) -> str:
    """The pattern of an amount with its unit, as two groups; with `bare` also one whose 元 is left out (`40万，`)."""
    units = rf"{UNIT}|{_WORDS.bare_unit}" if bare else UNIT
    return rf"(?P<{name}>{NUMBER.pattern})\s*(?P<{unit}>{units})"


def yuan(match: re.Match[str], name: str = "number", unit: str = "unit") -> Decimal:
    """The yuan of an amount that `amount` matched."""
    return number(match[name]) * YUAN[match[unit] if match[unit] in YUAN else match[unit] + ONE_YUAN]


def in_yuan(value: Decimal | None, unit: str) -> Decimal | None:
    """A value in a unit of money as yuan; None stays None. Raises KeyError for what is no unit."""
    return None if value is None else value * YUAN[unit]


def unit_printed(text: str, *, label: bool = False) -> str | None:
    """The unit of money that a cleaned line states, with `label` also at the end of a label; None where it has none."""
    match = MONEY_UNIT.search(text) or (UNIT_IN_LABEL.search(text) if label else None)
    return squeezed(match[1]) if match else None
