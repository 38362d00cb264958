"""The Prefect flow: files → parts → a snapshot.

    yusuan run PATH… --out DIR            from the command line, which starts the API it needs
    python -P -m flows.ingest PATH… --out DIR  the same, its summary as Markdown
    prefect deploy flows/ingest.py:ingest …    as a deployment

One task per document, or per batch where there are many: a task run costs Prefect some 70 ms, more than reading a
text disclosure does (`benchmarks/README.md`). Tasks run on threads that wait for a process pool. What may pass is tried
again (a file that cannot be read for a moment), a bad file never is: it becomes a row of `failures` and the others go
on.
"""

import argparse
import os
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import prefect.flow_engine
import prefect.task_engine  # noqa: F401 - for the API is still starting
from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.runtime import task_run
from prefect.task_runners import ThreadPoolTaskRunner

from extractors.check.reading.second_reading import ALL
from extractors.document.file import NOTHING_GIVEN, Given
from extractors.document.troubles import Trouble
from flows.publish import aside, forgotten, linking, register, snapshots
from flows.run import cluster, files, server, worker
from flows.run.asked import refuse
from flows.run.plan import plan
from flows.run.pool import close_pools, pool
from flows.run.progress import Progress
from flows.run.summary import Summary

_AHEAD = 4
"""Tasks submitted ahead of each worker; more would only fill the memory."""

_RETRIES = 2

_TASKS = 32
"""Tasks of a run at most; more documents are read in batches."""

_LISTED = 200
"""Documents named in the artifact."""


@task(
    retries=_RETRIES,
    retry_delay_seconds=1,
    cache_policy=NO_CACHE,
    persist_result=False,
    task_run_name="{name}",
)
def read_documents(
    name: str,  # noqa: ARG001
    jobs: list[worker.Job],
    workers: int,
    mark: str | None = None,
) -> list[worker.Outcome]:
    """Reads documents in the process pool, one after the other; `name` is what the run is called.

    On a cluster `mark` is a file that is in the run's folder.

    What may pass (OSError) is raised after the others were read, so that the task is tried again; the last time it
    becomes a row of `failures`.
    """
    if mark:
        cluster.enter(mark, jobs)
        workers = os.cpu_count() or 1
    last_try = (task_run.run_count or 1) > _RETRIES
    outcomes, passing = [], None
    for job in jobs:
        try:
            outcomes.append(pool(workers).process(job))
        except OSError as error:
            passing = error
            message = f"it could not be read in {_RETRIES + 1} tries ({error}); try again later"
            outcomes.append(worker.fail(job, Trouble("read", "read_error", message)))
    if passing is not None and not last_try:
        raise passing
    return outcomes


@flow(
    name="yusuan-ingest",
    task_runner=ThreadPoolTaskRunner(max_workers=2 * (os.cpu_count() or 1) + 2),  # type: ignore[arg-type]
    persist_result=False,
    validate_parameters=False,
)
def ingest(
    paths: list[str],
    out: str,
    witness: str = ALL,
    workers: int | None = None,
    fresh: bool = False,
    bar: bool = False,
    archive: str = "raw",
    on_cluster: bool = False,
    given: Given = NOTHING_GIVEN,
) -> Summary:
    """Reads the disclosures at `paths` (files or folders) and publishes them with all that `out` already holds.

    A path that is no text is given as `flows.run.files.shown` writes it: Prefect keeps what a flow is called with.
    `witness` says which tables the second engine reads again (all, doubtful, none), `workers` is the number of
    processes (default: one a core), `fresh` reads again what was read before, `bar` shows progress on a terminal,
    `on_cluster` says that the task runner is that of a cluster (`flows.run.cluster.runner`),
    `given` is what the user says of all documents of the run,
    `archive` is where people's decisions lie: findings explained, files linked, documents taken out.
    Raises RegisterError where that cannot be used, WrongPathError for a path that names nothing to read.
    """
    paths = [files.given(path) for path in paths]
    refuse(paths, Path(out))
    entries, linked = register.entries(archive), linking.decisions(archive)
    left = forgotten.documents(archive)
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "parts").mkdir(exist_ok=True)
    made = plan(paths, folder, worker.stamp(witness), fresh, left, given)
    size = workers or os.cpu_count() or 1
    failed = (worker.fail(worker.Job(path, out, worker.stamp(witness)), trouble) for path, trouble in made.bad)
    outcomes = [*made.done.values(), *failed]
    with (
        Progress("reading", len(made.todo), shown=bar, within=str if on_cluster else pool(size).at) as progress,
        cluster.shared(folder) if on_cluster else nullcontext() as mark,
    ):
        for outcome in _read_all(made.todo, out, witness, size, mark, given):
            outcomes.append(outcome)
            progress.step(outcome.name)
    healed: list[str] = []
    snapshot, manifest = snapshots.publish(folder, entries, linked, healed=healed)
    summary = Summary(
        sorted(outcomes, key=lambda o: o.path),
        {files.shown(twin): files.shown(first) for twin, first in made.twins.items()},
        dict(made.skipped),
        str(snapshot),
        manifest["rows"],
        snapshots.held(folder),
        tuple(aside.standing(folder)),
        tuple(healed),
        [files.shown(path) for path in made.forgotten],
    )
    create_markdown_artifact(key="yusuan-ingest", markdown=summary.markdown(_LISTED), description="What a run found")
    return summary


def _read_all(
    paths: list[str], out: str, witness: str, workers: int, mark: str | None = None, given: Given = NOTHING_GIVEN
) -> Iterator[worker.Outcome]:
    """Submits the tasks and yields their outcomes; only so many wait at a time that memory does not grow."""
    jobs = [worker.Job(path, out, worker.stamp(witness), witness, given=given) for path in paths]
    size = max(1, -(-len(jobs) // _TASKS))
    ahead = _TASKS if mark else _AHEAD * workers  # nobody knows how many workers a cluster will have
    waiting: deque[PrefectFuture[list[worker.Outcome]]] = deque()
    for start in range(0, len(jobs), size):
        some = jobs[start : start + size]
        name = files.shown(some[0].path) + (f" and {len(some) - 1} more" if len(some) > 1 else "")
        waiting.append(read_documents.submit(name, some, workers, mark))
        if len(waiting) > ahead:
            yield from cluster.answer(waiting.popleft())
    while waiting:
        yield from cluster.answer(waiting.popleft())


def main(arguments: list[str]) -> int:
    """`python -m flows.ingest PATH… --out DIR`: a run without the command line's tables; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m flows.ingest", description=ingest.description)
    parser.add_argument("paths", nargs="+", metavar="PATH")
    parser.add_argument("--out", default="output", metavar="DIR")
    asked = parser.parse_args(arguments)
    with server.session():
        try:
            with server.short_run():
                summary = ingest([files.shown(path) for path in asked.paths], asked.out)
        finally:
            close_pools()
    sys.stdout.write(f"{summary.markdown(_LISTED)}\n")
    return 3 if summary.lost else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
