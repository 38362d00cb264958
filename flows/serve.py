"""Running the deployments of the sources from this process, each on its schedule."""

from typing import Any

from prefect import serve
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType
from rich.console import Console
from rich.table import Table

from flows.crawl.deployments import deployment
from flows.crawl.source import Source
from flows.language import say
from flows.watch import watch

_AT_ONCE = 2
"""Runs at a time: each has a process for every core."""


def serve_sources(sources: list[Source], where: dict[str, str], api: str) -> None:
    """Makes a deployment of each source and runs what is due, until interrupted.

    `where` gives the parameters that are the same for all: folder of the sources, archive, out, contact.
    """
    made = [_deployment(source, {**where, "log": True}) for source in sources]
    title = say("yusuan is watching; see {address}", address=api.removesuffix("/api"))
    table = Table(*map(say, ("deployment", "schedule", "who")), title=title)
    for source in sources:
        table.add_row(f"yusuan-watch/{source.name}", source.cron, source.who)
    Console(stderr=True).print(table)
    serve(*made, print_starting_message=False, limit=_AT_ONCE)


def _deployment(source: Source, where: dict[str, Any]) -> RunnerDeployment:
    said: dict[str, Any] = deployment(source)
    schedule = said["schedules"][0]
    return watch.to_deployment(  # type: ignore[return-value]
        said["name"],
        description=said["description"],
        tags=said["tags"],
        parameters={**said["parameters"], **where},
        schedule=Cron(schedule["cron"], timezone=schedule["timezone"]),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
