"""The doors out: CSV, Excel, JSON Lines, a Data Package, OCDS; a row group in memory at a time."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from flows.desk import lines, ocds, package, workbook
from flows.desk.selection import Selection, known_columns, read
from flows.run.progress import Progress
from schemas.tables import Row, tables


def export(form: str, asked: Selection, to: Path, names: Sequence[str] = (), *, bar: bool = False) -> list[str]:
    """Writes what is asked for into the folder `to`; gives sentences about what was written and what could not be.

    `form` is csv, excel, jsonl, frictionless or ocds; `names` are the tables, all by default: a Data Package has them
    all, OCDS procurement only. Raises ValueError for a table that there is not, MissingExtraError where Excel is asked
    for and XlsxWriter is not installed, OSError where `to` cannot be written.
    """
    for name in names:
        known_columns(name)
    chosen = list(names or tables())
    if names and form in ("frictionless", "ocds"):
        raise ValueError(f"{form} takes no choice of tables; leave out --table")
    if form == "ocds":
        return _ocds(asked, to)
    with Progress(f"export {form}", len(chosen), shown=bar) as progress:
        if form == "frictionless":
            rows = package.write_package(asked, to, progress.step)
            return [f"{to / 'datapackage.json'}: {len(chosen)} tables, {rows:,} rows"]
        if form == "excel":
            return _excel(asked, to, chosen, progress)
        write, suffix = (lines.write_csv, "csv") if form == "csv" else (lines.write_json_lines, "jsonl")
        return _files(asked, to, chosen, write, suffix, progress)


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
        said.append(f"{to / name}.{suffix}: {count:,} rows")
        progress.step(name)
    return said


def _excel(asked: Selection, to: Path, chosen: list[str], progress: Progress) -> list[str]:
    def sheets() -> Iterator[tuple[str, Iterator[pa.Table]]]:
        for name in chosen:
            yield name, read(name, asked)
            progress.step(name)

    target = to / "yusuan.xlsx"
    about = [f"yusuan 预算: {asked.snapshot.name}", *_asked_for(asked), "金额单位为元；空白表示原文为空，0 表示 0。"]
    counts, said = workbook.write_workbook(sheets(), target, about)
    return [f"{target}: {len(counts)} tables, {sum(counts.values()):,} rows", *said]


def _asked_for(asked: Selection) -> Iterator[str]:
    if asked.years is not None:
        yield f"年度: {', '.join(map(str, sorted(asked.years)))}"
    if asked.regions is not None:
        yield f"行政区划: {', '.join(asked.regions)}"
    if asked.documents is not None:
        yield f"文件: {len(asked.documents)}"


def _ocds(asked: Selection, to: Path) -> list[str]:
    needed = ("document_id", "file_name", "source_url", "media_type", "published_on", "retrieved_at")
    documents: dict[str, Row] = {
        row["document_id"]: row for group in read("documents", asked, needed) for row in group.to_pylist()
    }
    moment = datetime.fromtimestamp((asked.snapshot / "manifest.json").stat().st_mtime, UTC)
    target = to / "ocds-planning.json"
    count = ocds.write_releases(read("procurement_items", asked), documents, moment, target)
    if not count:
        return ["no procurement item is in what was asked for; no OCDS package was written (it must have a release)"]
    return [
        f"{target}: {count:,} releases, planning only: no tender, award or contract is known",
        f"its ocids begin with {ocds.PREFIX}, which is not registered: register a prefix before you publish them",
    ]
