"""Numbers printed otherwise, and what becomes of the checks then, judged once until a repair moves it."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.diagnose.numbers import Key, Numbers, Printed
from extractors.diagnose.relation import Relation
from extractors.values.numbers import rounded
from extractors.values.slips import slipped

Pairs = tuple[tuple[Key, Key], ...]
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
    exchanged: Pairs = ()

    @property
    def gain(self) -> int:
        """How many checks more would hold."""
        return len(self.healed) - len(self.broken)


class State:
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
        self._exchanged: dict[Pairs, Change] = {}

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
            known[value] = self._effect(key, _Otherwise(self.values, {key: value}), self.bound[key])
        return known[value]

    def exchanged(self, pairs: "Pairs") -> Change:
        """What becomes of them where the numbers of each pair stand in each other's place."""
        if pairs not in self._exchanged:
            now = _Otherwise(self.values, _swapped(pairs, self.values))
            concerned = dict.fromkeys(r for key in itertools.chain(*pairs) for r in self.bound.get(key, ()))
            self._exchanged[pairs] = replace(self._effect(pairs[0][0], now, list(concerned)), exchanged=pairs)
        return self._exchanged[pairs]

    def _effect(self, key: Key, now: "_Otherwise", concerned: Sequence[Relation]) -> Change:
        """What becomes of the relations that are concerned where the numbers are those of `now`."""
        failed = self.failed
        healed = tuple(r for r in concerned if r in failed and r.holds(now))
        broken = tuple(r for r in concerned if r not in failed and r.holds(self.values) and not r.holds(now))
        return Change(key, now[key], healed, broken, sum(r in failed for r in concerned))


def _swapped(pairs: Iterable[tuple[Key, Key]], values: dict[Key, Decimal]) -> dict[Key, Decimal]:
    return {key: values[other] for pair in pairs for key, other in (pair, pair[::-1])}


def _meant(relation: Relation, key: Key, printed: Printed, values: dict[Key, Decimal]) -> Iterator[Decimal]:
    """What a number may have been meant to be; in a percentage, whose rounding leaves a range, what one slip makes."""
    decimals = max(printed.decimals, 2) if abs(printed.unit) != 1 else printed.decimals
    for exact in relation.solutions(key, values):
        yield rounded(exact, decimals)
        if relation.base is not None:
            yield from slipped(printed.value)


class _Otherwise(dict[Key, Decimal]):
    """Numbers of which a few are others, without a copy of them all."""

    def __init__(self, values: dict[Key, Decimal], changed: Mapping[Key, Decimal]) -> None:
        super().__init__(changed)
        self._values = values

    def __missing__(self, key: Key) -> Decimal:
        return self._values[key]
