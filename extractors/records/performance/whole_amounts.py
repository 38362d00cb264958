"""What a whole department spends by its form: in all, as 基本支出 and as 项目支出, by funds → `project_totals`.

Amounts stand behind their labels (资金总额 │ 8200.95) or in one cell with them (资金总额：8200.95), below a head
of them (财政拨款 above 合计, 基本支出, 项目支出), in columns of a list, or in the row that sums a form's tasks
(金额合计).
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import takewhile

from extractors.document.claims import Claims
from extractors.document.model import Cell
from extractors.recognise.shapes.groups import Group
from extractors.recognise.shapes.head_columns import FUNDS
from extractors.recognise.shapes.heads import Head
from extractors.recognise.shapes.lines import Line, span
from extractors.recognise.shapes.performance_heads import vocabulary
from extractors.recognise.shapes.sheet_parts import Sheet
from extractors.records.money import read, unit_of
from extractors.records.performance.sheet_tasks import sums_tasks, task_amounts
from extractors.values.money import ONE_YUAN, YUAN
from extractors.values.numbers import NUMBER, is_number, number
from extractors.values.text import clean, compact
from schemas.rows import ProjectTotalRow

LEVELS = {"basic": "whole_basic", "project": "whole_project"}
"""The level of a total by the role of a label that says which kind of spending it is; `whole` without one."""
_PLANNED = ("budget_yuan", "fiscal_yuan", "other_yuan")
"""The columns of a task's amounts that a total has too: those before anything was spent."""
_ABOVE = 3
"""Rows of labels above an amount at most."""
_LABEL_AND_AMOUNT = re.compile(
    rf"(?:[^\d:]{{2}}:)?(?P<label>[^\d:()]{{2,12}}):?(?P<number>{NUMBER.pattern})\(?(?P<unit>{'|'.join(YUAN)})?\)?"
)
"""A label with its amount in one cell (其中：基本支出：20.00, 资金金额18.20（万元）), half-width and without spaces."""
_SHORT = 30
"""Characters of a label with a unit at most."""


def of_sheet(found: Claims, sheet: Sheet, unit: str | None) -> None:
    """Adds the totals of a form: a row for all, 基本支出 and 项目支出 at the first of its amounts, one of its tasks."""
    rows: dict[str, tuple[Line, str, dict[str, Decimal | None]]] = {}
    opening = _opening(sheet)
    unit = _unit_above(sheet, opening) or unit
    for line, cell, labels in _labelled(opening):
        meaning = _meaning([label.text for label in labels])
        value = read(found, line.table, cell, unit) if meaning else None
        if meaning and value is not None:
            level, column = meaning
            found.label(line.table, labels)
            rows.setdefault(level, (line, clean(labels[0].text), {}))[2].setdefault(column, value)
    for line, cell, label, amount in _in_their_labels(opening, unit):
        if meaning := _meaning([label]):
            found.take(line.table, [cell])
            rows.setdefault(meaning[0], (line, label, {}))[2].setdefault(meaning[1], amount)
    for level, (line, label, amounts) in rows.items():
        found.add(ProjectTotalRow, line.place, amounts, level=level, label=label)
    for head, line in sheet.tasks:
        if sums_tasks(line):
            _of_tasks(found, head, line, unit)


def _unit_above(sheet: Sheet, opening: Sequence[Line]) -> str | None:
    """The unit that a label above a form's indicators prints (总体资金情况（万元）)."""
    cells = [cell for line in opening for cell in line.filled]
    units = [cell for cell in cells if ONE_YUAN in cell.text and len(cell.text) < _SHORT]
    return unit_of(sheet.lines[0].table, units)


def _opening(sheet: Sheet) -> list[Line]:
    """The rows of a form but those of indicators and tasks."""
    below = {(id(line.table), line.row) for _, line in (*sheet.indicators, *sheet.tasks)}
    return [line for line in sheet.lines if (id(line.table), line.row) not in below]


def _of_tasks(found: Claims, head: Head, line: Line, unit: str | None) -> None:
    label = line.filled[0]
    every = task_amounts(found, head, line, unit_of(line.table, head.cells) or unit)
    planned = {name: value for name, value in every.items() if name in _PLANNED}
    if any(value is not None for value in planned.values()):
        found.label(line.table, [label])
        found.add(ProjectTotalRow, line.place, planned, level="whole", label=clean(label.text))


def of_list(found: Claims, group: Group, unit: str | None) -> None:
    """Adds what the row of a body in a list says of 基本支出 and 项目支出."""
    entry = group.entries[0]
    for role, level in LEVELS.items():
        cell = entry.cells.get(role)
        value = read(found, entry.line.table, cell, unit)
        if cell is not None and value is not None:
            column = entry.head.column(role)
            label = column.label if column else role
            found.add(ProjectTotalRow, entry.line.place, {"budget_yuan": value}, level=level, label=label)
            again = [(one.line.table, one.cells.get(role)) for one in group.entries[1:]]  # on each of its pages
            for table, other in again:
                found.take(table, [other] if other is not None and clean(other.text) == clean(cell.text) else [])


def _in_their_labels(lines: Sequence[Line], unit: str | None) -> Iterator[tuple[Line, Cell, str, Decimal]]:
    """The amounts that stand in one cell with their label, each with the label and in yuan."""
    for line in lines:
        for cell in line.filled:
            match = _LABEL_AND_AMOUNT.fullmatch(compact(cell.text))
            printed = (match["unit"] or unit) if match else None
            if match and printed:
                yield line, cell, match["label"], number(match["number"]) * YUAN[printed]


def _labelled(lines: Sequence[Line]) -> Iterator[tuple[Line, Cell, list[Cell]]]:
    """The numbers of rows with their labels, the nearest first: those to the left up to a number, else those above."""
    at = {(id(line.table), line.row): line for line in lines}
    for line in lines:
        for n, cell in enumerate(line.filled):
            if not is_number(clean(cell.text)):
                continue
            left = list(takewhile(_is_label, reversed(line.filled[:n])))
            labels = left or list(_above(at, line, cell))
            if labels:
                yield line, cell, labels


def _above(at: dict[tuple[int, int], Line], line: Line, cell: Cell) -> Iterator[Cell]:
    """The labels above a cell, the nearest first, up to the next number.

    A label that its row has twice (基本支出 of 财政拨款 and of 其他资金) belongs to a group: below a blank it is
    the one that begins to the left.
    """
    last, repeated = cell, False
    for row in range(line.row - 1, line.row - 1 - _ABOVE, -1):
        above = at.get((id(line.table), row))
        label = above.at(span(cell)) if above else None
        if above is None or label is None or is_number(clean(label.text)):
            return
        if repeated and not label.text.strip():
            label = next((one for one in reversed(above.filled) if span(one)[0] <= span(cell)[0]), label)
        if label is not last and _is_label(label):
            yield label
            repeated = sum(1 for one in above.filled if clean(one.text) == clean(label.text)) > 1
        last = label


def _is_label(cell: Cell) -> bool:
    text = clean(cell.text)
    return bool(text) and not is_number(text)


def _meaning(labels: Sequence[str]) -> tuple[str, str] | None:
    """Level and column of an amount by its labels, the nearest first; None where that says nothing of an amount."""
    nearest, *others = [set(vocabulary().known(label)) for label in labels]
    if not nearest & {"budget", *FUNDS, *LEVELS} or any("executed" in roles for roles in (nearest, *others)):
        return None
    said = nearest.union(*others)
    level = next((name for role, name in LEVELS.items() if role in said), "whole")
    return level, next((f"{fund}_yuan" for fund in FUNDS if fund in said), "budget_yuan")
