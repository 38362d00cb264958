"""勾稽关系: what must hold in a disclosure. One module a subject; `evaluate` runs them all."""

from decimal import Decimal

from schemas.identities import (
    across,
    assets,
    changes,
    counts,
    duties,
    listed,
    naming,
    performance,
    plans,
    procurement,
    procurement_projects,
    project_names,
    recognition,
    standard_sums,
    standard_totals,
    standard_words,
    statements,
    summary,
    targets,
    witness,
)
from schemas.identities.base import ACROSS, REGISTRY, Disclosure, Naming
from schemas.tables import Records, Row

__all__ = [
    "ACROSS",
    "REGISTRY",
    "Naming",
    "across",
    "assets",
    "changes",
    "counts",
    "duties",
    "evaluate",
    "evaluate_one",
    "listed",
    "naming",
    "performance",
    "plans",
    "procurement",
    "procurement_projects",
    "project_names",
    "recognition",
    "standard_sums",
    "standard_totals",
    "standard_words",
    "summary",
    "targets",
    "witness",
]


def evaluate(
    records: Records, fiscal_year: int | None, half_unit: Decimal, namings: tuple[Naming, ...] = ()
) -> list[Row]:
    """The `checks` rows of one document: every identity that its records allow, passes and failures.

    `half_unit` is half of the last place that the document's amounts are printed to, in yuan; `namings` what
    each source says of publisher and year, the one that was taken first.
    """
    disclosure = Disclosure(records, fiscal_year, half_unit, namings=namings)
    statements.settle(disclosure)
    return [check for entry in REGISTRY.values() for check in entry.function(disclosure)]


def evaluate_one(name: str, records: Records) -> list[Row]:
    """The `checks` rows of one identity that needs neither year nor tolerance."""
    return list(REGISTRY[name].function(Disclosure(records, None, Decimal(0))))
