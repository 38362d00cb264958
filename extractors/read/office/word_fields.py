"""Fields of Word that compute (`=SUM(ABOVE)`): their results are text; where a file holds none, the sum is made."""

import re
from collections.abc import Iterator
from decimal import Decimal

from lxml import etree

from extractors.document.model import Table
from extractors.document.troubles import Trouble
from extractors.read.office.word_xml import W
from extractors.values.numbers import is_number, number

_OPEN, _CLOSE = "\ue0fe", "\ue0ff"
"""Between them stands, in a cell's text, the formula of a field whose result the file does not hold."""

_FORMULA = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_SUM = re.compile(r"=\s*SUM\s*\(\s*(ABOVE|LEFT)\s*\)(?:\s*\\.*)?", re.IGNORECASE)
ERROR = "formula_without_value"


class Fields:
    """The fields that are open while a paragraph is walked: their instruction, and where their result begins."""

    def __init__(self) -> None:
        self._open: list[tuple[list[str], list[int]]] = []

    def note(self, element: etree._Element, pieces: list[str]) -> None:
        """Takes a field's sign or instruction; `pieces` is the paragraph's text so far, to which a formula may go."""
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            self._open.append(([], []))
        elif self._open and element.tag == f"{W}instrText":
            self._open[-1][0].append(element.text or "")
        elif self._open and kind == "separate":
            self._open[-1][1].append(len(pieces))
        elif self._open and kind == "end":
            instruction, begun = self._open.pop()
            shown = "".join(pieces[begun[0] :]) if begun else ""
            pieces += unresolved("".join(instruction), shown)


def unresolved(instruction: str, shown: str) -> Iterator[str]:
    """The mark of a field that computes and of whose result nothing is shown."""
    formula = instruction.strip()
    if formula.startswith("=") and not shown.strip():
        yield f"{_OPEN}{formula}{_CLOSE}"


def compute_fields(table: Table) -> Iterator[Trouble]:
    """Puts sums into the cells of a table that ask for them; what is no plain sum of numbers is left out, and named."""
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col)):
        if (match := _FORMULA.search(cell.text)) is None:
            continue
        wanted = _SUM.fullmatch(match[1])
        alone = match[0] == cell.text.strip()
        total = _sum(table, cell.row, cell.col, above=wanted[1].upper() == "ABOVE") if wanted and alone else None
        cell.text = _FORMULA.sub("", cell.text) if total is None else f"{total:f}"
        if total is None:
            message = (
                f"line {cell.line}: the cell holds the formula `{match[1]}`, whose value the file does not hold, and "
                "which is not computed here; open the file in Word, press F9 on it, save it and run again"
            )
            yield Trouble("read", ERROR, message)


def _sum(table: Table, row: int, col: int, *, above: bool) -> Decimal | None:
    """The sum of the numbers that stand next to a cell without a gap; None where there are not two."""
    found: list[Decimal] = []
    line = [table.grid[at][col] for at in range(row - 1, -1, -1)] if above else table.grid[row][:col][::-1]
    for cell in line:
        text = cell.text.strip()
        if not is_number(text) or (value := number(text)) is None:
            break
        found.append(value)
    return sum(found, Decimal(0)) if len(found) > 1 else None
