"""The amounts, points and unit of money of a form whose labels stand beside its values."""

from collections.abc import Iterable
from decimal import Decimal

from extractors.document.claims import Claims, ProvedUnit
from extractors.document.model import Cell
from extractors.recognise.shapes.head_columns import FUNDS
from extractors.recognise.shapes.lines import overlap, span
from extractors.recognise.shapes.sheet_parts import Pair, Sheet
from extractors.records.money import lent, read, unit_of
from extractors.records.performance.points import beside_label, in_label
from extractors.values.money import ONE_YUAN
from extractors.values.numbers import is_number, number
from extractors.values.text import clean
from schemas.words.performance import performance_words

_WORDS = performance_words()
_BY_GOVERNMENT = ("central", "provincial", "county", "own_level", "lower_level")
"""Parts of a project's amount by the government that pays or spends them."""


def take(found: Claims, pair: Pair | None) -> None:
    """Takes the value behind a label, or in its cell."""
    if pair is not None:
        found.take(pair.line.table, pair.values if pair.inside is None else [pair.label])


def amounts(found: Claims, sheet: Sheet, unit: str | None) -> dict[str, Decimal | None]:
    """The amounts of a form in yuan by column; the year's, or those of the whole period where no year's is printed."""
    year, period = sheet.pair("budget"), sheet.pair("period_budget")
    total = year or period
    columns = _of_columns(found, sheet, total, unit)
    row = {f"{name}_yuan": value for name, value in columns.items() if name != "score"}
    row["score"] = columns.get("score")
    if not columns:
        row |= _of_all_funds(found, year, period, unit)
    row["executed_percent"] = _execution_rate(found, sheet, total)
    row["execution_weight"] = _execution_weight(found, sheet)
    printed = "budget_initial" if _has(sheet, total, "budget_initial") else "budget"
    for fund in (*FUNDS, *_BY_GOVERNMENT):
        pairs = [pair for pair in sheet.pairs if pair.role == fund]
        if columns:
            row[f"{fund}_yuan"] = _of_columns(found, sheet, pairs[0], unit, printed).get("budget") if pairs else None
        else:
            row |= _of_fund(found, fund, pairs, year, period, unit)
    return row


def _of_all_funds(found: Claims, year: Pair | None, period: Pair | None, unit: str | None) -> dict[str, Decimal | None]:
    """The amounts behind the labels of a project's whole budget: the year's and the period's."""
    row = {"budget_yuan": _first(found, year, unit)}
    if period is not None:
        row["period_budget_yuan"] = _first(found, period, unit)
        if row["budget_yuan"] is None and not (year and year.text):
            row["budget_yuan"] = row["period_budget_yuan"]
    return row


def _of_fund(
    found: Claims, fund: str, pairs: list[Pair], year: Pair | None, period: Pair | None, unit: str | None
) -> dict[str, Decimal | None]:
    """The amounts behind the labels of a fund: the one below the year's label is the year's, another the period's."""
    if year is None or period is None or not year.text:
        return {f"{fund}_yuan": _first(found, pairs[0], unit) if pairs else None}
    own = [pair for pair in pairs if overlap(span(pair.label), span(year.label)) > 0.5]
    chosen = (own or pairs)[:1]
    row = {f"{fund}_yuan": next((_first(found, pair, unit) for pair in chosen), None)}
    others = [pair for pair in pairs if pair not in chosen]
    if fund in ("fiscal", "other") and others:
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
        take(found, pair)
    return points


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
