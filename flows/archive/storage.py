"""Where an archive lies: a folder, or whatever fsspec opens (s3://…). Paths are relative to its root, with `/`.

In a folder a file is written under a temporary name, made durable, and then given its name by a link, which never
takes that of another; what is appended is appended whole, under a lock. An object store has no names to give after
the writing and nothing to append to; there a file appears at once and whole when its upload ends.
"""

import contextlib
import errno
import io
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from flows.locks import exclusive

WRITING = ".writing-"
"""What the name of an unfinished file begins with."""

ABANDONED = 3600
"""Seconds after which an unfinished file is nobody's."""

_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EOPNOTSUPP, errno.EMLINK)


class Storage(Protocol):
    """What an archive asks of the place where it lies."""

    appends: bool
    """Whether files can grow."""

    def write(self, path: str, stream: BinaryIO) -> None:
        """Makes a file, whole and durable or not at all; one that is there stays as it is."""

    def replace(self, path: str, data: bytes) -> None:
        """Makes a file, whole or not at all, in the place of another; only for what can be made again."""

    def append(self, path: str, line: bytes) -> None:
        """Adds a line to a file, whole and durable; only where `appends`."""

    def set_aside(self, path: str, to: str) -> None:
        """Gives a file another name."""

    def open(self, path: str) -> BinaryIO:
        """A file to read; raises FileNotFoundError."""

    def size(self, path: str) -> int | None:
        """A file's size; None where there is none."""

    def files(self, folder: str) -> list[str]:
        """The paths of all files below a folder, sorted, unfinished ones too."""


class Folder:
    """An archive in a folder of this machine or of a shared filesystem."""

    appends = True

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, path: str, stream: BinaryIO) -> None:
        """As `Storage.write`."""
        with self._unfinished(path, stream) as written:
            try:
                os.link(written, self.root / path)
            except FileExistsError:
                return
            except OSError as error:
                if error.errno not in _NO_LINKS:
                    raise
                written.replace(self.root / path)  # the same content: its name is that of the content

    def replace(self, path: str, data: bytes) -> None:
        """As `Storage.replace`."""
        with self.lock(), self._unfinished(path, io.BytesIO(data)) as written:
            written.replace(self.root / path)

    def append(self, path: str, line: bytes) -> None:
        """As `Storage.append`; a line that a killed process left unfinished is ended first."""
        with self.lock(), (self.root / path).open("ab+") as stream:
            end = stream.seek(0, os.SEEK_END)
            stream.seek(max(end - 1, 0))
            torn = end > 0 and stream.read(1) != b"\n"
            stream.write((b"\n" if torn else b"") + line + b"\n")
            stream.flush()
            os.fsync(stream.fileno())

    def set_aside(self, path: str, to: str) -> None:
        """As `Storage.set_aside`."""
        with contextlib.suppress(FileNotFoundError):  # another did
            (self.root / path).replace(self.root / to)
        _sync((self.root / path).parent)

    def open(self, path: str) -> BinaryIO:
        """As `Storage.open`."""
        return (self.root / path).open("rb")

    def size(self, path: str) -> int | None:
        """As `Storage.size`."""
        try:
            return (self.root / path).stat().st_size
        except FileNotFoundError:
            return None

    def files(self, folder: str) -> list[str]:
        """As `Storage.files`."""
        below = sorted((self.root / folder).rglob("*"))
        return [path.relative_to(self.root).as_posix() for path in below if path.is_file()]

    def clear_away(self, folder: str) -> list[str]:
        """Removes the unfinished files that nobody has been writing for an hour; their paths."""
        old = time.time() - ABANDONED
        gone = []
        for path in (found for found in self.files(folder) if WRITING in found):
            with contextlib.suppress(FileNotFoundError):
                if (self.root / path).stat().st_mtime < old:
                    (self.root / path).unlink()
                    gone.append(path)
        return gone

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Lets one process at a time change what grows; the lock goes with the process."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / ".lock").open("w") as stream:
            exclusive(stream)
            yield

    @contextlib.contextmanager
    def _unfinished(self, path: str, stream: BinaryIO) -> Iterator[Path]:
        """A durable file under a temporary name beside `path`; what is done to it is made durable too."""
        folder = (self.root / path).parent
        _make(folder)
        descriptor, name = tempfile.mkstemp(dir=folder, prefix=WRITING)
        try:
            with os.fdopen(descriptor, "wb") as out:
                shutil.copyfileobj(stream, out, 1 << 20)
                out.flush()
                os.fsync(out.fileno())
            Path(name).chmod(0o444)
            yield Path(name)
        finally:
            Path(name).unlink(missing_ok=True)
        _sync(folder)


def _make(folder: Path) -> None:
    """A folder that is there after a power cut too."""
    if not folder.is_dir():
        _make(folder.parent)
        folder.mkdir(exist_ok=True)
        _sync(folder.parent)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Bucket:
    """An archive in what fsspec opens: s3://…, memory://…"""

    appends = False

    def __init__(self, filesystem: Any, root: str) -> None:
        self._fs, self._root = filesystem, root.rstrip("/")

    def write(self, path: str, stream: BinaryIO) -> None:
        """As `Storage.write`; names are those of the content, so one that is written twice is the same."""
        if self.size(path) is None:
            self._fs.pipe_file(self._at(path), stream.read())

    def replace(self, path: str, data: bytes) -> None:
        """As `Storage.replace`."""
        self._fs.pipe_file(self._at(path), data)

    def append(self, path: str, line: bytes) -> None:
        """There is no such thing."""
        raise NotImplementedError(path)

    def set_aside(self, path: str, to: str) -> None:
        """As `Storage.set_aside`: the copy is there before the file goes."""
        self._fs.cp_file(self._at(path), self._at(to))
        self._fs.rm_file(self._at(path))

    def open(self, path: str) -> BinaryIO:
        """As `Storage.open`."""
        opened: BinaryIO = self._fs.open(self._at(path), "rb")
        return opened

    def size(self, path: str) -> int | None:
        """As `Storage.size`; asked anew, whoever may have written it."""
        self._fs.invalidate_cache()
        try:
            return int(self._fs.info(self._at(path))["size"])
        except FileNotFoundError:
            return None

    def files(self, folder: str) -> list[str]:
        """As `Storage.files`."""
        self._fs.invalidate_cache()
        start = len(self._at(""))
        return sorted(str(found)[start:] for found in self._fs.find(self._at(folder)))

    def clear_away(self, folder: str) -> list[str]:  # noqa: ARG002
        """Nothing: an upload that was broken off leaves no file."""
        return []

    def _at(self, path: str) -> str:
        return f"{self._root}/{path}"


def storage(root: str) -> Folder | Bucket:
    """The storage at a path or an fsspec URL.

    Raises ValueError with a sentence for a URL that nothing installed opens.
    """
    if "://" not in root:
        return Folder(Path(root))
    import fsspec

    try:
        filesystem, path = fsspec.core.url_to_fs(root)
    except ImportError as error:
        raise ValueError(f"{root} cannot be opened ({error})") from error
    except ValueError as error:
        raise ValueError(f"{root} cannot hold an archive ({error}); name a folder or s3://…") from error
    return Folder(Path(path)) if "file" in _protocols(filesystem) else Bucket(filesystem, path)


def _protocols(filesystem: Any) -> tuple[str, ...]:
    found = filesystem.protocol
    return (found,) if isinstance(found, str) else tuple(found)
