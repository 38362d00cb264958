"""Which lines are sums of the lines beside them, by arithmetic alone: a stack of units, from one end to the other."""

from collections.abc import Sequence

from extractors.recognise.structure.arithmetic import tally
from extractors.recognise.structure.model import Matrix, Relation, Value

_MOST_FAILED = 0.25
"""A relation that fails in more of its sums is none."""

_LEAST = 200
"""A lone sum of fewer smallest units may hold by chance (in halves: twice as many)."""

_FAILURE_COSTS = 2


def relations_by_runs(
    matrix: Matrix, lines: Sequence[int], kind: str, *, total_last: bool, singles: bool = False
) -> list[Relation]:
    """Each line that is the sum of the run of units behind it (before it, where totals come last).

    A line that is a sum replaces its parts as a unit of the run, so levels above levels are found. Of several runs
    that fit, the one with the most sums counts. With `singles` a line that is no sum has an equal unit beside it for
    its only part.
    """
    found: list[Relation] = []
    units: list[int] = []
    for line in lines if total_last else reversed(lines):
        taken = _longest_fit(matrix, line, units)
        if taken:
            parts = units[-taken:] if total_last else units[: -taken - 1 : -1]
            relation = _without_of_which(matrix, Relation(kind, line, tuple(parts), False, tally(matrix, line, parts)))
            found.append(relation)
            del units[-taken:]
        elif singles and units and matrix.lines[units[-1]] == matrix.lines[line] and any(matrix.lines[line]):
            part = (units.pop(),)
            found.append(Relation(kind, line, part, False, tally(matrix, line, part)))
        units.append(line)
    return found


def _longest_fit(matrix: Matrix, line: int, units: list[int]) -> int:
    """How many of the nearest units the line is the sum of; 0 where it is of none."""
    best, best_score = 0, 0
    sums: list[int] = [0] * matrix.width
    filled: list[int] = [0] * matrix.width
    printed: list[bool] = [False] * matrix.width
    tolerance = [matrix.half(line, n) for n in range(matrix.width)]
    own = matrix.lines[line]
    for count, unit in enumerate(reversed(units), start=1):
        for n, value in enumerate(matrix.lines[unit]):
            if value is not None:
                printed[n] = True
                if value:
                    sums[n] += value
                    filled[n] += 1
                    tolerance[n] += matrix.half(unit, n)
        held, failed, big = _count(own, sums, filled, printed, tolerance)
        score = held - _FAILURE_COSTS * failed
        if held and failed <= _MOST_FAILED * (held + failed) and score > best_score and (held > 1 or big):
            best, best_score = count, score
    return best


def _count(
    own: Sequence[Value], sums: list[int], filled: list[int], printed: list[bool], tolerance: list[int]
) -> tuple[int, int, bool]:
    """Sums of two parts or more that hold, sums that fail, and whether one that holds is too large for chance."""
    held = failed = 0
    big = False
    for n, value in enumerate(own):
        if value is None or not printed[n] or (not value and not filled[n]):
            continue
        off = abs(sums[n] - value)
        if filled[n] > 1 and off <= tolerance[n]:
            held += 1
            big = big or abs(value) >= 2 * _LEAST
        elif filled[n] > 1 or off:
            failed += 1
    return held, failed, big


def _without_of_which(matrix: Matrix, relation: Relation) -> Relation:
    """Where some sums fail and all hold without one of the parts, that part is an of-which: left out."""
    if not relation.tally.failed or len(relation.parts) < 3:
        return relation
    for part in relation.parts:
        parts = tuple(other for other in relation.parts if other != part)
        counted = tally(matrix, relation.total, parts)
        if not counted.failed and counted.held >= relation.tally.held:
            return Relation(relation.kind, relation.total, parts, False, counted)
    return relation


def both_ways(matrix: Matrix, lines: Sequence[int], kind: str, *, singles: bool = False) -> list[Relation]:
    """The relations of the better direction, with those of the other for lines that it finds no parts of."""
    first, last = (relations_by_runs(matrix, lines, kind, total_last=way, singles=singles) for way in (False, True))
    better, other = (first, last) if _held(first) >= _held(last) else (last, first)
    found = list(better)
    for relation in other:
        below = {one.total: one for one in found}
        if relation.total not in below and not _reaches(relation.parts, relation.total, below):
            found.append(relation)
    return found


def _held(relations: Sequence[Relation]) -> int:
    return sum(relation.tally.held for relation in relations)


def _reaches(parts: Sequence[int], line: int, below: dict[int, Relation]) -> bool:
    """Whether a line is among some parts, or the parts of those."""
    todo, seen = list(parts), set[int]()
    while todo:
        part = todo.pop()
        if part == line:
            return True
        if part in below and part not in seen:
            seen.add(part)
            todo += below[part].parts
    return False
