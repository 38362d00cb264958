"""`yusuan diff`: what changed between two versions."""

import json
import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from flows.cli.common import OK, Out, wrong
from flows.language import say

_FIRST = 20


def diff(
    document: str,
    other: str | None = None,
    /,
    *,
    out: Out = Path("output"),
    as_json: Annotated[bool, Parameter("--json", negative="")] = False,
    all_rows: Annotated[bool, Parameter("--all", negative="")] = False,
) -> int:
    """Show what changed from DOCUMENT to OTHER, field by field, with the places of both sides.

    Each is a file (read on the spot), or part of the name, publisher or id of one that was published in --out. With one
    alone: from the version that it replaced, to it.

    Parameters
    ----------
    as_json
        Print a JSON line per row that changed.
    all_rows
        Show all of them, not only the first of each table.

    """
    from flows.cli.diff_terminal import print_changes
    from flows.compare.versions import changes
    from flows.publish.errors import NotFoundError
    from flows.run.lookup import version_before, with_published_types
    from schemas.tables import by_table

    try:
        before, after = (version_before(document, out), document) if other is None else (document, other)
        old, new = (with_published_types(name, out) for name in (before, after))
    except NotFoundError as error:
        return wrong(str(error))
    found = list(changes(by_table(old), by_table(new)))
    if as_json:
        for change in found:
            sys.stdout.write(json.dumps(change.as_data(), ensure_ascii=False) + "\n")
        return OK
    for sign, records in (("-", old), ("+", new)):
        (row,) = records["documents"]
        sys.stdout.write(f"{sign} {row['file_name']} {row['document_id']} {row['retrieved_at'] or ''}\n")
    print_changes(found, None if all_rows else _FIRST)
    if not found:
        same = old["documents"][0]["document_id"] == new["documents"][0]["document_id"]
        sys.stdout.write(
            say("the same bytes") + "\n" if same else say("the records are the same, only the bytes differ") + "\n"
        )
    return OK
