"""Numbers as they are printed: values, null symbols, tokens to account for."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import lru_cache

from extractors.values.text import digits
from schemas.words.values import value_words

NULL_SYMBOLS = frozenset(value_words().null_symbols)
"""What a cell prints where it has no value; `0` is a value."""

_MINUS = value_words().minus

# At most 13 digits before the point: what is longer is a code, and no public budget has as many yuan. Both patterns
# begin with the set of characters that a match can begin with, and look back behind it: `re` then finds the few places
# where one may be at once, and tries no other.
REST = r"(?:\d{0,2}(?:[,，]\d{3}){1,4}|\d{0,12})(?:\.\d+)?(?!\d)"
_NUMBER = rf"\d(?<![\d.]\d){REST}"
NUMBER = re.compile(_NUMBER)
_WHOLE = re.compile(
    rf"(?:(?P<sign>[+{re.escape(''.join(_MINUS))}])?\s*[¥￥]?\s*(?P<number>{_NUMBER})\s*[%％]?"
    rf"|[(（]\s*(?P<bracketed>{_NUMBER})\s*[)）])"
)


_APOSTROPHE = re.compile(r"(?<=\d)['’](?=\d{3}(?!\d))")
"""Thousands are parted by it in some books."""

_NOTE = re.compile(r"(?<=\d\.\d\d)[¹²³⁰⁴-⁹①-⑳]+$")
"""The number of a note, raised or in a circle behind an amount; whole numbers may have a power there."""

NOTE_MARK = re.compile(r"(?<=[\u4e00-\u9fff)）])[¹²³⁰⁴-⁹①-⑳]+$")
"""The same behind a word: `合计①`; before one it counts lines."""

_PERCENT = ("%", "％")


def rounded(value: Decimal, places: int, how: str = ROUND_HALF_EVEN) -> Decimal:
    """A value with so many decimals, however many digits that makes: numbers are printed with forty."""
    return value.quantize(Decimal(1).scaleb(-places), how, Context(prec=max(28, value.adjusted() + places + 3)))


def half_place(printed: Decimal) -> Decimal:
    """Half of the last place that a number is printed to: what rounding may have taken from it or added."""
    return Decimal(5).scaleb(int(printed.as_tuple().exponent) - 1)


class NotANumberError(ValueError):
    """A cell that should hold a number holds something else; the message quotes it."""


def number(text: str) -> Decimal:
    """The value of a printed number such as `1,234.50`; raises NotANumberError."""
    value = _value(text)
    if value is None:
        raise NotANumberError(text)
    return value


@lru_cache(maxsize=8192)
def _value(text: str) -> Decimal | None:
    """The value of a text that is a number and nothing else."""
    match = _WHOLE.fullmatch(_NOTE.sub("", _APOSTROPHE.sub(",", digits(text)).strip()))
    if match is None:
        return None
    value = Decimal((match["number"] or match["bracketed"]).replace(",", "").replace("，", ""))
    return -value if match["bracketed"] or match["sign"] in _MINUS else value


def cell_number(text: str) -> Decimal | None:
    """The value of a cell, None for a blank or a null symbol; raises NotANumberError."""
    stripped = text.strip()
    return None if stripped in NULL_SYMBOLS else number(stripped)


def is_percentage(text: str) -> bool:
    """Whether a cell prints a percentage, which is no amount of money."""
    return text.rstrip().endswith(_PERCENT)


def is_number(text: str) -> bool:
    """Whether a cell holds a number and nothing else."""
    return _value(text) is not None


def total(values: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of the values there are; None where there is none (a blank is no zero, but adds nothing)."""
    present = [value for value in values if value is not None]
    return sum(present, Decimal(0)) if present else None
