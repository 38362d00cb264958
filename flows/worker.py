"""What a worker process does: one path → one part. Never imports Prefect, so a worker costs only what it needs."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extractors.attest import ALL, NONE, attest
from extractors.document import WHOLE, At, ReadError, Trouble, nowhere
from extractors.extract import File, extract, failure_rows, version
from flows import origins, parts
from flows.office import read_any
from schemas.tables import COMMON, Records, Row

_LARGEST = 256 << 20
"""Bytes of a file; the largest disclosures, scans in colour, have a fifth of it."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read into `out`, by the given version and options (`stamp`), without what was `given_up` before."""

    path: str
    out: str
    stamp: str
    witness: str = ALL
    given_up: tuple[Trouble, ...] = ()


FINDING = ("identity", "subject", "left_value", "right_value", "status", "severity", "message_zh")
"""What is kept of a failed check beside the common columns: enough to tell it, and whether it was explained."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file; `status` counts its checks, `problem` is the sentence of a failure."""

    path: str
    part: str
    problem: str | None = None
    publisher: str | None = None
    year: int | None = None
    numbers: tuple[int, int] = (0, 0)
    status: tuple[tuple[str, int], ...] = ()
    findings: tuple[Row, ...] = ()
    """The failed checks: the columns of `FINDING`."""
    given_up: tuple[str, ...] = ()
    """The sentences of pages and tables that had to be given up."""


@cache
def code_version() -> str:
    """Yusuan's version with a fingerprint of its rules, so that parts made by other rules are made again."""
    root = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for folder in ("extractors", "schemas"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".py", ".yaml", ".csv"):
                digest.update(path.read_bytes())
    return f"{version()}+{digest.hexdigest()[:8]}"


def stamp(witness: str) -> str:
    """The version and options by which a part is made."""
    return f"{code_version()} witness={witness}"


def process(job: Job, at: At = nowhere) -> Outcome:
    """Reads, extracts, reconciles and stages one file. A bad file becomes a part of `failures`.

    `at` is told each step as it begins. Raises OSError for what may pass when tried again (a network folder that
    hangs).
    """
    at(WHOLE)
    file, stage = None, "read"
    try:
        data = _load(job.path)
        file = File(job.path, origins.name(job.path), hashlib.sha256(data).hexdigest(), len(data))
        document = read_any(data, name=file.name, given_up=job.given_up, at=at)
        stage = "extract"
        common, records = extract(document, file, code_version())
        unheard = any(trouble.error == "witness" for trouble in job.given_up)
        attest(data, document, file, records, NONE if unheard else job.witness, at)
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
        size = Path(path).stat().st_size if Path(path).is_file() else 0
        if size > _LARGEST:
            message = f"it has {size >> 20:,} MB, more than any disclosure ({_LARGEST >> 20} MB); look at what it is"
            raise ReadError("too_large", message)
        return origins.load(path)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise ReadError("not_found", "there is no such file; check the path") from error
    except PermissionError as error:
        raise ReadError("not_readable", "the file may not be read; change its permissions") from error


def _stage(job: Job, common: Row, records: Records) -> Outcome:
    out = Path(job.out)
    target = parts.document_part(out, common)
    for old in parts.find(out, common["document_id"]):
        if old != target:  # before the new one is there: a run that is killed between them reads the file again
            old.unlink(missing_ok=True)
    parts.write(target, common, records, job.stamp)
    parts.failure_part(out, job.path).unlink(missing_ok=True)
    return summary(job.path, str(target), common, records)


def summary(path: str, part: str, common: Row, records: Records) -> Outcome:
    """The outcome of a document that was read."""
    (document,) = records["documents"]
    counts: dict[str, int] = {}
    findings = []
    for check in records["checks"]:
        counts[check["status"]] = counts.get(check["status"], 0) + 1
        if check["status"] == "fail":
            findings.append({name: common[name] for name in COMMON} | {name: check[name] for name in FINDING})
    return Outcome(
        path=path,
        part=part,
        publisher=common["publisher"],
        year=common["fiscal_year"],
        numbers=(document["numbers_found"], document["numbers_claimed"]),
        status=tuple(sorted(counts.items())),
        findings=tuple(findings),
        given_up=tuple(row["message"] for row in records["failures"]),
    )


def _file(path: str) -> File:
    """What is known of a file that is not in memory; no hash where it cannot be read."""
    try:
        with Path(path).open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            return File(path, origins.name(path), digest, stream.tell())
    except OSError:
        return File(path, origins.name(path), "", 0)


def fail(job: Job, trouble: Trouble, file: File | None = None) -> Outcome:
    """Stages an input that could not be read as a row of `failures`."""
    file = file or _file(job.path)
    common: Row = {**dict.fromkeys(COMMON), "document_id": file.sha256 or None}
    rows = failure_rows(file, [trouble])
    target = parts.failure_part(Path(job.out), job.path)
    parts.write(target, common, {"failures": rows}, job.stamp)
    return Outcome(job.path, str(target), rows[0]["message"])
