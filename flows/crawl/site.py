"""A source's site as one visit sees it: asked with the archive's own validators; all that came whole is kept."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from flows.archive.capture import moment
from flows.archive.store import Archive, Capture
from flows.crawl.accept import Kind, Verdict, judge, proves_whole
from flows.crawl.fetch import Answer, Fetcher, FetchError
from flows.crawl.names import file_name
from flows.crawl.pages import Link
from flows.crawl.robots import Rules, no_rules, robots_address
from flows.crawl.source import Source
from flows.publish.parts import write_whole

_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Held:
    """What the archive holds of a link: `change` is new, changed or None; `verdict` says what it is."""

    capture: Capture
    verdict: Verdict
    body: bytes
    change: str | None = None


@dataclass
class Site:
    """The archive's memory of a site and the way to ask it.

    `state` is the folder where it is noted when a document was last asked for, so that it is not asked for at each
    visit. A `dry` site keeps nothing.
    """

    source: Source
    archive: Archive
    fetcher: Fetcher
    state: Path
    dry: bool = False
    known: dict[str, Capture] = field(init=False)
    _asked: dict[str, float] = field(init=False)
    _rules: dict[str, Rules] = field(default_factory=dict, init=False)
    _answers: list[Mapping[str, Any]] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.known = {capture.url: capture for capture in self.archive.captures() if capture.url}
        name = f"{self.source.name}-{sha256(self.archive.root.encode()).hexdigest()[:12]}.json"
        self._notes = self.state / "asked" / name
        self._asked = json.loads(self._notes.read_text()) if self._notes.exists() else {}

    def close(self) -> None:
        """Keeps what was asked without an answer of bytes, and ends the connections."""
        self.fetcher.close()
        if not self.dry:
            self.archive.asked(self._answers)
            write_whole(self._notes, json.dumps(self._asked).encode())

    def due(self, url: str) -> bool:
        """Whether a document is to be asked for: it is not held, or was last asked for so many days ago."""
        capture = self.known.get(url)
        if capture is None:
            return True
        last = max(self._asked.get(url, 0.0), datetime.fromisoformat(capture.retrieved_at).timestamp())
        return time.time() - last >= self.source.recheck_days * _DAY

    def ask(self, link: Link, kind: Kind) -> Held:
        """What a link leads to, asked for where that is due; a page of a list always is. Raises FetchError."""
        known = self.known.get(link.url)
        if known is not None and not self.archive.has(known.sha256):
            known = None
        if known is not None and kind in ("link", "file") and not self.due(link.url):
            return self._unchanged(known, kind)
        answer = self.fetcher.get(link.url, _conditions(known), self._slowly if kind == "robots" else self._permit)
        self._asked[link.url] = time.time()
        if answer.status == 304 and known is not None:
            self._note(link.url, answer, known)
            return self._unchanged(known, kind)
        if answer.status != 200:
            self._note(link.url, answer, known)
            message = f"{link.url} answered {answer.status}; look whether the page that links to it is still right"
            raise FetchError("http_status", message, status=answer.status)
        if not answer.framed and kind != "robots" and not proves_whole(answer.body):
            message = f"{link.url}: nothing shows that it came whole; the next visit tries again"
            raise FetchError("cut_short", message)
        return self._keep(link, kind, answer, known)

    def _keep(self, link: Link, kind: Kind, answer: Answer, known: Capture | None) -> Held:
        """Puts what came into the archive; the same bytes with the same validators leave only a note."""
        disposition = answer.header("content-disposition")
        name = file_name(disposition, answer.url, link.text, "")
        verdict = judge(answer.body, name, link.url, kind, articles=self.source.access == "html")
        capture = Capture(
            file_name=file_name(disposition, answer.url, link.text, verdict.form),
            url=link.url,
            redirected_to=None if answer.url == link.url else answer.url,
            referrer=link.referrer or None,
            link_text=link.text or None,
            source=self.source.name,
            status=answer.status,
            role=verdict.role,
            headers={name.decode("latin-1").lower(): value.decode("latin-1") for name, value in answer.headers},
            etag=answer.text("etag"),
            last_modified=answer.text("last-modified"),
            agent=self.fetcher.agent,
        )
        digest = sha256(answer.body).hexdigest()
        same = known is not None and known.sha256 == digest
        if known is not None and same and _conditions(known) == _conditions(capture):
            self._note(link.url, answer, known)
            return Held(known, verdict, answer.body)
        if not self.dry:
            capture = self.archive.put(answer.body, capture)
            self.known[link.url] = capture
        return Held(capture, verdict, answer.body, None if same else "new" if known is None else "changed")

    def _unchanged(self, known: Capture, kind: Kind) -> Held:
        """What is held already. A page is read for its links, what was refused is judged and said again.

        The bytes of a document are not needed, and there may be thousands.
        """
        if known.role is None and (kind == "file" or self.source.access != "html"):
            return Held(known, Verdict("document"), b"")
        body = self.archive.get(known.sha256)
        verdict = judge(body, known.file_name, known.url or "", kind, articles=self.source.access == "html")
        return Held(known, verdict, body)

    def _note(self, url: str, answer: Answer, known: Capture | None) -> None:
        same = {"sha256": known.sha256} if known is not None and answer.status in (200, 304) else {}
        self._answers.append(
            {"url": url, "status": answer.status, "source": self.source.name, "asked_at": moment(), **same}
        )

    def _permit(self, url: str) -> float:
        """Seconds between requests to the host of an address; raises FetchError where its robots.txt forbids it."""
        address = robots_address(url)
        if address not in self._rules:
            self._rules[address] = self._robots(address)
        rules = self._rules[address]
        if not rules.allow(url):
            raise FetchError("robots", f"{url} is forbidden by {address}; ask the publisher for the documents")
        return max(1 / self.source.rate, rules.interval)

    def _slowly(self, url: str) -> float:  # noqa: ARG002
        """The same for a robots.txt, which may always be asked for."""
        return 1 / self.source.rate

    def _robots(self, address: str) -> Rules:
        """A host's rules; raises FetchError where they cannot be had, for then nothing may be asked for."""
        try:
            return Rules(self.ask(Link(address, "", ""), "robots").body)
        except FetchError as error:
            if error.error in ("forbidden_host", "redirect") or no_rules(error.status):
                return Rules(b"")
            message = f"{address} cannot be had, so nothing is asked for there ({error})"
            raise FetchError("robots", message, stop=True) from error


def _conditions(known: Capture | None) -> dict[str, str]:
    """The headers that ask only for what has changed since a capture."""
    asked = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified} if known is not None else {}
    return {name: value for name, value in asked.items() if value}
