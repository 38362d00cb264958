"""The flow that finds what is new: sources → archive → ingest → publish → monitors.

    yusuan watch                      once, from the command line
    yusuan serve                      on schedule, with a server (one machine)
    prefect deploy --all              the same deployments (`prefect.yaml`) on a work pool of yours

It may be run at any time, also while it runs: a source is visited by one run at a time, the archive and the parts take
the same file twice as once, publishing takes turns. A source that fails is a row of `failures` and stops no other.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.task_runners import ThreadPoolTaskRunner

from flows.archive.capture import moment
from flows.archive.store import Archive, is_archive
from flows.crawl import alarms, monitors, visits_log
from flows.crawl.manners import Manners, visit_source
from flows.crawl.monitors import Alarm
from flows.crawl.source import HERE, Source, read_sources
from flows.crawl.visit import Failure, Visit
from flows.ingest import ingest
from flows.publish import parts
from flows.publish.errors import NotFoundError
from flows.run.lookup import published
from flows.run.progress import Progress
from flows.run.summary import Summary
from schemas.rows import FailureRow, PublishedDocument
from schemas.tables import UNKNOWN

_AT_ONCE = 16
"""Sources visited at a time, each at its own pace: they do nothing but wait for their turns at their hosts."""

_STAMP = "watch"


@dataclass
class Watched:
    """What a run of `watch` did: each source's visit, what was read and published, new alarms."""

    visits: list[Visit]
    read: Summary
    raised: list[Alarm] = field(default_factory=list)

    def markdown(self) -> str:
        """The same as Markdown."""
        lines = ["| source | new | changed | same | failures | requests |", "|---|---|---|---|---|---|"]
        for visit in self.visits:
            counts = [len(visit.new), len(visit.changed), visit.same, len(visit.failures), visit.requests]
            said = " | ".join(map(str, counts)) if not visit.elsewhere else "visited by another run | | | |"
            lines.append(f"| {visit.source} | {said} |")
        return "\n".join([*lines, "", *(f"- {alarm.monitor}: {alarm.message}" for alarm in self.raised)])


@task(cache_policy=NO_CACHE, persist_result=False, task_run_name="{name}")
def visit(name: str, work: Callable[[], Visit]) -> Visit:
    """Visits a source; whatever goes wrong is a failure of it alone."""
    try:
        return work()
    except Exception as error:
        said = " ".join(f"{type(error).__name__} ({error})".split())
        message = f"the visit to {name} stopped with {said}; the next visit goes on from there"
        return Visit(name, failures=[Failure(name, "visit", message)])


@flow(
    name="yusuan-watch",
    task_runner=ThreadPoolTaskRunner(max_workers=_AT_ONCE),  # type: ignore[arg-type]
    persist_result=False,
    validate_parameters=False,
)
def watch(
    sources: list[str] | None = None,
    folder: str = str(HERE),
    archive: str = "raw",
    out: str = "output",
    contact: str = "",
    since: int | None = None,
    witness: str = "all",
    workers: int | None = None,
    today: str | None = None,
    bar: bool = False,
    log: bool = False,
) -> Watched:
    """Visits the named sources of a folder (default: the active ones), publishes what is new, and looks for alarms.

    With `since` the lists are read to their end, for what is of that year or later. `contact` (default
    YUSUAN_CONTACT) is told to the sites. `today` is the date by which the monitors judge. With `log` a line a visit
    goes to standard error, for those who keep a service running; `OUT/visits.jsonl` has one in any case.
    """
    chosen = [one for one in read_sources(Path(folder), sources or ()) if sources or one.active]
    manners = Manners(contact or os.environ.get("YUSUAN_CONTACT", ""))
    visits = _visit_all(chosen, archive, manners, since, bar=bar)
    for found in visits:
        if not found.elsewhere:
            stage_failures(Path(out), found)
    read = ingest([archive] if is_archive(archive) else [], out, witness, workers, bar=bar, archive=archive)
    watched = Watched(visits, read)
    day = date.fromisoformat(today) if today else datetime.now(monitors.CHINA).date()
    visits_log.note(Path(out), watched.visits, Path(read.snapshot).name, moment(), aloud=log)
    watched.raised = raise_alarms(chosen, Archive(archive), Path(out), day)
    create_markdown_artifact(key="yusuan-watch", markdown=watched.markdown(), description="What a visit found")
    return watched


def _visit_all(chosen: list[Source], archive: str, manners: Manners, since: int | None, *, bar: bool) -> list[Visit]:
    with Progress("fetching", None, shown=bar) as progress:
        begun: dict[str, PrefectFuture[Visit]] = {}
        last: dict[str, PrefectFuture[Visit]] = {}
        for source in chosen:
            work = partial(
                visit_source, source, Archive(archive), manners, since, tell=progress.expect, step=progress.step
            )
            host = urlsplit(source.index[0]).netloc.lower()
            before = [last[host]] if host in last else []  # one visit, and one connection, at a host at a time
            begun[source.name] = last[host] = visit.submit(source.name, work, return_state=False, wait_for=before)
        return [future.result() for future in begun.values()]


def stage_failures(out: Path, found: Visit) -> None:
    """Stages what a visit could not have as rows of `failures`, in the place of those of the last visit."""
    rows: list[FailureRow] = [
        {
            "seq": seq,
            "path": failure.url,
            "sha256": failure.sha256,
            "stage": "archive",
            "page": None,
            "error": failure.error,
            "message": f"{found.source}: {failure.message}",
            "tried_again": True,
        }
        for seq, failure in enumerate(found.failures, start=1)
    ]
    target = out / "parts" / parts.FAILED / f"source-{found.source}.arrows"
    if rows:
        parts.write(target, UNKNOWN, {"failures": rows}, _STAMP)
    else:
        target.unlink(missing_ok=True)


def raise_alarms(chosen: list[Source], archive: Archive, out: Path, today: date) -> list[Alarm]:
    """Notes the alarms of these sources as of a date; the new ones are sent as events."""
    try:
        documents = published(out, PublishedDocument, {})
    except NotFoundError:
        documents = []
    captures = list(archive.captures())
    found = [alarm for source in chosen for alarm in monitors.alarms(source, captures, documents, today)]
    raised = alarms.update(out, [source.name for source in chosen], found, moment())
    for alarm in raised:
        alarms.emit(alarm)
    return raised
