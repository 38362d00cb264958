"""机构设置 and 基本情况 tables → organizations, and the counts of their totals as figures."""

from decimal import Decimal
from functools import cache

from extractors.document.claims import Claims
from extractors.document.model import Table
from extractors.recognise.cell_values import read_number, read_text
from extractors.recognise.forms import Recognised, header_rows, preamble
from extractors.records.context import Context
from extractors.values.text import key, squeezed
from schemas.rows import FigureRow, OrganizationRow
from schemas.tables import Column, by_table, tables
from schemas.words.values import value_words


def extract(recognised: Recognised, context: Context) -> Claims:
    """The units of a 机构设置 or 基本情况 table, with their staff."""
    found, table = Claims(), recognised.table
    found.kinds[table.index] = "organizations"
    first = header_rows(recognised, recognised.labels)
    found.label(table, [cell for cell in recognised.label_cells() if cell.row < first])
    found.take(table, preamble(recognised))
    columns = _columns(recognised, first)
    for row in range(first, table.rows):
        texts = {field: read_text(found, table, table.grid[row][columns[field]]) for field in _WORDS & columns.keys()}
        name = texts.get("name")
        if name and key(name) in recognised.form.options.total:
            _staff_totals(found, table, row, columns, context.year)
        elif name:
            counts = {
                field: read_number(found, table, table.grid[row][col])
                for field, col in columns.items()
                if field not in _WORDS
            }
            found.add(OrganizationRow, table.place(row), {**texts, **counts}, name=name)
    return found


def _staff_totals(found: Claims, table: Table, row: int, columns: dict[str, int], year: int | None) -> None:
    """The counts of a 合计 row as figures, for it is no unit.

    A number that its cell broke is put together where it is the sum of the units above.
    """
    for field, col in columns.items():
        cell = table.grid[row][col]
        digits = squeezed(cell.text)
        if field in _WORDS or not digits:
            continue
        units = [unit[field] for unit in by_table(found.rows).get("organizations", ()) if unit[field] is not None]
        if digits.isdigit() and Decimal(digits) == sum(units, Decimal(0)):
            found.take(table, [cell])
            value: Decimal | None = Decimal(digits)
        else:
            value = read_number(found, table, cell)
        if value is not None:
            found.add(
                FigureRow,
                table.place(row),
                measure=field,
                label=_counted()[field].label,
                statement="count",
                year=year,
                value=value,
                unit=value_words().people,
                section=table.title,
            )


@cache
def _counted() -> dict[str, Column]:
    return {column.name: column for column in tables()["organizations"].columns}


_WORDS = {"name", "nature", "rank", "funding"}


def _columns(recognised: Recognised, first: int) -> dict[str, int]:
    """The column of each field; 行政 below 编制人数 is `posts_administrative`, the groups themselves have none."""
    options, columns = recognised.form.options, {}
    groups = [(cell.col, field) for field in options.groups for cell in recognised.labels.get(field, ())]
    counted = {column.name for column in tables()["organizations"].columns}
    for field, cells in recognised.labels.items():
        for cell in cells if field in options.below else cells[:1]:
            above = max((group for group in groups if group[0] <= cell.col), default=None)
            name = f"{above[1]}_{field}" if above and field in options.below else field
            if cell.row < first and name in counted:
                columns[name] = cell.col
    return columns
