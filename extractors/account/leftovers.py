"""The account of a document's numbers: which a record took, and why the others were left."""

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache
from itertools import accumulate

from extractors.document.claims import LABEL_NOT_KNOWN, Claims
from extractors.document.model import Document, Paragraph, Table
from extractors.document.outline import Sections, sections
from extractors.document.place import Place
from extractors.values.enumerators import enumerator
from extractors.values.money import AMOUNT
from extractors.values.numbers import NUMBER
from extractors.values.text import clean, digits
from schemas.rows import LeftoverRow
from schemas.words.leftovers import leftover_words

_DIGIT = re.compile(r"\d")  # full-width ones too

_AROUND = 16
"""Characters shown on either side of a number that was left."""

Left = tuple[Place, str, str, str]
"""What was left: its place, kind, text and reason."""


def leftover_rows(document: Document, found: Claims) -> tuple[list[LeftoverRow], int, int]:
    """The `leftovers` rows, how many numbers there are and how many a record took."""
    outline = sections(document)
    left: list[Left] = []
    numbers = claimed = 0
    taken = _taken_words(found)
    for block in document.blocks:
        if isinstance(block, Table):
            total, rows = _table_numbers(block, found)
            left += _unread_labels(block, found)
            if block.index not in found.kinds:
                reason = "rows_not_aligned" if block.ragged else "no_form_fits"
                left.append((block.place(0), "table", block.title or "", reason))
        else:
            spans = taken.get(block.index, [])
            total, rows, others = _prose_numbers(block, spans, found)
            left += others
            if not spans:
                left.append((block.place(), "line", block.text, _line_reason(block, outline)))
        numbers += total
        claimed += total - len(rows)
        left += rows
    leftovers: list[LeftoverRow] = [
        {
            "seq": seq,
            "kind": kind,
            "text": text,
            "reason": reason,
            "page": place.page,
            "line": place.line,
            "table_index": place.table,
            "row_index": place.row,
        }
        for seq, (place, kind, text, reason) in enumerate(left, start=1)
    ]
    return leftovers, numbers, claimed


def _taken_words(found: Claims) -> dict[int, list[tuple[int, int]]]:
    taken: dict[int, list[tuple[int, int]]] = {}
    for index, start, end in found.words:
        taken.setdefault(index, []).append((start, end))
    return taken


def _unread_labels(table: Table, found: Claims) -> list[Left]:
    """The labels of a table that nothing understood, as its extractor marked them."""
    return [
        (Place(cell.page, cell.line, table.index, cell.row), "label", clean(cell.text)[:60], LABEL_NOT_KNOWN)
        for cell in table.cells
        if found.reasons.get((table.index, cell.row, cell.col)) == LABEL_NOT_KNOWN
    ]


def _table_numbers(table: Table, found: Claims) -> tuple[int, list[Left]]:
    total, left = 0, []
    for cell in table.cells:
        tokens = _numbers_in(cell.text)
        if not tokens:
            continue
        total += len(tokens)
        at = (table.index, cell.row, cell.col)
        if at not in found.cells and at not in found.headers:
            reason = found.reasons.get(at, "no_record") if table.index in found.kinds else "table_not_recognised"
            place = Place(cell.page, cell.line, table.index, cell.row)
            left += [(place, "number", f"{token} in `{clean(cell.text)[:60]}`", reason) for token in tokens]
    return total, left


@lru_cache(maxsize=4096)  # amounts recur
def _numbers_in(text: str) -> tuple[str, ...]:
    return tuple(NUMBER.findall(digits(text))) if _DIGIT.search(text) else ()


def _inside(spans: list[tuple[int, int]]) -> Callable[[int, int], bool]:
    """Whether a stretch lies within one of these: of those that begin before it the one that reaches farthest."""
    begins = sorted(spans)
    starts = [first for first, _ in begins]
    reaches = list(accumulate((last for _, last in begins), max))

    def within(start: int, end: int) -> bool:
        before = bisect_right(starts, start)
        return before > 0 and end <= reaches[before - 1]

    return within


def _prose_numbers(
    paragraph: Paragraph, spans: list[tuple[int, int]], found: Claims
) -> tuple[int, list[Left], list[Left]]:
    """How many amounts and percentages a paragraph has, those that no record took, and its other numbers."""
    if not _DIGIT.search(paragraph.text):
        return 0, [], []
    text = digits(paragraph.text)
    amounts = [token.span() for token in AMOUNT.finditer(text)]
    known = found.word_reasons
    taken, counted = _inside(spans), _inside(amounts)
    left = [(at, known.get((paragraph.index, *at)) or _amount_reason(text, *at)) for at in amounts if not taken(*at)]
    numbered = enumerator(paragraph.text)
    others: list[tuple[tuple[int, int], str]] = []
    for at in (token.span() for token in NUMBER.finditer(text)):
        if not taken(*at) and not counted(*at):
            listed = numbered is not None and at[1] <= len(numbered[1])
            others.append((at, "list_number" if listed else _kind(text, *at)))
    return len(amounts), _stated_at(paragraph, left), _stated_at(paragraph, others)


def _stated_at(paragraph: Paragraph, numbers: list[tuple[tuple[int, int], str]]) -> list[Left]:
    return [
        (paragraph.place(start), "number", _excerpt(paragraph.text, start, end), reason)
        for (start, end), reason in numbers
    ]


def _amount_reason(text: str, start: int, end: int) -> str:
    """What an amount is that states no figure: a threshold, a price, a target or an outlay told in a plan's words."""
    around = text[max(0, start - 12) : start] + "@" + text[end : end + 6]
    return next((kind for kind, pattern in leftover_words().amounts if pattern.search(around)), "no_record")


def _kind(text: str, start: int, end: int) -> str:
    around = text[max(0, start - 4) : start] + "@" + text[end : end + 8]
    return next((kind for kind, pattern in leftover_words().kinds if pattern.search(around)), "other")


def _excerpt(text: str, start: int, end: int) -> str:
    return text[max(0, start - _AROUND) : end + _AROUND]


def _line_reason(paragraph: Paragraph, outline: Sections) -> str:
    headings = outline[paragraph.index]
    return "heading" if headings and headings[-1] == paragraph.text.rstrip("：:") else "prose"
