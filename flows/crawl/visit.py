"""One visit to a source: its lists read, what they link to fetched, and what came of it."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from flows.archive.store import Capture
from flows.crawl.accept import PAGE, Kind
from flows.crawl.errors import UNFORESEEN, FetchError, unforeseen
from flows.crawl.links import Link
from flows.crawl.lists import MOVES, listed
from flows.crawl.pages import PageError, files_of, moved_to, page_links, unreached
from flows.crawl.site import Held, Site

_IN_A_ROW = 3
"""Addresses that the host fails to give in a row, after which the visit ends: it is in trouble, leave it in peace."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be had: its address, a short code, a sentence, the hash of what was refused."""

    url: str
    error: str
    message: str
    sha256: str | None = None


@dataclass
class Visit:
    """What a visit found: documents new and changed, how many are the same, those gone, failures, requests sent.

    `links` are those of the lists. `elsewhere` is set where another run was at the source, so that this one left it.
    """

    source: str
    new: list[Capture] = field(default_factory=list)
    changed: list[Capture] = field(default_factory=list)
    same: int = 0
    gone: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    requests: int = 0
    elsewhere: bool = False


class _StopError(Exception):
    """The rest of the visit is left for the next one."""


class _HostFailsError(_StopError):
    """The host failed several times in a row."""


class Visitor:
    """Visits a site once. With `since` it reads all pages of the lists, and follows links of that year or later.

    `tell` is called when the lists are read, with the number of their links, and `step` with each one that is done.
    """

    def __init__(
        self,
        site: Site,
        since: int | None = None,
        tell: Callable[[int], None] = lambda _: None,
        step: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.found = Visit(site.source.name)
        self._site, self._since, self._tell, self._step = site, since, tell, step
        self._seen: set[str] = set()
        self._row = 0
        self._until = math.inf if since is not None else time.monotonic() + 60 * site.source.limits.minutes

    def visit(self, *, only_list: bool = False) -> Visit:
        """Reads the lists, follows their links, and asks whether older documents have changed."""
        try:
            self._list()
            if not only_list:
                self._tell(len(self.found.links))
                for link in self.found.links:
                    self._in_time()
                    self._follow(link)
                    self._step(link.text or link.url)
                for link in self._older():
                    self._in_time()
                    self._take(link, "file")
        except _StopError:
            pass  # a failure says why
        finally:
            self.found.requests = self._site.fetcher.requests
        return self.found

    def _list(self) -> None:
        """Reads the lists. Where some cannot be had, what the others led to is followed all the same."""
        try:
            for link in listed(self._site, self._since, self._fail):
                self._row = 0  # the host gave a page
                self.found.links.append(link)
        except _HostFailsError:
            self._row -= 1  # the next failure ends the visit

    def _follow(self, link: Link) -> None:
        """Takes what a link of a list leads to, and where that is an article, its files."""
        held = self._arrive(link)
        if held is None:
            return
        try:
            links = page_links(held.body, held.capture.redirected_to or held.capture.url or link.url)
            files = files_of(links, self._site.source.attachments)
        except PageError as error:
            self._fail(link.url, error)
            return
        except UNFORESEEN as error:
            self._fail(link.url, unforeseen(link.url, error))
            return
        for file in files:
            self._take(file, "file")
        if not files and held.change is not None:
            self._say_unreached(held, link)

    def _say_unreached(self, held: Held, link: Link) -> None:
        """Says of a page that is new which files it names without an address; once, and not at each visit."""
        if names := unreached(held.body, link.url):
            self._fail(
                link.url,
                PageError(
                    f"{link.url} names {', '.join(names[:3])}, and only its scripts know the address; "
                    "open it in a browser, and keep the files with yusuan add"
                ),
            )

    def _arrive(self, link: Link) -> Held | None:
        """The article that a link leads to, moves by script or meta followed; None where it is a file, or nothing."""
        for _ in range(MOVES + 1):
            held = self._take(link, "link")
            if held is None or held.verdict.form != "html" or held.verdict.error:
                return None
            target = moved_to(held.body, held.capture.redirected_to or link.url)
            if target is None:
                return held
            link = Link(target, link.text, link.url)
        self._fail(link.url, PageError(f"{link.referrer} moves on more than {MOVES} times; look at the page"))
        return None

    def _in_time(self) -> None:
        """Leaves the rest to the next visit where this one has taken its time, for the others wait to be published."""
        if time.monotonic() > self._until:
            minutes, first = self._site.source.limits.minutes, self._site.source.index[0]
            message = f"{first}: the visit took {minutes:g} minutes; the next one goes on (`limits.minutes`)"
            self.found.failures.append(Failure(first, "out_of_time", message))
            raise _StopError

    def _take(self, link: Link, kind: Kind) -> Held | None:
        """Asks for a link and counts what came; None where nothing did."""
        if link.url in self._seen:
            return None
        self._seen.add(link.url)
        known, dead = self._site.known.get(link.url), self._site.is_dead(link.url)
        if dead and not self._site.due(link.url):
            self.found.gone.append(link.url)
            return None
        try:
            held = self._site.ask(link, kind)
        except FetchError as error:
            self._could_not(link, error, is_news=known is None and not dead)
            return None
        except UNFORESEEN as error:
            self._fail(link.url, unforeseen(link.url, error))
            return None
        self._row = 0
        if held.verdict.message:
            failure = Failure(link.url, held.verdict.error or "", held.verdict.message, held.capture.sha256)
            self.found.failures.append(failure)
        elif held.verdict.role != PAGE:
            match held.change:
                case "new":
                    self.found.new.append(held.capture)
                case "changed":
                    self.found.changed.append(held.capture)
                case _:
                    self.found.same += 1
        return held

    def _could_not(self, link: Link, error: FetchError, *, is_news: bool) -> None:
        """Records what could not be had; that a link leads nowhere is said once."""
        if error.status not in (404, 410):
            self._fail(link.url, error)
            return
        self._site.bury(link.url)
        if is_news:
            self._fail(link.url, error)
        else:
            self.found.gone.append(link.url)  # what we held of it, the archive keeps

    def _older(self) -> list[Link]:
        """The documents that the source once had and whose pages this visit did not come by, where they are due."""
        if self._since is not None:
            return []
        return [
            Link(url, capture.link_text or "", capture.referrer or "")
            for url, capture in self._site.known.items()
            if capture.source == self.found.source and capture.role is None
            if url not in self._seen and self._site.due(url)
        ]

    def _fail(self, url: str, error: FetchError | PageError) -> None:
        """Records a failure; raises _StopError where the host should be left in peace."""
        code = error.error if isinstance(error, FetchError) else "page"
        self.found.failures.append(Failure(url, code, str(error)))
        if not isinstance(error, FetchError):
            return
        if error.stop:
            raise _StopError
        self._row = self._row + 1 if error.passing else 0
        if self._row == _IN_A_ROW:
            message = f"{url}: the host failed {self._row} times in a row and is left in peace; the next visit goes on"
            self.found.failures.append(Failure(url, "in_trouble", message))
            raise _HostFailsError
