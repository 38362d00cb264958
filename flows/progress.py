"""A progress bar on a terminal; nothing where there is none."""

import threading
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as RichProgress


class Progress:
    """Counts steps, on standard error; of a known number, or (None) of as many as `expect` says on the way."""

    def __init__(self, what: str, total: int | None, *, shown: bool) -> None:
        console = Console(stderr=True)
        self._bar = RichProgress(
            TextColumn(what),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[now]}"),
            console=console,
            disable=not (shown and console.is_terminal and total != 0),
            transient=True,
        )
        self._total = total or 0
        self._lock = threading.Lock()
        self._task = self._bar.add_task(what, total=total, now="")

    def __enter__(self) -> "Progress":
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def expect(self, more: int) -> None:
        """So many more are to be done."""
        with self._lock:
            self._total += more
            self._bar.update(self._task, total=self._total)

    def step(self, now: str) -> None:
        """One more is done; `now` names it."""
        self._bar.update(self._task, advance=1, now=now)
