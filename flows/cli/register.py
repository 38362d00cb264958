"""`yusuan accept`, `register`: findings that a person accepted or explained."""

import datetime
import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from flows.cli.common import OK, Out, Root, wrong
from flows.language import say


def accept(
    document: str,
    identity: str,
    subject: str,
    *,
    because: Annotated[str, Parameter(help="Why it is so: a sentence for whoever reads the report.")],
    by: Annotated[str, Parameter(help="Who says it.")],
    only_this_file: Annotated[bool, Parameter(negative="", help="Not the publisher's year, only these bytes.")] = False,
    out: Out = Path("output"),
    archive: Root = "raw",
) -> int:
    """Accept or explain a failed check, until either of its values changes.

    DOCUMENT is a file, or part of the name, publisher or id of a published one; IDENTITY and SUBJECT as `yusuan
    checks` prints them. It is written to register.yaml in the archive, where it can be changed by hand.
    """
    from flows.publish import register
    from flows.publish.errors import NotFoundError
    from flows.run.lookup import document_records
    from schemas.tables import COMMON

    try:
        common, records = document_records(document, out)
        failed = [check for check in records["checks"] if check["status"] == "fail"]
        found = [check for check in failed if (check["identity"], check["subject"]) == (identity, subject)]
        if not found:
            there = "; ".join(f"{check['identity']} {check['subject']!r}" for check in failed) or "none"
            return wrong(say("{document} has no such failed check; there are: {there}", document=document, there=there))
        own = only_this_file or common["publisher"] is None or common["fiscal_year"] is None
        entry = register.Entry(
            publisher=None if own else common["publisher"],
            year=None if own else common["fiscal_year"],
            document=common["document_id"] if own else None,
            identity=identity,
            subject=subject,
            left=found[0]["left_value"],
            right=found[0]["right_value"],
            because=because,
            by=by,
            date=datetime.datetime.now(datetime.UTC).date().isoformat(),
        )
        path = register.accept(archive, entry)
    except (NotFoundError, register.RegisterError) as error:
        return wrong(str(error))
    others = [{**check, **{name: common[name] for name in COMMON}} for check in found]
    assert all(entry.explains(check) for check in others)
    sys.stdout.write(
        say(
            "{path}: {identity} {subject} is explained while its values stay as they are",
            path=path,
            identity=identity,
            subject=repr(subject),
        )
        + "\n"
    )
    return OK


def register(*, out: Out = Path("output"), archive: Root = "raw") -> int:
    """List the accepted findings, and whether each still explains something in what is published.

    An entry whose values changed, or that no failed check matches any more, is named; remove or renew it by hand.
    """
    from flows.cli import terminal
    from flows.publish import register as accepted
    from flows.publish.errors import NotFoundError
    from flows.run.lookup import published

    try:
        entries = accepted.entries(archive)
        checks = published(out, "checks", {"status": "fail"}) if entries else []
    except (NotFoundError, accepted.RegisterError) as error:
        return wrong(str(error))
    terminal.print_register([(entry, accepted.state(entry, checks)) for entry in entries])
    return OK
