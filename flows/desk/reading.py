"""`load` and `describe`: published tables as pandas, polars or Arrow, and what their columns mean."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

import pyarrow as pa

from flows.columns import meaning
from flows.desk import money as moneys
from flows.desk.hazards import hazards
from flows.desk.money import Form, Unit
from flows.desk.selection import known_columns, read, select
from flows.extras import need
from flows.language import language, say
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
    once: bool = ...,
    money: Form = ...,
    unit: Unit = ...,
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
    once: bool = ...,
    money: Form = ...,
    unit: Unit = ...,
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
    once: bool = ...,
    money: Form = ...,
    unit: Unit = ...,
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
    once: bool = True,
    money: Form = "decimal",
    unit: Unit = "元",
    as_: Literal["pandas", "polars", "arrow"] = "pandas",
) -> Any:
    """Rows of a published table, and no others read from disk.

    `out` is the folder given to `yusuan run --out`; `years` one or several budget years; `region` codes or their
    beginnings (13, 1301, 130100); `publisher` names, or a part of one that only it has; `columns` those to read,
    all by default.

    A disclosure that is published as several files (PDF and text, or an earlier version beside the one that replaced
    it) counts once; with `once=False` all files are there. `money` is "decimal" (exact), "float" or "int_fen" (whole
    分, exact); `unit="万元"` divides by 10,000. A column of money that is no longer in yuan has another name:
    `budget_yuan`, `budget_wanyuan`, `budget_fen`.

    pandas comes with Arrow types (a blank is <NA>) and says in `.attrs` what the table and its columns are. Raises
    NotFoundError where nothing is published, or nothing of such a year, region or publisher; ValueError for an unknown
    table, column, region, form or unit; MissingExtraError where polars is asked for and not installed.
    """
    if as_ not in ("pandas", "polars", "arrow"):
        raise ValueError(say("as_={form} is not known; use pandas, polars or arrow", form=repr(as_)))
    moneys.check(money, unit)
    names = known_columns(table, columns)
    polars = need("polars", "polars") if as_ == "polars" else None
    asked = select(out, years=years, region=region, publisher=publisher, once=once)
    rows = pa.concat_tables(read(table, asked, names))
    if (money, unit) != ("decimal", "元"):
        rows = moneys.converted(rows, table, money, unit)
    if as_ == "arrow":
        return rows
    if polars is not None:
        return polars.from_arrow(rows)
    import pandas as pd

    frame = moneys.for_pandas(rows).to_pandas(types_mapper=pd.ArrowDtype)
    frame.attrs = _about(tables()[table], names, money, unit)
    return frame


def _about(table: PublishedTable, names: list[str], money: Form, unit: Unit) -> dict[str, Any]:
    """What a table and its columns are, by the names that the columns have in the frame."""
    money_unit = "分" if money == "int_fen" else unit
    return {
        "table": table.name,
        "label": table.label,
        "row": table.row,
        "key": ["document_id", *(column for column in table.key if column != "document_id")],
        "hazards": hazards(table.name, language()),
        "columns": {
            moneys.renamed(column.name, money, unit) if column.type == "money" else column.name: {
                "type": column.type,
                "unit": money_unit if column.type == "money" else column.unit,
                "label": column.label,
                "meaning": meaning(table.name, column, language()),
            }
            for column in table.columns
            if column.name in names
        },
    }


def describe(table: str | None = None) -> "pd.DataFrame":
    """What a table's columns are, as a frame: type, unit, Chinese label (名称) and meaning; without a name, all tables.

    Meanings and hazards are in the language in force (`YUSUAN_LANGUAGE`, else the locale's).
    `.attrs["hazards"]` says what to mind when rows are counted or summed. Raises ValueError for an unknown table.
    """
    import pandas as pd

    if table is None:
        shown = [(one.name, one.label, one.row) for one in tables().values()]
        return pd.DataFrame(shown, columns=["table", "名称", "one row is"]).set_index("table")
    known_columns(table)
    found = tables()[table]
    columns = [(one.name, one.type, one.unit, one.label, meaning(found.name, one, language())) for one in found.columns]
    frame = pd.DataFrame(columns, columns=["column", "type", "unit", "名称", "meaning"]).set_index("column")
    frame.attrs = {
        "table": found.name,
        "label": found.label,
        "row": found.row,
        "key": list(found.key),
        "hazards": hazards(found.name, language()),
    }
    return frame
