"""A bit that flips in what is published is found, not carried on, and healed from the parts."""

import os
from pathlib import Path

import pytest
from publishing import PROSE, published_bytes, sound, stage

from flows.cli import main as cli
from flows.publish import integrity, snapshots


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Two snapshots that share the files of 2030."""
    for year in (2030, 2031):
        (tmp_path / f"{year}.txt").write_text(PROSE.replace("2031", str(year)), encoding="utf-8")
        stage(tmp_path / f"{year}.txt", tmp_path / "out")
        snapshots.publish(tmp_path / "out")
    return tmp_path / "out"


def flip(path: Path, *, unseen: bool) -> None:
    """Flips a bit in the middle of a file; `unseen` as a disk does it, size and times as they were."""
    stat, data = path.stat(), bytearray(path.read_bytes())
    data[len(data) // 2] ^= 4
    with path.open("r+b") as stream:
        stream.write(data)
    if unseen:
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def shared(out: Path) -> Path:
    return out / "latest" / "figures" / "2030-00.parquet"


@pytest.mark.parametrize("unseen", [False, True], ids=["written to", "on the disk"])
def test_a_flipped_bit_is_found_when_its_file_would_be_carried_on_and_healed_in_all_snapshots(
    unseen: bool, out: Path, tmp_path: Path
) -> None:
    before = published_bytes(out)
    flip(shared(out), unseen=unseen)
    assert [finding.kind for finding in integrity.verify(out)] == ["altered", "altered"]
    healed: list[str] = []
    snapshots.publish(out, healed=healed)
    assert len(healed) == 1 and "figures/2030-00.parquet" in healed[0] and "2 snapshots" in healed[0]
    assert published_bytes(out) == before
    assert list(integrity.verify(out)) == []


def test_a_flipped_bit_is_not_carried_into_the_next_snapshot(out: Path, tmp_path: Path) -> None:
    flip(shared(out), unseen=True)
    (tmp_path / "2032.txt").write_text(PROSE.replace("2031", "2032"), encoding="utf-8")
    stage(tmp_path / "2032.txt", out)
    snapshots.publish(out)
    assert sound(out)["documents"] == 3
    assert list(integrity.verify(out)) == []


def test_a_missing_file_is_written_again(out: Path) -> None:
    before = published_bytes(out)
    shared(out).unlink()
    snapshots.publish(out)
    assert published_bytes(out) == before


def test_files_are_hashed_in_turn(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With room for one file at each publication, a flipped bit is found after as many as there are files."""
    monkeypatch.setattr(integrity, "_AT_LEAST", 1)
    files = sum(1 for _ in (out / "latest").glob("*/20*.parquet"))
    flip(shared(out), unseen=True)
    healed: list[str] = []
    for _ in range(files):
        snapshots.publish(out, healed=healed)
    assert len(healed) == 1


def test_what_a_person_publishes_is_hashed_whole(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(integrity, "_AT_LEAST", 0)
    monkeypatch.setattr(integrity, "_PART_OF_ALL", 1 << 60)
    flip(shared(out), unseen=True)
    snapshots.publish(out)
    assert [finding.kind for finding in integrity.verify(out)] == ["altered", "altered"]
    snapshots.publish(out, release_hold=True)
    assert list(integrity.verify(out)) == []


def command(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        cli.main(list(arguments))
    return int(end.value.code or 0)


def test_verify_says_what_is_wrong_with_what_is_published_and_how_to_heal_it(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("verify", "--out", str(out)) == 0
    assert "2 snapshots" in capsys.readouterr().out
    flip(shared(out), unseen=True)
    (part,) = (out / "parts").glob("2031-*/*.arrows")
    flip(part, unseen=True)
    (out / "latest" / "figures" / "more.parquet").write_bytes(b"?")
    assert command("verify", "--out", str(out)) == 3
    said = capsys.readouterr().out
    assert said.count("altered: ") == 3 and "stray: " in said and f"yusuan publish --out {out}" in said
    assert command("publish", "--out", str(out), "--archive", str(out.parent / "raw")) == 3
    said = capsys.readouterr().err
    assert "not as it was published" in said and "set aside" in said
    assert command("verify", "--out", str(out.parent / "nowhere")) == 2
