"""Tables whose labels are those of a form, each read by the extractor of its kind."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from extractors.document.claims import Claims
from extractors.document.model import Document
from extractors.recognise.cell_values import NO_UNIT
from extractors.recognise.forms import Recognised, recognise
from extractors.records import assets, organizations, unit_proof
from extractors.records.context import Context
from extractors.records.performance import duty_tables, project_tables
from extractors.records.procurement import items, nested

FormExtractor = Callable[[Recognised, Context], Claims]

KINDS: Mapping[str, FormExtractor] = {
    "project_performance": project_tables.extract,
    "procurement": items.extract,
    "procurement_nested": nested.extract,
    "duty_activity": duty_tables.extract,
    "organizations": organizations.extract,
    "assets": assets.extract,
}
"""The extractor of each kind of form."""


def captions(document: Document, _: Context) -> Claims:
    """The rows of tables that are only their captions, as labels."""
    found = Claims()
    for table in document.tables:
        found.label(table, (cell for cell in table.cells if cell.row < table.captions))
    return found


def extract(document: Document, context: Context) -> Claims:
    """The records of all tables whose labels fit a form; a unit that none prints is proved, or amounts are left."""
    found = Claims()
    for recognised in recognise(document, context.identity.region, context.year):
        take = partial(_take, context=replace(context, taken=found))
        taken = take(recognised)
        if any(trouble.error == NO_UNIT for trouble in taken.troubles):
            taken = unit_proof.prove(recognised, take, context.stated, context.identity.publisher) or taken
        found.merge(taken)
        found.forms |= dict.fromkeys(taken.kinds, recognised.form.layout)
    return found


def _take(recognised: Recognised, context: Context) -> Claims:
    return KINDS[recognised.form.kind](recognised, context)
