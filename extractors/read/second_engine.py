"""The second witness: camelot's vector engine reads the numeric cells again, from its own parser and geometry."""

import logging
import re
import warnings
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from extractors.document.model import WITNESS, At, Cell, Table, nowhere
from extractors.document.place import Box
from extractors.document.troubles import Trouble
from extractors.read.pdf.plain_copy import plain_copy
from extractors.values.numbers import is_number
from extractors.values.text import compact

_PAGES_AT_ONCE = 20
_INSIDE = 0.5
"""A cell of the witness is part of ours when this share of it lies in ours."""

_NUMBERS = re.compile(r"[-−+(]?\d[\d.,]*%?")

Seen = dict[int, list[tuple[Box, str]]]
"""The witness's cells by page."""


def numeric_cells(table: Table) -> list[Cell]:
    """The cells that hold a number and nothing else, on one page, printed: those that a witness is asked about."""
    cells = (cell for cell in table.cells if cell.page is not None and not cell.mended and cell.confidence is None)
    return [cell for cell in cells if is_number(compact(cell.text))]


@dataclass(slots=True)
class Readings:
    """What the witness reads: by cell (table, row, column) what it reads where it reads other numbers, by table how
    many cells it reads alike of how many, and the pages that it cannot read, whose cells were not asked about.
    """

    otherwise: dict[tuple[int, int, int], str] = field(default_factory=dict)
    counts: dict[int, tuple[int, int]] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)


def ask_witness(
    data: bytes,
    tables: Collection[Table],
    heights: Sequence[float],
    at: At = nowhere,
    *,
    altered: Collection[int] = (),
) -> Readings:
    """Asks the witness about the numeric cells of tables; `heights` are those of the PDF's pages in points.

    Of `altered` pages, which hold more or other than they show, it is given a copy that holds what they show.
    """
    found = Readings()
    asked: dict[int, list[tuple[Table, Cell]]] = {}
    for table in tables:
        for cell in numeric_cells(table):
            asked.setdefault(cell.page or 0, []).append((table, cell))
    numbers = sorted(asked)
    data = plain_copy(data, set(altered) & set(numbers)) if numbers else data
    for start in range(0, len(numbers), _PAGES_AT_ONCE):
        at(WITNESS)
        seen = _read(data, numbers[start : start + _PAGES_AT_ONCE])
        for page in numbers[start : start + _PAGES_AT_ONCE]:
            if page in seen:
                for table, cell in asked[page]:
                    _compare(found, table, cell, _said(cell, seen[page], heights[page - 1]))
            else:
                message = f"the second witness could not read page {page}; its numbers have only one, look at it"
                found.troubles.append(Trouble("read", "witness", message, page))
    return found


def _compare(found: Readings, table: Table, cell: Cell, said: str) -> None:
    read, printed = _NUMBERS.findall(said), _NUMBERS.findall(compact(cell.text))
    if "．" in cell.text:  # it puts a full-width point behind its digits, so it can speak of these only
        read, printed = ([number.replace(".", "") for number in numbers] for numbers in (read, printed))
    alike = read == printed or _is_repeated(said, compact(cell.text))
    if not alike:
        found.otherwise[table.index, cell.row, cell.col] = said
    agreed, count = found.counts.get(table.index, (0, 0))
    found.counts[table.index] = agreed + alike, count + 1


def _is_repeated(said: str, printed: str) -> bool:
    """Whether the witness reads a text as often as it is printed over itself, to look bold or to throw a shadow."""
    times, rest = divmod(len(said), max(len(printed), 1))
    return times > 1 and not rest and said == printed * times


def _read(data: bytes, pages: list[int]) -> Seen:
    """The witness's cells by page; a page on which it fails is not there."""
    try:
        seen = _tables(data, pages)
        return {page: seen.get(page, []) for page in pages}
    except Exception:
        if len(pages) == 1:
            return {}
    return {page: cells for one in pages for page, cells in _read(data, [one]).items()}


def _tables(data: bytes, pages: list[int]) -> Seen:
    from camelot.io import read_pdf  # slow to import, and text needs none of it

    logging.getLogger("camelot").setLevel(logging.CRITICAL)
    logging.getLogger("playa").setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tables = read_pdf(
            data,
            pages=",".join(map(str, pages)),
            flavor="lattice",
            engine="vector",
            split_text=True,
            layout_kwargs={"boxes_flow": None},  # the order of text boxes, which no grid needs, costs a fifth
        )
        seen: Seen = {}
        for table in tables:
            seen.setdefault(table.page, []).extend(_cells(table))
    return seen


def _cells(table: Any) -> Iterator[tuple[Box, str]]:
    for row in table.cells:
        for cell in row:
            if cell.text.strip():
                yield (cell.x1, cell.y1, cell.x2, cell.y2), compact(cell.text)


def _said(cell: Cell, seen: list[tuple[Box, str]], height: float) -> str:
    """What the witness reads in a cell of ours: the texts of its own cells that lie in it.

    It counts from the lower edge of the page. Words of a neighbour may stand among them (it takes the boxes of some
    fonts for lower than they are), which is why only numbers are compared.
    """
    x0, top, x1, bottom = cell.box or (0.0, 0.0, 0.0, 0.0)
    low, high = height - bottom, height - top
    return "".join(
        text
        for (left, under, right, over), text in seen
        if left < x1
        and right > x0
        and under < high
        and over > low
        and (min(right, x1) - max(left, x0)) * (min(over, high) - max(under, low))
        > _INSIDE * (right - left) * (over - under)
    )
