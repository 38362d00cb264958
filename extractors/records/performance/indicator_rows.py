"""Rows of indicators, in a list or a sheet → `indicators`."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from extractors.document.claims import Claims
from extractors.document.model import Cell
from extractors.recognise.shapes.head_columns import SECOND
from extractors.recognise.shapes.heads import Head
from extractors.recognise.shapes.lines import Line
from extractors.records.performance.levels import levels, split_name, whole_name
from extractors.records.performance.packed import below_levels, numbered_lines
from extractors.records.performance.points import in_label
from extractors.values import targets
from extractors.values.numbers import is_number, number
from extractors.values.text import clean, compact
from schemas.rows import IndicatorRow
from schemas.words.performance import performance_words
from schemas.words.values import value_words

_OWN = ("level3", "target", "target_implementation", "operator")
_TEXTS = (
    "description", "scoring", "core", "basis", "remark", "actual", "deviation", "activity", "direction",
    "indicator_kind", "target_first_half", "earlier",
)  # fmt: skip
Rows = Sequence[tuple[Head, Line]]


def is_indicator(head: Head, line: Line) -> bool:
    """Whether a row holds an indicator: a name or a target that begins in it."""
    run = _run_together(head)
    for role in (*_OWN, *(f"{role}{SECOND}" for role in _OWN), *(("packed",) if run else ())):
        cell = head.cell(line, role)
        blank = cell is None or cell.row != line.row or performance_words().placeholder.fullmatch(compact(cell.text))
        if cell is not None and not blank and not _overflow(head, line, cell):
            return True
    return False


def _overflow(head: Head, line: Line, cell: Cell) -> bool:
    """Whether a cell lies over a name and its target alike: what did not fit in the row above, and no indicator."""
    name = "packed" if _run_together(head) else "level3"
    return {name, "target"} <= head.roles and head.cell(line, name) is cell and head.cell(line, "target") is cell


def _run_together(head: Head) -> bool:
    return "packed" in head.roles and "level3" not in head.roles


def add(
    found: Claims,
    rows: Rows,
    scope: str,
    parent_no: int,
    horizons: Sequence[str] = (),
    weights: Decimal | None = None,
) -> int:
    """Adds the indicators of a project or department; how many.

    `horizons` are those of two sets side by side, `weights` the points that the form says all its indicators make.
    """
    count = 0
    for (head, line), (level1, level2) in zip(rows, levels(rows), strict=True):
        found.take(line.table, [cell for role in ("level1", "level2") if (cell := head.cell(line, role)) is not None])
        if not is_indicator(head, line):
            continue
        for suffix in ("", SECOND) if f"target{SECOND}" in head.roles else ("",):
            two = len(horizons) > 1 and f"target{SECOND}" in head.roles
            own = level2
            if suffix and (cell := head.cell(line, f"level2{SECOND}")) is not None and cell.text.strip():
                own = whole_name(cell.text)
            at = _At(scope, parent_no, count + 1, level1, own, horizons[1 if suffix else 0] if two else None, weights)
            several = 0 if suffix else _several(found, head, line, at) or _side_by_side(found, head, line, at)
            count += several or _add(found, head, line, suffix, at)
    return count


class _At(NamedTuple):
    """Whose indicator it is, and what stands above its row."""

    scope: str
    parent_no: int
    row_no: int
    level1: str | None
    level2: str | None
    horizon: str | None
    weights: Decimal | None


def _several(found: Claims, head: Head, line: Line, at: _At) -> int:
    """Adds the indicators that one cell holds with their targets (1.培训次数≥4次；2.…); 0 where names have a column of
    their own, or no target stands behind a name.
    """
    (role,) = named if len(named := head.roles & {"level3", "target", "packed"}) == 1 else ("",)
    cell = head.cell(line, role)
    if cell is None or cell.row != line.row or "operator" in head.roles:
        return 0
    parts = list(below_levels([at.level1 or "", at.level2 or ""], cell.text))
    if not any(part.annual and part.level3 for part in parts):
        return 0
    found.take(line.table, [cell])
    _add_each(found, head, line, at, [(part.level3, part.target) for part in parts])
    return len(parts)


def _side_by_side(found: Claims, head: Head, line: Line, at: _At) -> int:
    """Adds the indicators of a row whose names and targets stand in one cell each, line by line (1.里程 2.株数 |
    1.≥5公里 2.≥80株); 0 for other rows.
    """
    cells = [head.cell(line, role) for role in ("level3", "target")]
    if "operator" in head.roles or any(cell is None or cell.row != line.row for cell in cells):
        return 0
    names, values = (_lines_of(cell) for cell in cells if cell is not None)
    if len(names) != len(values) or not names or (cells[1] and _is_broken_anyhow(cells[1], values)):
        return 0
    found.take(line.table, cells)
    _add_each(
        found, head, line, at, [(name, targets.columns(value)) for name, value in zip(names, values, strict=True)]
    )
    return len(names)


def _add_each(
    found: Claims, head: Head, line: Line, at: _At, told: Sequence[tuple[str | None, targets.TargetColumns]]
) -> None:
    """Adds the indicators of one row, by their names and targets; what the row remarks is each one's."""
    remark = {name: clean(other.text) or None for name in _TEXTS if (other := head.cell(line, name)) is not None}
    found.take(line.table, [head.cell(line, name) for name in remark])
    for n, (name, target) in enumerate(told):
        found.add(
            IndicatorRow,
            line.place,
            remark,
            scope=at.scope,
            parent_no=at.parent_no,
            row_no=at.row_no + n,
            level1=at.level1,
            level2=at.level2,
            level3=name,
            horizon=at.horizon,
            **target,
        )


def _lines_of(cell: Cell) -> list[str]:
    """The numbered lines of a cell, else its lines where it has several."""
    lines = [line.strip() for line in cell.text.split("\n") if line.strip()]
    return numbered_lines(cell.text) or (lines if len(lines) > 1 else [])


def _is_broken_anyhow(cell: Cell, values: list[str]) -> bool:
    """Whether the lines of a cell may be one text that had no room: on a page, but where each has a sign of its own."""
    return cell.box is not None and not numbered_lines(cell.text) and not all(targets.parse(v).printed for v in values)


def _add(found: Claims, head: Head, line: Line, suffix: str, at: _At) -> int:
    """Adds an indicator, 1, or nothing, 0, where its set is blank in this row."""

    def text(role: str) -> str | None:
        cell = head.cell(line, f"{role}{suffix}") or (head.cell(line, role) if suffix and role not in _OWN else None)
        if cell is None:
            return None
        found.take(line.table, [cell])
        return clean(cell.text) or None

    name, target, period = text("level3"), text("target"), text("target_implementation")
    operator, unit = text("operator"), text("target_unit")
    if not (name or target or period or _run_together(head)):
        return 0
    level1, level2 = at.level1, at.level2
    texts = {role: text(role) for role in _TEXTS}
    texts["actual"] = texts["actual"] or text("goal_reached")
    if before := text(f"earlier{SECOND}"):
        texts["earlier"] = "；".join(filter(None, (texts["earlier"], before)))
    if operator and not _is_operator(operator):
        texts["indicator_kind"], operator = texts["indicator_kind"] or operator, None
    if _run_together(head) and (joined := text("packed")):
        level1, level2, name = split_name(joined)
    annual, horizon = (target, None) if target or not period else (period, "implementation")
    said = _in_three_cells(annual, operator, unit)
    if not _in_order(head):
        said["target"] = annual
    weight = _points(found, head, line, "weight")
    found.add(
        IndicatorRow,
        line.place,
        texts,
        scope=at.scope,
        parent_no=at.parent_no,
        row_no=at.row_no,
        level1=level1,
        level2=level2,
        level3=name,
        horizon=at.horizon or horizon,
        target_implementation=period if target else None,
        **said,
        weight=weight,
        weight_of_all=at.weights if weight is not None else None,
        score=_points(found, head, line, "score"),
    )
    return 1


def _in_three_cells(text: str | None, operator: str | None, unit: str | None) -> targets.TargetColumns:
    """A target's columns: 12 beside ≤ and 月 is twelve of its unit, though ≤12月 in one text may be a date."""
    said = targets.columns(text, operator, unit)
    if said["operator"] != "text" or not (text and operator and unit):
        return said
    alone = targets.columns(text, operator)
    counted = alone["operator_printed"] and alone["target_unit"] is None and unit != value_words().targets.calendar_year
    return {**alone, "target": said["target"], "target_unit": unit} if counted else said


def _is_operator(text: str) -> bool:
    """Whether a cell among the operators holds one, or says that the target is words: not 定量, 正向指标."""
    return clean(text) in value_words().targets.untold or targets.parse(f"{text}1").printed


def points_in_head(head: Head) -> Decimal | None:
    """The points that the label of the weights says they make: 分值（90分）."""
    column = head.column("weight")
    labels = [clean(cell.text) for cell in column.labels] if column else []
    return next((points for text in labels if (points := in_label(text)) is not None), None)


def _in_order(head: Head) -> bool:
    """Whether sign, value and unit are printed in this order, side by side: then they are one text."""
    order = [column.role for column in head.columns]
    at = [order.index(role) for role in ("operator", "target", "target_unit") if role in order]
    return at == list(range(at[0], at[0] + len(at))) if at else True


def _points(found: Claims, head: Head, line: Line, role: str) -> Decimal | None:
    """Points printed as a number, perhaps with 分 or %, that begin in this row."""
    cell = head.cell(line, role)
    if cell is None or cell.row != line.row:
        return None
    text = clean(cell.text).rstrip(performance_words().points_signs).strip()
    if not is_number(text):
        return None
    found.take(line.table, [cell])
    return number(text)
