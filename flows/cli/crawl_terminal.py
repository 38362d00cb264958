"""What the commands of this room print."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from flows.archive.store import Archive
from flows.crawl.source import Source
from flows.crawl.visit import Visit
from flows.language import say

if TYPE_CHECKING:
    from flows.watch import Watched

_SHOWN = 20


def print_sources(sources: list[Source]) -> None:
    """The sources, a line each."""
    table = Table(*map(say, ("source", "who", "region", "access", "schedule", "rate", "active")))
    for source in sources:
        said = (source.name, source.who, source.region, source.access, source.cron, f"{source.rate:g}")
        table.add_row(*map(escape, said), say("yes") if source.active else say("no"))
    Console().print(table)


def print_planned(visit: Visit, source: Source, archive: str) -> None:
    """What the lists of a source have, and which of it is held."""
    held = {capture.url for capture in Archive(archive).captures()}
    console = Console(soft_wrap=True)
    for link in visit.links:
        console.print(f"{say('held') if link.url in held else say('new ')}  {escape(link.text)}  {escape(link.url)}")
    for failure in visit.failures:
        console.print(f"[red]✗[/red] {escape(failure.message)}")
    counts = {"links": len(visit.links), "requests": visit.requests}
    console.print(say("{name}: {links} links, {requests} requests; nothing was kept", name=source.name, **counts))


def print_watched(watched: "Watched", out: Path) -> None:
    """What a run found."""
    console = Console(soft_wrap=True)
    table = Table(*map(say, ("source", "new", "changed", "same", "gone", "failures", "requests")))
    for visit in watched.visits:
        counts = (visit.new, visit.changed, visit.gone, visit.failures)
        new, changed, gone, failures = (str(len(found)) for found in counts)
        said = (new, changed, str(visit.same), gone, failures, str(visit.requests))
        table.add_row(visit.source, *(said if not visit.elsewhere else (say("visited by another run"),)))
    console.print(table)
    failures_of = [failure for visit in watched.visits for failure in visit.failures]
    for failure in failures_of[:_SHOWN]:
        console.print(f"[red]✗[/red] {escape(failure.message)}")
    if len(failures_of) > _SHOWN:
        console.print(say("… and {count} more in the table `failures`", count=len(failures_of) - _SHOWN))
    read = {"count": len(watched.read.outcomes), "failed": len(watched.read.failed)}
    if not watched.read.held:
        console.print(say("{count} documents, {failed} not read: {path}", **read, path=out / "latest"))
    if watched.read.held:
        sentence = say("after the rollback; what was read is staged: yusuan publish --out {out}", out=out)
        console.print(say("{count} documents, {failed} not read", **read))
        console.print(f"[yellow]{say('not published')}[/] {escape(sentence)}")
    for alarm in watched.raised:
        console.print(f"[yellow]![/yellow] {alarm.monitor}: {escape(alarm.message)}")


def print_alarms(alarms: list[dict[str, Any]]) -> None:
    """The alarms that stand."""
    console = Console(soft_wrap=True)
    for alarm in alarms:
        console.print(f"{alarm['at'][:10]} {alarm['monitor']}: {escape(alarm['message'])}")
    console.print(say("{count} open alarms", count=len(alarms)))
