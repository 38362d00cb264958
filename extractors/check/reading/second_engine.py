"""What two engines that share no code both read."""

from collections.abc import Iterator
from decimal import Decimal

from extractors.check.disclosure import Disclosure
from extractors.check.messages import and_more, listed, own, phrase, readable, where_zh
from extractors.check.rule import Side, cell_place, row, rule
from schemas.rows import CellRow, CheckRow

_SHOWN = 3


@rule("witness")
def witness(disclosure: Disclosure) -> Iterator[CheckRow]:
    """Per PDF table whose numeric cells the second engine was asked about; the cells that differ are marked."""
    asked = {
        table["table_index"]: count for table in disclosure.rows["tables"] if (count := table.get("witness_cells"))
    }
    cells: dict[int, list[CellRow]] = {}
    for cell in disclosure.rows["cells"] if asked else ():
        if cell.get("witness_text") is not None:
            cells.setdefault(cell["table_index"], []).append(cell)
    for index, count in asked.items():
        yield _check(index, count, cells.get(index, []))


def _check(index: int, asked: int, different: list[CellRow]) -> CheckRow:
    subject = f"table {index}"
    places = tuple(map(cell_place, different))
    left = Side("数字单元格", "numeric cells", Decimal(asked), tuple(dict.fromkeys(places)))
    right = Side("读数相同", "read alike", Decimal(asked - len(different)))
    if not different:
        return row("witness", subject, left, right, "exact", unit="个", difference=Decimal(0))
    said = [
        (place, cell["text"].replace("\n", ""), cell["witness_text"])
        for place, cell in zip(places, different, strict=True)
    ]
    each = [
        phrase("second_reading", place=(where_zh(place), place), ours=ours, theirs=theirs or phrase("nothing"))
        for place, ours, theirs in said[:_SHOWN]
    ]
    left_over = len(different) - _SHOWN
    return row(
        "witness",
        subject,
        left,
        right,
        "fail",
        unit="个",
        difference=Decimal(len(different)),
        **own("second_engine", table=(readable(subject), subject), listed=listed(each), more=and_more(left_over)),
    )
