"""Identities of the procurement table: with itself and with the prose."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from itertools import pairwise, takewhile
from typing import cast

from extractors.check.disclosure import Disclosure
from extractors.check.parts import Parts, adds_up
from extractors.check.procurement.levels import Entry, entries, shaped, total_line, where
from extractors.check.prose.statements import stated
from extractors.check.rule import Side, compare, equal, places, rule
from extractors.values.numbers import total
from schemas.rows import CheckRow, ProcurementItemRow, ProcurementTotalRow


def _items(d: Disclosure) -> list[ProcurementItemRow]:
    return d.rows["procurement_items"]


def _subject(item: ProcurementItemRow) -> str:
    return f"item {item['seq']} {item['item_name'] or ''}".strip()


def _name(entry: Entry) -> str:
    """What an item or a total row is called; a number tells those apart whose labels repeat."""
    line = total_line(entry)
    return f"{line['seq']} {line['label']}" if line else _subject(cast("ProcurementItemRow", entry))


@rule("item_amount")
def item_amount(d: Disclosure) -> Iterator[CheckRow]:
    """Per item with a quantity and a price; the price's own rounding counts as often as it is multiplied."""
    for item in _items(d):
        quantity, price = item["quantity"], item["unit_price_yuan"]
        if quantity is None or price is None:
            continue
        left = Side("数量 × 单价", "quantity × unit price", quantity * price, places([item]))
        right = Side("金额", "amount", item["amount_yuan"], places([item]))
        yield equal("item_amount", _subject(item), left, right, tolerance=_price_tolerance(d, quantity, price))


def _price_tolerance(d: Disclosure, quantity: Decimal, price: Decimal) -> Decimal:
    """Half a unit of the amount where the price cannot be printed exactly (a price under ten printed units)."""
    coarse = 0 < price < 20 * d.half_unit and quantity > 1
    return d.half_unit + quantity * d.half_unit if coarse else d.half_unit


@rule("item_funds")
def item_funds(d: Disclosure) -> Iterator[CheckRow]:
    """Per item and per total row that fills a fund column; 其他渠道资金 counts where the form has it.

    Where 当年部门预算安排资金 has a 合计 of its own it is compared too.
    """
    for entry in entries(d):
        funds, other = total(_funds(entry)), entry["other_channel_yuan"]
        left = Side("各资金来源之和", "sum of the fund columns", total((funds, other)), places([entry]))
        if left.value is not None:
            right = Side("金额", "amount", entry["amount_yuan"], places([entry]))
            yield equal("item_funds", _name(entry), left, right)
        if funds is not None and entry["current_yuan"] is not None:
            left = Side("各资金来源之和", "sum of the fund columns", funds, places([entry]))
            right = Side("当年部门预算安排资金", "the year's own budget", entry["current_yuan"], places([entry]))
            yield equal("item_funds", f"{_name(entry)} current", left, right)


def _funds(entry: Entry) -> tuple[Decimal | None, ...]:
    """The amounts of a row's fund columns."""
    return (
        entry["general_yuan"],
        entry["fund_yuan"],
        entry["state_capital_yuan"],
        entry["special_account_yuan"],
        entry["carried_over_yuan"],
        entry["business_yuan"],
        entry["operating_yuan"],
        entry["superior_yuan"],
        entry["subordinate_yuan"],
        entry["balance_yuan"],
        entry["other_yuan"],
    )


@rule("set_aside")
def set_aside(d: Disclosure) -> Iterator[CheckRow]:
    """Per item and total row: 小微 ≤ 中小, and each ≤ the amount."""
    for entry in entries(d):
        at = places([entry])
        sides = (
            Side("小微企业预留", "micro", entry["micro_yuan"], at),
            Side("中小企业预留", "sme", entry["sme_yuan"], at),
            Side("金额", "amount", entry["amount_yuan"], at),
        )
        printed = [side for side in sides if side.value is not None]
        for left, right in pairwise(printed):
            yield compare("set_aside", f"{_name(entry)} {left.en}", left, right, "≤")


@rule("procurement_nested")
def procurement_nested(d: Disclosure) -> Iterator[CheckRow]:
    """Per total row of a table that nests 类别 ⊃ 专项与经济科目 ⊃ 物品; not where a table has no such levels.

    Nor where units have subtotals too: whether a project's stands above or below its items is not printed.
    """
    rows = sorted(entries(d), key=where)
    tables = _nested(d) - shaped(d)
    for n, entry in enumerate(rows):
        whole = total_line(entry)
        if whole is None or whole["table_index"] not in tables or whole["level"] not in _DEPTH:
            continue
        below = list(takewhile(partial(_deeper, whole), rows[n + 1 :]))
        direct = min(map(_depth, below), default=0)
        parts = [part for part in below if _depth(part) == direct]
        right = Side(whole["label"] or "小计", "their total", whole["amount_yuan"], places([whole]))
        subject = f"{whole['seq']} {whole['label'] or ''}".strip()
        yield adds_up("procurement_nested", subject, Parts(parts, _amounts(parts), "行", "rows"), right)


_DEPTH = {"total": 0, "category": 1, "project": 2}


def _depth(entry: Entry) -> int:
    line = total_line(entry)
    return _DEPTH.get(line["level"] if line else "", len(_DEPTH))


def _deeper(whole: ProcurementTotalRow, entry: Entry) -> bool:
    return entry["table_index"] == whole["table_index"] and _depth(entry) > _depth(whole)


def _amounts(rows: Iterable[Entry]) -> list[Decimal | None]:
    return [row["amount_yuan"] for row in rows]


def _nested(d: Disclosure) -> set[int | None]:
    """The tables whose subtotals nest: those of categories, and those of projects that stand in no unit's block."""
    levels: dict[int | None, set[str]] = {}
    for entry in d.rows["procurement_totals"]:
        levels.setdefault(entry["table_index"], set()).add(entry["level"])
    return {
        index for index, found in levels.items() if "category" in found or ("project" in found and "unit" not in found)
    }


@rule("unit_subtotal")
def unit_subtotal(d: Disclosure) -> Iterator[CheckRow]:
    """Per 小计 row of a unit, over its block of items: those below it where the table begins with one, else above."""
    for number, (subtotal, items) in enumerate(_blocks(d), start=1):
        right = Side("小计", "subtotal", subtotal["amount_yuan"], places([subtotal]))
        parts = Parts(items, _amounts(items), "项采购", "items")
        yield adds_up("unit_subtotal", f"{number} {subtotal['label']}", parts, right)


_Block = tuple[ProcurementTotalRow, list[Entry]]
"""A subtotal and the items that it adds up."""


def _blocks(d: Disclosure) -> list[_Block]:
    """Each unit's subtotal with the items of its block, table by table."""
    blocks: list[_Block] = []
    shapes = shaped(d)
    for index in dict.fromkeys(entry["table_index"] for entry in _totals(d, "unit")):
        if index in shapes:
            continue
        units: list[Entry] = [*_totals(d, "unit")]
        rows = [entry for entry in [*units, *_items(d)] if entry["table_index"] == index]
        blocks += _table_blocks(sorted(rows, key=where))
    return blocks


def _table_blocks(rows: list[Entry]) -> list[_Block]:
    subtotals_last = total_line(rows[0]) is None
    blocks: list[_Block] = []
    for entry in reversed(rows) if subtotals_last else rows:
        line = total_line(entry)
        if line is not None:
            blocks.append((line, []))
        elif blocks:
            blocks[-1][1].append(entry)
    return blocks[::-1] if subtotals_last else blocks


@rule("procurement_total")
def procurement_total(d: Disclosure) -> Iterator[CheckRow]:
    """Per table; where it has no subtotals, its items take their place.

    Not for nested ones (`procurement_nested`), nor for those read by their shape (`procurement_levels`).

    Of several totals in one table without subtotals each is of the items that stand with it (its unit's). The sums of
    bodies are each rounded; items are not.
    """
    nested = _nested(d) | shaped(d)
    for whole in (entry for entry in _totals(d, "total") if entry["table_index"] not in nested):
        index = whole["table_index"]
        units: list[Entry] = [entry for entry in _totals(d, "unit") if entry["table_index"] == index]
        items: list[Entry] = [entry for entry in _items(d) if entry["table_index"] == index]
        alike = [entry for entry in _totals(d, "total") if entry["table_index"] == index]
        if not units and len(alike) > 1 and index is not None:
            blocks = _table_blocks(sorted((*items, *alike), key=where))
            items = next(block for line, block in blocks if line is whole)
        rows, zh, en = (units, "个小计", "subtotals") if units else (items, "个明细", "items")
        if rows:
            right = Side("合计", "total", whole["amount_yuan"], places([whole]))
            at = "prose" if index is None else f"table {index}"
            number = f" {alike.index(whole) + 1}" if len(alike) > 1 else ""
            parts = Parts(rows, _amounts(rows), zh, en)
            half = d.half_unit if units else Decimal(0)
            yield adds_up("procurement_total", f"{at} {whole['label']}{number}", parts, right, half=half)


@rule("procurement_stated")
def procurement_stated(d: Disclosure) -> Iterator[CheckRow]:
    """The table's 合计, or the sum of its items where it prints none, against the prose.

    Of a department's table that its units' tables repeat the first counts, of units' tables alone their sum: the one of
    the two that the prose states, if it does. not_checkable against a table that prints no unit for its amounts.
    """
    totals, right = _totals(d, "total"), stated(d, "procurement_total")
    rows: Sequence[Entry] = totals or _items(d)
    if rows and right.value is not None:
        if len(totals) > 1 and totals[0]["amount_yuan"] == right.value:
            rows = totals[:1]
        whole = total(_amounts(rows))
        lacking = whole != right.value and any(item["amount_yuan"] is None for item in _items(d))
        zh = "采购表合计" + ("（有的采购明细没有可用的金额）" if lacking else "")
        en = "total of the procurement table" + (" (of which some items have no usable amount)" if lacking else "")
        left = Side(zh, en, None if lacking else whole, places(rows))
        tolerance = max(d.half_unit, d.stated_half)
        yield equal("procurement_stated", str(d.fiscal_year), left, right, tolerance=tolerance)


def _totals(d: Disclosure, level: str) -> list[ProcurementTotalRow]:
    return [entry for entry in d.rows["procurement_totals"] if entry["level"] == level]
