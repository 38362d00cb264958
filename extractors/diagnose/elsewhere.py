"""What a sum of a table lacks may stand elsewhere in print: then we read it in the wrong place, and nobody is accused.

Blanks that a text layer does not keep let a number slip into the next column; a line that no total was found for is
left beside the list; a table goes on behind a page break and was not joined. In each the amount that is missing is
printed, where the reading did not look for it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from extractors.diagnose.numbers import Numbers
from extractors.diagnose.scope import Doubts
from extractors.document.model import Document, Paragraph, Place, Table
from extractors.values.numbers import number
from schemas.findings import finding_rules
from schemas.rows import CheckRow, Records

Pairs = frozenset[tuple[int, int]]
"""Tables by index, each with the one that follows it behind a page break."""


Row = tuple[int, int]
"""A row of a table, by the table's index and its own."""


class _Sum(NamedTuple):
    """A failed sum down a column: the rows of its parts and of their total, and what the parts have too much."""

    check: CheckRow
    column: int
    parts: tuple[Row, ...]
    total: Row
    off: Decimal

    @property
    def rows(self) -> tuple[Row, ...]:
        """All of them."""
        return (*self.parts, self.total)

    @property
    def tables(self) -> set[int]:
        """The tables that it stands in: one that goes on over pages may be several."""
        return {table for table, _ in self.rows}


def parted(document: Document) -> Pairs:
    """The tables that end a page, each with the table that begins the next, where no word stands between them."""
    found: set[tuple[int, int]] = set()
    above: Table | None = None
    for block in document.blocks:
        if isinstance(block, Table):
            if above is not None and _next_page(above, block):
                found.add((above.index, block.index))
            above = block
        elif isinstance(block, Paragraph) and any(map(str.isalpha, block.text)):
            above = None
    return frozenset(found)


def _next_page(above: Table, below: Table) -> bool:
    ends, begins = (table.parts[at].page if table.parts else None for table, at in ((above, -1), (below, 0)))
    return ends is not None and begins == ends + 1


def of_elsewhere(failed: Iterable[CheckRow], numbers: Numbers, records: Records, pairs: Pairs) -> Doubts:
    """Doubts about sums of a table whose difference stands in another column, on a line that was not counted, among
    the numbers of the table that no record took, or may stand in a part of the table that was not joined.
    """
    lines = _lines(records)
    sums = [one for check in failed if (one := _sum(check, lines)) is not None]
    if not sums:
        return {}
    apart, unread = _apart(records, pairs), _unread(records, numbers)
    found: Doubts = {}
    for one in sums:
        if _in_another_column(one, numbers):
            found[id(one.check)] = "elsewhere: another column has the difference"
        elif one.off > 0:
            continue
        elif -one.off in _uncounted(one, numbers, lines):
            found[id(one.check)] = "elsewhere: a line that was not counted has the difference"
        elif any(row in one.rows or (row[0] in one.tables and amount == -one.off) for row, amount in unread):
            found[id(one.check)] = "elsewhere: a number of the table was not read"
        elif one.tables & apart:
            found[id(one.check)] = "elsewhere: the table may go on behind a page break"
    return found


class _Lines(NamedTuple):
    """The lines of a document's tables of amounts: those below each, and those that are part of no other."""

    below: Mapping[Row, Sequence[Row]]
    outermost: set[Row]


def _lines(records: Records) -> _Lines:
    rows: dict[tuple[int, int], Row] = {}
    above: dict[Row, tuple[int, int] | None] = {}
    for line in records.get("budget_lines", ()):
        if line["table_index"] is not None and line["row_index"] is not None:
            row = rows[line["table_no"], line["line_no"]] = (line["table_index"], line["row_index"])
            above[row] = None if line["parent_line_no"] is None else (line["table_no"], line["parent_line_no"])
    below: dict[Row, list[Row]] = defaultdict(list)
    for row, whole in above.items():
        if whole in rows:
            below[rows[whole]].append(row)
    return _Lines(below, {row for row, whole in above.items() if whole is None})


def _sum(check: CheckRow, lines: _Lines) -> _Sum | None:
    """A check as a sum down one column, with the lines that are blank in it; None for any other."""
    left, right = ([Place.of(place) for place in check[side]] for side in ("left_places", "right_places"))
    if check["identity"] not in finding_rules().doubt.sums_down or not check["difference"] or len(right) != 1:
        return None
    columns = {place.column for place in (*left, *right)}
    rows = [(place.table, place.row) for place in (*left, *right) if place.table is not None and place.row is not None]
    column = columns.pop()
    if columns or column is None or len(rows) < len(left) + 1:
        return None
    parts = dict.fromkeys([*rows[:-1], *lines.below.get(rows[-1], ())])
    return _Sum(check, column, tuple(parts), rows[-1], check["difference"])


def _in_another_column(one: _Sum, numbers: Numbers) -> bool:
    """Whether what one column has too much another lacks on the same lines, where columns are told by positions."""
    true_cells = finding_rules().doubt.true_cells
    if any(table in numbers.tables and numbers.tables[table]["engine"] in true_cells for table in one.tables):
        return False
    off: dict[int, Decimal] = defaultdict(Decimal)
    for row, sign in (*((row, 1) for row in one.parts), (one.total, -1)):
        for cell in numbers.row(*row):
            off[cell.key[2]] += sign * cell.value * cell.unit
    return any(value == -one.off for column, value in off.items() if column != one.column)


def _uncounted(one: _Sum, numbers: Numbers, lines: _Lines) -> Iterator[Decimal]:
    """What the lines that are part of no other, nor of this sum, print in its column."""
    for row in lines.outermost.difference(one.rows):
        if row[0] in one.tables:
            yield from (cell.value * cell.unit for cell in numbers.row(*row) if cell.key[2] == one.column)


def _unread(records: Records, numbers: Numbers) -> list[tuple[Row, Decimal]]:
    """The amounts of tables that no record took, each with its row."""
    return [
        ((rest["table_index"], rest["row_index"]), number(printed[0]) * numbers.unit(rest["table_index"]))
        for rest in records.get("leftovers", ())
        if rest["kind"] == "number" and rest["table_index"] is not None and rest["row_index"] is not None
        for printed in _NUMBER.finditer(rest["text"])
    ]


_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def _apart(records: Records, pairs: Pairs) -> set[int]:
    """The tables that may be one with the next or the one before, where not both have a total of their own."""
    joined: dict[int, set[int]] = {}
    wholes: set[int] = set()
    parts: dict[int, set[int]] = {}
    for line in records.get("budget_lines", ()):
        if line["table_index"] is not None:
            joined[line["table_index"]] = parts.setdefault(line["table_no"], set())
            joined[line["table_index"]].add(line["table_index"])
            if line["role"] in _TOTALS:
                wholes.add(line["table_index"])
    found: set[int] = set()
    for one, other in pairs:
        here, there = joined.get(one, {one}), joined.get(other, {other})
        if here != there and not (wholes & here and wholes & there):
            found |= here | there
    return found


_TOTALS = ("total", "current_total")
