"""Bad input: one sentence and one row of `failures` for each, and the others are read as if it were not there."""

from pathlib import Path

import mutations
import pytest
from disclosed import ROOT
from drawing import pdf, rule, write
from publishing import PROSE, rows, stage

from flows.cli import main as cli
from flows.publish import snapshots
from flows.run.plan import plan

DATA = ROOT / "tests" / "data"
RAGGED = "单位名称\t单位性质\t单位规格\n云岭县图书馆\t事业\t正科级\n云岭县分馆\t事业\n"
WHOLE_PDF = pdf(write(40, 100, "A library of the county, its budget of 2031"), write(40, 100, "The second page"))

BAD = {
    "empty.txt": (b"", "empty_file"),
    "blank.txt": (b"\n \n", "empty_file"),
    "page.pdf": ("<!DOCTYPE html><html><body>暂停服务</body></html>".encode(), "html_page"),
    "short.pdf": (WHOLE_PDF[: len(WHOLE_PDF) // 2], "damaged_pdf"),
    "noise.pdf": (b"%PDF-1.7\n" + bytes(range(256)) * 4, "damaged_pdf"),
    "secret.pdf": ((DATA / "encrypted.pdf").read_bytes(), "encrypted_pdf"),
    "scan.pdf": (pdf(rule(40, 40, 500, 700), rule(40, 700, 500, 40)), "scanned_pdf"),
    "strange.txt": ("云岭县图书馆预算".encode("utf-16-le"), "unknown_encoding"),
    "damaged.txt": ((PROSE * 20).encode().replace("馆".encode(), b"\xe9\xff", 1), "damaged_text"),
    "old.doc": (b"\xd0\xcf\x11\xe0" + bytes(508), "unsupported_format"),
    "cut.doc": (b"\xd0\xcf\x11\xe0" + bytes(100), "damaged_office"),
}


@pytest.mark.parametrize("name", [*BAD, "nowhere.pdf"])
def test_a_bad_input_is_one_row_of_failures_with_one_sentence_and_others_are_read(name: str, tmp_path: Path) -> None:
    content, error = BAD.get(name, (None, "not_found"))
    if content is not None:
        (tmp_path / name).write_bytes(content)
    (tmp_path / "good.txt").write_text(PROSE, encoding="utf-8")
    out = tmp_path / "out"
    outcome = stage(tmp_path / name, out)
    assert stage(tmp_path / "good.txt", out).problem is None
    snapshots.publish(out)
    (failure,) = rows(out, "failures")
    assert (failure["error"], failure["stage"], failure["path"]) == (error, "read", str(tmp_path / name))
    message = str(failure["message"])
    assert message == outcome.problem
    assert message.startswith(f"{name}: ") and "\n" not in message and "Traceback" not in message
    assert ";" in message, "what is wrong; what to do"
    assert [row["file_name"] for row in rows(out, "documents")] == ["good.txt"]


def test_a_font_that_maps_to_half_a_surrogate_pair_leaves_the_document_writable(tmp_path: Path) -> None:
    cmap = b"1 beginbfchar <41> <D83D> endbfchar"
    font_map = b"90 0 obj << /Length %d >>\nstream\n%s\nendstream endobj\nxref" % (len(cmap), cmap)
    broken = pdf(write(40, 100, "A library of the county")).replace(b"\nxref", b"\n" + font_map)
    broken = broken.replace(b"/Encoding /WinAnsiEncoding", b"/Encoding /WinAnsiEncoding /ToUnicode 90 0 R")
    (tmp_path / "halves.pdf").write_bytes(broken)
    assert stage(tmp_path / "halves.pdf", tmp_path / "out").problem is None


def test_a_scan_is_called_a_scan(tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(BAD["scan.pdf"][0])
    assert "scan" in str(stage(tmp_path / "scan.pdf", tmp_path / "out").problem)


def test_a_file_that_was_bad_and_is_good_now_has_no_failure(tmp_path: Path) -> None:
    path = tmp_path / "late.txt"
    path.write_bytes(b"")
    assert stage(path, tmp_path / "out").problem
    path.write_text(PROSE, encoding="utf-8")
    assert stage(path, tmp_path / "out").problem is None
    snapshots.publish(tmp_path / "out")
    assert rows(tmp_path / "out", "failures") == []


def test_gb18030_is_read_as_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_bytes(PROSE.encode("gb18030"))
    assert stage(tmp_path / "old.txt", tmp_path / "out").problem is None
    snapshots.publish(tmp_path / "out")
    assert [row["publisher"] for row in rows(tmp_path / "out", "documents")] == ["云岭县图书馆"]
    assert {row["value_yuan"] for row in rows(tmp_path / "out", "figures")} == {800_000}


def test_a_table_with_fewer_columns_than_its_header_is_given_up_alone(tmp_path: Path) -> None:
    (tmp_path / "ragged.txt").write_text(f"{PROSE}\n机构设置\n\n{RAGGED}", encoding="utf-8")
    outcome = stage(tmp_path / "ragged.txt", tmp_path / "out")
    assert outcome.problem is None
    snapshots.publish(tmp_path / "out")
    (failure,) = rows(tmp_path / "out", "failures")
    assert failure["error"] == "ragged_table"
    assert "has 3 columns, but its row at line 9 has 2" in str(failure["message"])
    assert rows(tmp_path / "out", "organizations") == []
    assert len(rows(tmp_path / "out", "figures")) == 2
    assert len(rows(tmp_path / "out", "cells")) == 8


def test_what_a_folder_holds_besides_disclosures_is_counted(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "library.jpeg").write_bytes(b"\xff\xd8\xff")
    made = plan([str(tmp_path / "photos")], tmp_path / "out", "test")
    assert (made.bad, made.todo, made.skipped) == ([], [], {".jpeg": 1})


@pytest.mark.parametrize("where", ["out", "out/below", "full", "/proc/yusuan"])
def test_an_output_folder_that_cannot_be_written_is_wrong_use(
    where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").write_text("a file is in the way", encoding="utf-8")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "parts").write_text("here too", encoding="utf-8")
    with pytest.raises(SystemExit) as end:
        cli.main(["run", str(tmp_path / "out"), "--out", str(tmp_path / where)])
    assert end.value.code == 2
    message = capsys.readouterr().err
    assert message.count("\n") == 1 and "cannot be written" in message and "--out" in message


@pytest.mark.parametrize("amount", ["12.345元", "80.1234567万元", "9999999999999999万元", f"61.{'2' * 42}万元"])
def test_an_amount_that_no_column_holds_does_not_stop_the_document(amount: str, tmp_path: Path) -> None:
    """Finer than a cent or longer than 18 digits: its own row may be missing, with a reason, but nothing else."""
    (tmp_path / "fine.txt").write_text(f"{PROSE}\n2031年项目支出{amount}。\n", encoding="utf-8")
    assert stage(tmp_path / "fine.txt", tmp_path / "out").problem is None
    snapshots.publish(tmp_path / "out")
    assert len(rows(tmp_path / "out", "documents")) == 1
    assert len(rows(tmp_path / "out", "figures")) >= 2


def test_a_cell_with_forty_decimals_does_not_stop_the_document(tmp_path: Path) -> None:
    """In a table whose sum it breaks, so that what was meant is looked for."""
    table = mutations.text().decode().replace("61.25", f"61.{'2' * 40}", 1)
    (tmp_path / "long.txt").write_text(table, encoding="utf-8")
    assert stage(tmp_path / "long.txt", tmp_path / "out").problem is None


def test_a_page_that_a_comment_hides_is_refused_for_that(tmp_path: Path) -> None:
    page = f"<html><body><h1>云岭县图书馆2031年部门预算</h1><!-- <p>{PROSE}</p></body></html>"
    (tmp_path / "hidden.html").write_text(page, encoding="utf-8")
    assert "a comment that is not closed" in str(stage(tmp_path / "hidden.html", tmp_path / "out").problem)
