"""A DuckDB file of views over the latest snapshot, for any SQL tool."""

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from flows.columns import meaning
from flows.desk.hazards import hazards
from flows.desk.once import NOT_COUNTED
from flows.extras import need
from flows.language import language, say
from flows.publish.errors import NotFoundError
from schemas.tables import Column, tables

_STORAGE = "v1.0.0"
"""The oldest file format that DuckDB still writes, so that tools with an older DuckDB open it too."""


_ALL = "all_files"
"""The schema of the views that leave nothing out."""

_NOT_COUNTED = "Documents that the views of `main` leave out: another file of the same disclosure counts instead."


class ViewsError(Exception):
    """The file cannot take the views; the message says why and what to do."""


def write_views(out: Path, file: Path) -> int:
    """Puts a view for each published table of `out` into a DuckDB file, and gives their number.

    In a view a disclosure that is published as several files counts once; the schema `all_files` has views of all rows.
    A view names OUT/latest/<table>/*.parquet by its absolute path, so it shows each new snapshot and opens from every
    folder; where the folder moves, write the views again. Tables and columns carry their labels, units and meanings as
    comments. What else is in the file stays. Raises NotFoundError where nothing is published, ViewsError, and
    MissingExtraError where DuckDB is not installed.
    """
    latest = out.resolve() / "latest"
    if not (latest / "manifest.json").exists():
        raise NotFoundError(say("nothing is published in {out}; run: yusuan run PATH --out {out}", out=out))
    duckdb = need("duckdb", "desk")
    file.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        try:
            connection.execute(f"ATTACH {_literal(str(file))} AS views (STORAGE_VERSION {_literal(_STORAGE)})")
        except duckdb.Error as error:
            sentence = (
                "{file} cannot be opened as a DuckDB file ({error}); close the program that has it open, or name "
                "another file"
            )
            raise ViewsError(say(sentence, file=file, error=_first_line(error))) from error
        connection.execute("USE views")
        try:
            connection.execute("BEGIN")
            for statement in _statements(latest):
                connection.execute(statement)
            connection.execute("COMMIT")
        except duckdb.Error as error:
            sentence = "the views cannot be written to {file} ({error}); name another file"
            raise ViewsError(say(sentence, file=file, error=_first_line(error))) from error
    return len(_columns_there(latest))


def _statements(latest: Path) -> list[str]:
    """A view of each table in which a disclosure counts once, and in the schema `all_files` one of all its rows."""
    there = _columns_there(latest)
    files = {name: f"read_parquet({_literal(f'{_no_pattern(str(latest))}/{name}/*.parquet')})" for name in there}
    twice = NOT_COUNTED.format(documents=files["documents"], links=files["links"])
    made = [
        f"CREATE SCHEMA IF NOT EXISTS {_ALL}",
        f"CREATE OR REPLACE VIEW {_ALL}.not_counted AS {twice}",
        f"COMMENT ON VIEW {_ALL}.not_counted IS {_literal(_NOT_COUNTED)}",
    ]
    for name, columns in there.items():
        table = tables()[name]
        whole, view = f"{_ALL}.{_name(name)}", f"main.{_name(name)}"
        once = "" if name == "links" else f" ANTI JOIN {_ALL}.not_counted USING (document_id)"
        made.append(f"CREATE OR REPLACE VIEW {whole} AS SELECT * FROM {files[name]}")
        made.append(f"CREATE OR REPLACE VIEW {view} AS SELECT * FROM {whole}{once}")
        key = ", ".join(table.key)
        about = f"{table.label}: one row is {table.row}; key in a document: {key}"
        for one, mind in (
            (view, " ".join(hazards(name, language()))),
            (whole, "All files, also those of one disclosure."),
        ):
            made.append(f"COMMENT ON VIEW {one} IS {_literal(f'{about}. {mind}'.strip())}")
            made += [f"COMMENT ON COLUMN {one}.{_name(c.name)} IS {_literal(_comment(name, c))}" for c in columns]
    return made


def _columns_there(latest: Path) -> dict[str, list[Column]]:
    """The published tables with their columns; the version that published may not have known all of ours yet."""
    found = {}
    for name, table in tables().items():
        for path in sorted((latest / name).glob("*.parquet"))[:1]:
            names = set(pq.read_schema(path).names)
            found[name] = [column for column in table.columns if column.name in names]
    return found


def _comment(table: str, column: Column) -> str:
    unit, said = f" ({column.unit})" if column.unit else "", meaning(table, column, language())
    return f"{column.label}{unit}" + (f": {said}" if said else "")


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _no_pattern(path: str) -> str:
    """The path with the characters of a glob pattern standing for themselves."""
    return "".join(f"[{character}]" if character in "*?[" else character for character in path)


def _first_line(error: Any) -> str:
    return str(error).partition("\n")[0]
