"""The sentence of a check, in Chinese and English, made from its two sides."""

import re
from decimal import Decimal
from functools import lru_cache

Said = tuple[str, Decimal | None]
"""How a side is called, and its value."""

_ZH = {"exact": "相符", "rounding": "相符（四舍五入）", "truncated": "相符（截尾）"}
_EN = {"exact": "holds exactly", "rounding": "holds within rounding", "truncated": "holds, truncated"}
_NUMBERED = (
    (re.compile(r"\btable (\d+)"), r"表 \1"),
    (re.compile(r"\bitem (\d+)"), r"第 \1 项"),
    (re.compile(r"\bmonth (\d+)"), r"\1 月"),
    (re.compile(r"\bduty (\d+)"), r"职责 \1"),
)
_CODE = re.compile(r"[a-z]+_[a-z]|\b(?:level|of|page|row|share|percent|change)\b")


def chinese(
    rule: str, subject: str, left: Said, right: Said, status: str, unit: str, difference: Decimal | None
) -> str:
    """One sentence for a Chinese reader; `rule` names the identity, `subject` what it was evaluated on."""
    said = readable(subject)
    about = rule if said is None else f"{rule}（{said}）"
    sides = f"{left[0]} {wan(left[1], unit)}，{right[0]} {wan(right[1], unit)}"
    if status == "not_checkable":
        return f"{about}：缺少{'、'.join(_missing(left, right))}，无法核对。"
    if status == "fail" and difference is not None:
        more, off = "多" if difference > 0 else "少", apart(difference, Decimal(0), unit)[0]
        lead = "" if said is None else f"{said}："
        return f"{lead}{left[0]} {wan(left[1], unit)}，比{right[0]} {wan(right[1], unit)} {more} {off}（应：{rule}）。"
    return f"{about}{_ZH[status]}：{sides}。"


def english(
    rule: str, subject: str, left: Said, right: Said, status: str, unit: str, difference: Decimal | None
) -> str:
    """The same for an English reader."""
    about = rule if readable(subject) is None else f"{rule} ({subject})"
    sides = f"{left[0]} {yuan(left[1], unit)}, {right[0]} {yuan(right[1], unit)}"
    if status == "not_checkable":
        return f"{about}: {' and '.join(_missing(left, right))} is missing, so this cannot be checked."
    if status == "fail" and difference is not None:
        off = f"{apart(difference, Decimal(0), unit)[1]} {'more' if difference > 0 else 'less'}"
        lead = "" if readable(subject) is None else f"{subject}: "
        against = f"{right[0]}, {yuan(right[1], unit)}"
        return f"{lead}{left[0]} {yuan(left[1], unit)}, {off} than {against} (the rule: {rule})."
    return f"{about} {_EN[status]}: {sides}."


def readable(subject: str) -> str | None:
    """A subject in words for a Chinese reader; None for one that has codes of ours in it."""
    return None if not subject or _CODE.search(subject) else _in_chinese(subject)


def _in_chinese(subject: str) -> str:
    for pattern, said in _NUMBERED:
        subject = pattern.sub(said, subject)
    return subject


def _missing(*sides: Said) -> list[str]:
    return [label for label, value in sides if value is None]


def apart(one: Decimal, other: Decimal, unit: str) -> tuple[str, str]:
    """How far two values are from each other, without a sign: percentages in 个百分点 and percentage points."""
    off = abs(one - other)
    if unit != "%":
        return wan(off, unit), yuan(off, unit)
    plain = f"{off.quantize(Decimal('0.0001')).normalize():f}"
    return f"{plain} 个百分点", f"{plain} percentage points"


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
    if unit == "%":
        plain = f"{value.quantize(Decimal('0.0001')).normalize():f}%"
        return plain, plain
    if unit != "元":
        plain = f"{value.normalize():f} {unit}".rstrip()
        return plain, plain
    zh = f"{(value / 10_000).normalize():f} 万元" if abs(value) >= 100 else f"{value.normalize():f} 元"
    return zh, f"{value.normalize():,f} yuan"
