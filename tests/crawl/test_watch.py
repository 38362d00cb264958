"""`yusuan serve` and the runs of its deployments, processes all, with a site and a Prefect server on loopback.

Flows are imported by the tests that run them: all processes of a session collect this file, and one runs it.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import commands
import pytest
from disclosure_site import DisclosureSite, Page, gbk, link, running
from publishing import PROSE, rows, sound

from flows.archive.store import Archive
from flows.archive.verify import verify
from flows.crawl.alarms import standing
from flows.publish import snapshots
from flows.run.summary import Summary

RATE = 25


@pytest.fixture(scope="module")
def api(prefect_home: Path) -> Iterator[str]:
    """The address of a whole Prefect server with a database of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with commands.api(prefect_home, port) as address:
        yield address


@pytest.fixture(scope="module")
def site() -> Iterator[DisclosureSite]:
    """Two bodies' lists; the second has the first's documents too, and a page in place of a file."""
    with running() as found:
        texts = {f"/f/{n}.txt": Page(f"{PROSE}\n第{n}稿。\n".encode("gbk"), "text/plain") for n in range(4)}
        listed = [link(f"/f/{n}.txt", f"云岭县2031年预算第{n}稿") for n in range(4)]
        found.pages = {"/one/": gbk("".join(listed)), "/two/": gbk("".join([*listed, link("/f/no.pdf", "预算")]))}
        found.pages |= {"/f/no.pdf": gbk("请登录"), **texts}
        yield found


@pytest.fixture(scope="module")
def desk(site: DisclosureSite, api: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the sources; the environment of the commands is set for it."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "sources").mkdir()
    for name in ("one", "two"):
        source = {"who": name, "region": "320000", "access": "list", "index": f"{site.url}/{name}/", "rate": RATE}
        source |= {
            "links": {"text": "预算"},
            "recheck_days": 0,
            "private_addresses": ["127.0.0.1"],
            "cron": "0 6 * * *",
        }
        source |= {"expect": [{"month": 1, "at_least": 9}]} if name == "one" else {}
        (folder / "sources" / f"{name}.yaml").write_text(json.dumps(source), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YUSUAN_STATE", str(folder / "state"))
        patch.setenv("YUSUAN_CONTACT", "test@archive.example")
        yield folder


def post(api: str, path: str, **body: Any) -> Any:
    request = urllib.request.Request(
        f"{api}/{path}", json.dumps(body).encode(), {"Content-Type": "application/json"}, method="POST"
    )
    return asked(request)


def asked(request: urllib.request.Request | str) -> Any:
    """What the API answers; asked again where it is busy (503), as Prefect's own client does."""
    for _ in range(20):
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            if error.code != 503:
                raise
        time.sleep(1)
    raise TimeoutError("the API stayed busy for 20 seconds")


def until(seconds: float, found: Any) -> Any:
    """What `found` gives as soon as it is something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if value := found():
                return value
        except OSError:
            pass
        time.sleep(0.2)
    pytest.fail(f"not within {seconds} s")


def test_serve_schedules_the_sources_and_two_runs_at_once_leave_one_archive(
    desk: Path, api: str, site: DisclosureSite
) -> None:
    """Both are begun by hand, ask the same host for the same documents, and publish into one folder."""
    command = [
        sys.executable,
        "-m",
        "flows.cli.main",
        "serve",
        "--sources",
        "sources",
        "--archive",
        "raw",
        "--out",
        "out",
    ]
    serving = subprocess.Popen(
        command, cwd=desk, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    )
    try:
        made = until(180, lambda: found if len(found := post(api, "deployments/filter")) == 2 else None)
        assert {(one["name"], one["schedules"][0]["schedule"]["cron"]) for one in made} == {
            ("one", "0 6 * * *"),
            ("two", "0 6 * * *"),
        }
        runs = [
            post(api, f"deployments/{one['id']}/create_flow_run", state={"type": "SCHEDULED"})["id"] for one in made
        ]
        assert [until(180, lambda run=run: ended(api, run)) for run in runs] == ["COMPLETED", "COMPLETED"]
        assert any(run["auto_scheduled"] for run in post(api, "flow_runs/filter")), "nothing is scheduled"
        serving.send_signal(signal.SIGINT)
        said, _ = serving.communicate(timeout=60)
        assert serving.returncode == 0, said
        assert "Traceback" not in said
    finally:
        if serving.poll() is None:
            os.killpg(serving.pid, signal.SIGKILL)
    consistent(desk, site)


def consistent(desk: Path, site: DisclosureSite) -> None:
    """The archive and the snapshot are what two runs one after the other would have left."""
    archive = Archive(desk / "raw")
    assert verify(archive).findings == ()
    documents = [capture for capture in archive.captures() if capture.role is None]
    assert len({capture.sha256 for capture in documents}) == 4
    assert site.shortest_gap() >= 1 / RATE
    assert sound(desk / "out")["documents"] == 4
    assert [(row["stage"], row["error"]) for row in rows(desk / "out", "failures")] == [("archive", "html_page")]
    assert snapshots.publish(desk / "out")[0] == (desk / "out" / "latest").resolve()
    assert {alarm["monitor"] for alarm in standing(desk / "out")} == set()
    print(f"{len(site.log)} requests of two runs at once")


def test_what_people_decided_is_taken_from_the_archive_that_is_watched_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import watch as watching

    published: dict[str, Any] = {}
    nothing = Summary([], {}, {}, "", {})
    monkeypatch.setattr(watching, "ingest", lambda *_, **options: published.update(options) or nothing)
    monkeypatch.setattr(watching, "create_markdown_artifact", lambda **_: None)
    archive = str(tmp_path / "kept")
    watching.watch.fn(archive=archive, out=str(tmp_path / "out"), contact="test@archive.example")
    assert published["archive"] == archive


def ended(api: str, run: str) -> str | None:
    """How a run ended; None while it has not."""
    kind = asked(f"{api}/flow_runs/{run}")["state_type"]
    return kind if kind in ("COMPLETED", "FAILED", "CRASHED", "CANCELLED") else None


def test_hosts_are_visited_side_by_side_and_each_on_one_connection(api: str, tmp_path: Path) -> None:
    """Three hosts, one of them with two sources: their visits overlap, those of one host do not."""
    from flows import watch as watching

    (tmp_path / "sources").mkdir()
    with running() as one, running() as two, running() as three, pytest.MonkeyPatch.context() as patch:
        patch.setenv("YUSUAN_STATE", str(tmp_path / "state"))
        for name, host in {"a": one, "b": two, "c": three, "d": three}.items():
            texts = {f"/{name}/{n}.txt": Page(f"{PROSE}\n{name}{n}。\n".encode("gbk"), "text/plain") for n in range(5)}
            host.pages |= {f"/{name}/": gbk("".join(link(path, "2031年预算") for path in texts)), **texts}
            source = {"who": name, "region": "320000", "access": "list", "index": f"{host.url}/{name}/", "rate": 4}
            source |= {"links": {"text": "预算"}, "private_addresses": ["127.0.0.1"]}
            (tmp_path / "sources" / f"{name}.yaml").write_text(json.dumps(source), encoding="utf-8")
        out = str(tmp_path / "out")
        watched = watching.watch(None, str(tmp_path / "sources"), str(tmp_path / "raw"), out, "test@archive.example")
    assert [(len(visit.new), visit.failures) for visit in watched.visits] == [(5, [])] * 4
    spans = [(host.log[0].at, host.log[-1].at) for host in (one, two, three)]
    assert max(begin for begin, _ in spans) < min(end for _, end in spans)
    assert all(host.shortest_gap() >= 1 / 4 for host in (one, two, three))
    assert three.most_open == 1
    lines = [json.loads(line) for line in (tmp_path / "out" / "visits.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(line["source"], line["new"], line["failures"]) for line in lines] == [(name, 5, 0) for name in "abcd"]
