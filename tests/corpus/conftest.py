"""What the tests on real disclosures share: each as it is read, once a session."""

import pytest
from corpora import ReadOnce


@pytest.fixture(scope="session")
def corpus(read_once: ReadOnce) -> ReadOnce:
    """The disclosures, read once by all workers together."""
    return read_once
