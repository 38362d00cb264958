"""Which document replaced which, written into the parts when they are published.

The rule stands in `flows/publish/supersedes.py`.
"""

from collections import Counter
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import cast

from extractors.check.between_documents.head import DocumentHead
from flows.publish import journal, parts
from flows.publish.journal import Journal
from flows.publish.supersedes import Dated, keys, superseded


def mark(known: Journal) -> None:
    """Brings `documents.supersedes` and `superseded_by` up to date in all parts, and `known` with them.

    Only the parts are written in which they change; the rest of them stays as it is, byte for byte.
    """
    concerned = {path: known[path].facts.document for path in _concerned(known)}
    dated = [_dated(document) for document in concerned.values() if document.get("retrieved_at")]
    before = superseded(dated)
    after = {old: new for new, old in before.items()}
    for path, document in concerned.items():
        own = document["document_id"]
        said = {"supersedes": before.get(own), "superseded_by": after.get(own)}
        if any(document.get(column) != value for column, value in said.items()):
            parts.amend(path, said)
            known[path] = journal.look(path)


def _dated(document: DocumentHead) -> Dated:
    """A document with its time, which the head of a part has as text."""
    moment = datetime.fromisoformat(str(document.get("retrieved_at")))
    return cast("Dated", {**document, "retrieved_at": moment})


def _concerned(known: Journal) -> list[Path]:
    """The parts of documents that are called a version, or are alike to another; most archives have few."""
    alike: dict[Path, tuple[int, ...]] = {}
    called: list[Path] = []
    for path, one in known.items():
        document = one.head["document"]
        if document.get("supersedes") or document.get("superseded_by"):
            called.append(path)
        elif document.get("retrieved_at"):
            alike[path] = tuple(map(hash, keys(document)))
    documents = (keys(known[path].facts.document) for path in called)
    common = Counter(chain(chain.from_iterable(alike.values()), map(hash, chain.from_iterable(documents))))
    return [*called, *(path for path, own in alike.items() if any(common[key] > 1 for key in own))]
