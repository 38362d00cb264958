"""Identities of the procurement table: with itself and with the prose."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from extractors.check.procurement.levels import shaped
from extractors.check.prose.statements import stated
from extractors.check.rule import Disclosure, Side, compare, equal, places, rule
from extractors.values.numbers import total
from schemas.rows import CheckRow
from schemas.tables import Row

_FUNDS = (
    "general_yuan",
    "fund_yuan",
    "state_capital_yuan",
    "special_account_yuan",
    "carried_over_yuan",
    "business_yuan",
    "operating_yuan",
    "superior_yuan",
    "subordinate_yuan",
    "balance_yuan",
    "other_yuan",
)


def _items(d: Disclosure) -> list[Row]:
    return d.rows("procurement_items")


def _subject(item: Row) -> str:
    return f"item {item['seq']} {item['item_name'] or ''}".strip()


def _place_of(entry: Row, name: str) -> str:
    """A subject of its own for total rows whose labels repeat."""
    return name if "item_name" in entry else f"{entry['seq']} {name}"


@rule("item_amount", zh="数量乘单价等于金额", en="Quantity times unit price is the amount", source="domain I10, W8")
def item_amount(d: Disclosure) -> Iterator[CheckRow]:
    """Per item with a quantity and a price; the price's own rounding counts as often as it is multiplied."""
    for item in _items(d):
        if item["quantity"] is None or item["unit_price_yuan"] is None:
            continue
        left = Side("数量 × 单价", "quantity × unit price", item["quantity"] * item["unit_price_yuan"], places([item]))
        right = Side("金额", "amount", item["amount_yuan"], places([item]))
        yield equal("item_amount", _subject(item), left, right, tolerance=_price_tolerance(d, item))


def _price_tolerance(d: Disclosure, item: Row) -> Decimal:
    """Half a unit of the amount where the price cannot be printed exactly (a price under ten printed units)."""
    unit = 2 * d.half_unit
    coarse = item["unit_price_yuan"] is not None and 0 < item["unit_price_yuan"] < 10 * unit and item["quantity"] > 1
    return d.half_unit + item["quantity"] * d.half_unit if coarse else d.half_unit


@rule("item_funds", zh="各资金来源之和等于金额", en="The fund columns make the amount", source="domain I10, W8")
def item_funds(d: Disclosure) -> Iterator[CheckRow]:
    """Per item and per total row that fills a fund column; 其他渠道资金 counts where the form has it.

    Where 当年部门预算安排资金 has a 合计 of its own it is compared too.
    """
    for entry in (*_items(d), *d.rows("procurement_totals")):
        funds, other = total(entry[column] for column in _FUNDS), entry["other_channel_yuan"]
        name = _subject(entry) if "item_name" in entry else entry["label"]
        left = Side("各资金来源之和", "sum of the fund columns", total((funds, other)), places([entry]))
        if left.value is not None:
            right = Side("金额", "amount", entry["amount_yuan"], places([entry]))
            yield equal("item_funds", _place_of(entry, name), left, right)
        if funds is not None and entry["current_yuan"] is not None:
            left = Side("各资金来源之和", "sum of the fund columns", funds, places([entry]))
            right = Side("当年部门预算安排资金", "the year's own budget", entry["current_yuan"], places([entry]))
            yield equal("item_funds", f"{_place_of(entry, name)} current", left, right)


@rule(
    "set_aside",
    zh="面向中小企业预留不超过采购金额",
    en="What is set aside for small enterprises is part of the amount",
    source="domain W8",
)
def set_aside(d: Disclosure) -> Iterator[CheckRow]:
    """Per item and total row: 小微 ≤ 中小, and each ≤ the amount."""
    columns = (
        ("micro_yuan", "小微企业预留", "micro"),
        ("sme_yuan", "中小企业预留", "sme"),
        ("amount_yuan", "金额", "amount"),
    )
    for entry in (*_items(d), *d.rows("procurement_totals")):
        name = _subject(entry) if "item_name" in entry else entry["label"]
        sides = [Side(zh, en, entry[column], places([entry])) for column, zh, en in columns]
        printed = [side for side in sides if side.value is not None]
        for left, right in pairwise(printed):
            yield compare("set_aside", f"{_place_of(entry, name)} {left.en}", left, right, "≤")


@rule(
    "procurement_nested",
    zh="采购各级小计等于其下各行之和",
    en="Each level of procurement is the sum of the rows below it",
    source="domain W8, 3.3",
)
def procurement_nested(d: Disclosure) -> Iterator[CheckRow]:
    """Per total row of a table that nests 类别 ⊃ 专项与经济科目 ⊃ 物品; not where a table has no such levels.

    Nor where units have subtotals too: whether a project's stands above or below its items is not printed.
    """
    depth = {"total": 0, "category": 1, "project": 2}
    rows = sorted(
        (*_items(d), *d.rows("procurement_totals")), key=lambda r: (r["table_index"] or 0, r["row_index"] or 0)
    )
    tables = _nested(d) - shaped(d)
    for n, whole in enumerate(rows):
        if whole["table_index"] not in tables or "item_name" in whole or whole["level"] not in depth:
            continue
        below = []
        for entry in rows[n + 1 :]:
            if entry["table_index"] != whole["table_index"]:
                break
            level = depth.get(entry.get("level", ""), 3)
            if level <= depth[whole["level"]]:
                break
            below.append((level, entry))
        direct = min((level for level, _ in below), default=0)
        parts = [entry for level, entry in below if level == direct]
        left = Side(
            f"{len(parts)} 行之和", f"sum of {len(parts)} rows", total(p["amount_yuan"] for p in parts), places(parts)
        )
        right = Side(whole["label"] or "小计", "their total", whole["amount_yuan"], places([whole]))
        yield equal("procurement_nested", f"{whole['seq']} {whole['label'] or ''}".strip(), left, right)


def _nested(d: Disclosure) -> set[int | None]:
    """The tables whose subtotals nest: those of categories, and those of projects that stand in no unit's block."""
    levels: dict[int | None, set[str]] = {}
    for entry in d.rows("procurement_totals"):
        levels.setdefault(entry["table_index"], set()).add(entry["level"])
    return {
        index for index, found in levels.items() if "category" in found or ("project" in found and "unit" not in found)
    }


@rule("unit_subtotal", zh="单位采购明细之和等于小计", en="A unit's items make its subtotal", source="domain I9")
def unit_subtotal(d: Disclosure) -> Iterator[CheckRow]:
    """Per 小计 row of a unit, over its block of items: those below it where the table begins with one, else above."""
    for number, (subtotal, items) in enumerate(_blocks(d), start=1):
        left = Side(
            f"{len(items)} 项采购之和",
            f"sum of {len(items)} items",
            total(item["amount_yuan"] for item in items),
            places(items),
        )
        right = Side("小计", "subtotal", subtotal["amount_yuan"], places([subtotal]))
        yield equal("unit_subtotal", f"{number} {subtotal['label']}", left, right)


def _blocks(d: Disclosure) -> list[tuple[Row, list[Row]]]:
    """Each unit's subtotal with the items of its block, table by table."""
    blocks: list[tuple[Row, list[Row]]] = []
    shapes = shaped(d)
    for index in dict.fromkeys(entry["table_index"] for entry in _totals(d, "unit")):
        if index in shapes:
            continue
        entries = [entry for entry in (*_items(d), *_totals(d, "unit")) if entry["table_index"] == index]
        blocks += _table_blocks(sorted(entries, key=lambda entry: entry["row_index"]))
    return blocks


def _table_blocks(rows: list[Row]) -> list[tuple[Row, list[Row]]]:
    subtotals_last = "item_name" in rows[0]
    blocks: list[tuple[Row, list[Row]]] = []
    for entry in reversed(rows) if subtotals_last else rows:
        if "item_name" not in entry:
            blocks.append((entry, []))
        elif blocks:
            blocks[-1][1].append(entry)
    return blocks[::-1] if subtotals_last else blocks


@rule("procurement_total", zh="采购小计之和等于合计", en="Subtotals make the procurement total", source="domain I9")
def procurement_total(d: Disclosure) -> Iterator[CheckRow]:
    """Per table; where it has no subtotals, its items take their place.

    Not for nested ones (`procurement_nested`), nor for those read by their shape (`procurement_levels`).

    Of several totals in one table without subtotals each is of the items that stand with it (its unit's).
    """
    nested = _nested(d) | shaped(d)
    for whole in (entry for entry in _totals(d, "total") if entry["table_index"] not in nested):
        units, items = (
            [entry for entry in entries if entry["table_index"] == whole["table_index"]]
            for entries in (_totals(d, "unit"), _items(d))
        )
        alike = [entry for entry in _totals(d, "total") if entry["table_index"] == whole["table_index"]]
        if not units and len(alike) > 1 and whole["table_index"] is not None:
            rows = sorted((*items, *alike), key=lambda entry: entry["row_index"])
            items = next(block for total_row, block in _table_blocks(rows) if total_row is whole)
        parts, zh, en = (units, "小计", "subtotals") if units else (items, "明细", "items")
        if parts:
            left = Side(
                f"{len(parts)} 个{zh}之和",
                f"sum of {len(parts)} {en}",
                total(p["amount_yuan"] for p in parts),
                places(parts),
            )
            right = Side("合计", "total", whole["amount_yuan"], places([whole]))
            where = "prose" if whole["table_index"] is None else f"table {whole['table_index']}"
            number = f" {alike.index(whole) + 1}" if len(alike) > 1 else ""
            yield equal("procurement_total", f"{where} {whole['label']}{number}", left, right)


@rule(
    "procurement_stated",
    zh="采购表合计等于文字所述",
    en="The procurement table's total is the stated one",
    source="domain I9, Y1",
)
def procurement_stated(d: Disclosure) -> Iterator[CheckRow]:
    """The table's 合计, or the sum of its items where it prints none, against the prose.

    Of a department's table that its units' tables repeat the first counts, of units' tables alone their sum: the one of
    the two that the prose states, if it does. not_checkable against a table that prints no unit for its amounts.
    """
    totals, right = _totals(d, "total"), stated(d, "procurement_total")
    rows = totals or _items(d)
    if rows and right.value is not None:
        if len(totals) > 1 and totals[0]["amount_yuan"] == right.value:
            rows = totals[:1]
        whole = total(entry["amount_yuan"] for entry in rows)
        lacking = whole != right.value and any(item["amount_yuan"] is None for item in _items(d))
        zh = "采购表合计" + ("（有的采购明细没有可用的金额）" if lacking else "")
        en = "total of the procurement table" + (" (of which some items have no usable amount)" if lacking else "")
        left = Side(zh, en, None if lacking else whole, places(rows))
        tolerance = max(d.half_unit, d.stated_half)
        yield equal("procurement_stated", str(d.fiscal_year), left, right, tolerance=tolerance)


def _totals(d: Disclosure, level: str) -> list[Row]:
    return [entry for entry in d.rows("procurement_totals") if entry["level"] == level]
