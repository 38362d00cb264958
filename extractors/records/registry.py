"""The extractors, in the order in which they take; a new subject is a line here."""

from extractors.document.claims import Claims
from extractors.document.model import Document
from extractors.document.outline import sections
from extractors.identify.identity import Identity
from extractors.identify.kinds import why_nothing
from extractors.records import assets_in_prose, form_tables, listings
from extractors.records.context import Context, Extractor
from extractors.records.money import only_unit
from extractors.records.performance import (
    duties,
    forms_in_prose,
    listed_projects,
    numbered_goals,
    project_lines,
    projects_in_prose,
    shapes,
)
from extractors.records.procurement import beside_expenditure
from extractors.records.procurement import prose as procurement_in_prose
from extractors.records.procurement import shapes as procurement_shapes
from extractors.records.prose import figures, remaining
from extractors.records.standard import tables as standard_tables


def _told(_: Document, context: Context) -> Claims:
    return context.told


EXTRACTORS: tuple[tuple[str, Extractor], ...] = (
    ("captions that stand in a table's grid are labels", form_tables.captions),
    ("tables whose labels are a form's: what the others must not take", form_tables.extract),
    ("lists of units and tables of contents: they hold no amounts", listings.extract),
    ("performance tables of any shape: they hold amounts, and are no tables of amounts", shapes.extract),
    ("procurement tables of any shape", procurement_shapes.extract),
    ("the remaining tables of amounts", standard_tables.extract),
    ("lists of projects that say nothing of performance, beside what the above made of them", project_lines.extract),
    ("duties, goals and indicators in prose", duties.extract),
    ("projects described in prose, numbered behind those of the tables", projects_in_prose.extract),
    ("projects listed in prose", listed_projects.extract),
    ("forms written as lines, label by label, that no table has", forms_in_prose.extract),
    ("procurement as columns of 支出总表, where no table of its own has it", beside_expenditure.extract),
    ("items to buy in prose, where no table lists them", procurement_in_prose.extract),
    ("numbered goals: paragraphs that none of the above took", numbered_goals.extract),
    ("figures: read before all others, published behind the counts that tables give", _told),
    ("assets in prose", assets_in_prose.extract),
    ("the amounts in prose that none of the above took", remaining.extract),
)
"""Why an extractor stands where it does, and the extractor."""


def take(document: Document, identity: Identity) -> Claims:
    """All that the extractors take from a disclosure, rows not yet numbered in order; of another paper nothing."""
    if why_nothing(identity.kind):
        return Claims()
    outline = sections(document)
    taken = Claims()
    told = figures.extract(document, outline, identity)
    context = Context(identity, outline, told, taken, only_unit(document))
    for _, extractor in EXTRACTORS:
        taken.merge(extractor(document, context))
    return taken
