"""On an object store: the archive is read from one, and what is published is written to one. Needs s3fs and moto."""

import json
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from publishing import PROSE, published_bytes, rows, stage

from flows.publish import mirror, snapshots
from flows.publish.mirror import MirrorError, upload
from flows.run import worker


def test_a_pointer_is_switched_after_the_files_and_files_that_are_there_stay(tmp_path: Path) -> None:
    out, url = tmp_path / "out", f"memory://{tmp_path.name}"
    with pytest.raises(MirrorError, match="nothing is published"):
        upload(out, url)
    (tmp_path / "one.txt").write_text(PROSE, encoding="utf-8")
    stage(tmp_path / "one.txt", out)
    snapshots.publish(out)
    pointer, uploaded = upload(out, url)
    assert pointer == f"{url}/latest.json"
    assert uploaded == len(list((out / "latest").glob("*/*.parquet")))
    assert upload(out, url)[1] == 0
    (tmp_path / "two.txt").write_text(PROSE.replace("2031", "2030"), encoding="utf-8")
    stage(tmp_path / "two.txt", out)
    snapshots.publish(out)
    assert upload(out, url)[1] == len(list((out / "latest").glob("*/2030-*.parquet")))


def test_broken_off_the_last_one_stands(tmp_path: Path) -> None:
    out, url = tmp_path / "out", tmp_path / "mirror"
    (tmp_path / "one.txt").write_text(PROSE, encoding="utf-8")
    stage(tmp_path / "one.txt", out)
    snapshots.publish(out)
    path = next((out / "latest" / "figures").glob("*.parquet"))
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(MirrorError, match="is not what was published"):
        upload(out, f"memory://{url}")
    assert not is_there(f"memory://{url}/latest.json")


def is_there(url: str) -> bool:
    import fsspec

    system, path = fsspec.core.url_to_fs(url)
    return bool(system.exists(path))


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The URL of a bucket on a server that speaks S3, on loopback."""
    pytest.importorskip("s3fs", reason="needs the s3 extra")
    server = pytest.importorskip("moto.server", reason="needs moto[s3], flask and flask-cors")
    import s3fs

    running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    try:
        host, port = running.get_host_and_port()
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            monkeypatch.setenv(name, "test")
        monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        s3fs.S3FileSystem.clear_instance_cache()
        s3fs.S3FileSystem().mkdir("budgets")
        yield "s3://budgets"
    finally:
        running.stop()


def test_an_archive_on_s3_is_read_and_what_is_published_goes_to_s3(bucket: str, tmp_path: Path) -> None:
    import s3fs

    from flows.archive.add import add
    from flows.archive.store import Archive
    from flows.run.plan import plan

    path = tmp_path / "云岭县图书馆2031年部门预算.txt"
    path.write_text(PROSE, encoding="utf-8")
    assert [one.state for one in add(Archive(f"{bucket}/raw"), [path])] == ["new"]
    (tmp_path / "out").mkdir()
    (found,) = plan([f"{bucket}/raw"], tmp_path / "out", "test").todo
    done = worker.process(worker.Job(found, str(tmp_path / "out"), "test", witness="none"))
    assert done.problem is None
    snapshots.publish(tmp_path / "out")
    assert [row["file_name"] for row in rows(tmp_path / "out", "documents")] == [path.name]
    mirror.upload(tmp_path / "out", f"{bucket}/published")
    system = s3fs.S3FileSystem()
    pointer = json.loads(system.cat_file("budgets/published/latest.json"))
    local = published_bytes(tmp_path / "out")
    for name, files in pointer["tables"].items():
        assert [system.cat_file(f"budgets/published/{file}") for file in files] == [
            data for path, data in sorted(local.items()) if path.startswith(f"{name}/")
        ]
    figures = pd.read_parquet([f"budgets/published/{file}" for file in pointer["tables"]["figures"]], filesystem=system)
    assert len(figures) == len(rows(tmp_path / "out", "figures"))
