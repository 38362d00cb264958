"""What the second engine says of a document's numbers, as columns of `tables` and `cells` and a check a table."""

from collections.abc import Collection
from decimal import Decimal

from extractors.account.failures import failure_rows
from extractors.check.evaluation import evaluate_one
from extractors.document.file import File
from extractors.document.model import At, Document, nowhere
from extractors.read.second_engine import ask_witness, numeric_cells
from schemas.rows import Records

ALL, DOUBTFUL, NONE = "all", "doubtful", "none"


def attest(data: bytes, document: Document, file: File, records: Records, mode: str, at: At = nowhere) -> None:
    """Asks the second engine about `all` tables of a PDF, the `doubtful` ones (see there) or `none`.

    What it reads goes into the rows of `tables` and `cells`, a check a table into `checks`, and pages that it cannot
    read into `failures`; the document stays as it is.
    """
    if document.reader not in ("pdf", "scan") or mode == NONE:
        return
    tables = document.tables
    if mode == DOUBTFUL:
        chosen = doubtful(document, records)
        tables = [table for table in tables if table.index in chosen]
    read = ask_witness(data, tables, document.heights, at, altered=document.altered)
    for row in records["tables"]:
        if row["table_index"] in read.counts:
            agreed, asked = read.counts[row["table_index"]]
            row["witness_cells"], row["witness_agreement"] = asked, Decimal(agreed) / asked
    for cell in records["cells"] if read.otherwise else ():
        cell["witness_text"] = read.otherwise.get((cell["table_index"], cell["row"], cell["col"]))
    records["failures"] += failure_rows(file, read.troubles, len(records["failures"]))
    records["checks"] += evaluate_one("witness", records)


def doubtful(document: Document, records: Records) -> Collection[int]:
    """The tables with numbers of which a sum does not add up, or that no sum covers."""
    held, failed = set[int](), set[int]()
    for check in records["checks"]:
        if check["unit"] == "元":
            places = (*check["left_places"], *check["right_places"])
            at = {place["table"] for place in places if place["table"] is not None}
            (failed if check["status"] == "fail" else held).update(at if check["status"] != "not_checkable" else ())
    return {table.index for table in document.tables if numeric_cells(table)} - (held - failed)
