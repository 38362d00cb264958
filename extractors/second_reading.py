"""What the second witness says of a document's numbers, added to its records."""

from collections.abc import Collection
from decimal import Decimal

from extractors.check import evaluate_one
from extractors.document.file import File
from extractors.document.model import At, Document, nowhere
from extractors.read.second_engine import ask_witness, numeric_cells
from extractors.records.failures import failure_rows
from schemas.tables import Records

ALL, DOUBTFUL, NONE = "all", "doubtful", "none"
MODES = (ALL, DOUBTFUL, NONE)


def attest(data: bytes, document: Document, file: File, records: Records, mode: str, at: At = nowhere) -> None:
    """Asks the witness about `all` tables of a PDF, the `doubtful` ones (see there) or `none`.

    Adds what it reads to `tables` and `cells`, a check a table to `checks`, and pages that it cannot read to
    `failures`.
    """
    if document.reader not in ("pdf", "scan") or mode == NONE:
        return
    tables = document.tables
    if mode == DOUBTFUL:
        chosen = doubtful(document, records)
        tables = [table for table in tables if table.index in chosen]
    before = len(document.troubles)
    ask_witness(data, document, tables, at)
    for table, row in zip(document.tables, records["tables"], strict=True):
        if table.agreement:
            row["witness_cells"] = table.agreement[1]
            row["witness_agreement"] = Decimal(table.agreement[0]) / table.agreement[1]
    cells = (cell for table in document.tables for cell in table.cells)
    for cell, row in zip(cells, records["cells"], strict=True):
        row["witness_text"] = cell.witness
    records["failures"] += failure_rows(file, document.troubles[before:], len(records["failures"]))
    found = evaluate_one("witness", records)
    records["checks"] += found
    (summary,) = records["documents"]
    summary["checks_run"] += len(found)
    summary["checks_failed"] += sum(1 for check in found if check["status"] == "fail")


def doubtful(document: Document, records: Records) -> Collection[int]:
    """The tables with numbers of which a sum does not add up, or that no sum covers."""
    held, failed = set[int](), set[int]()
    for check in records["checks"]:
        if check["unit"] == "元":
            at = {place["table"] for place in (*check["left_places"], *check["right_places"])} - {None}
            (failed if check["status"] == "fail" else held).update(at if check["status"] != "not_checkable" else ())
    return {table.index for table in document.tables if numeric_cells(table)} - (held - failed)
