"""How much the sums of a relation say: of numbers with many digits a few are enough, of small ones many are needed."""

from collections.abc import Sequence
from math import gcd, log2
from typing import NamedTuple

from extractors.recognise.structure.model import Matrix

_MOST_FAILED = 0.25
_TELLING = 96
"""Where sums say so much by chance alone, lines of another kind across them (percentages, years) may fail as often as
they hold."""

_MOST_BITS = 20
_VARIED = 8
"""Where numbers differ so often, they are no longer compared."""


class Weight(NamedTuple):
    """Sums of two parts or more that hold, how many of them differ, those that fail, and the bits that the held ones
    say.

    A sum that holds says as many bits as its total has beyond what rounding leaves open, and beyond the unit that its
    numbers are whole multiples of; the same numbers say it once.
    """

    held: int
    different: int
    failed: int
    bits: float


def weigh(matrix: Matrix, total: int, parts: Sequence[int]) -> Weight | None:
    """The weight of a relation; None where too many of its sums fail."""
    lines, held, failed, bits = matrix.lines, 0, 0, 0.0
    own = [(abs(value), n) for n, value in enumerate(lines[total]) if value is not None]
    said: list[tuple[int, ...]] = []
    for _, n in sorted(own, reverse=True):
        values = [lines[part][n] for part in parts]
        filled = tuple(value for value in values if value)
        value = lines[total][n] or 0
        if not filled and (not value or all(one is None for one in values)):
            continue
        if len(filled) < 2:
            failed += sum(filled) != value
            continue
        room = matrix.half(total, n) + sum(matrix.half(p, n) for p, one in zip(parts, values, strict=True) if one)
        if abs(sum(filled) - value) > room:
            failed += 1
        else:
            held += 1
            if _says_more(said, (value, *(one or 0 for one in values)), room):
                bits += min(max(log2(max(abs(value), 1) / max(room, gcd(value, *filled))), 0), _MOST_BITS)
        if failed > max(held, 3) + 0.5 * len(own):
            return None
    if failed > _MOST_FAILED * (held + failed) and (bits < _TELLING or failed > held):
        return None
    return Weight(held, len(said), failed, bits) if held else None


def _says_more(said: list[tuple[int, ...]], numbers: tuple[int, ...], room: int) -> bool:
    """Whether the numbers of a sum (its total first) are others than before, and no multiples of them but for rounding.

    A sum that holds also does so ten times as large: lines in proportion say it once.
    """
    total = numbers[0]
    for other in said if len(said) < _VARIED else ():
        room_of_both = room * (abs(total) + abs(other[0]))
        if all(abs(one * other[0] - two * total) <= room_of_both for one, two in zip(numbers, other, strict=True)):
            return False
    said.append(numbers)
    return True
