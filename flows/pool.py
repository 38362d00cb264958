"""The process pool in which documents are read. Its workers are given paths, not objects, and never import Prefect."""

import gc
import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from extractors.document import Trouble
from flows import worker

_PRELOAD = ["flows.worker", "pandas"]
"""Imported once by the fork server and shared by all workers (pyarrow imports pandas at its first conversion)."""


class Pool:
    """Workers that survive a document which kills its process."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._lock = threading.Lock()
        self._executor = self._new(size)

    def _new(self, size: int) -> ProcessPoolExecutor:
        # forkserver: workers are forked from a clean process, never from one with Prefect's threads
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(_PRELOAD)
        return ProcessPoolExecutor(size, mp_context=context, initializer=_begin)

    def warm(self) -> None:
        """Starts the fork server while something else is still being imported."""
        self._executor.submit(os.getpid)

    def process(self, job: worker.Job) -> worker.Outcome:
        """Processes a job and waits for it.

        Where a worker dies, all that ran in the pool fail with it and cannot tell which was to blame, so each is tried
        again alone; one that dies alone becomes a row of `failures`.
        """
        executor = self._executor
        try:
            future: Future[worker.Outcome] = executor.submit(worker.process, job)
            return future.result()
        except BrokenProcessPool:
            with self._lock:
                if self._executor is executor:
                    self._executor = self._new(self.size)
        alone = self._new(1)
        try:
            return alone.submit(worker.process, job).result()
        except BrokenProcessPool:
            message = "reading it ended the process (memory, or a crash in a library); please report it with the file"
            return worker.fail(job, Trouble("read", "worker_died", message))
        finally:
            alone.shutdown()

    def close(self) -> None:
        """Ends the workers."""
        self._executor.shutdown(cancel_futures=True)


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


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent
    gc.freeze()  # a document makes much that lives as long as it does: collecting rarely is a tenth faster
    gc.set_threshold(50_000, 20, 20)
    parent = multiprocessing.parent_process()

    def follow() -> None:  # a parent that was killed leaves no workers behind
        if parent is not None:
            multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()
