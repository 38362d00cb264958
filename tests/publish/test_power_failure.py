"""What a power failure leaves of files that were not yet on disk: noticed, read again, and never published."""

import os
import shutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from publishing import published_bytes, rows, sound, stage

from flows.publish import aside, files_whole, journal, snapshots
from flows.publish.register import Entry
from flows.run.plan import plan

BODY = "云岭县图书馆"
SENTENCES = {2030: "预算收入240万元。", 2031: "预算收入300万元，比2030年预算增加50万元。"}
NAMES = [f"{BODY}{year}年部门预算.txt" for year in SENTENCES]
KINDS = ("2031-*", "failed", "across/*", "register/*")
"""Where the parts of each kind stand."""

DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "cut in the middle": lambda data: data[: len(data) // 2],
    "cut in its first words": lambda data: data[:13],
    "zeros": lambda data: bytes(len(data)),
    "a last block of zeros": lambda data: data[:-64] + bytes(64),
    "empty": lambda _: b"",
}


def read_all(folder: Path, out: Path) -> None:
    """What a run reads of a folder."""
    for path in plan([str(folder)], out, "test").todo:
        stage(Path(path), out)


def published(out: Path) -> dict[str, bytes]:
    """Publishes with a register; all bytes of it."""
    failed = [row for row in rows(out, "checks") if row["status"] == "fail"] if (out / "latest").exists() else []
    values = [(row["identity"], row["subject"], row["left_value"], row["right_value"]) for row in failed]
    entries = [Entry(BODY, 2031, None, *map(_plain, value), "已说明", "王某", "2031-03-02") for value in values]
    snapshots.publish(out, entries)
    sound(out)
    return published_bytes(out)


def _plain(value: object) -> object:
    return value.normalize() if isinstance(value, Decimal) else value


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two years of which the second names a wrong difference, and a file that cannot be read."""
    folder = tmp_path_factory.mktemp("in")
    for name, (year, sentence) in zip(NAMES, SENTENCES.items(), strict=True):
        (folder / name).write_text(f"{BODY}{year}年部门预算\n\n{year}年{sentence}\n", encoding="utf-8")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 no more")
    return folder


@pytest.fixture(scope="module")
def once(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Those, published; a part of each kind is there."""
    made = tmp_path_factory.mktemp("once")
    read_all(source, made)
    published(made)
    published(made)  # with the finding of the first, explained
    assert all(list((made / "parts").glob(f"{kind}/*.arrows")) for kind in KINDS)
    return made


@pytest.fixture
def out(once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(once, tmp_path / "out", symlinks=True))


@pytest.mark.parametrize("kinds", [KINDS[:1], KINDS[1:]], ids=["a document's", "all others"])
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=list(DAMAGES))
def test_a_part_that_a_power_failure_damaged_is_noticed_and_made_again(
    damage: Callable[[bytes], bytes], kinds: tuple[str, ...], source: Path, out: Path
) -> None:
    before = published(out)
    for part in [found for kind in kinds for found in (out / "parts").glob(f"{kind}/*.arrows")]:
        part.write_bytes(damage(part.read_bytes()))
    read_all(source, out)
    assert published(out) == before
    assert aside.standing(out) == []


def test_what_is_published_meanwhile_lacks_only_the_document_and_says_so(source: Path, out: Path) -> None:
    (part,) = (out / "parts").glob("2031-*/*.arrows")
    part.write_bytes(bytes(part.stat().st_size))
    published(out)
    assert [row["file_name"] for row in rows(out, "documents")] == NAMES[:1]
    (said,) = aside.standing(out)
    assert said.startswith(NAMES[1])
    (row,) = (out / "parts" / "failed").glob("damaged-*.arrows")
    row.write_bytes(b"")  # that sentence too
    published(out)
    assert [one.partition(": ")[2] for one in aside.standing(out)] == [said.partition(": ")[2]]


def test_a_document_whose_part_was_about_to_be_set_aside_is_not_lost(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed before its part has the name of a damaged one, the sentence is there already."""
    (part,) = (out / "parts").glob("2031-*/*.arrows")
    part.write_bytes(b"")
    replace = Path.replace

    def killed(self: Path, target: Path) -> Path:
        if str(target).endswith(".damaged"):
            raise KeyboardInterrupt
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            published(out)
    assert len(aside.standing(out)) == 1


def test_of_a_document_in_two_partitions_the_newer_part_is_published(out: Path) -> None:
    """Killed between writing a part and removing that of older rules elsewhere, a run leaves both."""
    before = published(out)
    (part,) = (out / "parts").glob("2031-*/*.arrows")
    older = out / "parts" / "2029-13" / part.name
    older.parent.mkdir()
    older.write_bytes(part.read_bytes())
    os.utime(older, (1, 1))
    assert published(out) == before
    assert not older.exists()


Synced = set[int]


@pytest.fixture
def on_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Synced]:
    """The inodes of what was waited for."""
    found: Synced = set()
    fsync = os.fsync

    def noted(descriptor: int) -> None:
        found.add(os.fstat(descriptor).st_ino)
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    yield found


def power_failure(out: Path, on_disk: Synced) -> list[str]:
    """Leaves zeros of all files that nobody waited for; which folders of parts they stood in."""
    lost = [path for path in out.rglob("*") if path.is_file() and path.stat().st_ino not in on_disk]
    for path in lost:
        path.write_bytes(bytes(path.stat().st_size))
    return sorted({path.relative_to(out).parts[1] for path in lost if path.suffix == ".arrows"})


def test_a_power_failure_before_publishing_costs_only_another_reading(
    on_disk: Synced, source: Path, tmp_path: Path
) -> None:
    out, calm = tmp_path / "made", tmp_path / "calm"
    for made in (out, calm):
        made.mkdir()
        read_all(source, made)
    assert power_failure(out, on_disk) == ["2030-00", "2031-00", "failed"]
    read_all(source, out)
    assert published(out) == published(calm)


def test_all_that_a_snapshot_rests_on_is_on_disk_before_it_is_switched_to(
    on_disk: Synced, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But for what is made again out of the documents' parts."""
    out = tmp_path / "made"
    out.mkdir()
    read_all(source, out)
    switch = snapshots.switch

    def switching(where: Path, target: Path) -> None:
        unsynced = [path for path in target.rglob("*") if path.stat().st_ino not in on_disk]
        assert not unsynced and {target.stat().st_ino, target.parent.stat().st_ino} <= on_disk
        switch(where, target)

    monkeypatch.setattr(snapshots, "switch", switching)
    before = published(out)
    assert power_failure(out, on_disk) == ["across"]
    assert sound(out) and published_bytes(out) == before
    assert plan([str(source)], out, "test").todo == [str(source / "坏.docx")]  # that one is tried by each run
    snapshots.publish(out)
    assert published_bytes(out) == before


def test_the_journal_notes_no_part_that_is_not_on_disk(
    on_disk: Synced, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "made"
    out.mkdir()
    monkeypatch.setattr(journal, "_YOUNG", -(10**9))
    read_all(source, out)
    noted: list[Path] = []

    def noting(where: Path, found: journal.Journal, marks: dict[Path, bytes]) -> None:
        noted.extend(marks)
        assert {path.stat().st_ino for path in marks} <= on_disk
        assert {path.parent.stat().st_ino for path in marks} <= on_disk

    monkeypatch.setattr(journal, "_note", noting)
    journal.read(out)
    assert len(noted) == 3


def test_a_file_that_is_durable_has_its_name_on_disk_too(on_disk: Synced, tmp_path: Path) -> None:
    files_whole.write_whole(tmp_path / "a" / "one", b"1")
    assert {path.stat().st_ino for path in (tmp_path / "a", tmp_path / "a" / "one")} <= on_disk
    files_whole.write_whole(tmp_path / "b" / "two", b"2", durable=False)
    assert not {path.stat().st_ino for path in (tmp_path / "b", tmp_path / "b" / "two")} & on_disk
