"""Parts that are not as they were written: set aside, and said, so that one of them stops no publication.

    OUT/parts/<partition>/<name>.arrows.damaged     what was set aside, to be looked at
    OUT/parts/failed/damaged-<id>.arrows            its row of `failures`, until the document is read again

What publishing makes from the parts is made again, so of that nothing need be said.
"""

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from extractors.check.between_documents.head import DocumentHead
from flows.language import say
from flows.publish import journal, parts
from flows.publish.errors import DamagedError, OlderPartsError
from flows.publish.journal import DERIVED, Journal
from flows.publish.packed import of_older_form
from schemas.rows import FailureRow
from schemas.tables import UNKNOWN

_STAMP = "set aside"
_LISTED = 5


def refuse_older(out: Path, known: Journal) -> None:
    """Raises OlderPartsError where parts are of an older form: the documents of a whole archive would be set aside
    by the first run of a new version that is given one file.
    """
    older = sorted(
        path
        for path, one in known.items()
        if one.damaged and one.kind not in DERIVED and one.partition != parts.FAILED and of_older_form(path)
    )
    if older:
        names = [_published(out, path.stem).get("file_name") or path.name for path in older[:_LISTED]]
        listed = ", ".join(names) + (" …" if len(older) > _LISTED else "")
        sentence = (
            "{count} documents were read by an older version of yusuan, and are published no more until this one has "
            "read them: give their files to yusuan run ({names}); to go on without them: yusuan publish"
        )
        raise OlderPartsError(say(sentence, count=len(older), names=listed))


def set_aside(out: Path, known: Journal) -> None:
    """Sets aside the damaged parts that a journal names, and brings it up to date."""
    for path in [path for path, one in known.items() if one.damaged]:
        one = known.pop(path)
        if one.kind in DERIVED:
            path.unlink(missing_ok=True)
            continue
        name = path.name.removeprefix(parts.DAMAGED)
        said = parts.replacement_part(out, Path(name).stem)
        again = next((out / "parts").glob(f"*/{name}.damaged"), None) if path == said else None
        moved = again or path.with_name(f"{path.name}.damaged")
        # durable, and before the part is moved: nothing else remembers the document
        parts.write(said, UNKNOWN, {"failures": [_row(out, moved, one)]}, _STAMP, durable=True)
        if path != said:
            path.replace(moved)
        known[said] = journal.look(said)


def remove_older(known: Journal) -> None:
    """Removes the older part of a document that has two, which a run left that was killed, and of them from `known`."""
    for paths in journal.by_document(known).values():
        for _, path in sorted((path.stat().st_mtime_ns, path) for path in paths)[:-1] if len(paths) > 1 else ():
            path.unlink()
            del known[path]


def look_through(out: Path) -> None:
    """Reads all parts to their end, and sets aside those that do not read."""
    known = journal.read(out)
    for path, one in known.items():
        try:
            for _ in parts.read(path):
                pass
        except FileNotFoundError:
            continue
        except DamagedError as error:
            known[path] = replace(one, damaged=str(error))
    set_aside(out, known)


def standing(out: Path) -> list[str]:
    """The sentences on the parts that were set aside and whose documents were not read again."""
    found = sorted((out / "parts" / parts.FAILED).glob(f"{parts.DAMAGED}*.arrows"))
    rows: list[FailureRow] = [row for path in found for _, made in parts.read(path) for row in made.to_pylist()]
    return [row["message"] for row in rows]


def _row(out: Path, moved: Path, one: journal.Known) -> FailureRow:
    identity = moved.name.partition(".")[0].removeprefix(parts.DAMAGED)
    document = one.facts.document or _published(out, identity)
    file = document.get("file_name")
    name = file or f"the input {identity[:12]}…"
    message = (
        f"{name}: what was read of it is damaged on the disk or of an older version, and was set aside as "
        f"{moved.parent.name}/{moved.name}, so its rows are not published; give its file to yusuan run again"
    )
    return {
        "seq": 1,
        "path": file or moved.name,
        "sha256": document.get("document_id"),
        "stage": "publish",
        "page": None,
        "error": "damaged_part",
        "message": message,
        "tried_again": False,
    }


def _published(out: Path, document_id: str) -> DocumentHead:
    """What the latest snapshot says of a document; nothing where it has it not, or does not read."""
    try:
        columns, wanted = ["file_name", "document_id"], [("document_id", "==", document_id)]
        found = pq.read_table(out / "latest" / "documents", columns=columns, filters=wanted)
    except (OSError, pa.ArrowInvalid):
        return parts.NOTHING
    known: list[DocumentHead] = found.to_pylist()
    return known[0] if known else parts.NOTHING
