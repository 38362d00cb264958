"""Real disclosures beside the repository: the hand-checked records, and both PDF parsers page by page."""

import csv
import subprocess
import sys
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from conftest import ROOT
from publishing import rows, sound, stage
from test_grids import both

from extractors.document import Table
from extractors.readers.content import PageContent
from extractors.readers.page import read_page
from extractors.text import compact
from flows import snapshots

SHARED = ROOT.parent / "shared"
CORPUS, GOLDEN = SHARED / "corpus", SHARED / "golden" / "hebei-2020"
EACH = 6
"""Every sixth page of each PDF is compared."""

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared/corpus is not there"),
]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The disclosure of Hebei, published."""
    out = tmp_path_factory.mktemp("corpus") / "out"
    for path in sorted((CORPUS / "hebei-2020").glob("*.txt")):
        assert stage(path, out).problem is None
    snapshots.publish(out)
    sound(out)
    return out


def failing(out: Path, severity: str) -> list[tuple[str, str]]:
    checks = [row for row in rows(out, "checks") if row["status"] == "fail" and row["severity"] == severity]
    return sorted((str(row["identity"]), str(row["subject"])) for row in checks)


def test_every_golden_record_is_found_and_none_is_invented(published: Path) -> None:
    command = [sys.executable, str(SHARED / "tools" / "score_golden.py"), str(published / "latest"), str(GOLDEN)]
    score = subprocess.run(command, capture_output=True, text=True, check=False)
    assert score.returncode == 0, score.stdout + score.stderr
    counts = {path.stem: len(list(csv.DictReader(path.open(encoding="utf-8")))) for path in GOLDEN.glob("*.csv")}
    assert len(counts) == 10
    assert score.stdout.rstrip().endswith(f"{sum(counts.values())}/{sum(counts.values())} golden rows found, 0 extra")


def test_the_one_error_is_the_figure_that_is_stated_twice(published: Path) -> None:
    assert failing(published, "error") == [("restated", "expenditure_project 2020 level")]
    (check,) = [row for row in rows(published, "checks") if row["status"] == "fail" and row["severity"] == "error"]
    assert (check["left_value"], check["right_value"]) == (6_075_400, 6_075_000)


def test_the_warnings_are_those_that_the_golden_names(published: Path) -> None:
    found = failing(published, "warning")
    plans = [subject for identity, subject in found if identity == "plan_columns"]
    assert sorted(int(subject.split()[1]) for subject in plans) == [6, 10, 13, 15, 16, 19, 24]
    unfilled = [subject for identity, subject in found if identity == "targets_filled"]
    assert sorted(int(subject.split()[1]) for subject in unfilled) == [2, 8, 19, 22]
    others = [check for check in found if check[0] not in ("plan_columns", "targets_filled")]
    assert [identity for identity, _ in others] == ["target_consistent", "unit_name_consistent"]
    assert others[1][1] == "435003"


def test_nothing_else_is_flagged_but_what_is_only_information(published: Path) -> None:
    assert {identity for identity, _ in failing(published, "info")} <= {"levels_filled"}


def test_at_least_99_of_100_numbers_are_claimed_and_the_others_have_a_reason(published: Path) -> None:
    (document,) = rows(published, "documents")
    assert int(str(document["numbers_claimed"])) >= 0.99 * int(str(document["numbers_found"])) > 0
    assert document["tables_recognised"] == document["tables_found"]
    assert all(row["reason"] for row in rows(published, "leftovers"))


def tables_of(content: PageContent) -> list[list[tuple[int, int, int, int, str]]]:
    tables = [item for item in read_page(content) if isinstance(item, Table)]
    return [sorted((c.row, c.col, c.row_span, c.col_span, compact(c.text)) for c in table.cells) for table in tables]


@pytest.mark.parametrize("folder", ["shanghai", "jiangsu"])
def test_pdfium_and_pdfplumber_find_the_same_tables(folder: str) -> None:
    compared, different = 0, []
    for path in sorted((CORPUS / folder).glob("*.pdf")):
        data = path.read_bytes()
        with pdfium.PdfDocument(data) as document:
            pages = len(document)
        for number in range(EACH, pages + 1, EACH):
            ours, theirs = both(data, number)
            compared += 1
            if tables_of(ours) != tables_of(theirs):
                different.append(f"{path.name} page {number}")
    assert compared
    assert len(different) <= 0.01 * compared, different
