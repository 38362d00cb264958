"""Rows of every table as bytes, and back."""

import random
import struct
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from flows.publish import columns
from schemas.tables import tables

VALUES: dict[str, Callable[[random.Random], Any]] = {
    "bool": lambda chance: chance.random() < 0.5,
    "double": lambda chance: chance.uniform(-9, 9),
    "date32[day]": lambda chance: date(2031, 1, chance.randint(1, 31)),
    "timestamp[us, tz=UTC]": lambda chance: datetime(2031, 1, chance.randint(1, 31), tzinfo=UTC),
    "string": lambda chance: "预算" * chance.choice((0, 1, 9)),
}


def value(kind: pa.DataType, chance: random.Random, nulls: float) -> Any:
    if chance.random() < nulls:
        return None
    if pa.types.is_list(kind):
        return [value(kind.value_type, chance, nulls) for _ in range(chance.choice((0, 1, 3)))]
    if pa.types.is_struct(kind):
        return {field.name: value(field.type, chance, nulls) for field in kind}
    if pa.types.is_decimal(kind):
        return Decimal(chance.randint(-(10**9), 10**9)).scaleb(-kind.scale)
    return VALUES.get(str(kind), lambda _: chance.randint(-99, 99))(chance)


def batch(name: str, count: int, nulls: float) -> pa.RecordBatch:
    chance, schema = random.Random(f"{name} {count} {nulls}"), columns.own(name)
    made = [pa.array([value(field.type, chance, nulls) for _ in range(count)], field.type) for field in schema]
    return pa.RecordBatch.from_arrays(made, schema=schema)


@pytest.mark.parametrize("nulls", [0.0, 0.4, 1.0])
@pytest.mark.parametrize("name", tables())
def test_rows_of_every_table_come_back_as_they_were(name: str, nulls: float) -> None:
    for count in (0, 1, 8, 33):
        rows = batch(name, count, nulls)
        data = columns.layout(name).write(rows)
        back = columns.layout(name).read(pa.py_buffer(data), count)
        back.validate(full=True)
        assert back.equals(rows)
        assert columns.layout(name).write(back) == data, "the same rows are the same bytes"


def test_bytes_that_are_not_those_of_the_rows_are_refused() -> None:
    rows = batch("checks", 8, 0.4)
    data = columns.layout("checks").write(rows)
    for wrong in (data[:-1], data + b"\0", data[:9], b""):
        with pytest.raises((ValueError, struct.error)):
            columns.layout("checks").read(pa.py_buffer(wrong), 8)
