"""Which columns a table had when a part was made: told once for all parts of an output, and not in each of them.

    OUT/parts/columns/<first 8 digits of its sha256>.schema     the columns of a table, as Arrow writes a schema

A small document is smaller than the names of its columns. A part says of each of its tables by that digest which it
has; those of this version are known without the file, which is for parts that an earlier version made.
"""

import hashlib
from functools import cache
from pathlib import Path

import pyarrow as pa

from flows.publish import files_whole, plain
from schemas.tables import COMMON, arrow_schema

_FOLDER = "columns"


@cache
def own(name: str) -> pa.Schema:
    """A table's own columns, without labels and descriptions; the common ones are the same in each row of a part."""
    return pa.schema([(field.name, field.type) for field in arrow_schema(name)][len(COMMON) :])


@cache
def layout(name: str) -> plain.Layout:
    """How rows of a table lie in a part."""
    return plain.Layout(own(name))


@cache
def digest(name: str) -> str:
    """By what a part says which columns the table has now."""
    return _digest(own(name).serialize().to_pybytes())


def _digest(said: bytes) -> str:
    return hashlib.sha256(said).hexdigest()[:8]


@cache
def keep(root: Path, name: str) -> None:
    """Notes the columns that a table has now in the folder of parts."""
    path = _path(root, digest(name))
    if not path.exists():
        files_whole.write_whole(path, own(name).serialize())


def of(root: Path, name: str, told: str) -> plain.Layout:
    """The columns by their digest; raises ValueError where they are of an earlier version and not known any more."""
    return layout(name) if told == digest(name) else _earlier(root, told)


@cache
def _earlier(root: Path, told: str) -> plain.Layout:
    try:
        said = _path(root, told).read_bytes()
    except OSError:
        said = b""
    if _digest(said) != told:
        raise ValueError(f"{_path(root, told)} does not say which columns it has")
    return plain.Layout(pa.ipc.read_schema(pa.py_buffer(said)))


def _path(root: Path, told: str) -> Path:
    return root / _FOLDER / f"{told}.schema"
