"""Sums that fail for one number, or for two in each other's line: where that heals several, the reading is right."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TypeVar

from extractors.recognise.structure.arithmetic import Cell, Evidence, Verdict
from extractors.recognise.structure.model import Matrix
from extractors.values.slips import slip

_FEWEST = 2

Number = TypeVar("Number", int, Decimal)


def needed(matrix: Matrix, one: Evidence) -> Iterator[tuple[Cell, int]]:
    """What would have to be added to each number of a sum for it to hold."""
    missing = (_value(matrix, one.total) or 0) - sum(_value(matrix, part) or 0 for part in one.parts)
    yield one.total, -missing
    yield from ((part, missing) for part in one.parts if _value(matrix, part) is not None)


def healed_together(matrix: Matrix, sums: Sequence[Evidence]) -> set[Evidence]:
    """The sums that fail and hold all together once one number is changed, which no sum that holds forbids.

    By chance they would not want the same change of the same number. But where the change is what some lines that
    follow each other make, these may be read on a wrong level: that says nothing.
    """
    forbidden = {
        cell
        for one in sums
        if one.verdict in (Verdict.HELD, Verdict.TRIVIAL)
        for cell in (one.total, *one.parts)
        if _value(matrix, cell)
    }
    wanted: dict[Cell, list[tuple[int, Evidence]]] = defaultdict(list)
    failing = [one for one in sums if one.verdict is Verdict.FAILED]
    for one in failing:
        for cell, change in needed(matrix, one):
            if cell not in forbidden:
                wanted[cell].append((change, one))
    healed: set[Evidence] = set()
    for cell, changes in wanted.items():
        slack = matrix.half(*cell) * _FEWEST
        kinds = {one.relation for _, one in changes}
        alike = max(c for c, _ in changes) - min(c for c, _ in changes) <= slack
        if len(kinds) < _FEWEST or not alike:
            continue
        if not made_by_some((line[cell[1]] or 0 for line in matrix.lines), changes[0][0]):
            healed.update(one for _, one in changes)
    return healed


def exchanged(matrix: Matrix, sums: Sequence[Evidence]) -> set[Evidence]:
    """The sums that fail by two numbers of lines below each other, and hold once these are exchanged: the totals of two
    sums or their parts, or a total and the part beside it.

    Nothing is left to choose in it: both amounts are printed, each in the other's line.
    """
    failing = {(one.relation, one.total): one for one in sums if one.verdict is Verdict.FAILED}
    found = {one for one in failing.values() if _with_its_part(matrix, one)}
    for (relation, (row, column)), one in failing.items():
        below = failing.get((relation, (row + 1, column)))
        if relation.kind == "columns" and below is not None:
            (total, made), (other, made_below) = _sides(matrix, one), _sides(matrix, below)
            if total and other and (total, other) == (made_below, made):
                found |= {one, below}
    return found


def _with_its_part(matrix: Matrix, one: Evidence) -> bool:
    """Whether a sum holds once its total and the part right below or above it are exchanged."""
    (total, made), (row, column) = _sides(matrix, one), one.total
    filled = [part for part in one.parts if _value(matrix, part)]
    room = sum(matrix.half(*part) for part in (one.total, *filled))
    beside = (_value(matrix, part) or 0 for part in filled if part in ((row - 1, column), (row + 1, column)))
    return bool(total) and len(filled) > _FEWEST and any(abs(made - 2 * part + (total or 0)) <= room for part in beside)


def _sides(matrix: Matrix, one: Evidence) -> tuple[int | None, int]:
    return _value(matrix, one.total), sum(_value(matrix, part) or 0 for part in one.parts)


def slip_in(matrix: Matrix, total: Cell, parts: Sequence[Cell]) -> bool:
    """Whether one slip of the pen in a total, or in one of its parts, explains that they are not equal.

    Not where a number beside or below the total makes up the difference, nor of a single part: something may be left
    out that was not counted, or is not printed.
    """
    row, column = total
    others = {*matrix.lines[row], *(line[column] for line in matrix.lines)}
    whole, values = _value(matrix, total) or 0, [_value(matrix, part) or 0 for part in parts]
    missing = whole - sum(values)
    if len(parts) < 2 or not whole or not any(values) or missing in others or -missing in others:
        return False
    meant = [(whole, whole - missing), *((value, value + missing) for value in values if value)]
    return any(slipped(printed, other) for printed, other in meant if other)


def slipped(printed: int, meant: int) -> bool:
    """Whether one slip of the pen makes the one number of a matrix, which counts halves, of the other."""
    return slip(Decimal(printed) / 2, Decimal(meant) / 2) is not None


def made_by_some(values: Iterable[Number], amount: Number) -> bool:
    """Whether numbers that follow each other make an amount, of whatever sign."""
    made = amount - amount
    seen = {made}
    for value in values:
        made += value
        if made - amount in seen or made + amount in seen:
            return True
        seen.add(made)
    return False


def _value(matrix: Matrix, cell: Cell) -> int | None:
    return matrix.lines[cell[0]][cell[1]]
