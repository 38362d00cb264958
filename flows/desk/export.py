"""The doors out: CSV, Excel, JSON Lines, Data Packages, OCDS; a row group in memory at a time."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from flows.desk import fiscal, lines, ocds, package, workbook
from flows.desk.once import left_out_said
from flows.desk.selection import Selection, known_columns, read
from flows.language import say
from flows.run.progress import Progress
from schemas.rows import PublishedDocument
from schemas.tables import tables


def export(form: str, asked: Selection, to: Path, names: Sequence[str] = (), *, bar: bool = False) -> list[str]:
    """Writes what is asked for into the folder `to`; gives sentences about what was written and what could not be.

    `form` is csv, excel, jsonl, frictionless, fdp or ocds; `names` are the tables, all by default: a Data Package has
    them all, a Fiscal Data Package the budget tables, OCDS procurement. Raises ValueError for a table that there is
    not, MissingExtraError where Excel is asked for and XlsxWriter is not installed, OSError where `to` cannot be
    written.
    """
    for name in names:
        known_columns(name)
    chosen = list(names or tables())
    if names and form in ("frictionless", "fdp", "ocds"):
        raise ValueError(say("{form} takes no choice of tables; leave out --table", form=form))
    return [*_write(form, asked, to, chosen, bar=bar), *_left_out(asked)]


def _write(form: str, asked: Selection, to: Path, chosen: list[str], *, bar: bool) -> list[str]:
    if form == "ocds":
        return _ocds(asked, to)
    if form == "fdp":
        return fiscal.sentences(fiscal.write_fiscal_package(asked, to, lambda _: None), to)
    with Progress(f"export {form}", len(chosen), shown=bar) as progress:
        if form == "frictionless":
            rows = package.write_package(asked, to, progress.step)
            path, count = to / "datapackage.json", f"{rows:,}"
            return [say("{path}: {tables} tables, {rows} rows", path=path, tables=len(chosen), rows=count)]
        if form == "excel":
            return _excel(asked, to, chosen, progress)
        write, suffix = (lines.write_csv, "csv") if form == "csv" else (lines.write_json_lines, "jsonl")
        return _files(asked, to, chosen, write, suffix, progress)


def _left_out(asked: Selection) -> list[str]:
    if not asked.left_out:
        return []
    return [left_out_said(len(asked.left_out))]


def _files(
    asked: Selection,
    to: Path,
    chosen: list[str],
    write: Callable[[Iterator[pa.Table], Path], int],
    suffix: str,
    progress: Progress,
) -> list[str]:
    said = []
    for name in chosen:
        count = write(read(name, asked), to / f"{name}.{suffix}")
        said.append(say("{path}: {rows} rows", path=f"{to / name}.{suffix}", rows=f"{count:,}"))
        progress.step(name)
    return said


def _excel(asked: Selection, to: Path, chosen: list[str], progress: Progress) -> list[str]:
    """A workbook whose first sheets say what to look at: the findings, else the checks that failed."""
    everyone = read("documents", replace(asked, left_out=frozenset()), ("document_id", "file_name"))
    names = {row["document_id"]: row["file_name"] for group in everyone for row in group.to_pylist()}

    def sheet(name: str, rows: Iterator[pa.Table], title: str | None = None) -> workbook.Sheet:
        return workbook.Sheet(name, workbook.with_file_names(rows, names), title)

    def sheets() -> Iterator[workbook.Sheet]:
        if "findings" in chosen:
            yield sheet("findings", read("findings", asked))
        elif "checks" in chosen:
            yield sheet("checks", _failed(asked), "不符")
        for name in chosen:
            if name != "findings":
                yield sheet(name, read(name, asked))
            progress.step(name)

    target = to / "yusuan.xlsx"
    about = [f"yusuan 预算: {asked.snapshot.name}", *_asked_for(asked), "金额单位为元；空白表示原文为空，0 表示 0。"]
    counts, said = workbook.write_workbook(sheets(), target, about)
    total = f"{sum(counts.values()):,}"
    return [say("{path}: {tables} tables, {rows} rows", path=target, tables=len(counts), rows=total), *said]


def _failed(asked: Selection) -> Iterator[pa.Table]:
    """The checks that failed, errors before warnings."""
    rows = pa.concat_tables(read("checks", asked))
    failed = rows.filter(pc.equal(rows["status"], "fail"))
    for severity in ("error", "warning", "info"):
        yield failed.filter(pc.equal(failed["severity"], severity))


def _asked_for(asked: Selection) -> Iterator[str]:
    if asked.years is not None:
        yield f"年度: {', '.join(map(str, sorted(asked.years)))}"
    if asked.regions is not None:
        yield f"行政区划: {', '.join(asked.regions)}"
    if asked.documents is not None:
        yield f"文件: {len(asked.documents)}"


def _ocds(asked: Selection, to: Path) -> list[str]:
    needed = ("document_id", "file_name", "source_url", "media_type", "published_on", "retrieved_at")
    rows: list[PublishedDocument] = [row for group in read("documents", asked, needed) for row in group.to_pylist()]
    documents = {row["document_id"]: row for row in rows}
    moment = datetime.fromtimestamp((asked.snapshot / "manifest.json").stat().st_mtime, UTC)
    target = to / "ocds-planning.json"
    count = ocds.write_releases(read("procurement_items", asked), documents, moment, target)
    if not count:
        return [say("nothing to buy is in what was asked for, so no OCDS package was written")]
    planning = "{path}: {count} releases, planning only: no tender, award or contract is known"
    prefix = "its ocids begin with {prefix}, which is not registered: register a prefix before you publish them"
    return [say(planning, path=target, count=f"{count:,}"), say(prefix, prefix=ocds.PREFIX)]
