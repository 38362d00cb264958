"""勾稽关系: what must hold in a disclosure. One module a subject; `evaluate` runs them all."""

from decimal import Decimal

from schemas.identities import (
    assets,
    changes,
    duties,
    performance,
    plans,
    procurement,
    standard_sums,
    standard_totals,
    standard_words,
    statements,
    summary,
    targets,
)
from schemas.identities.base import REGISTRY, Disclosure
from schemas.tables import Records, Row

__all__ = [
    "REGISTRY",
    "assets",
    "changes",
    "duties",
    "evaluate",
    "performance",
    "plans",
    "procurement",
    "standard_sums",
    "standard_totals",
    "standard_words",
    "summary",
    "targets",
]


def evaluate(records: Records, fiscal_year: int | None, half_unit: Decimal) -> list[Row]:
    """The `checks` rows of one document: every identity that its records allow, passes and failures.

    `half_unit` is half of the last place that the document's amounts are printed to, in yuan.
    """
    disclosure = Disclosure(records, fiscal_year, half_unit)
    statements.settle(disclosure)
    return [check for entry in REGISTRY.values() for check in entry.function(disclosure)]
