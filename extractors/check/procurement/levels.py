"""Identities of procurement tables of any shape: each level of lines makes the total, items make the lines above."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import cast

from extractors.check.disclosure import Disclosure
from extractors.check.parts import Parts, adds_up
from extractors.check.rule import Side, places, rule
from extractors.values.numbers import total
from schemas.rows import CheckRow, ProcurementItemRow, ProcurementTotalRow

Entry = ProcurementItemRow | ProcurementTotalRow
"""A row of a procurement table: something bought, or a line that adds some of it up."""

SHAPES = ("items", "classes", "functions", "services")
_LEVELS = {"category": ("类别", "classes"), "unit": ("单位", "units"), "function": ("科目", "functions")}


def shaped(d: Disclosure) -> set[int]:
    """The tables that were read by their shape, not by a form of a layout."""
    return {table["table_index"] for table in d.rows["tables"] if table.get("form") in SHAPES}


@rule("procurement_levels")
def procurement_levels(d: Disclosure) -> Iterator[CheckRow]:
    """Per table with one total: its items with what is withheld, and each level of lines (类别, 单位, 科目).

    A line right above another of its level may be that of a body whose parts follow, or stand beside them: the lines
    are summed as add up. Items without an amount leave their sum open: not_checkable, where it is less than the total.
    """
    for index in sorted(shaped(d)):
        rows = [row for row in d.rows["procurement_totals"] if row["table_index"] == index]
        wholes = [row for row in rows if row["level"] == "total"]
        if len(wholes) != 1:
            continue
        items = [item for item in d.rows["procurement_items"] if item["table_index"] == index]
        lowest: list[Entry] = [item for item in items if item["line_kind"] != "function" or item["level"] in (None, 1)]
        lowest += [row for row in rows if row["level"] == "withheld"]
        yield from _sum(d, f"table {index} items", lowest, wholes[0], "明细", "items")
        for level, (zh, en) in _LEVELS.items():
            lines = _of_one_level(level, rows, items, wholes[0])
            yield from _sum(d, f"table {index} {level}", lines, wholes[0], zh, en)


def _of_one_level(
    level: str, rows: list[ProcurementTotalRow], items: list[ProcurementItemRow], whole: ProcurementTotalRow
) -> list[Entry]:
    """All lines of a level, or those with something else right below them: whichever is nearer to the whole."""
    every: list[Entry] = [row for row in rows if row["level"] == level]
    order: list[Entry] = sorted([*rows, *items], key=where)
    followers = [(one, total_line(other)) for one, other in pairwise(order)]
    above = {id(one) for one, other in followers if other is not None and other["level"] == level}
    lowest = [row for row in every if id(row) not in above]

    def off(lines: list[Entry]) -> Decimal:
        return abs((total(line["amount_yuan"] for line in lines) or Decimal(0)) - (whole["amount_yuan"] or Decimal(0)))

    return min((every, lowest), key=off)


@rule("procurement_unit")
def procurement_unit(d: Disclosure) -> Iterator[CheckRow]:
    """Per line of a unit, over the items and what is withheld below it, up to the next line of another level."""
    tables = shaped(d)
    rows = [row for row in entries(d) if row["table_index"] in tables]
    open_line: ProcurementTotalRow | None = None
    below: list[Entry] = []
    for row in [*sorted(rows, key=where), None]:
        line = None if row is None else total_line(row)
        inner = row is not None and (line is None or line["level"] == "withheld")
        if inner and row is not None and open_line is not None and row["table_index"] == open_line["table_index"]:
            below.append(row)
            continue
        if open_line is not None and below:
            subject = f"{open_line['seq']} {open_line['label']}"
            yield from _sum(d, subject, below, open_line, "明细", "items", name="procurement_unit")
        open_line, below = (line if line is not None and line["level"] == "unit" else None), []


def entries(d: Disclosure) -> list[Entry]:
    """The items and the total lines of all procurement tables."""
    return [*d.rows["procurement_items"], *d.rows["procurement_totals"]]


def total_line(entry: Entry) -> ProcurementTotalRow | None:
    """A row as the total line that it is; None for an item."""
    return None if "item_name" in entry else cast("ProcurementTotalRow", entry)


def where(entry: Entry) -> tuple[int, int]:
    """Table and row, for the order in which they are printed."""
    return entry["table_index"] or 0, entry["row_index"] or 0


def _sum(
    d: Disclosure,
    subject: str,
    parts: list[Entry],
    whole: ProcurementTotalRow,
    zh: str,
    en: str,
    name: str = "procurement_levels",
) -> Iterator[CheckRow]:
    if not parts:
        return
    amounts = [part["amount_yuan"] for part in parts]
    lacking = amounts.count(None)
    less = whole["amount_yuan"] is not None and (total(amounts) or 0) < whole["amount_yuan"]
    unknown = (f"（{lacking} 行未印金额）", f" ({lacking} print no amount)") if lacking and less else None
    right = Side(whole["label"] or "合计", "the line above them", whole["amount_yuan"], places([whole]))
    yield adds_up(name, subject, Parts(parts, amounts, f"行{zh}", en, unknown), right, half=d.half_unit)
