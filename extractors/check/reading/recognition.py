"""What speaks against numbers that were recognised from a picture."""

import re
from collections.abc import Iterator
from decimal import Decimal

from extractors.check.disclosure import Disclosure
from extractors.check.messages import and_more, listed, own, readable, where_zh
from extractors.check.rule import Side, cell_place, row, rule
from schemas.rows import CellRow, CheckRow

_SHOWN = 3

_NUMBER = re.compile(r"[\s\d.,，%％()（）—-]*\d[\s\d.,，%％()（）—-]*")


@rule("recognition")
def recognition(disclosure: Disclosure) -> Iterator[CheckRow]:
    """Per table with recognised numbers; the cells in doubt are marked in `cells.doubt`."""
    tables: dict[int, list[CellRow]] = {}
    for cell in disclosure.rows["cells"]:
        if cell.get("confidence") is not None and (cell["doubt"] or _NUMBER.fullmatch(cell["text"])):
            tables.setdefault(cell["table_index"], []).append(cell)
    for index, cells in tables.items():
        yield _check(index, cells, [cell for cell in cells if cell["doubt"]])


def _check(index: int, cells: list[CellRow], unsure: list[CellRow]) -> CheckRow:
    subject = f"table {index}"
    places = [cell_place(cell) for cell in unsure]
    left = Side("数字单元格", "numeric cells", Decimal(len(cells)), tuple(dict.fromkeys(places)))
    right = Side("识别无疑", "read without doubt", Decimal(len(cells) - len(unsure)))
    if not unsure:
        return row("recognition", subject, left, right, "exact", unit="个", difference=Decimal(0))
    said = [(place, " ".join(cell["text"].split())) for place, cell in zip(places, unsure, strict=True)][:_SHOWN]
    each = [(f"{where_zh(place)} {text}", f"{place} {text}") for place, text in said]
    left_over = len(unsure) - _SHOWN
    return row(
        "recognition",
        subject,
        left,
        right,
        "fail",
        unit="个",
        difference=Decimal(len(unsure)),
        **own("scan_doubtful", table=(readable(subject), subject), listed=listed(each), more=and_more(left_over)),
    )
