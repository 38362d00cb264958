"""The lines of standard tables as blocks of numbers with keys, solved; and what the sums prove, back on the lines."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from extractors.document.model import Cell
from extractors.document.place import Place
from extractors.document.sums import Operand, Sum
from extractors.recognise.standard.codes import CODE_LEVELS
from extractors.recognise.standard.model import Column, Line, Standard
from extractors.recognise.standard.precision import decimals, to_the_fen, usual_places
from extractors.recognise.standard.words import label
from extractors.recognise.structure.arithmetic import Evidence, Verdict
from extractors.recognise.structure.choice import solve
from extractors.recognise.structure.healing import slip_in
from extractors.recognise.structure.model import Block, Keys, Matrix, Structure
from extractors.recognise.structure.proof import Proof, prove
from extractors.records.standard.lines import amount_value
from extractors.values.money import ONE_YUAN, YUAN

At = tuple[int, int]


@dataclass
class Solved:
    """A block of a standard table: its lines and amount columns, the structure taken and what its sums prove."""

    standard: Standard
    number: int
    lines: list[Line]
    columns: list[Column]
    numbers: "Numbers"
    structure: Structure
    proof: Proof

    def sums(self, told: Collection[Evidence] = ()) -> Iterator[Sum]:
        """Its sums, as they are handed to the checks; those `told` fail by the word of another table."""
        for one in self.proof.sums:
            if one.relation.keyed or one.verdict in (Verdict.HELD, Verdict.TRIVIAL):
                yield self._sum(one, self.accuses(one) or (one in told and not self.standard.incomplete))

    def accuses(self, one: Evidence) -> bool:
        """Whether a sum that fails may be the publisher's error.

        Not one of rows where some of the table's may be missing. Where no rule parts the columns, a line may have been
        lost or put in another's place: there only a number does that fails in its row and in its column, or in a table
        of one column a slip of the pen, where all else proves the reading.
        """
        across = one.relation.kind == "columns"
        if not one.accuses or (self.standard.incomplete and not across):
            return False
        if not self.standard.by_words:
            return True
        if not (self.proof.columns if across else self.proof.rows):
            return False
        if not self.proof.columns:
            return slip_in(self.structure.block.matrix, one.total, one.parts)
        cells = {one.total, *one.parts}
        failed = (other for other in self.proof.sums if other.verdict is Verdict.FAILED)
        crossing = (other for other in failed if (other.relation.kind == "columns") != across)
        return any(not cells.isdisjoint((other.total, *other.parts)) for other in crossing)

    def _sum(self, one: Evidence, accuses: bool) -> Sum:
        across = one.relation.kind == "columns"
        filled = [part for part in one.parts if self.numbers.value(part)]
        rounded = len(filled) + 1 if len(filled) > 1 and self.numbers.rounded else 0
        row, column = one.total
        return Sum(
            one.relation.kind,
            self.number,
            self.standard.kind,
            self.standard.title,
            self.lines[row].printed if across else self.columns[column].words,
            self.operand(one.total, across),
            tuple(self.operand(part, across) for part in one.parts),
            one.verdict.value,
            one.relation.keyed,
            accuses,
            rounded * self.numbers.half_yuan,
        )

    def operand(self, at: At, across: bool) -> Operand:
        """A number as part of a sum: called by its column where the sum goes across, else by its line."""
        row, column = at
        line = self.lines[row]
        words = self.columns[column].words if across else (f"{line.code} {line.printed}" if line.code else line.printed)
        return Operand(self.place(at), words, self.numbers.value(at))

    def place(self, at: At) -> Place:
        """Where a number's cell stands; where it is blank its row's place with the column."""
        cell = self.numbers.cells.get(at)
        line = self.lines[at[0]]
        if cell is None:
            page, printed, table, row = line.place[:4]
            return Place(page, printed, table, row, self.columns[at[1]].start)
        return Place(cell.page, cell.line, line.table.index, cell.row, cell.col, cell.box)


class Numbers:
    """The numbers of a block's lines, by line and column, as whole halves of their last printed place."""

    def __init__(self, lines: Sequence[Line], width: int, unit: str) -> None:
        self.cells: dict[At, Cell] = {}
        self.read: dict[At, Decimal] = {}
        self.unread: set[At] = set()
        self.width, self.height, self.yuan = width, len(lines), YUAN[unit]
        for row, line in enumerate(lines):
            for amount in line.amounts:
                self._add(row, amount.cell, amount.columns)

    def _add(self, row: int, cell: Cell, columns: Sequence[Column]) -> None:
        value = amount_value(cell)
        for column in columns:
            at = (row, column.number)
            if column.meaning == "percent":
                continue
            if at in self.cells or len(columns) > 1 or value is None:
                self.unread.add(at)
                self.read.pop(at, None)
            elif at not in self.unread:
                self.read[at] = value
            self.cells[at] = cell

    @cached_property
    def finest(self) -> int:
        """Decimal places of the number that has most: the matrix counts in halves of its last one."""
        return max([self.places, *map(decimals, self.read.values())])

    def printed(self, halves: int) -> Decimal:
        """A number of the matrix as it is printed."""
        return (Decimal(halves) / 2).scaleb(-self.finest)

    @cached_property
    def places(self) -> int:
        """Decimal places that most of the numbers are printed to."""
        return usual_places(self.read.values())

    @cached_property
    def rounded(self) -> bool:
        """Whether the numbers may be rounded."""
        return not to_the_fen(self.read.values(), self.yuan)

    @property
    def half_yuan(self) -> Decimal:
        """Half of the last printed place, in yuan."""
        return self.yuan * Decimal(5).scaleb(-self.places - 1)

    def value(self, at: At) -> Decimal | None:
        """A number in yuan."""
        value = self.read.get(at)
        return None if value is None else value * self.yuan

    def matrix(self) -> Matrix:
        """The numbers as integers."""
        lines: list[list[int | None]] = [[None] * self.width for _ in range(self.height)]
        for (row, column), value in self.read.items():
            lines[row][column] = int(2 * value.scaleb(self.finest))
        place = 10 ** (self.finest - self.places) if self.rounded else 0
        return Matrix(lines, self.width, frozenset(self.unread), place=place)


def solve_all(tables: Sequence[tuple[int, Standard, list[list[Line]]]]) -> list[list[Solved]]:
    """The blocks of each table (its number, itself, its lines by block), solved together."""
    prepared = []
    for order, (number, standard, blocks) in enumerate(tables):
        for n, lines in enumerate(blocks):
            columns = standard.parts[0].blocks[n].amounts
            numbers = Numbers(lines, len(columns), standard.unit or ONE_YUAN)
            prepared.append((order, number, standard, lines, columns, numbers, _block(lines, columns, numbers)))
    structures = solve([one[-1] for one in prepared], [one[0] for one in prepared])
    totals = [sum(1 for one in each.rows.relations if one.kind == "total" and one.tally.held) for each in structures]
    found: list[list[Solved]] = [[] for _ in tables]
    for at, (order, number, standard, lines, columns, numbers, _) in enumerate(prepared):
        beside = any(totals[n] for n, other in enumerate(prepared) if other[0] == order and n != at)
        proof = prove(structures[at], sum(totals) - totals[at], beside)
        found[order].append(Solved(standard, number, lines, columns, numbers, structures[at], proof))
    return found


def _block(lines: Sequence[Line], columns: Sequence[Column], numbers: Numbers) -> Block:
    labels = [[label(word) for word in column.path] for column in columns]
    return Block(
        numbers.matrix(),
        [_keys(line) for line in lines],
        [column.path for column in columns],
        [(column.year, column.last_year, column.base, column.meaning in ("change", "percent")) for column in columns],
        [bool(read) and read[-1].total for read in labels],
        [column.of_which for column in columns],
    )


def _keys(line: Line) -> Keys:
    odd = bool(line.code) and len(line.code or "") not in CODE_LEVELS and line.whose[0] != line.code
    return Keys(
        line.printed,
        None if odd else line.code or (line.whose[0] if line.heads else None),
        line.heads,
        line.spaces,
        line.ink,
        line.place_in_row,
        line.name.style,
        line.name.ordinal,
        line.level,
        line.of_which,
        "item" if line.bare else line.name.role,
        line.whose[0] if line.whose[1] == line.printed else None,
        series=line.series,
        misprinted=odd,
    )
