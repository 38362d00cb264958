"""The worker processes that read documents, each step within limits that no library can hold up.

A worker is given a job at a time and never imports Prefect. Before each page it sets the kernel's alarm for the
processor time that a page may take (not the time of the clock: a busy or suspended machine costs no page), and from
the start it may hold only so much memory. What goes beyond ends the worker, in the middle of C code too; the pool knows
the page it was at and has the document read again without that page, which becomes a row of `failures`.
"""

import contextlib
import gc
import multiprocessing
import multiprocessing.connection
import multiprocessing.forkserver
import os
import queue
import resource
import signal
import sys
import threading
import time
import types
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from extractors.document.model import WHOLE, WITNESS
from extractors.document.troubles import Trouble
from flows.run import worker
from flows.run.children import only_our_modules

PAGE_SECONDS = 20
"""Processor time for a page: a dense one takes 0.1 s."""

_SECONDS = {WHOLE: 180, WITNESS: 90}
"""Processor time for what concerns the whole document: opening, joining, extraction; and for a batch of the witness."""

MEMORY = 3 << 29
"""Bytes that a worker may hold; a fifth of it is what it imports."""

_KILLED = "killed"

_UNKNOWN = 255
"""The exit code of a worker whose fork server was killed, so that nobody knows it."""

_STARTS = 8
"""Tries to start a worker, each after twice the time: on a busy machine a fork server that was killed stays a while."""

_MOST_PAGES = 16
"""A document of which more pages than this end their worker is given up: each costs another reading."""

_PRELOAD = ["flows.run.preload"]
"""Imported once by the fork server and shared by all workers."""

_starting = threading.Lock()
"""Held while a process is started or its end is asked for, which `multiprocessing` does not do safely on threads."""


@contextlib.contextmanager
def _no_main() -> Iterator[None]:
    """Hides the program that this process was started as, which `multiprocessing` would import in each worker."""
    ours = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = ours


class _Reader:
    """A worker process, the pipe to it, and the step it is at, in memory that both share."""

    def __init__(self, memory: int, seconds: float) -> None:
        # forkserver: workers are forked from a clean process, never from one with Prefect's threads
        context = multiprocessing.get_context("forkserver")
        self.memory, self.seconds = memory, seconds
        self.step = context.RawValue("q", WHOLE)
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, self.step, memory, seconds), daemon=True)
        with _starting, _no_main():
            self.process.start()
        theirs.close()

    def ask(self, job: worker.Job) -> worker.Outcome | OSError | None:
        """The job's outcome, the error that may pass, or None where the worker came to its end."""
        try:
            self.pipe.send(job)
            answer: worker.Outcome | OSError = self.pipe.recv()
        except (EOFError, OSError):
            return None
        return answer

    def blame(self) -> Trouble:
        """What an ended worker died of, and at which page."""
        with _starting:
            self.process.join()
        step = self.step.value
        if self.process.exitcode == -signal.SIGPROF:
            error, said = "time_limit", f"took more than {self.seconds if step > 0 else _SECONDS[step]} s"
        elif self.process.exitcode in (-signal.SIGKILL, _UNKNOWN):
            error, said = _KILLED, "was ended twice from outside (the system may be short of memory)"
        else:
            error, said = "worker_died", f"needed more than {self.memory >> 20:,} MB of memory or crashed a library"
        again = error == _KILLED
        if step == WITNESS:
            message = f"the second witness {said} and was given up; the numbers were read by one engine only"
            return Trouble("read", "witness", message, again=again)
        if step == WHOLE:
            remedy = "run again" if again else "look at what it is, and report it if it is a disclosure"
            return Trouble("read", error, f"reading it {said}; {remedy}", again=again)
        remedy = "the next run tries it again" if again else "look at it"
        return Trouble("read", error, f"page {step} {said} and was given up; {remedy}", step, again)

    def end(self) -> None:
        """Ends the process; a part that it was writing is not there."""
        self.process.kill()
        with _starting:
            self.process.join()
        self.pipe.close()


class Pool:
    """So many workers; a document that ends one costs itself a page and the others nothing."""

    def __init__(self, size: int, memory: int = MEMORY, seconds: float = PAGE_SECONDS) -> None:
        only_our_modules()
        multiprocessing.get_context("forkserver").set_forkserver_preload(_PRELOAD)
        self._limits = memory, seconds
        self._idle: queue.LifoQueue[_Reader | None] = queue.LifoQueue()
        self._started: set[_Reader] = set()
        for _ in range(size):
            self._idle.put(None)

    def warm(self) -> None:
        """Starts the fork server, which imports while something else is still being imported here."""
        multiprocessing.forkserver.ensure_running()

    def process(self, job: worker.Job) -> worker.Outcome:
        """Processes a job and waits for it; raises the OSError that may pass when the job is tried again."""
        killed = False
        while True:
            answer = self._ask(job)
            if isinstance(answer, OSError):
                raise answer
            if isinstance(answer, worker.Outcome):
                return answer
            if answer.again and not killed:  # not by its own doing, so once more
                killed = True
                continue
            if not answer.page and answer.error != "witness":
                return worker.fail(job, answer)
            if len(job.given_up) >= _MOST_PAGES:
                message = f"more than {_MOST_PAGES} of its pages cannot be read: {answer.message}"
                return worker.fail(job, replace(answer, message=message))
            job = replace(job, given_up=(*job.given_up, answer))

    def _ask(self, job: worker.Job) -> worker.Outcome | OSError | Trouble:
        reader = self._idle.get()
        try:
            if reader is not None and not reader.process.is_alive():
                self._started.discard(reader)
                reader.pipe.close()  # should it be alive without its fork server, it ends at this
                reader = None
            if reader is None:
                reader = self._start()
                self._started.add(reader)
            reader.step.value = WHOLE
            answer = reader.ask(job)
            if answer is not None:
                return answer
            ended, reader = reader, None
            self._started.discard(ended)
            return ended.blame()
        finally:
            self._idle.put(reader)

    def _start(self) -> _Reader:
        """A new worker; tried again where the fork server was killed just then, which is started anew.

        Raises OSError where none can be started.
        """
        for attempt in range(_STARTS):
            try:
                return _Reader(*self._limits)
            except (EOFError, ConnectionError) as error:
                ended = error
                time.sleep(0.1 * 2**attempt)  # it is missed only when the system has put it away
        raise OSError("no worker process can be started; see what ends processes on this machine") from ended

    def at(self) -> str:
        """The pages that its workers are reading, for a person who waits."""
        steps = [reader.step.value for reader in list(self._started)]
        return ", ".join(f"page {step}" for step in steps if step > 1)

    def close(self) -> None:
        """Ends the workers."""
        for reader in list(self._started):
            reader.end()
        self._started.clear()


_pools: dict[int, Pool] = {}


def pool(size: int) -> Pool:
    """The pool of that size in this process; it stays open from the first use to `close_pools`."""
    if size not in _pools:
        _pools[size] = Pool(size)
    return _pools[size]


def close_pools() -> None:
    """Ends the workers of this process."""
    while _pools:
        _pools.popitem()[1].close()


def _serve(pipe: "multiprocessing.connection.Connection[Any, Any]", step: Any, memory: int, seconds: float) -> None:
    """What a worker does until the pipe or the parent ends: job in, outcome out."""
    _begin(memory)
    limit = _alarm(step, seconds)
    while True:
        with contextlib.suppress(EOFError, ConnectionError):  # the parent ended, maybe in the middle of a word
            job = pipe.recv()
            try:
                pipe.send(worker.process(job, limit))
            except OSError as error:
                pipe.send(error)
            signal.setitimer(signal.ITIMER_PROF, 0)
            continue
        return


def _alarm(step: Any, seconds: float) -> Callable[[int], None]:
    """Notes the step that begins and sets the alarm that ends the process where the step takes too long."""

    def begin(now: int) -> None:
        step.value = now
        signal.setitimer(signal.ITIMER_PROF, seconds if now > 0 else _SECONDS[now])

    return begin


def _begin(memory: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent
    signal.signal(signal.SIGPROF, signal.SIG_DFL)  # the kernel ends the process, whatever it is at
    with contextlib.suppress(ValueError, OSError):  # systems that know no such limit keep that of the time
        resource.setrlimit(resource.RLIMIT_DATA, (memory, resource.getrlimit(resource.RLIMIT_DATA)[1]))
    gc.freeze()  # a document makes much that lives as long as it does: collecting rarely is a tenth faster
    gc.set_threshold(50_000, 20, 20)
    parent = multiprocessing.parent_process()

    def follow() -> None:  # a parent that was killed leaves no workers behind
        if parent is not None:
            multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()
