"""A check as a relation between printed numbers: which of them its two sides are made of, found by their values.

A check gives the places of its sides and their values. Which cells of those rows are meant follows from the values: the
column in which the parts make the left side and the whole is the right one. Nothing is guessed: a side that no numbers
at its places make stays a constant, and a relation all of whose sides are constants names no cell.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import combinations, islice, permutations, product
from typing import Any

from extractors.diagnose.numbers import PROSE, Key, Numbers, Printed
from extractors.diagnose.relation import Relation, Sum
from extractors.document.place import Place
from extractors.values.money import YUAN
from schemas.rows import CheckRow

_MOST_SIGNED, _MOST_COMBINED = 8, 8
_PRINTED = ("元", "%", "分")
"""Units of what a document prints; others count what we found (项, 期)."""

_NEAR = Decimal("0.000001")
_CLOSE = Decimal("0.0001")


def relations(checks: Iterable[CheckRow], numbers: Numbers) -> Iterator[Relation]:
    """The checks that compare printed numbers as relations, in their order."""
    seen: Counter[Hashable] = Counter()
    for check in checks:
        same = (check["identity"], check["left_value"], check["right_value"], *_rows(check))
        found = _relation(check, numbers, seen[same])
        seen[same] += 1
        if found is not None and found.keys:
            yield found


def _rows(check: CheckRow) -> list[tuple[Any, ...]]:
    places = (*check["left_places"], *check["right_places"])
    return [(place["table"], place["row"], place["column"], place["figure"]) for place in places]


def _relation(check: CheckRow, numbers: Numbers, nth: int) -> Relation | None:
    """A check with a difference as a relation; None for one that compares no numbers."""
    left_value, right_value = check["left_value"], check["right_value"]
    if left_value is None or right_value is None or check["difference"] is None or check["unit"] not in _PRINTED:
        return None
    places = [[Place.of(place) for place in check[side]] for side in ("left_places", "right_places")]
    money = check["unit"] == "元"
    tolerance = max(check["tolerance"] or Decimal(0), _NEAR)
    within = check["status"] != "fail" and abs(check["difference"]) > tolerance
    left, right = _sides(places, (left_value, right_value), money, numbers, nth)
    if not check["identity"].startswith("table_"):  # which of several zeros in a line is meant is not told
        left, right = _sure(left, left_value), _sure(right, right_value)
    base = None
    if check["unit"] == "%" and right is None and left is not None and not within:
        ratio = _ratio(places[1], right_value, numbers)
        right, base = ratio or (None, None)
    return Relation(
        check,
        left or Sum({}, left_value),
        right or Sum({}, right_value),
        base,
        tolerance,
        within,
    )


def _sure(side: Sum | None, value: Decimal) -> Sum | None:
    return None if side is not None and not value and not all(map(in_prose, side.terms)) else side


def _sides(
    places: Sequence[Sequence[Place]], values: tuple[Decimal, Decimal], money: bool, numbers: Numbers, nth: int
) -> tuple[Sum | None, Sum | None]:
    """Both sides, made of no number that is in both; of several ways that in which both stand in one column, of several
    such the `nth`: checks of the same rows come in the order of their columns.
    """
    ways = [list(_ways(side, value, money, numbers)) for side, value in zip(places, values, strict=True)]
    for pairs in (_below(*ways), product(*ways)):
        apart = (pair for pair in pairs if pair[0].terms.keys().isdisjoint(pair[1].terms))
        found = list(islice(apart, nth + 1))
        if found:
            left, right = found[-1]
            return (_with_blanks(left, right, places[0], numbers), right) if places[0] == places[1] else (left, right)
    alone = [side[min(nth, len(side) - 1)] if side else None for side in ways]
    shared = alone[0] is not None and alone[1] is not None and alone[0].terms.keys() & alone[1].terms.keys()
    return (None, alone[1]) if shared else (alone[0], alone[1])


def _below(ways: Iterable[Sum], others: Iterable[Sum]) -> Iterator[tuple[Sum, Sum]]:
    """The pairs whose numbers stand in the same columns."""
    by_columns: dict[frozenset[int], list[Sum]] = defaultdict(list)
    for other in others:
        by_columns[_columns(other)].append(other)
    return ((one, other) for one in ways for other in by_columns.get(_columns(one), ()))


def _columns(side: Sum) -> frozenset[int]:
    return frozenset(key[2] for key in side.terms)


def _with_blanks(left: Sum, right: Sum, places: Sequence[Place], numbers: Numbers) -> Sum:
    """The left side of a sum over columns with the zeros of its line, any of which may be a part."""
    factor = next(iter(left.terms.values()), Decimal(1))
    zeros = (one for place in places for one in numbers.row(place.table or 0, place.row or 0) if not one.value)
    return Sum({**left.terms, **{one.key: factor for one in zeros if one.key not in right.terms}}, left.constant)


def _ways(places: Sequence[Place], value: Decimal, money: bool, numbers: Numbers) -> Iterator[Sum]:
    """The ways in which numbers at places make a value."""
    own = [place for place in places if place.document is None]
    if len(own) < len(places) or not own:
        return
    figures = [one for place in own if place.figure is not None and (one := numbers.figure(place.figure))]
    rows = [
        (place.table, place.row, place.column) for place in own if place.table is not None and place.row is not None
    ]
    if figures and not rows:
        yield from _signed(figures, value)
    elif rows and not figures:
        lines = [numbers.row(table or 0, row or 0) for table, row, _ in rows]
        if all(column is not None for *_, column in rows):
            cells = [
                one for line, (*_, column) in zip(lines, rows, strict=True) for one in line if one.key[2] == column
            ]
            yield from _exact(cells, value)
        elif len(lines) == 1:
            yield from _of_line(lines[0], value, money)
        else:
            yield from _of_column(lines, value, money)


def _signed(figures: Sequence[Printed], value: Decimal) -> Iterator[Sum]:
    """Statements of prose added, else with such signs that they make the value."""
    most = 1 if len(figures) > _MOST_SIGNED else 2 ** len(figures)
    for signs in islice(product((1, -1), repeat=len(figures)), most):
        terms = {one.key: one.unit * sign for one, sign in zip(figures, signs, strict=True)}
        found = Sum(terms)
        if abs(found.value({one.key: one.value for one in figures}) - value) <= _NEAR:
            yield found
            return


def _exact(cells: Sequence[Printed], value: Decimal) -> Iterator[Sum]:
    found = Sum({one.key: one.unit for one in cells})
    if cells and abs(found.value({one.key: one.value for one in cells}) - value) <= _NEAR:
        yield found


def _factors(cells: Iterable[Printed], money: bool) -> list[Decimal]:
    """What one of a printed number may be: its table's unit first, where the value is money any other."""
    own = next((one.unit for one in cells), Decimal(1))
    return list(dict.fromkeys((own, *YUAN.values()))) if money else [Decimal(1)]


def _of_line(line: Sequence[Printed], value: Decimal, money: bool) -> Iterator[Sum]:
    """A number of a line that is the value; else neighbours in it, else any few, that make it."""
    for factor in _factors(line, money):
        same = [one for one in line if one.value * factor == value]
        yield from (Sum({one.key: factor}) for one in same)
        if same:
            break
    factor = line[0].unit if line and money else Decimal(1)
    filled = [one for one in line if one.value][:_MOST_COMBINED]
    wanted = value / factor  # a power of ten: exact
    for chosen in _sums_of(tuple(one.value for one in filled)).get(wanted, ()):
        yield Sum({filled[at].key: factor for at in chosen})


@lru_cache(maxsize=64)
def _sums_of(values: tuple[Decimal, ...]) -> Mapping[Decimal, Sequence[tuple[int, ...]]]:
    """What two values or more make together, and which by their positions, the fewest first: a line has many checks."""
    made: dict[Decimal, list[tuple[int, ...]]] = defaultdict(list)
    for count in range(2, len(values) + 1):
        for chosen in combinations(range(len(values)), count):
            made[sum((values[at] for at in chosen), Decimal(0))].append(chosen)
    return dict(made)


def _of_column(lines: Sequence[Sequence[Printed]], value: Decimal, money: bool) -> Iterator[Sum]:
    """Numbers of lines that stand in one column and make the value."""
    columns = dict.fromkeys(one.key[2] for line in lines for one in line)
    for column in columns:
        cells = [one for line in lines for one in line if one.key[2] == column]
        for factor in _factors(cells, money):
            if sum(one.value for one in cells) * factor == value:
                yield Sum({one.key: factor for one in cells})
                break


def _ratio(places: Sequence[Place], value: Decimal, numbers: Numbers) -> tuple[Sum, Sum] | None:
    """The part and the whole, or the change and the prior year, of which a computed percentage is made."""
    figures = [one for place in places if place.figure is not None and (one := numbers.figure(place.figure))]
    printed = {one.key: one.value for one in figures}
    for part, whole in permutations(figures, 2):
        over = Sum({part.key: part.unit})
        under = {whole.key: whole.unit}
        for base in (Sum(under), Sum({**under, part.key: -part.unit}), Sum({**under, part.key: part.unit})):
            for upper in (over, Sum({part.key: part.unit, whole.key: -whole.unit})):
                below = base.value(printed)
                if below and abs(100 * upper.value(printed) / below - value) <= _CLOSE:
                    return upper, base
    return None


def in_prose(key: Key) -> bool:
    """Whether a number is one of a statement in prose."""
    return key[0] == PROSE
