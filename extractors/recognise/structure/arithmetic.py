"""Whether numbers add up: the verdict on one sum, and the tally of a relation over all its positions."""

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from extractors.recognise.structure.model import Matrix, Relation, Structure, Tally, Value

Cell = tuple[int, int]
"""A number's row and column in its block."""


class Verdict(Enum):
    """What one sum says.

    It is `VOID` where its total or all its parts are blank, or all is zero: that says nothing, and is no failure.
    """

    VOID = "void"
    TRIVIAL = "trivial"
    HELD = "held"
    FAILED = "failed"
    UNKNOWN = "unknown"


_COUNTED = (Verdict.HELD, Verdict.TRIVIAL, Verdict.FAILED, Verdict.UNKNOWN)
"""In the order of a tally."""


class Evidence(NamedTuple):
    """One sum: its relation, its cells, the verdict, and whether a failure is the publisher's (`accuses`)."""

    relation: Relation
    total: Cell
    parts: tuple[Cell, ...]
    verdict: Verdict
    accuses: bool


def judge(total: Value, parts: Sequence[Value], tolerance: int) -> Verdict:
    """The verdict on one sum of read numbers; a printed zero counts, a blank adds nothing.

    A single part is compared exactly: nothing was rounded on the way.
    """
    printed = [part for part in parts if part is not None]
    if total is None or not printed:
        return Verdict.VOID
    filled = sum(1 for part in printed if part)
    if not filled and not total:
        return Verdict.VOID
    difference = abs(sum(printed) - total)
    if filled > 1:
        return Verdict.HELD if difference <= tolerance else Verdict.FAILED
    return Verdict.TRIVIAL if difference == 0 and filled else Verdict.FAILED


def verdict(matrix: Matrix, total: int, parts: Sequence[int], position: int) -> Verdict:
    """The verdict on the sum of some lines at one position.

    The tolerance is half of the last printed place of the total and of each part that is not zero: each was rounded.
    """
    if matrix.unread and any((line, position) in matrix.unread for line in (total, *parts)):
        return Verdict.UNKNOWN
    values = [matrix.lines[part][position] for part in parts]
    if matrix.halves is None:
        tolerance = matrix.place * (1 + sum(1 for value in values if value))
    else:
        tolerance = matrix.halves[total][position] + sum(
            matrix.halves[part][position] for part, value in zip(parts, values, strict=True) if value
        )
    return judge(matrix.lines[total][position], values, tolerance)


def tally(matrix: Matrix, total: int, parts: Sequence[int]) -> Tally:
    """How many sums of a relation hold, position by position."""
    verdicts = [
        verdict(matrix, total, parts, position)
        for position, value in enumerate(matrix.lines[total])
        if value is not None or matrix.unread
    ]
    return Tally(*map(verdicts.count, _COUNTED))


def twice(matrix: Matrix, total: int, parts: Sequence[int]) -> bool:
    """Whether the parts make exactly twice the total somewhere: a level between them was not seen."""
    for position, value in enumerate(matrix.lines[total]):
        values = [matrix.lines[part][position] for part in parts]
        if value and sum(1 for part in values if part) > 1 and sum(part or 0 for part in values) == 2 * value:
            return True
    return False


def evidence(structure: Structure) -> Iterator[Evidence]:
    """The sums of a structure that say something; nobody is accused yet."""
    for relation in dict.fromkeys(structure.relations):
        lines = structure.block.matrix.turned() if relation.kind == "columns" else structure.block.matrix
        for (total, parts), position in zip(structure.cells(relation), range(lines.width), strict=True):
            result = verdict(lines, relation.total, relation.parts, position)
            if result is not Verdict.VOID:
                yield Evidence(relation, total, tuple(parts), result, accuses=False)
