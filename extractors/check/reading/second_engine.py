"""What two engines that share no code both read."""

from collections.abc import Iterator
from decimal import Decimal

from extractors.check.messages import readable, where_zh
from extractors.check.rule import Disclosure, Side, cell_place, row, rule
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
    zh = "；".join(
        f"{where_zh(place)}读作 {ours}，第二引擎读作 {theirs or '空'}" for place, ours, theirs in said[:_SHOWN]
    )
    en = "; ".join(
        f"{place} is {ours}, the second engine reads {theirs or 'nothing'}" for place, ours, theirs in said[:_SHOWN]
    )
    more = len(different) - _SHOWN
    return row(
        "witness",
        subject,
        left,
        right,
        "fail",
        unit="个",
        difference=Decimal(len(different)),
        zh=f"第二引擎读数不一致（{readable(subject)}）：{zh}" + (f"，另有 {more} 处。" if more > 0 else "。"),
        en=f"The second engine differs ({subject}): {en}" + (f"; and {more} more." if more > 0 else "."),
    )
