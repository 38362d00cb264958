"""Real disclosures beside the repository: the hand-checked records, and both PDF parsers page by page."""

import csv
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2 as pdfium
import pytest
from conftest import ROOT
from publishing import rows, sound, stage
from test_grids import both

from extractors.document import Document, Table
from extractors.numbers import is_number
from extractors.readers import read
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


_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def numbers_in_word(path: Path) -> Counter[str]:
    """The numeric cells of a Word file; one that is merged down counts once."""
    found: Counter[str] = Counter()
    with zipfile.ZipFile(path) as parts:
        body = ElementTree.fromstring(parts.read("word/document.xml"))
    for cell in body.iter(f"{_WORD}tc"):
        merged = cell.find(f"{_WORD}tcPr/{_WORD}vMerge")
        text = compact("".join(piece.text or "" for piece in cell.iter(f"{_WORD}t")))
        if is_number(text) and (merged is None or merged.get(f"{_WORD}val") == "restart"):
            found[text] += 1
    return found


def read_pdf(path: Path) -> Document:
    return read(path.read_bytes(), witness=False)


def test_no_number_of_a_word_original_is_missing_or_altered_in_its_pdf() -> None:
    pairs = [(word, word.with_suffix(".pdf")) for word in sorted((CORPUS / "dingzhou-2017").glob("*.docx"))]
    assert len(pairs) == 15
    for word, pdf in pairs:
        cells = (compact(cell.text) for table in read_pdf(pdf).tables for cell in table.cells)
        assert Counter(text for text in cells if is_number(text)) == numbers_in_word(word), pdf.name


@pytest.mark.parametrize(
    ("pattern", "tables"),
    [
        ("jiangsu/*公开.pdf", 12),
        ("jiangsu/*公开表.pdf", 12),
        ("shanghai/*.pdf", 9),
        ("university/*2021*.pdf", 4),
        ("university/*2023*.pdf", 4 + 24),
    ],
)
def test_every_table_is_found_once_and_whole_and_under_its_own_name(pattern: str, tables: int) -> None:
    paths = sorted(CORPUS.glob(pattern))
    assert paths
    for path in paths:
        titles = [table.title or "" for table in read_pdf(path).tables]
        assert len(titles) == len(set(titles)) == tables, path.name
        assert all(title.endswith(("表", "表（一般公共预算）")) for title in titles), path.name


def test_a_numbered_form_that_a_page_cuts_has_all_its_rows() -> None:
    (path,) = (CORPUS / "university").glob("*2023*.pdf")
    forms = [table for table in read_pdf(path).tables if (table.title or "").endswith("绩效目标表")]
    assert len(forms) == 24
    for form in forms:
        assert form.cells[0].text == "项目名称"
        labels = [compact(cell.text) for cell in form.cells]
        assert {"年度资金总额:", "其他资金", "年度总体目标", "三级指标", "指标值"} <= set(labels), form.title
        assert labels.count("三级指标") == 1
