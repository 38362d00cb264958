"""The columns of a head: the labels above each from the top down, and the role that they give it."""

from dataclasses import dataclass

from extractors.document.model import Cell
from extractors.recognise.shapes.labels import Vocabulary, is_level
from extractors.recognise.shapes.lines import Line, Span, overlap, span
from extractors.values.text import clean

INDICATOR = frozenset({"level1", "level2", "level3", "target", "target_implementation"})


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


def is_block(cell: Cell, labels: list[Cell], words: Vocabulary) -> bool:
    """Whether a label is the title of a block at the left edge, which spans more rows than the labels beside it."""
    others = [other for other in labels if other is not cell]
    return (
        cell is labels[0]
        and bool({"block", "packed", "goal"} & {*words.known(cell.text)})
        and cell.row_span > max((other.row_span for other in others), default=1)
    )


FUNDS = ("fiscal", "general", "fund", "state_capital", "special_account", "carried_over", "other")
"""The parts of a project's amount that have columns of their own: roles that a column may have from the label above
its own (合计 below 财政拨款).
"""


def columns_of_head(line: Line, end: int, words: Vocabulary, order: tuple[str, ...]) -> tuple[Column, ...]:
    """The columns of a head: of each its lowest label that has a role; a role is its first column's."""
    first = [cell for cell in line.filled if words.known(cell.text)]
    skip = {id(cell) for cell in first if is_block(cell, first, words)}
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
        above = [role for cell in reversed(stack[:-1]) for role in words.known(cell.text) if role in FUNDS]
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
        n: next((role for role in _roles(stack, words) if role in (*INDICATOR, "weight", "operator")), None)
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
    if len(columns) > 1 and "project_name" in taken.values() and not INDICATOR & {*taken.values()}:
        taken.update({n: f"{IN_LEVEL}{n}" for n in columns})


def _roles(stack: list[Cell], words: Vocabulary) -> tuple[str, ...]:
    """The roles of the lowest label that has any; 绩效指标 above others is no column of its own (`packed`)."""
    roles = next((roles for cell in reversed(stack) if (roles := words.any(cell.text))), ())
    return roles if not stack or words.any(stack[-1].text) else tuple(role for role in roles if role != "packed")


def _allowed(role: str, n: int, taken: dict[int, str]) -> bool:
    """A unit of measure stands behind what it measures (单位 before a project's name is a body)."""
    return role != "target_unit" or any(at < n for at, other in taken.items() if other in (*INDICATOR, "operator"))


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
