"""What the tests share: the samples as they are read and extracted, once a session."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from extractors.document.model import Document
from extractors.pipeline import File, extract
from extractors.read import read
from schemas.tables import Records, Row

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "raw" / "samples"

settings.register_profile("quick", max_examples=60, deadline=None, database=None, derandomize=True)
settings.load_profile("quick")


@dataclass(frozen=True)
class Disclosed:
    """A sample: its bytes, the document they were read as, its records."""

    path: Path
    data: bytes
    document: Document
    common: Row
    records: Records


def disclose(path: Path) -> Disclosed:
    data = path.read_bytes()
    document = read(data)
    file = File(str(path), path.name, hashlib.sha256(data).hexdigest(), len(data))
    return Disclosed(path, data, document, *extract(document, file, "test"))


def sample(name: str) -> Path:
    (path,) = SAMPLES.glob(f"*{name}")
    return path


@pytest.fixture(scope="session")
def text_2020() -> Disclosed:
    return disclose(sample("2020年部门预算.txt"))


@pytest.fixture(scope="session")
def pdf_2020() -> Disclosed:
    return disclose(sample("2020年部门预算.pdf"))


@pytest.fixture(scope="session")
def pdf_2021() -> Disclosed:
    return disclose(sample("2021年部门预算.pdf"))


def publish(out: Path, *documents: tuple[Row, Records]) -> Path:
    """Publishes documents, each its common columns and records, into `out`."""
    from flows.publish import parts, snapshots

    for common, records in documents:
        parts.write(parts.document_part(out, common), common, records, "test")
    snapshots.publish(out)
    return out


@pytest.fixture(scope="session")
def published(text_2020: Disclosed, pdf_2021: Disclosed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two years of one publisher, published; only to be read."""
    out = tmp_path_factory.mktemp("published")
    return publish(out, *((one.common, one.records) for one in (text_2020, pdf_2021)))
