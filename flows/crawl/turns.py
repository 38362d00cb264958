"""Turns at a host: one request at a time and never more in a second than agreed, whoever asks on this machine.

A file a host holds the moment before which nobody may ask; who asks holds a lock on it. So two runs at once ask no
faster than one. The files may be deleted at any time when nothing runs.
"""

import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.locks import exclusive

_FARTHEST = 7 * 86_400
"""Seconds: a moment farther away was written by a wrong clock."""


def state_folder() -> Path:
    """Where runs of this user keep their turns: YUSUAN_STATE, else in the user's cache folder."""
    given = os.environ.get("YUSUAN_STATE")
    return Path(given) if given else Path(os.environ.get("XDG_CACHE_HOME", "~/.cache")).expanduser() / "yusuan"


class TurnTooFarError(Exception):
    """A host asked not to be asked for longer than a visit waits; `seconds` are left of that."""

    def __init__(self, host: str, seconds: float) -> None:
        super().__init__(f"{host} asked not to be asked again for {seconds:.0f} s")
        self.seconds = seconds


class Turns:
    """The turns of this machine's runs, kept in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "hosts"
        self._folder.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def turn(self, host: str, interval: float, patience: float) -> Iterator[None]:
        """Waits for its turn at a host; the next begins `interval` seconds after this one ended.

        After its end, not its beginning: so the host never sees two closer together, however long each was under way.
        Raises TurnTooFarError where the host may not be asked within `patience` seconds, however long `interval` is.
        """
        with self._path(host).open("a+") as stream:
            exclusive(stream)
            wait = self._read(host) - time.time()
            if wait > patience:
                raise TurnTooFarError(host, wait)
            time.sleep(max(0.0, wait))
            self._write(host, time.time() + interval)  # should this run be killed
            try:
                yield
            finally:
                self.hold_off(host, interval)

    def hold_off(self, host: str, seconds: float) -> None:
        """Nobody may ask the host for so many seconds from now."""
        self._write(host, max(self._read(host), time.time() + seconds))

    def _path(self, host: str) -> Path:
        return self._folder / hashlib.sha256(host.encode()).hexdigest()[:32]

    def _read(self, host: str) -> float:
        try:
            moment = float(self._path(host).read_text())
        except ValueError:
            return 0.0
        return moment if moment < time.time() + _FARTHEST else 0.0

    def _write(self, host: str, moment: float) -> None:
        self._path(host).write_text(repr(moment))
