"""Staging and publishing: the same bytes twice, and a good snapshot whatever happens."""

import random
import shutil
import signal
import time
from pathlib import Path
from types import ModuleType

import pytest
from children import children
from disclosed import sample
from publishing import PROSE, publish_for_ever, publish_once, published_bytes, rows, sound, stage

from flows.publish import files_whole, parquet, parts, snapshots
from flows.run.plan import plan


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return Path(shutil.copy(sample("2020年部门预算.txt"), tmp_path / "预算.txt"))


def test_the_same_input_twice_gives_the_same_bytes(source: Path, tmp_path: Path) -> None:
    for out in (tmp_path / "one", tmp_path / "two"):
        stage(source, out)
        snapshots.publish(out)
        sound(out)
    assert published_bytes(tmp_path / "one") == published_bytes(tmp_path / "two")
    assert (tmp_path / "one" / "latest").resolve().name == (tmp_path / "two" / "latest").resolve().name


def test_reading_again_replaces_and_publishes_no_new_snapshot(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    stage(source, out)
    first, _ = snapshots.publish(out)
    before = published_bytes(out)
    stage(source, out)
    assert snapshots.publish(out)[0] == first
    assert published_bytes(out) == before
    assert len(list((out / "snapshots").iterdir())) == 1


def test_the_order_of_staging_leaves_no_trace(source: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(PROSE, encoding="utf-8")
    for out, order in ((tmp_path / "one", (source, other)), (tmp_path / "two", (other, source))):
        for path in order:
            stage(path, out)
        snapshots.publish(out)
    assert published_bytes(tmp_path / "one") == published_bytes(tmp_path / "two")


def test_partitions_that_did_not_change_are_hard_links(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    stage(source, out)
    first, manifest = snapshots.publish(out)
    (tmp_path / "next.txt").write_text(PROSE, encoding="utf-8")
    stage(tmp_path / "next.txt", out)
    second, _ = snapshots.publish(out)
    assert second != first
    for file in manifest["partitions"]["2020-13"]["files"]:
        assert (second / file["path"]).samefile(first / file["path"])
    assert {row["fiscal_year"] for row in rows(out, "documents")} == {2020, 2031}
    sound(out)


@pytest.mark.parametrize(
    ("module", "step"),
    [(snapshots, "_build"), (snapshots, "switch"), (parquet, "write"), (parquet, "entry"), (files_whole, "_sync")],
)
def test_a_publication_that_breaks_off_leaves_the_last_one(
    module: ModuleType, step: str, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    stage(source, out)
    first, _ = snapshots.publish(out)
    (tmp_path / "next.txt").write_text(PROSE, encoding="utf-8")
    stage(tmp_path / "next.txt", out)

    def broken(*arguments: object) -> None:
        raise OSError("no space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(module, step, broken)
        with pytest.raises(OSError, match="no space"):
            snapshots.publish(out)
    assert (out / "latest").resolve() == first
    assert sound(out)["documents"] == 1
    snapshots.publish(out)
    assert sound(out)["documents"] == 2
    assert not list((out / "snapshots").glob(".building-*"))


def test_killed_at_any_moment_the_last_snapshot_reads_and_the_next_finishes(tmp_path: Path) -> None:
    """Each child is let go on until it has published once, and killed at a random moment of what follows."""
    out = tmp_path / "out"
    out.mkdir()
    moments = random.Random(2031)
    known = -1
    with children(publish_once, PROSE, str(tmp_path / "before")) as killed:
        for _ in range(15):
            before = (out / "latest").resolve()
            killed.start(publish_for_ever, PROSE, str(out))
            while killed.alive() and (out / "latest").resolve() in (before, out / "latest"):
                time.sleep(0.005)
            time.sleep(moments.uniform(0, 0.15))
            assert killed.kill() == signal.SIGKILL
            found = sound(out)["documents"]
            assert found > known
            known = found
    snapshots.publish(out)
    assert sound(out)["documents"] >= known
    assert not list((out / "snapshots").glob(".building-*"))


def test_a_part_that_breaks_off_leaves_the_old_one(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "parts" / "one.arrows"
    files_whole.write_whole(target, b"old")

    def broken(descriptor: int) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(parts.os, "fsync", broken)
    with pytest.raises(OSError, match="no space"):
        files_whole.write_whole(target, b"new")
    assert [path.read_bytes() for path in target.parent.iterdir()] == [b"old"]


def test_a_file_is_planned_once_though_its_bytes_stand_in_two_places(source: Path, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    shutil.copy(source, tmp_path / "again" / "copy.txt")
    made = plan([str(tmp_path)], tmp_path / "out", "test")
    assert made.todo == [str(tmp_path / "again" / "copy.txt")]
    assert made.twins == {str(source): str(tmp_path / "again" / "copy.txt")}


def test_a_document_that_was_read_by_the_same_rules_is_not_read_again(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    part = Path(stage(source, out).part)
    assert [Path(one.part) for one in plan([str(source)], out, "test").done.values()] == [part]
    assert plan([str(source)], out, "other rules").todo == [str(source)]
    assert plan([str(source)], out, "test", fresh=True).todo == [str(source)]


def test_a_document_that_a_kill_left_in_two_partitions_is_one_again_after_the_next_run(
    source: Path, tmp_path: Path
) -> None:
    """New rules may move a document; killed between writing its new part and removing the old, both are there."""
    out = tmp_path / "out"
    part = Path(stage(source, out).part)
    (out / "parts" / "2019-13").mkdir()
    shutil.copy(part, out / "parts" / "2019-13" / part.name)
    for path in plan([str(source)], out, "test").todo:
        stage(Path(path), out)
    snapshots.publish(out)
    assert len(rows(out, "documents")) == 1
