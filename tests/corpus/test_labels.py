"""The labels of performance and procurement tables that were seen in disclosures beside the repository."""

import csv

import pytest
from corpora import SHARED

from extractors.recognise.shapes import performance_heads, procurement
from schemas.words.lines import line_words

LABELS = SHARED / "notes" / "labels.csv"

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not LABELS.is_file(), reason="../shared/notes is not there"),
]


def test_every_label_that_was_seen_is_understood() -> None:
    with LABELS.open(encoding="utf-8") as file:
        labels = [row["label"] for row in csv.DictReader(file)]
    unread = [label for label in labels if not _understood(label)]
    print(f"{len(labels) - len(unread)} of {len(labels)} labels understood; not: {'、'.join(unread)}")
    assert len(labels) > 150
    assert not unread


def _understood(label: str) -> bool:
    """Whether a vocabulary has a label, or it is no label but prints the unit of money."""
    known = performance_heads.vocabulary().any(label) or procurement.vocabulary().any(label)
    return bool(known) or line_words().unit_end.fullmatch(label) is not None
