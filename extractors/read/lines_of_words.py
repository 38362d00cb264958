"""Lines of words, each with its box: what stands beside each other, whatever is printed around it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extractors.values.numbers import is_number
from extractors.values.text import code_form

_SAME_LINE = 0.5
"""Words whose middles differ by less than this share of their height stand on one line."""

_GAP = 0.8
"""A gap between columns is at least so many times as wide as a line is high."""

APART = 0.5
"""Points that are left between a word and an amount printed over its end."""


class Word(NamedTuple):
    """A piece of text and its box."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float


Line = list[Word]


def as_lines(pieces: Iterable[Word]) -> list[Line]:
    """Lines from top to bottom, pieces without a column's gap between them put together."""
    lines: list[Line] = []
    middle = height = 0.0
    for word in sorted(pieces, key=lambda word: word.top + word.bottom):
        here, size = (word.top + word.bottom) / 2, max(word.bottom - word.top, 1.0)
        if not lines or here - middle > _SAME_LINE * (size + height) / 2:
            lines.append([])
            middle, height = here, size
        lines[-1].append(word)
    return [_joined(line) for line in lines]


def _joined(pieces: Line) -> Line:
    words: Line = []
    for word in sorted(pieces, key=lambda word: word.x0):
        before = words[-1] if words else None
        if before and not is_amount(word) and word.x0 - before.x1 < _GAP * (word.bottom - word.top):
            text, right = before.text + word.text, max(before.x1, word.x1)
            words[-1] = Word(text, before.x0, min(before.top, word.top), right, max(before.bottom, word.bottom))
        else:
            if before and before.x0 < word.x0 <= before.x1 + APART:
                words[-1] = before._replace(x1=word.x0 - APART)  # it is wider than its place, or judged to be
            words.append(word)
    return words


def is_amount(word: Word) -> bool:
    """Whether it is a number with a decimal point or thousands parted."""
    text = code_form(word.text)
    return ("." in text or "," in text) and is_number(text)


def has_amounts(line: Line) -> bool:
    """Whether an amount stands beside other words of a line."""
    return len(line) > 1 and any(map(is_amount, line))


def top_of(words: Sequence[Word]) -> float:
    """Where the highest of some words begins."""
    return min(word.top for word in words)


def bottom_of(words: Sequence[Word]) -> float:
    """Where the lowest of some words ends."""
    return max(word.bottom for word in words)


def text_of(line: Line) -> str:
    """The words of a line in a row."""
    return "".join(word.text for word in line)
