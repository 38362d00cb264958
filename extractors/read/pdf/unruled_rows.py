"""Rows that a table parts by space alone: its columns are ruled, and its head may be, but nothing between its rows.

What tells them from lines of one cell are amounts: no cell holds several, each on a line with words or amounts of other
columns.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.document.place import Box
from extractors.layout.lines_of_words import Line, Word, as_lines, bottom_of, has_amounts, is_amount, top_of
from extractors.layout.rows import rows_of_lines
from extractors.read.pdf.broken_numbers import one_number
from extractors.read.pdf.content import Char
from extractors.read.pdf.grid import Grid
from extractors.read.pdf.lines import text_lines
from extractors.read.pdf.ruling import Rule, level_rule
from extractors.values.numbers import NULL_SYMBOLS, is_number

_TWO_ROWS = 2.5
"""Heights of a character that a strip of two rows measures at least, with the space that parts them."""

_FEWEST = 3
"""So many rows of amounts make a strip several rows; two do where two columns hold an amount in both."""

_PADDING = 12.0
"""Points on both sides of a text that cells leave free at most; where no letter more has room, it may go on below."""


Cell = tuple[Box, list[Char]]


def rules_between_rows(grids: Sequence[Grid], texts: Sequence[list[list[Char]]]) -> Iterator[Rule]:
    """The level rules to add where a strip between two rules holds several rows, each over the whole of it."""
    for grid, chars in zip(grids, texts, strict=True):
        strips: dict[int, list[Cell]] = {}
        for cell, own in zip(grid.cells, chars, strict=True):
            strips.setdefault(cell[0], []).append((cell[-1], own))
        for strip in strips.values():
            if any(map(_may_hold_several, strip)) and _is_level([box for box, _ in strip]):
                x0, x1 = min(box[0] for box, _ in strip), max(box[2] for box, _ in strip)
                for y in _bounds(strip):
                    yield level_rule(y, x0, x1)


def _may_hold_several(cell: Cell) -> bool:
    """Whether a cell has an amount and room for two rows, which space parts."""
    box, chars = cell
    if not chars or box[3] - box[1] < _TWO_ROWS * (chars[0].bottom - chars[0].top):
        return False
    number = next((char for char in chars if char.text in ".,"), None)
    return number is not None and box[3] - box[1] > _TWO_ROWS * (number.bottom - number.top)


def _is_level(boxes: Sequence[Box]) -> bool:
    """Whether all cells of a strip begin and end with it: none spans another one too."""
    return max(box[3] for box in boxes) - min(box[3] for box in boxes) < 1.0


def _bounds(strip: Sequence[Cell]) -> list[float]:
    """Where the rows of a strip part; nothing where it is one row."""
    cells = [(box, text_lines(chars)) for box, chars in strip]
    if any(one_number(lines, box) for box, lines in cells):
        return []
    words = [[Word(text.strip(), *line) for text, line in lines] for _, lines in cells]
    rows = rows_of_lines(as_lines(word for own in words for word in own))
    for own, (box, _) in zip(words, cells, strict=True):
        rows = _with_wrapped(rows, own, box)
    bounds = [(bottom_of(above) + top_of(below)) / 2 for above, below in pairwise(rows)]
    if not (_of_amounts(rows, words) or _of_pairs(rows)):
        return []
    bare = [(top_of(row), bottom_of(row)) for row in rows if not has_amounts(row)]
    named = any(_names(own, box, rows) for own, (box, _) in zip(words, cells, strict=True))
    if any(_goes_on(own, box, bounds, bare, named=named) for own, (box, _) in zip(words, cells, strict=True)):
        return []
    return bounds


def _with_wrapped(rows: list[Line], lines: Line, box: Box) -> list[Line]:
    """Rows, of which one without amounts goes to the one above where a cell's text fills its line there."""
    found = list(rows)
    for above, below in pairwise(lines):
        if is_number(above.text) or not _fills(above, box):
            continue
        first, second = (next((row for row in found if _holds(row, line)), None) for line in (above, below))
        if first is None or second is None or first is second or (has_amounts(first) and has_amounts(second)):
            continue
        between = found[found.index(first) : found.index(second) + 1]
        if sum(map(has_amounts, between)) < 2:
            found[found.index(first) : found.index(second) + 1] = [[word for row in between for word in row]]
    return found


def _holds(row: Line, line: Word) -> bool:
    return top_of(row) <= line.top and line.bottom <= bottom_of(row)


def _of_amounts(rows: Sequence[Line], words: Sequence[Line]) -> bool:
    """Whether several rows have amounts, which stand below each other in cells of nothing else."""
    with_amounts = sum(map(has_amounts, rows))
    stacked = sum(sum(map(is_amount, own)) > 1 and all(map(_is_amount_or_none, own)) for own in words)
    return stacked > 0 and (with_amounts >= _FEWEST or (with_amounts > 1 and stacked > 1))


def _is_amount_or_none(word: Word) -> bool:
    return is_amount(word) or word.text in NULL_SYMBOLS or word.text == "0"


def _of_pairs(rows: Sequence[Line]) -> bool:
    """Whether words of two columns stand beside each other again a line and more below, one time with amounts."""
    far = all(top_of(below) - bottom_of(above) > bottom_of(above) - top_of(above) for above, below in pairwise(rows))
    pairs = all(sum(not is_number(word.text) for word in row) > 1 for row in rows)
    return len(rows) > 1 and far and pairs and sum(map(has_amounts, rows)) == 1


def _names(lines: Line, box: Box, rows: Sequence[Line]) -> bool:
    """Whether a cell has a name for each of several rows: most of them leave room for a letter more."""
    short = sum(not is_number(line.text) and not _fills(line, box) for line in lines)
    return len(lines) == len(rows) >= _FEWEST and 2 * short > len(lines)


def _goes_on(
    lines: Line, box: Box, bounds: Sequence[float], bare: Sequence[tuple[float, float]], *, named: bool
) -> bool:
    """Whether the text of a cell would be parted: its lines fill the cell, or one does before one in a `bare` row.

    A name may fill its cell by chance; the next row has amounts then, or other names do not. A column as wide as its
    names is filled by all, where another one has `named` the rows.
    """
    parted = [(above, below) for above, below in pairwise(lines) if any(above.top < y < below.bottom for y in bounds)]
    full = [above for above in lines[:-1] if not is_number(above.text) and _fills(above, box)]
    if len(full) == len(lines) - 1 and not named:
        return bool(parted)
    return any(
        above in full and any(top <= below.top and below.bottom <= bottom for top, bottom in bare)
        for above, below in parted
    )


def _fills(line: Word, box: Box) -> bool:
    wide = line.x1 - line.x0
    return box[2] - box[0] - wide < wide / len(line.text) + _PADDING
