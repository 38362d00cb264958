"""Heads: rows of labels above the rows that they name, found by geometry and labels together.

A row is a head where no number stands in it and two labels stand side by side, either levels or targets of indicators
or, in a row that is mostly labels, what a list is about. Labels beside their values alternate with them and are none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from extractors.document.model import Cell, Table
from extractors.recognise.shapes.labels import Vocabulary, is_level
from extractors.recognise.shapes.lines import Line, Span, overlap, span
from extractors.values.numbers import is_number
from extractors.values.text import clean, compact

_INDICATOR = frozenset({"level1", "level2", "level3", "target", "target_implementation"})
_ABOUT = frozenset({"project_name", "goal", "packed"})
_MOSTLY = 0.6
_MOSTLY_TITLED = 0.4
"""Share of the cells of a head that are labels that are known; and under a title that says what the table is."""
_DEPTH = 4
"""Rows of a head at most."""
_SAME = 0.7
"""Share of its labels that a head has again where it is printed a second time."""


@dataclass(frozen=True)
class Column:
    """A column of a head: its role, None where no label has one, its labels from the top down and where it lies."""

    role: str | None
    labels: tuple[Cell, ...]
    where: Span

    @property
    def label(self) -> str:
        """The lowest label."""
        return clean(self.labels[-1].text) if self.labels else ""


@dataclass(frozen=True)
class Head:
    """A head: its rows from `first` up to `end`, and its columns from left to right."""

    table: Table
    first: int
    end: int
    columns: tuple[Column, ...]

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles that its columns have."""
        return frozenset(column.role for column in self.columns if column.role)

    @cached_property
    def _by_role(self) -> dict[str | None, Column]:
        return {column.role: column for column in reversed(self.columns)}

    def column(self, role: str) -> Column | None:
        """The column of a role."""
        return self._by_role.get(role)

    @cached_property
    def of_levels(self) -> list[Column]:
        """Its columns that are called as levels and hold their indicators."""
        return [column for column in self.columns if (column.role or "").startswith(IN_LEVEL)]

    def cell(self, line: Line, role: str) -> Cell | None:
        """The cell of a line in the column of a role."""
        column = self.column(role)
        return line.at(column.where) if column else None

    @property
    def cells(self) -> list[Cell]:
        """Its label cells."""
        return list({id(cell): cell for column in self.columns for cell in column.labels}.values())

    def again(self, other: "Head") -> bool:
        """Whether another head has most of its labels: it is printed again, and its table goes on."""
        labels, theirs = ({compact(column.label) for column in head.columns} for head in (self, other))
        return len(labels & theirs) >= _SAME * len(labels)

    def unknown(self, words: Vocabulary) -> list[Cell]:
        """The labels of its columns that a vocabulary has under no role."""
        lowest = [column.labels[-1] for column in self.columns if column.role is None and column.labels]
        return [cell for cell in lowest if cell.text.strip() and not words.any(cell.text)]


def head_at(
    line: Line,
    used: frozenset[int],
    words: Vocabulary,
    order: Iterable[str],
    *,
    about: frozenset[str] = _ABOUT,
    titled: bool = False,
) -> Head | None:
    """The head that begins in a row; None for none. `used` are the columns of its table that hold text.

    `about` are roles of which a list has one. Under a title that says what the table is two labels are enough.
    """
    filled = line.filled
    labels = [cell for cell in filled if words.known(cell.text)]
    if len(labels) < 2 or any(is_number(clean(cell.text)) for cell in filled):
        return None
    if not titled and not _beside(labels, used):
        return None
    roles = {role for cell in labels for role in words.known(cell.text)}
    indicators = len(roles & _INDICATOR) > 1 and bool(roles & {"level3", "target", "target_implementation"})
    told = len(labels) + sum(1 for cell in filled if is_level(cell.text))
    enough = len(labels) >= (2 if titled else 3) and told >= (_MOSTLY_TITLED if titled else _MOSTLY) * len(filled)
    listed = enough and bool(roles & about)
    run_together = {"activity", "packed"} <= roles and len(labels) >= 3
    if not (indicators or listed or run_together):
        return None
    return head_of(line, words, order)


def head_of(line: Line, words: Vocabulary, order: Iterable[str], depth: int | None = None) -> Head:
    """The head that begins in a row that is known to be one; of so many rows where they are known."""
    labels = [cell for cell in line.filled if words.known(cell.text)]
    end = _end(line, labels, words) if depth is None else line.row + depth
    return Head(line.table, line.row, end, _columns(line, end, words, tuple(order)))


def _beside(labels: list[Cell], used: frozenset[int]) -> bool:
    """Whether two labels stand in neighbouring columns: no column that holds text lies between them."""
    pairs = pairwise(labels)
    return any(not any(a.col + a.col_span <= col < b.col for col in used) for a, b in pairs)


def _end(line: Line, labels: list[Cell], words: Vocabulary) -> int:
    """The row below a head: as deep as its labels, without a block's title at its left edge; rows of labels go on."""
    table = line.table
    spans = [cell.row_span for cell in labels if not _is_block(cell, labels, words)]
    end = line.row + max((n for n in spans if n <= _DEPTH), default=1)
    while end < min(table.rows, line.row + _DEPTH) and _only_labels(Line(table, end), words):
        end += 1
    return end


def _is_block(cell: Cell, labels: list[Cell], words: Vocabulary) -> bool:
    """Whether a label is the title of a block at the left edge, which spans more rows than the labels beside it."""
    others = [other for other in labels if other is not cell]
    return (
        cell is labels[0]
        and bool({"block", "packed", "goal"} & {*words.known(cell.text)})
        and cell.row_span > max((other.row_span for other in others), default=1)
    )


def _only_labels(line: Line, words: Vocabulary) -> bool:
    filled = line.filled
    return len(filled) > 1 and all(words.known(cell.text) for cell in filled)


_FUNDS = ("fiscal", "general", "fund", "state_capital", "special_account", "carried_over", "other")
"""Roles that a column may have from the label above its own: 合计 below 财政拨款."""


def _columns(line: Line, end: int, words: Vocabulary, order: tuple[str, ...]) -> tuple[Column, ...]:
    """The columns of a head: of each its lowest label that has a role; a role is its first column's."""
    first = [cell for cell in line.filled if words.known(cell.text)]
    skip = {id(cell) for cell in first if _is_block(cell, first, words)}
    stacks = _stacks([Line(line.table, row) for row in range(line.row, end)], skip)
    taken: dict[int, str] = {}
    for role in order:
        for n, stack in enumerate(stacks):
            if n not in taken and role in _roles(stack, words) and _allowed(role, n, taken):
                taken[n] = role
                break
    _weights_of_indicators(stacks, taken, words)
    _second_set(stacks, taken, words)
    _second_earlier(stacks, taken, words)
    _columns_of_levels(stacks, taken)
    for n, stack in enumerate(stacks):
        above = [role for cell in reversed(stack[:-1]) for role in words.known(cell.text) if role in _FUNDS]
        if n not in taken and above and above[0] not in taken.values():
            taken[n] = above[0]
    return tuple(Column(taken.get(n), tuple(stack), span(stack[-1])) for n, stack in enumerate(stacks))


SECOND = "_2"
"""What the roles of a second set of indicators end in: 财预〔2015〕88号 has 实施期 at the left, 年度 at the right."""


def _second_set(stacks: list[list[Cell]], taken: dict[int, str], words: Vocabulary) -> None:
    """Gives the columns of a second set of indicators, behind the targets of the first, their roles."""
    ends = [n for n, role in taken.items() if role in ("target", "target_implementation")]
    if not ends:
        return
    again = {
        n: next((role for role in _roles(stack, words) if role in (*_INDICATOR, "weight", "operator")), None)
        for n, stack in enumerate(stacks)
        if n not in taken and n > max(ends)
    }
    if not {"level3", "level2"} & {*again.values()}:
        return
    for n, role in again.items():
        if role and f"{role}{SECOND}" not in taken.values():
            taken[n] = f"{role}{SECOND}"


def _weights_of_indicators(stacks: list[list[Cell]], taken: dict[int, str], words: Vocabulary) -> None:
    """Of several columns of points the one of the indicators stands behind their names; those before are levels'."""
    named = next((n for n, role in taken.items() if role == "level3"), None)
    first = next((n for n, role in taken.items() if role == "weight"), None)
    if named is None or first is None or first > named:
        return
    behind = [n for n, stack in enumerate(stacks) if n > named and n not in taken and "weight" in _roles(stack, words)]
    if behind:
        del taken[first]
        taken[behind[0]] = "weight"


def _second_earlier(stacks: list[list[Cell]], taken: dict[int, str], words: Vocabulary) -> None:
    """Gives a second column of what was reached earlier (前年, 上年) its role."""
    for n, stack in enumerate(stacks):
        if n not in taken and "earlier" in _roles(stack, words) and f"earlier{SECOND}" not in taken.values():
            taken[n] = f"earlier{SECOND}"


IN_LEVEL = "in_level_"
"""What the roles of columns begin with whose label is the name of a level and whose cells hold its indicators."""


def _columns_of_levels(stacks: list[list[Cell]], taken: dict[int, str]) -> None:
    """Gives columns called as levels (数量指标, 质量指标) their roles, in a list that parts indicators by them."""
    columns = [n for n, stack in enumerate(stacks) if n not in taken and is_level(stack[-1].text)]
    if len(columns) > 1 and "project_name" in taken.values() and not _INDICATOR & {*taken.values()}:
        taken.update({n: f"{IN_LEVEL}{n}" for n in columns})


def _roles(stack: list[Cell], words: Vocabulary) -> tuple[str, ...]:
    """The roles of the lowest label that has any; 绩效指标 above others is no column of its own (`packed`)."""
    roles = next((roles for cell in reversed(stack) if (roles := words.any(cell.text))), ())
    return roles if not stack or words.any(stack[-1].text) else tuple(role for role in roles if role != "packed")


def _allowed(role: str, n: int, taken: dict[int, str]) -> bool:
    """A unit of measure stands behind what it measures (单位 before a project's name is a body)."""
    return role != "target_unit" or any(at < n for at, other in taken.items() if other in (*_INDICATOR, "operator"))


def _stacks(rows: list[Line], skip: set[int]) -> list[list[Cell]]:
    """The labels above each column, from the top down: a column is a cell of the head below which none begins."""
    cells = [cell for line in rows for cell in line.filled if id(cell) not in skip]
    lowest = [
        cell
        for cell in cells
        if not any(other.row >= cell.row + cell.row_span and overlap(span(other), span(cell)) > 0.5 for other in cells)
    ]
    stacks = []
    for cell in sorted(lowest, key=lambda cell: span(cell)[0]):
        above = [other for other in cells if other.row < cell.row and overlap(span(other), span(cell)) > 0.5]
        stacks.append([*sorted(above, key=lambda other: other.row), cell])
    return stacks
