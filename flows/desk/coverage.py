"""The scoreboard: which of the tables that a document should have were found, how much of it was understood."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from flows.run.lookup import published
from schemas.findings import finding_rules
from schemas.rows import Common, DocumentRow, PublishedCheck, PublishedDocument, PublishedLeftover, PublishedTable
from schemas.standard import expected_set, table_sets

_Placed = TypeVar("_Placed", bound=Common)


@dataclass(frozen=True, slots=True)
class Score:
    """A document's score: the set of standard tables that it follows, those by state, numbers and checks.

    `others` counts its further forms by kind (performance, procurement, assets …), `shapes` the tables of performance
    and procurement by the form or shape that they were read by, with their rows; `unread_labels` are those that nothing
    knew.
    """

    file_name: str
    publisher: str | None
    year: int | None
    table_set: str | None
    found: tuple[str, ...]
    empty: tuple[str, ...]
    missing: tuple[str, ...]
    others: tuple[tuple[str, int], ...]
    shapes: tuple[tuple[str, int, int], ...]
    unread_labels: int
    unrecognised: int
    numbers: tuple[int, int]
    checks: tuple[tuple[str, int], ...]

    @property
    def share(self) -> float | None:
        """The share of its numbers that a record took; None where it has none."""
        return self.numbers[1] / self.numbers[0] if self.numbers[0] else None


def hardly_read(document: DocumentRow) -> bool:
    """Whether so little of a document was read that few findings say little: see `read_share` of `findings.yaml`."""
    most = finding_rules().read_share * document["numbers_found"]
    return document["numbers_claimed"] < most or document["tables_recognised"] < document["tables_found"]


def scoreboard(out: Path) -> list[Score]:
    """The scores of all published documents, by file name. Raises NotFoundError where nothing was published."""
    documents = published(out, PublishedDocument, {})
    tables = _by_document(published(out, PublishedTable, {}))
    checks = _by_document(published(out, PublishedCheck, {}))
    labels = Counter(row["document_id"] for row in published(out, PublishedLeftover, {"kind": "label"}))
    scores = [
        score(one, tables.get(one["document_id"], []), checks.get(one["document_id"], []), labels[one["document_id"]])
        for one in documents
    ]
    return sorted(scores, key=lambda one: one.file_name)


def score(
    document: PublishedDocument,
    tables: Iterable[PublishedTable],
    checks: Iterable[PublishedCheck],
    unread_labels: int = 0,
) -> Score:
    """The score of one document, from its rows of `documents`, `tables` and `checks`, and its labels left unread."""
    tables = list(tables)
    recognised = [table["kind"] for table in tables if table["kind"] is not None]
    states: dict[str, str] = {}
    for table in tables:
        if table["kind"] is not None:
            kind = table["kind"].partition("_nested")[0]
            states[kind] = "filled" if "filled" in (table["state"], states.get(kind)) else table["state"]
    standard = states.keys() & {kind for one in table_sets() for kind in one.tables}
    expected = expected_set(document["region"], document["fiscal_year"], standard)
    kinds = list(expected.tables) if expected else sorted(states)
    return Score(
        file_name=document["file_name"],
        publisher=document["publisher"],
        year=document["fiscal_year"],
        table_set=expected.name if expected else None,
        found=tuple(kind for kind in kinds if states.get(kind) == "filled"),
        empty=tuple(kind for kind in kinds if states.get(kind) in ("declared_empty", "empty")),
        missing=tuple(kind for kind in kinds if kind not in states),
        others=tuple(sorted(Counter(kind for kind in recognised if kind not in kinds).items())),
        shapes=_shapes(tables),
        unread_labels=unread_labels,
        unrecognised=sum(1 for table in tables if table["kind"] is None),
        numbers=(document["numbers_found"], document["numbers_claimed"]),
        checks=tuple(sorted(Counter(check["status"] for check in checks).items())),
    )


def _shapes(tables: list[PublishedTable]) -> tuple[tuple[str, int, int], ...]:
    """How many tables of performance and procurement there are by form or shape, and how many rows they have."""
    counts: dict[str, list[int]] = {}
    for table in tables:
        if table["kind"] and ("performance" in table["kind"] or "procurement" in table["kind"]):
            counts.setdefault(table["form"] or table["kind"], []).append(table["rows"])
    return tuple((shape, len(rows), sum(rows)) for shape, rows in sorted(counts.items()))


def _by_document(rows: list[_Placed]) -> dict[str, list[_Placed]]:
    grouped: dict[str, list[_Placed]] = {}
    for row in rows:
        grouped.setdefault(row["document_id"], []).append(row)
    return grouped
