"""Amounts in cells that lack the rule between two columns: whose column the place of the text tells."""

from collections.abc import Iterable

from extractors.document.model import Cell
from extractors.recognise.standard.model import Amount, Column, Line

_ALIKE = 1.0
"""Points within which texts keep the same distance from the right rule of their columns."""

_FEWEST = 3
"""So many amounts of the table must keep that distance, to show how it sets its numbers."""


def settle(lines: Iterable[Line]) -> None:
    """Gives each amount that is merged over columns the one that its place tells, where one does beyond doubt.

    Its text must lie within one column and end where the table's numbers end in theirs. A number set to the right of a
    cell that is truly merged ends in the last column, one set to its middle in the middle: those stay as they are.
    """
    amounts = [amount for line in lines for amount in line.amounts if amount.cell.ink and amount.cell.box]
    gaps = [gap for amount in amounts if len(amount.columns) == 1 and (gap := _gap(amount.cell)) is not None]
    for amount in amounts:
        if len(amount.columns) > 1 and (column := _column(amount, gaps)):
            amount.columns = [column]


def _gap(cell: Cell) -> float | None:
    """Points between a text and the right rule of its cell."""
    return cell.box[2] - cell.ink[1] if cell.box and cell.ink else None


def _column(amount: Amount, gaps: list[float]) -> Column | None:
    cell = amount.cell
    if cell.ink is None or cell.box is None:
        return None
    start, end = cell.ink
    if abs((start + end) - (cell.box[0] + cell.box[2])) < 2 * _ALIKE:
        return None
    for column in amount.columns[:-1]:
        if column.span and column.span[0] < start and end < column.span[1]:
            gap = column.span[1] - end
            return column if sum(1 for other in gaps if abs(other - gap) <= _ALIKE) >= _FEWEST else None
    return None
