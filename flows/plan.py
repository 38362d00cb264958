"""Which files a run reads: the paths as given, folders and archives searched, the same bytes only once."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from extractors.document import ReadError, Trouble
from extractors.readers import SUFFIXES
from flows import origins, parts
from flows.archive.store import is_archive


@dataclass
class Plan:
    """What a run has to do.

    `todo` are the files to read, `done` maps those that were read before to their parts, `twins` are files with the
    bytes of another, `skipped` counts the suffixes in folders that no reader takes, `bad` are paths with their trouble.
    """

    todo: list[str] = field(default_factory=list)
    done: dict[str, Path] = field(default_factory=dict)
    twins: dict[str, str] = field(default_factory=dict)
    skipped: Counter[str] = field(default_factory=Counter)
    bad: list[tuple[str, Trouble]] = field(default_factory=list)


def plan(paths: list[str], out: Path, stamp: str, fresh: bool = False) -> Plan:
    """Finds the files below `paths`; with `fresh` those that were read before are read again."""
    made = Plan()
    seen: dict[str, str] = {}
    files = {found for given in paths for found in _files(given, out, made)}
    found = {path for file in files for path in _documents(file, out, made)}
    for path in sorted(found, key=lambda path: (not origins.in_archive(path), path)):  # it says where bytes come from
        try:
            digest = origins.digest(path)
        except (OSError, ReadError):
            made.todo.append(path)  # the worker says what is wrong with it
            continue
        if digest in seen:
            made.twins[path] = seen[digest]
            continue
        seen[digest] = path
        part = None if fresh else _up_to_date(out, digest, path, stamp)
        if part:
            made.done[path] = part
        else:
            made.todo.append(path)
    return made


def _files(given: str, out: Path, made: Plan) -> Iterator[str]:
    if is_archive(given):
        yield from origins.archived(given)
        return
    path = Path(given)
    if not path.is_dir():
        yield given
        return
    found = False
    for below in sorted(path.rglob("*")):
        hidden = any(part.startswith(".") for part in below.relative_to(path).parts)
        if hidden or not below.is_file() or out.resolve() in below.resolve().parents:
            continue
        if below.suffix.lower() in SUFFIXES:
            found = True
            yield str(below)
        else:
            made.skipped[below.suffix.lower() or "(no suffix)"] += 1
    if not found:
        message = f"the folder has no disclosure ({', '.join(SUFFIXES)}); check the path"
        made.bad.append((given, Trouble("read", "no_disclosures", message)))


def _documents(path: str, out: Path, made: Plan) -> Iterator[str]:
    """The path itself, or those of the disclosures in a ZIP."""
    try:
        known = origins.in_archive(path) and parts.find(out, origins.digest(path))  # then it is no ZIP
        found = None if known else origins.archive_members(path)
    except (OSError, ReadError):
        found = None  # the worker says what is wrong with it
    if found is None:
        yield path
        return
    taken = 0
    for name in found:
        suffix = Path(name).suffix.lower()
        if suffix in SUFFIXES:
            taken += 1
            yield name
        else:
            made.skipped[suffix or "(no suffix)"] += 1
    if not taken:
        message = f"the archive has no disclosure ({', '.join(SUFFIXES)}); look at what is in it"
        made.bad.append((path, Trouble("read", "no_disclosures", message)))


def _up_to_date(out: Path, digest: str, path: str, stamp: str) -> Path | None:
    """The part of a document that was read before by the same version and options, under the same name and address.

    None too where a killed run left it in two partitions: reading it again leaves one.
    """
    found = parts.find(out, digest)
    if len(found) != 1:
        return None
    document, made_by = parts.documents(found[0])
    said = tuple(document.get(column) for column in ("file_name", "source_url", "retrieved_at"))
    file = origins.described(path, digest, 0)
    return found[0] if made_by == stamp and said == (file.name, file.url, file.retrieved_at) else None
