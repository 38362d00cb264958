"""`yusuan duckdb`, `export`, `compare`: what an analyst takes away."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from flows.cli.common import OK, Json, Out, print_json, voice, wrong
from flows.language import say

_SEVERAL = Parameter(negative="", consume_multiple=False)


def duckdb(file: Path | None = None, *, out: Out = Path("output")) -> int:
    """Write a DuckDB file of views over what is published, with comments on tables and columns.

    The views show each new snapshot; other tables in the file stay. Needs the extra `desk`.

    Parameters
    ----------
    file
        The DuckDB file; default OUT/yusuan.duckdb.

    """
    from flows.desk.views import ViewsError, write_views
    from flows.extras import MissingExtraError
    from flows.publish.errors import NotFoundError

    target = file or out / "yusuan.duckdb"
    try:
        count = write_views(out, target)
    except (NotFoundError, ViewsError, MissingExtraError, OSError) as error:
        return wrong(str(error))
    sys.stdout.write(
        say("{target}: {count} views of {path}", target=target, count=count, path=out.resolve() / "latest") + "\n"
    )
    return OK


def export(
    form: Annotated[Literal["csv", "excel", "jsonl", "frictionless", "fdp", "ocds"], Parameter(name="FORMAT")],
    /,
    *,
    to: Path | None = None,
    out: Out = Path("output"),
    table: Annotated[tuple[str, ...], _SEVERAL] = (),
    year: Annotated[tuple[int, ...], _SEVERAL] = (),
    region: Annotated[tuple[str, ...], _SEVERAL] = (),
    publisher: Annotated[tuple[str, ...], _SEVERAL] = (),
    all_files: Annotated[bool, Parameter(negative="")] = False,
) -> int:
    """Write published tables as CSV, Excel, JSON Lines, a Data Package, a Fiscal Data Package (fdp) or OCDS.

    A disclosure that is published as several files counts once. CSV and Excel are safe to open: no cell is taken for a
    formula, codes and numbers are as published. OCDS is procurement, planning only; fdp the standard budget tables.

    Parameters
    ----------
    form
        What to write; excel needs the extra `desk`.
    to
        The folder to write into; default OUT/export, for frictionless and fdp a folder of their name in it.
    table
        Only these tables (repeat it); all by default.
    year
        Only these budget years.
    region
        Only these areas: GB/T 2260 codes or their beginnings (13, 1301).
    publisher
        Only these publishers: names, or parts that only one has.
    all_files
        Every file of a disclosure: its text beside its PDF, and versions that were replaced since.

    """
    from flows.desk.export import export as write
    from flows.desk.selection import select
    from flows.extras import MissingExtraError
    from flows.publish.errors import DamagedError, NotFoundError

    try:
        asked = select(out, years=year or None, region=region or None, publisher=publisher or None, once=not all_files)
        usual = out / "export" / (form if form in ("frictionless", "fdp") else "")  # each has a datapackage.json
        said = write(form, asked, to or usual, table, bar=not voice.quiet)
    except (NotFoundError, MissingExtraError, DamagedError, ValueError) as error:
        return wrong(str(error))
    except OSError as error:
        return wrong(say("the export cannot be written ({error}); choose another folder with --to", error=error))
    sys.stdout.write("".join(f"{sentence}\n" for sentence in said))
    return OK


def compare(
    publisher: str,
    before: int,
    after: int,
    *,
    out: Out = Path("output"),
    document: Annotated[tuple[str, ...], _SEVERAL] = (),
    as_json: Json = False,
    all_rows: Annotated[bool, Parameter("--all", negative="", help="Show every change, not only the largest.")] = False,
) -> int:
    """Show what changed from one year to another: projects, targets, budget tables, figures that the prose states.

    Projects and lines are matched by code, then by name; the places of both sides are shown. What only one of the
    documents has is named, not taken for unchanged. Of one year given twice: how its budget was carried out, by line.

    Parameters
    ----------
    publisher
        Its name, or a part that only it has.
    before
        The earlier budget year.
    after
        The later one; the same for final accounts beside the budget.
    document
        Parts of file names, where a year has several documents.

    """
    from flows.cli.desk_terminal import MOST, print_comparison, print_execution
    from flows.compare.execution import execution
    from flows.compare.publisher import compare_years
    from flows.publish.errors import NotFoundError

    try:
        if before == after:
            executed = execution(out, publisher, after, document)
            if as_json:
                print_json([asdict(line) for line in executed])
            else:
                print_execution(executed, after, None if all_rows else MOST)
            return OK
        comparison = compare_years(out, publisher, before, after, document)
    except NotFoundError as error:
        return wrong(str(error))
    if as_json:
        print_json(asdict(comparison))
    else:
        print_comparison(comparison, None if all_rows else MOST)
    return OK
