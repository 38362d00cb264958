"""A run on a local Dask cluster: `python benchmarks/cluster.py [--count 200]`.

Starts a Prefect server, a Dask scheduler and one or two worker processes (one thread each), reads the documents of
`benchmarks/archive.py` on one machine, on one worker, on two, and on two of which one is killed in the middle; compares
what was published byte for byte, and prints Markdown: seconds until the first part is there (start), from it to the
last (reading, which workers share) and from there to the end (publishing, which is one process), and whose the
processor seconds are, for server, scheduler, workers and the run share this machine's cores here.
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
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

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


class Spent(NamedTuple):
    """Seconds of a run: all, until its first part, until its last; processor seconds by whose they are."""

    seconds: float
    first: float
    last: float
    whose: dict[str, float]

    def row(self) -> str:
        """The cells of a table."""
        shares = ", ".join(f"{name} {spent:.1f}" for name, spent in sorted(self.whose.items()) if spent >= 0.1)
        parts = (self.seconds, self.first, self.last - self.first, self.seconds - self.last)
        return " | ".join((*(f"{part:.1f}" for part in parts), shares))


_WHOSE = {
    "readers": "multiprocessing.forkserver",
    "server": "prefect server",
    "scheduler": "dask_scheduler",
    "workers": "dask_worker",
    "their processes": "multiprocessing.spawn",
    "the run": "yusuan",
}
"""By what stands in its command line, in this order."""


def processes() -> dict[int, tuple[str, float]]:
    """Those below this one, with whose they are and the processor seconds that they took."""
    parents, found = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, IndexError):
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            number = int(folder.name)
            parents[number] = int(fields[1])
            whose = next((name for name, sign in _WHOSE.items() if sign in command), "")
            found[number] = whose, (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    ours = {os.getpid()}
    while more := {number for number, parent in parents.items() if parent in ours} - ours:
        ours |= more
    return {number: found[number] for number in ours - {os.getpid()}}


def run(source: Path, out: Path, address: str, count: int) -> Spent:
    """What a run on a cluster costs, of which so many parts come."""
    before, last = processes(), dict[int, tuple[str, float]]()
    start, moments = time.perf_counter(), [0.0, 0.0]
    child = subprocess.Popen(yusuan("run", source, "--out", out, "--cluster", address), stdout=subprocess.DEVNULL)
    while child.poll() is None:
        for number, (name, spent) in processes().items():
            last[number] = name or last.get(number, ("", 0.0))[0], spent  # one that ended has no command line
        there, now = staged(out), time.perf_counter() - start
        for at, wanted in enumerate((1, count)):
            if there >= wanted and not moments[at]:
                moments[at] = now
        time.sleep(0.1)
    if child.returncode:
        raise SystemExit(f"the run ended with {child.returncode}")
    whose: Counter[str] = Counter()
    for number, (name, spent) in last.items():
        whose[name] += spent - before.get(number, (name, 0.0))[1]
    del whose[""]
    return Spent(time.perf_counter() - start, *moments, whose)


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
    print(f"| run of {count} documents | seconds | start | reading | publishing | processor seconds | published |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name, prefect_server() as url:
        os.environ["PREFECT_API_URL"] = url
        work = Path(name)
        source = work / "raw"
        write_variants(source, 0, count)
        write_variants(work / "one", 1, 1)
        spent = measure("run", source, "--out", work / "single", "--workers", 1)["seconds"]
        print(f"| one machine, one process | {spent:.1f} | | | | | |", flush=True)
        wanted = published(work / "single")
        beyond, reading = [], []
        for workers in (1, 2):
            with cluster(workers) as (address, _):
                first = run(work / "one", work / f"first-{workers}", address, 1)
                print(f"| Dask, {workers} worker(s), one document | {first.row()} | |", flush=True)
                out = work / f"dask-{workers}"
                all_of = run(source, out, address, count)
            beyond.append(all_of.seconds - first.seconds)
            reading.append(all_of.last - all_of.first)
            same = "the same bytes" if published(out) == wanted else "DIFFERENT"
            print(f"| Dask, {workers} worker(s) | {all_of.row()} | {same} |", flush=True)
        print(f"| two workers against one, beyond one document | {beyond[0] / beyond[1]:.2f} times | | ", end="")
        print(f"| {reading[0] / reading[1]:.2f} times | | | |", flush=True)
        spent = killed(source, work / "killed", count)
        same = "the same bytes" if published(work / "killed") == wanted else "DIFFERENT"
        print(f"| Dask, two workers, one killed on the way | {spent:.1f} | | | | | {same} |", flush=True)


if __name__ == "__main__":
    main()
