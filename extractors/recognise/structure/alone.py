"""Sums of a grid of numbers that has no labels: arithmetic alone, along its rows and along its columns.

Runs of lines come first, then lines further off, of which more must be said: each step finds parts among the lines
that the steps before leave over, or beside the sums that these have found.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from extractors.recognise.structure.arithmetic import Verdict, verdict
from extractors.recognise.structure.independent import Independent
from extractors.recognise.structure.model import Matrix, Value
from extractors.recognise.structure.nearby import at_steps, pairs, windows
from extractors.recognise.structure.runs import relations_by_runs
from extractors.recognise.structure.weight import weigh

Cell = tuple[int, int]

Candidate = tuple[int, tuple[int, ...]]
"""A line and others that may be its parts."""

_RUN_BITS = 4
_BITS = 24
_PAIR_BITS = 48
"""So many bits the sums must say of a run, of other lines nearby, and of two lines anywhere: the more ways there are
to choose the parts, the more fit by chance."""

_DIFFERENT = 2
"""So many sums must hold that are no multiples of each other, but in a run."""

_REACHES = (1, 12)
"""How many lines away parts may begin that are no run with their sum: first beside it, then further off."""

_MOST_WAYS = 2
"""A line that adds up in more ways than so many (a scale, multiples of each other) is the sum of none of them."""


def sums_of(matrix: Matrix) -> Iterator[tuple[Cell, frozenset[Cell]]]:
    """Each sum as its total and its parts (row, column)."""
    for across in (False, True):
        lines = matrix.turned() if across else matrix
        for total, of in relations(lines):
            for position, value in enumerate(lines.lines[total]):
                parts = [part for part in of if lines.lines[part][position] is not None]
                if value is None or not parts or verdict(lines, total, of, position) is Verdict.FAILED:
                    continue
                cells = ((position, part) if across else (part, position) for part in parts)
                yield (position, total) if across else (total, position), frozenset(cells)


def relations(matrix: Matrix) -> Iterator[Candidate]:
    """The lines that are sums of others, each with its parts; a line may be the sum of several sets of parts."""
    filled = [n for n, line in enumerate(matrix.lines) if any(value is not None for value in line)]
    kept = Independent()
    for one, other in _equal(matrix, filled):
        kept.equal(one, other)
    for weight, total, parts in _weighed(matrix, _runs(matrix, filled)):
        if weight >= _RUN_BITS:
            kept.add(total, parts)
    for reach in _REACHES:
        for among in (kept.whole(filled), [n for n in filled if n in kept.parts]):
            _take(matrix, kept, _near(matrix, filled, among, 2))
        _take(matrix, kept, _near(matrix, filled, filled, reach))
    _take(matrix, kept, ((n, parts) for n in filled for parts in at_steps(matrix, n, filled)))
    _take(matrix, kept, ((n, parts) for n in filled for parts in pairs(matrix, n, filled)), _PAIR_BITS)
    _take(matrix, kept, _shifted(kept, filled))
    for total, several in kept.parts.items():
        yield from ((total, parts) for parts in several)


def _take(matrix: Matrix, kept: Independent, candidates: Iterable[Candidate], enough: float = _BITS) -> None:
    """Keep of some candidates those that say enough."""
    found = [one for one in _weighed(matrix, candidates, _DIFFERENT) if one[0] >= enough]
    ways = Counter(total for _, total, _ in found)
    for _, total, parts in found:
        if ways[total] <= _MOST_WAYS:
            kept.add(total, parts)


def _weighed(
    matrix: Matrix, candidates: Iterable[Candidate], different: int = 1
) -> list[tuple[float, int, tuple[int, ...]]]:
    """The candidates of which most sums hold, with the bits that these say: those first that say most, then the
    nearest.
    """
    found = []
    for total, parts in dict.fromkeys(candidates):
        weight = weigh(matrix, total, parts)
        if weight and weight.different >= different:
            found.append((weight.bits, weight.failed, total, parts))
    found.sort(key=lambda one: (one[1] - one[0], sum(abs(one[2] - part) for part in one[3]), one[2], one[3]))
    return [(bits, total, parts) for bits, _, total, parts in found]


def _runs(matrix: Matrix, lines: Sequence[int]) -> Iterator[Candidate]:
    for total_last in (False, True):
        for relation in relations_by_runs(matrix, lines, "parent", total_last=total_last):
            yield relation.total, relation.parts


def _near(matrix: Matrix, lines: Sequence[int], among: Sequence[int], reach: int) -> Iterator[Candidate]:
    return ((line, parts) for line in lines for parts in windows(matrix, line, among, reach))


def _shifted(kept: Independent, lines: Sequence[int]) -> Iterator[Candidate]:
    """The relations that are known, so many lines further on: forms that repeat, counts beside amounts."""
    known = set(lines)
    for total, several in kept.parts.items():
        for parts in several:
            for line in lines:
                moved = tuple(part + line - total for part in parts)
                if line != total and known.issuperset(moved):
                    yield line, moved


def _equal(matrix: Matrix, lines: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Lines of the same numbers."""
    first: dict[tuple[Value, ...], int] = {}
    for line in lines:
        numbers = tuple(value or 0 for value in matrix.lines[line])
        if len({number for number in numbers if number}) >= _DIFFERENT and first.setdefault(numbers, line) != line:
            yield first[numbers], line
