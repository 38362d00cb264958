"""Identities of procurement tables of any shape: each level of lines makes the total, items make the lines above."""

from collections.abc import Iterator

from extractors.check.rule import Disclosure, Side, equal, places, rule
from extractors.values.numbers import total
from schemas.rows import CheckRow
from schemas.tables import Row

SHAPES = ("items", "classes", "functions", "services")
_LEVELS = {"category": ("类别", "classes"), "unit": ("单位", "units"), "function": ("科目", "functions")}


def shaped(d: Disclosure) -> set[int]:
    """The tables that were read by their shape, not by a form of a layout."""
    return {table["table_index"] for table in d.rows("tables") if table.get("form") in SHAPES}


@rule(
    "procurement_levels",
    zh="采购表各级之和等于合计",
    en="Each level of a procurement table makes its total",
    source="domain W8",
)
def procurement_levels(d: Disclosure) -> Iterator[CheckRow]:
    """Per table with one total: its items with what is withheld, and each level of lines (类别, 单位, 科目).

    Items without an amount leave their sum open: not_checkable, where it is less than the total.
    """
    for index in sorted(shaped(d)):
        rows = [row for row in d.rows("procurement_totals") if row["table_index"] == index]
        wholes = [row for row in rows if row["level"] == "total"]
        if len(wholes) != 1:
            continue
        items = [item for item in d.rows("procurement_items") if item["table_index"] == index]
        lowest = [item for item in items if item["line_kind"] != "function" or item["level"] in (None, 1)]
        lowest += [row for row in rows if row["level"] == "withheld"]
        yield from _sum(d, f"table {index} items", lowest, wholes[0], "明细", "items")
        for level, (zh, en) in _LEVELS.items():
            yield from _sum(d, f"table {index} {level}", [r for r in rows if r["level"] == level], wholes[0], zh, en)


@rule(
    "procurement_unit",
    zh="单位采购明细之和等于单位行",
    en="The items below a unit's line make it",
    source="domain I9, W8",
)
def procurement_unit(d: Disclosure) -> Iterator[CheckRow]:
    """Per line of a unit, over the items and what is withheld below it, up to the next line of another level."""
    tables = shaped(d)
    rows = [
        row for row in (*d.rows("procurement_items"), *d.rows("procurement_totals")) if row["table_index"] in tables
    ]
    open_line: Row | None = None
    below: list[Row] = []
    for row in [*sorted(rows, key=lambda row: (row["table_index"], row["row_index"])), None]:
        inner = row is not None and ("item_name" in row or row["level"] == "withheld")
        if inner and row is not None and open_line is not None and row["table_index"] == open_line["table_index"]:
            below.append(row)
            continue
        if open_line is not None and below:
            subject = f"{open_line['seq']} {open_line['label']}"
            yield from _sum(d, subject, below, open_line, "明细", "items", name="procurement_unit")
        open_line, below = (row if row is not None and row.get("level") == "unit" else None), []


def _sum(
    d: Disclosure, subject: str, parts: list[Row], whole: Row, zh: str, en: str, name: str = "procurement_levels"
) -> Iterator[CheckRow]:
    if not parts:
        return
    value = total(part["amount_yuan"] for part in parts)
    lacking = sum(part["amount_yuan"] is None for part in parts)
    unknown = bool(lacking) and whole["amount_yuan"] is not None and (value or 0) < whole["amount_yuan"]
    left = Side(
        f"{len(parts)} 行{zh}之和" + (f"（{lacking} 行未印金额）" if unknown else ""),
        f"sum of {len(parts)} {en}" + (f" ({lacking} print no amount)" if unknown else ""),
        None if unknown else value,
        places(parts),
    )
    right = Side(whole["label"] or "合计", "the line above them", whole["amount_yuan"], places([whole]))
    yield equal(name, subject, left, right, tolerance=(len(parts) + 1) * d.half_unit)
