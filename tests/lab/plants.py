"""Errors planted in tables: one printed amount becomes another, in the ways that publishers slip."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from content import Block
from facts import Fact, fold, plain

MEASURES = {"合计": "total", "基本支出": "basic", "项目支出": "project"}
STATES = {"procurement": 7, "bought": 7, "performance": 2, "sheet": 3, "across": 2, "appropriations": 3}
"""The column whose amount a record of a table takes; where a table is of lines, each of its amounts is one."""

SHEET_TOTAL = 2
"""The row of a form's sum; those below it are its parts, which no fact here states."""

TWO_LISTS = ("income",)
"""Tables whose rows name two lines: an amount is of the name just left of it."""

BOUND = {
    "income": (1, 3), "levels": (4, 5, 6), "expenditure": (2, 3, 4), "bought": (5, 6, 7), "procurement": (7, 8),
    "performance": (2,), "sheet": (3,), "appropriations": (1, 3),
}  # fmt: skip
"""The columns of amounts that sums, products or other places of the document bear on."""


def _digit(text: str, rng: random.Random) -> str | None:
    at = rng.choice([n for n, sign in enumerate(text) if sign.isdigit()])
    return text[:at] + rng.choice([digit for digit in "123456789" if digit != text[at]]) + text[at + 1 :]


def _swapped(text: str, rng: random.Random) -> str | None:
    digits = [n for n, sign in enumerate(text) if sign.isdigit()]
    pairs = [(a, b) for a, b in pairwise(digits) if text[a] != text[b]]
    if not pairs:
        return None
    first, second = rng.choice(pairs)
    return text[:first] + text[second] + text[first + 1 : second] + text[first] + text[second + 1 :]


def _dropped(text: str, rng: random.Random) -> str | None:
    whole, point, places = text.replace(",", "").partition(".")
    if len(whole) < 2:
        return None
    at = rng.randrange(1, len(whole))
    return f"{int(whole[:at] + whole[at + 1 :]):,}{point}{places}"


def _point(text: str, rng: random.Random) -> str | None:
    moved = Decimal(text.replace(",", "")) * rng.choice((10, 100))
    return f"{moved:,.2f}"


SLIPS: dict[str, Callable[[str, random.Random], str | None]] = {
    "a digit": _digit, "digits swapped": _swapped, "a digit lost": _dropped, "the point": _point,
}  # fmt: skip


@dataclass(frozen=True)
class Plant:
    """A changed cell: the slip, the table (kind, and which of them), row and column, what it should print and does."""

    slip: str
    kind: str
    number: int
    row: int
    col: int
    right: str
    printed: str

    def in_blocks(self, blocks: Sequence[Block]) -> list[Block]:
        """The blocks with the slip in them."""
        found = list(blocks)
        at = [n for n, block in enumerate(found) if block.kind == self.kind]
        if self.number < len(at):
            block = found[at[self.number]]
            rows = [list(row) for row in block.rows]
            rows[self.row][self.col] = self.printed
            found[at[self.number]] = replace(block, rows=tuple(rows))
        return found

    def in_facts(self, facts: Counter[Fact], blocks: Sequence[Block]) -> Counter[Fact]:
        """The facts as they are printed then, of the blocks without the slip."""
        tables = [block for block in blocks if block.kind == self.kind]
        if self.number >= len(tables):
            return facts
        table = tables[self.number]
        names = {fold(cell) for row in table.rows for cell in row if isinstance(cell, str)}
        beside = [fold(cell) for cell in table.rows[self.row][: self.col] if isinstance(cell, str)]
        own = set(beside[-1:] if self.kind in TWO_LISTS else beside)
        for fact in facts:
            if fact[-1] == yuan(self.right) and self._states(fact, table, own, names):
                return facts - Counter([fact]) + Counter([(*fact[:-1], yuan(self.printed))])
        return facts

    def _states(self, fact: Fact, table: Block, own: set[str], names: set[str]) -> bool:
        """Whether a fact of the right amount is that of the changed cell."""
        if self.kind in STATES:
            first = self.kind != "sheet" or self.row == SHEET_TOTAL
            named = fact[0] != "line" and fact[1] in names and (fact[0] != "item" or fact[2] in own)
            return first and self.col == STATES[self.kind] and named
        heads = [row[self.col] for row in table.rows[: self.row] if row[self.col] in MEASURES]
        measure = MEASURES[str(heads[-1])] if heads else "total"
        return fact[0] == "line" and fact[2] in own and fact[3] == measure


def yuan(printed: str) -> str:
    """An amount that a table prints in 万元, as facts state it."""
    return plain(Decimal(printed.replace(",", "")) * 10_000)


def plant(blocks: Sequence[Block], rng: random.Random) -> Plant | None:
    """A slip by chance, in an amount on which others bear; None where there is none."""
    cells = []
    numbers: Counter[str] = Counter()
    for block in blocks:
        for row, cells_of_row in enumerate(block.rows):
            for col in BOUND.get(block.kind, ()):
                text = cells_of_row[col]
                if isinstance(text, str) and _is_amount(text):
                    cells.append((block.kind, numbers[block.kind], row, col, text))
        numbers[block.kind] += 1
    if not cells:
        return None
    kind, number, row, col, text = rng.choice(cells)
    for slip in rng.sample(list(SLIPS), len(SLIPS)):
        printed = SLIPS[slip](text, rng)
        if printed is not None and yuan(printed) != yuan(text):
            return Plant(slip, kind, number, row, col, text, printed)
    return None


def _is_amount(text: str) -> bool:
    whole, point, places = text.replace(",", "").partition(".")
    return bool(point) and whole.isdigit() and places.isdigit() and bool(text.strip("0.,"))
