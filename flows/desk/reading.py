"""`load` and `describe`: published tables as pandas, polars or Arrow, and what their columns mean."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

import pyarrow as pa

from flows.desk.selection import known_columns, read, select
from flows.extras import need
from schemas.tables import PublishedTable, tables

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

_Several = str | Iterable[str] | None
_Years = int | Iterable[int] | None


@overload
def load(
    table: str,
    out: Path | str = ...,
    *,
    years: _Years = ...,
    region: _Several = ...,
    publisher: _Several = ...,
    columns: Iterable[str] | None = ...,
    as_: Literal["pandas"] = ...,
) -> "pd.DataFrame": ...
@overload
def load(
    table: str,
    out: Path | str = ...,
    *,
    years: _Years = ...,
    region: _Several = ...,
    publisher: _Several = ...,
    columns: Iterable[str] | None = ...,
    as_: Literal["polars"],
) -> "pl.DataFrame": ...
@overload
def load(
    table: str,
    out: Path | str = ...,
    *,
    years: _Years = ...,
    region: _Several = ...,
    publisher: _Several = ...,
    columns: Iterable[str] | None = ...,
    as_: Literal["arrow"],
) -> pa.Table: ...
def load(
    table: str,
    out: Path | str = "output",
    *,
    years: _Years = None,
    region: _Several = None,
    publisher: _Several = None,
    columns: Iterable[str] | None = None,
    as_: Literal["pandas", "polars", "arrow"] = "pandas",
) -> Any:
    """Rows of a published table, and no others read from disk.

    `out` is the folder given to `yusuan run --out`; `years` one or several budget years; `region` codes or their
    beginnings (13, 1301, 130100); `publisher` names, or a part of one that only it has; `columns` those to read,
    all by default. pandas comes with Arrow types (money is an exact decimal, a blank is <NA>) and says in `.attrs`
    what the table and its columns are. Raises NotFoundError where nothing is published or there is no such publisher,
    ValueError for an unknown table, column or region, MissingExtraError where polars is asked for and not installed.
    """
    if as_ not in ("pandas", "polars", "arrow"):
        raise ValueError(f"as_={as_!r} is not known; there are pandas, polars and arrow")
    names = known_columns(table, columns)
    polars = need("polars", "desk") if as_ == "polars" else None
    rows = pa.concat_tables(read(table, select(out, years=years, region=region, publisher=publisher), names))
    if as_ == "arrow":
        return rows
    if polars is not None:
        return polars.from_arrow(rows)
    import pandas as pd

    frame = rows.to_pandas(types_mapper=pd.ArrowDtype)
    frame.attrs = _about(tables()[table], names)
    return frame


def _about(table: PublishedTable, names: list[str]) -> dict[str, Any]:
    return {
        "table": table.name,
        "label": table.label,
        "row": table.row,
        "key": ["document_id", *(column for column in table.key if column != "document_id")],
        "columns": {
            column.name: {
                "type": column.type,
                "unit": column.unit,
                "label": column.label,
                "meaning": column.description,
            }
            for column in table.columns
            if column.name in names
        },
    }


def describe(table: str | None = None) -> None:
    """Prints what a table is and each column's type, unit, Chinese label and meaning; without a name, all tables."""
    from flows.cli.desk_terminal import print_description, print_tables

    if table is None:
        print_tables(tables().values())
    else:
        known_columns(table)
        print_description(tables()[table])
