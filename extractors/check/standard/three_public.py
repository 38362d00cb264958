"""The sums of 三公 tables, whose items are told by their statutory names and not by the structure that was read."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.check.disclosure import Disclosure
from extractors.check.rule import Side, equal, places, rule
from extractors.check.standard.economic import three_public_item
from extractors.check.standard.model import StandardTable, standard_tables
from extractors.document.sums import Sum
from extractors.recognise.standard.words import label as column_label
from schemas.rows import BudgetLineRow, CheckRow

_TOTAL, _VEHICLE = "three_public_total", "three_public_vehicle"
_PARTS = {
    _TOTAL: ("three_public_abroad", _VEHICLE, "three_public_reception"),
    _VEHICLE: ("three_public_vehicle_purchase", "three_public_vehicle_running"),
}
"""What each sum of the form is made of (财政部's definition of 三公经费)."""

_BESIDE = ("meetings", "training")
"""Items of a wider table, whose 合计 is not that of 三公."""

Items = dict[str, BudgetLineRow]
"""The rows of one sum by the item that they are."""


@rule("three_public_items")
def three_public_items(d: Disclosure) -> Iterator[CheckRow]:
    """Each column of a 三公 table that lists the items, each line of one that has them side by side.

    Only where all three items are named, each once; a blank beside amounts is nothing, and so is one beside an item
    that is left out. Not where the structure of the
    table tells the same sum by two amounts or more (table_total, table_parent, table_columns): of one amount alone it
    is given up as soon as it fails.
    """
    known = {_cell(one) for one in d.sums if one.verdict == "held" or (one.verdict == "failed" and one.proved)}
    for table in standard_tables(d, "three_public", "final_three_public"):
        for key, items, across in [*_listed(table), *_side_by_side(table)]:
            for whole, names in _PARTS.items():
                row = items.get(whole)
                if row is not None and _cell_of(row, across) not in known:
                    subject = f"{whole} {table.number} {key}".strip()
                    yield from _sum(table, subject, row, [items.get(name) for name in names], across)


def _cell(one: Sum) -> tuple[object, ...]:
    """The cell of a structure's sum, and whether its parts stand beside or below it."""
    across = one.relation == "columns"
    return across, one.total.place.table, one.total.place.row, one.total.label if across else one.column


def _cell_of(row: BudgetLineRow, across: bool) -> tuple[object, ...]:
    return across, row["table_index"], row["row_index"], row["column_label"]


def _sum(
    table: StandardTable, subject: str, whole: BudgetLineRow, parts: Sequence[BudgetLineRow | None], across: bool
) -> Iterator[CheckRow]:
    listed = [part for part in parts if part is not None]
    filled = [part for part in listed if part["amount_yuan"] is not None]
    if len(listed) < len(parts):
        filled = filled or listed  # the amount is that of the item that is left out
    if not filled or whole["amount_yuan"] is None:
        return
    amount = sum((part["amount_yuan"] or Decimal(0) for part in filled), Decimal(0))
    words, total = " + ".join(_called(part, across) for part in filled), _called(whole, across)
    left, right = Side(words, words, amount, places(filled)), Side(total, total, whole["amount_yuan"], places([whole]))
    yield equal("three_public_items", subject, left, right, tolerance=(len(filled) + 1) * table.half)


def _called(row: BudgetLineRow, across: bool) -> str:
    return (row["column_label"] if across else row["name"]) or ""


def _listed(table: StandardTable) -> Iterator[tuple[str, Items, bool]]:
    """Per column the items of a table that lists them; its 合计 is theirs where it lists nothing beside them."""
    columns: dict[str, list[tuple[str, BudgetLineRow]]] = {}
    blank: list[tuple[str, BudgetLineRow]] = []
    named = {three_public_item(line.name) for line in table.lines}
    for line in table.lines:
        item = three_public_item(line.name)
        if item is None and line.role == "total" and not line.bare and named.isdisjoint(_BESIDE):
            item = _TOTAL
        for row in line.rows if item else ():
            column = columns.setdefault(row["column_label"] or "", []) if line.filled else blank
            column.append((item or "", row))
    if any(line.filled and line.role == "item" and three_public_item(line.name) is None for line in table.lines):
        blank = []  # it may be the item that seems to be left out
    if named.issuperset(_PARTS[_TOTAL]):
        for label, found in columns.items():
            if items := _once(found):
                yield label, dict(blank) | items, False


def _side_by_side(table: StandardTable) -> Iterator[tuple[str, Items, bool]]:
    """Per line, and per group of columns (a fund, a year) that has all of them, the items that stand side by side."""
    for number, line in enumerate(table.lines):
        groups: dict[str, list[tuple[str, BudgetLineRow]]] = {}
        own = all(three_public_item(label) not in _BESIDE for row in line.rows for label in _labels(row))
        for row in line.rows:
            item, group = _column(row, own)
            if item:
                groups.setdefault(group, []).append((item, row))
        for group, found in groups.items():
            items = _once(found)
            if items.keys() >= set(_PARTS[_TOTAL]):
                yield f"line {number} {group}", items, True


def _column(row: BudgetLineRow, own: bool) -> tuple[str | None, str]:
    """The item of a column, and the group that it stands in: what its labels say beside items and words of totals.

    A 合计 is that of 三公 only where the table has its `own` items alone. 购置费 below 公务用车 is told by its measure.
    """
    labels, measure = _labels(row), row["measure"]
    named = [label for label in labels if not column_label(label).total]
    items = [item for label in named if (item := three_public_item(label))]
    group = [label for label in named if not three_public_item(label)]
    item = items[-1] if items else _TOTAL if own and len(named) < len(labels) else None
    if items and group and named[-1] == group[-1] and measure in _PARTS[_VEHICLE]:
        item, group = measure, group[:-1]
    return item, "/".join(group)


def _labels(row: BudgetLineRow) -> list[str]:
    return (row["column_label"] or "").split("/")


def _once(found: Sequence[tuple[str, BudgetLineRow]]) -> Items:
    """Rows by their items: of several of one item the 小计; nothing where none of them alone is that."""
    items: Items = {}
    for item in dict.fromkeys(name for name, _ in found):
        rows = [row for name, row in found if name == item]
        sums = [row for row in rows if column_label(_labels(row)[-1]).total]
        (items[item],) = sums if len(rows) > 1 and len(sums) == 1 else rows[:1]
        if len(rows) > 1 and len(sums) != 1:
            return {}
    return items
