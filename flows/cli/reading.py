"""`yusuan show`, `checks`, `coverage`, `look`: what was read."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from flows.cli.common import OK, Json, Out, Root, print_json, wrong
from flows.language import say


def show(
    document: str,
    *,
    out: Out = Path("output"),
    archive: Root = "raw",
    all_rows: Annotated[bool, Parameter("--all", negative="")] = False,
    as_json: Json = False,
) -> int:
    """Show a document's records and what is wrong in it, the most serious first, with places.

    DOCUMENT is a file (read on the spot), or part of the name, publisher or id of one that was published in --out.

    Parameters
    ----------
    all_rows
        Show every row of every table, not only the first.

    """
    from flows.cli import terminal
    from flows.publish import register
    from flows.publish.errors import NotFoundError
    from flows.run.lookup import document_records, with_published_types

    try:
        if as_json:
            print_json(with_published_types(document, out))
            return OK
        entries = register.entries(archive)
        common, records = document_records(document, out)
    except (NotFoundError, register.RegisterError) as error:
        return wrong(str(error))
    terminal.print_document(common, records, all_rows=all_rows, entries=entries)
    return OK


_LISTED = 10
"""Findings that are listed where nobody says how many."""


def findings(
    *,
    out: Out = Path("output"),
    severity: Literal["error", "warning"] | None = None,
    first: Annotated[int | None, Parameter(help="How many to list: 10, and as JSON all, unless said.")] = None,
    all_files: Annotated[bool, Parameter(negative="")] = False,
    archive: Root = "raw",
    as_json: Json = False,
) -> int:
    """List what is wrong in the published documents, the most serious first.

    Each is listed once, with the number of checks that it explains; what the register explains is left out. A
    disclosure that is published as several files counts once.

    Parameters
    ----------
    severity
        Only findings of this severity.
    all_files
        Every file of a disclosure: its text beside its PDF, and versions that were replaced since.

    """
    from flows.cli.findings_terminal import by_weight, print_findings
    from flows.desk.once import not_counted
    from flows.publish import register
    from flows.publish.errors import NotFoundError
    from flows.run.lookup import published
    from schemas.rows import PublishedCheck, PublishedDocument, PublishedFinding, PublishedLink

    try:
        entries = register.entries(archive)
        documents = published(out, PublishedDocument, {})
        twice = frozenset[str]() if all_files else not_counted(documents, published(out, PublishedLink, {}))
        found = published(out, PublishedFinding, {"severity": severity})
        rows = [row for row in found if row["document_id"] not in twice]
        failed = published(out, PublishedCheck, {"status": "fail"}) if entries else []
    except (NotFoundError, register.RegisterError) as error:
        return wrong(str(error))
    of: dict[str, list[PublishedCheck]] = {}
    for check in failed:
        of.setdefault(check["document_id"], []).append(check)
    explained = register.explanation_of
    left = [row for row in rows if explained(row, of.get(row["document_id"], ()), entries) is None]
    left.sort(key=by_weight)
    names = {document["document_id"]: document["file_name"] for document in documents}
    if as_json:
        print_json([{"file_name": names[row["document_id"]], **row} for row in left[:first]])
    else:
        shown = _LISTED if first is None else first
        print_findings(left, names, first=shown, explained=len(rows) - len(left), left_out=len(twice))
    return OK


def checks(
    *,
    out: Out = Path("output"),
    status: Literal["exact", "rounding", "truncated", "fail", "reading_doubtful", "not_checkable"] | None = None,
    severity: Literal["error", "warning", "info"] | None = None,
    archive: Root = "raw",
    as_json: Json = False,
) -> int:
    """List the checks of all published documents; those that the register explains are marked as explained.

    Parameters
    ----------
    status
        Only checks with this outcome.
    severity
        Only checks of this severity.

    """
    from flows.cli import terminal
    from flows.publish import register
    from flows.publish.errors import NotFoundError
    from flows.run.lookup import published
    from schemas.rows import PublishedCheck

    try:
        entries = register.entries(archive)
        rows = published(out, PublishedCheck, {"status": status, "severity": severity})
        failed = published(out, PublishedCheck, {"status": "fail"}) if entries else []
    except (NotFoundError, register.RegisterError) as error:
        return wrong(str(error))
    if as_json:
        print_json(rows)
        return OK
    terminal.print_checks(rows, entries)
    terminal.print_stale([(entry, register.state(entry, failed)) for entry in entries])
    return OK


def coverage(*, out: Out = Path("output"), as_json: Json = False) -> int:
    """Show for each published document which standard tables are there, empty or missing; its numbers and checks."""
    from flows.cli.publishing_terminal import print_coverage
    from flows.desk.coverage import scoreboard
    from flows.publish.errors import NotFoundError

    try:
        scores = scoreboard(out)
    except NotFoundError as error:
        return wrong(str(error))
    if as_json:
        print_json([asdict(score) for score in scores])
        return OK
    print_coverage(scores)
    return OK


def look(file: Path, *, page: int = 1, to: Path | None = None) -> int:
    """Draw a PDF page as it was read: cells (header green, merged orange), joins, recognised kinds.

    Parameters
    ----------
    file
        A PDF.
    page
        Its page, from 1.
    to
        The PNG to write; default FILE-page-N.png in this folder.

    """
    from pypdfium2 import PdfiumError

    from flows.publish.errors import NotFoundError
    from flows.report.look import draw_page
    from flows.run.lookup import document_records

    target = to or Path(f"{file.stem}-page-{page}.png")
    if not file.is_file() or file.suffix.lower() != ".pdf":
        return wrong(say("{file} is not a PDF file; name one", file=file))
    try:
        _, records = document_records(str(file), Path())
        sys.stdout.write(draw_page(file, page, records, target) + "\n")
    except PdfiumError as error:
        return wrong(say("{file} is not a PDF that can be drawn ({error})", file=file, error=error))
    except (NotFoundError, IndexError) as error:
        return wrong(str(error))
    except OSError as error:
        return wrong(say("the picture cannot be written ({error}); choose another place with --to", error=error))
    return OK
