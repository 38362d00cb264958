"""A source's site as one visit sees it: asked with the archive's own validators, everything that came is kept."""

import dataclasses
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flows.archive.store import Archive, Capture
from flows.crawl.accept import Role, Verdict, judge
from flows.crawl.fetch import Answer, Fetcher, FetchError
from flows.crawl.names import file_name
from flows.crawl.pages import Link
from flows.crawl.robots import Rules, robots_address, rules_of
from flows.crawl.source import Source
from flows.parts import write_whole

_DAY = 86_400
_KEPT_HEADERS = 100
"""Headers of an answer that a sidecar keeps."""


@dataclass(frozen=True, slots=True)
class Held:
    """What the archive holds of a link after it was asked for; `state` says what asking gave."""

    capture: Capture
    state: str
    """new, changed, same (unchanged or not asked again yet)"""
    verdict: Verdict | None = None
    """Why it is no document, where it is none."""


@dataclass
class Site:
    """The archive's memory of a site and the way to ask it.

    `state` is the folder where it is noted when a document was last asked for; `now` is the time of the visit. A
    `dry` site puts nothing into the archive.
    """

    source: Source
    archive: Archive
    fetcher: Fetcher
    state: Path
    now: datetime
    dry: bool = False
    known: dict[str, Capture] = field(init=False)
    asked: dict[str, float] = field(init=False)
    _rules: dict[str, Rules] = field(default_factory=dict, init=False)
    _answers: list[Mapping[str, Any]] = field(default_factory=list, init=False)
    _fresh: dict[str, bytes] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.known = {capture.url: capture for capture in self.archive.captures() if capture.url}
        self._notes = self.state / "asked" / f"{self.source.name}-{sha256(self.archive.root.encode()).hexdigest()[:12]}.json"
        self.asked = json.loads(self._notes.read_text()) if self._notes.exists() else {}

    def close(self) -> None:
        """Keeps what was asked, and ends the connections."""
        self.fetcher.close()
        if not self.dry:
            self.archive.asked(self._answers)
            write_whole(self._notes, json.dumps(self.asked).encode())

    def due(self, url: str) -> bool:
        """Whether a document is to be asked for: it is not held, or was asked for so many days ago."""
        capture = self.known.get(url)
        if capture is None:
            return True
        last = max(self.asked.get(url, 0.0), datetime.fromisoformat(capture.retrieved_at).timestamp())
        return self.now.timestamp() - last >= self.source.recheck_days * _DAY

    def page(self, url: str, referrer: str | None = None) -> bytes:
        """A page that leads to documents, asked for each time; raises FetchError."""
        return self.bytes_of(self._ask(Link(url, "", referrer or ""), "page"))

    def document(self, link: Link, *, article: bool) -> Held:
        """What a link leads to: a document, or with `article` a page that leads to some; raises FetchError."""
        if not self.due(link.url):
            capture = self.known[link.url]
            return Held(capture, "same", self._verdict_again(capture))
        return self._ask(link, "page" if article else "document")

    def bytes_of(self, held: Held) -> bytes:
        """The bytes of what is held."""
        found = self._fresh.get(held.capture.sha256)
        return self.archive.get(held.capture.sha256) if found is None else found

    def _ask(self, link: Link, role: Role) -> Held:
        known = self.known.get(link.url)
        if known is not None and not self.archive.has(known.sha256):
            known = None
        answer = self.fetcher.get(link.url, _conditions(known), self._permit)
        self.asked[link.url] = self.now.timestamp()
        if answer.status == 304 and known is not None:
            self._note(link.url, answer, known)
            return Held(known, "same", self._verdict_again(known))
        if answer.status != 200:
            self._note(link.url, answer, None)
            message = f"{link.url} answered {answer.status}; look whether the page that links to it is still right"
            raise FetchError("http_status", message, status=answer.status)
        return self._keep(link, role, answer, known)

    def _keep(self, link: Link, role: Role, answer: Answer, known: Capture | None) -> Held:
        """Puts what came into the archive."""
        name = file_name(answer.header("content-disposition"), answer.url, link.text, "")
        verdict = judge(answer.body, name, link.url, framed=answer.framed)
        if verdict.error == "cut_short":
            raise FetchError("cut_short", verdict.message or "")
        if role == "page" and verdict.form in ("html", "text", "xml"):
            verdict = Verdict(verdict.form) if verdict.error is None or not link.text else verdict
        elif role == "page" and verdict.form != "empty":
            role = "document"
        if role == "page" and self.source.access == "html" and link.text and verdict.error is None:
            role = "document"
        capture = Capture(
            file_name=file_name(answer.header("content-disposition"), answer.url, link.text, verdict.form),
            url=link.url,
            redirected_to=None if answer.url == link.url else answer.url,
            referrer=link.referrer or None,
            link_text=link.text or None,
            source=self.source.name,
            status=answer.status,
            headers={k.decode("latin-1").lower(): v.decode("latin-1") for k, v in answer.headers[:_KEPT_HEADERS]},
            etag=answer.text("etag"),
            last_modified=answer.text("last-modified"),
            agent=self.fetcher.agent,
            role=role if verdict.error is None else "refused",
        )
        return self._put(answer, capture, known, verdict)
