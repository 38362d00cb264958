"""One odd file never costs another: names that are no text, what is no file, locks, two of one name in a ZIP."""

import io
import os
import warnings
import zipfile
from dataclasses import replace
from itertools import count
from pathlib import Path

import hostile
import pytest
from publishing import PROSE, STAMP, rows, stage

from extractors.document.model import WITNESS
from extractors.read.archive import members
from flows.archive.add import add, disclosures
from flows.archive.store import Archive
from flows.archive.verify import verify
from flows.publish import snapshots
from flows.run import files, worker
from flows.run.plan import Plan, plan
from flows.run.pool import MEMORY, Pool, _Reader
from flows.run.summary import Summary

GBK = os.fsdecode("云岭县图书馆2031年预算.txt".encode("gbk"))
NAMES = {
    GBK: "云岭县图书馆2031年预算.txt",
    os.fsdecode(b"\xff\xfe\xb5.txt"): r"\xff\xfe\xb5.txt",
    "two\nlines\x1b[31m.txt": r"two\x0alines\x1b[31m.txt",
    "turned\u202efdp.txt": r"turned\u202efdp.txt",
    "back\\slash.txt": "back\\slash.txt",
}


def run(paths: list[str], out: Path) -> Plan:
    """Reads what a plan says, and publishes, without Prefect."""
    made = plan(paths, out, STAMP)
    for path in made.todo:
        worker.process(worker.Job(path, str(out), STAMP, witness="none"))
    for path, trouble in made.bad:
        worker.fail(worker.Job(path, str(out), STAMP), trouble)
    snapshots.publish(out)
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(PROSE, encoding="utf-8")
    (tmp_path / "out").mkdir()
    return tmp_path / "in"


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_is_no_text_is_read_and_its_bytes_can_be_had_back(name: str, folder: Path) -> None:
    (folder / name).write_text(f"{PROSE}\n补充。\n", encoding="utf-8")
    out = folder.parent / "out"
    run([str(folder)], out)
    assert {row["file_name"] for row in rows(out, "documents")} == {"good.txt", NAMES[name]}
    shown = files.shown(str(folder / name))
    assert shown.isprintable() and shown.encode()
    assert files.given(shown) == str(folder / name)


def test_the_flow_takes_and_keeps_a_path_that_is_no_text(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is handed to Prefect is text, what is read is the file."""
    from flows.ingest import ingest

    bad = folder / GBK
    bad.write_bytes(b"")
    seen: list[str] = []
    monkeypatch.setattr("flows.ingest._read_all", lambda todo, *_: seen.extend(todo) or iter(()))
    monkeypatch.setattr("flows.ingest.create_markdown_artifact", lambda **_: None)
    ingest.fn([files.shown(str(bad))], str(folder.parent / "out"), archive=str(folder.parent / "raw"))
    assert seen == [str(bad)]


def odd(folder: Path, name: str) -> Path:
    path = folder / name
    match name:
        case "loop.pdf":
            path.symlink_to(path)
        case "dead.pdf":
            path.symlink_to(folder / "nowhere")
        case "pipe.pdf":
            os.mkfifo(path)
        case "zero.pdf":
            path.symlink_to("/dev/zero")
    return path


ODD = {
    "loop.pdf": ("link_loop", "a link that leads in a circle"),
    "dead.pdf": ("dead_link", "a link to a file that is not there"),
    "pipe.pdf": ("no_file", "a named pipe"),
    "zero.pdf": ("no_file", "a device"),
}


@pytest.mark.parametrize("named", [True, False], ids=["named", "in a folder"])
@pytest.mark.parametrize("name", ODD)
def test_what_is_no_file_is_one_sentence_and_the_others_go_on(name: str, named: bool, folder: Path) -> None:
    path, out = odd(folder, name), folder.parent / "out"
    run([str(folder / "good.txt"), str(path)] if named else [str(folder)], out)
    (failure,) = rows(out, "failures")
    error, words = ODD[name]
    assert failure["error"] == error and failure["tried_again"] is True
    assert words in failure["message"] and failure["message"].startswith(f"{name}: ")
    assert [row["file_name"] for row in rows(out, "documents")] == ["good.txt"]


def test_a_path_that_no_file_can_have_is_a_sentence(folder: Path) -> None:
    out = folder.parent / "out"
    run([str(folder / "good.txt"), str(folder / ("长" * 200 + ".pdf"))], out)
    assert [row["error"] for row in rows(out, "failures")] == ["not_found"]
    assert len(rows(out, "documents")) == 1


def test_a_folder_that_holds_itself_is_read_once_and_a_linked_folder_is_read(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "other.txt").write_text(f"{PROSE}\n别处。\n", encoding="utf-8")
    (folder / "itself").symlink_to(folder)
    (folder / "linked").symlink_to(tmp_path / "elsewhere")
    made = plan([str(folder)], tmp_path / "out", STAMP)
    assert sorted(Path(path).name for path in made.todo) == ["good.txt", "other.txt"]
    assert made.bad == []


def test_lock_files_of_office_are_counted_and_one_that_is_named_is_said(folder: Path) -> None:
    (folder / "~$good.docx").write_bytes(b"someone")
    out = folder.parent / "out"
    assert run([str(folder)], out).skipped == {files.LOCKED: 1}
    outcome = stage(folder / "~$good.docx", out)
    assert outcome.problem is not None and "lock file" in outcome.problem


def zipped(*named: tuple[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as box, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, text in named:
            box.writestr(name, text)
    return stream.getvalue()


def test_two_members_of_one_name_are_both_read(folder: Path) -> None:
    second, third = (f"{PROSE}\n第{n}份。\n" for n in "二三")
    box = zipped(("a.txt", PROSE), ("a.txt", second), ("a (2).txt", third), ("~$a.docx", "lock"))
    assert list(members(zipfile.ZipFile(io.BytesIO(box)))) == ["a.txt", "a (3).txt", "a (2).txt", "~$a.docx"]
    (folder / "good.txt").unlink()
    (folder / "all.zip").write_bytes(box)
    out = folder.parent / "out"
    assert run([str(folder)], out).skipped == {files.LOCKED: 1}
    names = {row["file_name"] for row in rows(out, "documents")}
    assert names == {"all.zip!/a.txt", "all.zip!/a (2).txt", "all.zip!/a (3).txt"}


@pytest.mark.parametrize("step", [2, WITNESS], ids=["a page", "the second reading"])
def test_what_a_killed_worker_gave_up_is_tried_again_by_the_next_run(
    step: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, out = folder / "whole.pdf", folder.parent / "out"
    path.write_bytes(hostile.huge_page(600))
    (out / "parts").mkdir()
    workers = Pool(1)
    ask, killed = workers._ask, count()

    def asked(job: worker.Job) -> object:
        if next(killed) < 2:  # as the system does when memory is short
            reader = _Reader(MEMORY, 1)
            reader.step.value = step
            reader.process.kill()
            return reader.blame()
        return ask(job)

    monkeypatch.setattr(workers, "_ask", asked)
    try:
        first = workers.process(worker.Job(str(path), str(out), STAMP))
        assert first.problem is None and len(first.given_up) == 1
        snapshots.publish(out)
        assert [row["tried_again"] for row in rows(out, "failures")] == [True]
        assert plan([str(path)], out, STAMP).todo == [str(path)]
        assert workers.process(worker.Job(str(path), str(out), STAMP)).given_up == ()
    finally:
        workers.close()
    assert plan([str(path)], out, STAMP).todo == []


def test_what_was_given_up_makes_the_exit_code_of_a_run(folder: Path) -> None:
    done = worker.Outcome("a.pdf", "", "a.pdf")
    noted, lost = replace(done, notes=("a cell rounds",)), replace(done, given_up=("page 2 was given up",))
    assert [Summary([one], {}, {}, "", {}).lost for one in (done, noted, lost)] == [False, False, True]
    assert Summary([done], {}, {}, "", {}, set_aside=("what was read of it was damaged",)).lost


def test_adding_goes_on_after_what_cannot_be_added(folder: Path) -> None:
    (folder / GBK).write_bytes(b"one")
    archive = Archive(folder.parent / "raw")
    paths, bad = disclosures(folder)
    odd(folder, "pipe.pdf")
    added = list(add(archive, [odd(folder, "loop.pdf"), folder / "pipe.pdf", *paths]))
    assert [one.state for one in added] == ["failed", "failed", "new", "new"] and bad == []
    kept = {capture.file_name: capture.file_name_bytes for capture in archive.captures()}
    assert kept == {"good.txt": None, NAMES[GBK]: os.fsencode(GBK).hex()}
    assert verify(archive).findings == ()
    assert [one.state for one in add(archive, paths)] == ["same", "same"]


@pytest.mark.parametrize("field", [12, 16], ids=["size", "place"])
def test_a_zip_whose_directory_lies_before_its_beginning_is_damaged(field: int, folder: Path) -> None:
    """On a disk such a place is an error of the file system, which would be taken for one that may pass."""
    box = zipped(("a.txt", PROSE))
    at = box.rfind(b"PK\x05\x06") + field
    (folder / "all.zip").write_bytes(box[:at] + b"\xff\xff\xff\x7f" + box[at + 4 :])
    run([str(folder / "all.zip")], folder.parent / "out")
    assert [row["error"] for row in rows(folder.parent / "out", "failures")] == ["damaged_zip"]
