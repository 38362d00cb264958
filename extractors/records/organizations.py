"""The two short tables: 机构设置 → organizations, 固定资产占用情况表 → assets."""

import re
from datetime import date
from decimal import Decimal
from functools import cache

from extractors.document.claims import Claims
from extractors.document.model import Table
from extractors.recognise.forms import (
    Recognised,
    header_rows,
    money_unit,
    no_unit,
    preamble,
    read_money,
    read_number,
    read_text,
)
from extractors.records.assets_in_prose import printed_day
from extractors.values.line_shapes import enumerator
from extractors.values.text import clean, key
from schemas.tables import Column, tables

_ITEM_NUMBER = re.compile(
    r"^(?:\d{1,2}\s*[、.．](?!\d)|[（(][\d一二三四五六七八九十]{1,2}[）)]、?|[一二三四五六七八九十]{1,2}、)\s*"
)
_OF_WHICH = re.compile(r"^其中[:：]?")
_ITEM_UNIT = re.compile(r"[（(]([^（）()]+)[）)]$")


def organizations(recognised: Recognised, seq: int, year: int | None = None) -> Claims:
    """The units of a 机构设置 or 基本情况 table, with their staff; `seq` is the number found before."""
    found, table = Claims(), recognised.table
    found.kinds[table.index] = "organizations"
    first = header_rows(recognised, recognised.labels)
    found.label(table, [cell for cell in recognised.label_cells() if cell.row < first])
    found.take(table, preamble(recognised))
    columns = _columns(recognised, first)
    for row in range(first, table.rows):
        texts = {field: read_text(found, table, table.grid[row][columns[field]]) for field in _WORDS & columns.keys()}
        if texts.get("name") and key(texts["name"] or "") in recognised.form.data.get("total", ()):
            _staff_totals(found, table, row, columns, year)
        elif texts.get("name"):
            seq += 1
            counts = {
                field: read_number(found, table, table.grid[row][col])
                for field, col in columns.items()
                if field not in _WORDS
            }
            found.add("organizations", table.place(row), seq=seq, **texts, **counts)
    return found


def _staff_totals(found: Claims, table: Table, row: int, columns: dict[str, int], year: int | None) -> None:
    """The counts of a 合计 row as figures, for it is no unit.

    A number that its cell broke is put together where it is the sum of the units above.
    """
    for field, col in columns.items():
        cell = table.grid[row][col]
        digits = "".join(cell.text.split())
        if field in _WORDS or not digits:
            continue
        units = [unit[field] for unit in found.rows.get("organizations", ()) if unit[field] is not None]
        if digits.isdigit() and Decimal(digits) == sum(units, Decimal(0)):
            found.take(table, [cell])
            value: Decimal | None = Decimal(digits)
        else:
            value = read_number(found, table, cell)
        if value is not None:
            label = {"measure": field, "label": _counted()[field].label, "unit": "人", "section": table.title}
            found.add("figures", table.place(row), **label, statement="count", year=year, value=value)


@cache
def _counted() -> dict[str, Column]:
    return {column.name: column for column in tables()["organizations"].columns}


_WORDS = {"name", "nature", "rank", "funding"}


def _columns(recognised: Recognised, first: int) -> dict[str, int]:
    """The column of each field; 行政 below 编制人数 is `posts_administrative`, the groups themselves have none."""
    data, columns = recognised.form.data, {}
    groups = [(cell.col, field) for field in data.get("groups", ()) for cell in recognised.labels.get(field, ())]
    counted = {column.name for column in tables()["organizations"].columns}
    for field, cells in recognised.labels.items():
        for cell in cells if field in data.get("below", ()) else cells[:1]:
            above = max((group for group in groups if group[0] <= cell.col), default=None)
            name = f"{above[1]}_{field}" if above and field in data.get("below", ()) else field
            if cell.row < first and name in counted:
                columns[name] = cell.col
    return columns


def assets(recognised: Recognised, seq: int) -> Claims:
    """The rows of a fixed-asset table; `seq` is the number found before."""
    found, table, form = Claims(), recognised.table, recognised.form
    value_label = recognised.labels["value"][0]
    unit = money_unit(table, value_label)
    if unit is None:
        found.troubles.append(no_unit(table))
        return found
    found.kinds[table.index] = "assets"
    found.label(table, recognised.label_cells())
    for line in table.context:
        found.take_words(line)
    columns = {field: cells[0].col for field, cells in recognised.labels.items()}
    styles: list[str | None] = []
    level, below_of_which = 0, False
    for row in range(header_rows(recognised, recognised.labels), table.rows):
        cells = {field: table.grid[row][col] for field, col in columns.items()}
        printed = clean(cells["item"].text)
        label = _ITEM_NUMBER.sub("", _OF_WHICH.sub("", printed))
        if not label:
            continue
        of_which = bool(_OF_WHICH.match(printed))
        level = level + 1 if of_which and not below_of_which else level if of_which else _level(styles, printed)
        below_of_which = of_which
        found.take(table, [cells["item"]])
        seq += 1
        name, quantity_unit = _item_and_unit(label)
        found.add(
            "assets",
            table.place(row),
            seq=seq,
            as_of=_as_of(table, form.data["as_of"]),
            item=name,
            category=_category(name, form.data["categories"]),
            level=level,
            of_which=of_which,
            quantity=read_number(found, table, cells["quantity"]),
            quantity_unit=quantity_unit or read_text(found, table, cells.get("quantity_unit")),
            value_yuan=read_money(found, table, cells["value"], unit),
        )
    return found


def _item_and_unit(label: str) -> tuple[str, str | None]:
    match = _ITEM_UNIT.search(label)
    return (label[: match.start()], match[1]) if match and match.start() else (label, None)


def _as_of(table: Table, pattern: str) -> date | None:
    for line in table.context:
        match = re.search(pattern, line.text)
        if match:
            year, month, day = (int(part) for part in match.groups())
            return printed_day(year, month, day)
    return None


def _level(styles: list[str | None], printed: str) -> int:
    """A row's level: numbering styles nest in the order in which they appear; a row without a number is the whole."""
    numbered = enumerator(printed)
    style = numbered[0] if numbered else None
    if style not in styles:
        styles.append(style)
    return styles.index(style)


def _category(name: str, categories: dict[str, str]) -> str:
    return next((category for category, pattern in categories.items() if re.search(pattern, key(name))), "other")
