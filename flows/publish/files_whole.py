"""Files that are there whole, or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa


def write_whole(target: Path, data: bytes | memoryview | pa.Buffer) -> None:
    """Writes a file as `writing` does."""
    with writing(target) as stream:
        stream.write(data)


@contextmanager
def writing(target: Path) -> Iterator[BinaryIO]:
    """A file to write under a temporary name, made durable and renamed: it is there whole, or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".writing-")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
