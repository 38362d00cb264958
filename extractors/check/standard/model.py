"""The standard budget tables of a document as identities see them: lines, families of lines, trees of columns."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from extractors.check.disclosure import Disclosure
from extractors.check.rule import place
from extractors.recognise.standard.precision import to_the_fen
from extractors.recognise.standard.words import FINAL
from extractors.values.money import YUAN
from schemas.rows import BudgetLineRow, TableRow

_CODE_LEVELS = {3: 1, 5: 2, 7: 3}
_NO_CHANCE = 20
"""So many different amounts are not all whole by chance."""


@dataclass
class Line:
    """A printed line: its rows of budget_lines, one an amount."""

    level: int | None
    role: str
    side: str | None
    scheme: str | None
    code: str | None
    name: str
    of_which: bool
    rows: list[BudgetLineRow] = field(default_factory=list)
    at: dict[str, Decimal] = field(default_factory=dict)
    measures: dict[str, str] = field(default_factory=dict)

    @property
    def filled(self) -> bool:
        """Whether it has any amount."""
        return bool(self.at)

    @property
    def row(self) -> tuple[int, int]:
        """Its table and the row, or the line, that it is printed in."""
        first = self.rows[0]
        row = first["line"] if first["row_index"] is None else first["row_index"]
        return first["table_index"] or 0, row or 0

    @property
    def bare(self) -> bool:
        """Whether it has no name of its own, but its columns' labels (a table of one row)."""
        return self.role == "total" and len({row["name"] for row in self.rows}) > 1

    @property
    def label(self) -> str:
        """How it is called in a message."""
        return f"{self.code} {self.name}" if self.code else self.name

    @property
    def columns(self) -> list[tuple[str, str]]:
        """Its columns as (measure, label)."""
        return [(self.measures[label], label) for label in self.at]

    def value(self, column: tuple[str, str]) -> Decimal | None:
        """Its amount in a column; a blank beside other amounts is nothing, a line all blank is not known."""
        return self.at.get(column[1], Decimal(0) if self.at else None)

    def amount(self, measure: str, year: int | None = None) -> Decimal | None:
        """Its first amount of a measure (in the budget year, where one is given)."""
        found = (
            row["amount_yuan"]
            for row in self.rows
            if row["measure"] == measure and (year is None or row["year"] in (None, year))
        )
        return next(found, None)

    @property
    def total(self) -> Decimal | None:
        """Its amount in the column of totals, or in its only one."""
        value = self.amount("total")
        return next(iter(self.at.values()), None) if value is None and len(self.at) == 1 else value


@dataclass
class StandardTable:
    """A standard table: number in the document, kind, whose it is, lines in document order.

    `half` is half of the last place that its amounts are printed to, in yuan; nothing where that is the fen.
    """

    number: int
    kind: str
    unit_code: str | None
    lines: list[Line]
    half: Decimal
    title: str | None = None

    def subject(self, line: Line) -> str:
        """A line's name that no other line of the document has."""
        return f"{self.kind} {line.side} {place(line.rows[0])} {line.label}"

    def sides(self) -> list[str]:
        """The sides that it has."""
        return list(dict.fromkeys(line.side for line in self.lines if line.side))

    def lists(self, side: str) -> list[list[Line]]:
        """The lines of a side as lists that stand beside each other: each begins above the end of the one before."""
        found: list[list[Line]] = []
        for line in self.lines:
            if line.side == side:
                if not found or line.row <= found[-1][-1].row:
                    found.append([])
                found[-1].append(line)
        return found

    def total(self, side: str | None = None) -> Line | None:
        """The line of the grand total, the last one where there are more; None where it is blank."""
        lines = [
            line for line in self.lines if line.role == "total" and line.filled and (side is None or line.side == side)
        ]
        return lines[-1] if lines else self.current(side)

    def current(self, side: str | None = None) -> Line | None:
        """The line of the year's own total (本年合计)."""
        lines = (line for line in self.lines if line.role == "current_total" and line.filled)
        return next((line for line in lines if side is None or line.side == side), None)

    def amount(
        self, measure: str, year: int | None, side: str | None = None
    ) -> tuple[Decimal | None, list[BudgetLineRow]]:
        """The grand total of a measure, with its row."""
        line = self.total(side)
        rows = line.rows if line else []
        found = [row for row in rows if row["measure"] == measure and (year is None or row["year"] in (None, year))]
        return (found[0]["amount_yuan"], found[:1]) if found else (None, [])

    @cached_property
    def coded(self) -> bool:
        """Whether the codes say which line is part of which: they do where levels are those of the codes' lengths."""
        items = [line for line in self.lines if line.role == "item" and not line.of_which and line.level is not None]
        coded = [line for line in items if line.code and _CODE_LEVELS.get(len(line.code)) == line.level]
        return len({line.level for line in coded}) > 1 and 2 * len(coded) > len(items)

    def parts_of(self) -> Iterator[tuple[Line, list[Line]]]:
        """Each line with the 其中 lines that follow it."""
        parent: Line | None = None
        parts: list[Line] = []
        for line in [*self.lines, None]:
            if line is not None and line.of_which:
                parts.append(line)
                continue
            if parent is not None and parts:
                yield parent, parts
            parent, parts = line, []


def standard_tables(d: Disclosure, *kinds: str) -> list[StandardTable]:
    """The standard tables of a document (of some kinds)."""
    if not d.standard:
        d.standard = _read(d)
    return [table for table in d.standard if not kinds or table.kind in kinds]


def _read(d: Disclosure) -> list[StandardTable]:
    units = {row["table_index"]: row["unit_printed"] or _proved(row) for row in d.rows["tables"]}
    tables: dict[int, StandardTable] = {}
    lines: dict[tuple[object, ...], Line] = {}
    for row in d.rows["budget_lines"]:
        number = row["table_no"]
        table = tables.setdefault(
            number, StandardTable(number, row["table_kind"], row["unit_code"], [], d.half_unit, row["table_title"])
        )
        at = (number, row["line_no"], row["table_index"], row["row_index"], row["side"], row["scheme"], row["code"])
        line = lines.get(at)
        if line is None:
            of_which = bool(row["of_which"])
            line = Line(row["level"], row["role"], row["side"], row["scheme"], row["code"], row["name"] or "", of_which)
            lines[at] = line
            table.lines.append(line)
        line.rows.append(row)
        if row["amount_yuan"] is not None:
            label = row["column_label"] or ""
            line.at.setdefault(label, row["amount_yuan"])
            line.measures.setdefault(label, row["measure"] or "")
    for table in tables.values():
        if table.kind.startswith(FINAL):
            for line in table.lines:
                line.rows.sort(key=lambda row: row["base"] == "budget")  # a line's amount is what was spent
        index = table.lines[0].rows[0]["table_index"]
        unit = YUAN.get("" if index is None else units.get(index, ""))
        if unit is not None:
            table.half = _half(unit, [value for line in table.lines for value in line.at.values()], d.half_unit)
    return list(tables.values())


def _proved(table: TableRow) -> str:
    """The unit that a table does not print but that is proved; blank where there is none."""
    return (table["unit_proof"] or "").partition(":")[0]


def _half(unit: Decimal, amounts: list[Decimal], usual: Decimal) -> Decimal:
    """Half of the last place that amounts are printed to: a hundredth, or a coarser place where that is no chance.

    What is printed to the fen was not rounded. `usual` is half of the document's place: a table that prints no more
    digits than that is rounded as the others are.
    """
    if to_the_fen((amount / unit for amount in amounts), unit):
        return Decimal(0)
    whole = all(not amount % unit for amount in amounts)
    if whole and (unit == 1 or len(set(amounts)) >= _NO_CHANCE):
        return unit / 2
    hundredth = unit / 200
    return usual if hundredth < usual < unit and all(not amount % (2 * usual) for amount in amounts) else hundredth
