"""Money in the form that an analysis can use: exact decimals, floats, or whole 分; in 元 or 万元.

Published amounts are decimals in yuan, in columns that end in `_yuan`. A column in another unit has another name, so
that no amount is taken for what it is not: `budget_wanyuan` is in 万元, `budget_fen` in 分.
"""

import contextlib
from typing import Literal, get_args

import pyarrow as pa
import pyarrow.compute as pc

from flows.language import say
from schemas.tables import tables

Form = Literal["decimal", "float", "int_fen"]
Unit = Literal["元", "万元"]

_ENDING = "_yuan"
_MONEY = ("_yuan", "_wanyuan")
_PANDAS_DIGITS = 17
_WAN_DIGITS = 4
"""万 is ten to the power of this."""


def check(form: str, unit: str) -> None:
    """Raises ValueError for a form or unit that there is not, or for 分 in 万元."""
    if form not in get_args(Form):
        raise ValueError(say("money={form} is not known; use decimal, float or int_fen", form=repr(form)))
    if unit not in get_args(Unit):
        raise ValueError(say("unit={unit} is not known; use 元 or 万元", unit=repr(unit)))
    if form == "int_fen" and unit == "万元":
        raise ValueError(say("money='int_fen' counts in 分; leave out unit='万元'"))


def columns_of(table: str) -> list[str]:
    """The columns of a table that are amounts in yuan."""
    return [column.name for column in tables()[table].columns if column.type == "money"]


def renamed(column: str, form: Form, unit: Unit) -> str:
    """What a column of money is called in another form or unit."""
    ending = "_fen" if form == "int_fen" else "_wanyuan" if unit == "万元" else _ENDING
    return column.removesuffix(_ENDING) + ending


def converted(rows: pa.Table, table: str, form: Form, unit: Unit) -> pa.Table:
    """The rows with their amounts in the form and unit asked for, exactly but for floats; a null stays null."""
    for name in columns_of(table):
        place = rows.schema.get_field_index(name)
        if place >= 0:
            field = rows.schema.field(place)
            values = _converted(rows.column(place), form, unit)
            made = field.with_type(values.type).with_name(renamed(name, form, unit))
            rows = rows.set_column(place, made, values)
    return rows


def for_pandas(rows: pa.Table) -> pa.Table:
    """The rows with decimals of 17 digits instead of 20 where they fit, as they do up to 999 万亿元.

    pandas asks Arrow for results of more than the 38 digits that there are when it divides or multiplies decimals of
    20; with 17 it can.
    """
    for place, field in enumerate(rows.schema):
        if pa.types.is_decimal(field.type) and field.name.endswith(_MONEY):
            with contextlib.suppress(pa.ArrowInvalid):
                narrow = pc.cast(rows.column(place), pa.decimal128(_PANDAS_DIGITS, field.type.scale))
                rows = rows.set_column(place, field.with_type(narrow.type), narrow)
    return rows


def _converted(values: pa.ChunkedArray, form: Form, unit: Unit) -> pa.ChunkedArray:
    if form == "decimal":
        return _rescaled(values, _WAN_DIGITS) if unit == "万元" else values
    fen = pc.cast(_rescaled(values, -values.type.scale), pa.int64())
    if form == "int_fen":
        return fen
    # of whole numbers the division is rounded once, to the nearest float; Arrow's cast of a decimal is not
    return pc.divide(pc.cast(fen, pa.float64()), 1e6 if unit == "万元" else 1e2)


def _rescaled(values: pa.ChunkedArray, digits: int) -> pa.ChunkedArray:
    """The values divided by ten to the power of `digits`: the same whole numbers with the point elsewhere."""
    kind = pa.decimal128(38, values.type.scale + digits)
    chunks = [pa.Array.from_buffers(kind, len(chunk), chunk.buffers(), offset=chunk.offset) for chunk in values.chunks]
    return pa.chunked_array(chunks, kind)
