"""Forms of real disclosures beside the repository, against their Word originals and their own sums."""

import zipfile
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import ROOT, Disclosed, disclose

from extractors.text import compact
from schemas.tables import Row

CORPUS = ROOT.parent / "shared" / "corpus"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
GRADES = ("grade_excellent", "grade_good", "grade_fair", "grade_poor")
NO_UNIT = "20170323_58d3c7006950f"
"""Its second table prints no 单位, so that its amounts are left out."""

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared/corpus is not there"),
]


def word_rows(path: Path) -> Iterator[list[str]]:
    """The rows of the duty tables of a Word file, below their headers; a cell merged from above is `^`."""
    with zipfile.ZipFile(path) as parts:
        body = ElementTree.fromstring(parts.read("word/document.xml"))
    for table in body.iter(f"{WORD}tbl"):
        rows = [[_text(cell) for cell in row.findall(f"{WORD}tc")] for row in table.findall(f"{WORD}tr")]
        header = next((n for n, row in enumerate(rows) if {"优", "差"} <= set(row)), None)
        if header is not None:
            yield from (row for row in rows[header + 1 :] if len(row) == 9 and row[0] != "职责活动")


def _text(cell: ElementTree.Element) -> str:
    merged = cell.find(f"{WORD}tcPr/{WORD}vMerge")
    if merged is not None and merged.get(f"{WORD}val") != "restart":
        return "^"
    return compact("".join(piece.text or "" for piece in cell.iter(f"{WORD}t")))


def in_wan(duty: Row) -> str:
    return "" if duty["budget_yuan"] is None else f"{duty['budget_yuan'] / 10_000:.2f}"


def test_duties_activities_and_grades_are_those_of_the_word_originals() -> None:
    originals = sorted((CORPUS / "dingzhou-2017").glob("*.docx"))
    assert len(originals) == 15
    for word in originals:
        rows = [row for row in word_rows(word) if set(row) - {"", "优", "良", "中", "差"}]
        records = disclose(word.with_suffix(".pdf")).records
        titles = Counter(row[0] for row in rows if row[0] not in ("", "^"))
        assert Counter(compact(duty["title"]) for duty in records["duties"]) == titles, word.name
        graded = [tuple(row[5:]) for row in rows if set(row[4:]) - {"", "^"}]
        found = [tuple(compact(row[grade] or "") for grade in GRADES) for row in records.get("indicators", ())]
        assert Counter(found) == Counter(graded), word.name
        amounts = Counter(
            (row[0], f"{Decimal(row[1]):.2f}" if row[1] else "") for row in rows if row[0] not in ("", "^")
        )
        if word.stem != NO_UNIT:
            assert Counter((compact(duty["title"]), in_wan(duty)) for duty in records["duties"]) == amounts, word.name


def checks(disclosed: Disclosed, identity: str) -> list[str]:
    return [check["status"] for check in disclosed.records["checks"] if check["identity"] == identity]


def test_the_ministrys_tables_add_up_in_money_and_in_points() -> None:
    (path,) = (CORPUS / "university").glob("*2023*.pdf")
    disclosed = disclose(path)
    assert len(disclosed.records["projects"]) == 24
    assert checks(disclosed, "project_funds") == checks(disclosed, "weights_total") == ["exact"] * 24


@pytest.mark.parametrize("path", sorted(CORPUS.glob("jiangsu/*公开*.pdf")), ids=lambda path: path.name)
def test_every_level_of_nested_procurement_is_the_sum_of_the_rows_below_it(path: Path) -> None:
    found = set(checks(disclose(path), "procurement_nested"))
    assert found == {"exact"}


@pytest.mark.parametrize(("pattern", "projects"), [("*万里*", 1), ("*司法*", 1), ("*商务*", 4)])
def test_projects_described_in_prose_are_found_with_their_budgets(pattern: str, projects: int) -> None:
    (path,) = (CORPUS / "shanghai").glob(pattern)
    found = disclose(path).records["projects"]
    assert len(found) == projects
    for project in found:
        assert (project["budget_yuan"] is None) == ("第一季度用款" in project["arrangement"])
