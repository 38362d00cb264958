"""Whether anything in a document bears on a number, told by arithmetic on all that it prints and by nothing of ours.

It is said to have nothing only where no other number has its digits, no numbers of its column, row or paragraph make a
sum with it (of two numbers in each other's line: none that has the one and not the other), and, in prose, no
percentage stands beside it. Chance sums count as bearing: the answer errs on that side.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from extractors.document.model import Document, Paragraph, Table

_NUMBER = re.compile(r"(?<![\d.])\d[\d,]*(?:\.\d+)?(?![\d.])")
_MOST_SUMS = 100_000
"""With so many sums of some numbers one is met by chance: taken to bear."""

_NEAR = range(-3, 4)
"""Sums of numbers that were rounded are off by so many hundredths."""


def bears_on_cell(document: Document, table: Table, row: int, column: int, text: str) -> bool:
    """Whether anything bears on a number of a table, which is `text` as it was."""
    value = _value(text)
    if value is None or _again(document, text):
        return True
    down = [cell.text for cell in table.cells if cell.col == column and cell.row != row]
    across = [cell.text for cell in table.cells if cell.row == row and cell.col != column]
    return any(_in_a_sum(value, list(_values(texts))) for texts in (down, across))


def bears_on_exchange(document: Document, table: Table, row: int, column: int) -> bool:
    """Whether anything tells the numbers of a row and the next apart: a sum of both is the same in whatever order.

    They are told by digits that are printed again, by sums along their rows, and by lines in a row that make another
    number of the column, where the one is among these and the other is not.
    """
    down = sorted((cell for cell in table.cells if cell.col == column and _value(cell.text)), key=lambda cell: cell.row)
    values, pair = [_value(cell.text) or 0 for cell in down], {row, row + 1}
    for cell in down:
        across = [other.text for other in table.cells if other.row == cell.row and other.col != column]
        if cell.row in pair and (
            _again(document, cell.text) or _in_a_sum(_value(cell.text) or 0, list(_values(across)))
        ):
            return True
    return any(
        len(pair & {down[at].row for at in (*range(first, last), total)}) == 1 or down[total].row in pair
        for first, last, total in _runs(values)
        if pair & {down[at].row for at in (*range(first, last), total)}
    )


def _runs(values: list[int]) -> Iterator[tuple[int, int, int]]:
    """Numbers that follow each other, from the first to the one before the last, and another that they make."""
    made: dict[int, list[int]] = {}
    for at, value in enumerate(values):
        made.setdefault(value, []).append(at)
    for first in range(len(values)):
        sum_of = values[first]
        for last in range(first + 2, len(values) + 1):
            sum_of += values[last - 1]
            totals = (at for off in _NEAR for at in made.get(sum_of + off, ()) if not first <= at < last)
            yield from ((first, last, total) for total in totals)


def bears_on_statement(document: Document, paragraph: Paragraph, text: str) -> bool:
    """Whether anything bears on an amount of a sentence, which is `text` as it was."""
    value = _value(text)
    if value is None or "%" in paragraph.text or _again(document, text):
        return True
    at = document.paragraphs.index(paragraph)
    beside = document.paragraphs[max(0, at - 2) : at + 3]
    others = list(_values(match[0] for one in beside for match in _NUMBER.finditer(one.text)))
    others.remove(value)
    return _in_a_sum(value, others)


def _again(document: Document, text: str) -> bool:
    """Whether the digits of a number are printed elsewhere too, in whatever unit."""
    texts = [cell.text for table in document.tables for cell in table.cells]
    texts += [paragraph.text for paragraph in document.paragraphs]
    found = (match[0] for one in texts for match in _NUMBER.finditer(one))
    return sum(_digits(one) == _digits(text) for one in found) > 1


def _digits(text: str) -> str:
    whole, _, places = text.replace(",", "").partition(".")
    return (whole + places.rstrip("0")).strip("0") if places else whole.strip("0")


def _value(text: str) -> int | None:
    """A number in hundredths; None where it is none."""
    found = _NUMBER.fullmatch(text.strip())
    return round(Decimal(found[0].replace(",", "")) * 100) if found else None


def _values(texts: Iterable[str]) -> Iterator[int]:
    return (value for text in texts if (value := _value(text)))


def _in_a_sum(value: int, others: list[int]) -> bool:
    """Whether some others make the value, or make another of them together with it."""
    sums = {0}
    for other in others:
        sums |= {one + other for one in sums}
        if len(sums) > _MOST_SUMS:
            return True
    wanted = [value, *(other - value for other in others if other > value)]
    return any(want + off in sums for want in wanted for off in _NEAR)
