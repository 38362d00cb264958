"""Forms whose labels stand beside their values → projects, the goals and indicators of projects and departments."""

from collections.abc import Iterable
from decimal import Decimal

from extractors.document.claims import LABEL_NOT_KNOWN, Claims, ProvedUnit
from extractors.document.model import Cell
from extractors.recognise.shapes.lines import captions, overlap, span
from extractors.recognise.shapes.performance import vocabulary
from extractors.recognise.shapes.sheet_parts import Pair, Sheet, horizon
from extractors.recognise.shapes.titles import project_in
from extractors.records.money import FUNDS, lent, read, unit_of
from extractors.records.performance import goal_rows, indicator_rows, names
from extractors.records.performance.points import beside_label, in_label
from extractors.values.money import ONE_YUAN
from extractors.values.numbers import is_number, number
from extractors.values.text import clean, squeezed
from schemas.rows import ProjectRow
from schemas.words.performance import performance_words

_WORDS = performance_words()
_BY_GOVERNMENT = ("central", "provincial", "county", "own_level", "lower_level")
"""Parts of a project's amount by the government that pays or spends them."""


def is_whole(sheet: Sheet) -> bool:
    """Whether a form is of a whole department: it names no project, and a department or its title says so."""
    name = sheet.pair("project_name")
    if name is not None and (name.text or sheet.pair("department") is None):
        return False
    if sheet.pair("department") is not None or sheet.tasks:
        return True
    return any(word in (sheet.title or "") for word in performance_words().title.whole) or any(
        _WORDS.whole_form in pair.label.text for pair in sheet.pairs
    )


def is_blank(sheet: Sheet) -> bool:
    """Whether a form holds nothing: no goal, no indicator, no amount; or names 无 and has no amount."""
    filled = any(indicator_rows.is_indicator(head, line) for head, line in sheet.indicators)
    amount, name = sheet.pair("budget", "period_budget"), sheet.pair("project_name")
    if amount is not None and amount.text:
        return False
    return not (sheet.goals or filled) or (name is not None and name.text in performance_words().none)


def labels(found: Claims, sheet: Sheet, kind: str) -> None:
    """Marks the labels of a form, and which kind its tables are; the first form of a table says it."""
    for table, cell in sheet.labels:
        found.label(table, [cell])
    for pair in sheet.pairs[:1]:
        found.label(pair.line.table, captions(pair.line.table, pair.line.row))
    for line in sheet.lines:
        found.kinds.setdefault(line.table.index, kind)
        found.forms.setdefault(line.table.index, "sheet")
    for head in sheet.heads:
        for cell in head.unknown(vocabulary()):
            found.leave(head.table, cell, LABEL_NOT_KNOWN)
    for table, cell in sheet.unknown:
        found.leave(table, cell, LABEL_NOT_KNOWN)
    for paragraph in sheet.context:
        found.take_words(paragraph)


def name_of(sheet: Sheet) -> tuple[str | None, str | None]:
    """Code and name of the project: beside its label, else in the title; the title is kept whole."""
    pair = sheet.pair("project_name")
    if pair is not None and pair.text:
        text = pair.inside if pair.inside is not None else "".join(cell.text for cell in pair.values[:1])
        return names.project(text)
    if not sheet.pairs and (sheet.unknown or any(head.unknown(vocabulary()) for head in sheet.heads)):
        return None, None  # of labels that nobody knows one may be the project's
    name = project_in(sheet.title)
    return names.project(name) if name else (None, None)


def add_project(found: Claims, sheet: Sheet, table_no: int, unit: str | None) -> None:
    """Adds the project of a form with its goals and indicators."""
    code, name = name_of(sheet)
    money = amounts(found, sheet, unit)
    for role in ("project_name", "nature", "period", "purpose", "unit", "supervisor", "project_code"):
        _take(found, sheet.pair(role))
    printed = sheet.pair("project_code")
    unit_code, unit_name = names.body(_text(sheet, "unit") or "")
    supervisor_code, supervisor = names.body(_text(sheet, "supervisor") or "")
    if name and supervisor and names.is_body(name) and not names.is_body(supervisor):
        name, supervisor = supervisor, name  # the publisher took one cell for the other
    found.add(
        ProjectRow,
        sheet.lines[0].place,
        money,
        table_no=table_no,
        title=sheet.title,
        project_code=(printed and squeezed(printed.text)) or code,
        project_name=name,
        unit_code=unit_code,
        unit_name=unit_name,
        supervisor_code=supervisor_code,
        supervisor=supervisor,
        nature=_text(sheet, "nature"),
        period=_text(sheet, "period"),
        purpose=_text(sheet, "purpose"),
        category=names.category(sheet_label(sheet), sheet.title),
        withheld=names.is_withheld(name, *(cell.text for _, cell, _ in sheet.goals)),
        shape="sheet",
        coverage="selected",
    )
    goal_rows.add(found, sheet.goals, "project", table_no)
    weights = weights_of_all(found, sheet)
    indicator_rows.add(found, sheet.indicators, "project", table_no, _horizons(sheet), weights)


def sheet_label(sheet: Sheet) -> str | None:
    """The label beside which the project's name stands."""
    pair = sheet.pair("project_name")
    return pair.label.text if pair is not None and pair.inside is None else None


def _text(sheet: Sheet, role: str) -> str | None:
    pair = sheet.pair(role)
    return (pair.text if pair else None) or None


def _take(found: Claims, pair: Pair | None) -> None:
    if pair is not None:
        found.take(pair.line.table, pair.values if pair.inside is None else [pair.label])


def _horizons(sheet: Sheet) -> list[str]:
    """The horizons of goals that stand side by side, from left to right."""
    known = {"goal_implementation": "implementation", "goal_annual": "annual"}
    labels_ = [(horizon(pair.role, pair.label.text), pair.label) for pair in sheet.pairs]
    at = sorted((span(label)[0], known[role]) for role, label in labels_ if role in known)
    return [named for _, named in at] if len({named for _, named in at}) == len(at) == 2 else []


def _execution_weight(found: Claims, sheet: Sheet) -> Decimal | None:
    """The points of 执行率, printed in its label, beside it, or in the row of the amounts."""
    total = sheet.pair("budget", "period_budget")
    if sheet.money is not None and total is not None and sheet.money.column("weight"):
        return read(found, total.line.table, sheet.money.cell(total.line, "weight"), ONE_YUAN)  # points, no amount
    for _, cell in sheet.labels:
        text = clean(cell.text)
        if _WORDS.execution in text and (points := in_label(text)) is not None:
            return points
    pair = sheet.pair("execution")
    points = beside_label(pair.text) if pair else None
    if points is not None:
        _take(found, pair)
    return points


def weights_of_all(found: Claims, sheet: Sheet) -> Decimal | None:
    """The points that a form says its indicators make: in their head, else in its row 总分."""
    in_head = next((points for head in sheet.heads if (points := indicator_rows.points_in_head(head))), None)
    if sheet.points is None:
        return in_head
    head, line = sheet.points
    values = {role: cell for role in ("weight", "score") if (cell := head.cell(line, role)) is not None}
    found.take(line.table, values.values())
    return in_head or number(clean(values["weight"].text))


def amounts(found: Claims, sheet: Sheet, unit: str | None) -> dict[str, Decimal | None]:
    """The amounts of a form in yuan by column; the year's, or those of the whole period where no year's is printed."""
    year, period = sheet.pair("budget"), sheet.pair("period_budget")
    row: dict[str, Decimal | None] = {}
    columns = _of_columns(found, sheet, year or period, unit)
    printed = "budget_initial" if _has(sheet, year or period, "budget_initial") else "budget"
    row["budget_yuan"] = columns.pop("budget", None) if columns else _first(found, year, unit)
    if period is not None and not columns:
        row["period_budget_yuan"] = _first(found, period, unit)
        if row["budget_yuan"] is None and not (year and year.text):
            row["budget_yuan"] = row["period_budget_yuan"]
    row |= {f"{name}_yuan": value for name, value in columns.items() if name != "score"}
    row["score"] = columns.get("score")
    row["executed_percent"] = _execution_rate(found, sheet, year or period)
    row["execution_weight"] = _execution_weight(found, sheet)
    for fund in (*FUNDS, *_BY_GOVERNMENT):
        pairs = [pair for pair in sheet.pairs if pair.role == fund]
        if columns:
            row[f"{fund}_yuan"] = _of_columns(found, sheet, pairs[0], unit, printed).get("budget") if pairs else None
            continue
        own = [pair for pair in pairs if year is not None and overlap(span(pair.label), span(year.label)) > 0.5]
        twice = year is not None and period is not None and bool(year.text)
        chosen = (own if twice and own else pairs)[:1]
        row[f"{fund}_yuan"] = next((_first(found, pair, unit) for pair in chosen), None)
        others = [pair for pair in pairs if pair not in chosen]
        if twice and fund in ("fiscal", "other") and others:
            row[f"period_{fund}_yuan"] = _first(found, others[0], unit)
    return row


def _first(found: Claims, pair: Pair | None, unit: str | None) -> Decimal | None:
    """The first number behind a label; the others of its row are of other columns (执行数, 得分)."""
    if pair is None:
        return None
    for cell in pair.values:
        if (value := read(found, pair.line.table, cell, unit)) is not None:
            return value
    return None


def _has(sheet: Sheet, pair: Pair | None, role: str) -> bool:
    """Whether the row of a label fills the column of a role among those of amounts."""
    cell = sheet.money.cell(pair.line, role) if sheet.money and pair else None
    return cell is not None and is_number(clean(cell.text))


def _of_columns(
    found: Claims, sheet: Sheet, total: Pair | None, unit: str | None, budget: str = ""
) -> dict[str, Decimal | None]:
    """The amounts of a row by the columns above it (年初预算数, 全年预算数, 全年执行数); {} without such.

    The budget is that before changes, the one after them only where the form prints no other: `budget` is the column
    that the total has, so that its parts are not taken from another.
    """
    if sheet.money is None or total is None:
        return {}
    cells = {column.role: total.line.at(column.where) for column in sheet.money.columns if column.role}
    value: dict[str, Decimal | None] = {}
    for role, name in (("budget_initial", "budget"), ("budget", "adjusted_budget"), ("executed", "executed")):
        value[name] = read(found, total.line.table, cells.get(role), unit)
    value["score"] = read(found, total.line.table, cells.get("score"), ONE_YUAN)  # points: a number without a unit
    if budget == "budget" or (not budget and value["budget"] is None):
        value["budget"] = value["adjusted_budget"]
    return value


def _execution_rate(found: Claims, sheet: Sheet, total: Pair | None) -> Decimal | None:
    """The share of the year's budget that was spent, printed with or without its sign."""
    cell = sheet.money.cell(total.line, "execution_rate") if sheet.money and total else None
    text = clean(cell.text).rstrip(performance_words().points_signs).strip() if cell else ""
    if total is None or not is_number(text):
        return None
    found.take(total.line.table, [cell])
    return number(text)


def money_labels(sheet: Sheet) -> Iterable[Cell]:
    """The labels in which a form may print its unit of money: of the amounts, and of the blocks beside them."""
    lines = {id(pair.line): pair.line for pair in sheet.pairs if pair.role in ("budget", "period_budget", *FUNDS)}
    beside = [cell for line in lines.values() for cell in line.cells if ONE_YUAN in cell.text]
    return [*beside, *(cell for _, cell in sheet.labels if ONE_YUAN in cell.text)]


def unit(found: Claims, sheet: Sheet, evidence: ProvedUnit | None) -> str | None:
    """The unit of a form's amounts; where it prints none the one that is lent to it."""
    table = sheet.lines[0].table
    return lent(found, table, unit_of(table, money_labels(sheet)), evidence)
