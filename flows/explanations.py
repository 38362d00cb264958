"""The explanations of findings, made from the register and the parts when they are published.

    OUT/parts/register/<year>-<province>/<document_id>.arrows     the explanations of a document's failed checks

Only documents that an entry of the register is about are read, so without a register nothing is. They are a function
of the register and the parts: an explanation whose check has other values now is not written, and the check is an
alarm again. Files that nothing asks for any more are removed.
"""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from flows import journal, parts, register
from flows.journal import ACROSS, DERIVED, REGISTER, Journal
from schemas.tables import COMMON, Row


def write(out: Path, known: Journal, entries: Sequence[register.Entry]) -> None:
    """Writes the explanations of the documents that have a part in `out`, and brings `known` up to date with them.

    After the checks between documents, which may be explained too.
    """
    asked = set()
    for path in list(_about(known, entries)) if entries else ():
        rows = list(_explanations(out, path, entries))
        target = out / "parts" / REGISTER / path.parent.name / path.name
        if rows:
            asked.add(target)
            stamp = hashlib.sha256(repr(rows).encode()).hexdigest()
            if target not in known or known[target].facts.stamp != stamp:
                common = {name: known[path].facts.document[name] for name in COMMON}
                parts.write(target, common, {"explanations": rows}, stamp)
                known[target] = journal.look(target)
    for stale in [path for path in known if path.parent.parent.name == REGISTER and path not in asked]:
        stale.unlink()
        del known[stale]


def _about(known: Journal, entries: Sequence[register.Entry]) -> Iterator[Path]:
    """The parts of the documents that entries are about."""
    for path, one in known.items():
        document = one.facts.document
        if document and path.parent.parent.name not in DERIVED:
            whose = (document["publisher"], document["fiscal_year"], document["document_id"])
            if any(entry.about(*whose) for entry in entries):
                yield path


def _explanations(out: Path, path: Path, entries: Sequence[register.Entry]) -> Iterator[Row]:
    between = out / "parts" / ACROSS / path.parent.name / path.name
    for source in (path, between):
        for name, batch in parts.read(source) if source.exists() else ():
            for check in batch.to_pylist() if name == "checks" else ():
                entry = register.explanation(check, entries)
                if entry is not None:
                    same = ("identity", "subject", "left_value", "right_value", "unit")
                    yield {**{name: check[name] for name in same},
                           "because": entry.because, "accepted_by": entry.by, "accepted_on": entry.date}  # fmt: skip
