"""The goals and indicators of a form: total goals beside or below their labels, then a table of indicators."""

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.document.claims import Claims
from extractors.document.model import Cell
from extractors.recognise.cell_values import read_number, read_text
from extractors.recognise.forms import Recognised, first_row, header_again
from extractors.values import targets
from extractors.values.text import TAG, clean, key
from schemas.rows import GoalRow, IndicatorRow
from schemas.words.performance import performance_words

_LEVELS = ("level1", "level2", "level3")
_FIELDS = (*_LEVELS, "description", "operator", "target", "target_unit", "basis", "weight")
_TARGETS = ("target", "target_implementation", "target_annual")
_HORIZONS = {
    "goal_implementation": "implementation",
    "goal_annual": "annual",
    "target_implementation": "implementation",
    "target_annual": "annual",
}


@dataclass(frozen=True, slots=True)
class _Block:
    """Columns of one set of targets; `own` are those that no other set shares."""

    horizon: str | None
    columns: dict[str, int]
    own: frozenset[str]


def goals(found: Claims, recognised: Recognised, scope: str, parent_no: int) -> None:
    """The goals of a table, in the order of their horizons; a later horizon's numbers go on."""
    goal_no = 0
    for horizon, cell in _goal_cells(recognised):
        found.take(recognised.table, [cell])
        for printed, text in split_goals(cell.text):
            goal_no = printed if printed and printed > goal_no else goal_no + 1
            place = recognised.table.place(cell.row)
            found.add(GoalRow, place, scope=scope, parent_no=parent_no, goal_no=goal_no, horizon=horizon, text=text)


def _goal_cells(recognised: Recognised) -> Iterator[tuple[str | None, Cell]]:
    """The cells that hold goals, with their horizon: below labels that stand side by side, else right of each."""
    table = recognised.table
    last = first_row(recognised, "level1", first_row(recognised, "target", table.rows))
    starts = sorted({cell.row for cell in recognised.label_cells()})
    labels = sorted(
        (cell.row, cell.col, _HORIZONS.get(field), cell)
        for field in ("goal", "goal_implementation", "goal_annual")
        for cell in recognised.labels.get(field, ())[:1]
    )
    twins = [label for label in labels if label[2] and sum(1 for row, *_ in labels if row == label[0]) > 1]
    if len({horizon for *_, horizon, _ in twins}) > 1:
        for _, _, horizon, label in twins:
            below = range(label.col, label.col + label.col_span)
            yield from ((horizon, cell) for cell in _filled(recognised, label.row + label.row_span, last, below))
        return
    for row, _, horizon, label in labels:
        end = next((start for start in starts if start >= row + label.row_span), last)
        beside = range(label.col + label.col_span, table.columns)
        yield from ((horizon, cell) for cell in _filled(recognised, row, end, beside))


def _filled(recognised: Recognised, first: int, last: int, columns: range) -> Iterator[Cell]:
    """The filled cells that begin in some rows and columns, labels left out."""
    for row in range(first, last):
        for cell in recognised.table.row_cells(row):
            if cell.row == row and cell.col in columns and cell.text.strip() and id(cell) not in recognised.label_ids:
                yield cell


def split_goals(text: str) -> list[tuple[int | None, str]]:
    """The goals of a cell with the numbers printed before them; a text without numbers is one goal."""
    plain = TAG.sub(" ", text)
    numbers = list(performance_words().goal_number.finditer(plain))
    ends = [*(number.start() for number in numbers), len(plain)]
    goals: list[tuple[int | None, str]] = [(None, clean(plain[: ends[0]]))]
    for number, end in zip(numbers, ends[1:], strict=True):
        goals.append((int(number[1] or number[2]), clean(plain[number.end() : end])))
    return [goal for goal in goals if goal[1]]


def indicators(found: Claims, recognised: Recognised, scope: str, parent_no: int) -> None:
    """The indicators of a table: a row for each target, two where a form gives one for each horizon."""
    first, blocks = _blocks(recognised)
    levels: list[dict[str, str | None]] = [{} for _ in blocks]
    row_no = 0
    for row in range(first, recognised.table.rows):
        if header_again(recognised, row):
            continue
        if _ends(recognised, row):
            break
        for block, above in zip(blocks, levels, strict=True):
            row_no += _indicator(found, recognised, row, block, above, (scope, parent_no, row_no + 1))


def _ends(recognised: Recognised, row: int) -> bool:
    """Whether a row below the indicators is something else (a note), or their sum."""
    first = next(iter(recognised.table.begun[row]), None)
    return first is not None and key(first.text) in recognised.form.options.end


def _indicator(
    found: Claims,
    recognised: Recognised,
    row: int,
    block: _Block,
    above: dict[str, str | None],
    at: tuple[str, int, int],
) -> int:
    """Adds the indicator of a row, 1, or nothing, 0. `above` holds the levels that blank cells stand below."""
    table = recognised.table
    cells = {field: table.grid[row][col] for field, col in block.columns.items()}
    if not any(cells[field].text.strip() and cells[field].row == row for field in block.own):
        return 0
    text = {field: read_text(found, table, cell) for field, cell in cells.items() if field != "weight"}
    if text.get("level1"):
        above.update(level1=text["level1"], level2=None)
    above["level2"] = text.get("level2") or above.get("level2")
    found.add(
        IndicatorRow,
        table.place(row),
        scope=at[0],
        parent_no=at[1],
        row_no=at[2],
        horizon=block.horizon,
        level1=above.get("level1"),
        level2=above["level2"],
        level3=text.get("level3"),
        description=text.get("description"),
        **targets.columns(text.get("target"), text.get("operator"), text.get("target_unit")),
        basis=text.get("basis"),
        weight=read_number(found, table, cells.get("weight")),
    )
    return 1


def _blocks(recognised: Recognised) -> tuple[int, list[_Block]]:
    """The first row below the header of the indicators, and its sets of columns.

    A label that stands a second time opens a second set (财预〔2015〕88号: 实施期 left, 年度 right), which shares with
    the first the levels that it has not. In text the labels of levels may stand in the row below (绩效指标 spans them).
    """
    labels = [(cell, field) for field in {*_FIELDS, *_TARGETS} for cell in recognised.labels.get(field, ())]
    rows = [cell.row for cell, field in labels if field in _TARGETS]
    if not rows:
        return recognised.table.rows, []
    top = min(rows)
    header = [(x, field) for x, field in labels if top - 1 <= x.row <= top or (field in _LEVELS and x.row == top + 1)]
    sets: list[dict[str, tuple[int, str]]] = [{}]
    for cell, field in sorted(header, key=lambda entry: entry[0].col):
        name = "target" if field in _TARGETS else field
        if name in sets[-1]:
            sets.append({})
        sets[-1][name] = (cell.col, field)
    sets = [columns for columns in sets if "target" in columns]
    first = max(cell.row + cell.row_span for cell, _ in header)
    shared = {field: at for field, at in sets[0].items() if field in (*_LEVELS, "description", "operator", "unit")}
    horizons = _goal_horizons(recognised)
    blocks = []
    for n, columns in enumerate(sets):
        beside = horizons[n] if len(horizons) == len(sets) > 1 else None
        own = frozenset(columns) - {"level1", "level2"}
        every = {field: col for field, (col, _) in (shared | columns).items()}
        blocks.append(_Block(_HORIZONS.get(columns["target"][1]) or beside, every, own))
    return first, blocks


def _goal_horizons(recognised: Recognised) -> list[str]:
    """The horizons of the goals, from left to right, where they stand side by side."""
    labels = [
        (label.col, _HORIZONS[field])
        for field in ("goal_implementation", "goal_annual")
        for label in recognised.labels.get(field, ())[:1]
    ]
    return [horizon for _, horizon in sorted(labels)]
