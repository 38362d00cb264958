"""`yusuan report`: what was found, as a page to read."""

import shlex
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from flows.cli.common import OK, SOME_FAILED, Out, Root, remark, wrong
from flows.language import chosen, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flows.compare.years import Change
    from flows.publish.register import Entry
    from schemas.rows import Common, DocumentRow, PublishedDocument


def report(
    document: str,
    *,
    to: Path | None = None,
    out: Out = Path("output"),
    archive: Root = "raw",
    files: Annotated[Path | None, Parameter(help="Folder with published documents' files, for their pictures.")] = None,
    images: Annotated[bool, Parameter(negative="", help="With page images for a whole folder too.")] = False,
    all_files: Annotated[bool, Parameter(negative="")] = False,
) -> int:
    """Write a page that shows a document's checks, each finding with its place, its tables and charts.

    The page is in Chinese unless --language or YUSUAN_LANGUAGE asks otherwise; what the document says stays as it is
    printed. DOCUMENT is a file (read on the spot), part of the name, publisher or id of a published one, or a folder:
    of all disclosures in it (what was not read yet is read into --out first), or of all that is published in it, with
    an index.

    Parameters
    ----------
    to
        The page to write, default NAME-report.html in this folder; of a folder the folder, default `report`.
    all_files
        Of a folder every file of a disclosure, also its PDF beside its text, and versions that were replaced.

    """
    from flows.desk.once import left_out_said
    from flows.publish import register
    from flows.publish.errors import DamagedError, NotFoundError
    from flows.report.folder import write_folder
    from flows.report.sources import find_bytes

    published_bytes = partial(find_bytes, archive=archive, files=files)
    language = chosen() or "zh"
    folder, only, code = Path(document), None, OK
    if folder.is_dir() and not (folder / "latest").exists():
        read = _read(document, out, archive)
        if isinstance(read, int):
            return read
        only, code = read
        folder = out
    try:
        entries = register.entries(archive)
        if folder.is_dir():
            target, command = to or Path("report"), partial(_command, folder, archive)
            bytes_of = published_bytes if images else None
            count, twice = write_folder(
                folder, target, entries=entries, language=language, bytes_of=bytes_of, command=command, only=only,
                once=not all_files,
            )  # fmt: skip
            sys.stdout.write(say("{path}: {count} documents", path=target / "index.html", count=count) + "\n")
            if twice:
                sys.stdout.write(left_out_said(twice) + "\n")
        else:
            command = partial(_command, out, archive)
            sys.stdout.write(_write_page(document, to, out, entries, language, published_bytes, command))
    except (NotFoundError, DamagedError, register.RegisterError) as error:
        return wrong(str(error))
    except OSError as error:
        return wrong(say("the report cannot be written ({error}); choose another place with --to", error=error))
    return code


def _command(out: Path, archive: str, name: str) -> str:
    """The command that makes the page of one document."""
    return f"yusuan report {shlex.quote(name)} --out {shlex.quote(str(out))} --archive {shlex.quote(archive)}"


def _read(folder: str, out: Path, archive: str) -> tuple[frozenset[str], int] | int:
    """Reads the disclosures of a folder; their ids and the exit code, or that of a run that was stopped."""
    from flows.cli.run import read
    from flows.failures import said

    summary = read((folder,), out, archive)
    if isinstance(summary, int):
        return summary
    ids = frozenset(Path(outcome.part).stem for outcome in summary.outcomes if not outcome.problem)
    for outcome in summary.failed:
        remark(said(outcome.problem or outcome.path))
    return ids, SOME_FAILED if summary.lost else OK


def _write_page(
    document: str,
    to: Path | None,
    out: Path,
    entries: "Sequence[Entry]",
    language: Literal["zh", "en"],
    published_bytes: "Callable[[PublishedDocument], bytes | None]",
    command: "Callable[[str], str]",
) -> str:
    """Writes the page of one document; the line that says where it is."""
    from flows.publish.files_whole import write_whole
    from flows.report import page
    from flows.run import origins
    from flows.run.lookup import document_records

    common, records = document_records(document, out)
    (row,) = records["documents"]
    data = origins.load(document) if origins.exists(document) else published_bytes({**row, **common})
    made = page.report(
        common,
        records,
        entries=entries,
        language=language,
        data=data,
        command=command(common["document_id"][:12]),
        changes=_changes(common, out),
    ).encode()
    target = to or Path(f"{Path(row['file_name']).stem}-report.html")
    target = target / f"{common['document_id']}.html" if target.is_dir() else target
    write_whole(target, made)
    return f"{target}: {len(made) / 1e6:.1f} MB{_without(row, data)}\n"


def _changes(common: "Common", out: Path) -> "list[tuple[str, tuple[Change, ...]]]":
    """What changed since the year before, where that is published too and this is the document of its year."""
    from flows.compare.publisher import compare_years
    from flows.publish.errors import NotFoundError

    publisher, year = common["publisher"], common["fiscal_year"]
    if publisher is None or year is None or not (out / "latest").exists():
        return []
    try:
        found = compare_years(out, publisher, year - 1, year)
    except NotFoundError:
        return []
    same = found.after["document_id"] == common["document_id"]
    return [(f"{year - 1} → {year} ({found.before['file_name']})", found.changes)] if same else []


def _without(document: "DocumentRow", data: bytes | None) -> str:
    """What is said where a PDF's report has no pictures."""
    if data is not None or document["reader"] != "pdf":
        return ""
    return "; without page images, for the file is in neither the archive nor --files: name its folder with --files"
