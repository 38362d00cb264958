"""The name of a line of a standard table: which of its texts it is, and what that says of the line."""

import re
from collections.abc import Sequence

from extractors.document.model import Cell
from extractors.recognise.standard.codes import (
    CODE_LEVELS,
    Code,
)
from extractors.recognise.standard.model import Block, Column, Line, Part
from extractors.recognise.standard.words import label, row_name
from extractors.recognise.structure.cells import code_and_name
from extractors.values.numbers import NULL_SYMBOLS
from extractors.values.text import clean, is_ideograph

_FIRST_DIGITS = {"function": "2", "economic": "35", "operating": "35"}
"""Codes of functions begin with 2, economic ones with 3 (the department's) or 5 (the government's)."""

_INDENT = re.compile(r"^[\s\u3000]+")


def name_line(part: Part, block: Block, line: Line, names: list[tuple[Column, Cell]], codes: Sequence[Code]) -> None:
    """The line's name: that of its code where it is classified more than once, else the one furthest right."""
    coded = next((code.name for code in codes if code.name and code.digits == line.code), None)
    if coded is not None:
        line.notes += [f"{code.digits}-{code.name}" for code in codes if code.name and code.digits != line.code]
        line.notes += [clean(cell.text) for _, cell in names]
        take_name(line, coded)
        return
    cell = _own_name(part, block, line, names, codes)
    if cell is None and line.unit_name and not line.code:
        take_name(line, line.unit_name)
        return
    if cell is None and line.name.role == "total":
        return
    take_name(line, _without_labels(cell.text) if cell is not None else "")
    line.ink = cell.begins if cell is not None else None
    line.glyph = _glyph(cell) if cell is not None else None


def _own_name(
    part: Part, block: Block, line: Line, names: list[tuple[Column, Cell]], codes: Sequence[Code]
) -> Cell | None:
    """The cell of a line's own name, if it has one; what its other cells name is noted, or is its category."""
    cells = [cell for _, cell in names]
    if not cells:
        return None
    several = sum(1 for code in codes if code.regular) > 1 or (line.code is None and codes)
    if several and len(cells) > 1:
        start = next((code.column.start for code in codes if code.digits == line.code), -1)
        own = next((cell for column, cell in names if column.start > start), cells[0])
        line.notes += [clean(cell.text) for cell in cells if cell is not own]
        return own
    first, last = cells[0], cells[-1]
    if first.col != last.col:
        line.category = clean(first.text)
    elif _first_of_two(part, block, first) and row_name(clean(first.text)).role == "item":
        line.category = clean(first.text)
        return None
    return last


def _glyph(cell: Cell) -> float | None:
    longest = max(map(len, cell.text.strip().split("\n")), default=0)
    return (cell.ink[1] - cell.ink[0]) / longest if cell.ink and longest else None


def _first_of_two(part: Part, block: Block, cell: Cell) -> bool:
    """Whether a cell fills only the first of several grid columns that one name column has.

    Texts stand in the rest of them in other rows: a column in which nothing stands only keeps two others apart.
    """
    for column in block.texts:
        if column.meaning == "name" and column.end - column.start > 1 and cell.col == column.start:
            rest, rows = range(column.start + 1, column.end), range(part.top, part.bottom)
            behind = (other.col in rest and other.row in rows and other.text.strip() for other in part.table.cells)
            return cell.col_span == 1 and any(behind)
    return False


def _without_labels(text: str) -> str:
    """A name without the lines of the header that a missing rule put into its cell."""
    lines = text.split("\n")
    while len(lines) > 1 and label(lines[0]).meaning in ("code", "function_code", "name"):
        lines = lines[1:]
    return "\n".join(lines)


def _is_code(code: str, text: str) -> bool:
    """Whether digits beside a name are a subject's code; three behind it may be a count of people."""
    return len(code) in CODE_LEVELS and (len(code) > len("208") or not is_ideograph(text.lstrip()[:1]))


def take_name(line: Line, text: str) -> None:
    """Gives a line a text as its name: a code before it is the line's, and blanks before it are its indent."""
    coded = None if line.code else code_and_name(text)
    if coded and _is_code(coded[0], text) and coded[0][0] in _FIRST_DIGITS.get(line.scheme or "", ""):
        line.code, text = coded[0], coded[1]
    line.printed = clean(text)
    indent = _INDENT.match(text)
    line.indent = bool(indent)
    line.spaces = sum(2 if mark == "\u3000" else 1 for mark in indent[0]) if indent else 0
    line.name = row_name(line.printed)
    line.of_which = line.name.of_which
    if line.printed in NULL_SYMBOLS:
        line.printed, line.name = "", row_name("")
