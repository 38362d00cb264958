"""固定资产占用情况表 → assets."""

import re
from collections.abc import Mapping
from datetime import date

from extractors.document.claims import Claims
from extractors.document.model import Table
from extractors.recognise.cell_values import no_unit, read_money, read_number, read_text
from extractors.recognise.forms import Recognised, header_rows, money_unit
from extractors.records.assets_in_prose import printed_day
from extractors.records.context import Context
from extractors.values.enumerators import enumerator, without_enumerators
from extractors.values.text import clean, key
from schemas.rows import AssetRow
from schemas.words.assets import asset_words

_WORDS = asset_words()
_ITEM_UNIT = re.compile(r"[（(]([^（）()]+)[）)]$")


def extract(recognised: Recognised, _: Context) -> Claims:
    """The rows of a fixed-asset table."""
    found, table, form = Claims(), recognised.table, recognised.form
    value_label = recognised.labels["value"][0]
    unit = money_unit(recognised, value_label)
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
        label = without_enumerators(_WORDS.of_which.sub("", printed))
        if not label:
            continue
        of_which = bool(_WORDS.of_which.match(printed))
        level = level + 1 if of_which and not below_of_which else level if of_which else _level(styles, printed)
        below_of_which = of_which
        found.take(table, [cells["item"]])
        name, quantity_unit = _item_and_unit(label)
        found.add(
            AssetRow,
            table.place(row),
            as_of=_as_of(table, form.options.as_of),
            item=name,
            category=_category(name, form.options.categories),
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


def _category(name: str, categories: Mapping[str, str]) -> str:
    return next((category for category, pattern in categories.items() if re.search(pattern, key(name))), "other")
