"""Identities of the tables as they are printed."""

import re
from collections.abc import Iterator
from decimal import Decimal

from schemas.identities.base import Disclosure, Side, identity, row
from schemas.tables import Row

_AMOUNT = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+\.\d+|-?\d{3,}")
"""A cell that can only be an amount: the numbers of columns (1, 2, 3) are none."""


@identity(
    "empty_note",
    zh="注明为空表的表格没有数据",
    en="A table that is said to be empty is empty",
    severity="warning",
    source="domain Y11",
)
def empty_note(d: Disclosure) -> Iterator[Row]:
    """Per table below which, or in which, a note says that it is empty (本表为空表)."""
    for table in d.rows("tables"):
        if not table["empty_note"]:
            continue
        cells = [cell for cell in d.rows("cells") if cell["table_index"] == table["table_index"]]
        amounts = [cell for cell in cells if _is_amount(cell)]
        name = table["title"] or f"table {table['table_index']}"
        first = table["first_page"]
        where = tuple(
            dict.fromkeys(
                f"page {cell['page'] or first} table {cell['table_index']} row {cell['row']}" for cell in amounts
            )
        )
        note = (f"page {table['last_page']} table {table['table_index']}",) if table["last_page"] else ()
        filled = f"有 {len(amounts)} 个金额" if amounts else "没有金额"
        yield row(
            "empty_note",
            f"{table['table_index']} {name}",
            Side("表中金额", "amounts in the table", Decimal(len(amounts)), where),
            Side("空表说明", "note that it is empty", Decimal(0), note),
            "fail" if amounts else "exact",
            unit="个",
            difference=Decimal(len(amounts)),
            zh=f"{name}注明为空表，表中{filled}。",
            en=f"{name} is said to be empty; there are {len(amounts)} amounts in it.",
        )


def _is_amount(cell: Row) -> bool:
    text = re.sub(r"\s", "", cell["text"])
    return not cell["header"] and cell["col"] > 0 and bool(_AMOUNT.fullmatch(text)) and text.strip("-0.,") != ""
