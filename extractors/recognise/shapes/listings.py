"""Tables that only list: the units of a department, or the tables of a set. They hold no amounts.

A table is one where its head has two columns or more, all of whose labels the vocabulary of lists has, and where what
stands below is what such a list holds: names of tables, or names beside numbers that count 1, 2, 3.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extractors.document.model import Cell, Table
from extractors.recognise.shapes.labels import Vocabulary
from extractors.recognise.shapes.lines import Line, Span, lines, span, sums_all
from extractors.values.enumerators import without_enumerators
from extractors.values.numbers import is_number
from extractors.values.text import clean, compact
from schemas.words.listings import listing_words

Kind = Literal["contents", "organizations"]

_ABOVE = 3
"""Rows above a head that may hold its title."""
_MOST = 0.6
"""Share of the names that must be names of tables."""
_NUMBERS = {"sequence", "page", "unit_code", "posts_total", "staff_total"}
"""Roles of columns that hold numbers."""
_BESIDE: dict[Kind, set[str]] = {
    "contents": {"sequence", "empty", "page"},
    "organizations": {"sequence", "nature", "rank", "funding", "unit_code"},
}
"""Of each kind the columns of which one stands beside the names."""


@dataclass(frozen=True)
class Entry:
    """What a list says in a row, by role; a row of two lists side by side has two entries."""

    line: Line
    cells: dict[str, Cell]


@dataclass(frozen=True)
class Listing:
    """A table that lists: its head's labels and its entries in reading order."""

    kind: Kind
    table: Table
    labels: list[Cell]
    entries: list[Entry]


@cache
def _vocabularies() -> dict[Kind, Vocabulary]:
    words = listing_words()
    return {"contents": Vocabulary(words.contents), "organizations": Vocabulary(words.units)}


def listing(table: Table) -> Listing | None:
    """What a table lists; None for a table of another kind."""
    rows = lines(table)
    for line in rows[: _ABOVE + 1]:
        if len(line.filled) > 1:
            return next((found for kind in _vocabularies() if (found := _below(kind, line, rows))), None)
    return None


def _below(kind: Kind, head: Line, rows: list[Line]) -> Listing | None:
    blocks = _blocks(kind, head.filled)
    if not all("name" in block and _BESIDE[kind] & block.keys() for block in blocks):
        return None
    below = rows[head.row + max(cell.row_span for cell in head.filled) :]
    entries = [
        Entry(line, cells)
        for block in blocks
        for line in below
        if "name" in (cells := _cells(line, block)) and cells["name"].row == line.row
    ]
    fits = entries and all(map(_holds_no_amount, entries)) and (kind == "organizations" or _names_tables(entries))
    return Listing(kind, head.table, head.filled, entries) if fits else None


def _blocks(kind: Kind, labels: Sequence[Cell]) -> list[dict[str, Span]]:
    """The columns by role, a dict for each of the lists side by side; [{}] where a label is of no list."""
    blocks: list[dict[str, Span]] = [{}]
    for cell in sorted(labels, key=span):
        roles = _vocabularies()[kind].known(cell.text)
        if not roles:
            return [{}]
        role = next((role for role in roles if role not in blocks[-1]), None)
        if role is None:
            blocks.append({})
            role = roles[0]
        blocks[-1][role] = span(cell)
    return blocks


def _cells(line: Line, block: dict[str, Span]) -> dict[str, Cell]:
    found = {role: cell for role, where in block.items() if (cell := line.at(where)) is not None}
    return {role: cell for role, cell in found.items() if cell.text.strip()}


def _holds_no_amount(entry: Entry) -> bool:
    """A line that sums the list may count its units anywhere."""
    return sums_all(entry.line) or not any(
        is_number(clean(cell.text)) for role, cell in entry.cells.items() if role not in _NUMBERS
    )


def _names_tables(entries: list[Entry]) -> bool:
    end = listing_words().names_of_tables
    named = sum(1 for entry in entries if end.search(compact(entry.cells["name"].text)))
    return named >= _MOST * len(entries)


def called_empty(table: Table) -> dict[str, str]:
    """The names of the tables that a table of contents calls empty, as they are compared, each with what it says."""
    listed = listing(table)
    if listed is None or listed.kind != "contents":
        return {}
    said: dict[str, str] = {}
    for entry in listed.entries:
        empty = entry.cells.get("empty")
        if empty is not None and listing_words().is_empty.fullmatch(compact(empty.text)):
            labels = {
                role: clean(label.text)
                for label in listed.labels
                for role in _vocabularies()["contents"].known(label.text)
            }
            said[name_of_table(entry.cells["name"].text)] = "；".join(
                f"{labels[role]}：{clean(cell.text)}"
                for role, cell in entry.cells.items()
                if role in ("empty", "reason")
            )
    return said


def name_of_table(text: str) -> str:
    """A table's name as it is compared with another print of it: without number, year and enumerator."""
    name = without_enumerators(compact(text))
    while (shorter := listing_words().number_before.sub("", name)) != name:
        name = shorter
    return name
