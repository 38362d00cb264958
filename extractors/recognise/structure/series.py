"""Rows of several series: each line is printed once a year, say, and only rows of one year add up."""

from collections.abc import Callable, Sequence

from extractors.recognise.structure.model import Block, Keys, Matrix, Reading, Relation


def series(keys: Sequence[Keys]) -> list[list[int]]:
    """The rows of each series, in order, where each line is printed once in every series; none in most tables."""
    marks = [key.series for key in keys]
    length = next((n for n, mark in enumerate(marks) if n and mark == marks[0]), 0)
    first = marks[:length]
    regular = len(marks) % length == 0 if length else False
    if length < 2 or not regular or None in first or len(set(first)) < length:
        return []
    if any(mark != first[n % length] for n, mark in enumerate(marks)):
        return []
    return [list(range(start, len(marks), length)) for start in range(length)]


def read_apart(block: Block, apart: Sequence[Sequence[int]], read: Callable[[Block], list[Reading]]) -> list[Reading]:
    """The readings of a block whose series are read each for itself, put together by their names."""
    each = [{one.name: one for one in read(_only(block, rows))} for rows in apart]
    return [
        _together(name, apart, [found[name] for found in each], len(block.keys)) for name in each[0] if _in(name, each)
    ]


def _in(name: str, each: Sequence[dict[str, Reading]]) -> bool:
    return all(name in found for found in each)


def _only(block: Block, rows: Sequence[int]) -> Block:
    """The block with some of its rows."""
    matrix, at = block.matrix, {row: n for n, row in enumerate(rows)}
    unread = frozenset((at[row], column) for row, column in matrix.unread if row in at)
    halves = [matrix.halves[row] for row in rows] if matrix.halves else None
    lines = Matrix([matrix.lines[row] for row in rows], matrix.width, unread, halves, matrix.place)
    return Block(lines, [block.keys[row] for row in rows], block.labels, block.years, block.is_total, block.of_which)


def _together(name: str, apart: Sequence[Sequence[int]], several: Sequence[Reading], height: int) -> Reading:
    parents: list[int | None] = [None] * height
    relations: list[Relation] = []
    for rows, reading in zip(apart, several, strict=True):
        for n, parent in enumerate(reading.parents):
            parents[rows[n]] = None if parent is None else rows[parent]
        relations += (
            Relation(one.kind, rows[one.total], tuple(rows[part] for part in one.parts), one.keyed, one.tally)
            for one in reading.relations
        )
    first = several[0]
    handicap = sum(one.handicap for one in several)
    return Reading(name, parents, relations, first.keyed, handicap, first.weight)
