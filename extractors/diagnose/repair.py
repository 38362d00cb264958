"""Which few numbers, printed otherwise, would make the checks hold that fail (the card-minimal repair of Flesca and
others, found greedily: the change that heals most and breaks least comes first, and the rest is judged after it).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.diagnose.numbers import PROSE, Key, Numbers, Printed
from extractors.diagnose.relations import Relation
from extractors.values.numbers import rounded
from extractors.values.slips import slip, slipped

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


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """A number printed otherwise: what it heals of what fails, and what it breaks of what holds.

    With `exchanged` it and the number below it are printed for each other, and so are those of other columns.
    """

    key: Key
    value: Decimal
    healed: tuple[Relation, ...]
    broken: tuple[Relation, ...]
    failing: int
    """How many failing relations the number stands in."""
    exchanged: tuple[tuple[Key, Key], ...] = ()

    @property
    def gain(self) -> int:
        """How many checks more would hold."""
        return len(self.healed) - len(self.broken)


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
    values = {key: printed.value for key, printed in numbers.by_key.items()}
    bound: dict[Key, list[Relation]] = defaultdict(list)
    for relation in (*failed, *held):
        for key in relation.keys:
            bound[key].append(relation)
    left = list(failed)
    found: list[Repair] = []
    while left and len(found) < _MOST_REPAIRS:
        repair = _best(left, bound, values, numbers)
        if repair is None:
            break
        found.append(repair)
        change = repair.change
        values |= _swapped(change.exchanged, values) if change.exchanged else {change.key: change.value}
        left = [relation for relation in left if not relation.holds(values)]
    return found, left


def _best(
    failing: Sequence[Relation], bound: dict[Key, list[Relation]], values: dict[Key, Decimal], numbers: Numbers
) -> Repair | None:
    failed = set(failing)
    changes = [_judged(key, value, failed, bound, values) for key, value in _changes(failing, bound, values, numbers)]
    worth = [change for change in changes if change.gain > 0]
    most = max((change.gain for change in worth), default=0)
    swaps = [swap for swap in _swaps(failed, bound, values) if swap.gain > max(most, 1)]
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


def _swaps(failed: Set[Relation], bound: dict[Key, list[Relation]], values: dict[Key, Decimal]) -> Iterator[Change]:
    """Numbers of two lines below each other exchanged, in one column or in all: nothing is free in it.

    Both of a column must stand in failing relations, or in the same line as two that do.
    """
    keys = {key for relation in failed for key in relation.keys if key[0] != PROSE}
    by_line: dict[tuple[int, int], list[tuple[Key, Key]]] = defaultdict(list)
    for table, row, column in sorted(keys):
        pair = (table, row, column), (table, row + 1, column)
        if pair[1] in keys and values[pair[0]] != values[pair[1]]:
            by_line[table, row].append(pair)
    for (table, row), pairs in by_line.items():
        for pair in pairs:
            yield _exchanged((pair,), failed, bound, values)
        columns = sorted(key[2] for key in values if key[:2] == (table, row) and (table, row + 1, key[2]) in values)
        if len(columns) > 1:
            yield _exchanged(tuple(((table, row, n), (table, row + 1, n)) for n in columns), failed, bound, values)


def _exchanged(
    pairs: tuple[tuple[Key, Key], ...],
    failed: Set[Relation],
    bound: dict[Key, list[Relation]],
    values: dict[Key, Decimal],
) -> Change:
    now = _Changed(values, _swapped(pairs, values))
    concerned = list(dict.fromkeys(relation for pair in pairs for key in pair for relation in bound.get(key, ())))
    return replace(_effect(pairs[0][0], now, concerned, failed, values), exchanged=pairs)


def _swapped(pairs: Iterable[tuple[Key, Key]], values: dict[Key, Decimal]) -> dict[Key, Decimal]:
    return {key: values[other] for pair in pairs for key, other in (pair, pair[::-1])}


def _fewest_numbers(change: Change) -> int:
    """Of how few numbers a check is made that a change heals: the fewer, the surer what each must be."""
    return min(len(relation.keys) for relation in change.healed)


def _changes(
    failing: Sequence[Relation], bound: dict[Key, list[Relation]], values: dict[Key, Decimal], numbers: Numbers
) -> Iterator[tuple[Key, Decimal]]:
    """What numbers of failing relations would have to be, to the last place that they are printed with."""
    seen: set[tuple[Key, Decimal]] = set()
    looked_at = 0
    for relation in failing:
        for key in sorted(relation.keys):
            printed = numbers.by_key[key]
            for meant in _meant(relation, key, printed, values):
                if meant == values[key] or (meant < 0 <= printed.value) or (key, meant) in seen:
                    continue
                seen.add((key, meant))
                yield key, meant
                looked_at += len(bound[key])
                if len(seen) >= _TRIED or looked_at >= _LOOKED_AT:
                    return


def _meant(relation: Relation, key: Key, printed: Printed, values: dict[Key, Decimal]) -> Iterator[Decimal]:
    """What a number may have been meant to be; in a percentage, whose rounding leaves a range, what one slip makes."""
    decimals = max(printed.decimals, 2) if abs(printed.unit) != 1 else printed.decimals
    for exact in relation.solutions(key, values):
        yield rounded(exact, decimals)
        if relation.base is not None:
            yield from slipped(printed.value)


def _judged(
    key: Key, value: Decimal, failed: Set[Relation], bound: dict[Key, list[Relation]], values: dict[Key, Decimal]
) -> Change:
    return _effect(key, _Changed(values, {key: value}), bound[key], failed, values)


def _effect(
    key: Key, now: "_Changed", concerned: Sequence[Relation], failed: Set[Relation], values: dict[Key, Decimal]
) -> Change:
    """What becomes of the relations that are concerned where the numbers are those of `now`."""
    healed = tuple(r for r in concerned if r in failed and r.holds(now))
    broken = tuple(r for r in concerned if r not in failed and r.holds(values) and not r.holds(now))
    return Change(key, now[key], healed, broken, sum(r in failed for r in concerned))


class _Changed(dict[Key, Decimal]):
    """Numbers of which a few are others, without a copy of them all."""

    def __init__(self, values: dict[Key, Decimal], changed: Mapping[Key, Decimal]) -> None:
        super().__init__(changed)
        self._values = values

    def __missing__(self, key: Key) -> Decimal:
        return self._values[key]
