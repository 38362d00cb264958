"""What the second engine says of a document's numbers, as columns of `tables` and `cells` and a check a table."""

from collections.abc import Collection
from decimal import Decimal

from extractors.account.failures import failure_rows
from extractors.check.evaluation import evaluate_one
from extractors.document.file import File
from extractors.document.model import At, Document, Table, nowhere
from extractors.read.second_engine import Readings, ask_witness, numeric_cells
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
    read = _without_the_unseen(ask_witness(data, tables, document.heights, at, altered=document.altered), tables)
    for row in records["tables"]:
        if row["table_index"] in read.counts:
            agreed, asked = read.counts[row["table_index"]]
            row["witness_cells"], row["witness_agreement"] = asked, Decimal(agreed) / asked
    for cell in records["cells"] if read.otherwise else ():
        cell["witness_text"] = read.otherwise.get((cell["table_index"], cell["row"], cell["col"]))
    records["failures"] += failure_rows(file, read.troubles, len(records["failures"]))
    records["checks"] += evaluate_one("witness", records)


def _without_the_unseen(read: Readings, tables: Collection[Table]) -> Readings:
    """The readings but for parts of tables, page by page, of which the engine sees not one number: it found no table
    there (for want of rules, or in a page that is turned), and so says nothing against what we read.
    """
    for table in tables:
        if table.index not in read.counts:
            continue
        pages: dict[int | None, list[tuple[int, int, int]]] = {}
        for cell in numeric_cells(table):
            pages.setdefault(cell.page, []).append((table.index, cell.row, cell.col))
        unseen = [key for keys in pages.values() if all(read.otherwise.get(key) == "" for key in keys) for key in keys]
        for key in unseen:
            read.otherwise.pop(key, None)
        agreed, asked = read.counts.pop(table.index)
        if asked > len(unseen):
            read.counts[table.index] = agreed, asked - len(unseen)
    return read


def doubtful(document: Document, records: Records) -> Collection[int]:
    """The tables with numbers of which a sum does not add up, or that no sum covers."""
    held, failed = set[int](), set[int]()
    for check in records["checks"]:
        if check["unit"] == "元":
            places = (*check["left_places"], *check["right_places"])
            at = {place["table"] for place in places if place["table"] is not None}
            (failed if check["status"] == "fail" else held).update(at if check["status"] != "not_checkable" else ())
    return {table.index for table in document.tables if numeric_cells(table)} - (held - failed)
