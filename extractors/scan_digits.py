"""Arithmetic judges what was recognised: which other reading of a scanned number makes its identities hold.

A cell that stands in an identity that fails is read as what else the recogniser saw there, one after the other, and
the whole document is extracted and reconciled anew. Where exactly one reading makes every identity hold that it
changes, it is offered, with those identities as its proof. What was read stays as it is, in the cell and in every
record.
"""

from collections.abc import Iterator

from extractors.check import evaluate_one
from extractors.document.file import File
from extractors.document.model import WHOLE, At, Cell, Document, Table, nowhere
from extractors.pipeline import extract
from extractors.values.numbers import number
from schemas.tables import Records, Row

_MOST = 80
"""Readings of a document that are tried: each costs another extraction."""

_SUM_FAILS = "sum_fails"

Checked = dict[tuple[str, str], Row]
"""Checks by identity and subject."""


def suggest(document: Document, file: File, version: str, records: Records, at: At = nowhere) -> None:
    """Adds `suggested_value` and its proof to `cells`, and marks the cells that a failing identity is about."""
    if not any(cell.choices for table in document.tables for cell in table.cells):
        return
    before = _checked(records)
    left, marked = _MOST, False
    for table, cell in _suspects(document, before):
        choices = cell.choices[:left]
        left -= len(choices)
        row = _row(records, table, cell)
        proofs = {}
        for choice in choices:
            at(WHOLE)
            changed = _changed(before, _checked(_read_as(choice, cell, document, file, version)))
            if any(before[key]["status"] == "fail" for key in changed if key in before):
                row["doubt"] = row["doubt"] or _SUM_FAILS
                marked = True
                if all(check is not None and check["status"] in ("exact", "rounding") for check in changed.values()):
                    proofs[choice] = changed
        if len(proofs) == 1 and len(choices) == len(cell.choices):
            ((choice, changed),) = proofs.items()
            row["suggested_value"] = number(choice)
            row["suggested_because"] = "；".join(f"{name} {subject}".strip() for name, subject in changed)
    if marked:
        _recount(records)


def _suspects(document: Document, before: Checked) -> Iterator[tuple[Table, Cell]]:
    """The cells with other readings that stand at the places of failing identities, those in doubt first."""
    failing = [check for check in before.values() if check["status"] == "fail" and check["identity"] != "recognition"]
    places = {
        (place["table"], place["row"]) for check in failing for place in (*check["left_places"], *check["right_places"])
    }
    found = [
        (table, cell)
        for table in document.tables
        for cell in table.cells
        if cell.choices and (table.index, cell.row) in places
    ]
    yield from sorted(found, key=lambda pair: (pair[1].doubt is None, pair[1].confidence or 0.0))


def _read_as(choice: str, cell: Cell, document: Document, file: File, version: str) -> Records:
    read, cell.text = cell.text, choice
    try:
        return extract(document, file, version)[1]
    finally:
        cell.text = read


def _checked(records: Records) -> Checked:
    about_reading = ("recognition", "witness")
    return {
        (check["identity"], check["subject"]): check
        for check in records["checks"]
        if check["identity"] not in about_reading
    }


def _changed(before: Checked, after: Checked) -> dict[tuple[str, str], Row | None]:
    """The identities that evaluate otherwise, as they do now; None for one that no longer is there."""
    keys = dict.fromkeys([*before, *after])
    return {
        key: after.get(key)
        for key in keys
        if key not in before
        or key not in after
        or any(before[key][side] != after[key][side] for side in ("left_value", "right_value", "status"))
    }


def _row(records: Records, table: Table, cell: Cell) -> Row:
    return next(
        row
        for row in records["cells"]
        if (row["table_index"], row["row"], row["col"]) == (table.index, cell.row, cell.col)
    )


def _recount(records: Records) -> None:
    """Evaluates again what `cells.doubt` says."""
    checks = [check for check in records["checks"] if check["identity"] != "recognition"]
    records["checks"] = checks + evaluate_one("recognition", records)
    (document,) = records["documents"]
    document["checks_run"] = len(records["checks"])
    document["checks_failed"] = sum(1 for check in records["checks"] if check["status"] == "fail")
