"""The money unit of standard tables that print none: proved by the prose, or by the other tables; never guessed."""

from collections import Counter
from collections.abc import Iterator, Set
from decimal import Decimal
from functools import partial

from extractors.document.claims import Claims, ProvedUnit
from extractors.document.model import Cell
from extractors.recognise.printed_units import printed_unit
from extractors.recognise.standard.line_cells import amounts_in
from extractors.recognise.standard.model import Standard
from extractors.recognise.structure.cells import unit_in_cell
from extractors.records.standard.lines import amount_value
from extractors.records.unit_proof import Stated, in_words, the_one_unit
from extractors.values.money import YUAN
from schemas.words.unit_proofs import unit_proof_words


def prove_units(found: Claims, tables: list[Standard], said: Stated) -> None:
    """Gives a table that prints no money unit the one in which its largest amount is what the prose states it to be.

    Nothing is given where that holds in no unit or in several. Where every amount prints its own, that is the unit,
    whatever stands above the table.
    """
    for standard in tables:
        behind = _in_cells(standard)
        if behind and behind != standard.unit:
            _known_unit(found, standard, ProvedUnit(behind, unit_proof_words().in_cells))
        measures = _STATED.get(standard.kind, ()) if standard.unit is None else ()
        values = {value for measure in measures for value in said.get(measure, ())}
        largest = _largest(standard) if values else None
        if largest and (proved := the_one_unit(partial(_stated_as_largest, largest, values))):
            _known_unit(found, standard, proved)


def _in_cells(standard: Standard) -> str | None:
    """The one unit that all amounts of a table print behind them, but for zeros; None where there is none."""
    units = {unit_in_cell(cell) for cell, value in _amounts(standard) if value}
    return units.pop() if len(units) == 1 else None


def _largest(standard: Standard) -> Decimal | None:
    """The largest amount of a table, but for one that is printed in another unit than all others: it has it too."""
    printed = Counter(_numbers(standard))
    slipped = {
        number
        for number, times in printed.items()
        if times == 1 and any(yuan > 1 and number / yuan in printed for yuan in YUAN.values())
    }
    return max((number for number in printed if number not in slipped), default=None)


def _stated_as_largest(largest: Decimal, values: Set[Decimal], unit: str) -> str | None:
    """What the prose states that is the largest amount of a table in a unit, in words; None for nothing."""
    amount = largest * YUAN[unit]
    if amount not in values:
        return None
    return unit_proof_words().largest.format(amount=in_words(amount))


_STATED = {
    "revenue_expenditure": ("revenue_total", "expenditure_total", "revenue_current", "expenditure_current"),
    "revenue": ("revenue_total", "revenue_current"),
    "expenditure": ("expenditure_total", "expenditure_current"),
    "appropriation": ("revenue_appropriation", "expenditure_appropriation"),
    "general_expenditure": ("expenditure_general_public", "revenue_general_public"),
    "basic_expenditure": ("expenditure_basic", "general_public_basic"),
    "project_expenditure": ("expenditure_project",),
    "three_public": ("three_public_total",),
}
"""The measures that the largest amount of a table of each kind may be."""


def _known_unit(found: Claims, standard: Standard, proved: ProvedUnit) -> None:
    standard.unit = proved.unit
    for part in standard.parts:
        found.units[part.table.index] = proved


def share_unit(found: Claims, tables: list[Standard]) -> None:
    """Gives a table that prints no money unit that of the others, where all have one and its largest amount is theirs,
    or most of its amounts are: one wrong number must not leave the table unread. What so has its unit tells others'.

    The same figure in another unit would be another amount; so nothing is guessed.
    """
    units = {standard.unit for standard in tables if standard.unit}
    if len(units) != 1:
        return
    (unit,) = units
    words = unit_proof_words()
    waiting = {
        at: {number for number in _numbers(standard) if number}
        for at, standard in enumerate(tables)
        if standard.unit is None
    }
    largest = {at: max(own) for at, own in waiting.items() if own}
    holders: dict[Decimal, list[int]] = {}
    for at, own in waiting.items():
        for number in own:
            holders.setdefault(number, []).append(at)
    common: dict[int, set[Decimal]] = {}
    printed = [number for standard in tables if standard.unit for number in _numbers(standard)]
    while printed:
        number = printed.pop()
        for at in holders.pop(number, ()):
            if at not in waiting:
                continue
            known = common.setdefault(at, set())
            known.add(number)
            if number == largest[at] or (len(known) >= _FEWEST_COMMON and 2 * len(known) > len(waiting[at])):
                reason = words.shared if number == largest[at] else words.mostly
                _known_unit(found, tables[at], ProvedUnit(unit, reason.format(number=f"{max(known):f}", unit=unit)))
                printed += waiting.pop(at)


_FEWEST_COMMON = 3


def share_with_parts(found: Claims, tables: list[Standard]) -> None:
    """Parts on later pages that print no money unit have that of the table that goes on there."""
    for standard in tables:
        first, *others = standard.parts
        for part in others:
            if standard.unit and part.table is not first.table and printed_unit(part.table, *part.heads) is None:
                reason = unit_proof_words().continued.format(number=first.table.index)
                found.units.setdefault(part.table.index, ProvedUnit(standard.unit, reason))


def _numbers(standard: Standard) -> Iterator[Decimal]:
    return (value for _, value in _amounts(standard))


def _amounts(standard: Standard) -> Iterator[tuple[Cell, Decimal]]:
    for part in standard.parts:
        for row in range(part.top, part.bottom):
            for block in part.blocks:
                for amount in amounts_in(part, block, row):
                    value = amount_value(amount.cell)
                    if value is not None and amount.columns[0].meaning != "percent":
                        yield amount.cell, value
