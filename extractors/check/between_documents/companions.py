"""Which of very many files may be companions at all: found by numbers alone, so that only those are looked at.

Two files can only be linked where they share a key (`linked_files.keys`), and where they are of two kinds: one with
prose and one with tables only, or two with prose that two readers read. A hundred thousand documents have two million
keys, which are hashed and grouped here in a few dozen megabytes.
"""

from array import array
from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from extractors.check.between_documents.head import DocumentHead
from extractors.check.between_documents.linked_files import Decision, File, Totals, keys


def kind_of(document: DocumentHead, totals: Mapping[str, Totals]) -> str | None:
    """What a file is to its companions; None for one that has none, as it says no totals."""
    if totals.get("stated"):
        return f"prose {document['reader']}"
    return "tables" if totals.get("tabled") else None


class Companions:
    """Files are added one after the other and known by their number; `found` are those that may have a companion."""

    def __init__(self, decisions: Sequence[Decision] = ()) -> None:
        self._decisions = decisions
        self._kinds: dict[str, int] = {}
        self._keys, self._kind, self._numbers = array("q"), array("h"), array("l")
        self._count = 0
        self._decided: set[int] = set()

    def add(self, file: File, kind: str | None) -> None:
        """The next file, and its kind."""
        number, self._count = self._count, self._count + 1
        if any(decision.names(file) for decision in self._decisions):
            self._decided.add(number)
        if kind is None:
            return
        kind_number = self._kinds.setdefault(kind, len(self._kinds))
        for key in keys(file):
            self._keys.append(hash(key))
            self._kind.append(kind_number)
            self._numbers.append(number)

    def found(self) -> set[int]:
        """The numbers of the files that share a key with one of another kind, or of which a person decided."""
        if len(self._kinds) < 2:
            return self._decided
        table = pa.table({"key": pa.array(self._keys), "kind": pa.array(self._kind)})
        groups = table.group_by("key").aggregate([("kind", "min"), ("kind", "max")])
        shared = groups.filter(pc.not_equal(groups["kind_min"], groups["kind_max"]))["key"]
        numbers = pa.array(self._numbers).filter(pc.is_in(table["key"].combine_chunks(), shared.combine_chunks()))
        return self._decided | set(numbers.unique().to_pylist())
