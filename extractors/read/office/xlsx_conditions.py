"""Conditional formats of a worksheet that take a value out of sight: white letters, or a format that prints nothing.

Zeros and errors are often hidden so. What a rule says is worked out where it compares with a number; where it asks
anything else the cell is read, and named.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import eq, ge, gt, le, lt, ne

from lxml import etree

from extractors.read.office.formulas import NotSimpleError, position, shifted
from extractors.read.office.sheet import Position, Sheet
from extractors.read.package import whole

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_COMPARES = re.compile(r"(\$?[A-Z]{1,3}\$?\d{1,7})\s*(=|<>|<=|>=|<|>)\s*(-?\d+(?:\.\d+)?)")
_RANGE = re.compile(r"([A-Z]{1,3}\d{1,7})(?::([A-Z]{1,3}\d{1,7}))?")
_SIGNS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "=": eq, "<>": ne, "<": lt, ">": gt, "<=": le, ">=": ge,
    "equal": eq, "notEqual": ne, "lessThan": lt, "greaterThan": gt, "lessThanOrEqual": le, "greaterThanOrEqual": ge,
}  # fmt: skip
_TEXT = Decimal("Infinity")
"""A text is greater than any number."""


@dataclass(frozen=True)
class Look:
    """What a conditional format gives a cell: whether it hides a value on white, on any ground, and sets a colour."""

    on_white: bool = False
    anywhere: bool = False
    colours: bool = False


@dataclass(frozen=True)
class _Rule:
    priority: int
    kind: str
    operator: str
    formulas: tuple[str, ...]
    ranges: tuple[tuple[int, int, int, int], ...]
    look: Look

    def covers(self, at: Position) -> bool:
        return any(top <= at[0] <= low and left <= at[1] <= right for top, left, low, right in self.ranges)


def hide(sheet: Sheet, elements: Sequence[etree._Element], looks: Sequence[Look], tinted: set[Position]) -> None:
    """Takes out of a sheet's cells what its conditional formats hide, and notes what they may.

    `elements` are its `conditionalFormatting`s, `looks` what the workbook's formats do, `tinted` cells on a ground.
    """
    rules = sorted(_rules(elements, looks), key=lambda rule: rule.priority)
    hiding = [rule for rule in rules if rule.look.on_white or rule.look.anywhere]
    for at in [at for at in sheet.cells if any(rule.covers(at) for rule in hiding)] if hiding else ():
        match _is_hidden(sheet, rules, at, at in tinted):
            case True:
                del sheet.cells[at]
                sheet.errors.pop(at, None)
                sheet.invisible.append(at)
            case None:
                sheet.uncertain.append(at)


def _rules(elements: Sequence[etree._Element], looks: Sequence[Look]) -> Iterator[_Rule]:
    for element in elements:
        ranges = tuple(map(_corners, _RANGE.finditer(element.get("sqref", ""))))
        for rule in element.iterfind(f"{_S}cfRule"):
            number = whole(rule.get("dxfId"), -1)
            if 0 <= number < len(looks):
                formulas = tuple(formula.text or "" for formula in rule.iterfind(f"{_S}formula"))
                kind, operator = rule.get("type", ""), rule.get("operator", "")
                yield _Rule(whole(rule.get("priority"), 0), kind, operator, formulas, ranges, looks[number])


def _corners(match: re.Match[str]) -> tuple[int, int, int, int]:
    return *position(match[1]), *position(match[2] or match[1])


def _is_hidden(sheet: Sheet, rules: Sequence[_Rule], at: Position, tinted: bool) -> bool | None:
    """Whether the first rule that gives a cell its colour hides it; None where that cannot be known."""
    for rule in rules:
        if not rule.covers(at):
            continue
        holds = _holds(sheet, rule, at)
        hides = rule.look.anywhere or (rule.look.on_white and not tinted)
        if holds is None and hides:
            return None
        if holds and (hides or rule.look.colours):
            return hides
    return False


def _holds(sheet: Sheet, rule: _Rule, at: Position) -> bool | None:
    """Whether a rule holds of a cell; None for one that asks what is not worked out here."""
    if rule.kind in ("containsErrors", "notContainsErrors"):
        return (at in sheet.errors) is (rule.kind == "containsErrors")
    if rule.kind == "containsBlanks":
        return False
    if rule.kind == "cellIs":
        return _compared(rule.operator, _value(sheet, at), rule.formulas)
    if rule.kind == "expression" and rule.ranges and len(rule.formulas) == 1:
        top, left = rule.ranges[0][:2]
        try:
            formula = shifted(rule.formulas[0], at[0] - top, at[1] - left)
        except NotSimpleError:
            return None
        if match := _COMPARES.fullmatch(formula.strip()):
            return _SIGNS[match[2]](_value(sheet, position(match[1])), Decimal(match[3]))
    return None


def _compared(operator: str, value: Decimal, formulas: Sequence[str]) -> bool | None:
    if not all(_NUMBER.fullmatch(formula.strip()) for formula in formulas):
        return None
    limits = [Decimal(formula.strip()) for formula in formulas]
    if operator in ("between", "notBetween") and len(limits) == 2:
        return (min(limits) <= value <= max(limits)) is (operator == "between")
    return _SIGNS[operator](value, limits[0]) if operator in _SIGNS and len(limits) == 1 else None


def _value(sheet: Sheet, at: Position) -> Decimal:
    """A cell's number; a blank is 0."""
    return sheet.numbers.get(at, _TEXT if at in sheet.cells else Decimal(0))
