"""Real Word files and workbooks beside the repository: grids against their truth, records against those of the PDF."""

import sys
from collections import Counter
from typing import Any

import pytest
from corpora import CORPUS, SHARED, ReadOnce

from extractors.document.model import Document
from schemas.tables import Row

DINGZHOU = CORPUS / "dingzhou-2017"
PLACES = {"document_id", "page", "line", "table_index", "row_index", "left_places", "right_places", "seq", "sentence"}
"""Where a row stands, and the words that it quotes from there."""
RECORDS = (
    "organizations",
    "assets",
    "figures",
    "projects",
    "indicators",
    "procurement_items",
    "procurement_totals",
    "goals",
    "duties",
    "budget_lines",
)

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not DINGZHOU.is_dir(), reason="../shared/corpus is not there"),
]


def grids(document: Document, tool: Any) -> list[list[list[tuple[str, int]]]]:
    return [[[(tool.norm(cell.text), id(cell)) for cell in row] for row in table.grid] for table in document.tables]


def test_the_grids_of_word_files_are_the_true_ones(monkeypatch: pytest.MonkeyPatch, corpus: ReadOnce) -> None:
    pytest.importorskip("docx", reason="python-docx reads the truth")
    monkeypatch.syspath_prepend(str(SHARED / "tools"))
    import gridscore  # type: ignore[import-not-found]

    paths = sorted(DINGZHOU.glob("*.docx"))
    scores = [gridscore.f1(gridscore.docx_grids(path), grids(corpus.document(path), gridscore))[2] for path in paths]
    assert len(scores) == 15
    assert sum(scores) / len(scores) >= 0.999
    sys.modules.pop("gridscore")


def without_place(row: Row) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, str(value)) for name, value in row.items() if name not in PLACES))


KNOWN = {
    ("20170626_59506fae81b32", "goals"): 1,  # the page break cuts a merged cell, and what did not fit is nowhere
    ("20170321_58d0caa53f5ac", "goals"): 1,  # a mark that hangs at the end of a line was not written into the PDF
    ("20170626_59505e9fb71b0", "goals"): 1,  # the same
    ("20170626_59506fae81b32", "projects"): 1,  # the same
}
"""Rows that differ, and why: what the PDF has not."""

PICTURED = {("20170626_5950791690f56", "figures"): 4}
"""Rows of a page that is a picture: recognised in the PDF, named as not read in Word."""


def test_word_files_and_their_pdfs_give_the_same_records(corpus: ReadOnce) -> None:
    rows, different = 0, {}
    for path in sorted(DINGZHOU.glob("*.docx")):
        word, pdf = (corpus.disclosed(one).records for one in (path, path.with_suffix(".pdf")))
        for table in RECORDS:
            ours, theirs = (Counter(map(without_place, found.get(table, ()))) for found in (word, pdf))
            rows += (ours | theirs).total()
            count = max((ours - theirs).total(), (theirs - ours).total())
            if count > (KNOWN | PICTURED).get((path.stem, table), 0):
                different[path.stem, table] = count
    assert different == {}
    assert rows > 2_500
    assert sum(KNOWN.values()) <= 0.002 * rows


@pytest.mark.parametrize("suffix", [".xls", ".xlsx"])
def test_workbooks_of_standard_tables_have_their_titles_units_and_grids(suffix: str, corpus: ReadOnce) -> None:
    for path in DINGZHOU.glob(f"*{suffix}"):
        document = corpus.document(path)
        tables = [table for table in document.tables if table.title and table.title.startswith("部门预算")]
        assert len(tables) == 9, path.name
        for table in tables:
            assert any("单位：万元" in line.text for line in table.context), (path.name, table.title)
            assert {"收入", "支出", "科目", "项目", "项  目"} & {cell.text for cell in table.grid[0]}
        assert {trouble.error for trouble in document.troubles} <= {"hidden_cells"}


def test_a_workbook_and_its_word_file_give_the_same_budget_lines(corpus: ReadOnce) -> None:
    """20170321_58d0caa574c2a is no such pair: its Word file leaves 12.6 out of the totals that the workbook has."""
    pair = [DINGZHOU / f"20170327_58d88823c0e6d.{suffix}" for suffix in ("xls", "docx")]
    lines = [corpus.disclosed(path).records["budget_lines"] for path in pair]
    rows = [
        Counter((row["table_kind"], row["code"], row["name"], row["measure"], row["amount_yuan"]) for row in found)
        for found in lines
    ]
    assert rows[0] == rows[1]
    assert rows[0].total() == 250
