"""The reasons that sentences give for changes (主要原因是…, 主要是由于…)."""

import re

from extractors.document.claims import Claims
from extractors.document.model import Paragraph
from schemas.tables import Row

CHANGES = ("change", "percent")
REASON = re.compile(
    r"(?:主要)?(?:增加|减少|变动)?原因(?:[一二]?是|在于|为|：|:)*|主要(?:是|为)?由于|主要(?:是|为)(?:因(?:为)?)?(?![由用])"
)
_END = re.compile(r"[。；](?![二三四五]是)|$")
_OF_WHAT = re.compile(
    r"([\u4e00-\u9fff“”（）、]{2,}?)(?:大幅|明显|有所)?(?:增加|减少|增长|下降|变动)(?:（[增减下][加少长降]）)?的?$"
)
_PLAIN = re.compile("预算|拨款|资金|主要")
_AGAINST_PLAN = re.compile(r"决算数?[大小高低多少]于[^，。；]*$")


def give_reasons(found: Claims, paragraph: Paragraph, text: str, rows: list[tuple[int, Row]]) -> None:
    """Gives the changes of what is spoken of directly before a reason, or of what it names, that reason.

    `rows` are the paragraph's figures with the places of their amounts.
    """
    end = 0
    for match in REASON.finditer(text):
        if match.start() < end:
            continue
        ending = _END.search(text, match.end())
        start, end = match.end(), ending.start() if ending else len(text)
        before = [row for at, row in rows if at < start]
        given = _explained(before, re.split("[。；，]", text[: match.start()])[-1])
        if given and end > start:
            for row in given:
                row["reason"] = paragraph.text[start:end].strip("：: ，")
            found.take_words(paragraph, start, end)


def give_late_reason(found: Claims, paragraph: Paragraph, text: str, lately: list[list[Row]]) -> None:
    """Gives the changes that the last two paragraphs with figures state, and that a sentence below names, its reason.

    财政拨款收入支出增加的主要原因是…, below what is said of either side.
    """
    match = REASON.search(text)
    named = _OF_WHAT.search(text[: match.start()]) if match else None
    if match is None or named is None or re.search("[。；，]", text[: match.start()]):
        return
    changes = [row for rows in lately for row in rows if row["statement"] in CHANGES and row["reason"] is None]
    given = [row for row in changes if row["direction"] != "flat" and _alike(row["label"], named[1])]
    ending = _END.search(text, match.end())
    end = ending.start() if ending else len(text)
    for row in given:
        row["reason"] = paragraph.text[match.end() : end].strip("：: ，")
    if given:
        found.take_words(paragraph, match.end(), end)


def _explained(rows: list[Row], words: str) -> list[Row]:
    """The changes without a reason of what was stated last, or of what `words` name (财政支出增加的主要原因)."""
    if not rows or _AGAINST_PLAN.search(words):
        return []
    named, label = _OF_WHAT.search(words), rows[-1]["label"]
    if named:
        labels = [row["label"] for row in rows if row["statement"] in CHANGES and _alike(row["label"], named[1])]
        label = labels[-1] if labels else None
    return [row for row in rows if row["label"] == label and row["statement"] in CHANGES and row["reason"] is None]


def _alike(one: str, other: str) -> bool:
    """Whether one of two names has all that the other has, whatever funds and plans are called."""
    first, second = (set(_PLAIN.sub("", name)) for name in (one, other))
    return first <= second or second <= first
