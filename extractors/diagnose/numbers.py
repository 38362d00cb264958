"""The numbers that a document prints, by their places: the cells of its tables and the statements of its prose."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from extractors.check.rule import cell_place, place
from extractors.document.place import Place
from extractors.values.money import YUAN
from extractors.values.numbers import NotANumberError, cell_number
from extractors.values.text import clean
from schemas.rows import BudgetLineRow, CellRow, FigureRow, Records, TableRow

Key = tuple[int, int, int]
"""A cell by table, row and column; a statement in prose as (-1, its `seq`, 0)."""

PROSE = -1
"""The table of a key that is a statement in prose."""


class Printed(NamedTuple):
    """A printed number: `value` as printed, `unit` what one of it is in yuan (1 for a percentage or a count)."""

    key: Key
    value: Decimal
    unit: Decimal
    text: str
    place: Place

    @property
    def decimals(self) -> int:
        """How many decimals it is printed with."""
        return max(0, -int(self.value.as_tuple().exponent))


@dataclass(frozen=True, slots=True)
class _Unit:
    yuan: Decimal
    known: bool


class Numbers:
    """The numbers of a document; a row of a table is read when it is first asked for."""

    def __init__(self, records: Records) -> None:
        self.tables: dict[int, TableRow] = {table["table_index"]: table for table in records.get("tables", ())}
        self.figures: dict[int, FigureRow] = {figure["seq"]: figure for figure in records.get("figures", ())}
        self._cells: dict[tuple[int, int], list[CellRow]] = defaultdict(list)
        for cell in records.get("cells", ()):
            first, span, table = cell["row"], cell["row_span"], cell["table_index"]
            self._cells[table, first].append(cell)
            for row in range(first + 1, first + span):
                self._cells[table, row].append(cell)
        self._lines: dict[tuple[int, int], list[BudgetLineRow]] = defaultdict(list)
        self._tables: dict[int, list[BudgetLineRow]] = defaultdict(list)
        for line in records.get("budget_lines", ()):
            if line["table_index"] is not None and line["row_index"] is not None:
                self._lines[line["table_index"], line["row_index"]].append(line)
                self._tables[line["table_index"]].append(line)
        self._rows: dict[tuple[int, int], list[Printed]] = {}
        self.by_key: dict[Key, Printed] = {}

    def lines_of(self, table: int) -> list[BudgetLineRow]:
        """The amounts of a standard table, as its records have them, in their order."""
        return self._tables.get(table, [])

    def cells(self, table: int, row: int) -> list[CellRow]:
        """The cells that lie in a row."""
        return self._cells.get((table, row), [])

    def row(self, table: int, row: int) -> list[Printed]:
        """The numbers that stand in a row of a table, from left to right."""
        if (table, row) not in self._rows:
            unit = self._unit(table).yuan
            found = [one for cell in self.cells(table, row) if (one := _of_cell(cell, unit)) is not None]
            self._rows[table, row] = sorted(found, key=lambda one: one.key[2])
            self.by_key.update((one.key, one) for one in found)
        return self._rows[table, row]

    def figure(self, seq: int) -> Printed | None:
        """The number of a statement in prose; a decrease is negative."""
        figure = self.figures.get(seq)
        if figure is None:
            return None
        value, said = figure["value"], YUAN.get(figure["unit"] or "", Decimal(1))
        unit = figure["value_yuan"] / value if figure["value_yuan"] and value else said
        sign = -1 if figure["direction"] == "decrease" else 1
        text = f"{value:f}{figure['unit'] or ''}"
        found = Printed((PROSE, seq, 0), value, unit * sign, text, place(figure))
        self.by_key[found.key] = found
        return found

    def _unit(self, table: int) -> _Unit:
        row = self.tables.get(table)
        proof = ((row and row["unit_proof"]) or "").partition(":")[0].strip()
        name = (row and row["unit_printed"]) or proof
        return _Unit(YUAN.get(name, Decimal(1)), name in YUAN)

    def unit(self, table: int) -> Decimal:
        """What one of a table's unit of money is in yuan; 1 where none is known."""
        return self._unit(table).yuan

    def unit_known(self, table: int) -> bool:
        """Whether a table's unit of money is printed or proved."""
        return self._unit(table).known

    def label(self, key: Key) -> str:
        """What a number's line is called: as its record has it, else the last text before it in its row, or the label
        of the statement. A line that two classifications name has both names before its amounts.
        """
        table, row, column = key
        if table == PROSE:
            return str(self.figures[row]["label"] or "")
        names = {line["name"] for line in self._lines.get((table, row), ()) if line["name"]}
        if len(names) == 1:
            return clean(names.pop()).replace("\n", "")
        texts = [
            clean(cell["text"]).replace("\n", "")
            for cell in self.cells(table, row)
            if cell["col"] < column and cell["text"] and _of_cell(cell, Decimal(1)) is None
        ]
        return texts[-1] if texts else ""

    def column(self, key: Key) -> str:
        """What the column of a number of a standard table is called, where only one of its line has that amount."""
        printed, (table, row, _) = self.by_key.get(key), key
        lines = self._lines.get((table, row), ())
        if printed is None or len({line["name"] for line in lines}) != 1:
            return ""
        value = printed.value * printed.unit
        labels = {line["column_label"] for line in lines if line["amount_yuan"] == value}
        return (labels.pop() or "") if len(labels) == 1 else ""


def _of_cell(cell: CellRow, unit: Decimal) -> Printed | None:
    if cell["header"] or not cell["text"] or not any(map(str.isdigit, cell["text"])):
        return None
    text = clean(cell["text"]).replace("\n", "")
    if not any(map(str.isdigit, text)):  # its digits stood in a tag
        return None
    try:
        value = cell_number(text)
    except NotANumberError:
        return None
    if value is None:
        return None
    key = (cell["table_index"], cell["row"], cell["col"])
    return Printed(key, value, Decimal(1) if text.endswith(("%", "％")) else unit, text, cell_place(cell))
