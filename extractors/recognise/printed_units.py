"""The money unit that a table prints, above it or in a label: 元, 万元 or 亿元."""

import re

from extractors.document.model import Cell, Table
from extractors.values.money import ONE_YUAN, UNIT, YUAN, unit_printed
from extractors.values.text import clean, squeezed
from schemas.words.lines import line_words

_UNIT = re.compile(UNIT)
_PARTS = "".join({unit.removesuffix(ONE_YUAN) for unit in YUAN})
_AT_END = re.compile(rf"[^\d\s(（{_PARTS}]\s*[（(]?({UNIT})[）)]?$")
_SHORT = 60
"""Characters of a line above a table that may name its unit at its end; prose is longer."""


def printed_unit(table: Table, *cells: Cell) -> str | None:
    """The money unit printed in one of the cells (a label, a line of the form) or above the table: 元, 万元 or 亿元."""
    for cell in cells:
        if ONE_YUAN in cell.text and (unit := unit_printed(clean(cell.text), label=True) or _unit_alone(cell.text)):
            return unit
    lines = [clean(line.text) for line in reversed(table.context)]
    stated = next(filter(None, map(unit_printed, lines)), None)
    stated = stated or next(filter(None, map(_unit_unlabelled, lines)), None)
    stated = stated or unit_printed("".join(reversed(lines)))  # 单位：万 above 元
    return stated or next(filter(None, map(_unit_at_end, lines)), None)


def _unit_at_end(line: str) -> str | None:
    """`511-某某局万元`: a unit at the end of a short line, run together with whose the table is; no amount in it, and
    not 元, in which other words end too.
    """
    match = _AT_END.search(line) if len(line) < _SHORT else None
    return squeezed(match[1]) if match and match[1] != ONE_YUAN else None


def _unit_unlabelled(line: str) -> str | None:
    """The unit that a line above a table states without saying that it is one: at its end in brackets, or alone."""
    return unit_printed(line, label=True) or _unit_alone(line)


def _unit_alone(text: str) -> str | None:
    """The unit of a text that is nothing else: `万元`, `(万元)`; not 元, which may be left of a 万元 on two lines."""
    word = squeezed(text)
    unit = _UNIT.search(word) if line_words().unit_word.fullmatch(word) else None
    return unit[0] if unit and unit[0] != ONE_YUAN else None
