"""A damaged or hostile page costs itself and a sentence, within a time and a memory, and no other page."""

from collections.abc import Iterator
from pathlib import Path

import hostile
import pytest
from publishing import PROSE, STAMP, rows

from extractors.document.troubles import ReadError
from extractors.read.text import read_text
from flows.publish import snapshots
from flows.run import pool, worker
from flows.run.pool import Pool
from flows.run.worker import Job

MEMORY = 600 << 20


@pytest.fixture(scope="module")
def reading() -> Iterator[Pool]:
    workers = Pool(1, memory=MEMORY)
    yield workers
    workers.close()


def read_in(reading: Pool, folder: Path, data: bytes) -> worker.Outcome:
    (folder / "hostile.pdf").write_bytes(data)
    (folder / "good.txt").write_text(PROSE, encoding="utf-8")
    (folder / "out" / "parts").mkdir(parents=True)
    outcome = reading.process(Job(str(folder / "hostile.pdf"), str(folder / "out"), STAMP))
    assert reading.process(Job(str(folder / "good.txt"), str(folder / "out"), STAMP)).problem is None
    snapshots.publish(folder / "out")
    return outcome


HOSTILE = {
    "110,000 rules": (hostile.rules, (110_000,), "page_limit", "more than 100,000 rules"),
    "7,000 rules that make a table of millions": (hostile.mesh, (7_000,), "page_limit", "more than 2,000 rules"),
    "500,000 characters": (hostile.characters, (500_000,), "page_limit", "more than 50,000 characters"),
    "a content stream of 100 MB": (hostile.bomb, (100,), "worker_died", "more than 600 MB of memory"),
    "forms that draw a million million others": (hostile.nested_forms, (40, 2), "worker_died", "more than 600 MB"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_costs_itself_and_a_sentence(name: str, reading: Pool, tmp_path: Path) -> None:
    make, size, error, said = HOSTILE[name]
    assert read_in(reading, tmp_path, make(*size)).problem is None
    (failure,) = rows(tmp_path / "out", "failures")
    assert (failure["page"], failure["error"], failure["stage"]) == (2, error, "read")
    message = str(failure["message"])
    assert message.startswith("hostile.pdf: page 2 ") and said in message and "look at it" in message
    assert "\n" not in message
    assert [(row["page"], row["text"]) for row in rows(tmp_path / "out", "cells")] == [
        *((1, text) for text in ("books", "45.00", "first", "1")),
        *((3, text) for text in ("maps", "6.00", "last", "3")),
    ]
    assert len(rows(tmp_path / "out", "documents")) == 2


def test_a_page_that_takes_too_long_in_a_library_that_cannot_be_interrupted_is_given_up(tmp_path: Path) -> None:
    hasty = Pool(1, seconds=0.2)
    try:
        assert read_in(hasty, tmp_path, hostile.bomb(60, b"q Q\n")).problem is None
    finally:
        hasty.close()
    (failure,) = rows(tmp_path / "out", "failures")
    assert (failure["page"], failure["error"]) == (2, "time_limit")
    assert "page 2 took more than 0.2 s" in str(failure["message"])
    assert {row["page"] for row in rows(tmp_path / "out", "cells")} == {1, 3}


HARMLESS = {
    "10,000 rules that lie on each other": (hostile.rules, (10_000,)),
    "a page of 14,000 pt": (hostile.huge_page, (14_000,)),
    "an image of 200 MB": (hostile.huge_image, (8_400,)),
    "a thousand forms one inside the other": (hostile.nested_forms, (1_000, 1)),
}

NAMED = {"an image of 200 MB": ("shows a picture of 176 × 176 mm, which is not read; look at it",)}
"""What is said of such a page all the same: a large picture is named, since it may show figures."""


@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_looks_hostile_is_read(name: str, reading: Pool, tmp_path: Path) -> None:
    make, size = HARMLESS[name]
    assert read_in(reading, tmp_path, make(*size)).problem is None
    said = [(row["page"], row["message"]) for row in rows(tmp_path / "out", "failures")]
    assert said == [(2, f"hostile.pdf: page 2 {shown}") for shown in NAMED.get(name, ())]
    assert {row["page"] for row in rows(tmp_path / "out", "cells")} == {1, 3}
    titles = {row["first_page"]: row["title"] for row in rows(tmp_path / "out", "tables")}
    assert titles == {1: None, 3: "What the second page says"}  # this is no disclosure, so without leftovers


def test_a_document_of_hostile_pages_is_given_up_whole(
    reading: Pool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "_MOST_PAGES", 0)
    problem = read_in(reading, tmp_path, hostile.nested_forms(40, 2)).problem
    assert problem is not None and "more than 0 of its pages cannot be read: page 2 needed more" in problem
    (failure,) = rows(tmp_path / "out", "failures")
    assert len(str(failure["sha256"])) == 64
    assert [row["file_name"] for row in rows(tmp_path / "out", "documents")] == ["good.txt"]


def test_a_worker_that_was_killed_from_outside_is_replaced(reading: Pool, tmp_path: Path) -> None:
    read_in(reading, tmp_path, hostile.huge_page(600))
    for reader in reading._started:  # as the system does when memory is short
        reader.process.kill()
    again = reading.process(Job(str(tmp_path / "good.txt"), str(tmp_path / "out"), STAMP))
    assert again.problem is None


def test_a_witness_that_ends_its_worker_costs_its_testimony_only(
    reading: Pool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trouble = pool.Trouble("read", "witness", "the second witness took more than 90 s and was given up; …")
    (tmp_path / "out" / "parts").mkdir(parents=True)
    (tmp_path / "whole.pdf").write_bytes(hostile.huge_page(600))
    job = Job(str(tmp_path / "whole.pdf"), str(tmp_path / "out"), STAMP, given_up=(trouble,))
    assert reading.process(job).problem is None
    snapshots.publish(tmp_path / "out")
    assert [row["error"] for row in rows(tmp_path / "out", "failures")] == ["witness"]
    assert {row["witness_agreement"] for row in rows(tmp_path / "out", "tables")} == {None}
    assert len(rows(tmp_path / "out", "cells")) == 8


def test_a_text_larger_than_any_disclosure_is_refused() -> None:
    with pytest.raises(ReadError, match="17 MB of text") as refusal:
        read_text(b"\n" * (17 << 20))
    assert refusal.value.error == "too_large"


def test_a_file_larger_than_any_disclosure_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_LARGEST", 2 << 20)
    with (tmp_path / "film.pdf").open("wb") as stream:
        stream.truncate(3 << 20)
    (tmp_path / "out" / "parts").mkdir(parents=True)
    problem = worker.process(Job(str(tmp_path / "film.pdf"), str(tmp_path / "out"), STAMP)).problem
    assert problem is not None and "3 MB" in problem


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the kernel does not say what a process holds")
def test_a_worker_has_most_of_its_memory_for_the_document(tmp_path: Path) -> None:
    """Nothing that it imports or writes with reserves it: pages of other documents were given up after a scan."""
    workers = Pool(1)
    try:
        (tmp_path / "good.txt").write_text(PROSE, encoding="utf-8")
        workers.process(Job(str(tmp_path / "good.txt"), str(tmp_path), STAMP))
        (reader,) = workers._started
        status = Path(f"/proc/{reader.process.pid}/status").read_text(encoding="utf-8")
        held = next(int(line.split()[1]) << 10 for line in status.splitlines() if line.startswith("VmData"))
        assert held < pool.MEMORY / 3
    finally:
        workers.close()
