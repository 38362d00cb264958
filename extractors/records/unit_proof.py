"""Money units that a table does not print: proved by an amount that the document states of the same thing, or unknown.

元 or 万元 is never guessed. A unit is known only where an amount of the table, read in it, is what the prose says with
a unit, and read in any other unit is not (`the_one_unit`). Which amount that is, each kind of table says itself.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal

from extractors.document.claims import Claims, ProvedUnit
from extractors.recognise.forms import Recognised
from extractors.recognise.sentences.measure_names import OF_A_DAY
from extractors.values.body_names import same_body
from extractors.values.money import YUAN
from extractors.values.numbers import total
from schemas.rows import FigureRow, ProcurementItemRow
from schemas.words.assets import asset_words
from schemas.words.unit_proofs import unit_proof_words

Stated = dict[str, set[Decimal]]
"""The amounts in yuan that the prose states for the budget year, by measure; without zeros."""

_WORDS = unit_proof_words()


def stated(figures: Iterable[FigureRow], fiscal_year: int | None) -> Stated:
    """What the prose states: its levels of the budget year, and the assets of the day that it gives."""
    found: Stated = {}
    for row in figures:
        current = row["year"] == fiscal_year or row["measure"] in OF_A_DAY
        if row["statement"] == "level" and current and row["value_yuan"] and row["measure"]:
            found.setdefault(row["measure"], set()).add(row["value_yuan"])
    return found


def the_one_unit(reason: Callable[[str], str | None]) -> ProvedUnit | None:
    """The unit of money in which amounts are borne out, as `reason` says of each; None for no unit, or for several."""
    reasons = {unit: why for unit in YUAN if (why := reason(unit))}
    return ProvedUnit(*reasons.popitem()) if len(reasons) == 1 else None


def prove(
    recognised: Recognised, take: Callable[[Recognised], Claims], said: Stated, publisher: str | None
) -> Claims | None:
    """What `take` finds in a table once its unit is known; None where no unit, or more than one, is borne out."""
    found = {unit: take(replace(recognised, proved=unit)) for unit in YUAN}
    proved = the_one_unit(lambda unit: _borne_out(found[unit], said, publisher))
    if proved is None:
        return None
    found[proved.unit].units[recognised.table.index] = proved
    return found[proved.unit]


def _borne_out(found: Claims, said: Stated, publisher: str | None) -> str | None:
    """Which total of a table the prose states, in words; None where it states none."""
    items, assets = found.rows.get("procurement_items", []), found.rows.get("assets", [])
    totals = [row["amount_yuan"] for row in found.rows.get("procurement_totals", ()) if row["level"] == "total"]
    running = _running(items, publisher)
    duties = [row["budget_yuan"] for row in found.rows.get("duties", ()) if row["level"] == "duty"]
    fixed = asset_words().fixed
    candidates = [
        (_WORDS.total, "procurement_total", total(totals[:1] or [row["amount_yuan"] for row in items])),
        (
            _WORDS.vehicle_running,
            "three_public_vehicle_running",
            total(row["amount_yuan"] for row in running),
        ),
        (_WORDS.duties, "expenditure_project", total(duties)),
        *((_WORDS.fixed_assets, "fixed_assets", row["value_yuan"]) for row in assets if row["item"] == fixed),
        *((_WORDS.state_assets, "state_assets", row["value_yuan"]) for row in assets if row["category"] == "total"),
    ]
    for label, measure, value in candidates:
        if value and value in said.get(measure, ()):
            return _WORDS.stated.format(label=label, amount=in_words(value))
    for row in found.rows.get("projects", ()):
        if row["budget_yuan"] and row["budget_yuan"] == row["stated_budget_yuan"]:
            return _WORDS.budget.format(amount=in_words(row["budget_yuan"]))
    return None


def in_words(yuan: Decimal) -> str:
    """An amount in 万元 as a reason quotes it."""
    return _WORDS.amount.format(value=f"{(yuan / YUAN[_WORDS.amount_unit]).normalize():f}")


def _running(items: list[ProcurementItemRow], publisher: str | None) -> list[ProcurementItemRow]:
    """The items for running vehicles that the publisher itself buys, its units' left out."""
    names = {row["unit_name"] for row in items}
    own = {name for name in names if name is not None and publisher is not None and same_body(name, publisher)}
    running = [row for row in items if _WORDS.running.search(row["item_name"] or "")]
    return [row for row in running if row["unit_name"] in own or names == {None}]
