"""Processes to be killed, each forked from one that has imported what they work with, so that they need not."""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Self


class Children:
    """Starts functions of importable modules as processes, one after the other."""

    def __init__(self, mother: "subprocess.Popen[bytes]") -> None:
        self._mother, self._child = mother, 0

    def start(self, function: Callable[..., None], *arguments: Any) -> Self:
        """Lets a child call the function."""
        assert self._mother.stdin and self._mother.stdout
        pickle.dump((function, arguments), self._mother.stdin)
        self._mother.stdin.flush()
        self._child = int(self._mother.stdout.readline())
        return self

    def alive(self) -> bool:
        """Whether the last child has not ended."""
        with suppress(ProcessLookupError):
            os.kill(self._child, 0)
            return True
        return False

    def kill(self) -> int:
        """Kills the last child; the signal that ended it, 0 where it ended by itself."""
        assert self._mother.stdout
        with suppress(ProcessLookupError):
            os.kill(self._child, signal.SIGKILL)
        return os.WTERMSIG(int(self._mother.stdout.readline()))


@contextmanager
def children(warm: Callable[..., None], *arguments: Any) -> Iterator[Children]:
    """Children of a process that has called `warm`, a function of an importable module, beforehand."""
    command = [sys.executable, __file__, *sys.path]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as mother:
        assert mother.stdin
        pickle.dump((warm, arguments), mother.stdin)
        yield Children(mother)
        mother.stdin.close()


def _serve() -> None:
    """Calls the first function that is asked for; forks a child for each further one, says its id and how it ended."""
    sys.path[:] = sys.argv[1:]
    warm, arguments = pickle.load(sys.stdin.buffer)
    warm(*arguments)
    with suppress(EOFError):
        while True:
            function, arguments = pickle.load(sys.stdin.buffer)
            child = os.fork()
            if not child:
                function(*arguments)
                os._exit(0)
            print(child, flush=True)
            print(os.waitpid(child, 0)[1], flush=True)


if __name__ == "__main__":
    _serve()
