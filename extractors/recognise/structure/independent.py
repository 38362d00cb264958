"""Relations of which each says something that the others do not."""

from collections.abc import Sequence

_PRIME = (1 << 31) - 1
"""Coefficients are kept modulo a prime: small whole numbers all, so none is taken for zero."""


class Independent:
    """Relations that are linearly independent, each line's sums without a part in common, and no line part of itself.

    A relation that follows from those before it (a total of the parts of its parts, a copy of a total) is refused.
    """

    def __init__(self) -> None:
        self.parts: dict[int, list[tuple[int, ...]]] = {}
        self._basis: dict[int, dict[int, int]] = {}

    def add(self, total: int, parts: Sequence[int]) -> bool:
        """Whether the relation says something new; then it is kept."""
        if any(set(parts) & set(other) for other in self.parts.get(total, ())) or self._reaches(parts, total):
            return False
        if not self._new(total, parts):
            return False
        self.parts.setdefault(total, []).append(tuple(parts))
        return True

    def whole(self, lines: Sequence[int]) -> list[int]:
        """Of some lines those that are no part of another."""
        below = {part for several in self.parts.values() for parts in several for part in parts}
        return [line for line in lines if line not in below]

    def equal(self, one: int, other: int) -> None:
        """Two lines are the same."""
        self._new(one, (other,))

    def _new(self, total: int, parts: Sequence[int]) -> bool:
        """Whether a relation does not follow from those before it; from now on it is one of them."""
        rest = self._reduced({total: 1, **dict.fromkeys(parts, _PRIME - 1)})
        if not rest:
            return False
        lead = min(rest)
        inverse = pow(rest[lead], -1, _PRIME)
        self._basis[lead] = {line: factor * inverse % _PRIME for line, factor in rest.items()}
        return True

    def _reduced(self, vector: dict[int, int]) -> dict[int, int]:
        """What is left of a relation after the kept ones are taken away."""
        while vector:
            lead = min(vector)
            if lead not in self._basis:
                return vector
            times = vector[lead]
            for line, factor in self._basis[lead].items():
                rest = (vector.get(line, 0) - times * factor) % _PRIME
                if rest:
                    vector[line] = rest
                else:
                    vector.pop(line, None)
        return vector

    def _reaches(self, parts: Sequence[int], line: int) -> bool:
        todo, seen = list(parts), set[int]()
        while todo:
            part = todo.pop()
            if part == line:
                return True
            if part not in seen:
                seen.add(part)
                todo += [below for parts in self.parts.get(part, ()) for below in parts]
        return False
