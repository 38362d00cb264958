"""Kills of everything while it truly works, and what must hold after each.

python tests/helpers/kills.py [--kills 200] [--seed 1]

A process reads documents with workers of its own and publishes, again and again; at a random moment of the time that
takes, it or one of its workers is killed. After each kill the last snapshot reads and is what its manifest says; in
the end a run that nobody kills publishes the same bytes as one that was never disturbed.
"""

import argparse
import contextlib
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from publishing import PROSE, published_bytes, sound

from flows.publish import snapshots
from flows.run.plan import plan
from flows.run.pool import Pool
from flows.run.worker import Job

STAMP = "kills"
_TOLD = 10
"""After so many kills a line says how far it is."""


def run(source: str, out: str, fresh: bool = False) -> None:
    """Reads what a plan says with two workers, and publishes."""
    made = plan([source], Path(out), STAMP, fresh)
    pool = Pool(2)
    try:
        for path in made.todo:
            pool.process(Job(path, out, STAMP, "none"))
    finally:
        pool.close()
    snapshots.publish(Path(out))


def keep_running(source: str, out: str, started: "multiprocessing.sharedctypes.Synchronized[int]") -> None:
    """Runs again and again, all documents anew each time, until it is killed."""
    while True:
        started.value += 1
        run(source, out, fresh=True)


def _workers(parent: int) -> list[int]:
    """The processes that a process started, by the kernel's account, those of its fork server too."""
    found, waiting = [], [parent]
    while waiting:
        one = waiting.pop()
        with contextlib.suppress(OSError):
            children = Path(f"/proc/{one}/task/{one}/children").read_text(encoding="utf-8").split()
            waiting += map(int, children)
            found += map(int, children)
    return found


def storm(folder: Path, kills: int, seed: int) -> int:
    """So many kills; how many of them hit a worker. Raises AssertionError where something is not as it must be."""
    chance = random.Random(seed)
    source, out, calm = folder / "in", folder / "out", folder / "calm"
    source.mkdir()
    for path in (out, calm):
        (path / "parts").mkdir(parents=True)
    for number in range(6):
        (source / f"{number}.txt").write_text(f"{PROSE}\n第{number}稿。\n", encoding="utf-8")
    began = time.monotonic()
    run(str(source), str(calm))
    whole = time.monotonic() - began  # on a busy machine a second is no more than a start
    context = multiprocessing.get_context("forkserver")
    hit = 0
    child = None
    for number in range(1, kills + 1):
        if child is None or not child.is_alive():
            started = context.Value("i", 0)
            child = context.Process(target=keep_running, args=(str(source), str(out), started))
            child.start()
            until = time.monotonic() + 60
            while started.value < 1 and child.is_alive() and time.monotonic() < until:
                time.sleep(0.01)
        time.sleep(chance.uniform(0, whole))
        workers = _workers(child.pid or 0)
        if workers and chance.random() < 0.6:
            with contextlib.suppress(ProcessLookupError):
                os.kill(chance.choice(workers), signal.SIGKILL)
                hit += 1
        else:
            child.kill()
            child.join()
        if (out / "latest").exists():
            sound(out)
        if number % _TOLD == 0:
            print(f"{number} of {kills} kills, {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    if child is not None and child.is_alive():
        child.kill()
        child.join()
    run(str(source), str(out), fresh=True)
    assert published_bytes(out) == published_bytes(calm)
    return hit


def main() -> None:
    """Kills so often, and says so."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--kills", type=int, default=200)
    ask.add_argument("--seed", type=int, default=1)
    given = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        hit = storm(Path(folder), given.kills, given.seed)
    print(f"{given.kills} kills, {hit} of workers and fork servers: all snapshots sound, the same bytes in the end")


if __name__ == "__main__":
    main()
