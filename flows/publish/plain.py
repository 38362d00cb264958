"""Rows of a table as bytes: what Arrow's arrays hold, one after the other, without what Arrow writes around them.

Of a small document that is most of a batch: the places and lengths of a hundred buffers. Here they follow from the
types of the columns and the number of rows. An array is a byte (0: all is null; 1: nothing is; 2: a bitmap says what
is), the bitmap, and by its type: fixed numbers of bytes or bits a value; lengths, of four bytes each, before the bytes
of all strings, or before the values of all lists; the arrays of a struct.
"""

import itertools
import struct
from collections.abc import Iterator

import numpy as np
import pyarrow as pa

_NULL, _FULL, _SOME = range(3)
_STRING, _LIST, _STRUCT = 0, -1, -2
"""What stands in the place of the bits of a value where they vary."""


class _Column:
    """How the values of a type lie. Types are looked at once: asking Arrow takes longer than reading a value."""

    def __init__(self, kind: pa.DataType) -> None:
        self.kind = kind
        self.parts: list[_Column] = []
        self._nulls: dict[int, pa.Array] = {}
        if pa.types.is_struct(kind):
            self.bits, self.parts = _STRUCT, [_Column(field.type) for field in kind]
        elif pa.types.is_list(kind):
            self.bits, self.parts = _LIST, [_Column(kind.value_type)]
        else:
            self.bits = _STRING if pa.types.is_string(kind) else kind.bit_width

    def nulls(self, count: int) -> pa.Array:
        """So many nulls."""
        if count not in self._nulls:
            self._nulls[count] = pa.nulls(count, self.kind)
        return self._nulls[count]

    def write(self, count: int, buffers: Iterator[pa.Buffer | None], pieces: list[bytes]) -> None:
        """Adds the bytes of so many values, which Arrow has in these buffers."""
        valid = next(buffers)
        pieces += [bytes([_FULL])] if valid is None else [bytes([_SOME]), _bytes(valid, _whole(count))]
        if self.bits == _STRUCT:
            for part in self.parts:
                part.write(count, buffers, pieces)
            return
        first = next(buffers)
        if self.bits > 0:
            pieces.append(_bytes(first, _whole(count * self.bits)))
            return
        ends = np.frombuffer(_bytes(first, 4 * count + 4), "<i4") if count else np.zeros(1, "<i4")
        pieces.append((ends[1:] - ends[:-1]).tobytes())
        if self.bits == _LIST:
            self.parts[0].write(int(ends[-1]), buffers, pieces)
        else:
            pieces.append(_bytes(next(buffers), int(ends[-1])))


class Layout:
    """How rows with these columns lie."""

    def __init__(self, schema: pa.Schema) -> None:
        self._schema = schema
        self._columns = [_Column(field.type) for field in schema]

    def write(self, rows: pa.RecordBatch) -> bytes:
        """The bytes of rows, which must not be a slice of others."""
        pieces: list[bytes] = []
        for column, made in zip(self._columns, rows.columns, strict=True):
            if made.null_count == rows.num_rows:
                pieces.append(bytes([_NULL]))
            else:
                column.write(rows.num_rows, iter(made.buffers()), pieces)
        return b"".join(pieces)

    def read(self, data: pa.Buffer, count: int) -> pa.RecordBatch:
        """So many rows from their bytes; raises ValueError where they are more or less than that."""
        reader = _Reader(data)
        columns = [reader.array(column, count) for column in self._columns]
        if reader.at != data.size:
            raise ValueError("its rows do not end where they should")
        return pa.RecordBatch.from_arrays(columns, schema=self._schema)


class _Reader:
    """Takes arrays from bytes, beginning `at` a place."""

    def __init__(self, data: pa.Buffer) -> None:
        self.at = 0
        self._data = memoryview(data)

    def array(self, column: _Column, count: int) -> pa.Array:
        """The next array."""
        (sign,) = self._bytes(1)
        if sign == _NULL:
            return column.nulls(count)
        nulls = -1 if sign == _SOME else 0
        buffers = [pa.py_buffer(self._bytes(_whole(count))) if nulls else None]
        children = None
        if column.bits > 0:
            buffers.append(pa.py_buffer(self._bytes(_whole(count * column.bits))))
        elif column.bits == _STRUCT:
            children = [self.array(part, count) for part in column.parts]
        else:
            lengths = struct.unpack(f"<{count}i", self._bytes(4 * count))
            ends = list(itertools.accumulate(lengths, initial=0))
            buffers.append(pa.py_buffer(struct.pack(f"<{count + 1}i", *ends)))
            if column.bits == _LIST:
                children = [self.array(column.parts[0], ends[-1])]
            else:
                buffers.append(pa.py_buffer(self._bytes(ends[-1])))
        return pa.Array.from_buffers(column.kind, count, buffers, nulls, children=children)

    def _bytes(self, size: int) -> bytes:
        """The next bytes, copied to where Arrow may use them: it wants its buffers aligned."""
        begin, self.at = self.at, self.at + size
        if size < 0 or self.at > len(self._data):
            raise ValueError("its rows end too early")
        return self._data[begin : self.at].tobytes()


def _bytes(buffer: pa.Buffer | None, size: int) -> bytes:
    """So many bytes of a buffer; there may be none where there are no values."""
    made: bytes = b"" if buffer is None else buffer.slice(0, size).to_pybytes()
    return made


def _whole(bits: int) -> int:
    """The bytes that hold so many bits."""
    return (bits + 7) // 8
