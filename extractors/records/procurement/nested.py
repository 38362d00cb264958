"""Procurement by category, project and economic subject (Jiangsu): amounts only, subtotals above their items."""

from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.document.claims import Claims
from extractors.document.model import Cell, Table
from extractors.recognise.cell_values import no_unit, read_money, read_text
from extractors.recognise.forms import Recognised, header_again, header_rows, money_unit, preamble
from extractors.records.context import Context
from extractors.values.numbers import cell_number, is_number
from extractors.values.text import clean, key
from schemas.rows import ProcurementItemRow, ProcurementTotalRow

Names = dict[str, str | None]
"""The texts of a row by field."""


@dataclass(frozen=True)
class _Above:
    """What the rows above an item say of it; a blank economic subject does not end the project."""

    category: str | None = None
    project: str | None = None
    economic: str | None = None


def extract(recognised: Recognised, _: Context) -> Claims:
    """The items and totals of one table."""
    found, table, form = Claims(), recognised.table, recognised.form
    above = preamble(recognised)
    unit = money_unit(recognised, *recognised.label_cells(), *above)
    if unit is None:
        found.troubles.append(no_unit(table))
    found.kinds[table.index] = "procurement"
    found.take(table, above)
    for line in table.context:
        found.take_words(line)
    first = header_rows(recognised, form.options.labels)
    header = [cell for cell in recognised.label_cells() if cell.row < first]
    found.label(table, header)
    columns = {form.fields[key(cell.text)]: cell.col for cell in header}
    rows = [row for row in range(first, table.rows) if not header_again(recognised, row)]
    subtotals = _subtotals(table, columns, rows)
    at = _Above()
    for row in rows:
        cells = {field: table.grid[row][col] for field, col in columns.items()}
        amount = cells["amount"]
        if amount.row == row and is_number(clean(amount.text)):
            level = "project" if row in subtotals else _level(recognised, cells, row)
            value = read_money(found, table, amount, unit)
            names = {field: read_text(found, table, cell) for field, cell in cells.items() if cell.row == row}
            at = _below(recognised, at, level, names)
            if level == "item":
                form_cell = cells.get("organisation_form")
                _add_item(found, table, row, at, names, read_text(found, table, form_cell), value)
            else:
                _add_total(found, table, row, at, level, names, value)
    return found


def _below(recognised: Recognised, at: _Above, level: str, names: Names) -> _Above:
    """What the rows below a row are told by it: a category begins anew, a project keeps its category."""
    if level == "category":
        categories = recognised.form.options.categories.items()
        return _Above(next((name for name, word in categories if word in (names["category"] or "")), None))
    if level == "project":
        return replace(at, project=_project(names) or at.project, economic=names.get("economic_name"))
    return at


def _project(names: Names) -> str | None:
    return names.get("project_name") or names.get("item_name")


def _add_total(
    found: Claims, table: Table, row: int, at: _Above, level: str, names: Names, value: Decimal | None
) -> None:
    place = table.place(row)
    if level == "total":
        found.add(ProcurementTotalRow, place, level=level, label=names.get("category"), amount_yuan=value)
    elif level == "category":
        label = names["category"] or ""
        found.add(ProcurementTotalRow, place, level=level, label=label, category=at.category, amount_yuan=value)
    else:
        found.add(
            ProcurementTotalRow,
            place,
            level=level,
            label=" ".join(filter(None, (_project(names), at.economic))),
            category=at.category,
            project_name=at.project,
            economic_name=at.economic,
            amount_yuan=value,
        )


def _add_item(
    found: Claims, table: Table, row: int, at: _Above, names: Names, form: str | None, value: Decimal | None
) -> None:
    found.add(
        ProcurementItemRow,
        table.place(row),
        project_name=at.project,
        line_kind=None if at.project is None else "project",
        item_name=names.get("item_name"),
        category=at.category,
        economic_name=at.economic,
        organisation_form=form,
        amount_yuan=value,
    )


def _level(recognised: Recognised, cells: dict[str, Cell], row: int) -> str:
    """What a row is by the columns that it fills: an item only where it names one."""
    filled = {field for field, cell in cells.items() if cell.row == row and cell.text.strip()}
    if any(key(cells[field].text) in recognised.form.options.total for field in filled):
        return "total"
    if "item_name" in filled:
        return "item"
    return "project" if filled & {"project_name", "economic_name"} else "category" if "category" in filled else "item"


def _subtotals(table: Table, columns: dict[str, int], rows: list[int]) -> set[int]:
    """Rows that print a subtotal in the item's column: no 组织形式 there, and the rows below make its amount.

    Where one of the two is missing the row is an item.
    """
    form = columns.get("organisation_form")
    if form is None or not any(table.grid[row][form].text.strip() for row in rows):
        return set()
    found = set()
    for n, row in enumerate(rows):
        if not table.grid[row][columns["item_name"]].text.strip() or table.grid[row][form].text.strip():
            continue
        below = []
        for other in rows[n + 1 :]:
            if not table.grid[other][form].text.strip():
                break
            below.append(cell_number(clean(table.grid[other][columns["amount"]].text)))
        whole = clean(table.grid[row][columns["amount"]].text)
        if below and is_number(whole) and sum(value or 0 for value in below) == cell_number(whole):
            found.add(row)
    return found
