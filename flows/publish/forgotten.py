"""Documents that a person took out: a YAML list in the archive's root, written by people and by `yusuan forget`.

    - document: 3f2a…                       # the file's sha256
      file: 2020年部门预算.pdf                # for whoever reads the list
      because: 涉密，公开单位已撤回
      by: 王某
      date: '2020-03-02'

What is on the list is neither read nor published; its bytes stay in the archive. Whoever removes the entry (or says
`yusuan forget --undo`) has it read again by the next run.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import yaml

from flows.archive.storage import Folder, storage
from flows.publish import files_whole, parts
from flows.publish.register import RegisterError, must_have, read_list

NAME = "forgotten.yaml"
_FIELDS = ("document", "file", "because", "by", "date")


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A document that was taken out: its sha256 and name, why, by whom and when."""

    document: str
    file: str
    because: str
    by: str
    date: str


def entries(archive: str) -> list[Forgotten]:
    """The entries of an archive's list; none where there is no list. Raises RegisterError where it cannot be used."""
    path, listed = read_list(archive, NAME)
    made: dict[str, Forgotten] = {}
    for number, given in enumerate(listed, 1):
        where = f"{path}, entry {number}"
        must_have(given, _FIELDS, _FIELDS, where)
        entry = Forgotten(**{name: str(given[name]) for name in _FIELDS})
        if made.setdefault(entry.document, entry) is not entry:
            raise RegisterError(f"{where}: the document is on the list already; remove one entry")
    return list(made.values())


def documents(archive: str) -> frozenset[str]:
    """The ids of the documents that were taken out; raises as `entries` does."""
    return frozenset(entry.document for entry in entries(archive))


def forget(archive: str, out: Path, entry: Forgotten) -> str:
    """Puts a document on the list and takes its staged part away; where the list stands.

    Raises RegisterError where the list cannot be used or written.
    """
    known = [one for one in entries(archive) if one.document != entry.document]
    path = _write(archive, [*known, entry])
    for part in parts.find(out, entry.document):
        part.unlink(missing_ok=True)
    return path


def remember(archive: str, document: str) -> str:
    """Takes a document off the list; where the list stands. Raises RegisterError as `forget` does."""
    return _write(archive, [one for one in entries(archive) if one.document != document])


def _write(archive: str, listed: Iterable[Forgotten]) -> str:
    path = f"{archive.rstrip('/')}/{NAME}"
    rows = [asdict(entry) for entry in listed]
    text = yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=1000) if rows else ""
    place = storage(archive)
    try:
        if isinstance(place, Folder):
            place.root.mkdir(parents=True, exist_ok=True)
            with place.lock():
                files_whole.write_whole(place.root / NAME, text.encode())
        else:
            place.replace(NAME, text.encode())
    except OSError as error:
        raise RegisterError(f"{path} cannot be written ({error.strerror or error})") from error
    return path
