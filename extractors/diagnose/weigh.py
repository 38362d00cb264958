"""What a finding weighs: by its amount, and by that amount's share of the body's total."""

from decimal import Decimal
from typing import NamedTuple

from extractors.diagnose.model import Finding
from schemas.findings import finding_rules
from schemas.rows import Records


class Weighed(NamedTuple):
    """Amount in yuan, its share of the body's total, the weight (0 to 100), and whether it is trivial."""

    amount: Decimal | None
    share: Decimal | None
    weight: Decimal
    trivial: bool


_LAST = Decimal("0.000001")


def total_of(records: Records) -> Decimal | None:
    """The body's total: the largest total that its tables or prose give; None where there is none."""
    lines = (line["amount_yuan"] for line in records.get("budget_lines", ()) if line["role"] == "total")
    stated = (
        figure["value_yuan"]
        for figure in records.get("figures", ())
        if figure["measure"] in ("revenue_total", "expenditure_total") and figure["statement"] == "level"
    )
    return max((value for value in (*lines, *stated) if value), default=None)


def weigh(finding: Finding, total: Decimal | None) -> Weighed:
    """The weight of a finding in a document of such a total, on the scales of `findings.yaml`."""
    rules = finding_rules()
    amount, points = finding.amount, finding.points
    share = amount / total if amount is not None and total else None
    if amount is not None:
        parts = [
            _scaled(amount, *rules.weight.yuan),
            _scaled(share, *rules.weight.share) if share is not None else None,
        ]
        known = [part for part in parts if part is not None]
        weight = 100 * sum(known, Decimal(0)) / len(known)
        trivial = amount <= rules.trivial.yuan or finding.kind in rules.trivial.kinds
    elif points is not None:
        weight = 50 * _scaled(points, *rules.weight.points)
        trivial = points <= rules.trivial.points or finding.kind in rules.trivial.kinds
    else:
        weight, trivial = rules.weight.without_amount, False
    if finding.severity != "error":
        weight *= rules.weight.warning
    shown = None if share is None else min(share, Decimal(10) ** 9).quantize(_LAST)
    return Weighed(amount, shown, weight.quantize(Decimal("0.01")), trivial)


def _scaled(value: Decimal, least: Decimal, full: Decimal) -> Decimal:
    """Where a value stands between two others on a scale of powers of ten, 0 to 1."""
    if value <= least:
        return Decimal(0)
    return min(Decimal(1), (value / least).log10() / (full / least).log10())
