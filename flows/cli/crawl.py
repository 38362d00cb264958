"""`yusuan sources`, `watch`, `alarms`, `serve`: finding what public bodies publish."""

import os
import signal
import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from flows.cli.common import OK, SOME_FAILED, Json, Out, Root, print_json, unwritable, voice, wrong
from flows.language import say

_HERE = Path(__file__).parents[1] / "crawl" / "sources"

Folder = Annotated[
    Path, Parameter(name="--sources", env_var="YUSUAN_SOURCES", help="Folder of the sources, a YAML file each.")
]
Contact = Annotated[
    str,
    Parameter(env_var="YUSUAN_CONTACT", help="Mail or web address of whoever runs this; sent to the sites."),
]


def sources(*, folder: Folder = _HERE) -> int:
    """List the sources, and report mistakes in their files."""
    from flows.cli.crawl_terminal import print_sources
    from flows.crawl.source import SourceError, read_sources

    try:
        print_sources(read_sources(folder))
    except SourceError as error:
        return wrong(str(error))
    return OK


def watch(
    *,
    source: Annotated[tuple[str, ...], Parameter(negative="", help="Only this source; may be given again.")] = (),
    since: Annotated[int | None, Parameter(help="Read the lists to their end, for that year and later.")] = None,
    dry_run: Annotated[
        bool, Parameter(negative="", help="Only show what the lists have and what is archived already.")
    ] = False,
    archive: Root = "raw",
    out: Out = Path("output"),
    folder: Folder = _HERE,
    contact: Contact = "",
    workers: Annotated[int | None, Parameter(help="Number of processes that read; one per core by default.")] = None,
) -> int:
    """Visit the sources, archive what is new, read and publish it, and look for alarms.

    It may be interrupted and run again at any time, and several may run at once. With --since it catches up on past
    years.
    """
    from flows.crawl.manners import Manners, visit_source
    from flows.crawl.source import SourceError, read_sources

    try:
        chosen = [one for one in read_sources(folder, source) if source or one.active]
        manners = Manners(contact)
    except (SourceError, ValueError) as error:
        return wrong(str(error))
    if not chosen:
        return wrong(
            say(
                "no source of {folder} is active; name one with --source, or another folder with --sources",
                folder=folder,
            )
        )
    if dry_run:
        from flows.archive.store import Archive
        from flows.cli.crawl_terminal import print_planned

        planned = [(visit_source(one, Archive(archive), manners, since, dry=True), one) for one in chosen]
        for visit, one in planned:
            print_planned(visit, one, archive)
        return SOME_FAILED if any(visit.failures for visit, _ in planned) else OK
    problem = unwritable(out) or _unusable(archive)
    if problem:
        return wrong(problem)
    return _watch([one.name for one in chosen], since, archive, out, folder, contact, workers)


def _unusable(archive: str) -> str | None:
    """What is wrong with what people wrote down in the archive, None where nothing is."""
    from flows.publish import linking, register

    try:
        register.entries(archive)
        linking.decisions(archive)
    except register.RegisterError as error:
        return str(error)
    return None


def _watch(
    names: list[str], since: int | None, archive: str, out: Path, folder: Path, contact: str, workers: int | None
) -> int:
    from flows.run.server import fast_imports, session, short_run

    with session():  # first of all: the API starts while the rest is imported
        from flows.run.pool import close_pools

        try:
            with fast_imports():
                from flows.cli import crawl_terminal as terminal
                from flows.watch import watch as flow
            with short_run():
                watched = flow(
                    names, str(folder), archive, str(out), contact, since, workers=workers, bar=not voice.quiet
                )
        except OSError as error:
            return wrong(say("the run stopped ({error}); what was archived stays, run again to finish", error=error))
        except KeyboardInterrupt:
            sys.stderr.write("yusuan: " + say("interrupted; what was archived stays, run again to finish") + "\n")
            return 130
        finally:
            close_pools()
    terminal.print_watched(watched, out)
    failed = watched.read.lost or any(found.failures for found in watched.visits)
    return SOME_FAILED if failed else OK


def alarms(*, out: Out = Path("output"), as_json: Json = False) -> int:
    """List the open alarms: silence in season, fewer than expected, unknown layouts, fewer numbers claimed."""
    from flows.cli.crawl_terminal import print_alarms
    from flows.crawl.alarms import standing

    found = standing(out)
    if as_json:
        print_json(found)
    else:
        print_alarms(found)
    return OK


def serve(
    *,
    archive: Root = "raw",
    out: Out = Path("output"),
    folder: Folder = _HERE,
    contact: Contact = "",
    port: Annotated[int, Parameter(help="Port of the server on this machine.")] = 4200,
) -> int:
    """Start a Prefect server on this machine and visit the active sources on their schedules, until Ctrl-C.

    Where PREFECT_API_URL is set, your server is used.
    """
    from flows.crawl.manners import Manners
    from flows.crawl.source import SourceError, read_sources

    try:
        chosen = [one for one in read_sources(folder) if one.active]
        Manners(contact)
    except (SourceError, ValueError) as error:
        return wrong(str(error))
    if not chosen:
        return wrong(say("no source of {folder} is active; name another folder with --sources", folder=folder))
    problem = unwritable(out) or _unusable(archive)
    if problem:
        return wrong(problem)
    from flows.run.server import session

    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's `&` has it ignored
    root = archive if "://" in archive else str(Path(archive).resolve())
    where = {"folder": str(folder.resolve()), "archive": root, "out": str(out.resolve()), "contact": contact}
    try:
        with session(port):
            from flows.serve import serve_sources

            serve_sources(chosen, where, os.environ["PREFECT_API_URL"])
    except OSError as error:
        return wrong(
            say("the server cannot start at port {port} ({error}); choose another with --port", port=port, error=error)
        )
    return OK
