"""Which document replaced which, written into the parts when they are published (the rule: `schemas/versions.py`)."""

from pathlib import Path

from flows import parts
from schemas.tables import Row
from schemas.versions import superseded

_COLUMNS = ("supersedes", "superseded_by")


def mark(out: Path) -> None:
    """Brings `documents.supersedes` and `superseded_by` up to date in all parts of `out`.

    Only the parts are written in which they change; the rest of them stays as it is, byte for byte.
    """
    documents: dict[Path, Row] = {}
    for path in sorted((out / "parts").glob("*/*.arrows"), key=lambda path: path.name):
        document = parts.documents(path)[0]
        if "retrieved_at" in document:
            documents[path] = document
    before = superseded(documents.values())
    after = {old: new for new, old in before.items()}
    for path, document in documents.items():
        said = dict(
            zip(_COLUMNS, (before.get(document["document_id"]), after.get(document["document_id"])), strict=True)
        )
        if any(document.get(column) != value for column, value in said.items()):
            parts.amend(path, said)
