"""Tables of projects with their amounts (项目支出表, 专项业务经费支出表, 重点项目) → project_lines.

They say nothing of performance, and stand beside the tables that do: what they list are the projects of the budget.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from extractors.document.claims import Claims
from extractors.document.model import Document, Table
from extractors.recognise.shapes.groups import Entry, amount, entries, is_total
from extractors.recognise.shapes.head_columns import FUNDS
from extractors.recognise.shapes.nesting import parents
from extractors.recognise.shapes.project_lists import names_projects, project_lists
from extractors.records.context import Context
from extractors.records.money import lent, read, unit_of
from extractors.records.performance import names
from extractors.values.text import clean, compact
from schemas.rows import ProjectLineRow

_TEXTS = ("nature", "period", "purpose")
_ROUNDING = Decimal("0.005")
"""Half of the last place of amounts as they are printed: hundredths of 元 or 万元."""
_UNIT_CODE = 3
"""Digits of a body's code at least; fewer count its lines."""


@dataclass
class _Line:
    """A line of a list: its row, its name, what it is and the line above that it is a part of."""

    entry: Entry
    name: str
    amount: Decimal | None
    role: str = "project"
    parent: int | None = None
    above: list[str] = field(default_factory=list)
    """Names in the columns before its own (一级项目 beside 二级项目)."""


def extract(document: Document, context: Context) -> Claims:
    """The lines of the tables of projects that no table of performance is."""
    found = Claims()
    known: dict[str, list[int]] = {}
    for project in context.taken.rows.get("projects", ()):
        known.setdefault(compact(project["project_name"] or ""), []).append(project["table_no"])
    for number, listed in enumerate(project_lists(document, context.taken.kinds), start=1):
        lines = [line for entry in entries(listed) if (line := _line(entry)) is not None]
        proved = _structure(lines)
        if not any(line.role == "project" for line in lines):
            continue
        head = listed.parts[0].head
        table = listed.parts[0].lines[0].table
        unit = lent(found, table, unit_of(table, head.cells if head else ()), context.only_unit)
        base = len(found.rows.get("project_lines", ()))
        for part in listed.parts:
            found.label(part.lines[0].table, part.head.cells if part.head else ())
        for n in range(len(lines)):
            _add(found, lines, n, unit, base, _Place(number, table, proved, known))
    return found


def _line(entry: Entry) -> _Line | None:
    """The line of a row; None where it names nothing, or prints no amount."""
    if is_total(entry):
        return _Line(entry, clean(entry.line.filled[0].text), amount(entry), role="total")
    columns = [column for column in entry.head.columns if names_projects(column)]
    cells = [cell for column in columns if (cell := entry.line.at(column.where)) is not None and cell.text.strip()]
    texts = [clean(cell.text) for cell in cells]
    name = texts[-1] if texts else entry.text("unit") or entry.text("nature")
    value = amount(entry)
    return _Line(entry, name, value, above=texts[:-1]) if name and (value is not None or texts) else None


def _structure(lines: Sequence[_Line]) -> bool:
    """Gives each line its role and the line above it; whether the printed total bears that out."""
    parts = [line for line in lines if line.role != "total"]
    totals = {line.amount for line in lines if line.role == "total"} - {None}
    counted = [line for line in parts if line.amount is not None]
    above = None
    if len(totals) < 2:
        printed = totals.pop() if totals else None
        above = parents([line.amount or Decimal(0) for line in counted], printed, _ROUNDING)
    at = {id(line): n for n, line in enumerate(lines)}
    sums = {n for n in above or () if n is not None}
    for n, line in enumerate(counted):
        own = above[n] if above else None
        line.parent = at[id(counted[own])] if own is not None else None
        line.role = "project" if n not in sums else "group"
    for line in parts:
        if _names_body(line) and (line.role == "group" or above is None or line.entry.text("unit_code")):
            line.role = "unit"
    return above is not None


def _names_body(line: _Line) -> bool:
    """Whether a line is a body's: its name is the only one and ends so, or a code stands before it."""
    code = "".join(line.entry.text("unit_code").split())
    own = not line.above and not (line.entry.text("unit") and line.entry.text("project_name"))
    return own and (names.is_body(line.name) or len(code) >= _UNIT_CODE)


@dataclass(frozen=True)
class _Place:
    """Which list a line stands in, and the projects that tables of performance name."""

    list_no: int
    table: Table
    proved: bool
    known: dict[str, list[int]]


def _add(found: Claims, lines: Sequence[_Line], n: int, unit: str | None, base: int, at: _Place) -> None:
    line = lines[n]
    entry, row = line.entry, line.entry.line
    found.take(row.table, [cell for cell in row.filled if cell is not None and any(c.isalpha() for c in cell.text)])
    money = {f"{name}_yuan": read(found, row.table, entry.cells.get(name), unit) for name in ("budget", *FUNDS)}
    code, name = names.project(line.name)
    code_of_unit, unit_name = (None, None) if line.role == "total" else names.body(entry.text("unit"))
    unit_code = None if line.role == "total" else "".join(entry.text("unit_code").split()) or code_of_unit
    same = at.known.get(compact(line.name), []) if line.role == "project" else []
    found.add(
        ProjectLineRow,
        row.place,
        {**money, **{role: entry.text(role) or None for role in _TEXTS}},
        list_no=at.list_no,
        title=at.table.title,
        role=line.role,
        proved=at.proved,
        parent_seq=None if line.parent is None else base + line.parent + 1,
        unit_code=unit_code,
        unit_name=unit_name or _unit_above(lines, line),
        project_code=code if line.role == "total" else "".join(entry.text("project_code").split()) or code,
        project_name=name,
        group_name=" / ".join(line.above) or None,
        table_no=same[0] if len(same) == 1 else None,
        withheld=names.is_withheld(name, entry.text("purpose")),
    )


def _unit_above(lines: Sequence[_Line], line: _Line) -> str | None:
    """The body on whose lines a line stands."""
    if line.role == "unit":
        return line.name
    at = line.parent
    while at is not None:
        if lines[at].role == "unit":
            return lines[at].name
        at = lines[at].parent
    return None
