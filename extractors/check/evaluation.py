"""All rules on one document: which there are, and the checks that they make."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from extractors.check import assets, naming
from extractors.check.disclosure import Disclosure
from extractors.check.precision import half_unit
from extractors.check.procurement import levels as procurement_levels
from extractors.check.procurement import projects as procurement_projects
from extractors.check.procurement import tables as procurement_tables
from extractors.check.projects import amounts, duties, lists, names, payment_plans, targets, whole_department
from extractors.check.prose import (
    changes,
    counts,
    execution,
    parts_and_shares,
    products,
    restated,
    said_of_changes,
    sentence_lists,
    statements,
    totals,
)
from extractors.check.reading import conservation, recognition, second_engine
from extractors.check.rule import ACROSS, REGISTRY, Rule
from extractors.check.standard import (
    balance,
    economic,
    enumerated,
    filled,
    levels,
    same_lines,
    stated_lines,
    summaries,
    three_public,
    total_lines,
)
from extractors.check.standard import codes as standard_codes
from extractors.check.standard import sums as standard_sums
from extractors.check.standard import totals as standard_totals
from extractors.check.standard import words as standard_words
from extractors.document.claims import Claims
from extractors.document.model import Document
from extractors.document.sums import Structure, Sum
from extractors.identify.identity import Identity, Naming, namings
from schemas.rows import CheckRow, Records

__all__ = ["ACROSS", "REGISTRY", "check", "evaluate", "evaluate_one", "rules"]

_SUBJECTS = (
    standard_sums,
    standard_totals,
    economic,
    three_public,
    summaries,
    balance,
    same_lines,
    stated_lines,
    standard_words,
    standard_codes,
    filled,
    levels,
    total_lines,
    enumerated,
    totals,
    restated,
    parts_and_shares,
    sentence_lists,
    products,
    counts,
    changes,
    said_of_changes,
    execution,
    amounts,
    lists,
    payment_plans,
    names,
    targets,
    duties,
    whole_department,
    procurement_tables,
    procurement_levels,
    procurement_projects,
    assets,
    naming,
    conservation,
    recognition,
    second_engine,
)
"""The modules of rules, in the order in which their checks are published."""


def rules() -> list[Rule]:
    """The rules of one document, in the order in which their checks are published."""
    order = {module.__name__: at for at, module in enumerate(_SUBJECTS)}
    return sorted(REGISTRY.values(), key=lambda rule: order[rule.function.__module__])


def check(document: Document, identity: Identity, claims: Claims) -> list[CheckRow]:
    """The `checks` rows of a document, of what was taken from it.

    The figures of a government's report are not compared: it has totals of the whole area, of its own level and of two
    years beside each other.
    """
    records = claims.rows
    return evaluate(
        {**records, "figures": []} if identity.of_government else records,
        identity.fiscal_year,
        half_unit(document, claims),
        namings(identity),
        claims.sums,
        claims.structures,
    )


def evaluate(
    records: Records,
    fiscal_year: int | None,
    half_unit: Decimal,
    namings: tuple[Naming, ...] = (),
    sums: Sequence[Sum] = (),
    structures: Mapping[int, Structure] = MappingProxyType({}),
) -> list[CheckRow]:
    """The `checks` rows of one document: every rule that its records allow, passes and failures.

    `half_unit` is half of the last place that the document's amounts are printed to, in yuan; `namings` what
    each source says of publisher and year, the one that was taken first; `sums` and `structures` what the tables of
    amounts foretell.
    """
    disclosure = Disclosure(records, fiscal_year, half_unit, namings=namings, sums=sums, structures=structures)
    statements.settle(disclosure)
    return sentence_lists.told_once([found for rule in rules() for found in rule.function(disclosure)])


def evaluate_one(name: str, records: Records) -> list[CheckRow]:
    """The `checks` rows of one rule that needs neither year nor tolerance."""
    return list(REGISTRY[name].function(Disclosure(records, None, Decimal(0))))
