"""Of which rows a total is the sum: what stands before or behind it, and which of these adds up."""

from collections.abc import Iterator, Sequence

from extractors.recognise.structure.arithmetic import tally
from extractors.recognise.structure.model import Keys, Matrix, Relation, Tally

_LAST_ROOTS = (2, 3, 4)


def total_relations(matrix: Matrix, keys: Sequence[Keys], roots: Sequence[int]) -> list[Relation]:
    """Each total by its word with its parts, of those that may be the ones with which most of its sums hold.

    `roots` are the rows that are part of no other, in order. Without a total by word the first or last root is tried.
    """
    totals = [row for row, key in enumerate(keys) if key.total and _printed(matrix, row)]
    found = []
    for total in totals:
        best: tuple[tuple[float, float], Relation] | None = None
        for parts in _candidates(keys, total, totals, roots):
            relation = best_parts(matrix, keys, "total", total, parts)
            score = (relation.tally.held - relation.tally.failed, relation.tally.trivial)
            if best and not relation.tally.held and len(parts) < len(best[1].parts):
                continue  # no sum speaks for fewer lines than are likelier
            if best is None or score > best[0]:
                best = (score, relation)
        if best:
            counted = best[1].tally
            other = None if counted.held or not counted.failed else _beside(matrix, total, totals, roots)
            found.append(other or best[1])
    return [one for one in found if not _is_beside(one, found)] if totals else list(_without_word(matrix, roots))


def _is_beside(relation: Relation, others: Sequence[Relation]) -> bool:
    """Whether a total stands beside its supposed parts in a sum that holds: what it is made of is not printed.

    So 本年收入合计 is in a table of the balance, where 收入总计 is the sum of it and of what follows it.
    """
    if relation.tally.held or not relation.tally.failed:
        return False
    return any(
        one.tally.held and not one.tally.failed and relation.total in one.parts and not parts.isdisjoint(one.parts)
        for parts in (set(relation.parts),)
        for one in others
    )


def _beside(matrix: Matrix, total: int, totals: Sequence[int], roots: Sequence[int]) -> Relation | None:
    """A total as the sum of the lines up to the total before or behind it, where it holds in all columns.

    Those behind it are its parts where totals stand above them, and a single line where a table of one class prints one
    amount in all of its lines.
    """
    last = max((row for row in totals if row < total), default=-1)
    following = min((row for row in totals if row > total), default=max(roots, default=-1) + 1)
    for start, end in ((last, total), (total, following)):
        between = tuple(row for row in roots if start < row < end)
        counted = tally(matrix, total, between)
        if not counted.failed and (counted.held or (len(between) == 1 and counted.trivial)):
            return Relation("total", total, between, True, counted)
    return None


def best_parts(matrix: Matrix, keys: Sequence[Keys], kind: str, total: int, parts: Sequence[int]) -> Relation:
    """A relation without the 其中 rows among its parts, or with them where only so its sums hold."""
    own = tuple(part for part in parts if not keys[part].of_which)
    relation = Relation(kind, total, own, True, tally(matrix, total, own) if own else Tally())
    if len(own) < len(parts):
        counted = tally(matrix, total, parts)
        if counted.score > relation.tally.score and not counted.failed:
            return Relation(kind, total, tuple(parts), True, counted)
    return relation


def _printed(matrix: Matrix, row: int) -> bool:
    return any(value is not None for value in matrix.lines[row]) or any(at[0] == row for at in matrix.unread)


def _candidates(
    keys: Sequence[Keys], total: int, totals: Sequence[int], roots: Sequence[int]
) -> Iterator[Sequence[int]]:
    """What the parts of a total may be, the likeliest first.

    None is a single row where something else precedes it, but the year's own total below which nothing is carried on.
    """
    before = [row for row in roots if row < total]
    after = [row for row in roots if row > total]
    last = max((row for row in totals if row < total), default=None)
    following = [row for row in totals if row > total]
    since = [row for row in before if last is None or row > last]
    if last is not None and not since and keys[last].role == "current_total" and keys[total].role == "total":
        yield [last]
    several = []
    if not since:
        several.append([row for row in after if not following or row < following[0]])
        several.append(after)
        several.append(following)
    several.append(since)
    if last is not None:
        several.append([last, *since])
    several += [before, [row for row in totals if row < total]]
    several += [before[-count:] for count in _LAST_ROOTS if len(before) > count]
    yield from _distinct(several)


def _distinct(several: Sequence[Sequence[int]]) -> Iterator[Sequence[int]]:
    found: list[Sequence[int]] = []
    for parts in several:
        if parts and parts not in found:
            found.append(parts)
    longer = [parts for parts in found if len(parts) > 1]
    yield from longer or found


def _without_word(matrix: Matrix, roots: Sequence[int]) -> Iterator[Relation]:
    """The first or the last root, where it is the sum of the others in at least one column and nowhere is not."""
    if len(roots) > 2:
        for total, parts in ((roots[0], roots[1:]), (roots[-1], roots[:-1])):
            counted = tally(matrix, total, parts)
            if counted.held and not counted.failed:
                yield Relation("total", total, tuple(parts), False, counted)
                return
