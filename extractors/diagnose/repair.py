"""Which few numbers, printed otherwise, would make the checks hold that fail (the card-minimal repair of Flesca and
others, found greedily: the change that heals most and breaks least comes first, and the rest is judged after it).
"""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
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


_Pairs = tuple[tuple[Key, Key], ...]
"""Numbers that are exchanged."""


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
    exchanged: _Pairs = ()

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
    state = _State(failed, held, numbers)
    found: list[Repair] = []
    while state.failing and len(found) < _MOST_REPAIRS:
        repair = _best(state, numbers)
        if repair is None:
            break
        found.append(repair)
        state.take(repair.change)
    return found, state.failing


class _State:
    """The numbers as they are after the repairs found so far, the relations that fail then, and what was judged.

    A repair leaves most of that as it is: judged anew are only changes of numbers that stand in a relation with one
    that was changed, or in one that fails no more.
    """

    def __init__(self, failed: Sequence[Relation], held: Sequence[Relation], numbers: Numbers) -> None:
        self.values = {key: printed.value for key, printed in numbers.by_key.items()}
        self.failing = list(failed)
        self.failed = set(failed)
        self.bound: dict[Key, list[Relation]] = defaultdict(list)
        """The relations in which a number stands."""
        for relation in (*failed, *held):
            for key in relation.keys:
                self.bound[key].append(relation)
        self.columns: dict[tuple[int, int], list[int]] = defaultdict(list)
        """Of each line of a table the columns with numbers, from left to right."""
        for table, row, column in sorted(self.values):
            self.columns[table, row].append(column)
        self._meant: dict[Relation, dict[Key, tuple[Decimal, ...]]] = defaultdict(dict)
        self._changed: dict[Key, dict[Decimal, Change]] = defaultdict(dict)
        self._exchanged: dict[_Pairs, Change] = {}

    def take(self, change: Change) -> None:
        """Changes the numbers."""
        new = _swapped(change.exchanged, self.values) if change.exchanged else {change.key: change.value}
        self.values |= new
        self.failing = [relation for relation in self.failing if not relation.holds(self.values)]
        before, self.failed = self.failed, set(self.failing)
        moved = {relation for key in new for relation in self.bound.get(key, ())}
        for relation in moved:
            self._meant.pop(relation, None)
        other = (before - self.failed) | moved
        stale = {*new, *(key for relation in other for key in relation.keys)}
        for key in stale:
            self._changed.pop(key, None)
        self._exchanged = {
            pairs: swap for pairs, swap in self._exchanged.items() if stale.isdisjoint(itertools.chain(*pairs))
        }

    def meant(self, relation: Relation, key: Key, printed: Printed) -> tuple[Decimal, ...]:
        """What a number of a relation may have been meant to be."""
        known = self._meant[relation]
        if key not in known:
            known[key] = tuple(_meant(relation, key, printed, self.values))
        return known[key]

    def changed(self, key: Key, value: Decimal) -> Change:
        """What becomes of the checks where a number is another."""
        known = self._changed[key]
        if value not in known:
            known[value] = self._effect(key, _Changed(self.values, {key: value}), self.bound[key])
        return known[value]

    def exchanged(self, pairs: "_Pairs") -> Change:
        """What becomes of them where the numbers of each pair stand in each other's place."""
        if pairs not in self._exchanged:
            now = _Changed(self.values, _swapped(pairs, self.values))
            concerned = dict.fromkeys(r for key in itertools.chain(*pairs) for r in self.bound.get(key, ()))
            self._exchanged[pairs] = replace(self._effect(pairs[0][0], now, list(concerned)), exchanged=pairs)
        return self._exchanged[pairs]

    def _effect(self, key: Key, now: "_Changed", concerned: Sequence[Relation]) -> Change:
        """What becomes of the relations that are concerned where the numbers are those of `now`."""
        failed = self.failed
        healed = tuple(r for r in concerned if r in failed and r.holds(now))
        broken = tuple(r for r in concerned if r not in failed and r.holds(self.values) and not r.holds(now))
        return Change(key, now[key], healed, broken, sum(r in failed for r in concerned))


def _best(state: _State, numbers: Numbers) -> Repair | None:
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


def _swaps(state: _State) -> Iterator[_Pairs]:
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


def _swapped(pairs: Iterable[tuple[Key, Key]], values: dict[Key, Decimal]) -> dict[Key, Decimal]:
    return {key: values[other] for pair in pairs for key, other in (pair, pair[::-1])}


def _fewest_numbers(change: Change) -> int:
    """Of how few numbers a check is made that a change heals: the fewer, the surer what each must be."""
    return min(len(relation.keys) for relation in change.healed)


def _changes(state: _State, numbers: Numbers) -> Iterator[tuple[Key, Decimal]]:
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


def _meant(relation: Relation, key: Key, printed: Printed, values: dict[Key, Decimal]) -> Iterator[Decimal]:
    """What a number may have been meant to be; in a percentage, whose rounding leaves a range, what one slip makes."""
    decimals = max(printed.decimals, 2) if abs(printed.unit) != 1 else printed.decimals
    for exact in relation.solutions(key, values):
        yield rounded(exact, decimals)
        if relation.base is not None:
            yield from slipped(printed.value)


class _Changed(dict[Key, Decimal]):
    """Numbers of which a few are others, without a copy of them all."""

    def __init__(self, values: dict[Key, Decimal], changed: Mapping[Key, Decimal]) -> None:
        super().__init__(changed)
        self._values = values

    def __missing__(self, key: Key) -> Decimal:
        return self._values[key]
