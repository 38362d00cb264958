"""One GET with manners and limits: in turn, within size and time, redirects by hand, tried again where that may help.

What is not whole is never handed on: a body cut short, one longer than it says, one that takes too long or too much.
"""

import email.utils
import ipaddress
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import httpx
import stamina

from flows.crawl.bodies import BodyError, plain
from flows.crawl.errors import FetchError, unsafe
from flows.crawl.links import absolute
from flows.crawl.network import CountedStream, ForbiddenAddressError, Resolve, client, resolve, tls
from flows.crawl.source import Source
from flows.crawl.turns import Turns, TurnTooFarError

_HOPS = 5
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ENCODINGS = ("", "identity", "none", "gzip", "x-gzip", "deflate")
_KEEPING = frozenset({307, 308})
"""Redirects after which a form is posted again."""

_PORTS = {"http": 80, "https": 443}
_PRINTED = "".join(map(chr, range(0x20, 0x7F)))
"""Characters of a Location that are as they stand; any other byte is sent back as itself, whatever its encoding."""

Permit = Callable[[str], float]
"""Raises FetchError where an address may not be asked for; else the seconds between two requests to its host."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer: `url` is where it came from in the end, `framed` whether its length was said or marked."""

    url: str
    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    framed: bool

    def header(self, name: str) -> bytes | None:
        """The first header of that name."""
        return next((value for key, value in self.headers if key.lower() == name.encode()), None)

    def text(self, name: str) -> str | None:
        """The same as text, each byte a character."""
        value = self.header(name)
        return None if value is None else value.decode("latin-1")


@dataclass(frozen=True, slots=True)
class Patience:
    """How often an address is tried, how the waits grow (seconds), and how long a Retry-After is waited for."""

    tries: int = 4
    first: float = 2.0
    longest: float = 60.0
    retry_after: float = 300.0


class Fetcher:
    """Asks the hosts of one source; counts its requests. Close it in the end."""

    def __init__(
        self, source: Source, turns: Turns, agent: str, patience: Patience = Patience(), find: Resolve = resolve
    ) -> None:
        self.requests = 0
        self.agent = agent
        self.patience = patience
        self._source, self._turns, self._find = source, turns, find
        self._clients: dict[str, httpx.Client] = {}
        self._networks = [ipaddress.ip_network(text) for text in source.private_addresses]

    def get(self, url: str, headers: Mapping[str, str], permit: Permit, form: str = "") -> Answer:
        """The answer to a GET, or to a POST of a `form` (any status but a passing one), redirects followed.

        Raises FetchError.
        """
        here = url
        for _ in range(_HOPS + 1):
            try:
                self._check(here)
                answer = self._patiently(here, headers, permit(here), form)
            except FetchError as error:
                if here != url:
                    error.args = (f"{url} leads on: {error}",)
                raise
            target = answer.text("location")
            if answer.status not in _REDIRECTS or not target:
                return answer
            moved = absolute(here, quote(target.encode("latin-1"), safe=_PRINTED))
            if moved is None:
                message = f"{url} leads to `{target}`, which is not an http address; look at the page"
                raise FetchError("redirect", message)
            here, form = moved, form if answer.status in _KEEPING else ""
        raise FetchError("redirect", f"{url} leads on more than {_HOPS} times; look at the page")

    def close(self) -> None:
        """Ends the connections."""
        for host in list(self._clients):
            self._drop(host)

    def _check(self, url: str) -> None:
        parts = urlsplit(url)
        host = parts.netloc.lower()
        usual = f"{parts.hostname}" if parts.port == _PORTS.get(parts.scheme) else host
        if parts.scheme not in _PORTS or not {host, usual} & self._source.allowed_hosts:
            message = f"{url} lies at a host that the source does not allow; add `{host}` to its `hosts` if it belongs"
            raise FetchError("forbidden_host", message)

    def _patiently(self, url: str, headers: Mapping[str, str], interval: float, form: str) -> Answer:
        """Tries again with growing waits, or when the server says."""

        def again(error: Exception) -> bool | float:
            return isinstance(error, FetchError) and error.passing and not error.stop and (error.wait or True)

        for attempt in stamina.retry_context(
            on=again,
            attempts=self.patience.tries,
            timeout=None,
            wait_initial=self.patience.first,
            wait_max=self.patience.longest,
            wait_jitter=self.patience.first / 2,
        ):
            with attempt:
                return self._once(url, headers, interval, form)
        raise AssertionError("stamina gives an answer or raises")

    def _once(self, url: str, headers: Mapping[str, str], interval: float, form: str) -> Answer:
        host = urlsplit(url).netloc.lower()
        try:
            with self._turns.turn(host, interval, max(self.patience.retry_after, 1 / self._source.rate)):
                self.requests += 1
                began = time.monotonic()
                try:
                    return self._read(host, url, headers, form)
                except BaseException:
                    self._drop(host)  # what is left of the answer must not be taken for that to the next request
                    raise
        except TurnTooFarError as error:
            raise FetchError("host_busy", f"{error}; the next visit goes on", stop=True) from error
        except ForbiddenAddressError as error:
            raise FetchError("private_address", f"{url} is not asked for: {error}") from error
        except httpx.TimeoutException as error:
            limit = self._source.limits.seconds
            over = time.monotonic() - began >= limit
            message = f"{url} took longer than {limit:g} s" if over else f"{url} did not answer in time"
            raise FetchError("too_slow", f"{message}; the next visit tries again", passing=not over) from error
        except httpx.RemoteProtocolError as error:
            message = f"{url} was cut short or broken ({error}); the next visit tries again"
            raise FetchError("cut_short", message, passing=True) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise unsafe(error, url) or FetchError(
                "no_connection", f"{url} cannot be reached ({error})", passing=True
            ) from error

    def _read(self, host: str, url: str, headers: Mapping[str, str], form: str) -> Answer:
        asked = {**headers, **({"Content-Type": "application/x-www-form-urlencoded"} if form else {})}
        content = form.encode() if form else None
        with self._client(host).stream("POST" if form else "GET", url, headers=asked, content=content) as response:
            if response.status_code in _PASSING:
                wait = self._retry_after(response.headers.get("retry-after"))
                if wait is not None:
                    self._turns.hold_off(host, wait)
                message = f"{url} answered {response.status_code} each time it was asked; the next visit tries again"
                stop = wait is not None and wait > self.patience.retry_after
                raise FetchError(
                    "http_status", message, passing=True, wait=wait, stop=stop, status=response.status_code
                )
            body = self._body(url, response)
            framed = "content-length" in response.headers or "transfer-encoding" in response.headers
            return Answer(url, response.status_code, tuple(response.headers.raw), body, framed or not body)

    def _body(self, url: str, response: httpx.Response) -> bytes:
        """The body, decompressed; raises FetchError where it is too large, damaged, or longer than it says."""
        most = self._source.limits.megabytes << 20
        said = response.headers.get("content-length", "")
        too_large = FetchError(
            "too_large", f"{url} has more than {most >> 20} MB; raise `limits.megabytes` if it is a disclosure"
        )
        if _is_count(said) and int(said) > most:
            raise too_large
        encoding = response.headers.get("content-encoding", "identity").strip().lower()
        if encoding not in _ENCODINGS:
            raise FetchError("encoding", f"{url} came compressed as `{encoding}`, which was not asked for")
        data = bytearray()
        for chunk in response.iter_raw():
            data += chunk
            if len(data) > most:
                raise too_large
        stream = response.extensions.get("network_stream")
        measured = _is_count(said) and "transfer-encoding" not in response.headers and response.status_code != 304
        if measured and isinstance(stream, CountedStream) and stream.surplus(int(said)):
            message = f"{url} sent more than the {said} bytes that it announced; the next visit tries again"
            raise FetchError("wrong_length", message, passing=True)
        try:
            return plain(bytes(data), encoding, most)
        except BodyError as error:
            if error.too_large:
                raise too_large from error
            raise FetchError("cut_short", f"{url}: {error}; the next visit tries again", passing=True) from error

    def _retry_after(self, value: str | None) -> float | None:
        """Seconds that a Retry-After asks to wait: a number, or the time until a date."""
        if value is None:
            return None
        if _is_count(value.strip()):
            return float(value)
        try:
            return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
        except (ValueError, OverflowError, IndexError, TypeError):  # whatever stands there, it is no date
            return None

    def _client(self, host: str) -> httpx.Client:
        if host not in self._clients:
            safe = tls(old=self._is_of(host, self._source.old_https), unproved=self._unproved(host))
            self._clients[host] = client(self.agent, self._networks, self._source.limits.seconds, self._find, safe)
        return self._clients[host]

    def _unproved(self, host: str) -> bool:
        return self._is_of(host, self._source.unproved_https)

    @staticmethod
    def _is_of(host: str, allowed: Iterable[str]) -> bool:
        """Whether a host is one of those allowed, with its port or without."""
        return bool({host, host.rpartition(":")[0] or host} & {one.lower() for one in allowed})

    def _drop(self, host: str) -> None:
        if host in self._clients:
            self._clients.pop(host).close()


def _is_count(text: str) -> bool:
    """Whether a header holds a number: `²` is a digit to Python and no number."""
    return text.isascii() and text.isdigit()
