"""Sums of a grid of numbers that has no labels: arithmetic alone, along its rows and along its columns."""

from collections.abc import Iterator

from extractors.recognise.structure.arithmetic import Verdict, verdict
from extractors.recognise.structure.model import Matrix
from extractors.recognise.structure.runs import both_ways
from extractors.recognise.structure.scattered import scattered

Cell = tuple[int, int]


def sums_of(matrix: Matrix) -> Iterator[tuple[Cell, frozenset[Cell]]]:
    """Each sum as its total and its parts (row, column)."""
    for across in (False, True):
        lines = matrix.turned() if across else matrix
        filled = [n for n, line in enumerate(lines.lines) if any(value is not None for value in line)]
        kind = "columns" if across else "parent"
        runs = both_ways(lines, filled, kind)
        for relation in (*runs, *scattered(lines, filled, kind, runs)):
            for position, value in enumerate(lines.lines[relation.total]):
                parts = [part for part in relation.parts if lines.lines[part][position] is not None]
                if value is None or not parts:
                    continue
                if verdict(lines, relation.total, relation.parts, position) is Verdict.FAILED:
                    continue
                cells = ((position, part) if across else (part, position) for part in parts)
                yield (position, relation.total) if across else (relation.total, position), frozenset(cells)
