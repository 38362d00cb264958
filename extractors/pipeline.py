"""The way of a document, a stage a line: the page to read first."""

from collections.abc import Sequence

from extractors.account.failures import failure_rows, ragged
from extractors.account.leftovers import account
from extractors.account.lossless import cell_rows, table_rows
from extractors.account.tables_not_made_out import tables_not_made_out
from extractors.assemble import assemble
from extractors.check import evaluate
from extractors.check.precision import half_unit
from extractors.check.reading.second_reading import NONE, attest
from extractors.diagnose import DOUBTFUL, diagnose
from extractors.diagnose.scan_digits import suggest
from extractors.document.claims import Claims
from extractors.document.file import File
from extractors.document.model import At, Document, Trouble, nowhere
from extractors.identify.identity import Identity, identify, namings
from extractors.identify.kinds import why_nothing
from extractors.read import read
from extractors.records.numbering import number_in_order
from extractors.records.registry import take
from schemas.rows import DocumentRow, Records
from schemas.tables import Row


def read_document(data: bytes, *, name: str = "", given_up: Sequence[Trouble] = (), at: At = nowhere) -> Document:
    """Bytes → blocks → Document; the parameters are those of `read`. Raises ReadError where nothing can be read."""
    blocks = read(data, name=name, given_up=given_up, at=at)
    return assemble(blocks)


def extract(
    document: Document,
    file: File,
    extractor_version: str,
    *,
    data: bytes = b"",
    witness: str = NONE,
    at: At = nowhere,
) -> tuple[Row, Records]:
    """Document → the common columns of its rows, and its rows for every published table, checks and findings too.

    `witness` says which tables of a PDF, whose bytes are `data`, a second engine reads again; `at` hears when it does.
    Of a paper that is no disclosure nothing is taken, and what it holds is no leftover.
    """
    identity = identify(document, file.name, file.given)
    nothing = why_nothing(identity.kind)
    claims = Claims() if nothing else take(document, identity)
    records = claims.rows
    number_in_order(records)
    records["tables"] = table_rows(document, claims)
    records["cells"] = cell_rows(document, claims)
    records["leftovers"], numbers, claimed = ([], 0, 0) if nothing else account(document, claims)
    unread = [*document.troubles, *ragged(document), *(() if nothing else tables_not_made_out(document))]
    records["failures"] = failure_rows(file, [*unread, *claims.troubles])
    # a government's report has totals of the whole area, of its own level and of two years beside each other
    records["checks"] = evaluate(
        records if identity.kind != "government_budget" else {**records, "figures": []},
        identity.fiscal_year,
        half_unit(document, claims),
        namings(identity),
        claims.sums,
        claims.structures,
    )
    attest(data, document, file, records, witness, at)
    suggest(document, records)
    records["checks"], records["findings"] = diagnose(records)
    summary: DocumentRow = {
        "file_name": file.name,
        "source_url": file.url,
        "retrieved_at": file.retrieved_at,
        "media_type": document.media_type,
        "size_bytes": file.size,
        "pages": document.pages,
        "reader": document.reader,
        "title": identity.title,
        "kind": identity.kind,
        "not_extracted": why_nothing(identity.kind),
        "identity_evidence": "; ".join(f"{about}: {why}" for about, why in identity.evidence.items()) or None,
        "level": identity.level,
        "region_code": identity.region,
        "department_code": identity.department_code,
        "extractor_version": extractor_version,
        "tables_found": len(document.tables),
        "tables_recognised": len(claims.kinds),
        "numbers_found": numbers,
        "numbers_claimed": claimed,
        "figures_named": sum(row["measure"] is not None for row in records.get("figures", ())),
        "figures_unnamed": sum(row["measure"] is None for row in records.get("figures", ())),
        "checks_run": len(records["checks"]),
        "checks_failed": sum(1 for check in records["checks"] if check["status"] == "fail"),
        "checks_doubtful": sum(1 for check in records["checks"] if check["status"] == DOUBTFUL),
        "findings": len(records["findings"]),
    }
    records["documents"] = [summary]
    return _common(file, identity), records


def _common(file: File, identity: Identity) -> Row:
    return {
        "document_id": file.sha256,
        "fiscal_year": identity.fiscal_year,
        "region": identity.region,
        "publisher": identity.publisher,
    }
