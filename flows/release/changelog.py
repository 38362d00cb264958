"""What changed from one release to the next: columns, documents, rows, and cells by their key.

`CHANGES.md` says how much, `changes.csv` says each cell, and each row that came or went of a document that both have.
Rows are told apart by the keys of the tables; files with the same hash are not read. A document that came into another
year or province is one that went and one that came.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from flows.release.datapackage import key
from schemas.rows import PublishedDocument
from schemas.tables import Row, tables

Data = dict[str, Any]

Cell = tuple[str, str, str, str, str, str, str]
"""Table, document_id, key, what (changed, added, removed), column, before, after."""

_HEADER = ("table", "document_id", "key", "change", "column", "before", "after")


@dataclass
class _Counts:
    added: int = 0
    removed: int = 0
    changed: int = 0
    columns: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Side:
    """A release as it is compared: its folder, and each table's files by path."""

    folder: Path
    files: Mapping[str, Mapping[str, Data]]
    fields: Mapping[str, Mapping[str, Data]]


def changelog(before: Path, old: Data, after: Path, new: Data) -> tuple[str, str]:
    """`CHANGES.md` and `changes.csv` from the folders and descriptors of two releases."""
    one, two = _side(before, old), _side(after, new)
    counts = {name: _Counts() for name in two.files}
    gone, come = _documents(one), _documents(two)
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(_HEADER)
    for name in two.files:
        rows.writerows(_compare(name, one, two, counts[name], gone, come))
    lines = [
        f"# Changes since {old['id']}",
        "",
        *_schema(one, two),
        *_came_and_went(gone, come),
        "## Rows and cells",
        "",
    ]
    lines += [
        "| table | rows added | rows removed | rows changed | cells changed, by column |",
        "|---|---|---|---|---|",
    ]
    for name, count in counts.items():
        columns = ", ".join(f"{column} {number}" for column, number in sorted(count.columns.items()))
        lines.append(f"| {name} | {count.added} | {count.removed} | {count.changed} | {columns} |")
    lines += ["", "Each cell that changed, and each row that came or went of a document in both: `changes.csv`.", ""]
    return "\n".join(lines), text.getvalue()


def _side(folder: Path, package: Data) -> _Side:
    resources = {resource["name"]: resource for resource in package["resources"] if resource["format"] == "parquet"}
    return _Side(
        folder,
        {name: {file["path"]: file for file in resource["files"]} for name, resource in resources.items()},
        {name: {f["name"]: f for f in resource["schema"]["fields"]} for name, resource in resources.items()},
    )


def _documents(side: _Side) -> dict[str, str]:
    """The names of a release's documents by id."""
    found: dict[str, str] = {}
    for path in side.files["documents"]:
        columns = ["document_id", "file_name"]
        rows: list[PublishedDocument] = pq.read_table(side.folder / path, columns=columns).to_pylist()
        found |= {row["document_id"]: row["file_name"] for row in rows}
    return found


def _schema(one: _Side, two: _Side) -> Iterator[str]:
    """The columns that came, went or mean something else."""
    yield from ("## Schema", "")
    said = False
    for name in dict.fromkeys((*one.fields, *two.fields)):
        old, new = one.fields.get(name, {}), two.fields.get(name, {})
        for column in dict.fromkeys((*old, *new)):
            if old.get(column) != new.get(column):
                said = True
                differs = [
                    k for k in ("type", "unit", "title", "description", "constraints") if _differs(old, new, column, k)
                ]
                what = (
                    "added" if column not in old else "removed" if column not in new else f"other {', '.join(differs)}"
                )
                yield f"- `{name}.{column}`: {what}"
    yield from (() if said else ("The same.",))
    yield ""


def _differs(old: Mapping[str, Data], new: Mapping[str, Data], column: str, what: str) -> bool:
    return bool(old.get(column, {}).get(what) != new.get(column, {}).get(what))


def _came_and_went(gone: Mapping[str, str], come: Mapping[str, str]) -> Iterator[str]:
    for title, there, not_there in (("added", come, gone), ("removed", gone, come)):
        found = sorted((name, document) for document, name in there.items() if document not in not_there)
        yield from (f"## Documents {title}: {len(found)}", "")
        yield from (f"- {name} ({document})" for name, document in found)
        yield from ([""] if found else [])


def _compare(
    name: str, one: _Side, two: _Side, counts: _Counts, gone: Mapping[str, str], come: Mapping[str, str]
) -> Iterator[Cell]:
    """The differences between the files of a table."""
    old_files, new_files = one.files.get(name, {}), two.files[name]
    for path in sorted({*old_files, *new_files}):
        if old_files.get(path, {}).get("hash") == new_files.get(path, {}).get("hash"):
            continue
        old = _rows(one.folder / path, name) if path in old_files else {}
        new = _rows(two.folder / path, name) if path in new_files else {}
        for at in (*old, *(at for at in new if at not in old)):
            document = at[0]
            shared = document in gone and document in come
            shown = " ".join(map(_text, at[1:]))
            if at in old and at in new:
                fields = [column for column in new[at] if column in old[at] and old[at][column] != new[at][column]]
                counts.changed += bool(fields)
                counts.columns.update(fields)
                for column in fields:
                    yield (
                        name,
                        _text(document),
                        shown,
                        "changed",
                        column,
                        _text(old[at][column]),
                        _text(new[at][column]),
                    )
            else:
                counts.added += at in new
                counts.removed += at in old
                if shared:
                    yield name, _text(document), shown, "added" if at in new else "removed", "", "", ""


def _rows(path: Path, name: str) -> dict[tuple[Any, ...], Row]:
    """The rows of a file by their key."""
    columns = [*(["path"] if name == "failures" else []), *key(tables()[name])] if name in tables() else []
    table: pa.Table = pq.read_table(path)
    columns = [column for column in columns if column in table.column_names]
    columns.sort(key=lambda column: column != "document_id")
    return {tuple(row[column] for column in columns): row for row in table.to_pylist()}


def _text(value: Any) -> str:
    return "" if value is None else str(value)
