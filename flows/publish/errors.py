"""What goes wrong with an output folder: what is asked for is not there, or does not read."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa


class NotFoundError(Exception):
    """There is no such document or snapshot; the message says what to do."""


class DamagedError(OSError):
    """A file that yusuan wrote is not as it was written; the message says which and what to do."""

    def __init__(self, message: str, path: Path) -> None:
        super().__init__(message)
        self.path = path


class OlderPartsError(OSError):
    """What is published would lose documents, for an older version of yusuan read them; the message says which."""


PUBLISH_ANEW = "publish into a new folder: yusuan run PATH --out FOLDER"
"""What to do about a damaged file of a snapshot; others may share it."""


@contextmanager
def reading(path: Path, remedy: str) -> Iterator[None]:
    """Raises DamagedError with the `remedy` where what is read from `path` is not whole; one that is gone is not."""
    try:
        yield
    except FileNotFoundError:
        raise
    except (pa.ArrowInvalid, OSError, ValueError) as error:
        said = " ".join(str(error).split())
        raise DamagedError(f"{path} does not read ({said}); {remedy}", path) from error
