"""Codes of 政府采购品目分类目录: their class, their edition."""

import re

from schemas.words.procurement import procurement_words

_NEW_CATALOGUE = 2023
"""First budget year on 财库〔2022〕31号; before it 财库〔2013〕189号. The same code means different goods."""
_SHORTEST = 3
"""Characters of a code that is told from a name at least: a letter and the four digits of its first two levels."""
_CODE = re.compile(r"(?P<letter>[A-Ca-c])\d{2,10}")


def category_of(code: str | None) -> str | None:
    """goods, works or services: by the first letter of a code, or of the code before a name (`C04070100体检服务`)."""
    match = _CODE.match(code or "")
    return procurement_words().letters[match["letter"].upper()] if match else None


def code_before(name: str | None) -> str | None:
    """The code that is printed before a name (`C04070100体检服务`)."""
    match = _CODE.match(name or "")
    return match[0] if match and len(match[0]) > _SHORTEST else None


def edition(code: str | None, fiscal_year: int | None) -> str | None:
    """The edition of 政府采购品目分类目录 that a code is of; None without a code or a year."""
    return None if fiscal_year is None or not code else "2022" if fiscal_year >= _NEW_CATALOGUE else "2013"
