"""Troubles → rows of `failures`."""

from extractors.document.file import File
from extractors.document.model import Document
from extractors.document.troubles import Trouble
from schemas.rows import FailureRow


def failure_rows(file: File, troubles: list[Trouble], before: int = 0) -> list[FailureRow]:
    """Troubles as rows of `failures`, numbered after so many others."""
    return [
        {
            "seq": seq,
            "path": file.path,
            "sha256": file.sha256 or None,
            "stage": trouble.stage,
            "page": trouble.page,
            "error": trouble.error,
            "message": f"{file.name}: {trouble.message}",
            "tried_again": trouble.again,
        }
        for seq, trouble in enumerate(troubles, start=before + 1)
    ]


def ragged(document: Document) -> list[Trouble]:
    """A trouble a table whose rows cannot be trusted to be aligned."""
    return [Trouble("extract", "ragged_table", table.ragged) for table in document.tables if table.ragged]
