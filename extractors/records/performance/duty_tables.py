"""职责—工作活动绩效目标 → duties with their activities, goals and graded indicators."""

import re

from extractors.document.claims import Claims
from extractors.document.model import Cell, Table
from extractors.recognise.cell_values import no_unit, read_money, read_text
from extractors.recognise.forms import Recognised, header_again, header_rows, money_unit, organisation, preamble
from extractors.records.context import Context
from extractors.records.performance import goals_and_indicators as objectives
from extractors.values.enumerators import enumerator
from extractors.values.numbers import is_number
from extractors.values.text import clean
from schemas.rows import DutyRow, GoalRow, IndicatorRow

_GRADES = ("grade_excellent", "grade_good", "grade_fair", "grade_poor")
_EM = "\u3000"
"""An ideographic space, as wide as a character; how wide another is only the font knows: half of it, by and large."""
_STEP = 1.5
"""Characters by which an activity is indented at least; one is only a loose cell."""
_BROKEN = re.compile(r"(?<=[\d.≥≤<>=≧≦＜＞＝])\s*\n\s*(?=[\d.%％])")
_CODE = re.compile(r"\s*(\d{2,12})\D")


def extract(recognised: Recognised, context: Context) -> Claims:
    """The duties of one table."""
    found, table = Claims(), recognised.table
    found.kinds[table.index] = "duty_activity"
    found.label(table, recognised.label_cells())
    above = preamble(recognised)
    found.take(table, above)
    for line in table.context:
        found.take_words(line)
    first = header_rows(recognised, recognised.labels)
    columns = {field: cells[0].col for field, cells in recognised.labels.items()}
    rows = [row for row in range(first, table.rows) if not header_again(recognised, row)]
    unit = money_unit(recognised, *recognised.label_cells(), *above)
    if unit is None and any(is_number(clean(table.grid[row][columns["budget"]].text)) for row in rows):
        found.troubles.append(no_unit(table))
    unit_code, unit_name = organisation(table, above)
    named = [row for row in rows if (cell := table.grid[row][columns["title"]]).row == row and cell.text.strip()]
    depths = dict(zip(named, levels([table.grid[row][columns["title"]].text for row in named]), strict=True))
    duty: int | None = None
    duty_no = context.numbering.duty() - 1
    goal_no = row_no = 0
    for row in rows:
        cells = {field: table.grid[row][col] for field, col in columns.items()}
        if row in depths:
            duty_no, goal_no, row_no = duty_no + 1, 0, 0
            level = depths[row]
            duty = duty_no if level == "duty" else duty
            found.add(
                DutyRow,
                table.place(row),
                duty_no=duty_no,
                parent_no=duty if level == "activity" else None,
                level=level,
                title=read_text(found, table, cells["title"]),
                budget_yuan=read_money(found, table, cells["budget"], unit),
                description=read_text(found, table, cells.get("description")),
                unit_code=unit_code,
                unit_name=unit_name,
            )
        elif row < min(depths, default=table.rows):
            continue
        goal_no = _goals(found, table, cells["goal"], row, (duty_no, goal_no))
        row_no += _indicator(found, table, cells, row, (duty_no, row_no + 1))
    return found


def levels(titles: list[str]) -> list[str | None]:
    """Which titles are duties and which their activities: told by indentation, else numbering, else the code before.

    Where most indents are of ideographic spaces, others are loose cells. None for all where nothing printed tells them
    apart.
    """
    spaces = [title[: len(title) - len(title.lstrip())] for title in titles]
    wide = sum(_EM in space for space in spaces)
    other = 0.0 if wide * 2 > sum(map(bool, spaces)) else 0.5
    indents = [space.count(_EM) + other * (len(space) - space.count(_EM)) for space in spaces]
    if indents and max(indents) - min(indents) >= _STEP:
        middle = (max(indents) + min(indents)) / 2
        return ["activity" if indent > middle else "duty" for indent in indents]
    numbered = [enumerator(title.strip()) for title in titles]
    codes = [match[1] if (match := _CODE.match(title)) else "" for title in titles]
    for styles in ([entry[0] if entry else "" for entry in numbered], [str(len(code)) for code in codes]):
        if len(set(styles)) == 2:
            return ["duty" if style == styles[0] else "activity" for style in styles]
    return [None] * len(titles)


def _goals(found: Claims, table: Table, cell: Cell, row: int, at: tuple[int, int]) -> int:
    """Adds the goals of a cell that begins in this row; the last goal's number."""
    duty_no, goal_no = at
    if cell.row != row or not cell.text.strip():
        return goal_no
    found.take(table, [cell])
    for printed, text in objectives.split_goals(cell.text):
        goal_no = printed if printed and printed > goal_no else goal_no + 1
        found.add(GoalRow, table.place(row), scope="duty", parent_no=duty_no, goal_no=goal_no, text=text)
    return goal_no


def _indicator(found: Claims, table: Table, cells: dict[str, Cell], row: int, at: tuple[int, int]) -> int:
    """Adds the indicator of a row, 1, or nothing, 0, where no indicator or grade begins in it."""
    own = [cell for field, cell in cells.items() if field in ("indicator", *_GRADES)]
    if not any(cell.row == row and cell.text.strip() for cell in own):
        return 0
    found.take(table, own)
    found.add(
        IndicatorRow,
        table.place(row),
        {field: grade(cells[field].text) for field in _GRADES if field in cells},
        scope="duty",
        parent_no=at[0],
        row_no=at[1],
        description=clean(cells["indicator"].text) or None if "indicator" in cells else None,
        operator_printed=False,
    )
    return 1


def grade(text: str) -> str | None:
    """A grade's cell, a target that its narrow column broke (`≥10` over `0%`) made whole."""
    return clean(_BROKEN.sub("", text)) or None
