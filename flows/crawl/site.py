"""A source's site as one visit sees it: asked with the archive's own validators; all that came whole is kept."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from extractors.document.troubles import ReadError
from flows.archive.capture import moment
from flows.archive.store import Archive, Capture
from flows.crawl.accept import Kind, Verdict, judge, proves_whole
from flows.crawl.challenge import ADVICE, is_challenge
from flows.crawl.errors import FetchError
from flows.crawl.fetch import Answer, Fetcher
from flows.crawl.links import Link
from flows.crawl.names import file_name
from flows.crawl.pages import text_of
from flows.crawl.robots import Rules, no_rules, robots_address
from flows.crawl.source import Source
from flows.publish.files_whole import write_whole

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
        self._notes, self._grave = self.state / "asked" / name, self.state / "dead" / name
        self._asked, self._dead = _noted(self._notes), _noted(self._grave)

    def close(self) -> None:
        """Keeps what was asked without an answer of bytes, and ends the connections."""
        self.fetcher.close()
        if not self.dry:
            self.archive.asked(self._answers)
            write_whole(self._notes, json.dumps(self._asked).encode())
            write_whole(self._grave, json.dumps(self._dead).encode())

    def is_dead(self, url: str) -> bool:
        """Whether a link was found to lead nowhere at an earlier visit."""
        return url in self._dead

    def bury(self, url: str) -> None:
        """Notes that a link leads nowhere, so that it is said once and not at each visit."""
        self._dead[url] = time.time()

    def due(self, url: str) -> bool:
        """Whether a document is to be asked for: it is not held, or was last asked for so many days ago."""
        capture = self.known.get(url)
        if capture is None:
            return time.time() - self._dead.get(url, 0.0) >= self.source.recheck_days * _DAY
        last = max(self._asked.get(url, 0.0), datetime.fromisoformat(capture.retrieved_at).timestamp())
        return time.time() - last >= self.source.recheck_days * _DAY

    def ask(self, link: Link, kind: Kind) -> Held:
        """What a link leads to, asked for where that is due; a page of a list always is. Raises FetchError."""
        known = self.known.get(link.key)
        if known is not None and not self.archive.has(known.sha256):
            known = None
        if known is not None and kind in ("link", "file") and not self.due(link.key):
            return self._unchanged(known, kind)
        permit = self._slowly if kind == "robots" else self._permit
        answer = self.fetcher.get(link.url, _conditions(known), permit, link.form)
        self._asked[link.key] = time.time()
        self._dead.pop(link.key, None)
        if answer.status == 304 and known is not None:
            self._note(link.key, answer, known)
            return self._unchanged(known, kind)
        if answer.status != 200:
            self._note(link.key, answer, known)
            raise _refused(link, answer)
        if not answer.framed and kind != "robots" and not proves_whole(answer.body):
            message = f"{link.url}: nothing shows that it came whole; the next visit tries again"
            raise FetchError("cut_short", message)
        return self._keep(link, kind, answer, known)

    def _keep(self, link: Link, kind: Kind, answer: Answer, known: Capture | None) -> Held:
        """Puts what came into the archive; the same bytes with the same validators leave only a note."""
        disposition = answer.header("content-disposition")
        name = file_name(disposition, answer.url, link.text, "")
        verdict = judge(answer.body, name, link.url, kind, articles=self.source.articles)
        capture = Capture(
            file_name=file_name(disposition, answer.url, link.text, verdict.form),
            url=link.key,
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
            self._note(link.key, answer, known)
            return Held(known, verdict, answer.body)
        if not self.dry:
            capture = self.archive.put(answer.body, capture)
            self.known[link.key] = capture
        return Held(capture, verdict, answer.body, None if same else "new" if known is None else "changed")

    def _unchanged(self, known: Capture, kind: Kind) -> Held:
        """What is held already. A page is read for its links, what was refused is judged and said again.

        The bytes of a document are not needed, and there may be thousands.
        """
        if known.role is None and (kind == "file" or not self.source.articles):
            return Held(known, Verdict("document"), b"")
        body = self.archive.get(known.sha256)
        verdict = judge(body, known.file_name, known.url or "", kind, articles=self.source.articles)
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
        most = max(self.fetcher.patience.retry_after, 1 / self.source.rate)
        if rules.interval > most:
            message = (
                f"{address} asks for {rules.interval:g} s between two requests, longer than a visit waits ({most:g}); "
                f"to give it that time write `rate: {1 / rules.interval:.6f}` into the source"
            )
            raise FetchError("robots", message, stop=True)
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
    return {name: value for name, value in asked.items() if value and value.isascii() and value.isprintable()}


def _refused(link: Link, answer: Answer) -> FetchError:
    """What is to be said of a status that brings nothing."""
    try:
        test = is_challenge(text_of(answer.body))
    except ReadError:
        test = False
    if test:
        message = f"{link.url} answered {answer.status} with a test for browsers (script, cookie); {ADVICE}"
        return FetchError("challenge", message, status=answer.status)
    message = f"{link.url} answered {answer.status}; look whether the page that links to it is still right"
    return FetchError("http_status", message, status=answer.status)


def _noted(path: Path) -> dict[str, float]:
    """What was noted of addresses; nothing where the file is not whole, for it is only a memory."""
    try:
        noted = json.loads(path.read_text(encoding="utf-8"))
        return {str(url): float(moment) for url, moment in noted.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
