"""Whose real disclosures are, of which year, kind, level and region, from their content alone."""

import csv
from pathlib import Path

import pytest
from corpora import CORPUS, ReadOnce

from extractors.identify.identity import identify

FACTS = list(csv.DictReader((Path(__file__).parent / "identity_facts.csv").open(encoding="utf-8")))
"""Read off the documents; an empty field is what the content does not say."""

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared/corpus is not there"),
]


@pytest.mark.parametrize("facts", FACTS, ids=lambda facts: facts["file"])
def test_a_document_says_itself_whose_it_is(facts: dict[str, str], corpus: ReadOnce) -> None:
    path = CORPUS / facts["file"]
    found = identify(corpus.document(path), f"x{path.suffix}")
    said = (found.publisher, found.fiscal_year, found.kind, found.level, found.region)
    names = ("publisher", "fiscal_year", "kind", "level", "region")
    assert [str(value or "") for value in said] == [facts[name] for name in names]
