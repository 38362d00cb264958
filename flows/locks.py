"""One process at a time: locks of the system on open files, which go with the process.

Windows has none of them; there only what is published is read, and what would write says what it needs.
"""

from typing import IO, Any

from flows.language import say


class UnableError(OSError):
    """What yusuan writes cannot be written on this system; the message says what to do."""


def unable() -> str | None:
    """Why this system cannot write what yusuan writes, None where it can; what is published can be read everywhere."""
    try:
        import fcntl  # noqa: F401
        import resource  # noqa: F401
    except ModuleNotFoundError:
        return say("this command needs Linux or macOS (fcntl, resource); on Windows run it in WSL 2")
    return None


def exclusive(stream: IO[Any], *, wait: bool = True) -> None:
    """Locks an open file for this process alone until it is closed.

    Raises BlockingIOError where another process has it and this one does not `wait`, UnableError on Windows.
    """
    if problem := unable():
        raise UnableError(problem)
    import fcntl  # only where something is written: reading works where there is none

    fcntl.flock(stream, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
