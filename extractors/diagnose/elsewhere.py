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
from extractors.document.model import Document, Paragraph, Table
from extractors.document.place import Place
from extractors.values.numbers import is_number, number
from extractors.values.text import compact, is_ideograph
from schemas.findings import finding_rules
from schemas.rows import CheckRow, Records

Pairs = frozenset[tuple[int, int]]
"""Tables by index, each with the one that follows it behind a page break."""


_HEAD_ROWS = 4
"""Rows of a head at most."""

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
    def pages(self) -> set[int]:
        """The pages that it stands on."""
        places = [*self.check["left_places"], *self.check["right_places"]]
        return {place["page"] for place in places if place["page"] is not None}

    @property
    def tables(self) -> set[int]:
        """The tables that it stands in: one that goes on over pages may be several."""
        return {table for table, _ in self.rows}


def parted(document: Document) -> Pairs:
    """The tables that end a page, each with the table that begins the next, where no words stand between them but those
    that also stand above the first, or in its head.
    """
    found: set[tuple[int, int]] = set()
    above: Table | None = None
    said = ""
    between: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            between += [compact(block.text)] if any(map(str.isalpha, block.text)) else []
            continue
        if above is not None and _next_page(above, block) and all(text in said for text in between):
            found.add((above.index, block.index))
        head = (compact(cell.text) for row in block.begun[:_HEAD_ROWS] for cell in row)
        said, above, between = "".join([*between, *(compact(line.text) for line in block.context), *head]), block, []
    return frozenset(found)


def _next_page(above: Table, below: Table) -> bool:
    ends, begins = (table.parts[at].page if table.parts else None for table, at in ((above, -1), (below, 0)))
    return ends is not None and begins == ends + 1


def of_elsewhere(failed: Iterable[CheckRow], numbers: Numbers, records: Records, pairs: Pairs) -> Doubts:
    """Doubts about sums of a table whose difference stands in another column, on a line that was not counted, among
    the numbers of the table, or beside it, that no record took, or may stand in a part of it that was not joined.
    """
    lines = _lines(records)
    failed = list(failed)
    sums = [one for check in failed if (one := _sum(check, lines)) is not None]
    levels = [check for check in failed if check["identity"] in finding_rules().doubt.levels]
    if not sums and not levels:
        return {}
    apart, unread, beside = _apart(records, pairs), _unread(records, numbers), _beside(records)
    found: Doubts = {id(check): _GOES_ON for check in levels if _broken_off(check, lines, apart)}
    for one in sums:
        units = {numbers.unit(table) for table in one.tables}
        if _in_another_column(one, numbers):
            found[id(one.check)] = "elsewhere: another column has the difference"
        elif one.off > 0:
            continue
        elif -one.off in _uncounted(one, numbers, lines):
            found[id(one.check)] = "elsewhere: a line that was not counted has the difference"
        elif any(row in one.rows or (row[0] in one.tables and amount == -one.off) for row, amount in unread):
            found[id(one.check)] = "elsewhere: a number of the table was not read"
        elif one.tables & apart or _cut(one, lines, beside):
            found[id(one.check)] = _GOES_ON
        elif any(
            -one.off in {amount * unit for amount in beside.get(page, ())} for unit in units for page in one.pages
        ):
            found[id(one.check)] = "elsewhere: a number beside the table was not read"
    return found


def _broken_off(check: CheckRow, lines: "_Lines", apart: set[int]) -> bool:
    """Whether a subject seems to have none below it that ends a table which may go on behind a page break."""
    places = check["left_places"]
    rows = [(place["table"], place["row"]) for place in places if place["table"] in apart]
    return any(row == lines.last.get(row[0]) for row in rows)


def _beside(records: Records) -> Mapping[int, Sequence[Decimal]]:
    """The amounts in lines that no record took and that stand in no table, by their pages: rows that nothing rules."""
    found: dict[int, list[Decimal]] = defaultdict(list)
    for rest in records.get("leftovers", ()):
        if rest["kind"] == "line" and rest["table_index"] is None and rest["page"] is not None:
            found[rest["page"]] += (number(printed[0]) for printed in _AMOUNT.finditer(rest["text"]))
    return found


def _cut(one: _Sum, lines: "_Lines", beside: Mapping[int, Sequence[Decimal]]) -> bool:
    """Whether the last line of a table is a part of a sum, and the next page has amounts that no table holds."""
    ends = any(row == lines.last.get(row[0]) for row in one.parts)
    return ends and len(beside.get(max(one.pages, default=0) + 1, ())) > 1


class _Lines(NamedTuple):
    """The lines of a document's tables of amounts: those below each, and those that are part of no other."""

    below: Mapping[Row, Sequence[Row]]
    outermost: set[Row]
    last: Mapping[int, Row]
    """Of each table by its index."""


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
    last: dict[int, Row] = {}
    for row in above:
        last[row[0]] = max(row, last.get(row[0], row))
    return _Lines(below, {row for row, whole in above.items() if whole is None}, last)


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
    tolerance = one.check["tolerance"] or Decimal(0)
    return any(abs(value + one.off) <= tolerance for column, value in off.items() if column != one.column and value)


def _uncounted(one: _Sum, numbers: Numbers, lines: _Lines) -> Iterator[Decimal]:
    """What the lines that are part of no other, nor of this sum, print in its column."""
    for row in lines.outermost.difference(one.rows):
        if row[0] in one.tables:
            yield from (cell.value * cell.unit for cell in numbers.row(*row) if cell.key[2] == one.column)


def _unread(records: Records, numbers: Numbers) -> list[tuple[Row, Decimal]]:
    """The amounts of tables that no record took, each with its row; within a name they were taken for a part of it."""
    within = [
        ((cell["table_index"], cell["row"]), number(printed[0].strip()) * numbers.unit(cell["table_index"]))
        for cell in records.get("cells", ())
        if not cell["header"] and "\n" in cell["text"] and is_ideograph(cell["text"].strip()[:1])
        for printed in _AMOUNT_LINE.finditer(cell["text"].strip())
        if is_number(printed[0].strip())
    ]
    return within + [
        ((rest["table_index"], rest["row_index"]), number(printed[0]) * numbers.unit(rest["table_index"]))
        for rest in records.get("leftovers", ())
        if rest["kind"] == "number" and rest["table_index"] is not None and rest["row_index"] is not None
        for printed in _NUMBER.finditer(rest["text"])
        if is_number(printed[0])
    ]


_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_AMOUNT = re.compile(r"\d[\d,]*\.\d+")
_AMOUNT_LINE = re.compile(rf"^\s*{_AMOUNT.pattern}\s*$", re.MULTILINE)


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
_GOES_ON = "elsewhere: the table may go on behind a page break"
