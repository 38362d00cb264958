"""The rows of `figures`: one statement of one measure."""

import re
from bisect import bisect_right
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate

from extractors.document.claims import Claims
from extractors.document.model import Paragraph
from schemas.rows import FigureRow

_LONGEST = 2_000
"""Characters of a sentence that is quoted whole: one of ten thousand amounts is not repeated for each of them."""
_PIECE = re.compile(rf".{{1,{_LONGEST}}}(?<=[，；、,;])|.{{1,{_LONGEST}}}", re.DOTALL)


def quoted(sentence: str, at: int) -> str:
    """The words of a sentence around an amount that begins `at` a character: all of them, where it has an end."""
    if len(sentence) <= _LONGEST:
        return sentence
    pieces, ends = _pieces(sentence)
    return pieces[min(bisect_right(ends, at), len(pieces) - 1)]


@lru_cache(maxsize=2)
def _pieces(sentence: str) -> tuple[list[str], list[int]]:
    pieces = _PIECE.findall(sentence)
    return pieces, list(accumulate(map(len, pieces)))


def add_figure(
    found: Claims,
    paragraph: Paragraph,
    start: int,
    *,
    measure: str | None,
    label: str,
    statement: str,
    year: int | None,
    section: str,
    sentence: str,
    value: Decimal,
    value_yuan: Decimal | None = None,
    percent: Decimal | None = None,
    unit: str | None,
    part_of: str | None = None,
    code: str | None = None,
    direction: str | None = None,
    base_year: int | None = None,
    base: str | None = None,
) -> FigureRow:
    """Adds a statement that stands at `start` of a paragraph and gives its row."""
    found.add(
        FigureRow,
        paragraph.place(start),
        measure=measure,
        label=label,
        part_of=part_of,
        code=code,
        statement=statement,
        year=year,
        value_yuan=value_yuan,
        percent=percent,
        value=value,
        unit=unit,
        direction=direction,
        base_year=base_year,
        base=base,
        sentence=sentence,
        section=section,
    )
    return found.rows["figures"][-1]
