"""What a run is asked to read, looked at before anything is done: a mistake in a path publishes nothing."""

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from extractors.read import SUFFIXES
from flows.archive.store import is_archive
from flows.language import say
from flows.run import files, origins

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
    named = files.shown(path)
    if not files.is_folder(path) or is_archive(path):
        is_there = files.exists(path) or is_archive(path) or origins.exists(path)
        return None if is_there else say("there is no file or folder {path}; check the path", path=named)
    if files.holds(path, SUFFIXES, without=out):
        return None
    sentence = "the folder {path} holds no disclosure ({kinds}); check the path"
    return say(sentence, path=named, kinds=", ".join(SUFFIXES))


def _address_problem(path: str) -> str | None:
    if urlsplit(path).scheme in _PAGES:
        sentence = (
            "{path} is a web address, not a file; download it first, then keep it with its address: "
            "yusuan add FILE --url {path}"
        )
        return say(sentence, path=path)
    try:
        there = is_archive(path) or origins.exists(path)
    except (ValueError, OSError) as error:
        return str(error)
    return None if there else say("there is no archive at {path}; check the address", path=path)
