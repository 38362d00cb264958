"""Which numbers sums prove: those of a sum of two parts or more, and what equal amounts tie to them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from extractors.recognise.structure.arithmetic import Cell, Evidence, Verdict
from extractors.recognise.structure.model import Matrix, Relation

_HELD = 3
_EACH = 2
_MOST_FAILED = 0.1

Node = TypeVar("Node")


def closure(proved: Iterable[Node], equal: Iterable[tuple[Node, Node]]) -> set[Node]:
    """What is proved, and all that pairs of equal amounts tie to it."""
    beside: dict[Node, list[Node]] = defaultdict(list)
    for first, second in equal:
        beside[first].append(second)
        beside[second].append(first)
    found = set(proved)
    todo = list(found)
    while todo:
        for other in beside[todo.pop()]:
            if other not in found:
                found.add(other)
                todo.append(other)
    return found


def proved_cells(matrix: Matrix, sums: Sequence[Evidence]) -> Iterator[Cell]:
    """The numbers of the sums of two parts that hold, and those of a single part where its relation is proved."""
    known = _proved_columns(matrix, sums)
    for one in sums:
        if one.verdict is Verdict.HELD or (one.verdict is Verdict.TRIVIAL and one.relation in known):
            yield from (at for at in (one.total, *one.parts) if matrix.lines[at[0]][at[1]] is not None)


def equal_cells(matrix: Matrix, sums: Iterable[Evidence]) -> Iterator[tuple[Cell, Cell]]:
    """The total of each sum of a single part that holds, with that part."""
    return ((one.total, part) for one, part in _only_parts(matrix, sums))


def _only_parts(matrix: Matrix, sums: Iterable[Evidence]) -> Iterator[tuple[Evidence, Cell]]:
    for one in sums:
        if one.verdict is Verdict.TRIVIAL:
            yield from ((one, part) for part in one.parts if matrix.lines[part[0]][part[1]])


def _proved_columns(matrix: Matrix, sums: Iterable[Evidence]) -> set[Relation]:
    """The columns whose sums of two parts show that they are those of others.

    In a line that fills one part only the total then prints the amount a second time. One such sum is enough where
    the head says so and the lines fill now one part, now another.
    """
    by_relation: dict[Relation, list[Evidence]] = defaultdict(list)
    for one in sums:
        if one.relation.kind == "columns":
            by_relation[one.relation].append(one)
    return {relation for relation, own in by_relation.items() if _proved(matrix, relation, own)}


def _proved(matrix: Matrix, relation: Relation, sums: Sequence[Evidence]) -> bool:
    counts = Counter(one.verdict for one in sums)
    held, failed = counts[Verdict.HELD], counts[Verdict.FAILED]
    if not held or failed > _MOST_FAILED * (held + counts[Verdict.TRIVIAL]):
        return False
    alone = Counter(part[1] for one, part in _only_parts(matrix, sums))
    varied = sum(1 for times in alone.values() if times >= _EACH) > 1
    return held >= _HELD or (relation.keyed and varied and not failed)
