"""Ruled tables written as rows of text: `<` goes on with the cell to the left, `^` with the cell above."""

from extractors.document.model import Cell, Document, Paragraph, Table
from extractors.recognise.forms import Recognised, recognise


def ruled(rows: list[list[str]], *context: str) -> Table:
    """The table, with its true spans and the lines above it."""
    cells = [
        Cell(r, c, text, _down(rows, r, c), _right(row, c), page=1)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if text not in ("<", "^")
    ]
    lines = [Paragraph(text, [(0, 1, None)], index=n) for n, text in enumerate(context)]
    table = Table(cells, len(rows), len(rows[0]), "ruled", lines, index=1)
    table.title = context[0] if context else None
    return table


def _right(row: list[str], col: int) -> int:
    return next((n for n in range(col + 1, len(row)) if row[n] != "<"), len(row)) - col


def _down(rows: list[list[str]], row: int, col: int) -> int:
    return next((n for n in range(row + 1, len(rows)) if rows[n][col] != "^"), len(rows)) - row


def recognised(rows: list[list[str]], *context: str) -> Recognised:
    """The form that the table is."""
    (form,) = recognise(Document([ruled(rows, *context)], "pdf", "application/pdf", pages=1))
    return form
