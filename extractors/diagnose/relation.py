"""A check as a relation between printed numbers: its sides are sums of them, and each can be solved for a number."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from extractors.diagnose.numbers import Key, Numbers
from schemas.rows import CheckRow

Terms = Mapping[Key, Decimal]
"""What each printed number counts in a side: its unit, with a sign."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of printed numbers and a constant."""

    terms: Terms
    constant: Decimal = Decimal(0)

    def value(self, numbers: Mapping[Key, Decimal]) -> Decimal:
        """Its value where the numbers are these."""
        value = self.constant
        for key, factor in self.terms.items():  # a loop: what explains many failures asks for a million sums
            value += factor * numbers[key]
        return value


@dataclass(frozen=True, slots=True, eq=False)
class Relation:
    """A check: its left side, and its right one, which for a computed percentage is 100 × `right` / `base`."""

    check: CheckRow
    left: Sum
    right: Sum
    base: Sum | None
    tolerance: Decimal
    within: bool
    """Whether the left side need only stay within the right one, or the other way round."""

    @property
    def keys(self) -> set[Key]:
        """The numbers that it is made of."""
        return {*self.left.terms, *self.right.terms, *(self.base.terms if self.base else ())}

    def tells(self, numbers: Numbers) -> bool:
        """Whether it says something of the structure: two parts or more that are not zero."""
        return max(sum(bool(numbers.by_key[key].value) for key in side.terms) for side in (self.left, self.right)) > 1

    def difference(self, numbers: Mapping[Key, Decimal]) -> Decimal:
        """Left less right where the numbers are these."""
        right = self.right.value(numbers)
        if self.base is not None:
            base = self.base.value(numbers)
            right = 100 * right / base if base else Decimal("Infinity")
        return self.left.value(numbers) - right

    def holds(self, numbers: Mapping[Key, Decimal]) -> bool:
        """Whether it holds where the numbers are these; a percentage of nothing says nothing."""
        off, before = self.difference(numbers), self.check["difference"] or Decimal(0)
        return not off.is_finite() or abs(off) <= self.tolerance or (self.within and (off > 0) == (before > 0))

    def solutions(self, key: Key, numbers: Mapping[Key, Decimal]) -> Iterator[Decimal]:
        """What the number would have to be so that the relation holds, all others as they are."""
        off = self.difference(numbers)
        if not off.is_finite():
            return
        factor = self.left.terms.get(key, Decimal(0))
        if self.base is None:
            factor -= self.right.terms.get(key, Decimal(0))
            if factor:
                yield numbers[key] - off / factor
        elif factor:
            yield numbers[key] - off / factor
        else:
            yield from self._of_ratio(key, numbers)

    def _of_ratio(self, key: Key, numbers: Mapping[Key, Decimal]) -> Iterator[Decimal]:
        """100 (n + a x) / (d + b x) = p, solved for x."""
        assert self.base is not None
        wanted = self.left.value(numbers)
        over, under = self.right.terms.get(key, Decimal(0)), self.base.terms.get(key, Decimal(0))
        rest_over = self.right.value(numbers) - over * numbers[key]
        rest_under = self.base.value(numbers) - under * numbers[key]
        factor = 100 * over - wanted * under
        if factor:
            yield (wanted * rest_under - 100 * rest_over) / factor
