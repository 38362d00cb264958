"""`yusuan accept`, `register`: findings that a person accepted or explained."""

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from flows.cli.common import OK, Out, Root, wrong
from flows.language import say

if TYPE_CHECKING:
    from flows.publish.register import Entry
    from schemas.rows import CheckRow, Common, Records


def accept(
    document: str,
    finding: str,
    subject: str | None = None,
    /,
    *,
    because: Annotated[str, Parameter(help="Why it is so: a sentence for whoever reads the report.")],
    by: Annotated[str, Parameter(help="Who says so.")],
    only_this_file: Annotated[bool, Parameter(negative="", help="Not the publisher's year, only these bytes.")] = False,
    out: Out = Path("output"),
    archive: Root = "raw",
) -> int:
    """Accept or explain a finding, until one of its values changes.

    DOCUMENT is a file, or part of the name, publisher or id of a published one (of several, the one that has the
    finding); FINDING the short name that the report and `yusuan show` print, or the identity of one failed check with
    its subject behind it. It is written to register.yaml in the archive, an entry a check, where it can be changed by
    hand.
    """
    from flows.publish import register
    from flows.publish.errors import NotFoundError
    from flows.run.lookup import document_records

    explained: dict[object, register.Entry] = {}
    path = ""
    try:
        for name in _holders(document, finding, subject, out, alone=only_this_file):
            common, records = document_records(name, out)
            found = _meant(records, finding, subject)
            if not found:
                there = _there(records)
                return wrong(say("{document} has no such finding; there are: {there}", document=document, there=there))
            entries = (_entry(check, common, because, by, own=only_this_file) for check in found)
            explained |= {entry.key: entry for entry in entries}
        for entry in explained.values():
            path = register.accept(archive, entry)
    except (NotFoundError, register.RegisterError) as error:
        return wrong(str(error))
    named = finding if subject is None else f"{finding} {subject!r}"
    said = say("{path}: {finding} is explained while its values stay as they are", path=path, finding=named)
    sys.stdout.write(f"{said}\n")
    return OK


def _entry(check: "CheckRow", common: "Common", because: str, by: str, *, own: bool) -> "Entry":
    """The entry that explains a check: of its publisher's year, with `own` (or where that is not known) of its file."""
    from flows.publish.register import Entry

    own = own or common["publisher"] is None or common["fiscal_year"] is None
    return Entry(
        publisher=None if own else common["publisher"],
        year=None if own else common["fiscal_year"],
        document=common["document_id"] if own else None,
        identity=check["identity"],
        subject=check["subject"],
        left=check["left_value"],
        right=check["right_value"],
        because=because,
        by=by,
        date=datetime.datetime.now(datetime.UTC).date().isoformat(),
    )


def _holders(document: str, finding: str, subject: str | None, out: Path, *, alone: bool) -> list[str]:
    """The ids of the published documents of that name that have the finding, where they are files of one disclosure.

    With `alone` only where it is one file. Else the name as it was given, which whoever looks it up judges.
    """
    from flows.run import origins
    from flows.run.lookup import called, published
    from schemas.rows import PublishedCheck, PublishedFinding

    if origins.exists(document) or not (out / "latest").exists():
        return [document]
    named = {row["document_id"]: (row["publisher"], row["fiscal_year"]) for row in called(document, out)}
    if len(named) < 2:
        return [document]
    if subject is None:
        having = {row["document_id"] for row in published(out, PublishedFinding, {"name": finding})}
    else:
        asked: dict[str, str | None] = {"identity": finding, "subject": subject, "status": "fail"}
        having = {row["document_id"] for row in published(out, PublishedCheck, asked)}
    holders = sorted(having & named.keys())
    one = len({named[holder] for holder in holders}) == 1 and None not in named[holders[0]] and not alone
    return holders if len(holders) == 1 or one else [document]


def _meant(records: "Records", finding: str, subject: str | None) -> "list[CheckRow]":
    """The failed checks of a finding, or the one of an identity and subject."""
    failed = [check for check in records["checks"] if check["status"] == "fail"]
    if subject is not None:
        return [check for check in failed if (check["identity"], check["subject"]) == (finding, subject)]
    numbers = {row["seq"] for row in records.get("findings", ()) if row["name"] == finding}
    return [check for check in failed if check["finding"] in numbers]


def _there(records: "Records") -> str:
    named = [f"{row['name']} ({row['label']})" for row in records.get("findings", ())]
    only = [check for check in records["checks"] if check["status"] == "fail" and check["finding"] is None]
    return "; ".join([*named, *(f"{check['identity']} {check['subject']!r}" for check in only)]) or "none"


def register(*, out: Out = Path("output"), archive: Root = "raw") -> int:
    """List the accepted findings, and whether each still explains something in what is published.

    An entry whose values changed, or that no failed check matches any more, is named; remove or renew it by hand.
    """
    from flows.cli import terminal
    from flows.publish import register as accepted
    from flows.publish.errors import NotFoundError
    from flows.run.lookup import published
    from schemas.rows import PublishedCheck

    try:
        entries = accepted.entries(archive)
        checks = published(out, PublishedCheck, {"status": "fail"}) if entries else []
    except (NotFoundError, accepted.RegisterError) as error:
        return wrong(str(error))
    terminal.print_register([(entry, accepted.state(entry, checks)) for entry in entries])
    return OK
