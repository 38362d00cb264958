"""One visit to a source: its lists read, what they link to fetched, and what came of it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from flows.archive.store import Capture
from flows.crawl.accept import PAGE, Kind
from flows.crawl.fetch import FetchError
from flows.crawl.lists import listed
from flows.crawl.pages import Link, PageError, files_of, page_links
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

    def visit(self, *, only_list: bool = False) -> Visit:
        """Reads the lists, follows their links, and asks whether older documents have changed."""
        try:
            for link in listed(self._site, self._since, self._fail):
                self.found.links.append(link)
            if not only_list:
                self._tell(len(self.found.links))
                for link in self.found.links:
                    self._follow(link)
                    self._step(link.text or link.url)
                for link in self._older():
                    self._take(link, "file")
        except _StopError:
            pass  # a failure says why
        finally:
            self.found.requests = self._site.fetcher.requests
        return self.found

    def _follow(self, link: Link) -> None:
        """Takes what a link of a list leads to, and where that is an article, its files."""
        held = self._take(link, "link")
        if held is None or held.verdict.form != "html" or held.verdict.error:
            return
        try:
            links = page_links(held.body, held.capture.redirected_to or link.url)
        except PageError as error:
            self._fail(link.url, error)
            return
        for file in files_of(links, self._site.source.attachments):
            self._take(file, "file")

    def _take(self, link: Link, kind: Kind) -> Held | None:
        """Asks for a link and counts what came; None where nothing did."""
        if link.url in self._seen:
            return None
        self._seen.add(link.url)
        known = self._site.known.get(link.url)
        try:
            held = self._site.ask(link, kind)
        except FetchError as error:
            if known is not None and error.status in (404, 410):
                self.found.gone.append(link.url)  # the archive keeps it
            else:
                self._fail(link.url, error)
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
        if isinstance(error, FetchError):
            self._row = self._row + 1 if error.passing else 0
            if error.stop or self._row >= _IN_A_ROW:
                raise _StopError
