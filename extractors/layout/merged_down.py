"""Cells merged down in tables that nothing rules: each label stands in the middle of its rows.

As far as the rows of a label reach above it, they reach below. Where the labels of a column so share out all rows of a
table between its totals, and leave none over, they are cells merged down; else nobody knows which rows are whose.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

from extractors.layout.lines_of_words import Line, Word, bottom_of, has_amounts, is_amount, top_of
from extractors.layout.reach import columns_of
from extractors.layout.rows import together
from extractors.values.text import compact
from schemas.words.lines import line_words

_MOST = 0.6
"""A column has labels for so many of the rows at most, where each may be of several."""

_ASIDE = 0.35
"""Share of a row's height by which the rows of a label may seem to end beside the side of a row."""

_ON_LINE = 1.0
"""Points within which a label stands on the line of a row."""

_SHORT = 3
"""Digits of the codes of classes: those that stand in columns of their own change from row to row."""


class Block(NamedTuple):
    """A cell from its first row to its last, in a column; without words where it goes on from the page before."""

    column: int
    first: int
    last: int
    words: Line


def merged_down(lines: Sequence[Line], close: float, xs: Sequence[float], *, goes_on: bool) -> list[Block]:
    """The cells merged down in a table whose lines below its head, less their words, make its rows.

    A table that `goes_on` may begin with rows of the last cell on the page before.
    """
    columns = _texts(lines, xs)
    most = _MOST * sum(map(has_amounts, lines))
    labels = {column: own for column in columns if len(own := _labels(columns[column], close)) <= most and own}
    if goes_on:
        labels |= {column: [] for column in range(min(columns, default=0))}
    while labels:
        rows = together(_without(lines, labels), close)
        dense = [column for column in columns if column not in labels and _is_dense(column, rows, xs)]
        found = {
            column: _blocks(column, rows, own, goes_on=goes_on) if any(column < other for other in dense) else None
            for column, own in labels.items()
        }
        if all(blocks is not None for blocks in found.values()):
            return [block for blocks in found.values() for block in blocks or ()]
        labels = {column: own for column, own in labels.items() if found[column] is not None}
    return []


def outside(lines: Sequence[Line], blocks: Sequence[Block]) -> list[Line]:
    """Lines without the words of some cells."""
    return _without(lines, {n: [block.words] for n, block in enumerate(blocks)})


def _without(lines: Sequence[Line], labels: dict[int, list[Line]]) -> list[Line]:
    taken = {id(word) for own in labels.values() for label in own for word in label}
    rest = ([word for word in line if id(word) not in taken] for line in lines)
    return [line for line in rest if line]


def _texts(lines: Sequence[Line], xs: Sequence[float]) -> dict[int, Line]:
    """The words of each column before the amounts from the top down, totals left out; no words over several columns."""
    placed = [(columns_of(word, xs), word) for line in lines for word in line]
    first = min((columns[0] for columns, word in placed if is_amount(word)), default=0)
    found: dict[int, Line] = {}
    for columns, word in placed:
        if columns[-1] < first and len(columns) == 1 and not _is_total(word):
            found.setdefault(columns[0], []).append(word)
    return {column: found[column] for column in sorted(found)}


def _is_total(word: Word) -> bool:
    return line_words().total_line.fullmatch(compact(word.text)) is not None


def _labels(words: Line, close: float) -> list[Line]:
    """The labels of a column, lines that stand close put together; none where they are codes of classes."""
    found: list[Line] = []
    for word in sorted(words, key=lambda word: word.top):
        if found and word.top - found[-1][-1].bottom < close:
            found[-1].append(word)
        else:
            found.append([word])
    classes = all(len(label) == 1 and label[0].text.isdecimal() and len(label[0].text) <= _SHORT for label in found)
    return [] if classes else found


def _is_dense(column: int, rows: Sequence[Line], xs: Sequence[float]) -> bool:
    """Whether each row but totals has a word of a column."""
    return all(any(column in columns_of(word, xs) for word in row) for row in rows if not any(map(_is_total, row)))


def _blocks(column: int, rows: Sequence[Line], labels: Sequence[Line], *, goes_on: bool) -> list[Block] | None:
    """The cells of a column's labels; None where these do not share out all rows between totals."""
    sides = _sides(rows)
    middles = [_middle(label) for label in labels]
    found: list[Block] = []
    for total, group in groupby(range(len(rows)), lambda at: any(map(_is_total, rows[at]))):
        run = list(group)
        own = labels[bisect_left(middles, sides[run[0]]) : bisect_left(middles, sides[run[-1] + 1])]
        if total:
            if own:
                return None
            continue
        cells = _shared_out(sides, run[0], run[-1] + 1, own, open_top=goes_on and run[0] == 0)
        if cells is None or _may_head_lines(rows, cells):
            return None
        found += [Block(column, *cell) for cell in cells]
    return found if len(found) < len(rows) and any(block.last > block.first for block in found) else None


def _middle(words: Line) -> float:
    return (top_of(words) + bottom_of(words)) / 2


def _sides(rows: Sequence[Line]) -> list[float]:
    """Where rows part, from the top of the first to the foot of the last."""
    gaps = [top_of(below) - bottom_of(above) for above, below in pairwise(rows)]
    half = median(gaps) / 2 if gaps else 0.0
    inner = [bottom_of(above) + gap / 2 for above, gap in zip(rows, gaps, strict=False)]
    return [top_of(rows[0]) - half, *inner, bottom_of(rows[-1]) + half]


Cell = tuple[int, int, Line]
"""The first row, the last one and the words of a cell."""


def _shared_out(
    sides: Sequence[float], first: int, end: int, labels: Sequence[Line], *, open_top: bool
) -> list[Cell] | None:
    """The cells of labels that share out the rows from the first to the one before the end, each its half above it.

    With an `open_top` the first rows may be of no label on this page.
    """
    found: list[Cell] = []
    at = first
    for label in labels:
        ends = _side_at(2 * _middle(label) - sides[at], sides, at + 1, end)
        if ends is None:
            break
        found.append((at, ends - 1, label))
        at = ends
    if at == end:
        return found
    return _from_below(sides, first, end, labels) if open_top else None


def _from_below(sides: Sequence[float], first: int, end: int, labels: Sequence[Line]) -> list[Cell] | None:
    found: list[Cell] = []
    at = end
    for label in reversed(labels):
        begins = _side_at(2 * _middle(label) - sides[at], sides, first, at - 1)
        if begins is None:
            return None
        found.insert(0, (begins, at - 1, label))
        at = begins
    return [(first, at - 1, []), *found] if at > first else found


def _side_at(y: float, sides: Sequence[float], first: int, last: int) -> int | None:
    """The side of a row, of some, that is at a place."""
    at = bisect_left(sides, y, first, last + 1)
    near = [n for n in (at - 1, at) if first <= n <= last]
    best = min(near, key=lambda n: abs(sides[n] - y), default=None)
    if best is None:
        return None
    high = min(sides[n + 1] - sides[n] for n in (best - 1, best) if 0 <= n < len(sides) - 1)
    return best if abs(sides[best] - y) < _ASIDE * high else None


def _may_head_lines(rows: Sequence[Line], cells: Sequence[Cell]) -> bool:
    """Whether labels may be those of lines with others below them: each on a row's line, and the first on the first."""
    first = cells[0] if cells else None
    if first is None or first[0] != first[1] or all(begins == ends for begins, ends, _ in cells):
        return False
    lines = sorted((word.top + word.bottom) / 2 for row in rows for word in row if is_amount(word))
    middles = (_middle(label) for _, _, label in cells if label)
    return all(bisect_left(lines, y - _ON_LINE) < bisect_right(lines, y + _ON_LINE) for y in middles)


def cells_of(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """The rows, with the column, below which the cell of a block goes on."""
    yield from ((row, block.column) for block in blocks for row in range(block.first, block.last))
