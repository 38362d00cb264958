"""A sample as it is read and extracted, and documents published."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from extractors.document.file import File
from extractors.document.model import Document
from extractors.pipeline import extract
from extractors.pipeline import read_document as read
from schemas.tables import Row, RowsByTable

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "raw" / "samples"


@dataclass(frozen=True)
class Disclosed:
    """A sample: its bytes, the document they were read as, its records."""

    path: Path
    data: bytes
    document: Document
    common: Row
    records: RowsByTable


def disclose(path: Path, document: Document | None = None) -> Disclosed:
    """A file with its records; read where it is not given as a document."""
    data = path.read_bytes()
    document = document or read(data)
    file = File(str(path), path.name, hashlib.sha256(data).hexdigest(), len(data))
    return Disclosed(path, data, document, *extract(document, file, "test"))


def sample(name: str) -> Path:
    (path,) = SAMPLES.glob(f"*{name}")
    return path


def publish(out: Path, *documents: tuple[Row, RowsByTable]) -> Path:
    """Publishes documents, each its common columns and records, into `out`."""
    from flows.publish import parts, snapshots

    for common, records in documents:
        parts.write(parts.document_part(out, common), common, records, "test")
    snapshots.publish(out)
    return out
