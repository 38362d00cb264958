"""robots.txt as RFC 9309 has it: what may be asked for, and how slowly."""

from urllib.parse import urlsplit

from protego import Protego

_LARGEST = 500 * 1024
"""Bytes of a robots.txt that are read (RFC 9309, 2.5)."""

_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))

TOKEN = "yusuan"
"""The name by which a robots.txt speaks to us."""


class Rules:
    """The rules of a host."""

    def __init__(self, body: bytes) -> None:
        self._rules = Protego.parse(_text(body))

    def allow(self, url: str) -> bool:
        """Whether an address may be asked for."""
        return bool(self._rules.can_fetch(url, TOKEN))

    @property
    def interval(self) -> float:
        """Seconds between two requests that the host asks for (Crawl-delay, Request-rate); 0 where it does not."""
        delay = self._rules.crawl_delay(TOKEN) or 0.0
        rate = self._rules.request_rate(TOKEN)
        return max(float(delay), rate.seconds / rate.requests if rate and rate.requests else 0.0)


def _text(body: bytes) -> str:
    """The file as text, by its byte order mark; of one that is too long the whole lines of what is read."""
    if len(body) > _LARGEST:
        body = body[: body.rfind(b"\n", 0, _LARGEST) + 1 or _LARGEST]
    encoding = next((name for mark, name in _MARKS if body.startswith(mark)), "utf-8")
    return body.decode(encoding, "replace").lstrip("\ufeff")


def no_rules(status: int | None) -> bool:
    """Whether an answer without a robots.txt means that all may be asked for.

    No such file (4xx) is no rule; a host that cannot say (5xx, 429, no answer) must not be asked (RFC 9309, 2.3.1).
    """
    return status is not None and 400 <= status < 500 and status != 429


def robots_address(url: str) -> str:
    """Where the host of an address keeps its robots.txt."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"
