"""类, 款 and 项 in columns of their own that no label calls so: what stands in them tells it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.document.model import Cell
from extractors.recognise.standard.codes import UNIT_CODES
from extractors.recognise.standard.model import UNLISTED, Column
from extractors.recognise.standard.words import row_name
from extractors.values.numbers import NULL_SYMBOLS
from extractors.values.text import code_form

_CLASS, _BELOW = 3, 2
"""Digits of a class, and of each of the two levels below it."""

_MAY_BE = ("code", "part", UNLISTED, "name")
"""What labels may say of such columns, or of the one that lies over them."""


def parted(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> list[Column]:
    """The columns, those that hold the parts of a code told as such; one label over all parts is each one's."""
    narrow = [one for column in columns for one in _narrow(column, rows)]
    for first, group in _groups(narrow, rows):
        for n in range(first, first + group):
            narrow[n].meaning = "part"
    return narrow


def _narrow(column: Column, rows: Sequence[Sequence[Cell]]) -> list[Column]:
    """A column over several of the grid as these, where parts of codes stand in each of them; else itself."""
    if column.meaning not in _MAY_BE or column.end - column.start not in (2, 3):
        return [column]
    cells = [replace(column, start=n, end=n + 1) for n in range(column.start, column.end)]
    return cells if len(list(_groups(cells, rows))) == 1 and _digits(cells[-1], rows) else [column]


def _groups(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> list[tuple[int, int]]:
    """Where a column of classes begins with one or two of their parts right of it, and how many these are together."""
    lengths = [_digits(column, rows) if column.meaning in _MAY_BE else 0 for column in columns]
    found = []
    for n, (one, other) in enumerate(pairwise(lengths)):
        if (one, other) == (_CLASS, _BELOW):
            found.append((n, 3 if lengths[n + 2 : n + 3] == [_BELOW] else 2))
    return found


def _digits(column: Column, rows: Sequence[Sequence[Cell]]) -> int:
    """How many digits the texts of a column have that are all digits of one length; else 0.

    A total and a body stand there in lines of their own.
    """
    texts = [
        text
        for cells in rows
        for cell in cells
        if column.start <= cell.col < column.end
        and cell.col_span == 1
        and (text := code_form(cell.text)) not in NULL_SYMBOLS
        and row_name(text).role == "item"
    ]
    lengths = {len(text) for text in texts if text.isdigit()} - {*UNIT_CODES}
    return lengths.pop() if len(lengths) == 1 and all(text.isdigit() for text in texts) else 0
