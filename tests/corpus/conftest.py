"""What the tests on real disclosures share: each as it is read, once a session."""

import pytest
from corpora import ReadOnce


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> ReadOnce:
    """The disclosures, read once by all workers together."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "corpus"
    folder.mkdir(exist_ok=True)
    return ReadOnce(folder)
