"""One disclosure, read from its file."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from extractors.document.model import Document
from extractors.document.place import Place
from extractors.document.troubles import ReadError
from flows.publish.errors import NotFoundError
from flows.run import origins
from flows.run.lookup import read_file
from schemas.rows import PublishedCheck, PublishedDocument, PublishedRecords
from schemas.tables import as_published, batch, by_table, tables


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A disclosure that was read.

    `document` is what the pages show: paragraphs and tables in reading order, each with its place. `records` has the
    rows of every published table by the table's name (docs/dictionary.md), with the types that they are published
    with; a table of which the document has nothing is an empty list.
    """

    document: Document
    records: PublishedRecords

    @property
    def about(self) -> PublishedDocument:
        """Its row of `documents`: publisher, fiscal_year, region, kind, title, how many of its numbers were taken."""
        return self.records["documents"][0]

    @property
    def publisher(self) -> str | None:
        """The body whose budget it is; None where the document does not tell."""
        return self.about["publisher"]

    @property
    def fiscal_year(self) -> int | None:
        """The year whose budget it is; None where the document does not tell."""
        return self.about["fiscal_year"]

    @property
    def checks(self) -> list[PublishedCheck]:
        """Each identity that was evaluated: both values, the difference, `status`, and the places of both sides."""
        return self.records["checks"]

    def __repr__(self) -> str:
        failed = sum(1 for check in self.checks if check["status"] == "fail")
        return (
            f"<Disclosure {self.about['file_name']}: {self.publisher or '?'} {self.fiscal_year or '?'}, "
            f"{len(self.checks)} checks, {failed} failed>"
        )


def read(path: str | Path, *, witness: Literal["all", "doubtful", "none"] = "all") -> Disclosure:
    """Reads one disclosure (PDF, Word, Excel, HTML, text) from its file, also from one in a ZIP: `a.zip!/b.pdf`.

    `witness` says which tables of a PDF a second engine reads again: all, doubtful (those whose sums do not add up),
    or none, which is several times faster. Raises NotFoundError where there is no such file, or where it cannot be
    read; the message says what is wrong and what to do.
    """
    name = str(path)
    if not origins.exists(name):
        raise NotFoundError(f"there is no file {name}; check the path")
    if (members := _members(name)) is not None:
        shown = ", ".join(members[:3]) + (" …" if len(members) > 3 else "")
        raise NotFoundError(f"{name} is an archive; read one of its files: {shown or 'it has none'}")
    document, common, found = read_file(name, witness)
    rows = by_table(found)
    return Disclosure(
        document, as_published({table: batch(table, rows.get(table, []), common).to_pylist() for table in tables()})
    )


def _members(name: str) -> list[str] | None:
    """The files in a ZIP; None where the file is none, or where reading it says better what is wrong."""
    try:
        return origins.archive_members(name)
    except (OSError, ReadError):
        return None


def where(place: Mapping[str, Any]) -> str:
    """A place of `left_places` or `right_places` in words: `page 7 table 3 row 3`, `line 98`."""
    return str(Place.of(place))
