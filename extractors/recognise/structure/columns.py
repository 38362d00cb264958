"""Which columns are sums of others: what the head says, where the sums bear it out, else what arithmetic finds."""

from collections.abc import Iterator, Sequence

from extractors.recognise.structure.arithmetic import Verdict, tally, verdict
from extractors.recognise.structure.healing import slip_in
from extractors.recognise.structure.model import Block, Matrix, Relation, Tally
from extractors.recognise.structure.runs import both_ways

_MOST_FAILED = 0.25
"""A head whose sums fail in more of the rows was not understood."""

_FEW_FAILED = 0.1
"""In no more rows may a sum fail from which a part of its head was taken."""

_HEALS = 0.25
"""Of the rows that fail with a part no more may fail without it: one wrong number does not keep it in."""

_FEWEST_ALONE = 3
"""In so many rows more the one part that is left must be the total, where no sum of several tells its parts."""

Path = tuple[str, ...]


def column_relations(block: Block, is_total: Sequence[bool], of_which: Sequence[bool]) -> list[Relation]:
    """The relations of a block's columns; `is_total` marks those headed 合计, 小计 or 总计, `of_which` those 其中.

    A relation is `keyed` where its total is headed as one: only then may it accuse.
    """
    turned = block.matrix.turned()
    found = {relation.total: relation for relation in _by_head(block, turned, is_total, of_which)}
    filled = [n for n, line in enumerate(turned.lines) if any(value is not None for value in line)]
    for relation in both_ways(turned, filled, "columns"):
        if relation.total not in found and not _within(found, relation):
            keyed = bool(is_total) and is_total[relation.total]
            found[relation.total] = Relation("columns", relation.total, relation.parts, keyed, relation.tally)
    return [found[total] for total in sorted(found)]


def _within(found: dict[int, Relation], relation: Relation) -> bool:
    """Whether a relation would make a column part of itself."""
    todo, seen = list(relation.parts), set[int]()
    while todo:
        part = todo.pop()
        if part == relation.total:
            return True
        if part in found and part not in seen:
            seen.add(part)
            todo += found[part].parts
    return False


def _by_head(block: Block, turned: Matrix, is_total: Sequence[bool], of_which: Sequence[bool]) -> Iterator[Relation]:
    """The sums that the head foretells, where most of them hold."""
    for total, path in enumerate(block.labels):
        if not is_total[total]:
            continue
        group = path[:-1]
        alike = [n for n in range(len(block.labels)) if not block.years or _alike(block.years[n], block.years[total])]
        inside = [n for n in alike if block.labels[n][: len(group)] == group]
        if sum(1 for n in inside if is_total[n] and len(block.labels[n]) == len(path)) > 1:
            continue
        own = tuple(_members(block.labels, inside, len(group), is_total, of_which))
        every = tuple(_members(block.labels, inside, len(group), is_total, [False] * len(of_which)))
        relations = (_borne_out(turned, total, parts) for parts in dict.fromkeys((own, every)) if parts)
        yield from list(filter(None, relations))[:1]


def _alike(one: Sequence[object], other: Sequence[object]) -> bool:
    """Whether two columns speak of the same year and budget, as far as both say it."""
    return all(a == b or a is None or b is None for a, b in zip(one, other, strict=True))


def _borne_out(turned: Matrix, total: int, parts: tuple[int, ...]) -> Relation | None:
    """The relation, without one of its parts where that heals it; None where too many of its sums fail.

    The only sum of a line may fail by a slip of the pen.
    """
    best = Relation("columns", total, parts, True, tally(turned, total, parts))
    failing = not _mostly(best.tally, _MOST_FAILED)
    if best.tally.failed and len(parts) > 2:
        without = [tuple(other for other in parts if other != part) for part in parts]
        counted = [(tally(turned, total, fewer), fewer) for fewer in without]
        most = best.tally.failed if failing else _HEALS * best.tally.failed
        healed = [one for one in counted if _says_enough(one[0], best.tally) and one[0].failed <= most]
        healed = [one for one in healed if _mostly(one[0], _FEW_FAILED)]
        if healed:
            fewest, fewer = min(healed, key=lambda one: (one[0].failed, -one[0].held, -_amount(turned, one[1])))
            return Relation("columns", total, fewer, True, fewest)
    return best if not failing or _alone(turned, best) or _exchanged(turned, best) else None


def _amount(turned: Matrix, lines: Sequence[int]) -> int:
    """All that stands in some columns: what is of which is the smaller of two that may be left out."""
    return sum(abs(value or 0) for line in lines for value in turned.lines[line])


def _says_enough(fewer: Tally, best: Tally) -> bool:
    """Whether without a part as many sums of several hold; where none did, those of a single part speak instead."""
    return fewer.held >= max(best.held, 1) or (not best.held and fewer.trivial >= best.trivial + _FEWEST_ALONE)


def _alone(turned: Matrix, relation: Relation) -> bool:
    """Whether a relation's one sum, or one of two, is off by a slip of the pen: hardly anything else can tell of it."""
    if relation.tally not in (Tally(failed=1), Tally(held=1, failed=1)):
        return False
    whole = turned.lines[relation.total]
    failed = (n for n in range(turned.width) if verdict(turned, relation.total, relation.parts, n) is Verdict.FAILED)
    at = next(n for n in failed if whole[n] is not None)
    return slip_in(turned, (relation.total, at), [(part, at) for part in relation.parts])


def _exchanged(turned: Matrix, relation: Relation) -> bool:
    """Whether a relation fails where two neighbours stand in each other's line, and hardly elsewhere."""
    whole = turned.lines[relation.total]
    made = [sum(turned.lines[part][n] or 0 for part in relation.parts) for n in range(turned.width)]
    pairs = sum(
        1
        for n in range(turned.width - 1)
        if whole[n] and whole[n + 1] and whole[n] != whole[n + 1] and (whole[n], whole[n + 1]) == (made[n + 1], made[n])
    )
    rest = relation.tally._replace(failed=relation.tally.failed - 2 * pairs)
    return pairs == 1 and _mostly(rest, _FEW_FAILED)


def _mostly(counted: Tally, most_failed: float) -> bool:
    """Whether sums hold, and at most such a share of them fails."""
    good = counted.held + counted.trivial
    return good > 0 and counted.failed <= most_failed * (good + counted.failed)


def _members(
    labels: Sequence[Path], inside: Sequence[int], depth: int, is_total: Sequence[bool], of_which: Sequence[bool]
) -> Iterator[int]:
    """The columns that make up a group: its own but totals and 其中, of each group within its total or its parts."""
    for word in dict.fromkeys(labels[n][depth] for n in inside if len(labels[n]) > depth):
        below = [n for n in inside if len(labels[n]) > depth and labels[n][depth] == word]
        leaves = [n for n in below if len(labels[n]) == depth + 1]
        if leaves:
            yield from (n for n in leaves if not is_total[n] and not of_which[n])
            continue
        if of_which[below[0]] and all(of_which[n] for n in below):
            continue
        totals = [n for n in below if len(labels[n]) == depth + 2 and is_total[n]]
        yield from totals if len(totals) == 1 else _members(labels, below, depth + 1, is_total, of_which)
