"""A DuckDB file of views over the latest snapshot, for any SQL tool."""

from pathlib import Path
from typing import Any

from flows.extras import need
from flows.publish.errors import NotFoundError
from schemas.tables import Column, tables

_STORAGE = "v1.0.0"
"""The oldest file format that DuckDB still writes, so that tools with an older DuckDB open it too."""


class ViewsError(Exception):
    """The file cannot take the views; the message says why and what to do."""


def write_views(out: Path, file: Path) -> int:
    """Puts a view for each published table of `out` into a DuckDB file, and gives their number.

    A view names OUT/latest/<table>/*.parquet by its absolute path, so it shows each new snapshot and opens from every
    folder; where the folder moves, write the views again. Tables and columns carry their labels, units and meanings as
    comments. What else is in the file stays. Raises NotFoundError where nothing is published, ViewsError, and
    MissingExtraError where DuckDB is not installed.
    """
    latest = out.resolve() / "latest"
    if not (latest / "manifest.json").exists():
        raise NotFoundError(f"nothing is published in {out}; run: yusuan run PATH --out {out}")
    duckdb = need("duckdb", "desk")
    file.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        try:
            connection.execute(f"ATTACH {_literal(str(file))} AS views (STORAGE_VERSION {_literal(_STORAGE)})")
        except duckdb.Error as error:
            raise ViewsError(
                f"{file} cannot be opened as a DuckDB file ({_first_line(error)}); "
                "close the program that has it open, or name another file"
            ) from error
        connection.execute("USE views")
        try:
            connection.execute("BEGIN")
            for statement in _statements(latest):
                connection.execute(statement)
            connection.execute("COMMIT")
        except duckdb.Error as error:
            raise ViewsError(f"{file} does not take the views ({_first_line(error)}); name another file") from error
    return len(tables())


def _statements(latest: Path) -> list[str]:
    made = []
    for name, table in tables().items():
        files = f"{_no_pattern(str(latest))}/{name}/*.parquet"
        made.append(f"CREATE OR REPLACE VIEW {_name(name)} AS SELECT * FROM read_parquet({_literal(files)})")
        key = ", ".join(table.key)
        about = f"{table.label}: one row is {table.row}; key in a document: {key}"
        made.append(f"COMMENT ON VIEW {_name(name)} IS {_literal(about)}")
        for column in table.columns:
            made.append(f"COMMENT ON COLUMN {_name(name)}.{_name(column.name)} IS {_literal(_comment(column))}")
    return made


def _comment(column: Column) -> str:
    unit = f" ({column.unit})" if column.unit else ""
    return f"{column.label}{unit}" + (f": {column.description}" if column.description else "")


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _no_pattern(path: str) -> str:
    """The path with the characters of a glob pattern standing for themselves."""
    return "".join(f"[{character}]" if character in "*?[" else character for character in path)


def _first_line(error: Any) -> str:
    return str(error).partition("\n")[0]
