"""`yusuan run`: disclosures → Parquet."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from flows.cli.common import (
    INTERRUPTED,
    OK,
    SOME_FAILED,
    Json,
    Out,
    Root,
    print_json,
    remark,
    server_trouble,
    unwritable,
    voice,
    wrong,
)
from flows.language import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from flows.run.summary import Summary


def run(
    *paths: str,
    out: Out = Path("output"),
    witness: Annotated[
        Literal["all", "doubtful", "none"],
        Parameter(help="PDF tables that a second engine reads again; doubtful: whose sums fail or that none covers."),
    ] = "all",
    no_witness: Annotated[bool, Parameter(negative="", help="The same as --witness none.")] = False,
    workers: Annotated[int | None, Parameter(help="Number of processes that read; one per core by default.")] = None,
    archive: Root = "raw",
    fresh: Annotated[bool, Parameter(negative="", help="Read again what was read before.")] = False,
    cluster: Annotated[str | None, Parameter(help="A Dask scheduler whose workers read, tcp://host:port.")] = None,
    region: Annotated[str | None, Parameter(help="Where their publisher is: its GB/T 2260 code, six digits.")] = None,
    publisher: Annotated[str | None, Parameter(help="Whose the documents are, where they do not say it.")] = None,
    year: Annotated[int | None, Parameter(help="The budget year of the documents.")] = None,
    as_json: Json = False,
) -> int:
    """Read disclosures (files, folders recursively, a raw archive), reconcile them and publish Parquet.

    A wrong path, a folder without disclosures or a web address stops it before anything is read (exit code 2).
    """
    if not paths:
        return wrong(say("name at least one file or folder, such as: yusuan run raw/samples --out output"))
    if region is not None and not (len(region) == 6 and region.isdecimal()):
        return wrong(say("--region is a code of six digits, such as 130600; {region} is none", region=region))
    asked = "none" if no_witness else witness
    given = (publisher, year, region)
    summary = read(paths, out, archive, witness=asked, workers=workers, fresh=fresh, cluster=cluster, given=given)
    if isinstance(summary, int):
        return summary
    if as_json:
        print_json(summary.as_data())
    elif voice.quiet:
        from flows.failures import said

        for outcome in summary.failed:
            wrong(said(outcome.problem or outcome.path))
    else:
        from flows.cli.run_terminal import print_summary
        from flows.publish import register

        print_summary(summary, out, register.entries(archive))
    return SOME_FAILED if summary.lost else OK


def read(
    paths: tuple[str, ...],
    out: Path,
    archive: str,
    *,
    witness: str = "all",
    workers: int | None = None,
    fresh: bool = False,
    cluster: str | None = None,
    given: tuple[str | None, int | None, str | None] = (None, None, None),
) -> "Summary | int":
    """Reads and publishes what lies at `paths`; the summary, or the exit code where it was wrong use or stopped.

    `given` is what the user says of all of them: publisher, fiscal_year, region.
    """
    from extractors.document.file import Given
    from flows.publish import forgotten, linking, register
    from flows.run.asked import WrongPathError, refuse
    from flows.run.files import shown as as_text
    from schemas.model import DataFileError
    from schemas.whole import load_all

    try:
        load_all()
        refuse(paths, out)
        for decisions in (register.entries, linking.decisions, forgotten.entries):
            decisions(archive)
    except (DataFileError, WrongPathError, register.RegisterError) as error:
        return wrong(str(error))
    problem = unwritable(out)
    if cluster and not problem:
        from flows.run.cluster import problem as cluster_problem

        problem = cluster_problem(cluster)
        out, paths = out.resolve(), tuple(path if "://" in path else str(Path(path).resolve()) for path in paths)
    if problem:
        return wrong(problem)
    shown, said = [as_text(path) for path in paths], Given(*given)

    def ask(flow: "Callable[..., Summary]") -> "Summary":
        asked = (shown, str(out), witness, workers, fresh)
        return flow(*asked, bar=not voice.quiet, archive=archive, on_cluster=bool(cluster), given=said)

    return _run(ask, workers, cluster)


def _run(
    ask: "Callable[[Callable[..., Summary]], Summary]", workers: int | None, cluster: str | None
) -> "Summary | int":
    """What the flow gave, or the exit code where it was stopped."""
    from flows.run.server import fast_imports, session, short_run

    with session():  # first of all: the API starts while the rest is imported
        from flows.run.pool import close_pools, pool

        try:
            pool(workers or os.cpu_count() or 1).warm()
            with fast_imports():
                from flows.ingest import ingest
                from flows.run.cluster import runner
            flow = ingest.with_options(task_runner=runner(cluster)) if cluster else ingest
            with short_run():
                return ask(flow)
        except OSError as error:
            sentence = "the run stopped ({error}); the last snapshot stands, run again to finish"
            return wrong(say(sentence, error=error))
        except KeyboardInterrupt:
            remark("yusuan: " + say("interrupted; the last snapshot stands, run again to finish"))
            return INTERRUPTED
        except Exception as error:
            trouble = server_trouble(error)
            if trouble is None or voice.verbose:
                raise
            return wrong(trouble)
        finally:
            close_pools()
