"""Two years of one publisher: which documents are compared, and what changed between them."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from flows.compare.years import Change, changes
from flows.desk.selection import Selection, read, select
from flows.publish.errors import NotFoundError
from schemas.tables import Records, Row

_COMPARED = ("projects", "indicators", "duties")


@dataclass(frozen=True, slots=True)
class Comparison:
    """The two documents (rows of `documents`), the differences, and what was chosen or is not there."""

    before: Row
    after: Row
    changes: tuple[Change, ...]
    notes: tuple[str, ...]


def compare_years(out: Path, publisher: str, before: int, after: int, only: Iterable[str] = ()) -> Comparison:
    """What changed in a publisher's projects and targets from one published year to another.

    Of a document that was replaced at its publisher's the version that replaced it is taken. Where there are several
    still, the one with the most projects is, and the notes say so; `only` are parts of file names that narrow the
    choice. Raises NotFoundError where there is no such publisher or document.
    """
    notes: list[str] = []
    (old, ours), (new, theirs) = (_document(out, publisher, year, tuple(only), notes) for year in (before, after))
    for document, records in ((old, ours), (new, theirs)):
        if not records["projects"] and not records["indicators"]:
            notes.append(f"{document['file_name']} has no performance tables: there is nothing in it to compare")
    return Comparison(old, new, tuple(changes(ours, theirs, (before, after))), tuple(notes))


def _document(out: Path, publisher: str, year: int, only: tuple[str, ...], notes: list[str]) -> tuple[Row, Records]:
    """The document of a year, and its records."""
    asked = select(out, years=year, publisher=publisher)
    found = [row for row in _rows("documents", asked) if row["kind"] == "budget"]
    named = [row for row in found if not only or any(part in row["file_name"] for part in only)]
    if not named:
        why = f" called {' or '.join(only)}" if found else ""
        raise NotFoundError(f"no budget of {publisher} for {year}{why} is published in {out}; {_years(out, publisher)}")
    records = {name: _rows(name, asked) for name in _COMPARED}
    named = [row for row in named if not row["superseded_by"]] or named
    taken = min(named, key=lambda row: (-_count(records["projects"], row), row["file_name"], row["document_id"]))
    others = [row["file_name"] for row in named if row is not taken]
    if others:
        notes.append(
            f"of {year} {taken['file_name']} is compared, not {', '.join(others)}; name another with --document"
        )
    mine = taken["document_id"]
    return taken, {name: [row for row in rows if row["document_id"] == mine] for name, rows in records.items()}


def _count(rows: list[Row], document: Row) -> int:
    return sum(row["document_id"] == document["document_id"] for row in rows)


def _rows(table: str, asked: Selection) -> list[Row]:
    rows: list[Row] = pa.concat_tables(read(table, asked)).to_pylist()
    return rows


def _years(out: Path, publisher: str) -> str:
    documents = pa.concat_tables(read("documents", select(out, publisher=publisher)))
    years = sorted(year for year in pc.unique(documents["fiscal_year"]).to_pylist() if year)
    return f"there are: {', '.join(map(str, years)) or 'none'}"
