"""The Prefect flow: files → parts → a snapshot.

    yusuan run PATH… --out DIR            from the command line, which starts the API it needs
    python -m flows.ingest PATH… --out DIR     the same
    prefect deploy flows/ingest.py:ingest …    as a deployment

One task per document, on threads that wait for a process pool. What may pass is tried again (a file that cannot be read
for a moment), a bad file never is: it becomes a row of `failures` and the others go on.
"""

import os
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import prefect.flow_engine
import prefect.task_engine  # noqa: F401 - for the API is still starting
from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.task_runners import ThreadPoolTaskRunner

from flows import parts, snapshots, worker
from flows.plan import Plan, plan
from flows.pool import pool
from flows.progress import Progress
from flows.run import Summary

_AHEAD = 4
"""Tasks submitted ahead of each worker; more would only fill the memory."""

_LISTED = 200
"""Documents named in the artifact."""


@task(
    retries=2,
    retry_delay_seconds=1,
    cache_policy=NO_CACHE,
    persist_result=False,
    task_run_name="{job.path}",
)
def read_document(job: worker.Job, workers: int) -> worker.Outcome:
    """Reads one document in the process pool."""
    return pool(workers).process(job)


@flow(
    name="yusuan-ingest",
    task_runner=ThreadPoolTaskRunner(max_workers=2 * (os.cpu_count() or 1) + 2),  # type: ignore[arg-type]
    persist_result=False,
    validate_parameters=False,
)
def ingest(
    paths: list[str], out: str, witness: bool = True, workers: int | None = None, fresh: bool = False, bar: bool = False
) -> Summary:
    """Reads the disclosures at `paths` (files or folders) and publishes them with all that `out` already holds.

    `witness` lets the second engine read the tables again, `workers` is the number of processes (default: one a core),
    `fresh` reads again what was read before, `bar` shows progress on a terminal.
    """
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "parts").mkdir(exist_ok=True)
    made = plan(paths, folder, worker.stamp(witness), fresh)
    size = workers or os.cpu_count() or 1
    outcomes = _already(made) + [
        worker.fail(worker.Job(path, out, worker.stamp(witness)), trouble) for path, trouble in made.bad
    ]
    with Progress("reading", len(made.todo), shown=bar) as progress:
        for outcome in _read_all(made.todo, out, witness, size):
            outcomes.append(outcome)
            progress.step(Path(outcome.path).name)
    snapshot, manifest = snapshots.publish(folder)
    summary = Summary(
        sorted(outcomes, key=lambda o: o.path), made.twins, dict(made.skipped), str(snapshot), manifest["rows"]
    )
    create_markdown_artifact(key="yusuan-ingest", markdown=summary.markdown(_LISTED), description="What a run found")
    return summary


def _already(made: Plan) -> list[worker.Outcome]:
    """The outcomes of documents that were read before, from their parts."""
    outcomes = []
    for path, part in made.done.items():
        checks: list[dict[str, Any]] = []
        for name, rows in parts.read(part):
            if name == "checks":
                checks = rows.to_pylist()
        document, _ = parts.documents(part)
        outcomes.append(worker.summary(path, str(part), document, document, checks))
    return outcomes


def _read_all(paths: list[str], out: str, witness: bool, workers: int) -> Iterator[worker.Outcome]:
    """Submits a task for each path, only so many ahead that memory does not grow with their number."""
    waiting: deque[tuple[str, PrefectFuture[worker.Outcome]]] = deque()
    for path in paths:
        job = worker.Job(path, out, worker.stamp(witness), witness)
        waiting.append((path, read_document.submit(job, workers)))
        if len(waiting) > _AHEAD * workers:
            yield _result(*waiting.popleft(), out, witness)
    while waiting:
        yield _result(*waiting.popleft(), out, witness)


def _result(path: str, future: PrefectFuture[worker.Outcome], out: str, witness: bool) -> worker.Outcome:
    """A task's outcome; one that failed after its retries is a row of `failures` too."""
    result = future.result(raise_on_failure=False)
    if isinstance(result, worker.Outcome):
        return result
    trouble = worker.Trouble(
        "read", "read_error", f"it could not be read after three tries ({result}); try again later"
    )
    return worker.fail(worker.Job(path, out, worker.stamp(witness)), trouble)


if __name__ == "__main__":
    import sys

    from flows.cli import main

    main(["run", *sys.argv[1:]])
