"""`yusuan run`: disclosures → Parquet."""

import os
import sys
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from flows.cli.common import OK, SOME_FAILED, Out, Root, unwritable, wrong


def run(
    *paths: str,
    out: Out = Path("output"),
    witness: Annotated[
        Literal["all", "doubtful", "none"],
        Parameter(help="PDF tables that a second engine reads again; doubtful: whose sums fail or that none covers."),
    ] = "all",
    no_witness: Annotated[bool, Parameter(negative="", help="The same as --witness none.")] = False,
    workers: Annotated[int | None, Parameter(help="Processes; default one a core.")] = None,
    archive: Root = "raw",
    fresh: Annotated[bool, Parameter(negative="", help="Read again what was read before.")] = False,
    cluster: Annotated[str | None, Parameter(help="A Dask scheduler whose workers read, tcp://host:port.")] = None,
) -> int:
    """Read disclosures (files, folders recursively, a raw archive), reconcile them and publish Parquet."""
    if not paths:
        return wrong("name at least one file or folder, such as: yusuan run raw/samples --out output")
    problem = unwritable(out)
    if cluster and not problem:
        from flows.run.cluster import problem as cluster_problem

        problem = cluster_problem(cluster)
        out, paths = out.resolve(), tuple(path if "://" in path else str(Path(path).resolve()) for path in paths)
    if problem:
        return wrong(problem)
    from flows.publish import linking, register

    try:
        entries, _ = register.entries(archive), linking.decisions(archive)
    except register.RegisterError as error:
        return wrong(str(error))
    from flows.run.server import fast_imports, session, short_run

    with session():  # first of all: the API starts while the rest is imported
        from flows.run.pool import close_pools, pool

        try:
            pool(workers or os.cpu_count() or 1).warm()
            with fast_imports():
                from flows.cli import terminal
                from flows.ingest import ingest
                from flows.run.cluster import runner
            flow = ingest.with_options(task_runner=runner(cluster)) if cluster else ingest
            asked = (list(paths), str(out), "none" if no_witness else witness, workers, fresh)
            with short_run():
                summary = flow(*asked, bar=True, archive=archive, on_cluster=bool(cluster))
        except OSError as error:
            return wrong(f"the run stopped ({error}); the last snapshot stands, run again to finish")
        except KeyboardInterrupt:
            sys.stderr.write("yusuan: interrupted; the last snapshot stands, run again to finish\n")
            return 130
        finally:
            close_pools()
    terminal.print_summary(summary, out, entries)
    return SOME_FAILED if summary.failed else OK
