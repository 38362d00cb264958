"""Formulas of a worksheet whose values the file does not hold: computed where they are simple, else kept by name."""

from decimal import Decimal

from lxml import etree

from extractors.read.office.formulas import NotSimpleError, Position, compute, shifted
from extractors.read.office.sheet import Sheet
from extractors.read.package import whole


class Formulas:
    """What a sheet's cells say of their formulas."""

    def __init__(self) -> None:
        self._texts: dict[Position, tuple[str, str]] = {}
        """Formula and number format of each cell without a value."""
        self._shared: dict[int, tuple[Position, str]] = {}
        self._open: set[Position] = set()

    def note(self, element: etree._Element, at: Position, form: str, *, cached: bool) -> None:
        """Takes a cell's formula; `cached` says whether the file holds its value."""
        text = (element.text or "").strip()
        if element.get("t") == "shared":
            group = whole(element.get("si"), -1)
            if text:
                self._shared[group] = at, text
            elif group in self._shared and not cached:
                (row, col), formula = self._shared[group]
                try:
                    text = shifted(formula, at[0] - row, at[1] - col)
                except NotSimpleError:
                    text = ""
        if not cached:
            self._texts[at] = text, form

    def fill(self, sheet: Sheet, from_1904: bool) -> None:
        """Puts what can be computed into the sheet's cells, and what cannot into its `formulas`."""
        for at, (text, form) in self._texts.items():
            try:
                value = self._value(sheet, at)
            except NotSimpleError:
                sheet.formulas[at] = text
                continue
            sheet.cells[at] = sheet.printed_number(f"{value:f}", form, at, from_1904=from_1904)

    def _value(self, sheet: Sheet, at: Position) -> Decimal | None:
        """A cell's number, computed where it is a formula without one; None for a blank or a text."""
        if at not in self._texts:
            if at in sheet.errors:
                raise NotSimpleError(sheet.errors[at])
            return sheet.numbers.get(at)
        if at not in sheet.numbers:
            if at in self._open:
                raise NotSimpleError("it needs itself")
            self._open.add(at)
            try:
                sheet.numbers[at] = compute(self._texts[at][0], lambda other: self._value(sheet, other))
            finally:
                self._open.discard(at)
        return sheet.numbers[at]
