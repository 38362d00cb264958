"""What a run is asked to read, looked at before anything is done: a mistake in a path publishes nothing."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from extractors.read import SUFFIXES
from flows.archive.store import is_archive
from flows.run import origins

_PAGES = ("http", "https", "ftp")


class WrongPathError(ValueError):
    """A path is not what it was taken for; the message is one sentence that says what to do."""


def refuse(paths: Iterable[str], out: Path) -> None:
    """Raises WrongPathError for the first path that names nothing, an empty folder or a web address."""
    for path in paths:
        problem = _problem(path, out)
        if problem:
            raise WrongPathError(problem)


def _problem(path: str, out: Path) -> str | None:
    """What is wrong with a path, None where nothing is."""
    if "://" in path:
        return _address_problem(path)
    folder = Path(path)
    if folder.is_dir() and not is_archive(path):
        if any(below.suffix.lower() in SUFFIXES for below in files_below(folder, out)):
            return None
        return f"the folder {path} holds no disclosure ({', '.join(SUFFIXES)}); check the path"
    return None if folder.is_dir() or origins.exists(path) else f"there is no file or folder {path}; check the path"


def _address_problem(path: str) -> str | None:
    if urlsplit(path).scheme in _PAGES:
        return (
            f"{path} is a web address, not a file; download it first, then keep it with its address: "
            f"yusuan add FILE --url {path}"
        )
    try:
        there = is_archive(path) or origins.exists(path)
    except (ValueError, OSError) as error:
        return str(error)
    return None if there else f"there is no archive at {path}; check the address"


def files_below(folder: Path, out: Path) -> Iterator[Path]:
    """The files in a folder and its folders, sorted; hidden ones and those of the output are left out."""
    for below in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in below.relative_to(folder).parts)
        if not hidden and below.is_file() and out.resolve() not in below.resolve().parents:
            yield below
