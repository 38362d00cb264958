"""Signs of the font Symbol, which office programs keep by their place in it: `≥` is 0xB3, or U+F0B3 for private use.

Places are those of Adobe's symbol encoding (ISO 32000-1, D.5). Pictures of other fonts have no meaning as text.
"""

import re

_SIGNS = {
    0xA3: "≤", 0xB3: "≥", 0xB9: "≠", 0xBB: "≈", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xA5: "∞", 0xB0: "°", 0xB7: "•",
    0xD7: "·", 0xA2: "′", 0xB2: "″", 0xE5: "∑", 0x2D: "−", 0x40: "≅", 0x7E: "~",
}  # fmt: skip
_SIGNS |= {code: chr(code) for code in range(0x20, 0x40) if code not in (0x22, 0x24, 0x27, 0x2A, 0x2D)}
"""Digits, brackets and signs of sums stand where ASCII has them; letters are Greek."""

_PRIVATE = 0xF000
_IN_PRIVATE = re.compile(r"[\uf020-\uf0ff]")


def sign_of(code: int) -> str | None:
    """The sign at a place of Symbol, given by it or for private use; None for what has no meaning as text."""
    return _SIGNS.get(code - _PRIVATE if code >= _PRIVATE else code)


def with_signs(text: str) -> str:
    """A text in Symbol with its characters for private use as the signs that they print."""
    return _IN_PRIVATE.sub(lambda match: sign_of(ord(match[0])) or match[0], text)


def is_symbol(font: str | None) -> bool:
    """Whether a font's name is that of Symbol, one that is embedded in part included (`ABCDEF+SymbolMT`)."""
    return font is not None and font.rpartition("+")[2].lower().startswith("symbol")


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(text: str) -> str:
    """A text whose digits stand raised: the number of a note behind an amount is no digit of it."""
    return text.translate(_RAISED)
