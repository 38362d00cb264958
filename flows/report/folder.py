"""The reports of all that is published in a folder: a page a document, and an index that finds them."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.desk.once import counted_instead
from flows.publish.errors import PUBLISH_ANEW, NotFoundError, reading
from flows.publish.files_whole import write_whole
from flows.publish.register import Entry, explanation_of
from flows.report.index import Listed, index_files
from flows.report.page import report
from flows.report.words import Language
from flows.run.lookup import published
from flows.run.progress import Progress
from schemas.rows import Common, PublishedDocument, PublishedLink, PublishedRecords
from schemas.tables import as_published, by_table, common_of, tables, typed

_ID = "document_id"
_OF_INDEX = re.compile(r"index-(?:data-)?[0-9]+\.(?:html|js)")


def write_folder(
    out: Path,
    to: Path,
    *,
    entries: Sequence[Entry],
    language: Language,
    bytes_of: Callable[[PublishedDocument], bytes | None] | None,
    command: Callable[[str], str],
    only: frozenset[str] | None = None,
    once: bool = True,
) -> tuple[int, int]:
    """Writes the reports of what is published in `out` to the folder `to`, of `only` those ids if given.

    With `once` a disclosure that is there in several files has one report (`flows.desk.once`). Gives how many reports
    there are, and how many files those stand for that have none. `bytes_of` gives a document's bytes for its pictures,
    None makes reports without; `command` says how one with them is made of a document's id. Raises NotFoundError where
    nothing was published.
    """
    listed: list[Listed] = []
    taken: set[str] = set()
    asked = _asked_for(out, only)
    instead = counted_instead(asked.values(), published(out, PublishedLink, {})) if once else {}
    also: dict[str, list[str]] = {}
    for twin, kept in instead.items():
        also.setdefault(kept, []).append(asked[twin]["file_name"])
    with Progress("reports", len(asked) - len(instead), shown=True) as progress:
        for common, records in published_documents(out):
            if common["document_id"] not in asked or common["document_id"] in instead:
                continue
            data = bytes_of(records["documents"][0]) if bytes_of else None
            name = _name(common, taken)
            taken.add(name)
            page = report(
                common,
                typed(by_table(records)),
                entries=entries,
                language=language,
                data=data,
                command=command(common["document_id"][:12]),
            )
            write_whole(to / name, page.encode())
            listed.append(_listed(records, entries, name, sorted(also.get(common["document_id"], ()))))
            progress.step(records["documents"][0]["file_name"])
    for old in to.glob("index-*"):  # of an index of more pages
        if _OF_INDEX.fullmatch(old.name):
            old.unlink()
    for name, text in index_files(listed, language, None if bytes_of else command("…")):
        write_whole(to / name, text.encode())
    return len(listed), len(instead)


def _asked_for(out: Path, only: frozenset[str] | None) -> dict[str, PublishedDocument]:
    """The published documents, or `only` those, by id; a version replaced by one that is not among them is the last."""
    rows = published(out, PublishedDocument, {})
    found = {row["document_id"]: row for row in rows if only is None or row["document_id"] in only}
    for row in found.values():
        if row["superseded_by"] not in found:
            row["superseded_by"] = None
    return found


def _name(common: Common, taken: Collection[str]) -> str:
    """What a document's page is called: 单位-年度, with the beginning of its id where another is called so."""
    whose = re.sub(r'[\\/:*?"<>|#%\s]+', "_", common["publisher"] or "")
    name = f"{whose}-{common['fiscal_year'] or ''}".strip("-_") or common["document_id"]
    return f"{name}.html" if f"{name}.html" not in taken else f"{name}-{common['document_id'][:8]}.html"


def _listed(records: PublishedRecords, entries: Sequence[Entry], href: str, also: Sequence[str]) -> Listed:
    """The line of a document: its findings by severity, those that are explained and trivial ones apart."""
    checks = records["checks"]
    found = [(one, explanation_of(one, checks, entries)) for one in records.get("findings", ()) if not one["trivial"]]
    left = sorted((one for one, entry in found if entry is None), key=lambda finding: -finding["weight"])
    score = {severity: sum(one["severity"] == severity for one in left) for severity in ("error", "warning")}
    score |= {"explained": len(found) - len(left), "checks": len(checks)}
    score["reading_doubtful"] = sum(check["status"] == "reading_doubtful" for check in checks)
    return Listed(records["documents"][0], score, href, tuple(left), tuple(also))


def published_documents(out: Path) -> Iterator[tuple[Common, PublishedRecords]]:
    """The common columns and records of each published document, a partition at a time.

    Raises NotFoundError where nothing was published.
    """
    others = {}  # checks between documents stand in a file of their own
    stems = {path.stem for path in _table(out, "documents").glob("*.parquet")}
    for path in sorted(_table(out, "checks").glob("*.parquet")):
        if path.stem not in stems:
            others.update(dict(_by_document(_read(path))))
    for stem in sorted(stems):
        paths = {name: _table(out, name) / f"{stem}.parquet" for name in tables()}
        grouped = {name: dict(_by_document(_read(path))) for name, path in paths.items() if path.is_file()}
        for document_id in grouped["documents"]:
            records = as_published(
                {
                    name: groups[document_id].to_pylist() if document_id in groups else []
                    for name, groups in grouped.items()
                }
            )
            records.setdefault("checks", []).extend(others[document_id].to_pylist() if document_id in others else [])
            (document,) = records["documents"]
            yield common_of(document), records


def _table(out: Path, name: str) -> Path:
    folder = out / "latest" / name
    if not folder.is_dir():
        raise NotFoundError(f"nothing is published in {out}; run: yusuan run PATH --out {out}")
    return folder


def _read(path: Path) -> pa.Table:
    with reading(path, PUBLISH_ANEW):
        return pq.read_table(path)


def _by_document(table: pa.Table) -> Iterator[tuple[str, pa.Table]]:
    """The rows of each document; those of one stand together."""
    if table.num_rows:
        ids = table[_ID].combine_chunks()
        ends = pc.run_end_encode(ids).run_ends.to_pylist()
        for start, end in zip([0, *ends], ends, strict=False):
            yield ids[start].as_py(), table.slice(start, end - start)
