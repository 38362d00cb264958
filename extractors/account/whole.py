"""The whole account of a document: `tables`, `cells`, `leftovers`, `failures`, and its row of `documents`."""

from typing import NamedTuple

from extractors.account.failures import failure_rows, ragged
from extractors.account.leftovers import leftover_rows
from extractors.account.lossless import cell_rows, table_rows
from extractors.account.tables_not_made_out import tables_not_made_out
from extractors.document.claims import Claims
from extractors.document.file import File
from extractors.document.model import Document
from extractors.identify.identity import Identity
from extractors.identify.kinds import why_nothing
from schemas.findings import DOUBTFUL
from schemas.rows import DocumentRow, Records


class Numbers(NamedTuple):
    """How many numbers a document has, and how many of them a record took."""

    found: int
    claimed: int


def account(document: Document, file: File, identity: Identity, claims: Claims) -> Numbers:
    """Adds the rows that say how a document was read and what nothing took; of a paper that is no disclosure nothing
    was to be taken, so that nothing of it is left.
    """
    records, disclosed = claims.rows, why_nothing(identity.kind) is None
    records["tables"] = table_rows(document, claims)
    records["cells"] = cell_rows(document, claims)
    records["leftovers"], *numbers = leftover_rows(document, claims) if disclosed else ([], 0, 0)
    troubles = [*document.troubles, *ragged(document), *(tables_not_made_out(document, claims) if disclosed else ())]
    records["failures"] = failure_rows(file, [*troubles, *claims.troubles])
    return Numbers(*numbers)


def document_row(
    document: Document, file: File, identity: Identity, claims: Claims, numbers: Numbers, version: str
) -> DocumentRow:
    """The row of `documents`: what the file is, whose it is and what that rests on, and how much came of it."""
    records: Records = claims.rows
    figures, statuses = records.get("figures", ()), [check["status"] for check in records["checks"]]
    return {
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
        "extractor_version": version,
        "tables_found": len(document.tables),
        "tables_recognised": len(claims.kinds),
        "numbers_found": numbers.found,
        "numbers_claimed": numbers.claimed,
        "figures_named": sum(figure["measure"] is not None for figure in figures),
        "figures_unnamed": sum(figure["measure"] is None for figure in figures),
        "checks_run": len(statuses),
        "checks_failed": statuses.count("fail"),
        "checks_doubtful": statuses.count(DOUBTFUL),
        "findings": len(records["findings"]),
    }
