"""Lines of words, each with its box: what stands beside each other, whatever is printed around it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from extractors.values.numbers import NULL_SYMBOLS, is_number
from extractors.values.text import code_form

_SAME_LINE = 0.5
"""Words whose middles differ by less than this share of their height stand on one line."""

_GAP = 0.8
"""A gap between columns is at least so many times as wide as a line is high."""

_BLANK = 0.35
"""A gap of so many heights is a blank; behind an amount, or before one, it parts columns."""

_NUMBER_STARTS, _NO_NAME_ENDS = frozenset("0123456789-"), frozenset("0123456789-.,+（(")
"""What a number begins with, and what no name ends with that stands before one."""

APART = 0.5
"""Points that are left between a word and an amount printed over its end."""


Spot = tuple[int, float, float]
"""So many letters of a word stand before a place, which reaches from where to where."""


class Word(NamedTuple):
    """A piece of text and its box; where it has `blanks`, so many letters stand before each, from where to where.

    `digits` tell the same of places where a number begins close behind a letter. It is `whole` where it is an amount
    though it has no point.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    blanks: tuple[Spot, ...] = ()
    whole: bool = False
    digits: tuple[Spot, ...] = ()


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
    for word in _closed(pieces):
        before = words[-1] if words else None
        if before and word.x0 - before.x1 < _GAP * _height(word) and not _apart(before, word):
            blank = (len(before.text), before.x1, word.x0)
            words[-1] = _one(before, word)._replace(blanks=(*before.blanks, blank))
        else:
            if before and before.x0 < word.x0 <= before.x1 + APART:
                words[-1] = before._replace(x1=word.x0 - APART)  # it is wider than its place, or judged to be
            words.append(word)
    return words


def _closed(pieces: Line) -> Line:
    """Pieces from left to right, those without a blank between them put together."""
    words: Line = []
    for piece in sorted(pieces, key=lambda piece: piece.x0):
        if words and not is_amount(piece) and piece.x0 - words[-1].x1 < _BLANK * _height(piece):
            words[-1] = _one(words[-1], piece)
        else:
            words.append(piece)
    return words


def _one(first: Word, second: Word) -> Word:
    top, bottom = min(first.top, second.top), max(first.bottom, second.bottom)
    count = len(first.text)
    digits = (*first.digits, *((count + begun, left, right) for begun, left, right in second.digits))
    if second.text[:1] in _NUMBER_STARTS and first.text[-1:] not in _NO_NAME_ENDS:
        digits = (*digits, (count, first.x1, second.x0))
    return first._replace(
        text=first.text + second.text, top=top, x1=max(first.x1, second.x1), bottom=bottom, digits=digits
    )


def _height(word: Word) -> float:
    return word.bottom - word.top


def _apart(before: Word, word: Word) -> bool:
    """Whether two words stand in two columns, however near: one is an amount or a mark of none, or both are numbers."""
    filled = any(is_amount(one) or one.text in NULL_SYMBOLS or one.text == "0" for one in (before, word))
    return filled or (_is_number_or_its_start(before.text) and _is_number_or_its_start(word.text))


def _is_number_or_its_start(text: str) -> bool:
    """Whether a text is a number, or what stands of one before the break behind its point: `1,394,662.`."""
    return is_number(text) or (text[-1:] in (".", ",") and is_number(text[:-1]))


def parted(word: Word, places: Iterable[float]) -> Iterator[Word]:
    """A word, parted at those of its blanks in which one of some places is."""
    spots = [(count, left, right) for count, left, right in word.blanks if _within(places, left, right)]
    yield from cut(word, spots)


def _within(places: Iterable[float], left: float, right: float) -> bool:
    return any(left - APART <= place <= right + APART for place in places)


def cut(word: Word, spots: Iterable[Spot]) -> Iterator[Word]:
    """A word, cut behind so many letters at each spot, where its parts end and begin anew, each with its own blanks."""
    start, x0 = 0, word.x0
    for count, left, right in [*spots, (len(word.text), word.x1, word.x1)]:
        blanks, digits = (
            tuple((n - start, x, end) for n, x, end in own if start < n < count) for own in (word.blanks, word.digits)
        )
        yield word._replace(text=word.text[start:count], x0=x0, x1=left, blanks=blanks, digits=digits)
        start, x0 = count, right


def is_amount(word: Word) -> bool:
    """Whether it is a number with a decimal point or thousands parted, or known to be an amount."""
    text = code_form(word.text)
    return word.whole or (("." in text or "," in text) and is_number(text))


def has_amounts(line: Line) -> bool:
    """Whether an amount stands beside other words of a line."""
    return len(line) > 1 and any(map(is_amount, line))


def has_marks(line: Line) -> bool:
    """Whether a line has marks of no amount beside other words, zeros or the start of a number that goes on below: a
    row like those of amounts.
    """
    return len(line) > 1 and any(
        word.text in NULL_SYMBOLS or word.text == "0" or (word.text[-1:] == "." and is_number(word.text[:-1]))
        for word in line
    )


def top_of(words: Sequence[Word]) -> float:
    """Where the highest of some words begins."""
    return min(word.top for word in words)


def bottom_of(words: Sequence[Word]) -> float:
    """Where the lowest of some words ends."""
    return max(word.bottom for word in words)


def text_of(line: Line) -> str:
    """The words of a line in a row."""
    return "".join(word.text for word in line)
