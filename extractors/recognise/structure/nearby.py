"""Lines of which another might be the sum: some in a row, before or behind it, at equal steps, or any two."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from extractors.recognise.structure.model import Matrix

_PROBES = 3
"""At so many positions (those of a line's largest numbers) parts are looked for."""

_STEPS = range(2, 8)


def probes(matrix: Matrix, line: int) -> list[int]:
    """The positions of a line's largest numbers."""
    filled = [n for n, value in enumerate(matrix.lines[line]) if value]
    return sorted(filled, key=lambda n: -abs(matrix.lines[line][n] or 0))[:_PROBES]


def windows(matrix: Matrix, line: int, among: Sequence[int], reach: int) -> Iterator[tuple[int, ...]]:
    """Runs of two or more of some lines (in order), all before the line or all behind it, that add up to it somewhere.

    The nearer end is at most `reach` of these lines away.
    """
    at = bisect_left(among, line)
    behind = list(among[at + 1 :] if at < len(among) and among[at] == line else among[at:])
    before = list(reversed(among[:at]))
    for position in probes(matrix, line):
        for side in (before, behind):
            yield from _windows(matrix, line, side, position, reach)


def _windows(matrix: Matrix, line: int, side: Sequence[int], position: int, reach: int) -> Iterator[tuple[int, ...]]:
    value, own = matrix.lines[line][position] or 0, matrix.half(line, position)
    numbers = [(matrix.lines[one][position] or 0, matrix.half(one, position)) for one in side]
    for start in range(min(reach, len(side))):
        added, room = 0, own
        for end in range(start, len(side)):
            number, half = numbers[end]
            if not number:
                continue
            added += number
            room += half
            if abs(added - value) <= room:
                if end > start:
                    yield tuple(side[start : end + 1])
            elif matrix.grows and added > value:
                break


def at_steps(matrix: Matrix, line: int, among: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """The same of every second of some lines, every third and so on: amounts beside percentages, years side by side."""
    for step in _STEPS:
        for first in range(step):
            yield from windows(matrix, line, among[first::step], 2)


def pairs(matrix: Matrix, line: int, among: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Two of some lines that add up to the line at its probes."""
    places = probes(matrix, line)
    if not places:
        return
    first = places[0]
    value = matrix.lines[line][first] or 0
    ranked = sorted((matrix.lines[one][first] or 0, one) for one in among if one != line and matrix.lines[one][first])
    values = [number for number, _ in ranked]
    slack = 3 * max((matrix.half(one, first) for one in (line, *among)), default=1)
    for number, one in ranked:
        for other in range(bisect_left(values, value - number - slack), bisect_right(values, value - number + slack)):
            pair = (one, ranked[other][1])
            if pair[0] < pair[1] and _fits(matrix, line, pair, places):
                yield pair


def _fits(matrix: Matrix, line: int, parts: Sequence[int], places: Sequence[int]) -> bool:
    return all(
        abs(sum(matrix.lines[part][n] or 0 for part in parts) - (matrix.lines[line][n] or 0))
        <= matrix.half(line, n) + sum(matrix.half(part, n) for part in parts)
        for n in places
    )
