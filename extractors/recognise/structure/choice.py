"""Which reading of each block is taken: the one under which the most sums hold, what holds elsewhere counting too."""

from collections import defaultdict
from collections.abc import Sequence

from extractors.recognise.structure.arithmetic import Verdict, evidence
from extractors.recognise.structure.columns import column_relations
from extractors.recognise.structure.healing import healed_together
from extractors.recognise.structure.model import Block, Reading, Relation, Structure, Tally
from extractors.recognise.structure.rows import readings

_MOST_BONUS = 0.9
"""Of a reading's failures, what its success elsewhere makes good: one wrong number must not overthrow it."""

_SURE_HELD, _SURE_FAILED = 4, 0.1
"""So many sums elsewhere in the document, with so small a share of failures, make a hypothesis the document's own."""


_ONE_SLIP = 0.5
"""What it speaks for a reading that its failures are all healed by one number."""


def solve(blocks: Sequence[Block], tables: Sequence[int]) -> list[Structure]:
    """The structure of each block of a document; `tables` tells which blocks stand in one table."""
    found = [readings(block) for block in blocks]
    pooled = [_by_name(one) for one in found]
    whole: dict[str, Tally] = defaultdict(Tally)
    beside: dict[tuple[int, str], Tally] = defaultdict(Tally)
    for table, names in zip(tables, pooled, strict=True):
        for name, counted in names.items():
            whole[name] = whole[name].plus(counted)
            beside[table, name] = beside[table, name].plus(counted)
    structures = []
    for block, table, several, own in zip(blocks, tables, found, pooled, strict=True):
        scored: list[tuple[float, int, Reading]] = []
        for reading in several:
            name, counted = _base(reading.name), own[_base(reading.name)]
            near, all_of_it = _less(beside[table, name], counted), _less(whole[name], counted)
            known = (near.held and not near.failed) or (
                all_of_it.held >= _SURE_HELD and all_of_it.failed <= _SURE_FAILED * (all_of_it.held + all_of_it.failed)
            )
            bonus = _MOST_BONUS * reading.tally.failed if known and reading.keyed else 0.0
            if reading.keyed and reading.tally.failed > 1 and _one_slip(block, reading):
                bonus = reading.tally.failed + _ONE_SLIP
            scored.append((reading.score(bonus), -len(scored), reading))
        scored.sort(key=lambda one: one[:2], reverse=True)
        ranked = [one[2] for one in scored]
        first = _taken(ranked)
        other = next((one for one in ranked if one is not first and one.relations != first.relations), None)
        structures.append(Structure(block, first, other, _columns(block)))
    return structures


def _one_slip(block: Block, reading: Reading) -> bool:
    """Whether one number, were it another, would heal all sums of a reading that fail."""
    sums = list(evidence(Structure(block, reading, None, [])))
    failing = {one for one in sums if one.verdict is Verdict.FAILED}
    return failing <= healed_together(block.matrix, sums)


def _taken(ranked: Sequence[Reading]) -> Reading:
    """The best reading; arithmetic alone takes the place of what print says only where it explains more.

    It never fails: a number that is wrong it leaves out, and reads the rest as well as the print does. A total that by
    print is the sum of one line, whose parts hold, it finds to be the sum of these once more: that is no more. Nor is a
    total whose sums fail in as many columns by the one as by the other.
    """
    first = ranked[0]
    keyed = next((one for one in ranked if one.keyed), None)
    if first.keyed or keyed is None:
        return first
    failing = {one.total: one.tally.failed for one in keyed.relations if one.tally.failed}
    better = (one for one in first.relations if one.tally.held and one.tally.failed < failing.get(one.total, 1))
    explained = {one.total for one in better}
    if first.tally.held > keyed.tally.held:
        whole = {one.total for one in keyed.relations if one.tally.held or one.tally.trivial}
        return keyed if not failing and explained <= whole else first
    repeated = {row for one in first.relations for row in (one.total, *one.parts)} if not first.tally.held else set()
    return first if failing.keys() <= explained | repeated else keyed


def _columns(block: Block) -> list[Relation]:
    return column_relations(block, block.is_total, block.of_which) if block.matrix.width > 1 else []


def _by_name(several: Sequence[Reading]) -> dict[str, Tally]:
    """The tally of each hypothesis in a block, of its plain form."""
    found: dict[str, Tally] = {}
    for reading in several:
        found.setdefault(_base(reading.name), reading.tally)
    return found


def _base(name: str) -> str:
    return name.removesuffix(" and sums")


def _less(whole: Tally, part: Tally) -> Tally:
    return Tally(*(a - b for a, b in zip(whole, part, strict=True)))
