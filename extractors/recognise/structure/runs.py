"""Which lines are sums of the lines beside them, by arithmetic alone: a stack of units, from one end to the other."""

from collections.abc import Sequence

from extractors.recognise.structure.arithmetic import tally
from extractors.recognise.structure.model import Matrix, Relation

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
    own = [(n, value) for n, value in enumerate(matrix.lines[line]) if value is not None]
    if not own or len(units) < 2:
        return 0
    sums, filled, printed = [0] * len(own), [0] * len(own), [False] * len(own)
    tolerance = [matrix.half(line, n) for n, _ in own]
    for count, unit in enumerate(reversed(units), start=1):
        values, changed = matrix.lines[unit], False
        for at, (n, _) in enumerate(own):
            value = values[n]
            if value is None:
                continue
            printed[at] = changed = True
            if value:
                sums[at] += value
                filled[at] += 1
                tolerance[at] += matrix.half(unit, n)
        if not changed:
            continue
        held, failed, over, big = _count(own, sums, filled, printed, tolerance)
        score = held - _FAILURE_COSTS * failed
        if held and failed <= _MOST_FAILED * (held + failed) and score > best_score and (held > 1 or big):
            best, best_score = count, score
        if matrix.grows and over > _MOST_FAILED * len(own):
            break  # too many are too large already
    return best


def _count(
    own: Sequence[tuple[int, int]], sums: list[int], filled: list[int], printed: list[bool], tolerance: list[int]
) -> tuple[int, int, int, bool]:
    """Sums of two parts or more that hold, sums that fail, of those what is too large; whether one that holds is no
    chance.
    """
    held = failed = over = 0
    big = False
    for at, (_, value) in enumerate(own):
        if not printed[at] or not (value or filled[at]):
            continue
        off = abs(sums[at] - value)
        if filled[at] > 1 and off <= tolerance[at]:
            held += 1
            big = big or abs(value) >= 2 * _LEAST
        elif filled[at] > 1 or off:
            failed += 1
            over += sums[at] - value > tolerance[at]
    return held, failed, over, big


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
