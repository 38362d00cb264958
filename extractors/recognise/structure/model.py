"""What the structure of a table is made of: numbers, the keys of its rows and columns, relations, readings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

Value = int | None
"""A number in halves of a unit that all of a table are whole multiples of; None is a blank."""

Line = list[Value]
"""A row or a column of numbers."""


@dataclass
class Matrix:
    """The numbers of a block: `lines` are its rows, or (see `turned`) its columns.

    `unread` are the places (line, position) where something stands that could not be read: unknown, not blank.
    `halves` gives half of each number's last printed place; None where all have the same, `place`.
    """

    lines: list[Line]
    width: int
    unread: frozenset[tuple[int, int]] = frozenset()
    halves: list[list[int]] | None = None
    place: int = 1

    @cached_property
    def grows(self) -> bool:
        """Whether a sum that is too large stays so with more parts: no number is below zero, or below its own half."""
        numbers = ((n, at, value) for n, line in enumerate(self.lines) for at, value in enumerate(line) if value)
        return all(value >= self.half(n, at) for n, at, value in numbers)

    def turned(self) -> "Matrix":
        """The same numbers with rows for columns."""
        columns = [[line[n] for line in self.lines] for n in range(self.width)]
        halves = [[line[n] for line in self.halves] for n in range(self.width)] if self.halves else None
        return Matrix(columns, len(self.lines), frozenset((c, r) for r, c in self.unread), halves, self.place)

    def half(self, line: int, position: int) -> int:
        """Half of the last printed place of a number."""
        return self.halves[line][position] if self.halves else self.place


class Tally(NamedTuple):
    """How many sums of one relation hold (`held` with two parts or more that are not zero, `trivial` with one),
    how many fail, and how many have a part that was not read.
    """

    held: int = 0
    trivial: int = 0
    failed: int = 0
    unknown: int = 0

    def plus(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(
            self.held + other.held,
            self.trivial + other.trivial,
            self.failed + other.failed,
            self.unknown + other.unknown,
        )

    @property
    def score(self) -> float:
        """What it speaks for: a sum of two parts is evidence, one of a single part hardly any, a failure against."""
        return self.held + 0.2 * self.trivial - self.failed


NONE = Tally()
"""No sums."""

_UNKEYED_COSTS = 0.1
"""The share of its score that a total without a word for it loses."""


@dataclass(frozen=True)
class Keys:
    """What a row's print says of its place among the others.

    `code` is a subject's code, put together; `unit` tells the line of a body that stands above the lines of its own;
    `spaces` are the blanks before its name, `ink` where its first glyph stands in points, `column` the first text
    column that is filled, `style` how its name is enumerated, as number `ordinal`, `level` the depth that its form
    prints.
    """

    name: str = ""
    code: str | None = None
    unit: bool = False
    spaces: int = 0
    ink: float | None = None
    column: int = 0
    style: str | None = None
    ordinal: int = 0
    level: int | None = None
    of_which: bool = False
    role: str = "item"
    body: str | None = None
    """The code of the body that its name is that of."""
    series: str | None = None
    """What tells a row from others of the same line: its year, say."""
    misprinted: bool = False
    """Its code has no length that a code has: where it belongs is not known."""

    @property
    def total(self) -> bool:
        """Whether the row is a total by its word."""
        return self.role in ("total", "current_total", "subtotal")


@dataclass(frozen=True)
class Relation:
    """That one line is the sum of others, in each position: a row of rows, or a column of columns.

    `kind` is parent, total, columns or equal (of two blocks); `keyed` tells that print says so (codes, indentation, a
    total's word, a span of the head), not arithmetic alone.
    """

    kind: str
    total: int
    parts: tuple[int, ...]
    keyed: bool
    tally: Tally = NONE


@dataclass
class Reading:
    """The rows of a block under one hypothesis: each row's parent, and the sums that this foretells."""

    name: str
    parents: list[int | None]
    relations: list[Relation] = field(default_factory=list)
    keyed: bool = True
    handicap: float = 0.0
    """Taken from its score for not being the simplest."""
    weight: float = 1.0

    @property
    def tally(self) -> Tally:
        """All its sums."""
        found = Tally()
        for relation in self.relations:
            found = found.plus(relation.tally)
        return found

    def score(self, bonus: float = 0.0) -> float:
        """What its sums say for it, a little less those that no print foretells; `bonus` is what other tables add."""
        unkeyed = sum(one.tally.score for one in self.relations if not one.keyed) if self.keyed else 0.0
        return self.weight * (self.tally.score - _UNKEYED_COSTS * unkeyed) + bonus - self.handicap


@dataclass
class Block:
    """A block to be solved: its numbers, the keys of its rows, the labels of its columns from the top down."""

    matrix: Matrix
    keys: Sequence[Keys]
    labels: Sequence[tuple[str, ...]] = ()
    years: Sequence[Sequence[object]] = ()
    """What a column speaks of beside its labels (year, budget or accounts): only alike columns add up, None is not
    said."""
    is_total: Sequence[bool] = ()
    """Which columns are headed 合计, 小计 or 总计, and (`of_which`) which 其中."""
    of_which: Sequence[bool] = ()


@dataclass
class Structure:
    """A solved block: the reading that was taken, the next best, the relations of the columns."""

    block: Block
    rows: Reading
    other: Reading | None
    columns: list[Relation]

    @property
    def relations(self) -> list[Relation]:
        """Of rows, then of columns."""
        return [*self.rows.relations, *self.columns]

    def cells(self, relation: Relation) -> Iterator[tuple[tuple[int, int], list[tuple[int, int]]]]:
        """The sums of a relation: the total's cell (row, column) and those of its parts."""
        if relation.kind == "columns":
            for row in range(len(self.block.matrix.lines)):
                yield (row, relation.total), [(row, part) for part in relation.parts]
        else:
            for column in range(self.block.matrix.width):
                yield (relation.total, column), [(part, column) for part in relation.parts]
