"""To which place the numbers of a table are printed, and whether rounding may explain that their sums are off."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

_FEN = Decimal("0.01")
"""The fen (分) in yuan: there is no money below it, so what is printed to it was not rounded."""


def decimals(value: Decimal) -> int:
    """Decimal places that a number is printed to."""
    return max(0, -int(value.as_tuple().exponent))


def usual_places(values: Iterable[Decimal]) -> int:
    """Decimal places that most numbers with any are printed to: some drop their last zeros, one may print more."""
    printed = Counter(map(decimals, values))
    return max((places for places in printed if places > 0), key=lambda n: printed[n], default=0)


def to_the_fen(values: Iterable[Decimal], unit: Decimal) -> bool:
    """Whether the numbers, in a unit of so many yuan, are printed to the fen: then their sums are exact."""
    numbers = list(values)
    places = usual_places(numbers)
    return places > 0 and unit.scaleb(-places) <= _FEN and all(decimals(value) <= places for value in numbers)
