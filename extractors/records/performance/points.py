"""Points as forms print them: in a bracket behind a label, 执行率（10分）, or in the cell beside it."""

import re
from decimal import Decimal

from extractors.values.numbers import NUMBER, number
from schemas.words.performance import performance_words

_WORDS = performance_words()
_IN_LABEL = re.compile(rf"[（(]\s*({NUMBER.pattern})\s*{_WORDS.point}?\s*[）)]")
_BESIDE = re.compile(rf"({NUMBER.pattern})\s*{_WORDS.share_sign}?")


def in_label(text: str) -> Decimal | None:
    """The points in a bracket of a cleaned label; None where it has none."""
    match = _IN_LABEL.search(text)
    return number(match[1]) if match else None


def beside_label(text: str) -> Decimal | None:
    """The points that a cleaned cell holds and nothing else, with 分, % or without; None for another cell."""
    match = _BESIDE.fullmatch(text)
    return number(match[1]) if match else None
