"""A run on a Dask cluster: the same tasks, on the cluster's workers instead of this machine's processes.

    yusuan run PATH… --out DIR --cluster tcp://scheduler:8786

The folder of the output, and the files or the archive, are where all workers see them under the same paths (a shared
filesystem; the archive may be s3://…); each worker writes the parts of what it reads, and the process that started the
run publishes them. A worker reads as one machine does, in a process of its own within limits (`flows/run/pool.py`). A
document gives the same part whoever reads it, and however often: of a worker that is lost Dask gives the tasks to
another one, and nothing else happens.
"""

import ipaddress
import multiprocessing
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flows.run import worker

_MARK = ".run-"


def problem(address: str) -> str | None:
    """Why a run cannot use the cluster at an address, None where it can."""
    try:
        from distributed import Client
        from prefect_dask import DaskTaskRunner  # noqa: F401
    except ImportError:
        return "runs on a cluster need the dask extra; install it with: pip install 'yusuan[dask]'"
    if not (_is_here(address) or os.environ.get("PREFECT_API_URL")):
        return "the workers of a cluster need a Prefect server that they reach; start one and set PREFECT_API_URL"
    try:
        with Client(address, timeout=10) as client:
            if not client.scheduler_info()["workers"]:
                return f"the cluster at {address} has no worker; start one with: dask worker {address}"
    except (OSError, ValueError) as error:
        return f"there is no cluster at {address} ({error}); start one with: dask scheduler"
    return None


def _is_here(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def runner(address: str) -> Any:
    """The task runner of the cluster at an address."""
    from prefect_dask import DaskTaskRunner

    return DaskTaskRunner(address=address)


@contextmanager
def shared(out: Path) -> Iterator[str]:
    """The path of a file in `out` by which a worker sees that its `out` is this one."""
    mark = out / f"{_MARK}{uuid.uuid4()}"
    mark.touch()
    try:
        yield str(mark)
    finally:
        mark.unlink(missing_ok=True)


def enter(mark: str, jobs: list[worker.Job]) -> None:
    """Makes this process fit to read for a run of another machine.

    Raises OSError where it does not see the run's folder, or has other rules than those that it was planned by.
    """
    if not Path(mark).exists():
        raise OSError(f"a worker does not see {Path(mark).parent}; put it where all workers have it, by that path")
    for job in jobs[:1]:
        if worker.stamp(job.witness) != job.stamp:
            ours, theirs = worker.stamp(job.witness), job.stamp
            raise OSError(f"a worker has yusuan {ours}, the run {theirs}; install the same on all")
    # Dask's workers are daemons, which may have no children lest they stay behind; those of `flows.run.pool` do not
    multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]


def answer(future: Any) -> list[worker.Outcome]:
    """What a task gave; raises OSError where each worker that was given it was lost."""
    try:
        outcomes: list[worker.Outcome] = future.result()
    except Exception as error:
        if type(error).__name__ in ("KilledWorker", "FutureCancelledError", "CommClosedError"):
            raise OSError(f"the cluster lost its workers: {' '.join(str(error).split())}") from error
        raise
    return outcomes
