"""The lossless layer: each table of a document and each of its cells, as printed → `tables` and `cells`."""

from collections.abc import Set
from decimal import Decimal

from extractors.account.empty_notes import empty_notes
from extractors.document.claims import Claims
from extractors.document.model import Cell, Document, Table
from extractors.recognise.printed_units import printed_unit
from extractors.values.numbers import is_number
from extractors.values.text import clean
from schemas.rows import CellRow, TableRow
from schemas.words.values import value_words

_At = tuple[int, int, int]
"""A cell by table, row and column."""

_OF_WORDS = (None, "organizations", "contents")
"""Kinds of tables that are filled without a number: those that only list, and what has no kind."""


def table_rows(document: Document, found: Claims) -> list[TableRow]:
    """A row of `tables` for each table, recognised or not."""
    lines = [
        line
        for line in found.rows.get("budget_lines", ())
        if (at := line["table_index"]) is not None and found.kinds[at] == line["table_kind"]
    ]
    standard = {line["table_index"]: False for line in lines}
    standard |= {line["table_index"]: True for line in lines if line["amount_yuan"] is not None}
    notes = empty_notes(document, found)
    return [_table_row(table, found, notes.get(table.index), standard.get(table.index)) for table in document.tables]


def cell_rows(document: Document, found: Claims) -> list[CellRow]:
    """A row of `cells` for each cell of each table."""
    return [row for table in document.tables for row in _cells_of(table, found)]


def _table_row(table: Table, found: Claims, note: str | None, amounts: bool | None) -> TableRow:
    """A row of `tables`; `amounts` says whether a standard table has any."""
    pages = {cell.page for cell in table.cells if cell.page is not None}
    heads = [cell for cell in table.cells if cell.text and (table.index, cell.row, cell.col) in found.headers]
    top = [cell for cell in table.cells if cell.row == 0]
    structure = found.structures.get(table.index)
    return {
        "table_index": table.index,
        "kind": found.kinds.get(table.index),
        "other_kinds": "；".join(found.other_kinds.get(table.index, ())) or None,
        "form": found.forms.get(table.index),
        "title": table.title or found.titles.get(table.index),
        "unit_printed": printed_unit(table, *top, *heads),
        "unit_proof": f"{proof.unit}: {proof.reason}" if (proof := found.units.get(table.index)) else None,
        "first_page": min(pages, default=None),
        "last_page": max(pages, default=None),
        "rows": table.rows,
        "columns": table.columns,
        "structure": ("；".join(structure.ways) or None) if structure else None,
        "sums_held": structure.held if structure else None,
        "sums_failed": structure.failed if structure else None,
        "rows_proved": structure.rows if structure else None,
        "columns_proved": structure.columns if structure else None,
        "engine": table.engine,
        "witness_agreement": None,
        "witness_cells": None,
        "state": _state(table, found, note, amounts),
        "empty_note": note,
    }


def _state(table: Table, found: Claims, note: str | None, amounts: bool | None) -> str:
    """Whether a table has values, says that it has none, or is just empty."""
    values = [cell for cell in table.cells if cell.text and (table.index, cell.row, cell.col) not in found.headers]
    filled = any(map(_holds_a_number, values)) if amounts is None else amounts
    if filled or (found.kinds.get(table.index) in _OF_WORDS and any(clean(cell.text) for cell in values)):
        return "filled"
    return "declared_empty" if note or _says_none(values) else "empty"


def _holds_a_number(cell: Cell) -> bool:
    """Names in the first column may have digits of their own (1、房屋, 单价在20万元以上的设备)."""
    return any(char.isdigit() for char in cell.text) and (cell.col > 0 or is_number(clean(cell.text)))


def _says_none(values: list[Cell]) -> bool:
    return any(clean(cell.text) == value_words().none for cell in values)


def _cells_of(table: Table, found: Claims) -> list[CellRow]:
    index, headers = table.index, found.headers
    proved = found.proved if index in found.structures else None
    return [_cell_row(index, cell, (index, cell.row, cell.col), headers, proved) for cell in table.cells]


def _cell_row(index: int, cell: Cell, at: _At, headers: Set[_At], proved: Set[_At] | None) -> CellRow:
    x0, top, x1, bottom = cell.box or (None, None, None, None)
    return {
        "table_index": index,
        "row": cell.row,
        "col": cell.col,
        "row_span": cell.row_span,
        "col_span": cell.col_span,
        "text": cell.text,
        "page": cell.page,
        "line": cell.line,
        "x0": x0,
        "top": top,
        "x1": x1,
        "bottom": bottom,
        "header": at in headers,
        "proved": None if proved is None else at in proved,
        "witness_text": None,
        "confidence": None if cell.confidence is None else Decimal(f"{cell.confidence:.4f}"),
        "doubt": cell.doubt,
        "suggested_value": None,
        "suggested_because": None,
    }
