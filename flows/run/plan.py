"""Which files a run reads: the paths as given, folders and archives searched, the same bytes only once."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from extractors.document.file import NOTHING_GIVEN, Given
from extractors.document.troubles import ReadError, Trouble
from extractors.read import SUFFIXES
from flows.archive.store import is_archive
from flows.publish import journal, parts
from flows.run import files, origins, worker
from flows.run.given import same_as_read, with_given


@dataclass
class Plan:
    """What a run has to do.

    `todo` are the files to read, `done` has the outcomes of those that were read before, `twins` are files with the
    bytes of another, `skipped` counts the suffixes in folders that no reader takes, `bad` are paths with their trouble,
    `forgotten` are those whose document a person took out.
    """

    todo: list[str] = field(default_factory=list)
    done: dict[str, worker.Outcome] = field(default_factory=dict)
    twins: dict[str, str] = field(default_factory=dict)
    skipped: Counter[str] = field(default_factory=Counter)
    bad: list[tuple[str, Trouble]] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)


def plan(
    paths: list[str],
    out: Path,
    stamp: str,
    fresh: bool = False,
    forgotten: Collection[str] = frozenset(),
    given: Given = NOTHING_GIVEN,
) -> Plan:
    """Finds the files below `paths`; with `fresh` those that were read before are read again.

    Documents whose ids are `forgotten` are not read.
    """
    made = Plan()
    known = journal.read(out) if out.is_dir() and not fresh else {}
    by_document = journal.by_document(known)
    seen: dict[str, str] = {}
    found = {file for given in paths for file in _files(given, out, made)}
    found -= {path for path, _ in made.bad}
    documents = {path for file in found for path in _documents(file, by_document, made)}
    for path in sorted(
        documents, key=lambda path: (not origins.in_archive(path), path)
    ):  # it says where bytes come from
        try:
            digest = worker.digest(path)
        except (OSError, ReadError):
            made.todo.append(path)  # the worker says what is wrong with it
            continue
        if digest in forgotten:
            made.forgotten.append(path)
            continue
        if digest in seen:
            made.twins[path] = seen[digest]
            continue
        seen[digest] = path
        read = by_document.get(digest, [])
        if len(read) == 1 and _up_to_date(known[read[0]].facts, path, stamp, given):
            made.done[path] = worker.summary(path, read[0], known[read[0]].facts)
        else:
            made.todo.append(path)
    return made


def _files(given: str, out: Path, made: Plan) -> Iterator[str]:
    if is_archive(given):
        yield from origins.archived(given)
        return
    if not files.is_folder(given):
        yield given
        return
    found = files.below(given, SUFFIXES, without=out)
    yield from found.files
    made.skipped.update(found.skipped)
    made.bad += found.bad


def _documents(path: str, read: Collection[str], made: Plan) -> Iterator[str]:
    """The path itself, or those of the disclosures in a ZIP; a file of the archive that was `read` before is none."""
    try:
        known = origins.in_archive(path) and origins.digest(path) in read
        found = None if known else origins.archive_members(path)
    except (OSError, ReadError):
        found = None  # the worker says what is wrong with it
    if found is None:
        yield path
        return
    taken = 0
    for name in found:
        suffix = Path(name).suffix.lower()
        if Path(name).name.startswith(files.LOCK):
            made.skipped[files.LOCKED] += 1
        elif suffix in SUFFIXES:
            taken += 1
            yield name
        else:
            made.skipped[files.shown(suffix) or "(no suffix)"] += 1
    if not taken:
        message = f"the archive has no disclosure ({', '.join(SUFFIXES)}); look at what is in it"
        made.bad.append((path, Trouble("read", "no_disclosures", message, again=True)))


def _up_to_date(facts: parts.Facts, path: str, stamp: str, given: Given) -> bool:
    """Whether a document was read before by the same version and options, under the same name and address, and
    nothing of it was given up that is to be tried again.

    Where a killed run left it in two partitions nobody asks: reading it again leaves one.
    """
    try:
        file = with_given(origins.described(path, "", 0), path, given)
    except ReadError:
        return False  # the worker says what is wrong with it
    if not same_as_read(file, facts.document):
        return False
    said = tuple(facts.document.get(column) for column in ("file_name", "source_url", "retrieved_at"))
    return facts.stamp == stamp and not facts.again and said == (file.name, file.url, parts.as_text(file.retrieved_at))
