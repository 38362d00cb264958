"""Which row of one side is which of the other: by keys that are tried in turn, from the surest to the least sure."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

R = TypeVar("R")
KeyOf = Callable[[R], Hashable]
"""What a row is known by; None for a row that nothing is known by."""

Together = Callable[[list[int], list[int]], Mapping[int, int]]
"""Of rows that share a key, the numbers of those that are one: left → right."""

Name = TypeVar("Name")


def matched(
    before: Sequence[R], after: Sequence[R], keys: Iterable[tuple[Name, KeyOf[R]]], together: Together
) -> dict[int, tuple[int, Name]]:
    """The number of each row of `before` → that of the same row of `after`, and the name of the key that told.

    A key is tried on the rows that those before it left over; `together` says which of several with one key are one.
    """
    found: dict[int, tuple[int, Name]] = {}
    left, right = list(range(len(before))), list(range(len(after)))
    for name, key in keys:
        ours, theirs = _grouped(before, left, key), _grouped(after, right, key)
        for value, here in ours.items():
            for one, other in together(here, theirs.get(value, [])).items():
                found[one] = other, name
        taken = {number for number, _ in found.values()}
        left = [number for number in left if number not in found]
        right = [number for number in right if number not in taken]
    return found


def only_one(here: list[int], there: list[int]) -> dict[int, int]:
    """Rows are one where each is the only one of its side with the key."""
    return {here[0]: there[0]} if len(here) == len(there) == 1 else {}


def _grouped(rows: Sequence[R], numbers: Iterable[int], key: KeyOf[R]) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = {}
    for number in numbers:
        if (value := key(rows[number])) is not None:
            groups.setdefault(value, []).append(number)
    return groups
