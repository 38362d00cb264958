"""The rows of `figures`: one statement of one measure."""

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

from extractors.document.claims import Claims
from extractors.document.model import Paragraph
from schemas.tables import Row

_COLUMNS = ("part_of", "code", "value_yuan", "percent", "value", "unit", "direction", "base_year", "base", "reason")


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
    **columns: object,
) -> Row:
    """Adds a statement that stands at `start` of a paragraph and gives its row; columns left out are null."""
    said = {"measure": measure, "label": label, "statement": statement, "year": year}
    context = {"sentence": sentence, "section": section}
    found.add("figures", paragraph.place(start), **{**dict.fromkeys(_COLUMNS), **said, **context, **columns})
    return found.rows["figures"][-1]
