"""A run on a local Dask cluster: `python benchmarks/cluster.py [--count 200]`.

Starts a Prefect server, a Dask scheduler and one or two worker processes (one thread each), reads the documents of
`benchmarks/archive.py` on one machine, on one worker, on two, and on two of which one is killed in the middle; compares
what was published byte for byte, and prints Markdown.
"""

import argparse
import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from archive import measure, published, staged, write_variants, yusuan

BIN = Path(sys.executable).parent


@contextlib.contextmanager
def process(*command: object, **more: str) -> Iterator[subprocess.Popen[bytes]]:
    """A child process in a group of its own, ended with it."""
    child = subprocess.Popen(
        list(map(str, command)),
        env={**os.environ, **more},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        process_group=0,
    )
    try:
        yield child
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextlib.contextmanager
def prefect_server() -> Iterator[str]:
    """The URL of a Prefect server."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/api"
    with process(BIN / "prefect", "server", "start", "--port", port, "--no-ui"):
        for _ in range(240):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{url}/health", timeout=2)
                break
            time.sleep(0.5)
        yield url


@contextlib.contextmanager
def cluster(workers: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a Dask scheduler, and its worker processes."""
    from distributed import Client

    address = f"tcp://127.0.0.1:{free_port()}"
    with contextlib.ExitStack() as stack:
        dask = (sys.executable, "-m", "distributed.cli.dask_scheduler")
        stack.enter_context(process(*dask, "--host", address, "--no-dashboard"))
        dask = (sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", 1, "--no-dashboard")
        children = [stack.enter_context(process(*dask)) for _ in range(workers)]
        with Client(address, timeout=60) as client:
            client.wait_for_workers(workers, timeout=120)
        yield address, children


def killed(source: Path, out: Path, count: int) -> float:
    """Seconds of a run on two workers of which one is killed when a third of the documents is staged."""
    with cluster(2) as (address, children):
        start = time.perf_counter()
        run = subprocess.Popen(yusuan("run", source, "--out", out, "--cluster", address), stdout=subprocess.DEVNULL)
        while run.poll() is None and staged(out) < count / 3:
            time.sleep(0.05)
        os.killpg(children[0].pid, signal.SIGKILL)
        print(f"worker killed with {staged(out)} of {count} staged", file=sys.stderr, flush=True)
        if run.wait():
            raise SystemExit(f"the run ended with {run.returncode}")
        return time.perf_counter() - start


def main() -> None:
    """Runs all four and prints their rows."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--count", type=int, default=200, help="documents")
    count = ask.parse_args().count
    print(f"| run of {count} documents | seconds | beyond one document | published |")
    print("|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name, prefect_server() as url:
        os.environ["PREFECT_API_URL"] = url
        work = Path(name)
        source = work / "raw"
        write_variants(source, 0, count)
        write_variants(work / "one", 1, 1)
        spent = measure("run", source, "--out", work / "single", "--workers", 1)["seconds"]
        print(f"| one machine, one process | {spent:.1f} | | |", flush=True)
        wanted = published(work / "single")
        beyond = []
        for workers in (1, 2):
            with cluster(workers) as (address, _):
                first = measure("run", work / "one", "--out", work / f"first-{workers}", "--cluster", address)
                out = work / f"dask-{workers}"
                spent = measure("run", source, "--out", out, "--cluster", address)["seconds"]
            beyond.append(spent - first["seconds"])
            same = "the same bytes" if published(out) == wanted else "DIFFERENT"
            print(f"| Dask, {workers} worker(s) | {spent:.1f} | {beyond[-1]:.1f} | {same} |", flush=True)
        print(f"| Dask, two workers against one | | {beyond[0] / beyond[1]:.2f} times | |", flush=True)
        spent = killed(source, work / "killed", count)
        same = "the same bytes" if published(work / "killed") == wanted else "DIFFERENT"
        print(f"| Dask, two workers, one killed on the way | {spent:.1f} | | {same} |", flush=True)


if __name__ == "__main__":
    main()
