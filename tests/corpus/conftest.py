"""What the tests on real disclosures share: each as it is read, once a session."""

from pathlib import Path

import pytest
from corpora import ReadOnce


@pytest.fixture(scope="session")
def corpus(shared_folder: Path) -> ReadOnce:
    """The disclosures, read once by all workers together."""
    folder = shared_folder / "corpus"
    folder.mkdir(exist_ok=True)
    return ReadOnce(folder)
