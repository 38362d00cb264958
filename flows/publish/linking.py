"""Which files are of one disclosure, told from the parts at publishing.

The rule stands in `extractors/check/between_documents/linked_files.py`.

    OUT/parts/links/<year>-<province>/<document_id>.arrows     the links of a document

The totals by which documents are known stand at the head of their parts, so none is read. A person decides otherwise in
`links.yaml` in the archive's root, a YAML list:

    - files: [说明.docx, 3f2a91c0]     # file names, or the first eight or more digits of a document_id
      linked: false                   # or true
      because: the workbook is last year's
      by: 王某
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from extractors.check.between_documents.companions import Companions, kind_of
from extractors.check.between_documents.linked_files import TABLES, Decision, file_of, links
from flows.publish import journal, register
from flows.publish.journal import DERIVED, LINKS, Journal
from schemas.rows import LinkRow, Records

NAME = "links.yaml"
_FIELDS = ("files", "linked", "because", "by")


def decisions(archive: str) -> list[Decision]:
    """What people decided about files; raises RegisterError where the list cannot be used."""
    made: dict[frozenset[str], Decision] = {}
    path, listed = register.read_list(archive, NAME)
    for number, given in enumerate(listed, 1):
        where = f"{path}, entry {number}"
        register.must_have(given, _FIELDS, _FIELDS, where)
        files = given["files"]
        if not isinstance(files, list) or len(files) != 2 or not isinstance(given["linked"], bool):
            raise register.RegisterError(f"{where}: files are two in brackets, linked is true or false")
        decision = Decision((str(files[0]), str(files[1])), given["linked"], str(given["because"]), str(given["by"]))
        if made.setdefault(frozenset(decision.files), decision) is not decision:
            raise register.RegisterError(f"{where}: these two files are decided about before; remove one")
    return list(made.values())


def write(out: Path, known: Journal, decided: Sequence[Decision] = ()) -> dict[Path, dict[Path, bool]]:
    """Writes the links of the documents that have a part in `out`, and brings `known` up to date with them.

    Gives for each document with prose those with its tables: whether they are linked, or a person said they are not.
    """
    standing, kinds = [], set()
    for path, part in sorted(known.items(), key=lambda item: (item[1].partition, item[0].name)):
        head = part.head if part.kind not in DERIVED else {"document": {}}
        if head["document"] and head["document"].get("superseded_by") is None:
            standing.append(path)
            kinds.add(kind_of(head["document"], head["totals"]))
    companions = Companions(decided)
    for path in standing if decided or len(kinds - {None}) > 1 else ():
        head = known[path].head
        file = file_of(head["document"], head["totals"])
        companions.add(file, kind_of(file.document, head["totals"]))
    paths: dict[str, Path] = {}
    files = []
    for path in (standing[number] for number in sorted(companions.found())):
        head = known[path].head
        paths[head["document"]["document_id"]] = path
        files.append(file_of(head["document"], head["totals"]))
    found: dict[Path, list[LinkRow]] = {}
    tables: dict[Path, dict[Path, bool]] = {}
    for one, row in links(files, decided):
        path = paths[one.document["document_id"]]
        found.setdefault(path, []).append(row)
        if row["relation"] == TABLES:
            tables.setdefault(path, {})[paths[row["linked_document_id"]]] = row["linked"]
    journal.derive(out, known, LINKS, ((path, repr(rows), partial(_linked, rows)) for path, rows in found.items()))
    return tables


def _linked(rows: list[LinkRow]) -> Records:
    return {"links": rows}
