"""Counts as word processors print them: 一, 十一, ①, ⅳ, 甲 (ECMA-376 part 1, 17.18.59)."""

import re
from collections.abc import Callable

from schemas.words.numerals import numerals

_MOST = 32_767
"""Word counts no further; `m` and `a` are repeated by the count."""

_WORDS = numerals()
_DIGITS = _WORDS.digits


def chinese(value: int, digits: str = _DIGITS, units: tuple[str, ...] = _WORDS.units, zero: str = _WORDS.zero) -> str:
    """1 to 9999 as it is counted: 十, 十一, 二十, 一百零一."""
    if not 0 < value < 10_000:
        return str(value)
    places = [int(digit) for digit in str(value)]
    powers = [*reversed(units[: len(places) - 1]), ""]
    text = "".join(digits[digit] + power if digit else zero for digit, power in zip(places, powers, strict=True))
    text = re.sub(f"{zero}+", zero, text).rstrip(zero)
    return text[1:] if digits == _DIGITS and 10 <= value < 20 else text


def _letters(value: int) -> str:
    return chr(ord("a") + (value - 1) % 26) * (1 + (value - 1) // 26)


def _roman(value: int) -> str:
    signs = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
    text = ""
    for worth, sign in (*signs, (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        text += sign * (value // worth)
        value %= worth
    return text


def _run(first: str, most: int) -> Callable[[int], str]:
    """Numbers that are one character each, from `first` on."""
    return lambda value: chr(ord(first) + value - 1) if 0 < value <= most else str(value)


def _of(names: str) -> Callable[[int], str]:
    return lambda value: names[value - 1] if 0 < value <= len(names) else str(value)


def _legal(value: int) -> str:
    return chinese(value, _WORDS.legal_digits, _WORDS.legal_units)


def _by_digit(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(value))


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda value: f"{value:02d}",
    "upperRoman": lambda value: _roman(value).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerLetter": _letters,
    "decimalFullWidth": lambda value: "".join(chr(ord(digit) + 0xFEE0) for digit in str(value)),
    "decimalFullWidth2": lambda value: "".join(chr(ord(digit) + 0xFEE0) for digit in str(value)),
    "decimalEnclosedCircle": _run("①", 20),
    "decimalEnclosedCircleChinese": _run("①", 20),
    "decimalEnclosedParen": _run("⑴", 20),
    "decimalEnclosedFullstop": _run("⒈", 20),
    "ideographEnclosedCircle": _run("㊀", 10),
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": _by_digit,
    "japaneseDigitalTenThousand": _by_digit,
    "taiwaneseDigital": _by_digit,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographTraditional": _of(_WORDS.stems),
    "ideographZodiac": _of(_WORDS.branches),
}


def print_number(value: int, form: str) -> str:
    """A count in one of Word's number formats; decimal where the format is not known, or cannot be so long."""
    return _FORMATS.get(form, str)(value) if 0 < value <= _MOST else str(value)
