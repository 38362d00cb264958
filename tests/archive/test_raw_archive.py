"""The raw archive: what was put is there, whatever order, company or death it came by, and verify sees what is not."""

import hashlib
import io
import json
import multiprocessing
import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.archive import storage
from flows.archive.capture import moment
from flows.archive.store import Archive, ArchiveError, Capture, object_path, sidecar_path
from flows.archive.verify import verify
from flows.cli.archive import add as add_command
from flows.cli.archive import verify as verify_command

URL = "http://czj.example.gov.cn/2031/ys.pdf"


def at(second: int, **facts: Any) -> Capture:
    return Capture("预算.pdf", retrieved_at=f"2031-02-01T00:00:{second:02d}Z", **facts)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "raw")


@pytest.fixture(params=["folder", "memory"])
def anywhere(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return str(tmp_path / "raw") if request.param == "folder" else f"memory://{tmp_path.name}-{time.time_ns()}/raw"


def kinds(archive: Archive) -> list[str]:
    return sorted(finding.kind for finding in verify(archive).findings)


def only(archive: Archive, folder: str) -> Path:
    (path,) = (path for path in (Path(archive.root) / folder).rglob("*") if path.is_file())
    path.chmod(0o644)
    return path


# What was put is there


def test_what_was_put_comes_back_with_all_that_is_known_of_it(anywhere: str) -> None:
    said = at(1, url=URL, referrer="http://czj.example.gov.cn/", link_text="2031年预算", status=200, etag='"7"')
    put = Archive(anywhere).put("预算".encode(), said)
    again = Archive(anywhere)
    assert again.get(put.sha256) == "预算".encode()
    assert list(again.captures()) == [put] == [again.latest(URL)]
    assert (put.size, put.link_text, put.etag, put.status) == (6, "2031年预算", '"7"', 200)
    assert not again.has("0" * 64)
    assert verify(again).sound


def test_the_same_bytes_are_one_object_with_a_sidecar_a_capture(anywhere: str) -> None:
    archive = Archive(anywhere)
    first, second = (archive.put(b"same", at(second, url=URL)) for second in (1, 2))
    assert list(archive.captures()) == [first, second]
    assert (verify(archive).objects, verify(archive).captures) == (1, 2)


def test_other_bytes_of_an_address_are_kept_beside_the_first(anywhere: str) -> None:
    archive = Archive(anywhere)
    first, second = archive.put(b"first", at(1, url=URL)), archive.put(b"second", at(2, url=URL))
    assert (archive.get(first.sha256), archive.get(second.sha256)) == (b"first", b"second")
    assert archive.latest(URL) == second


def test_the_same_capture_put_twice_changes_no_byte(archive: Archive) -> None:
    archive.put(b"same", at(1, url=URL))
    before = {path: path.read_bytes() for path in Path(archive.root).rglob("*") if path.is_file()}
    Archive(archive.root).put(b"same", at(1, url=URL))
    assert {path: path.read_bytes() for path in Path(archive.root).rglob("*") if path.is_file()} == before


def test_a_file_is_copied_and_a_stream_is_read_from_its_start(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "delivered.pdf").write_bytes(b"bytes")
    stream = io.BytesIO(b"streamed")
    stream.seek(3)
    assert archive.get(archive.put(tmp_path / "delivered.pdf", at(1)).sha256) == b"bytes"
    assert archive.get(archive.put(stream, at(2)).sha256) == b"streamed"


def test_bytes_that_are_not_those_of_their_capture_are_refused(archive: Archive) -> None:
    with pytest.raises(ValueError, match="not those of its capture"):
        archive.put(b"bytes", at(1, sha256="0" * 64))
    with pytest.raises(ValueError, match="no time zone"):
        archive.put(b"bytes", Capture("a.pdf", retrieved_at="2031-02-01T00:00:00"))


def test_times_are_told_in_utc_and_sort_as_they_passed() -> None:
    assert moment("2031-02-01T08:00:00+08:00") == "2031-02-01T00:00:00.000000Z"
    assert moment("2031-02-01T00:00:00.5Z") > moment("2031-02-01T00:00:00Z")


def test_of_bytes_that_were_captured_often_the_first_capture_tells_the_facts(archive: Archive) -> None:
    second = archive.put(b"same", at(2, url="http://b.example/"))
    first = archive.put(b"same", at(1, url="http://a.example/"))
    assert Archive(archive.root).told(second.sha256) == first


def test_bytes_that_came_back_to_their_address_are_told_of_by_the_day_they_came_back(archive: Archive) -> None:
    captures = [archive.put(data, at(n, url=URL)) for n, data in enumerate((b"old", b"new", b"new", b"old", b"old"))]
    assert archive.told(captures[0].sha256) == captures[3]
    assert archive.told(captures[1].sha256) == captures[1]


def test_what_gave_no_bytes_is_noted_beside(archive: Archive) -> None:
    archive.asked([{"url": URL, "status": 304}, {"url": URL, "status": 404}])
    archive.asked([])
    lines = only(archive, "asked").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["status"] for line in lines] == [304, 404]
    assert list(archive.captures()) == []


def test_the_index_of_an_object_store_is_written_when_it_lacks_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    root = f"memory://index-{time.time_ns()}"
    put = [Archive(root).put(bytes([n]), at(n)) for n in range(12)]
    monkeypatch.setattr("flows.archive.store._UNINDEXED", 10)
    assert not Archive(root).storage.size("index.jsonl")
    assert list(Archive(root).captures()) == put
    assert [capture for _, capture in Archive(root).index_lines()] == put


def test_a_place_that_nothing_opens_is_refused_in_a_sentence() -> None:
    with pytest.raises(ValueError, match="name a folder or s3://"):
        Archive("nowhere://bucket/raw")


# Whatever kills it


class Killed(BaseException):
    """The process is gone: nothing of it tidies up."""


@contextmanager
def killed_at(step: int) -> Iterator[None]:
    """Kills the work inside at its so-manieth call that makes something durable or gives it a name."""
    steps = count()
    dead = False

    def dying(call: Any) -> Any:
        def called(*arguments: Any, **named: Any) -> Any:
            nonlocal dead
            dead = dead or next(steps) == step
            if dead:
                raise Killed
            return call(*arguments, **named)

        return called

    names = {
        "os.link": os.link,
        "os.fsync": lambda _: None,
        "pathlib.Path.unlink": Path.unlink,
        "pathlib.Path.mkdir": Path.mkdir,
    }
    patches = [mock.patch(name, dying(call)) for name, call in names.items()]
    for patch in patches:
        patch.start()
    try:
        yield
    except Killed:
        pass
    finally:
        for patch in patches:
            patch.stop()


puts = st.lists(
    st.tuples(st.binary(max_size=4), st.sampled_from([None, URL, f"{URL}?2"]), st.integers(0, 59), st.integers(0, 14)),
    min_size=1,
    max_size=8,
)


@given(puts=puts)
@settings(max_examples=25)
def test_whatever_is_put_in_whatever_order_and_killed_wherever_nothing_kept_is_lost(
    puts: list[tuple[bytes, str | None, int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with mock.patch("os.fsync"):  # the disk is not what is tested
        put_and_killed(puts, tmp_path_factory.mktemp("archive") / "raw")


def put_and_killed(puts: list[tuple[bytes, str | None, int, int]], root: Path) -> None:
    kept: dict[str, bytes] = {}
    for data, url, second, step in puts:
        with killed_at(step):
            capture = Archive(root).put(data, at(second, url=url))
            kept[capture.id] = data
    opened = Archive(root)
    there = {capture.id: capture for capture in opened.captures()}
    for key, data in kept.items():
        assert opened.get(there[key].sha256) == data
    assert {finding.kind for finding in verify(opened).findings} <= {"unfinished", "unindexed", "torn", "orphan"}
    for data, url, second, _ in puts:
        Archive(root).put(data, at(second, url=url))
    opened.rebuild_index()
    assert verify(Archive(root)).sound
    assert {hashlib.sha256(data).hexdigest() for data, *_ in puts} == {one.sha256 for one in Archive(root).captures()}
    shutil.rmtree(root)


def _put_for_ever(root: str, seed: int) -> None:
    for number in count():
        archive = Archive(root)
        archive.put(f"{number % 50}".encode() * 1000, at(number % 60, url=f"http://{seed}.example/{number}"))


def test_processes_that_write_at_once_and_are_killed_leave_one_consistent_archive(tmp_path: Path) -> None:
    root = str(tmp_path / "raw")
    children = [multiprocessing.Process(target=_put_for_ever, args=(root, seed)) for seed in range(2)]
    for child in children:
        child.start()
    deadline = time.monotonic() + 20
    while len(list(Archive(root).captures())) < 30 and time.monotonic() < deadline:
        time.sleep(0.05)
    for child in children:
        assert child.pid is not None
        os.kill(child.pid, signal.SIGKILL)
        child.join()
    archive = Archive(root)
    found = verify(archive)
    assert found.captures >= 30
    assert all(archive.get(capture.sha256) for capture in archive.captures())
    assert {finding.kind for finding in found.findings} <= {"unfinished", "unindexed", "torn", "orphan"}
    lines = [capture.id for _, capture in archive.index_lines() if capture is not None]
    assert len(lines) == len(set(lines)) >= found.captures - 2
    archive.rebuild_index()
    assert not {"unindexed", "torn"} & set(kinds(archive))


def test_a_line_that_a_kill_left_half_is_ended_by_the_next_and_mended_from_the_sidecars(archive: Archive) -> None:
    put = [archive.put(bytes([n]), at(n)) for n in range(3)]
    index = Path(archive.root) / "index.jsonl"
    index.write_bytes(index.read_bytes()[:-20])
    last = Archive(archive.root).put(b"next", at(9))
    assert list(Archive(archive.root).captures()) == [*put, last]
    assert kinds(archive) == ["torn", "unindexed"]
    assert Archive(archive.root).rebuild_index() == 4
    assert kinds(archive) == []


def test_a_file_that_a_kill_left_unfinished_is_removed_when_it_is_old(archive: Archive) -> None:
    archive.put(b"bytes", at(1))
    left = Path(archive.root) / "objects" / "ab" / f"{storage.WRITING}x"
    left.parent.mkdir()
    left.write_bytes(b"ha")
    assert (kinds(archive), left.exists()) == (["unfinished"], True)
    os.utime(left, (0, 0))
    assert (kinds(archive), left.exists()) == (["unfinished"], False)
    assert verify(archive).findings == ()


def test_without_links_the_filesystem_still_gives_a_whole_file(archive: Archive) -> None:
    with mock.patch("os.link", side_effect=OSError(1, "Operation not permitted")):
        archive.put(b"bytes", at(1))
    assert kinds(archive) == []


def test_a_full_disk_leaves_the_archive_as_it_was(archive: Archive) -> None:
    archive.put(b"bytes", at(1))
    with (
        mock.patch("os.fsync", side_effect=OSError(28, "No space left on device")),
        pytest.raises(OSError, match="space"),
    ):
        archive.put(b"more", at(2))
    assert (kinds(archive), len(list(archive.captures()))) == ([], 1)


# Verify


def test_a_flipped_byte_is_found_and_never_handed_out(archive: Archive) -> None:
    put = archive.put(b"bytes", at(1))
    only(archive, "objects").write_bytes(b"bytez")
    assert kinds(archive) == ["altered"]
    with pytest.raises(ArchiveError, match="was altered"):
        archive.get(put.sha256)


def test_a_file_that_the_disk_no_longer_gives_is_one_finding_among_the_others(archive: Archive) -> None:
    archive.put(b"bytes", at(1))
    archive.put(b"others", at(2))
    broken = object_path(hashlib.sha256(b"bytes").hexdigest())
    real = archive.digest
    with mock.patch.object(archive, "digest", lambda path: real("gone") if path == broken else real(path)):
        (finding,) = verify(archive).findings
    assert (finding.kind, finding.path) == ("altered", broken)
    assert "cannot be read" in finding.message


def test_altered_bytes_that_come_again_are_set_aside_not_overwritten(archive: Archive) -> None:
    put = archive.put(b"bytes", at(1))
    only(archive, "objects").write_bytes(b"bytez")
    archive.put(b"bytes", at(2))
    assert archive.get(put.sha256) == b"bytes"
    assert kinds(archive) == ["set_aside"]
    assert b"bytez" in {path.read_bytes() for path in (Path(archive.root) / "objects").rglob("*") if path.is_file()}


def test_a_missing_object_an_orphan_and_a_stray_file_are_found(archive: Archive) -> None:
    archive.put(b"bytes", at(1))
    only(archive, "objects").unlink()
    with pytest.raises(ArchiveError, match="has no file"):
        archive.get(hashlib.sha256(b"bytes").hexdigest())
    orphan = hashlib.sha256(b"orphan").hexdigest()
    for path, data in ((object_path(orphan), b"orphan"), ("objects/readme.txt", b"?")):
        (Path(archive.root) / path).parent.mkdir(exist_ok=True)
        (Path(archive.root) / path).write_bytes(data)
    assert kinds(archive) == ["missing", "orphan", "stray"]


def test_an_altered_sidecar_is_found_and_told_by_the_index_meanwhile(archive: Archive) -> None:
    put = archive.put(b"bytes", at(1, url=URL))
    sidecar = only(archive, "captures")
    sidecar.write_text(sidecar.read_text(encoding="utf-8").replace("2031/ys", "2032/ys"), encoding="utf-8")
    assert kinds(archive) == ["altered", "lost_sidecar"]
    assert list(Archive(archive.root).captures()) == [put]


def test_a_lost_sidecar_is_written_again_from_the_index_an_altered_line_is_not_believed(archive: Archive) -> None:
    put = archive.put(b"bytes", at(1, url=URL))
    only(archive, "captures").unlink()
    assert kinds(archive) == ["lost_sidecar"]
    archive.rebuild_index()
    assert kinds(archive) == []
    assert (Path(archive.root) / sidecar_path(put)).read_text(encoding="utf-8") == put.text()
    index = Path(archive.root) / "index.jsonl"
    index.chmod(0o644)
    index.write_text(index.read_text(encoding="utf-8").replace("2031/ys", "2032/ys"), encoding="utf-8")
    assert kinds(archive) == ["torn", "unindexed"]


def test_the_command_says_what_is_wrong_and_ends_with_3(archive: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify_command(archive=archive.root) == 2
    archive.put(b"bytes", at(1))
    assert verify_command(archive=archive.root) == 0
    assert "1 files, 1 captures; all as it was" in capsys.readouterr().out
    only(archive, "objects").write_bytes(b"bytez")
    assert verify_command(archive=archive.root) == 3
    assert "预算.pdf was altered" in capsys.readouterr().out


# Handed in


def test_what_is_handed_in_is_kept_once_and_said_to_be_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given_in, root = tmp_path / "delivered", str(tmp_path / "raw")
    (given_in / "二月").mkdir(parents=True)
    (given_in / "二月" / "预算.txt").write_text("某局预算", encoding="utf-8")
    (given_in / "thumbs.db").write_bytes(b"?")
    assert add_command(given_in, archive=root, note="来函附件") == 0
    assert "1 new, 0 noted again, 0 already there" in capsys.readouterr().out
    assert add_command(given_in, archive=root, note="来函附件") == 0
    assert "0 new, 0 noted again, 1 already there" in capsys.readouterr().out
    assert add_command(given_in / "二月" / "预算.txt", archive=root, url=URL) == 0
    assert "0 new, 1 noted again, 0 already there" in capsys.readouterr().out
    captures = list(Archive(root).captures())
    assert [(one.file_name, one.note, one.url, one.agent) for one in captures] == [
        ("预算.txt", "来函附件", None, "yusuan add"),
        ("预算.txt", None, URL, "yusuan add"),
    ]


def test_what_is_not_there_or_has_one_address_for_many_is_refused(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    root = str(tmp_path / "raw")
    assert add_command(tmp_path / "missing.pdf", archive=root) == 2
    assert add_command(archive=root) == 2
    assert add_command(tmp_path, archive=root, url=URL) == 2
    assert not Path(root).exists()
