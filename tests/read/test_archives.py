"""Archives: each disclosure in them is a document whose name says where it lies; nothing is unpacked to disk."""

import io
import zipfile
from pathlib import Path

import pytest
from office import docx, par, zipped
from publishing import PROSE, rows

from flows.publish import snapshots
from flows.publish.errors import NotFoundError
from flows.run import origins, worker
from flows.run.lookup import document_records
from flows.run.plan import plan

TEXT = PROSE.encode()


def gbk_zip(name: str, content: bytes) -> bytes:
    """An archive as Chinese Windows writes it: the name in GBK, without the mark for UTF-8."""
    plain = zipped({"x" * len(name.encode("gbk")): content})
    return plain.replace(b"x" * len(name.encode("gbk")), name.encode("gbk"))


def documents(path: Path, out: Path) -> list[str]:
    """Reads what a run would read, and the names of the documents."""
    made = plan([str(path)], out, "test")
    for one in made.todo:
        worker.process(worker.Job(one, str(out), "test", witness="none"))
    for one, trouble in made.bad:
        worker.fail(worker.Job(one, str(out), "test"), trouble)
    snapshots.publish(out)
    return sorted(str(row["file_name"]) for row in rows(out, "documents"))


def test_each_member_is_a_document_named_by_its_archive(tmp_path: Path) -> None:
    word = docx(par("云岭县档案馆2031年部门预算") + par("2031年收入预算80万元。"))
    (tmp_path / "a.zip").write_bytes(zipped({"县直/b.txt": TEXT, "c.docx": word, "d.jpg": b"x", "__MACOSX/b.txt": b""}))
    assert documents(tmp_path / "a.zip", tmp_path / "out") == ["a.zip!/c.docx", "a.zip!/县直/b.txt"]
    assert plan([str(tmp_path)], tmp_path / "out", "test").skipped == {".jpg": 1}


@pytest.mark.parametrize("name", ["云岭县图书馆.txt", "预算公开/决算.txt"])
def test_names_in_gbk_are_read(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(gbk_zip(name, TEXT))
    assert documents(tmp_path / "a.zip", tmp_path / "out") == [f"a.zip!/{name}"]


def test_an_archive_in_an_archive_is_read_and_one_deeper_is_not(tmp_path: Path) -> None:
    inner = zipped({"b.txt": TEXT, "deep.zip": zipped({"c.txt": TEXT + b" "})})
    (tmp_path / "a.zip").write_bytes(zipped({"inner.zip": inner}))
    out = tmp_path / "out"
    assert documents(tmp_path / "a.zip", out) == ["a.zip!/inner.zip!/b.txt"]
    (failure,) = rows(out, "failures")
    assert failure["error"] == "archive" and str(failure["path"]).endswith("a.zip!/inner.zip!/deep.zip")


def test_a_file_and_the_same_in_an_archive_are_one_document(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"b.txt": TEXT}))
    (tmp_path / "b.txt").write_bytes(TEXT)
    assert len(plan([str(tmp_path)], tmp_path / "out", "test").twins) == 1


def test_a_document_of_an_archive_is_not_read_twice(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"b.txt": TEXT}))
    documents(tmp_path / "a.zip", tmp_path / "out")
    assert plan([str(tmp_path / "a.zip")], tmp_path / "out", "test").todo == []


def test_an_archive_without_a_disclosure_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"d.jpg": b"x"}))
    assert documents(tmp_path / "a.zip", tmp_path / "out") == []
    (failure,) = rows(tmp_path / "out", "failures")
    assert str(failure["message"]).startswith("a.zip: the archive has no disclosure")


def test_a_member_behind_a_password_is_one_failure_and_the_others_are_read(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": TEXT, "b.txt": TEXT + b" "}))
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        first = box.infolist()[0]
    entry = data.index(b"PK\x01\x02")
    data[first.header_offset + 6] |= 1
    data[entry + 8] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    assert documents(tmp_path / "a.zip", tmp_path / "out") == ["a.zip!/b.txt"]
    (failure,) = rows(tmp_path / "out", "failures")
    assert failure["error"] == "encrypted_zip" and "password" in str(failure["message"])


def test_a_member_that_climbs_out_of_its_archive_is_only_a_name(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"../../b.txt": TEXT}))
    assert documents(tmp_path / "a.zip", tmp_path / "out") == ["a.zip!/b.txt"]
    assert not (tmp_path.parent / "b.txt").exists()


def test_a_document_in_an_archive_can_be_looked_up_without_a_run(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"b.txt": TEXT}))
    common, _ = document_records(f"{tmp_path}/a.zip!/b.txt", tmp_path / "out")
    assert common["publisher"] == "云岭县图书馆"
    with pytest.raises(NotFoundError, match="no such file in the archive"):
        document_records(f"{tmp_path}/a.zip!/c.txt", tmp_path / "out")


def test_a_folder_with_the_mark_in_its_name_is_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "new!"
    folder.mkdir()
    (folder / "b.txt").write_bytes(TEXT)
    assert origins.load(str(folder / "b.txt")) == TEXT
    assert origins.name(str(folder / "b.txt")) == "b.txt"
