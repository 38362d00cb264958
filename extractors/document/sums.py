"""The sums that the tables of a document make: what extractors hand to the checks and to what explains failures."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from extractors.document.place import Place


class Operand(NamedTuple):
    """A number of a sum: where its cell stands, what its line is called, its value in yuan.

    `value` is None for a blank, which adds nothing, and for a number that was not read (the sum is `unknown` then).
    """

    place: Place
    label: str
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Sum:
    """A total and its parts, as the structure of a table foretells them.

    `relation` is total (of a table or group), parent (a line of those below it), columns (a column of others, in one
    line) or equal (the totals of two blocks). `verdict` is held (two parts or more that are not zero), trivial (one),
    failed or unknown. `keyed` tells that codes, indentation, a total's word or the head say so, not arithmetic alone;
    a failure is the publisher's only where it is `proved`.
    """

    relation: str
    table_no: int
    table_kind: str
    table_title: str | None
    column: str
    total: Operand
    parts: tuple[Operand, ...]
    verdict: str
    keyed: bool
    proved: bool
    tolerance: Decimal


@dataclass(frozen=True, slots=True)
class Structure:
    """How the levels of a table's lines are told, and what its sums say for it.

    `held` and `failed` count sums of two parts or more; `rows` and `columns` tell what they prove. `other` is the
    next best way to tell levels, with its sums.
    """

    ways: tuple[str, ...]
    held: int
    failed: int
    rows: bool
    columns: bool
    other: tuple[str, int, int] | None = None
    doubtful: int = 0
    """Sums that fail though nobody is accused: the reading is in doubt."""
