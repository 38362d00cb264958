"""Which few numbers, printed otherwise, would make the checks hold that fail (the card-minimal repair of Flesca and
others, found greedily: the change that heals most and breaks least comes first, and the rest is judged after it).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.diagnose.changed import Change, Pairs, State
from extractors.diagnose.numbers import PROSE, Key, Numbers
from extractors.diagnose.relation import Relation
from extractors.values.slips import slip

_MOST_REPAIRS = 60
"""Numbers that are changed in one document at most: with more of them wrong it is not the numbers."""

WEAK = (None, "zero_printed", "wrong_digit")
"""What is no sign by itself: two amounts often differ by one digit."""

EXCHANGED = "exchanged_lines"
"""Two numbers that stand in each other's line."""

_TRIED = 400
"""Changes that are judged at each step at most."""

_LOOKED_AT = 20_000
"""Relations that are looked at for that at each step at most: a number that stands in thousands needs no more tries."""


@dataclass(frozen=True, slots=True)
class Repair:
    """The change that explains some failures, with those that would explain as many of the same (`ties`)."""

    change: Change
    ties: tuple[Change, ...]
    slip: str | None
    """The slip by which the number is printed for what it would be, where one explains it and no other change."""


def repairs(
    failed: Sequence[Relation], held: Sequence[Relation], numbers: Numbers
) -> tuple[list[Repair], list[Relation]]:
    """The repairs in the order in which they are found, and the failures that no single number explains."""
    state = State(failed, held, numbers)
    found: list[Repair] = []
    while state.failing and len(found) < _MOST_REPAIRS:
        repair = _best(state, numbers)
        if repair is None:
            break
        found.append(repair)
        state.take(repair.change)
    return found, state.failing


def _best(state: State, numbers: Numbers) -> Repair | None:
    changes = [state.changed(key, value) for key, value in _changes(state, numbers)]
    worth = [change for change in changes if change.gain > 0]
    most = max((change.gain for change in worth), default=0)
    swaps = [swap for swap in map(state.exchanged, _swaps(state)) if swap.gain > max(most, 1) or _turned(swap, most)]
    if swaps:
        return _best_swap(swaps)
    if not worth:
        return None
    best = [change for change in worth if change.gain == most]
    slips = {change: slip(numbers.by_key[change.key].value, change.value) for change in best}
    best.sort(key=lambda change: (len(change.broken), slips[change] in WEAK, _fewest_numbers(change), change.key))
    first = best[0]
    ties = [change for change in best[1:] if set(change.healed) & set(first.healed)]
    named = slips[first]
    if named in WEAK or any(slips[tie] is not None and not tie.broken for tie in ties):
        return Repair(first, tuple(ties), named if not ties else None)
    return Repair(first, tuple(ties), named)


def _turned(swap: Change, most: int) -> bool:
    """Whether an exchange that heals as much as any number does is that of a total and the part beside it."""
    if len(swap.exchanged) != 1 or not 0 < most <= swap.gain:
        return False
    ends = {key for pair in swap.exchanged for key in pair}
    healed = (relation for relation in swap.healed if relation.base is None)
    opposed = (ends & relation.left.terms.keys() and ends & relation.right.terms.keys() for relation in healed)
    return any(opposed)


def _best_swap(swaps: Sequence[Change]) -> Repair:
    """The exchange that heals most, with those that heal as much: the same lines may be exchanged in another table."""
    most = max(swap.gain for swap in swaps)
    best = sorted(
        (swap for swap in swaps if swap.gain == most),
        key=lambda swap: (len(swap.broken), len(swap.exchanged), swap.key),
    )
    return Repair(best[0], tuple(swap for swap in best[1:] if _another(swap, best[0])), EXCHANGED)


def _another(swap: Change, first: Change) -> bool:
    """Whether an exchange in other lines, or in another column of the same, heals some of the same."""
    same_lines = swap.key[:2] == first.key[:2] and len(swap.exchanged) > 1
    return not same_lines and not set(swap.healed).isdisjoint(first.healed)


def _swaps(state: State) -> Iterator[Pairs]:
    """Numbers of two lines below each other exchanged, in one column or in all: nothing is free in it.

    Both of a column must stand in failing relations, or in the same line as two that do.
    """
    keys = {key for relation in state.failed for key in relation.keys if key[0] != PROSE}
    by_line: dict[tuple[int, int], list[tuple[Key, Key]]] = defaultdict(list)
    for table, row, column in sorted(keys):
        pair = (table, row, column), (table, row + 1, column)
        if pair[1] in keys and state.values[pair[0]] != state.values[pair[1]]:
            by_line[table, row].append(pair)
    for (table, row), pairs in by_line.items():
        for pair in pairs:
            yield (pair,)
        below = state.columns.get((table, row + 1), ())
        columns = [column for column in state.columns[table, row] if column in below]
        if len(columns) > 1:
            yield tuple(((table, row, n), (table, row + 1, n)) for n in columns)


def _fewest_numbers(change: Change) -> int:
    """Of how few numbers a check is made that a change heals: the fewer, the surer what each must be."""
    return min(len(relation.keys) for relation in change.healed)


def _changes(state: State, numbers: Numbers) -> Iterator[tuple[Key, Decimal]]:
    """What numbers of failing relations would have to be, to the last place that they are printed with."""
    values = state.values
    seen: set[tuple[Key, Decimal]] = set()
    looked_at = 0
    for relation in state.failing:
        for key in sorted(relation.keys):
            printed = numbers.by_key[key]
            for meant in state.meant(relation, key, printed):
                if meant == values[key] or (meant < 0 <= printed.value) or (key, meant) in seen:
                    continue
                seen.add((key, meant))
                yield key, meant
                looked_at += len(state.bound[key])
                if len(seen) >= _TRIED or looked_at >= _LOOKED_AT:
                    return
