"""Sums whose parts do not stand side by side: every second column (beside percentages), two or three lines nearby."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from extractors.recognise.structure.arithmetic import tally
from extractors.recognise.structure.model import Matrix, Relation

_STEPS = range(2, 8)
_LONGEST = 40
_NEAR = 8
"""Lines to either side of a sum among which two parts of it are looked for."""

_FEWEST = 4
"""So many sums must hold, for the parts could be chosen in many ways."""

_MOST_FAILED = 0.1


def scattered(matrix: Matrix, lines: Sequence[int], kind: str, known: Sequence[Relation]) -> list[Relation]:
    """The relations of lines that are no sum of a run: of lines at equal steps, else of two nearby."""
    totals = {relation.total for relation in known}
    below = {relation.total: set(relation.parts) for relation in known}
    found: list[Relation] = []
    for at, line in enumerate(lines):
        if line in totals or sum(1 for value in matrix.lines[line] if value) < _FEWEST:
            continue
        best: Relation | None = None
        for parts in (*_at_steps(matrix, lines, at), *_pairs(matrix, lines, at)):
            if any(_reaches(below, part, line) for part in parts):
                continue
            counted = tally(matrix, line, parts)
            good = counted.held >= _FEWEST and counted.failed <= _MOST_FAILED * counted.held
            if good and (best is None or counted.held > best.tally.held):
                best = Relation(kind, line, tuple(parts), False, counted)
        if best:
            found.append(best)
            below[line] = set(best.parts)
    return found


def _reaches(below: dict[int, set[int]], part: int, line: int) -> bool:
    todo, seen = [part], set[int]()
    while todo:
        one = todo.pop()
        if one == line:
            return True
        if one not in seen:
            seen.add(one)
            todo += below.get(one, ())
    return False


def _at_steps(matrix: Matrix, lines: Sequence[int], at: int) -> Iterator[list[int]]:
    """Lines at equal steps, before or behind, where the first sums hold."""
    probe = _probe(matrix, lines[at])
    for step in _STEPS:
        for way in (1, -1):
            for start in range(1, step + 2):
                parts: list[int] = []
                for n in range(_LONGEST):
                    place = at + way * (start + n * step)
                    if not 0 <= place < len(lines):
                        break
                    parts.append(lines[place])
                    if len(parts) > 1 and _fits(matrix, lines[at], parts, probe):
                        yield list(parts)


def _pairs(matrix: Matrix, lines: Sequence[int], at: int) -> Iterator[list[int]]:
    """Two lines nearby, where the first sums hold."""
    probe = _probe(matrix, lines[at])
    near = [lines[n] for n in range(max(at - _NEAR, 0), min(at + _NEAR + 1, len(lines))) if n != at]
    for parts in combinations(near, 2):
        if _fits(matrix, lines[at], parts, probe):
            yield list(parts)


def _probe(matrix: Matrix, line: int) -> list[int]:
    """The positions of a line's largest numbers."""
    filled = [n for n, value in enumerate(matrix.lines[line]) if value]
    return sorted(filled, key=lambda n: -abs(matrix.lines[line][n] or 0))[:3]


def _fits(matrix: Matrix, line: int, parts: Sequence[int], probe: Sequence[int]) -> bool:
    return all(
        abs(sum(matrix.lines[part][n] or 0 for part in parts) - (matrix.lines[line][n] or 0))
        <= matrix.half(line, n) + sum(matrix.half(part, n) for part in parts)
        for n in probe
    )
