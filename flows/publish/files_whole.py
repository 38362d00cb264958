"""Files that are there whole, or not at all."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa

_SYNCED_AT_ONCE = 16


def write_whole(target: Path, data: bytes | memoryview | pa.Buffer, *, durable: bool = True) -> None:
    """Writes a file as `writing` does."""
    with writing(target, durable=durable) as stream:
        stream.write(data)


@contextmanager
def writing(target: Path, *, durable: bool = True) -> Iterator[BinaryIO]:
    """A file to write under a temporary name, made durable and renamed: it is there whole, or not at all.

    One that is not made `durable` survives the end of any process, but not of the machine: it is for those who have it
    made so later, with others, and who notice where it is damaged.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".writing-")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
            stream.flush()
            if durable:
                os.fsync(stream.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def make_durable(files: Iterable[Path]) -> None:
    """Waits until files are on disk, many at a time: a disk takes those that come together in one go."""
    with ThreadPoolExecutor(_SYNCED_AT_ONCE) as threads:
        list(threads.map(_sync, files))


def _sync(path: Path) -> None:
    with suppress(FileNotFoundError), path.open("rb") as stream:  # replaced or removed meanwhile
        os.fsync(stream.fileno())
