"""The public API: a disclosure read from its file, without Prefect and without a folder to publish to."""

import subprocess
import sys
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from disclosed import sample
from publishing import PROSE

import yusuan
from schemas.tables import tables


@pytest.fixture(scope="module")
def found() -> yusuan.Disclosure:
    return yusuan.read(sample("2020年部门预算.txt"))


def test_a_file_gives_its_records_checks_and_document(found: yusuan.Disclosure) -> None:
    assert (found.publisher, found.fiscal_year) == ("青榆市公共文化服务中心", 2020)
    assert set(found.records) == set(tables())
    assert len(found.records["projects"]) == 15
    assert isinstance(found.records["projects"][0]["budget_yuan"], Decimal)
    assert sum(1 for check in found.checks if (check["status"], check["severity"]) == ("fail", "error")) == 3
    assert len(found.document.tables) == found.about["tables_found"]


def test_its_rows_are_those_that_would_be_published(found: yusuan.Disclosure, published: Path) -> None:
    columns = [column.name for column in tables()["projects"].columns]
    assert [list(row) for row in found.records["projects"]] == [columns] * 15
    there = yusuan.load("projects", published, years=2020, as_="arrow").to_pylist()
    assert found.records["projects"] == there


def test_what_has_no_row_is_an_empty_list(tmp_path: Path) -> None:
    (tmp_path / "short.txt").write_text(PROSE, encoding="utf-8")
    assert yusuan.read(tmp_path / "short.txt").records["assets"] == []


def test_a_file_that_is_not_there_or_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(yusuan.NotFoundError, match=r"there is no file .*nowhere\.pdf; check the path"):
        yusuan.read(tmp_path / "nowhere.pdf")
    (tmp_path / "page.pdf").write_bytes(b"<html><body>404</body></html>")
    with pytest.raises(yusuan.NotFoundError, match=r"page\.pdf: .*HTML"):
        yusuan.read(tmp_path / "page.pdf")


def test_an_archive_names_the_files_to_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "both.zip", "w") as box:
        box.writestr("a.txt", PROSE)
    with pytest.raises(yusuan.NotFoundError, match=r"both\.zip!/a\.txt"):
        yusuan.read(tmp_path / "both.zip")
    assert yusuan.read(tmp_path / "both.zip!/a.txt").fiscal_year == 2031


def test_nothing_of_prefect_is_imported() -> None:
    program = "import sys, yusuan; sys.exit(any(name.split('.')[0] in ('prefect', 'httpx') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_place_is_said_in_words(found: yusuan.Disclosure) -> None:
    failed = next(check for check in found.checks if check["status"] == "fail")
    assert yusuan.where(failed["left_places"][0]).startswith("line ")
