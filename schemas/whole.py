"""All data files at once, so that a slip in one of them is told before anything is read."""

from schemas import codes, findings, forms, messages, rules, standard, tables
from schemas.words import (
    assets,
    checks,
    heads,
    identity,
    leftovers,
    lines,
    listings,
    numerals,
    performance,
    procurement,
    prose,
    shapes,
    unit_proofs,
    values,
)

LOADERS = (
    assets.asset_words, checks.check_words, codes.measure_words, codes.regions, codes.subjects,
    findings.finding_rules, forms.layouts, heads.head_words, identity.identity_words, leftovers.leftover_words,
    lines.line_words, listings.listing_words, messages.message_words, numerals.numerals,
    performance.performance_words, procurement.procurement_words, prose.prose_words, rules.rule_words, shapes.shapes,
    standard.table_sets, standard.vocabulary, tables.tables, unit_proofs.unit_proof_words, values.value_words,
)  # fmt: skip
"""What loads each of them."""


def load_all() -> None:
    """Loads every data file; what was loaded is kept. Raises DataFileError for the first that is not sound."""
    for load in LOADERS:
        load()
