"""Money units that a table does not print: proved by an amount that the document states of the same thing, or unknown.

元 or 万元 is never guessed. A unit is known only where the table's total, read in it, is what the prose says with a
unit, and read in any other unit is not.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal

from extractors.document.claims import Claims, ProvedUnit
from extractors.recognise.forms import Recognised
from extractors.records.prose.measure_names import OF_A_DAY
from extractors.values.body_names import same_body
from extractors.values.money import YUAN
from extractors.values.numbers import total
from schemas.rows import FigureRow, ProcurementItemRow

Stated = dict[str, set[Decimal]]
"""The amounts in yuan that the prose states for the budget year, by measure; without zeros."""

_RUNNING = re.compile("车辆|加油|机动车|保险")
"""Names of goods and services that 公务用车运行维护费 buys."""


def stated(figures: Iterable[FigureRow], fiscal_year: int | None) -> Stated:
    """What the prose states: its levels of the budget year, and the assets of the day that it gives."""
    found: Stated = {}
    for row in figures:
        current = row["year"] == fiscal_year or row["measure"] in OF_A_DAY
        if row["statement"] == "level" and current and row["value_yuan"] and row["measure"]:
            found.setdefault(row["measure"], set()).add(row["value_yuan"])
    return found


def prove(
    recognised: Recognised, take: Callable[[Recognised], Claims], said: Stated, publisher: str | None
) -> Claims | None:
    """What `take` finds in a table once its unit is known; None where no unit, or more than one, is borne out."""
    proofs: dict[str, tuple[str, Claims]] = {}
    for unit in YUAN:
        found = take(replace(recognised, proved=unit))
        reason = _borne_out(found, said, publisher)
        if reason:
            proofs[unit] = (reason, found)
    if len(proofs) != 1:
        return None
    ((unit, (reason, proven)),) = proofs.items()
    proven.units[recognised.table.index] = ProvedUnit(unit, reason)
    return proven


def _borne_out(found: Claims, said: Stated, publisher: str | None) -> str | None:
    """Which total of a table the prose states, in words; None where it states none."""
    items, assets = found.rows.get("procurement_items", []), found.rows.get("assets", [])
    totals = [row["amount_yuan"] for row in found.rows.get("procurement_totals", ()) if row["level"] == "total"]
    running = _running(items, publisher)
    duties = [row["budget_yuan"] for row in found.rows.get("duties", ()) if row["level"] == "duty"]
    candidates = [
        ("合计", "procurement_total", total(totals[:1] or [row["amount_yuan"] for row in items])),
        (
            "车辆运行各项之和",
            "three_public_vehicle_running",
            total(row["amount_yuan"] for row in running),
        ),
        ("各项职责之和", "expenditure_project", total(duties)),
        *(("固定资产", "fixed_assets", row["value_yuan"]) for row in assets if row["item"] == "固定资产"),
        *(("资产总额", "state_assets", row["value_yuan"]) for row in assets if row["category"] == "total"),
    ]
    for label, measure, value in candidates:
        if value and value in said.get(measure, ()):
            return f"{label} = {measure} {in_words(value)}"
    for row in found.rows.get("projects", ()):
        if row["budget_yuan"] and row["budget_yuan"] == row["stated_budget_yuan"]:
            return f"预算数 = stated_budget {in_words(row['budget_yuan'])}"
    return None


def in_words(yuan: Decimal) -> str:
    """An amount in 万元 as a reason quotes it."""
    return f"{(yuan / YUAN['万元']).normalize():f} 万元"


def _running(items: list[ProcurementItemRow], publisher: str | None) -> list[ProcurementItemRow]:
    """The items for running vehicles that the publisher itself buys, its units' left out."""
    names = {row["unit_name"] for row in items}
    own = {name for name in names if name is not None and publisher is not None and same_body(name, publisher)}
    return [
        row for row in items if _RUNNING.search(row["item_name"] or "") and (row["unit_name"] in own or names == {None})
    ]
