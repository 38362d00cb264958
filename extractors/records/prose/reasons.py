"""The reasons that sentences give for changes (主要原因是…, 主要是由于…)."""

import re
from bisect import bisect_left

from extractors.document.claims import Claims
from extractors.document.model import Paragraph
from extractors.values.money import AMOUNT
from schemas.rows import FigureRow
from schemas.words.prose import prose_words

CHANGES = ("change", "percent")
_WORDS = prose_words().reasons
_NEAR = 200
"""Figures before a reason that it may explain."""
_LONGEST_CLAUSE = 200


def give_reasons(found: Claims, paragraph: Paragraph, text: str, rows: list[tuple[int, FigureRow]]) -> None:
    """Gives the changes of what is spoken of directly before a reason, or of what it names, that reason.

    `rows` are the paragraph's figures with the places of their amounts.
    """
    end, starts = 0, [at for at, _ in rows]
    for match in _WORDS.begin.finditer(text):
        if match.start() < end:
            continue
        ending = _WORDS.end.search(text, match.end())
        start, end = match.end(), ending.start() if ending else len(text)
        last = bisect_left(starts, start)
        given = _explained(rows[max(0, last - _NEAR) : last], text, match.start())
        reason = paragraph.text[start:end].strip("：: ，")
        if given and reason:
            for row in given:
                row["reason"] = reason
            _take(found, paragraph, text, start, end)


def _take(found: Claims, paragraph: Paragraph, text: str, start: int, end: int) -> None:
    """Takes the words of a reason; the amounts in it are still to be read, for each is a figure."""
    for amount in AMOUNT.finditer(text, start, end):
        found.take_words(paragraph, start, amount.start())
        start = amount.end()
    found.take_words(paragraph, start, end)


def give_late_reason(found: Claims, paragraph: Paragraph, text: str, lately: list[list[FigureRow]]) -> None:
    """Gives the changes that the last two paragraphs with figures state, and that a sentence below names, its reason.

    财政拨款收入支出增加的主要原因是…, below what is said of either side.
    """
    match = _WORDS.begin.search(text)
    named = _WORDS.of_what.search(text[: match.start()]) if match else None
    if match is None or named is None or re.search("[。；，]", text[: match.start()]):
        return
    changes = [row for rows in lately for row in rows if row["statement"] in CHANGES and row["reason"] is None]
    given = [row for row in changes if row["direction"] != "flat" and _alike(row["label"], named[1])]
    ending = _WORDS.end.search(text, match.end())
    end = ending.start() if ending else len(text)
    for row in given:
        row["reason"] = paragraph.text[match.end() : end].strip("：: ，")
    if given:
        _take(found, paragraph, text, match.end(), end)


def _explained(rows: list[tuple[int, FigureRow]], text: str, reason: int) -> list[FigureRow]:
    """The changes without a reason of what was stated last, or of what the words before the reason name.

    财政支出增加的主要原因 names it; else nothing is explained where amounts that are none of the rows stand between.
    """
    words = re.split("[。；，]", text[max(0, reason - _LONGEST_CLAUSE) : reason])[-1]
    if not rows or _WORDS.against_plan.search(words):
        return []
    named, labels = _WORDS.of_what.search(words), [rows[-1][1]["label"]]
    if named:
        labels = [row["label"] for _, row in rows if row["statement"] in CHANGES and _alike(row["label"], named[1])]
    elif len(AMOUNT.findall(text, rows[-1][0], reason)) > 1:
        return []
    label = labels[-1] if labels else None
    return [row for _, row in rows if row["label"] == label and row["statement"] in CHANGES and row["reason"] is None]


def _alike(one: str, other: str) -> bool:
    """Whether one of two names has all that the other has, whatever funds and plans are called."""
    first, second = (set(_WORDS.plain.sub("", name)) for name in (one, other))
    return first <= second or second <= first
