"""What a worker process does: one path → one part. Never imports Prefect, so a worker costs only what it needs."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extractors.document import ReadError, Trouble
from extractors.extract import File, extract, failure_rows, version
from flows import parts, sources
from flows.office import read_any
from schemas.tables import COMMON, Records, Row


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read into `out`, by the given version and options (`stamp`)."""

    path: str
    out: str
    stamp: str
    witness: bool = True


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
    findings: tuple[tuple[str, str], ...] = ()
    """Severity and sentence of each failed check."""


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


def stamp(witness: bool) -> str:
    """The version and options by which a part is made."""
    return f"{code_version()} witness={witness}"


def process(job: Job) -> Outcome:
    """Reads, extracts, reconciles and stages one file. A bad file becomes a part of `failures`.

    Raises OSError for what may pass when tried again (a network folder that hangs).
    """
    data = _load(job.path)
    if isinstance(data, Trouble):
        return fail(job, data)
    file = File(job.path, sources.name(job.path), hashlib.sha256(data).hexdigest(), len(data))
    try:
        document = read_any(data, name=file.name, witness=job.witness)
    except ReadError as error:
        return fail(job, Trouble("read", error.error, str(error)), file)
    except (OSError, MemoryError):
        raise
    except Exception as error:
        message = f"reading stopped with {type(error).__name__} ({error}); please report it with the file"
        return fail(job, Trouble("read", "reader_error", message), file)
    try:
        common, records = extract(document, file, code_version())
        return _stage(job, common, records)
    except (OSError, MemoryError):
        raise
    except Exception as error:
        message = f"extraction stopped with {type(error).__name__} ({error}); please report it with the file"
        return fail(job, Trouble("extract", "extractor_error", message), file)


def _load(path: str) -> bytes | Trouble:
    """A document's bytes, or why there are none."""
    try:
        return sources.load(path)
    except (FileNotFoundError, IsADirectoryError):
        return Trouble("read", "not_found", "there is no such file; check the path")
    except PermissionError:
        return Trouble("read", "not_readable", "the file may not be read; change its permissions")
    except ReadError as error:
        return Trouble("read", error.error, str(error))


def _stage(job: Job, common: Row, records: Records) -> Outcome:
    out = Path(job.out)
    target = parts.document_part(out, common)
    for old in parts.find(out, common["document_id"]):
        if old != target:  # before the new one is there: a run that is killed between them reads the file again
            old.unlink(missing_ok=True)
    parts.write(target, common, records, job.stamp)
    parts.failure_part(out, job.path).unlink(missing_ok=True)
    return summary(job.path, str(target), common, records["documents"][0], records["checks"])


def summary(path: str, part: str, common: Row, document: Row, checks: Iterable[Row]) -> Outcome:
    """The outcome of a document that was read."""
    counts: dict[str, int] = {}
    findings = []
    for check in checks:
        counts[check["status"]] = counts.get(check["status"], 0) + 1
        if check["status"] == "fail":
            findings.append((check["severity"], check["message_zh"]))
    return Outcome(
        path=path,
        part=part,
        publisher=common["publisher"],
        year=common["fiscal_year"],
        numbers=(document["numbers_found"], document["numbers_claimed"]),
        status=tuple(sorted(counts.items())),
        findings=tuple(findings),
    )


def fail(job: Job, trouble: Trouble, file: File | None = None) -> Outcome:
    """Stages an input that could not be read as a row of `failures`."""
    file = file or File(job.path, sources.name(job.path), "", 0)
    common: Row = {**dict.fromkeys(COMMON), "document_id": file.sha256 or None}
    rows = failure_rows(file, [trouble])
    target = parts.failure_part(Path(job.out), job.path)
    parts.write(target, common, {"failures": rows}, job.stamp)
    return Outcome(job.path, str(target), rows[0]["message"])
