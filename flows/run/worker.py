"""What a worker process does: one path → one part. Never imports Prefect, so a worker costs only what it needs."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from extractors.account.failures import failure_rows
from extractors.check.reading.second_reading import ALL, NONE
from extractors.document.file import NOTHING_GIVEN, File, Given
from extractors.document.model import WHOLE, At, nowhere
from extractors.document.troubles import ReadError, Trouble
from extractors.pipeline import extract
from flows.publish import parts
from flows.run import files, origins
from flows.run.given import with_given
from flows.run.old_office import read_any
from flows.run.version import code_version
from schemas.rows import Common, CommonOfFailures, Records
from schemas.tables import UNKNOWN

_LARGEST = 256 << 20
"""Bytes of a file; the largest disclosures, scans in colour, have a fifth of it."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read into `out`, by the given version and options (`stamp`), without what was `given_up` before.

    `given` is what the user says of it.
    """

    path: str
    out: str
    stamp: str
    witness: str = ALL
    given_up: tuple[Trouble, ...] = ()
    given: Given = NOTHING_GIVEN


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file; `status` counts its checks, `problem` is the sentence of a failure."""

    path: str
    part: str
    name: str
    problem: str | None = None
    publisher: str | None = None
    year: int | None = None
    kind: str | None = None
    numbers: tuple[int, int] = (0, 0)
    status: tuple[tuple[str, int], ...] = ()
    failed: tuple[tuple[str, int], ...] = ()
    """How many checks failed, by severity; their sentences stand in the part."""
    given_up: tuple[str, ...] = ()
    """The sentences of pages and tables that had to be given up."""
    notes: tuple[str, ...] = ()
    """Sentences on how something was read."""

    def as_data(self) -> dict[str, Any]:
        """What became of a file that was read, as plain data."""
        return {
            "path": files.shown(self.path),
            "file_name": self.name,
            "publisher": self.publisher,
            "fiscal_year": self.year,
            "numbers_found": self.numbers[0],
            "numbers_claimed": self.numbers[1],
            "checks": dict(self.status),
            "failed": dict(self.failed),
            "given_up": list(self.given_up),
            "notes": list(self.notes),
        }


def stamp(witness: str) -> str:
    """The version and options by which a part is made."""
    return f"{code_version()} witness={witness}"


def process(job: Job, at: At = nowhere) -> Outcome:
    """Reads, extracts, reconciles and stages one file. A bad file becomes a part of `failures`.

    `at` is told each step as it begins. Raises OSError for what may pass when tried again (a network folder that
    hangs).
    """
    at(WHOLE)
    if (lock := _lock_file(job.path)) is not None:
        return fail(job, lock)
    file, stage = None, "read"
    try:
        data = _load(job.path)
        file = with_given(origins.file(job.path, data), job.path, job.given)
        document = read_any(data, name=file.name, given_up=job.given_up, at=at)
        stage = "extract"
        unheard = any(trouble.error == "witness" for trouble in job.given_up)
        witness = NONE if unheard else job.witness
        common, records = extract(document, file, code_version(), data=data, witness=witness, at=at)
        at(WHOLE)
        return _stage(job, common, records)
    except OSError:
        raise
    except ReadError as error:
        trouble = Trouble(stage, error.error, str(error))
    except MemoryError:
        trouble = Trouble(stage, "memory_limit", "it needs more memory than a document may take; look at what it is")
    except Exception as error:
        doing, code = ("reading", "reader_error") if stage == "read" else ("extraction", "extractor_error")
        said = " ".join(f"{type(error).__name__} ({error})".split())
        trouble = Trouble(stage, code, f"{doing} stopped with {said}; please report it with the file")
    return fail(job, trouble, file)


def _load(path: str) -> bytes:
    """A document's bytes; raises ReadError where it is not there, may not be read, or is too large."""
    try:
        size = origins.size(path)
        if size > _LARGEST:  # nobody waits for its hash either
            message = f"it has {size >> 20:,} MB, more than any disclosure ({_LARGEST >> 20} MB); look at what it is"
            raise ReadError("too_large", message)
        return origins.load(path)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise ReadError("not_found", "there is no such file; check the path") from error
    except PermissionError as error:
        raise ReadError("not_readable", "the file may not be read; change its permissions") from error


def digest(path: str) -> str:
    """The sha256 of a document's bytes; raises as `origins.digest` does, and for a file that is too large to read."""
    if origins.size(path) > _LARGEST:
        raise ReadError("too_large", "it is larger than any disclosure")
    return origins.digest(path)


def _lock_file(path: str) -> Trouble | None:
    """The trouble of a file that Office keeps beside an open document, which a person named for the document."""
    name = origins.name(path).rpartition("/")[2]
    if not name.startswith(files.LOCK):
        return None
    message = "it is the lock file that Office keeps beside an open document; name the document"
    return Trouble("read", "lock_file", message)


def _stage(job: Job, common: Common, records: Records) -> Outcome:
    out = Path(job.out)
    target = parts.document_part(out, common)
    facts = parts.write(target, common, records, job.stamp)
    for old in parts.find(out, common["document_id"]):
        if old != target:  # a run that is killed between them leaves both: publishing takes the newer one
            old.unlink(missing_ok=True)
    failed = parts.failure_part(out, job.path)
    for said in (parts.replacement_part(out, common["document_id"]), parts.replacement_part(out, failed.stem), failed):
        said.unlink(missing_ok=True)
    return summary(job.path, target, facts)


def summary(path: str, part: Path, facts: parts.Facts) -> Outcome:
    """The outcome of a document that was read."""
    return Outcome(
        path=path,
        part=str(part),
        name=facts.document["file_name"],
        publisher=facts.document["publisher"],
        year=facts.document["fiscal_year"],
        kind=facts.document.get("kind"),
        numbers=facts.numbers,
        status=facts.status,
        failed=facts.failed,
        given_up=facts.given_up,
        notes=facts.notes,
    )


def _file(path: str) -> File:
    """What is known of a file that is not in memory; no hash where it cannot be read."""
    try:
        return origins.described(path, digest(path), origins.size(path))
    except (OSError, ReadError):
        return origins.described(path, "", 0)


def fail(job: Job, trouble: Trouble, file: File | None = None) -> Outcome:
    """Stages an input that could not be read as a row of `failures`; each run that is given it tries it again."""
    file = file or _file(job.path)
    common: CommonOfFailures = {**UNKNOWN, "document_id": file.sha256 or None}
    rows = failure_rows(file, [replace(trouble, again=True)])
    target = parts.failure_part(Path(job.out), job.path)
    parts.write(target, common, {"failures": rows}, job.stamp)
    parts.replacement_part(Path(job.out), target.stem).unlink(missing_ok=True)
    return Outcome(job.path, str(target), file.name, rows[0]["message"])
