"""The rows of a block under each hypothesis: what sums it foretells, and how many of them hold."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.recognise.structure.arithmetic import tally, twice
from extractors.recognise.structure.keyed import Parents, code_tree, ways
from extractors.recognise.structure.model import Block, Keys, Matrix, Reading, Relation, Tally
from extractors.recognise.structure.runs import both_ways, relations_by_runs
from extractors.recognise.structure.series import read_apart, series
from extractors.recognise.structure.totals import best_parts, total_relations

_STEP = 0.01
"""What a hypothesis costs for each simpler one before it."""

_SUMS_ALONE, _SUMS_AGAINST_CODES = 0.85, 0.6
"""Arithmetic never fails, it only does not see a wrong sum: with equal rights it would take the place of the codes
exactly in the tables with publishers' errors.
"""

_CODES_FORGIVEN = 0.6
"""Of each failure of a tree of codes: codes are no guess, and a failure there is likelier the publisher's."""

BY_SUMS = "sums"
"""The name of a reading that is arithmetic alone."""


def readings(block: Block) -> list[Reading]:
    """All readings of a block's rows, the simplest first; rows of several years are read each year for itself."""
    apart = series(block.keys)
    return read_apart(block, apart, _readings) if apart else _readings(block)


def _readings(block: Block) -> list[Reading]:
    matrix, keys = block.matrix, block.keys
    tree = code_tree(keys)
    found: list[Reading] = []
    for name, parents in ways(keys):
        reading = _keyed(matrix, keys, name, parents)
        if name == "codes" and tree:
            reading.handicap -= _CODES_FORGIVEN * reading.tally.failed
        found.append(reading)
        refined = _refined(matrix, keys, reading)
        if refined:
            found.append(refined)
    for reading in _by_sums(matrix, keys):
        reading.weight = _SUMS_AGAINST_CODES if tree else _SUMS_ALONE
        found.append(reading)
    for order, reading in enumerate(found):
        reading.handicap += _STEP * order
    return found


def roots(keys: Sequence[Keys], parents: Parents, matrix: Matrix) -> list[int]:
    """The rows that are part of no other and no total; a row without amounts hands its children up."""
    return [row for row in children(matrix, parents).get(None, []) if not keys[row].total]


def children(matrix: Matrix, parents: Parents) -> dict[int | None, list[int]]:
    """The rows of each parent, in order; a row without amounts hands its children to its own parent."""
    found: dict[int | None, list[int]] = {}
    for row, parent in enumerate(parents):
        if not _filled(matrix, row):
            continue
        above = parent
        while above is not None and not _filled(matrix, above):
            above = parents[above]
        found.setdefault(above, []).append(row)
    return found


def _filled(matrix: Matrix, row: int) -> bool:
    return any(value is not None for value in matrix.lines[row]) or any(at[0] == row for at in matrix.unread)


def _keyed(matrix: Matrix, keys: Sequence[Keys], name: str, parents: Parents) -> Reading:
    below = children(matrix, parents)
    relations = [
        best_parts(matrix, keys, "parent", parent, parts) for parent, parts in below.items() if parent is not None
    ]
    top = [row for row in below.get(None, []) if not keys[row].total]
    relations += total_relations(matrix, keys, top)
    return Reading(name, list(parents), [relation for relation in relations if relation.parts])


def _refined(matrix: Matrix, keys: Sequence[Keys], reading: Reading) -> Reading | None:
    """The reading with lists of siblings split by arithmetic where their sum fails, and holds then."""
    parents, relations, split = list(reading.parents), list(reading.relations), False
    for at, relation in enumerate(reading.relations):
        if not relation.tally.failed or len(relation.parts) < 3 or keys[relation.total].code:
            continue
        runs = _sibling_runs(matrix, relation)
        within = {part for run in runs for part in run.parts}
        top = tuple(part for part in relation.parts if part not in within)
        counted = tally(matrix, relation.total, top) if runs and top else Tally()
        if counted.held and not counted.failed:
            split = True
            relations[at] = Relation(relation.kind, relation.total, top, False, counted)
            relations += runs
            for run in runs:
                for part in run.parts:
                    parents[part] = run.total
    return Reading(f"{reading.name} and sums", parents, relations, reading.keyed) if split else None


def _sibling_runs(matrix: Matrix, relation: Relation) -> list[Relation]:
    several = [relations_by_runs(matrix, relation.parts, "parent", total_last=way) for way in (False, True)]
    return max(several, key=lambda runs: sum(run.tally.held for run in runs))


def _by_sums(matrix: Matrix, keys: Sequence[Keys]) -> Iterator[Reading]:
    """Arithmetic alone: of the rows that are no totals by word, then of all of them."""
    filled = [row for row in range(len(keys)) if _filled(matrix, row)]
    items = [row for row in filled if not keys[row].total]
    ways = [(BY_SUMS, items, False), (f"{BY_SUMS} of all rows", filled, False)]
    if any(matrix.lines[one] == matrix.lines[other] for one, other in pairwise(filled)):
        ways += [
            (f"{BY_SUMS} and single parts", items, True),
            (f"{BY_SUMS} and single parts of all rows", filled, True),
        ]
    found: dict[bool, list[Relation]] = {}
    for name, lines, singles in ways:
        if lines is items or items != filled:
            found[singles] = both_ways(matrix, lines, "parent", singles=singles)
        relations = list(found[singles])
        parents: Parents = [None] * len(keys)
        for relation in relations:
            for part in relation.parts:
                parents[part] = relation.total
        if lines is items:
            relations += total_relations(matrix, keys, [row for row in items if parents[row] is None])
        if any(relation.tally.held for relation in relations) or (singles and _one_chain(relations, lines)):
            yield Reading(name, parents, relations, keyed=False)


def _one_chain(relations: Sequence[Relation], lines: Sequence[int]) -> bool:
    """Whether all lines repeat each other: a table of one class, whose lines print one amount."""
    parts = {part for relation in relations for part in relation.parts}
    return len(parts) == len(lines) - 1 and all(one.tally.trivial and not one.tally.failed for one in relations)


def missed_level(matrix: Matrix, relation: Relation) -> bool:
    """Whether the parts of a failing relation make twice the total: they hold lines of two levels."""
    return bool(relation.tally.failed) and twice(matrix, relation.total, relation.parts)
