"""Documents read out of the archive: they say where they come from, and which version they are."""

from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

import pytest
from office import zipped
from publishing import STAMP, published_bytes, rows, sound, stage

from flows.archive.storage import Folder
from flows.archive.store import Archive, Capture, object_path
from flows.cli.diff import diff
from flows.publish import snapshots
from flows.run import origins
from flows.run.lookup import document_records
from flows.run.plan import plan

URL = "http://www.example.gov.cn/2031/ys.txt"
NAME = "云岭县图书馆2031年部门预算.txt"


def text(wan: int, year: int = 2031, more: str = "") -> bytes:
    said = f"云岭县图书馆{year}年部门预算\n\n{year}年支出预算{wan}万元{more}。\n"
    return said.encode()


def put(root: Path | str, data: bytes, day: int = 1, name: str = NAME, url: str | None = URL) -> str:
    """Puts bytes into an archive; the path by which they are read from it."""
    capture = Capture(name, url=url, retrieved_at=f"2031-02-{day:02d}T00:00:00Z")
    return f"{root}!/{Archive(root).put(data, capture).sha256}"


def published_from(root: Path | str, out: Path) -> None:
    """Reads what is new in an archive and publishes, as a run does."""
    out.mkdir(exist_ok=True)
    for path in plan([str(root)], out, STAMP).todo:
        assert stage(Path(path), out).problem is None
    snapshots.publish(out)
    sound(out)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return tmp_path / "raw"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def test_a_document_out_of_the_archive_has_its_captures_name_address_and_time(raw: Path, out: Path) -> None:
    put(raw, text(80))
    published_from(raw, out)
    (row,) = rows(out, "documents")
    assert (row["file_name"], row["source_url"]) == (NAME, URL)
    assert row["retrieved_at"] == datetime(2031, 2, 1, tzinfo=UTC)
    assert (row["publisher"], row["supersedes"], row["superseded_by"]) == ("云岭县图书馆", None, None)


def test_so_has_each_file_in_an_archived_zip(raw: Path, out: Path) -> None:
    put(raw, zipped({NAME: text(80), "目录/二.txt": text(70, 2030)}), name="附件.zip")
    published_from(raw, out)
    assert {(row["file_name"], row["source_url"]) for row in rows(out, "documents")} == {
        (f"附件.zip!/{NAME}", URL),
        ("附件.zip!/目录/二.txt", URL),
    }


def test_what_was_read_before_is_neither_read_again_nor_opened(raw: Path, out: Path) -> None:
    put(raw, text(80))
    published_from(raw, out)
    put(raw, text(80), day=5, name="again.txt", url=f"{URL}?again")
    before = published_bytes(out)
    origins._archive.cache_clear()
    opened: list[str] = []
    real = Folder.open
    with mock.patch.object(Folder, "open", lambda self, path: opened.append(path) or real(self, path)):
        made = plan([str(raw)], out, STAMP)
    assert (made.todo, len(made.done)) == ([], 1)
    assert not [path for path in opened if path.startswith("objects")]
    published_from(raw, out)
    assert published_bytes(out) == before, "the first capture's facts stand"


def test_the_same_archive_gives_the_same_bytes_by_whatever_name_it_is_reached(raw: Path, tmp_path: Path) -> None:
    put(raw, text(80))
    put(raw, text(81), day=4)
    link = tmp_path / "elsewhere"
    link.symlink_to(raw)
    for root, out in ((raw, tmp_path / "one"), (link, tmp_path / "two")):
        published_from(root, out)
    assert published_bytes(tmp_path / "one") == published_bytes(tmp_path / "two")


def test_a_file_that_is_in_the_archive_too_is_read_from_there(raw: Path, out: Path, tmp_path: Path) -> None:
    path = put(raw, text(80))
    (tmp_path / "local.txt").write_bytes(text(80))
    made = plan([str(tmp_path / "local.txt"), str(raw)], out, STAMP)
    assert made.todo == [path]
    assert made.twins == {str(tmp_path / "local.txt"): path}


def test_an_archive_in_an_object_store_is_read_alike(out: Path, tmp_path: Path) -> None:
    root = f"memory://{tmp_path.name}-documents/raw"
    path = put(root, zipped({NAME: text(80)}), name="附件.zip")
    assert plan([root], out, STAMP).todo == [f"{path}!/{NAME}"]
    assert origins.load(f"{path}!/{NAME}") == text(80)
    assert origins.file(path, b"").name == "附件.zip"


@pytest.mark.parametrize(
    ("data", "other", "name", "member"),
    [(text(80), text(81), NAME, ""), (zipped({NAME: text(80)}), zipped({NAME: text(81)}), "附件.zip", f"!/{NAME}")],
    ids=["file", "file in a ZIP"],
)
def test_an_altered_file_of_the_archive_is_not_read(
    data: bytes, other: bytes, name: str, member: str, raw: Path, out: Path
) -> None:
    path = put(raw, data, name=name)
    target = raw / object_path(path.rpartition("/")[2])
    target.chmod(0o644)
    target.write_bytes(other)
    outcome = stage(Path(f"{path}{member}"), out)
    assert outcome.problem is not None
    assert outcome.problem.startswith(f"{name}{member}: the file") and "was altered" in outcome.problem


def test_a_document_of_the_archive_is_shown_by_its_path(raw: Path, out: Path) -> None:
    common, records = document_records(put(raw, text(80)), out)
    assert (common["fiscal_year"], records["documents"][0]["source_url"]) == (2031, URL)


def test_a_silent_replacement_is_a_second_version_and_both_are_kept(raw: Path, out: Path) -> None:
    old, new = (put(raw, text(wan), day).rpartition("/")[2] for day, wan in ((1, 80), (9, 81)))
    published_from(raw, out)
    said = {row["document_id"]: (row["supersedes"], row["superseded_by"]) for row in rows(out, "documents")}
    assert said == {old: (None, new), new: (old, None)}
    put(raw, text(80), day=12)
    published_from(raw, out)
    said = {row["document_id"]: (row["supersedes"], row["superseded_by"]) for row in rows(out, "documents")}
    assert said == {new: (None, old), old: (new, None)}, "the publisher went back to the first"


def test_the_order_in_which_versions_were_read_leaves_no_trace(raw: Path, out: Path, tmp_path: Path) -> None:
    put(raw, text(80))
    published_from(raw, out)
    put(raw, text(81), day=9)
    published_from(raw, out)
    published_from(raw, tmp_path / "at once")
    assert published_bytes(out) == published_bytes(tmp_path / "at once")


def test_a_mark_goes_when_the_other_version_goes(raw: Path, out: Path) -> None:
    put(raw, text(80))
    new = put(raw, text(81), day=9).rpartition("/")[2]
    published_from(raw, out)
    (part,) = (out / "parts").glob(f"*/{new}.arrows")
    part.unlink()
    snapshots.publish(out)
    (row,) = rows(out, "documents")
    assert row["superseded_by"] is None


def test_a_replaced_version_is_not_compared_with_other_years(raw: Path, out: Path) -> None:
    put(raw, text(70, 2030), url=f"{URL}?2030", name="2030.txt")
    put(raw, text(81, more="，较2030年预算增加10万元"), day=1)
    published_from(raw, out)
    (check,) = (row for row in rows(out, "checks") if row["identity"] == "last_year")
    assert check["status"] == "fail"
    corrected = put(raw, text(80, more="，较2030年预算增加10万元"), day=9).rpartition("/")[2]
    published_from(raw, out)
    (check,) = (row for row in rows(out, "checks") if row["identity"] == "last_year")
    assert (check["status"], check["document_id"]) == ("exact", corrected)


def test_diff_of_a_document_is_against_the_version_that_it_replaced(
    raw: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = put(raw, text(80))
    new = put(raw, text(81), day=9)
    published_from(raw, out)
    assert diff(new[-64:], out=out) == 0
    printed = capsys.readouterr().out
    assert "value_yuan: 800000 → 810000" in printed and "line 3 → line 3" in printed
    assert diff(old, new, out=out, as_json=True) == 0
    assert '"before": {"value_yuan": "800000.00"' in capsys.readouterr().out
    assert diff(old[-64:], out=out) == 2
    assert "no version before" in capsys.readouterr().err
