"""Totals with and without what is carried over: 支出总预算 800, of which 结转下年 100, and 支出预算 700."""

from decimal import Decimal

from extractors.found import Found
from schemas.tables import Row

_EARLIER = {"revenue": ("carried_over", "surplus_used"), "expenditure": ("carried_forward",)}


def tell_apart(found: Found, fiscal_year: int | None, *, spent: bool) -> None:
    """Tells what is this year's from what has earlier years' money in it; `spent` for a final account."""
    rows = [row for row in found.rows.get("figures", ()) if row["year"] == fiscal_year]
    _current(rows)
    _appropriated(rows, spent=spent)


def _appropriated(rows: list[Row], *, spent: bool) -> None:
    """Renames 财政拨款收入总计 (`…_total`) where 财政拨款收入 is less and something is carried over."""
    carried = any(row["value_yuan"] for measure in _EARLIER["revenue"] for row in _levels(rows, measure))
    sections = set()
    for side in _EARLIER if spent or carried else ():
        levels = _levels(rows, f"{side}_appropriation")
        bare = [row["value_yuan"] for row in levels if "总" not in row["label"]]
        sections |= {
            row["section"] for row in levels if bare and "总" in row["label"] and row["value_yuan"] > max(bare)
        }
    same = [row for row in rows if row["section"] in sections and "总" in row["label"]]
    for side in _EARLIER:
        _rename(same, None, f"{side}_appropriation", f"{side}_appropriation_total")


def _current(rows: list[Row]) -> None:
    """Renames a total to this year's (`revenue_current`, `expenditure_current`) where the document says that it is one.

    It must not be called 总, another that is must differ from it, and it must be what the document calls 本年, what the
    other leaves without the sums stated as carried over, or what its own parts make where the text does not say what is
    carried forward. Shares and changes in its sentence go with it.
    """
    for side, earlier in _EARLIER.items():
        whole, current = f"{side}_total", f"{side}_current"
        totals = _levels(rows, whole)
        grand = {row["value_yuan"] for row in totals if "总" in row["label"]}
        if len(grand) != 1:
            continue
        carried = {measure: row["value_yuan"] for measure in earlier for row in _levels(rows, measure)}
        values = {row["value_yuan"] for row in _levels(rows, current)}
        values.add(max(grand) - sum(carried.values(), Decimal(0)))
        values |= {row["value_yuan"] for row in totals if _made_of_its_parts(row, rows)}
        for total in totals:
            if "总" not in total["label"] and total["value_yuan"] in values - grand:
                _rename([row for row in rows if row["sentence"] == total["sentence"]], total["label"], whole, current)


def _made_of_its_parts(total: Row, rows: list[Row]) -> bool:
    """Whether 基本支出 and 项目支出 in its own sentence make an expenditure of which other years' money is no part."""
    parts = ("expenditure_basic", "expenditure_project")
    near = [row for row in rows if row["sentence"] == total["sentence"] and row["statement"] == "level"]
    values = {row["measure"]: row["value_yuan"] for row in near if row["measure"] in parts}
    carried = any(row["value_yuan"] for row in _levels(rows, "carried_over"))
    return carried and len(values) == len(parts) and sum(values.values(), Decimal(0)) == total["value_yuan"]


def _levels(rows: list[Row], measure: str) -> list[Row]:
    return [row for row in rows if row["measure"] == measure and row["statement"] == "level"]


def _rename(rows: list[Row], label: str | None, whole: str, current: str) -> None:
    for row in rows:
        if row["measure"] == whole and label in (None, row["label"]):
            row["measure"] = current
        if row["part_of"] == whole:
            row["part_of"] = current
