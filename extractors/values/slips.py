"""The slips that people make with a number: what must have happened so that one is printed for another."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

_UNITS = (4, 8)
_POINTS = (1, 2, 3)


@lru_cache(maxsize=4096)  # each step of a repair asks for the same
def slip(printed: Decimal, meant: Decimal) -> str | None:
    """The kind of slip by which `printed` stands for `meant`, a name of `findings.yaml`; None where none does."""
    if printed == meant:
        return None
    if printed == -meant:
        return "sign"
    if not printed:
        return "zero_printed"
    ratio = meant / printed
    for names, kind in ((_UNITS, "unit_slip"), (_POINTS, "misplaced_point")):
        if any(ratio in (Decimal(10) ** power, Decimal(10) ** -power) for power in names):
            return kind
    if (printed < 0) != (meant < 0):
        return None
    return _of_digits(*_aligned(abs(printed), abs(meant)))


def slipped(printed: Decimal) -> Iterator[Decimal]:
    """The numbers that one slip turns into `printed`, as far as its digits tell: one too many, two transposed, the
    point misplaced.
    """
    text = f"{printed:f}"
    whole = [at for at, char in enumerate(text) if char.isdigit()]
    for at in whole:
        shorter = text[:at] + text[at + 1 :]
        if any(map(str.isdigit, shorter)) and not shorter.startswith("."):
            yield Decimal(shorter)
    for one, other in pairwise(whole):
        chars = list(text)
        chars[one], chars[other] = chars[other], chars[one]
        yield Decimal("".join(chars))
    yield from (printed.scaleb(power) for power in (1, -1, 4, -4))


def _aligned(one: Decimal, other: Decimal) -> tuple[str, str]:
    """Both with as many decimals, without the point: the digits that a slip concerns."""
    places = max(0, *(-int(value.normalize().as_tuple().exponent) for value in (one, other)))
    shown = [f"{value:.{places}f}".replace(".", "") for value in (one, other)]
    return shown[0], shown[1]


def _of_digits(printed: str, meant: str) -> str | None:
    if len(printed) == len(meant):
        off = [at for at, pair in enumerate(zip(printed, meant, strict=True)) if pair[0] != pair[1]]
        if len(off) == 1:
            return "wrong_digit"
        first = off[0]
        swapped = len(off) == 2 and off[1] == first + 1 and printed[first : first + 2] == meant[first : first + 2][::-1]
        return "transposed_digit" if swapped else None
    if len(printed) + 1 == len(meant) and _without_one(meant, printed):
        return "dropped_digit"
    if len(meant) + 1 == len(printed) and _without_one(printed, meant):
        return "added_digit"
    return None


def _without_one(longer: str, shorter: str) -> bool:
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
