"""robots.txt as RFC 9309 has it: what may be asked for, and how slowly."""

from urllib.parse import urlsplit

from protego import Protego

_LARGEST = 500 * 1024
"""Bytes of a robots.txt that are read (RFC 9309, 2.5)."""

TOKEN = "yusuan"  # noqa: S105
"""The name by which a robots.txt speaks to us."""


class Rules:
    """The rules of a host."""

    def __init__(self, text: str) -> None:
        self._rules = Protego.parse(text)

    def allow(self, url: str) -> bool:
        """Whether an address may be asked for."""
        return self._rules.can_fetch(url, TOKEN)

    @property
    def interval(self) -> float:
        """Seconds between two requests that the host asks for (Crawl-delay, Request-rate); 0 where it does not."""
        delay = self._rules.crawl_delay(TOKEN) or 0.0
        rate = self._rules.request_rate(TOKEN)
        return max(float(delay), rate.seconds / rate.requests if rate and rate.requests else 0.0)


def rules_of(status: int, body: bytes) -> Rules | None:
    """The rules that an answer means; None where it means that nothing may be asked for.

    No such file (4xx) is no rule; a host that cannot say (5xx, 429) must not be asked (RFC 9309, 2.3.1).
    """
    if status == 200:
        return Rules(body[:_LARGEST].decode("utf-8-sig", "replace"))
    if 400 <= status < 500 and status != 429:
        return Rules("")
    return None


def robots_address(url: str) -> str:
    """Where a host keeps its robots.txt."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"
