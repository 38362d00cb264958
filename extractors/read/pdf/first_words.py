"""How wide the first word of a printed line is: what the line before had no room for begins the next one."""

import re

_OPENING, _CLOSING = "（《「『【“‘(〔", "，。、；：？！）》」』】”’％…〕,;:)%"
_WORD = re.compile(
    rf"[{_OPENING}]*(?![{_OPENING}])[\u2e80-\uffef][{_CLOSING}]*"
    rf"|[{_OPENING}]*[^\u2e80-\uffef\s]+[{_CLOSING}]*"
)
"""What no line break divides: an ideograph or a run of other letters, with the marks that may not begin or end one."""


def lead_of(text: str, width: float) -> float:
    """The width of a line's first word, in the unit of the line's own `width`."""
    word = _WORD.match(text.lstrip())
    return width * (_weight(word[0]) / _weight(text) if word else 1.0)


def _weight(text: str) -> int:
    return sum(1 if char.isascii() else 2 for char in text)
