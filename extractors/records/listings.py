"""Tables that only list → organizations; the numbers of tables of contents are those of a list."""

from extractors.document.claims import Claims
from extractors.document.model import Document
from extractors.recognise.cell_values import read_number, read_text
from extractors.recognise.shapes.lines import sums_all
from extractors.recognise.shapes.listings import Entry, listing
from extractors.records.context import Context
from extractors.values.text import clean
from schemas.rows import OrganizationRow

_TEXTS = {"name", "nature", "rank", "funding", "unit_code", "change"}
_COUNTS = {"posts_total", "staff_total"}


def extract(document: Document, context: Context) -> Claims:
    """The units that lists name; what tables of contents say is kept by `extractors.account.empty_notes`."""
    found = Claims()
    for table in document.tables:
        if table.index in context.taken.kinds or table.ragged or (listed := listing(table)) is None:
            continue
        found.kinds[table.index] = listed.kind
        found.forms[table.index] = "listing"
        found.label(table, listed.labels)
        for entry in listed.entries:
            if listed.kind == "organizations" and not sums_all(entry.line):
                _unit(found, entry)
            else:
                found.take(table, entry.cells.values())
    return found


def _unit(found: Claims, entry: Entry) -> None:
    table = entry.line.table
    found.label(table, [cell for role, cell in entry.cells.items() if role == "sequence"])
    texts = {role: read_text(found, table, entry.cells[role]) for role in _TEXTS & entry.cells.keys()}
    counts = {role: read_number(found, table, entry.cells[role]) for role in _COUNTS & entry.cells.keys()}
    found.add(OrganizationRow, table.place(entry.line.row), {**texts, **counts}, name=clean(entry.cells["name"].text))
