"""The command line: `yusuan run`, `show`, `checks`, `coverage`, `look`.

Prefect, pandas and the PDF libraries are imported by the commands that need them, so `--help` is quick.
"""

import importlib.metadata
import os
import sys
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, CycloptsError, Parameter
from rich.console import Console

OK, WRONG_USE, SOME_FAILED = 0, 2, 3

app = App(
    name="yusuan",
    help="""预算: Chinese public bodies' budget disclosures as Parquet, every number proved.

    Exit codes: 0 all was read, 3 some inputs were not (see the `failures` table), 2 wrong use.
    """,
    version=lambda: importlib.metadata.version("yusuan"),
)

Out = Annotated[Path, Parameter(name=["--out", "-o"], help="Folder of the published snapshots.")]


@app.command(
    help_epilogue="""Examples:

    yusuan run raw/samples --out output

    yusuan run 2020.pdf 2021.pdf --out /data/budgets --no-witness
    """
)
def run(
    *paths: Path,
    out: Out = Path("output"),
    witness: Annotated[
        Literal["all", "doubtful", "none"],
        Parameter(help="PDF tables that a second engine reads again; doubtful: whose sums fail or that none covers."),
    ] = "all",
    no_witness: Annotated[bool, Parameter(negative="", help="The same as --witness none.")] = False,
    workers: Annotated[int | None, Parameter(help="Processes; default one a core.")] = None,
    fresh: Annotated[bool, Parameter(negative="", help="Read again what was read before.")] = False,
) -> int:
    """Read disclosures (files or folders, recursively), reconcile them and publish Parquet."""
    if not paths:
        return _wrong("name at least one file or folder, such as: yusuan run raw/samples --out output")
    problem = _unwritable(out)
    if problem:
        return _wrong(problem)
    from flows.server import fast_imports, session, short_run

    with session():  # first of all: the API starts while the rest is imported
        from flows.pool import close_pools, pool

        try:
            pool(workers or os.cpu_count() or 1).warm()
            with fast_imports():
                from flows import terminal
                from flows.ingest import ingest
            with short_run():
                summary = ingest(
                    [str(path) for path in paths], str(out), "none" if no_witness else witness, workers, fresh, bar=True
                )
        except OSError as error:
            return _wrong(f"the run stopped ({error}); the last snapshot stands, run again to finish")
        except KeyboardInterrupt:
            sys.stderr.write("yusuan: interrupted; the last snapshot stands, run again to finish\n")
            return 130
        finally:
            close_pools()
    terminal.print_summary(summary, out)
    return SOME_FAILED if summary.failed else OK


@app.command(
    help_epilogue="""Examples:

    yusuan show raw/samples/青榆市公共文化服务中心2020年部门预算.txt

    yusuan show 青榆市 --out output --all
    """
)
def show(document: str, *, out: Out = Path("output"), all_rows: Annotated[bool, Parameter("--all")] = False) -> int:
    """Show a document's records and its failed checks, with the places of both sides.

    DOCUMENT is a file (read on the spot), or part of the name, publisher or id of one that was published in --out.

    Parameters
    ----------
    all_rows
        Show every row of every table, not only the first.

    """
    from flows import terminal
    from flows.lookup import NotFoundError, document_records

    try:
        common, records = document_records(document, out)
    except NotFoundError as error:
        return _wrong(str(error))
    terminal.print_document(common, records, all_rows=all_rows)
    return OK


@app.command(
    help_epilogue="""Examples:

    yusuan checks --out output --status fail

    yusuan checks --status fail --severity error
    """
)
def checks(
    *,
    out: Out = Path("output"),
    status: Literal["exact", "rounding", "truncated", "fail", "not_checkable"] | None = None,
    severity: Literal["error", "warning", "info"] | None = None,
) -> int:
    """List the checks of all published documents.

    Parameters
    ----------
    status
        Only checks that ended so.
    severity
        Only checks whose failure is that grave.

    """
    from flows import terminal
    from flows.lookup import NotFoundError, published

    try:
        rows = published(out, "checks", {"status": status, "severity": severity})
    except NotFoundError as error:
        return _wrong(str(error))
    terminal.print_checks(rows)
    return OK


@app.command(
    help_epilogue="""Examples:

    yusuan coverage --out output
    """
)
def coverage(*, out: Out = Path("output")) -> int:
    """Show per published document which standard tables were found, are empty or missing, numbers and checks."""
    from flows import terminal
    from flows.coverage import scoreboard
    from flows.lookup import NotFoundError

    try:
        scores = scoreboard(out)
    except NotFoundError as error:
        return _wrong(str(error))
    terminal.print_coverage(scores)
    return OK


@app.command(
    help_epilogue="""Examples:

    yusuan look raw/samples/青榆市公共文化服务中心2020年部门预算.pdf --page 6

    yusuan look 2020.pdf --page 17 --to page17.png
    """
)
def look(file: Path, *, page: int = 1, to: Path | None = None) -> int:
    """Draw a PDF page as it was read: cells (header green, merged orange), joins, recognised kinds.

    Parameters
    ----------
    file
        A PDF.
    page
        Its page, from 1.
    to
        The PNG to write; default FILE-page-N.png in this folder.

    """
    from flows.look import draw_page
    from flows.lookup import NotFoundError, document_records

    target = to or Path(f"{file.stem}-page-{page}.png")
    if not file.is_file() or file.suffix.lower() != ".pdf":
        return _wrong(f"{file} is no PDF file; name one")
    try:
        _, records = document_records(str(file), Path())
        sys.stdout.write(draw_page(file, page, records, target) + "\n")
    except (NotFoundError, IndexError, OSError) as error:
        return _wrong(str(error))
    return OK


def _unwritable(out: Path) -> str | None:
    """Why nothing can be published into a folder, None where it can."""
    for folder in (out, out / "parts", out / "snapshots"):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            probe = folder / f".probe-{os.getpid()}"
            probe.touch()
            probe.unlink()
        except OSError as error:
            return f"the output folder {folder} cannot be written ({error.strerror}); choose another with --out"
    if (out / "latest").exists() and not (out / "latest").is_symlink():
        return (
            f"{out / 'latest'} is in the way of what is published there; move it, or choose another folder with --out"
        )
    return None


def _wrong(message: str) -> int:
    sys.stderr.write(f"yusuan: {message}\n")
    return WRONG_USE


def main(arguments: list[str] | None = None) -> None:
    """Runs a command and exits with its code."""
    try:
        code = app(arguments, exit_on_error=False, print_error=True, result_action="return_value", console=Console())
    except CycloptsError:
        code = WRONG_USE
    sys.stdout.flush()
    sys.exit(code if isinstance(code, int) else OK)


if __name__ == "__main__":
    main()
