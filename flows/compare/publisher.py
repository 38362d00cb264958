"""Two years of one publisher: which documents are compared, and what changed between them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from flows.compare.amounts import amount_changes, figures, lines
from flows.compare.years import Change, changes
from flows.desk.selection import Selection, read, select
from flows.language import say
from flows.publish.errors import NotFoundError
from schemas.rows import (
    TABLE_OF,
    Common,
    PublishedBudgetLine,
    PublishedDocument,
    PublishedDuty,
    PublishedFigure,
    PublishedIndicator,
    PublishedProject,
    PublishedRecords,
)

Published = TypeVar("Published")
SHOWN = {"projects": "projects", "indicators": "targets", "budget_lines": "budget tables", "figures": "stated figures"}
"""The tables whose rows are compared, as a person calls them."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The two documents (rows of `documents`), the differences, and what was chosen or is not there.

    `compared` are the tables of which both documents have rows: where it is empty nothing could be compared.
    """

    before: PublishedDocument
    after: PublishedDocument
    changes: tuple[Change, ...]
    notes: tuple[str, ...]
    compared: tuple[str, ...]


def compare_years(out: Path, publisher: str, before: int, after: int, only: Iterable[str] = ()) -> Comparison:
    """What changed in a publisher's projects, targets, budget tables and figures from one published year to another.

    Of a document that was replaced at its publisher's the version that replaced it is taken. Where there are several
    still, the one with the most projects is, then the most lines of budget tables, and the notes say so; `only` are
    parts of file names that narrow the choice. Raises NotFoundError where there is no such publisher or document.
    """
    notes: list[str] = []
    (old, ours), (new, theirs) = (_document(out, publisher, year, tuple(only), notes) for year in (before, after))
    held = {table: (_held(table, ours), _held(table, theirs)) for table in SHOWN}
    for table, there in held.items():
        if there[0] != there[1]:
            lacking = (new if there[0] else old)["file_name"]
            sentence = "{what} could not be compared: {file} has none"
            notes.append(say(sentence, what=say(SHOWN[table]), file=lacking))
    found = (
        (*changes(ours, theirs, (before, after)), *amount_changes(ours, theirs)) if any(map(all, held.values())) else ()
    )
    compared = tuple(table for table, there in held.items() if all(there))
    return Comparison(old, new, tuple(found), tuple(notes), compared)


def _held(table: str, records: PublishedRecords) -> bool:
    """Whether a document has something of a table to compare."""
    if table == "budget_lines":
        return bool(lines(records))
    return bool(figures(records) if table == "figures" else records.get(table))


def _document(
    out: Path, publisher: str, year: int, only: tuple[str, ...], notes: list[str]
) -> tuple[PublishedDocument, PublishedRecords]:
    """The document of a year, and its records."""
    asked = replace(select(out, publisher=publisher), years=frozenset([year]))
    named = _named(out, publisher, year, only, rows_of_table(PublishedDocument, asked))
    records: PublishedRecords = {
        "projects": rows_of_table(PublishedProject, asked),
        "indicators": rows_of_table(PublishedIndicator, asked),
        "duties": rows_of_table(PublishedDuty, asked),
        "budget_lines": rows_of_table(PublishedBudgetLine, asked),
        "figures": rows_of_table(PublishedFigure, asked),
    }

    def rank(row: PublishedDocument) -> tuple[int, int, bool, str, str]:
        counts = (-_count(records["projects"], row), -_count(records["budget_lines"], row))
        return (*counts, row["pages"] is None, row["file_name"], row["document_id"])

    taken = min(named, key=rank)
    others = [row["file_name"] for row in named if row is not taken]
    if others:
        sentence = "of {year} {taken} is compared, not {others}; name another with --document"
        notes.append(say(sentence, year=year, taken=taken["file_name"], others=", ".join(others)))
    mine = taken["document_id"]
    return taken, {
        "projects": [row for row in records["projects"] if row["document_id"] == mine],
        "indicators": [row for row in records["indicators"] if row["document_id"] == mine],
        "duties": [row for row in records["duties"] if row["document_id"] == mine],
        "budget_lines": [row for row in records["budget_lines"] if row["document_id"] == mine],
        "figures": [row for row in records["figures"] if row["document_id"] == mine],
    }


def _named(
    out: Path, publisher: str, year: int, only: tuple[str, ...], published: list[PublishedDocument]
) -> list[PublishedDocument]:
    """The budgets of a year that are named (`only`), the newest version of each; NotFoundError where none is."""
    budgets = [row for row in published if row["kind"] == "budget"]
    named = [row for row in budgets if not only or any(part in row["file_name"] for part in only)]
    if named:
        return [row for row in named if not row["superseded_by"]] or named
    if budgets:
        sentence = "no budget of {publisher} for {year} is called {names}; there is: {files}"
        files = ", ".join(row["file_name"] for row in budgets)
        raise NotFoundError(say(sentence, publisher=publisher, year=year, names=" or ".join(only), files=files))
    sentence = "no budget of {publisher} for {year} is published in {out}; years: {years}"
    raise NotFoundError(say(sentence, publisher=publisher, year=year, out=out, years=years_of(out, publisher)))


def _count(rows: Sequence[Common], document: Common) -> int:
    return sum(row["document_id"] == document["document_id"] for row in rows)


def rows_of_table(row: Callable[..., Published], asked: Selection) -> list[Published]:
    """The published rows of a class of `schemas.rows` that are asked for."""
    rows: list[Published] = pa.concat_tables(read(TABLE_OF[row], asked)).to_pylist()
    return rows


def years_of(out: Path, publisher: str) -> str:
    """The years of which a publisher has documents, to be told to a person."""
    documents = pa.concat_tables(read("documents", select(out, publisher=publisher)))
    years = sorted(year for year in pc.unique(documents["fiscal_year"]).to_pylist() if year)
    return ", ".join(map(str, years)) or "—"
