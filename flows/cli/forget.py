"""`yusuan forget`: a document that is to be published no more."""

import datetime
import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from flows.cli.common import OK, SOME_FAILED, Out, Root, remark, unwritable, wrong
from flows.failures import said as in_words
from flows.language import say


def forget(
    document: str,
    *,
    because: Annotated[str, Parameter(help="Why it is taken out.")] = "",
    by: Annotated[str, Parameter(help="Who says so.")] = "",
    undo: Annotated[bool, Parameter(negative="", help="Put it back: the next run reads it again.")] = False,
    out: Out = Path("output"),
    archive: Root = "raw",
) -> int:
    """Take a document out of what is published, and keep later runs from reading it again.

    Its bytes stay in the archive. It is noted in forgotten.yaml there, with the reason; earlier snapshots still have it
    until `yusuan prune` removes them.

    Parameters
    ----------
    document
        Part of the name, publisher or id of a published document; with --undo of one that was taken out.

    """
    from flows.publish import aside, forgotten, journal, linking, register
    from flows.publish.errors import NotFoundError, OlderPartsError
    from flows.publish.snapshots import publish
    from flows.run.lookup import published_document

    if problem := unwritable(out):
        return wrong(problem)
    try:
        if undo:
            return _undo(document, archive)
        if not because or not by:
            return wrong(say("say why and who: --because '…' --by …"))
        row = published_document(document, out)
        today = datetime.datetime.now(datetime.UTC).date().isoformat()
        entry = forgotten.Forgotten(row["document_id"], row["file_name"], because, by, today)
        explained, linked = register.entries(archive), linking.decisions(archive)
        aside.refuse_older(out, journal.read(out))
        path = forgotten.forget(archive, out, entry)
        snapshot, manifest = publish(out, explained, linked)
    except (NotFoundError, OlderPartsError, register.RegisterError) as error:
        return wrong(str(error))
    sentence = "{file} is published no more ({path}); {snapshot}: {count} documents"
    count = manifest["rows"]["documents"]
    sys.stdout.write(say(sentence, file=row["file_name"], path=path, snapshot=snapshot.name, count=count) + "\n")
    lost = aside.standing(out)
    for one in lost:
        remark(in_words(one))
    return SOME_FAILED if lost else OK


def _undo(document: str, archive: str) -> int:
    from flows.publish import forgotten

    found = [one for one in forgotten.entries(archive) if one.document.startswith(document) or document in one.file]
    if len(found) != 1:
        listed = ", ".join(f"{one.file} {one.document[:12]}" for one in found or forgotten.entries(archive)) or "—"
        sentence = "{name} is not one document that was taken out; there are: {listed}"
        return wrong(say(sentence, name=document, listed=listed))
    path = forgotten.remember(archive, found[0].document)
    sentence = "{file} is off the list ({path}); the next run reads it again"
    sys.stdout.write(say(sentence, file=found[0].file, path=path) + "\n")
    return OK
