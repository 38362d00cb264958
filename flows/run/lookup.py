"""Finding a document's records: in a file, read on the spot, or in what was published."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, cast

import pyarrow.parquet as pq

from extractors.document.model import Document
from extractors.document.troubles import ReadError
from extractors.read.archive import MARK
from flows.language import say
from flows.publish.errors import PUBLISH_ANEW, NotFoundError, reading
from flows.run import origins
from flows.run.version import code_version
from schemas.rows import TABLE_OF, Common, PublishedDocument, PublishedRecords, Records
from schemas.tables import Row, as_published, batch, by_table, common_of, tables, typed

Published = TypeVar("Published")
_LISTED = 8
_ID_SHOWN = 12


def document_records(name: str, out: Path) -> tuple[Common, Records]:
    """The common columns and records of a file, or of the one published document that `name` is part of.

    Raises NotFoundError where there is none or more than one.
    """
    if origins.exists(name):
        return read_file(name)[1:]
    if "/" in name and MARK not in name:
        raise NotFoundError(say("there is no file or folder {path}; check the path", path=name))
    row = published_document(name, out)
    only: dict[str, str | None] = {"document_id": row["document_id"]}
    return common_of(row), typed({table: _rows(out, table, only) for table in tables()})


def read_file(name: str, witness: str = "all") -> tuple[Document, Common, Records]:
    """A file that there is: the document, the common columns and the records.

    `witness` says which tables the second engine reads again (all, doubtful, none). Raises NotFoundError where the file
    cannot be read.
    """
    from extractors.pipeline import extract  # all stages, which what is published does not need
    from flows.run.old_office import read_any

    try:
        data = origins.load(name)
        file = origins.file(name, data)
        document = read_any(data, name=file.name)
    except ReadError as error:
        raise NotFoundError(f"{origins.name(name)}: {error}") from error
    common, records = extract(document, file, code_version(), data=data, witness=witness)
    return document, common, records


def published_document(name: str, out: Path) -> PublishedDocument:
    """The one row of `documents` that `name` is part of; raises NotFoundError where there is none or more than one.

    Where several have it in their names, the sentence lists their ids.
    """
    found = called(name, out)
    if not found:
        sentence = "no file and no document published in {out} is called {name}"
        raise NotFoundError(say(sentence, out=out, name=repr(name)))
    if len(found) > 1:
        listed = [f"{row['file_name']} {row['document_id'][:_ID_SHOWN]}" for row in found]
        names = ", ".join(sorted(listed)[:_LISTED]) + (" …" if len(found) > _LISTED else "")
        sentence = "several published documents are called {name}; name one by its id: {names}"
        raise NotFoundError(say(sentence, name=repr(name), names=names))
    return found[0]


def called(name: str, out: Path) -> list[PublishedDocument]:
    """The rows of `documents` whose file name, publisher or id `name` is part of; of an id its beginning."""
    return [
        row
        for row in published(out, PublishedDocument, {})
        if row["document_id"].startswith(name) or name in row["file_name"] or name in (row["publisher"] or "")
    ]


def version_before(name: str, out: Path) -> str:
    """The document_id of the version that a published document replaced.

    Raises NotFoundError where there is no such document, or no version before it is known.
    """
    row = published_document(name, out)
    if row.get("supersedes") is None:
        raise NotFoundError(
            say("no version before {file_name} is known; name two documents to compare", file_name=row["file_name"])
        )
    return str(row["supersedes"])


def with_published_types(name: str, out: Path) -> PublishedRecords:
    """The records that `document_records` finds, with the common columns, and every value as it is published."""
    common, records = document_records(name, out)
    return as_published({table: batch(table, rows, common).to_pylist() for table, rows in by_table(records).items()})


def published(out: Path, row: Callable[..., Published], only: dict[str, str | None]) -> list[Published]:
    """The published rows of a class of `schemas.rows` whose columns have the given values (None: any).

    Raises NotFoundError where nothing was published, DamagedError where it does not read.
    """
    return cast("list[Published]", _rows(out, TABLE_OF[row], only))


def _rows(out: Path, table: str, only: dict[str, str | None]) -> list[Row]:
    folder = out / "latest" / table
    if not folder.is_dir():
        if (out / "latest" / "manifest.json").exists():
            return []  # published by a version that did not know the table yet
        raise NotFoundError(say("nothing is published in {out}; run: yusuan run PATH --out {out}", out=out))
    wanted = [(column, "==", value) for column, value in only.items() if value is not None]
    with reading(folder, PUBLISH_ANEW):
        rows: list[Row] = pq.read_table(folder, filters=wanted or None).to_pylist()
    return rows
