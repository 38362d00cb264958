"""The rows of a list, gathered by project: under one key cell, and over the breaks of pages.

A page may cut the cells of a project, and its name then stands on either page, or in the middle of three. Of the last
group of a page and the first of the next it is therefore asked whether they are one, whichever of the two has the name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from extractors.document.model import Cell
from extractors.recognise.shapes.heads import Head
from extractors.recognise.shapes.lines import Line, is_remark, sums_all
from extractors.recognise.shapes.performance import Listed
from extractors.values.numbers import NotANumberError, cell_number
from extractors.values.text import clean, compact
from schemas.words.heads import head_words
from schemas.words.performance import performance_words
from schemas.words.values import value_words

_INDEX = re.compile(f"{head_words().column_number.pattern}|{head_words().column_letter.pattern}")
_SAID_ONCE = ("unit", "goal", "goal_implementation")
"""What rows of one name share where they are of one project: some lists print its cells in each row or on each page."""
_INDICATOR = ("level3", "target", "target_implementation", "operator")


@dataclass
class Entry:
    """A row of a list with its cells by role."""

    line: Line
    head: Head
    cells: dict[str, Cell]

    def text(self, role: str) -> str:
        """The cleaned text of a cell; "" for none."""
        cell = self.cells.get(role)
        return clean(cell.text) if cell is not None else ""

    def begins(self, role: str) -> bool:
        """Whether the cell of a role begins in this row."""
        cell = self.cells.get(role)
        return cell is not None and cell.row == self.line.row

    @property
    def indicator(self) -> bool:
        """Whether it holds an indicator of its own."""
        return any(self.begins(role) and self.text(role) for role in _INDICATOR)


@dataclass
class Group:
    """The rows of one project, or of a line that names something else (`total`: 合计; a unit's is told later)."""

    name: str
    amount: Decimal | None
    entries: list[Entry] = field(default_factory=list)
    total: bool = False

    @property
    def indicators(self) -> list[Entry]:
        """Its rows that hold indicators."""
        return [entry for entry in self.entries if entry.indicator]

    def text(self, role: str) -> str:
        """The cleaned text of its first filled cell of a role; "" for none."""
        cell = self.first(role)
        return clean(cell.text) if cell is not None else ""

    def first(self, role: str) -> Cell | None:
        """The first filled cell of a role."""
        return next((cell for cell in self.all(role)), None)

    def all(self, role: str) -> list[Cell]:
        """The filled cells of a role, each once, in order."""
        cells = {id(cell): cell for entry in self.entries if (cell := entry.cells.get(role)) is not None}
        return [cell for cell in cells.values() if cell.text.strip()]


def entries(listed: Listed) -> Iterator[Entry]:
    """The rows of a list below its heads; the lines that only number its columns left out."""
    for part in listed.parts:
        assert part.head is not None
        roles = sorted(part.head.roles)
        for line in part.lines:
            filled = line.filled
            if not filled or is_index(line):
                continue
            cells = {role: cell for role in roles if (cell := part.head.cell(line, role)) is not None}
            if not is_remark(line, cells):
                yield Entry(line, part.head, cells)


def is_index(line: Line) -> bool:
    """Whether a row only numbers the columns (1, 2, 3)."""
    return bool(line.filled) and all(_INDEX.fullmatch(compact(cell.text)) for cell in line.filled)


def is_total(entry: Entry) -> bool:
    """Whether a row is a total: one of its first cells says so."""
    totals = performance_words().totals
    return sums_all(entry.line) or any(compact(cell.text).rstrip("：:") in totals for cell in entry.line.filled[:4])


def groups(listed: Listed) -> list[Group]:
    """The groups of a list, those that page breaks cut made whole."""
    rows = list(entries(listed))
    if not rows:
        return []
    key = "unit" if listed.whole and "unit" in rows[0].head.roles else "unit_code" if listed.whole else "project_name"
    merged = any((cell := row.cells.get(key)) is not None and cell.row_span > 1 for row in rows)
    found: list[Group] = []
    for row in rows:
        if is_total(row):
            found.append(Group(row.text(key), amount(row), [row], total=True))
        elif found and not found[-1].total and not _begins(found[-1], row, key, merged, listed.shape):
            found[-1].entries.append(row)
            found[-1].amount = amount(row) if found[-1].amount is None else found[-1].amount
        else:
            found.append(Group(row.text(key), amount(row), [row]))
    whole = _joined(found, listed.shape)
    _lend_names(whole, key)
    return whole


def amount(entry: Entry) -> Decimal | None:
    """The amount of a row as printed, without its unit."""
    for role in ("budget", "period_budget", "fiscal"):
        try:
            value = cell_number(value_words().unit_behind.sub("", "".join(entry.text(role).split())))
        except NotANumberError:
            continue
        if value is not None:
            return value
    return None


def _begins(group: Group, row: Entry, key: str, merged: bool, shape: str) -> bool:
    """Whether a row begins a group of its own below `group`."""
    before, cell = group.entries[-1].cells.get(key), row.cells.get(key)
    turned = row.line.leaf != group.entries[-1].line.leaf
    if cell is None:
        return turned and merged
    if cell is before:
        return row.begins("budget") and bool(row.text("budget")) and group.amount is not None
    name = row.text(key)
    if not name:
        parted = row.line.page is None or (not turned and row.line.table is not group.entries[-1].line.table)
        if parted and row.indicator and not row.text("budget"):
            return False  # no page can have cut a cell above its name: a part of a table that was cut goes on
        return (merged and (cell.row_span > 1 or turned or _cut(row))) or not (row.indicator or turned)
    if shape != "long_list" or turned or before is None:
        return True
    again = compact(name) == compact(group.name) and amount(row) in (None, group.amount)
    return not (again and all(len({row.text(role), group.text(role)} - {""}) < 2 for role in _SAID_ONCE))


def _cut(row: Entry) -> bool:
    """Whether a row is the last of its page: a blank cell there may be the upper part of one that goes on below."""
    table, line = row.line.table, row.line
    return (line.row + 1 < table.rows and Line(table, line.row + 1).page != line.page) or line.row + 1 == table.rows


def _joined(found: list[Group], shape: str) -> list[Group]:
    """The same groups with those that are one over a page break put together."""
    whole: list[Group] = []
    for group in found:
        last = whole[-1] if whole else None
        if last is None or last.total or group.total or not _turned(last, group):
            whole.append(group)
        elif name := _one(last, group, shape):
            last.entries += group.entries
            last.name, last.amount = name[0], group.amount if last.amount is None else last.amount
        else:
            whole.append(group)
    return whole


def _lend_names(found: list[Group], key: str) -> None:
    """Gives groups without a name that of the name's cell that they stand in: several amounts under one project.

    The cell may run over several pages, and its name then stands in its middle: the groups below it are named by those
    above them, and then the ones above it by those below.
    """
    for before, group in pairwise(found):
        if before.name and _unnamed(group) and _one_cell(before, group, key):
            group.name = before.name
    for group, after in reversed(list(pairwise(found))):
        cell = group.entries[0].cells.get(key)
        cut = cell is not None and (cell.row_span > 1 or _cut(group.entries[-1]))
        if after.name and cut and _unnamed(group) and _one_cell(group, after, key):
            group.name = after.name


def _unnamed(group: Group) -> bool:
    return not group.name and group.amount is not None and not group.total


def _one_cell(first: Group, second: Group, key: str) -> bool:
    """Whether two groups stand in one cell of a name, or in the parts of one that a page cut."""
    cell = first.entries[-1].cells.get(key)
    shared = cell is not None and cell is second.entries[0].cells.get(key)
    return not (first.total or second.total) and (shared or _turned(first, second))


def _same_amount(first: Decimal, second: Decimal) -> bool:
    """Whether two amounts at a page break are one: equal, or the other only the last digits of a cell that it cut."""
    tail = f"{second:f}"
    return first == second or ("." in f"{first:f}" and "." not in tail and f"{first:f}".endswith(tail))


def _turned(first: Group, second: Group) -> bool:
    return first.entries[-1].line.leaf != second.entries[0].line.leaf


def _one(first: Group, second: Group, shape: str) -> tuple[str] | None:
    """The name of two groups at a page break, if they are one."""
    agree = first.amount is None or second.amount is None or _same_amount(first.amount, second.amount)
    one, other = compact(first.name), compact(second.name)
    if shape != "long_list":
        return (first.name,) if agree and one and not other and second.amount is None else None
    if not (first.indicators and second.indicators and agree):
        return None
    if one in other or other in one:
        return (max(first.name, second.name, key=len),)
    parts = first.amount is None or second.amount is None
    return (first.name + second.name,) if parts and (first.amount, second.amount) != (None, None) else None
