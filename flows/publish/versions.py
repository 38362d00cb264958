"""Which document replaced which, written into the parts when they are published.

The rule stands in `flows/publish/supersedes.py`.
"""

from datetime import datetime

from flows.publish import journal, parts
from flows.publish.journal import Journal
from flows.publish.supersedes import superseded


def mark(known: Journal) -> None:
    """Brings `documents.supersedes` and `superseded_by` up to date in all parts, and `known` with them.

    Only the parts are written in which they change; the rest of them stays as it is, byte for byte.
    """
    documents = {path: entry.facts.document for path, entry in known.items() if entry.facts.document}
    dated = [
        {**document, "retrieved_at": datetime.fromisoformat(document["retrieved_at"])}
        for document in documents.values()
        if document.get("retrieved_at")
    ]
    before = superseded(dated)
    after = {old: new for new, old in before.items()}
    for path, document in documents.items():
        own = document["document_id"]
        said = {"supersedes": before.get(own), "superseded_by": after.get(own)}
        if any(document.get(column) != value for column, value in said.items()):
            parts.amend(path, said)
            known[path] = journal.look(path)
