"""Columns that a page cut off a table, known by their sums: a total on one page is what both pages' parts make."""

from collections.abc import Iterator
from decimal import Decimal

from extractors.document.model import Part, Table
from extractors.values.numbers import is_number, number
from extractors.values.text import compact

_DIGITS = 5
"""A part of a sum that has fewer digits may make it up by chance."""

Row = dict[int, Decimal]


def makes_sums(first: Table, second: Table, part: Part) -> bool:
    """Whether in each row of amounts a column of `second` is what a column of a part lacks to another one, its total.

    So `合计 = 小计 + 小计`, of which the last stands on the next page.
    """
    rows = [(_amounts(first, part.row + row), _amounts(second, row)) for row in range(second.rows)]
    rows = [(left, right) for left, right in rows if left and right]
    pairs = [set(_making(*row)) for row in rows]
    return bool(pairs) and bool(set.intersection(*pairs))


def _amounts(table: Table, row: int) -> Row:
    """The amounts of a row by column; numbers without a point may count columns."""
    found = {}
    for cell in table.cells:
        text = compact(cell.text)
        if cell.row == row and "." in text and is_number(text) and (value := number(text)):
            found[cell.col] = value
    return found


def _making(left: Row, right: Row) -> Iterator[tuple[int, int, int]]:
    """Three columns of which the first, of one page, is the sum of the second, of that page, and the third."""
    for whole, total in left.items():
        for one, value in left.items():
            for other, rest in right.items():
                makes = one != whole and value + rest == total and len(rest.as_tuple().digits) >= _DIGITS
                if makes and rest not in left.values():  # a form printed again has the same amounts
                    yield whole, one, other
