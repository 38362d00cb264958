"""Procurement by category, project and economic subject (Jiangsu): amounts only, subtotals above their items."""

from dataclasses import dataclass

from extractors.document.claims import Claims
from extractors.document.model import Cell, Table
from extractors.recognise.forms import (
    Recognised,
    header_again,
    header_rows,
    money_unit,
    no_unit,
    preamble,
    read_money,
    read_text,
)
from extractors.records.context import Context
from extractors.values.numbers import cell_number, is_number
from extractors.values.text import clean, key
from schemas.rows import ProcurementItemRow, ProcurementTotalRow


@dataclass
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
        if amount.row != row or not is_number(clean(amount.text)):
            continue
        place, value = table.place(row), read_money(found, table, amount, unit)
        level = "project" if row in subtotals else _level(recognised, cells, row)
        names = {field: read_text(found, table, cell) for field, cell in cells.items() if cell.row == row}
        if level == "total":
            label = names.get("category")
            found.add(ProcurementTotalRow, place, level=level, label=label, amount_yuan=value)
        elif level == "category":
            label = names["category"] or ""
            categories = form.options.categories.items()
            at = _Above(next((name for name, word in categories if word in label), None))
            found.add(
                ProcurementTotalRow,
                place,
                level=level,
                label=label,
                category=at.category,
                amount_yuan=value,
            )
        elif level == "project":
            at.project = names.get("project_name") or names.get("item_name") or at.project
            at.economic = names.get("economic_name")
            found.add(
                ProcurementTotalRow,
                place,
                level=level,
                label=" ".join(filter(None, (names.get("project_name") or names.get("item_name"), at.economic))),
                category=at.category,
                project_name=at.project,
                economic_name=at.economic,
                amount_yuan=value,
            )
        else:
            found.add(
                ProcurementItemRow,
                place,
                project_name=at.project,
                line_kind=None if at.project is None else "project",
                item_name=names.get("item_name"),
                category=at.category,
                economic_name=at.economic,
                organisation_form=read_text(found, table, cells.get("organisation_form")),
                amount_yuan=value,
            )
    return found


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
