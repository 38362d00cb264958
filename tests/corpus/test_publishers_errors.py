"""What publishers really got wrong, each found once and at its page; a document that is right has no error."""

import csv
from pathlib import Path

import pytest
from corpora import CORPUS, ReadOnce

ERRORS = list(csv.DictReader((Path(__file__).parent / "publishers_errors.csv").open(encoding="utf-8")))
"""Each error, read off its page: the kind of its finding, its page, and what its sentence must have."""

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared/corpus is not there"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: f"{error['file']} {error['kind']} {error['says']}")
def test_an_error_of_its_publisher_is_found_once(error: dict[str, str], corpus: ReadOnce) -> None:
    findings = corpus.disclosed(CORPUS / error["file"]).records["findings"]
    alike = [one for one in findings if one["kind"] == error["kind"]]
    told = [one for one in alike if one["page"] == int(error["page"]) and error["says"] in one["message_zh"]]
    assert len(told) == 1


def test_tables_of_two_sums_of_money_that_may_differ_are_no_error(corpus: ReadOnce) -> None:
    """The total and the appropriation differ by other funds."""
    path = CORPUS / "jiangsu" / "省政协办公厅2017年度部门预算公开表.pdf"
    assert corpus.disclosed(path).records["findings"] == []
