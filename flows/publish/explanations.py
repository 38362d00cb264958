"""The explanations of findings, made from the register and the parts when they are published.

    OUT/parts/register/<year>-<province>/<document_id>.arrows     the explanations of a document's failed checks

Only documents that an entry of the register is about are read, so without a register nothing is. They are a function
of the register and the parts: an explanation whose check has other values now is not written, and the check is an
alarm again. Files that nothing asks for any more are removed.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from flows.publish import journal, parts, register
from flows.publish.journal import ACROSS, DERIVED, REGISTER, Journal
from schemas.rows import ExplanationRow, PublishedCheck, Records


def write(out: Path, known: Journal, entries: Sequence[register.Entry]) -> None:
    """Writes the explanations of the documents that have a part in `out`, and brings `known` up to date with them.

    After the checks between documents, which may be explained too.
    """
    about = list(_about(known, entries)) if entries else ()
    made = ((path, rows) for path in about if (rows := list(_explanations(out, path, entries))))
    journal.derive(out, known, REGISTER, ((path, repr(rows), partial(_explained, rows)) for path, rows in made))


def _explained(rows: list[ExplanationRow]) -> Records:
    return {"explanations": rows}


def _about(known: Journal, entries: Sequence[register.Entry]) -> Iterator[Path]:
    """The parts of the documents that entries are about."""
    for path, one in known.items():
        document = one.facts.document if one.kind not in DERIVED else parts.NOTHING
        if document:
            whose = (document["publisher"], document["fiscal_year"], document["document_id"])
            if any(entry.about(*whose) for entry in entries):
                yield path


def _explanations(out: Path, path: Path, entries: Sequence[register.Entry]) -> Iterator[ExplanationRow]:
    between = out / "parts" / ACROSS / path.parent.name / path.name
    for source in (path, between):
        for _, batch in parts.read(source, ("checks",)) if source.exists() else ():
            checks: list[PublishedCheck] = batch.to_pylist()
            for check in checks:
                entry = register.explanation(check, entries)
                if entry is not None:
                    yield {
                        "identity": check["identity"],
                        "subject": check["subject"],
                        "left_value": check["left_value"],
                        "right_value": check["right_value"],
                        "unit": check["unit"],
                        "because": entry.because,
                        "accepted_by": entry.by,
                        "accepted_on": entry.date,
                    }
