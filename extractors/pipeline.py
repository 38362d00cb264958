"""The way of a document, a stage a line: the page to read first."""

from collections.abc import Sequence

from extractors.account.failures import failure_rows
from extractors.account.whole import account, document_row
from extractors.assemble import assemble
from extractors.check.evaluation import check
from extractors.check.reading.second_reading import NONE, attest
from extractors.diagnose import diagnose
from extractors.diagnose.elsewhere import parted
from extractors.diagnose.file_end import cut_short, open_ended
from extractors.diagnose.scan_digits import suggest
from extractors.document.file import File
from extractors.document.model import At, Document, nowhere
from extractors.document.troubles import Trouble
from extractors.identify.identity import Identity, identify
from extractors.read import read
from extractors.records.numbering import number_in_order
from extractors.records.registry import take
from schemas.rows import Common, Records


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
) -> tuple[Common, Records]:
    """Document → the common columns of its rows, and its rows for every published table, checks and findings too.

    `witness` says which tables of a PDF, whose bytes are `data`, a second engine reads again; `at` hears when it does.
    Of a paper that is no disclosure nothing is taken, and what it holds is no leftover.
    """
    identity = identify(document, file.name, file.given)
    claims = take(document, identity)
    records = claims.rows
    number_in_order(records)
    numbers = account(document, file, identity, claims)
    records["checks"] = check(document, identity, claims)
    attest(data, document, file, records, witness, at)
    suggest(document, records)
    records["checks"], records["findings"] = diagnose(records, open_ended(document), parted(document))
    records["failures"] += failure_rows(file, list(cut_short(records["checks"])), len(records["failures"]))
    records["documents"] = [document_row(document, file, identity, claims, numbers, extractor_version)]
    return _common(file, identity), records


def _common(file: File, identity: Identity) -> Common:
    return {
        "document_id": file.sha256,
        "fiscal_year": identity.fiscal_year,
        "region": identity.region,
        "publisher": identity.publisher,
    }
