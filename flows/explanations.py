"""The explanations of findings, made from the register and the parts when they are published.

    OUT/parts/register/<document_id>-register.arrows     the explanations of a document's failed checks

Only documents that an entry of the register is about are read, so without a register nothing is. They are a function
of the register and the parts: an explanation whose check has other values now is not written, and the check is an
alarm again. Files that nothing asks for any more are removed.
"""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from flows import across, parts, register
from schemas.tables import COMMON, Row

FOLDER = "register"


def write(out: Path, entries: Sequence[register.Entry]) -> None:
    """Writes the explanations of the documents that have a part in `out`; after the checks between them."""
    asked = set()
    for path in _about(out, entries) if entries else ():
        document = parts.documents(path)[0]
        rows = list(_explanations(out, path, document, entries))
        target = out / "parts" / FOLDER / f"{document['document_id']}-register.arrows"
        if rows:
            asked.add(target)
            stamp = hashlib.sha256(repr(rows).encode()).hexdigest()
            if not target.exists() or parts.documents(target)[1] != stamp:
                parts.write(target, {name: document[name] for name in COMMON}, {"explanations": rows}, stamp)
    for stale in set((out / "parts" / FOLDER).glob("*.arrows")) - asked:
        stale.unlink()


def _about(out: Path, entries: Sequence[register.Entry]) -> Iterator[Path]:
    """The parts of the documents that entries are about."""
    ids = {entry.document for entry in entries}
    years = {(entry.publisher, entry.year) for entry in entries}
    for path in sorted((out / "parts").glob("*/*.arrows"), key=lambda path: path.name):
        if path.parent.name not in (parts.FAILED, across.FOLDER, FOLDER):
            document = parts.documents(path)[0]
            if document["document_id"] in ids or (document["publisher"], document["fiscal_year"]) in years:
                yield path


def _explanations(out: Path, path: Path, document: Row, entries: Sequence[register.Entry]) -> Iterator[Row]:
    between = out / "parts" / across.FOLDER / f"{document['document_id']}-across.arrows"
    for source in (path, between):
        for name, batch in parts.read(source) if source.exists() else ():
            for check in batch.to_pylist() if name == "checks" else ():
                entry = register.explanation(check, entries)
                if entry is not None:
                    same = ("identity", "subject", "left_value", "right_value", "unit")
                    yield {**{name: check[name] for name in same},
                           "because": entry.because, "accepted_by": entry.by, "accepted_on": entry.date}  # fmt: skip
