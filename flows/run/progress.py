"""A progress bar on a terminal; nothing where there is none."""

import threading
from collections.abc import Callable
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.progress import Progress as RichProgress
from rich.text import Text

from flows.language import say


class _Within(ProgressColumn):
    """What is going on within a step, asked at each refresh: a scan of 500 pages is one step."""

    def __init__(self, say: Callable[[], str]) -> None:
        super().__init__()
        self._say = say

    def render(self, task: Task) -> Text:  # noqa: ARG002
        return Text(self._say())


class Progress:
    """Counts steps, on standard error; of a known number, or (None) of as many as `expect` says on the way.

    `within` says what is going on within a step.
    """

    def __init__(self, what: str, total: int | None, *, shown: bool, within: Callable[[], str] = str) -> None:
        console = Console(stderr=True)
        self._bar = RichProgress(
            TextColumn(say(what)),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[now]}"),
            _Within(within),
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
