"""Procurement tables (政府采购预算) → procurement_items and procurement_totals."""

from extractors.document.claims import Claims
from extractors.document.model import Cell
from extractors.recognise.cell_values import no_unit, read_code, read_money, read_number, read_text
from extractors.recognise.forms import Recognised, header_again, header_rows, money_unit, organisation, preamble
from extractors.records.context import Context
from extractors.records.procurement.catalogue import category_of, edition
from extractors.records.procurement.goods import Money
from extractors.values.numbers import NULL_SYMBOLS, is_number
from extractors.values.text import clean, key
from schemas.rows import ProcurementItemRow, ProcurementTotalRow

_MONEY = (
    "amount",
    "general",
    "fund",
    "state_capital",
    "special_account",
    "other",
    "current",
    "other_channel",
)
_SET_ASIDE = ("sme", "micro")
"""Amounts in some editions, 是, 否 or a percentage in others."""


def extract(recognised: Recognised, context: Context) -> Claims:
    """The items and totals of one table."""
    found, table, form = Claims(), recognised.table, recognised.form
    above = preamble(recognised)
    first = header_rows(recognised, form.options.labels)
    header = [cell for cell in recognised.label_cells() if cell.row < first]
    unit = money_unit(recognised, *header, *above)
    filled = any(is_number(clean(cell.text)) for cell in table.cells if cell.row >= first)
    found.kinds[table.index] = "procurement"
    found.take(table, above)
    for paragraph in table.context:
        found.take_words(paragraph)
    found.label(table, header)
    if unit is None and filled:
        found.troubles.append(no_unit(table))
    if unit is None and not filled:
        return found
    fields = {cell.col: form.fields[key(cell.text)] for cell in sorted(header, key=lambda cell: cell.row)}
    columns = {field: col for col, field in fields.items()}
    unit_name = organisation(table, above)[1]
    for row in range(first, table.rows):
        cells = {field: cell for field, col in columns.items() if (cell := table.grid[row][col]).col == col}
        if header_again(recognised, row) or not any(cell.text.strip() for cell in cells.values()):
            continue
        money = _money(found, recognised, cells, unit)
        named = read_text(found, table, cells.get("unit"))
        level, label = _total(recognised, cells)
        if level is None:
            unit_name = named or unit_name
            _add_item(found, recognised, cells, row, unit, unit_name, context.year, money)
            continue
        if level == "unit" and label:
            unit_name = _subtotal_name(recognised, label)
        _add_total(found, recognised, cells, row, level, label, unit_name, money)
    _forget_units(found)
    return found


def _money(found: Claims, recognised: Recognised, cells: dict[str, Cell], unit: str | None) -> Money:
    """The amounts of a row by their column of the published row, taken."""
    printed = {field: cells.get(field) for field in _MONEY}
    printed |= {field: cells[field] for field in _SET_ASIDE if field in cells and _is_amount(cells[field])}
    return {f"{field}_yuan": read_money(found, recognised.table, cell, unit) for field, cell in printed.items()}


def _is_amount(cell: Cell) -> bool:
    return is_number(clean(cell.text)) and not cell.text.strip().endswith(("%", "％"))


def _forget_units(found: Claims) -> None:
    """Several totals without a unit's name are units' own: of which unit an item is, is not known then."""
    levels = [row["level"] for row in found.rows.get("procurement_totals", ())]
    if levels.count("total") > 1 and "unit" not in levels:
        for item in found.rows.get("procurement_items", ()):
            item["unit_name"] = None


def _total(recognised: Recognised, cells: dict[str, Cell]) -> tuple[str | None, str | None]:
    """The level and label of a total row, (None, None) for an item.

    A row that names nothing to buy, neither by its code nor by a quantity, is the total of what its name says.
    """
    options = recognised.form.options
    texts = {field: "" if cell.text.strip() in NULL_SYMBOLS else clean(cell.text) for field, cell in cells.items()}
    project, item, code = (texts.get(field, "") for field in ("project_name", "item_name", "catalogue_code"))
    label = project or item or texts.get("unit", "")
    if key(label) in options.total and not code:
        return "total", label
    if code or texts.get("quantity"):
        return None, None
    if key(item) in {*options.total, *options.subtotal}:
        return ("project" if project else "unit"), item
    if key(label).endswith(options.subtotal):
        return "unit", label
    return (None, None) if item else ("unit", label)


def _subtotal_name(recognised: Recognised, label: str) -> str | None:
    word = next((word for word in recognised.form.options.subtotal if key(label).endswith(word)), "")
    return label.rstrip("：: ").removesuffix(word).rstrip("：: ") or None


def _add_total(
    found: Claims,
    recognised: Recognised,
    cells: dict[str, Cell],
    row: int,
    level: str,
    label: str | None,
    unit_name: str | None,
    money: Money,
) -> None:
    table = recognised.table
    project = clean(cells["project_name"].text) if level == "project" else ""
    found.take(table, [cells.get("project_name"), cells.get("item_name")])
    if all(value is None for value in money.values()):
        return
    found.add(
        ProcurementTotalRow,
        table.place(row),
        money,
        level=level,
        unit_name=unit_name if level == "unit" else None,
        label=label,
        project_name=project or None,
    )


def _add_item(
    found: Claims,
    recognised: Recognised,
    cells: dict[str, Cell],
    row: int,
    unit: str | None,
    unit_name: str | None,
    fiscal_year: int | None,
    money: Money,
) -> None:
    table = recognised.table
    project_name = read_text(found, table, cells.get("project_name"))
    code = read_code(found, table, cells.get("catalogue_code"))
    routine = project_name is not None and key(project_name) in recognised.form.options.routine
    found.add(
        ProcurementItemRow,
        table.place(row),
        money,
        unit_name=unit_name,
        project_name=project_name,
        project_budget_yuan=read_money(found, table, cells.get("project_budget"), unit),
        line_kind=None if project_name is None else "routine" if routine else "project",
        item_name=read_text(found, table, cells.get("item_name")),
        catalogue_code=code,
        catalogue_edition=edition(code, fiscal_year),
        category=category_of(code),
        quantity_unit=read_text(found, table, cells.get("quantity_unit")),
        quantity=read_number(found, table, cells.get("quantity")),
        unit_price_yuan=read_money(found, table, cells.get("unit_price"), unit),
    )
