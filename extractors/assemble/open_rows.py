"""What the rules at a page break say: browsers leave open the cells that a break cuts, and rule the others.

Word processors rule both ends of a cut; there the texts must tell (`cut_rows`).
"""

import re
from collections.abc import Sequence

from extractors.document.model import Cell, Table
from extractors.values.numbers import is_number
from extractors.values.text import compact

COMPARING = "≥≤≧≦<>＜＞="
VALUE = re.compile(rf"[{COMPARING}]*[\d.,，]+(?:%|％|[\u4e00-\u9fff]{{0,4}})")
"""A whole number or target."""

_TWO_DECIMALS = re.compile(r"[-−]?[\d,，]+\.\d\d")

_PIECE, _MARKS = re.compile(r"[-−]?[\d.,]+"), (".", ",")
"""A number or a piece of one, and what no number begins or ends with."""

NEAR = 500
"""So many cells before a break tell what labels a column has."""

Pairs = Sequence[tuple[Cell, Cell]]


def columns_at_break(first: Table, second: Table, row: int) -> list[tuple[Cell, Cell]]:
    """The cells of the last row of `first` with those of a row of `second` in the same columns."""
    if row >= second.rows:
        return []
    above, below = first.grid[first.rows - 1], second.grid[row]
    return [
        (above[col], below[col])
        for col in range(first.columns)
        if below[col].col == col and below[col].row == row and above[col].col == col
    ]


def two_values(above: str, below: str) -> bool:
    """Whether both texts may be a whole number or target."""
    return all(VALUE.fullmatch(text) for text in (above, below))


def two_amounts(above: str, below: str) -> bool:
    """Whether both texts are whole amounts, to two decimals: no break leaves such pieces of one number."""
    return all(_TWO_DECIMALS.fullmatch(text) for text in (above, below))


def two_signs(upper: Cell, lower: Cell) -> bool:
    """Whether each of two cells holds a sign of comparison (≥, =): two rows have each its own."""
    return all(text and not text.strip(COMPARING) for text in (compact(upper.text), compact(lower.text)))


def row_left_open(pairs: Pairs, heads: int) -> bool | None:
    """Whether a page's last row goes on below the break and the `heads` repeated there; None where no rule says.

    It does where all its cells are open; where some are, they reach down into further rows.
    """
    opens = [_is_open(upper, lower, heads) for upper, lower in pairs]
    if not any(opens):
        return None
    if all(opens) and all(upper.col_span == lower.col_span for upper, lower in pairs):
        return None if rows_apart(pairs, heads) else True
    spanning = any(
        is_open and (v.rest or max(u.row_span, v.row_span) > 1) for is_open, (u, v) in zip(opens, pairs, strict=True)
    )
    return False if spanning else None


def rows_apart(pairs: Pairs, heads: int) -> bool:
    """Whether two rows are whole that a break parts: each has its own sign or amount, or under repeated heads all that
    the other has.

    Some engines rule no row that ends a page; the rule above the next one may be that of the heads.
    """
    texts = [(compact(upper.text), compact(lower.text)) for upper, lower in pairs]
    if any(two_signs(*pair) for pair in pairs) or any(two_amounts(*pair) for pair in texts):
        return True
    alike = all(bool(above) == bool(below) for above, below in texts)
    return heads > 0 and alike and any(two_values(*pair) for pair in texts)


def are_pieces(upper: Cell, lower: Cell) -> bool:
    """Whether the texts of a cell above and below a break may be one number: the upper one is no whole amount."""
    above, below = compact(upper.text), compact(lower.text)
    if not (_PIECE.fullmatch(above) and _PIECE.fullmatch(below) and is_number(above + below)):
        return False
    return not _TWO_DECIMALS.fullmatch(above) or below.startswith(_MARKS)


def is_one_number(first: Table, second: Table, upper: Cell, lower: Cell) -> bool:
    """Whether one of two pieces can be no number of its own, or no rule ends their cell, whose column has one number in
    each of its other cells on the page below, or above where none is there: those that the foot cuts aside.
    """
    if not are_pieces(upper, lower):
        return False
    if compact(upper.text).endswith(_MARKS) or compact(lower.text).startswith(_MARKS):
        return True
    if not (upper.open_below and (lower.open_above or lower.row > 0)):  # below heads that are repeated they rule it
        return False
    for cells in (second.cells, first.cells[-NEAR:]):
        near = (cell for cell in cells if cell.col == lower.col and not cell.open_below)
        others = [cell.text.strip() for cell in near if cell is not upper and cell is not lower]
        if any(map(is_number, others)):
            return not any(map(_are_several, others))
    return False


def _are_several(text: str) -> bool:
    """Whether the lines of a cell may be numbers of their own: no label, and none that ends or begins at a point."""
    lines = [line.strip() for line in text.split("\n")]
    marked = any(line.startswith(_MARKS) or line.endswith(_MARKS) for line in lines)
    return len(lines) > 1 and not marked and all(map(_PIECE.fullmatch, lines))


def merge_open(first: Table, second: Table, pairs: Pairs, heads: int) -> set[int]:
    """Lets the open cells of a page's last row reach down over those below the break; the `id`s of the latter.

    Where all are open and the two rows whole, only the cells do that go on over several rows, or are blank below left
    of all that is filled there: what is blank at its right is a blank of the row's own. And a label does there whose
    two parts make one that its column has.
    """
    reached = set()
    apart = all(_is_open(upper, lower, heads) for upper, lower in pairs) and rows_apart(pairs, heads)
    labels = {(cell.col, compact(cell.text)) for cell in first.cells[-NEAR:]} if apart else set()
    begun = False
    for upper, lower in pairs:
        one_each = upper.row_span == lower.row_span == 1
        rest = not begun and upper.text and (upper.col, compact(upper.text + lower.text)) in labels
        own = lower.text.strip() and (lower.row_span == 1 or (lower.col, compact(lower.text)) in labels)
        if apart and ((own and not rest) or (begun and one_each)):
            begun = True
            continue
        if _is_open(upper, lower, heads) and upper.col_span == lower.col_span:
            if lower.text.strip():
                upper.go_on(lower, one_number=is_one_number(first, second, upper, lower))
            upper.open_below = lower.open_below
            upper.row_span += lower.row_span
            reached.add(id(lower))
    return reached | _rests_of_wide_cells(first, second, pairs, heads, reached) if reached else reached


def _rests_of_wide_cells(first: Table, second: Table, pairs: Pairs, heads: int, reached: set[int]) -> set[int]:
    """The `id`s of blank cells below open ones of several columns, which reach down over them where all else in the row
    below the break is such a rest too: the head that is repeated above it has parted it.
    """
    row = second.row_cells(heads)
    if any(cell.text.strip() or cell.row_span > 1 for cell in row if id(cell) not in reached):
        return set()
    found = set[int]()
    for upper, lower in pairs:
        below = [cell for cell in row if upper.col <= cell.col < upper.col + upper.col_span]
        wide = upper.row + upper.row_span == first.rows and id(lower) not in reached and len(below) > 1
        if wide and _is_open(upper, lower, heads) and sum(cell.col_span for cell in below) == upper.col_span:
            upper.row_span += 1
            found.update(map(id, below))
    return found


def _is_open(upper: Cell, lower: Cell, heads: int) -> bool:
    """Whether no rule ends a cell above a break, nor begins that below it; repeated heads rule the latter.

    A box that its engine ended with its text has a rule at its foot, and its rest below the break is not drawn at all.
    """
    return lower.rest or (upper.open_below and (lower.open_above or heads > 0))
