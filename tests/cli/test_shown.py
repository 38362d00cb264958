"""The commands that show what was published, or what a file holds."""

import json
import os
import re
import shutil
from pathlib import Path

import pytest
from commands import called
from disclosed import Disclosed, sample


def test_show_prints_a_published_document_with_its_failed_checks(published: Path) -> None:
    shown = called("show", "2020", "--out", str(published))
    assert shown.code == 0
    assert "612-0402-JQN-K7PD" in shown.printed
    assert "restatement" in shown.printed and "line 71" in shown.printed


def test_show_reads_a_file_on_the_spot_without_an_output_folder(tmp_path: Path) -> None:
    shown = called("show", str(sample("2020年部门预算.txt")), "--out", str(tmp_path / "none"))
    assert shown.code == 0
    assert "849 of 849 numbers claimed" in shown.printed
    assert "c91a4d" in shown.printed and "木骨架为主的椅凳类" in shown.printed
    assert not (tmp_path / "none").exists()


def test_checks_lists_only_what_was_asked_for(published: Path) -> None:
    failed = called("checks", "--out", str(published), "--status", "fail", "--severity", "error")
    assert failed.code == 0
    named = re.findall(r"^fail error (\w+)", failed.printed, re.MULTILINE)
    assert sorted(named) == ["item_amount", "plan_stated", "restated"]
    assert "left:  line 71" in failed.printed


def test_coverage_prints_a_line_for_each_document(published: Path) -> None:
    done = called("coverage", "--out", str(published))
    assert (done.code, done.complained) == (0, "")
    assert "青榆市公共文化服务中心2020年部门预算.txt" in done.printed and "exact" in done.printed


def test_snapshots_says_which_is_the_latest(published: Path) -> None:
    listed = called("snapshots", "--out", os.path.relpath(published))
    assert listed.code == 0
    (last,) = [line for line in listed.printed.splitlines() if "latest" in line]
    assert (published / "latest").resolve().name in last


@pytest.mark.parametrize("arguments", [["checks"], ["coverage"], ["export", "csv", "--table", "checks"]], ids=" ".join)
def test_a_published_file_that_is_damaged_is_named(arguments: list[str], published: Path, tmp_path: Path) -> None:
    shutil.copytree(published / "latest", tmp_path / "latest")
    for path in (tmp_path / "latest" / "checks").glob("*.parquet"):
        path.write_bytes(b"junk")
    refused = called(*arguments, "--out", str(tmp_path))
    assert refused.code == 2
    assert re.search(r"checks/?\S* does not read .*; publish into a new folder", refused.complained)


def test_a_name_that_several_documents_have_is_answered_with_their_ids(published: Path) -> None:
    refused = called("show", "青榆市", "--out", str(published))
    assert refused.code == 2
    assert len(re.findall(r"\b[0-9a-f]{12}\b", refused.complained)) == 2


@pytest.mark.parametrize("command", [["show", "2020"], ["findings"], ["checks", "--status", "fail"], ["coverage"]])
def test_what_was_read_is_json_for_scripts(command: list[str], published: Path, tmp_path: Path) -> None:
    here = ["--out", str(published)] + (["--archive", str(tmp_path)] if command[0] != "coverage" else [])
    done = called(*command, *here, "--json")
    assert (done.code, done.complained) == (0, "")
    said = json.loads(done.printed)
    assert said["projects"] if command[0] == "show" else len(said) > 0


def test_a_disclosure_in_two_files_is_listed_once_and_each_finding_names_its_file(
    both: Path, pdf_2020: Disclosed, tmp_path: Path
) -> None:
    here = ["--out", str(both), "--archive", str(tmp_path)]
    (once, every) = (called("findings", *here, *more) for more in ([], ["--all-files"]))
    found = sum(1 for row in pdf_2020.records["findings"] if not row["trivial"])
    assert once.printed.count(".pdf: page") == every.printed.count(".pdf: page") == found
    assert (once.printed.count(".txt: "), every.printed.count(".txt: ")) == (0, found)
    assert "files left out, since another of the same disclosure counts: 1" in once.printed
    said = json.loads(called("findings", *here, "--json").printed)
    assert {row["file_name"] for row in said} == {pdf_2020.path.name}
    assert json.loads(called("findings", *here, "--json", "--first", "1").printed) == said[:1]


def test_the_index_lists_a_disclosure_in_two_files_once_and_names_the_other(
    both: Path, pdf_2020: Disclosed, text_2020: Disclosed, tmp_path: Path
) -> None:
    pages = tmp_path / "pages"
    done = called("report", str(both), "--to", str(pages), "--archive", str(tmp_path))
    assert "1 documents\nfiles left out" in done.printed
    index = (pages / "index.html").read_text(encoding="utf-8")
    assert f"{pdf_2020.path.name} <span" in index and f"同一公开：{text_2020.path.name}" in index
    called("report", str(both), "--to", str(tmp_path / "all"), "--archive", str(tmp_path), "--all-files")
    assert len(list((tmp_path / "all").glob("*.html"))) == 3
