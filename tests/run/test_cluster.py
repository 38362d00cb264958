"""A run on a Dask cluster of which a worker is killed on the way publishes the same bytes."""

import os
import signal
import time
from pathlib import Path

import pytest
from publishing import PROSE, published_bytes, sound

from flows.publish import snapshots
from flows.run import cluster, worker

distributed = pytest.importorskip("distributed")

DOCUMENTS = 24


def jobs(source: Path, out: Path) -> list[worker.Job]:
    (out / "parts").mkdir(parents=True)
    stamp = worker.stamp("none")
    return [worker.Job(str(path), str(out), stamp, "none") for path in sorted(source.glob("*.txt"))]


def staged(out: Path) -> int:
    return len(list((out / "parts").glob("*/*.arrows")))


def test_a_killed_worker_changes_no_byte(tmp_path: Path) -> None:
    from flows.ingest import read_documents

    source, alone, shared = (tmp_path / name for name in ("in", "alone", "shared"))
    source.mkdir()
    for number in range(DOCUMENTS):
        (source / f"{number}.txt").write_text(f"{PROSE}\n第{number}稿。\n", encoding="utf-8")
    for job in jobs(source, alone):
        worker.process(job)
    snapshots.publish(alone)
    asked = jobs(source, shared)
    local = distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None)
    with local, distributed.Client(local) as client, cluster.shared(shared) as mark:
        futures = [client.submit(read_documents.fn, job.path, [job], 1, mark) for job in asked]
        until = time.monotonic() + 120
        while not staged(shared) and time.monotonic() < until:
            time.sleep(0.02)
        victim = next(iter(local.workers.values())).process.process
        os.kill(
            victim.pid, signal.SIGKILL
        )  # its own `kill` needs an event loop, which `asyncio.run` elsewhere takes away
        outcomes = [outcome for answer in client.gather(futures) for outcome in answer]
        assert staged(shared) > 0
    assert [outcome.problem for outcome in outcomes] == [None] * DOCUMENTS
    snapshots.publish(shared)
    assert sound(shared)["documents"] == DOCUMENTS
    assert published_bytes(shared) == published_bytes(alone)
