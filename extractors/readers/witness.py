"""The second witness: camelot's vector engine reads the numeric cells again, from its own parser and geometry."""

import logging
import warnings
from collections.abc import Iterator
from typing import Any

from extractors.document import Box, Cell, Document, Table
from extractors.numbers import is_number
from extractors.text import compact

_PAGES_AT_ONCE = 20
_INSIDE = 0.5
"""A cell of the witness is part of ours when this share of it lies in ours."""


def ask_witness(data: bytes, document: Document, heights: list[float]) -> None:
    """Sets `agreement` on each table that has numeric cells: how many the witness reads alike, of how many.

    `heights` are those of the pages in points; the witness counts from their lower edge.
    """
    asked: dict[int, list[tuple[Table, Cell]]] = {}
    for table in document.tables:
        for cell in table.cells:
            if cell.page is not None and is_number(compact(cell.text)):
                asked.setdefault(cell.page, []).append((table, cell))
    alike: dict[int, list[bool]] = {}
    numbers = sorted(asked)
    for start in range(0, len(numbers), _PAGES_AT_ONCE):
        pages = numbers[start : start + _PAGES_AT_ONCE]
        seen = _read(data, pages)
        for page in pages:
            for table, cell in asked[page]:
                agrees = _agrees(cell, seen.get(page, []), heights[page - 1])
                alike.setdefault(table.index, []).append(agrees)
    for table in document.tables:
        if table.index in alike:
            table.agreement = (sum(alike[table.index]), len(alike[table.index]))


def _read(data: bytes, pages: list[int]) -> dict[int, list[tuple[Box, str]]]:
    """The witness's cells by page; nothing where it fails, which then counts as disagreement."""
    from camelot.io import read_pdf  # slow to import, and text needs none of it

    logging.getLogger("camelot").setLevel(logging.CRITICAL)
    logging.getLogger("playa").setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            tables = read_pdf(
                data,
                pages=",".join(map(str, pages)),
                flavor="lattice",
                engine="vector",
                split_text=True,
                layout_kwargs={"boxes_flow": None},  # the order of text boxes, which no grid needs, costs a fifth
            )
        except Exception:
            return {}
        seen: dict[int, list[tuple[Box, str]]] = {}
        for table in tables:
            seen.setdefault(table.page, []).extend(_cells(table))
    return seen


def _cells(table: Any) -> Iterator[tuple[Box, str]]:
    for row in table.cells:
        for cell in row:
            if cell.text.strip():
                yield (cell.x1, cell.y1, cell.x2, cell.y2), compact(cell.text)


def _agrees(cell: Cell, seen: list[tuple[Box, str]], height: float) -> bool:
    """Whether the witness's cells that lie in ours hold the same text."""
    if cell.box is None:
        return False
    x0, top, x1, bottom = cell.box
    low, high = height - bottom, height - top
    inside = [
        text
        for (left, under, right, over), text in seen
        if left < x1
        and right > x0
        and under < high
        and over > low
        and (min(right, x1) - max(left, x0)) * (min(over, high) - max(under, low))
        > _INSIDE * (right - left) * (over - under)
    ]
    return "".join(inside) == compact(cell.text)
