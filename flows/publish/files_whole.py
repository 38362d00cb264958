"""Files that are there whole, or not at all."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa

_SYNCED_AT_ONCE = 16
_QUEUED = 1_000
"""Files that wait for a thread: a hundred thousand would hold more memory than all else that publishing does."""


def write_whole(target: Path, data: bytes | memoryview | pa.Buffer, *, durable: bool = True) -> None:
    """Writes a file as `writing` does."""
    with writing(target, durable=durable) as stream:
        stream.write(data)


@contextmanager
def writing(target: Path, *, durable: bool = True) -> Iterator[BinaryIO]:
    """A file to write under a temporary name, made durable and renamed: it is there whole, or not at all.

    One that is not made `durable` survives the end of any process, but a power failure may leave it cut, full of zeros,
    or not there at all: it is for those who notice that, and have it made durable with others before anything rests on
    it (`make_durable`).
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
        if durable:
            _sync(target.parent)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def make_durable(files: Iterable[Path]) -> None:
    """Waits until files and their names are on disk, many at a time: a disk takes what comes together in one go."""
    left, folders = iter(files), set()
    with ThreadPoolExecutor(_SYNCED_AT_ONCE) as threads:
        while some := list(islice(left, _QUEUED)):
            list(threads.map(_sync, some))
            folders |= {path.parent for path in some}
        list(threads.map(_sync, folders))


def _sync(path: Path) -> None:
    """Waits for the disk with a file or the names in a folder."""
    with suppress(FileNotFoundError):  # removed meanwhile
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
