"""How far names are indented by what a file declares (a style's indent, a margin, blanks), told as PDF's ink tells it.

A file says how far a text is moved in within its cell; where columns lie it often does not say. They are given a
nominal width, for only which of two names begins further right is asked.
"""

from collections import defaultdict
from collections.abc import Iterable

from extractors.document.model import Cell
from extractors.values.numbers import is_number
from extractors.values.text import clean

EM = 10.5
"""Points of a full-width character, where the file does not say its size: No. 5 (五号), usual in tables."""

_COLUMN = 1_000.0
"""Points from one column to the next: more than any indent."""

_FARTHEST = 500.0
"""No name is moved further within its cell."""

_SAME = 2.0
"""Points within which two names begin at one place."""

_FULL_WIDTH = "\u3000\u2003"


def declared(measure: str | None) -> float:
    """The number that a file gives for an indent; 0 where there is none, or none that can be read."""
    try:
        return float(measure or 0)
    except ValueError:
        return 0.0


def settle_indents(cells: Iterable[Cell]) -> None:
    """Makes the indents in `begins` places in the table, where indents tell names of one column apart; else none.

    Readers put the declared indent in points there, None where a text is not aligned to the left. Blanks that are
    part of a text move it in too. A table that declares no indents, or one for all, is left to its blanks.
    """
    names = [cell for cell in cells if cell.begins is not None and _is_name(cell.text)]
    by_column: dict[int, list[float]] = defaultdict(list)
    for cell in names:
        by_column[cell.col].append(cell.begins or 0.0)
    told = any(max(indents) - min(indents) > _SAME for indents in by_column.values())
    kept = {id(cell): cell.col * _COLUMN + min(cell.begins or 0.0, _FARTHEST) + _blanks(cell.text) for cell in names}
    for cell in cells:
        cell.begins = kept.get(id(cell)) if told else None


def _is_name(text: str) -> bool:
    printed = clean(text)
    return bool(printed) and not is_number(printed)


def _blanks(text: str) -> float:
    """The width in points of the blanks that a text begins with."""
    blanks = text[: len(text) - len(text.lstrip())]
    return sum(EM if blank in _FULL_WIDTH else EM / 2 for blank in blanks)
