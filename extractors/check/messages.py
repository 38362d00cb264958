"""The sentence of a check, in Chinese and English, made from its two sides."""

from decimal import Decimal
from functools import lru_cache

Said = tuple[str, Decimal | None]
"""How a side is called, and its value."""

_ZH = {"exact": "相符", "rounding": "相符（四舍五入）", "truncated": "相符（截尾）"}
_EN = {"exact": "holds exactly", "rounding": "holds within rounding", "truncated": "holds, truncated"}


def chinese(rule: str, left: Said, right: Said, status: str, unit: str, difference: Decimal | None) -> str:
    """One sentence for a Chinese reader; `rule` names the identity and its subject."""
    sides = f"{left[0]} {wan(left[1], unit)}，{right[0]} {wan(right[1], unit)}"
    if status == "not_checkable":
        return f"{rule}：缺少{'、'.join(_missing(left, right))}，无法核对。"
    if status == "fail":
        return f"{rule}不符：{sides}，相差 {wan(difference, unit)}。"
    return f"{rule}{_ZH[status]}：{sides}。"


def english(rule: str, left: Said, right: Said, status: str, unit: str, difference: Decimal | None) -> str:
    """The same for an English reader."""
    sides = f"{left[0]} {yuan(left[1], unit)}, {right[0]} {yuan(right[1], unit)}"
    if status == "not_checkable":
        return f"{rule}: {' and '.join(_missing(left, right))} is missing, so this cannot be checked."
    if status == "fail":
        return f"{rule} does not hold: {sides}, off by {yuan(difference, unit)}."
    return f"{rule} {_EN[status]}: {sides}."


def _missing(*sides: Said) -> list[str]:
    return [label for label, value in sides if value is None]


def wan(value: Decimal | None, unit: str) -> str:
    """A value as a Chinese reader expects it: from 100 yuan up in 万元, without trailing zeros."""
    return "—" if value is None else _printed(value, unit, value.is_signed())[0]


def yuan(value: Decimal | None, unit: str) -> str:
    """A value as an English reader expects it: amounts in yuan, thousands parted."""
    return "—" if value is None else _printed(value, unit, value.is_signed())[1]


@lru_cache(maxsize=4096)
def _printed(value: Decimal, unit: str, _signed: bool) -> tuple[str, str]:
    """A value for a Chinese and an English reader, without trailing zeros; in Chinese from 100 yuan up in 万元.

    Both sides of a check that holds have the same. `_signed` only tells -0 from 0, which are equal.
    """
    if unit != "元":
        plain = f"{value.normalize():f}{unit if unit == '%' else f' {unit}'}".rstrip()
        return plain, plain
    zh = f"{(value / 10_000).normalize():f} 万元" if abs(value) >= 100 else f"{value.normalize():f} 元"
    return zh, f"{value.normalize():,f} yuan"
