"""Connections to public addresses only, and to the very address that was checked.

A name is resolved once, each of its addresses is checked, and the connection goes to one of those: a name that
resolves to another address a moment later (DNS rebinding) gains nothing. What arrives is counted, so that a body longer
than its Content-Length says is noticed, and the whole answer has a time limit, its head too, however it drips.
"""

import ipaddress
import re
import socket
import ssl
import time
import warnings
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import httpcore
import httpx

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_HEAD_END = b"\r\n\r\n"
_INTERIM = re.compile(rb"HTTP/1\.[01] 1[0-9]{2}")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolve = Callable[[str, int], list[str]]


class ForbiddenAddressError(Exception):
    """A host lies at an address that is not public; the message says which."""


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host; raises OSError where it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: Address) -> bool:
    """Whether an address lies in the public internet, also where it wraps another (IPv4 in IPv6, 6to4, NAT64)."""
    if isinstance(address, ipaddress.IPv6Address):
        within = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            within = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if within is not None:
            return is_public(within)
    return address.is_global and not address.is_multicast and not address.is_reserved


def checked(host: str, port: int, allowed: Iterable[Network], find: Resolve = resolve) -> str:
    """An address of a host to connect to; `allowed` are networks that may be spoken to though they are not public.

    Raises ForbiddenAddressError where one of its addresses is neither public nor allowed, OSError where it has none.
    """
    networks = list(allowed)
    addresses = find(host, port)
    for text in addresses:
        address = ipaddress.ip_address(text.partition("%")[0])
        if not is_public(address) and not any(address in network for network in networks):
            raise ForbiddenAddressError(f"{host} is at {text}, which is not a public address; see private_addresses")
    if not addresses:
        raise OSError(f"{host} has no address")
    return addresses[0]


class CountedStream(httpcore.NetworkStream):
    """A connection that gives an answer so many seconds, and knows how many bytes came after its head."""

    def __init__(self, stream: httpcore.NetworkStream, seconds: float) -> None:
        self._stream = stream
        self._seconds = seconds
        self._until = time.monotonic() + seconds
        self._head: bytes | None = b""
        self._body = 0

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Reads on, and counts; raises httpcore.ReadTimeout where the time is over."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        data = self._stream.read(max_bytes, left if timeout is None else min(timeout, left))
        if self._head is None:
            self._body += len(data)
            return data
        self._head += data
        while _HEAD_END in self._head:
            head, _, rest = self._head.partition(_HEAD_END)
            if not _INTERIM.match(head):
                self._head, self._body = None, len(rest)
                break
            self._head = rest
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Writes a request, with which count and time begin again."""
        self._head, self._body = b"", 0
        self._until = time.monotonic() + self._seconds
        self._stream.write(buffer, timeout)

    def surplus(self, length: int) -> bool:
        """Whether more than `length` bytes of body came, or wait to be read."""
        if self._body > length:
            return True
        if not self._stream.get_extra_info("is_readable"):
            return False
        try:
            return bool(self._stream.read(1, 0.1))  # nothing: the server only closed the connection
        except (httpcore.NetworkError, httpcore.TimeoutException):
            return False

    def close(self) -> None:
        """Closes the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same connection under TLS."""
        return CountedStream(self._stream.start_tls(ssl_context, server_hostname, timeout), self._seconds)

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks of a connection."""
        return self._stream.get_extra_info(info)


class CheckedBackend(httpcore.SyncBackend):
    """Opens connections for httpcore: to checked addresses, counted and timed."""

    def __init__(self, allowed: Iterable[Network], seconds: float, find: Resolve = resolve) -> None:
        self._allowed = tuple(allowed)
        self._seconds = seconds
        self._find = find

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connects to the address that was checked."""
        try:
            address = checked(host, port, self._allowed, self._find)
        except (OSError, UnicodeError) as error:  # a name that is too long is no OSError
            raise httpcore.ConnectError(f"the name {host} has no address ({error})") from error
        return CountedStream(super().connect_tcp(address, port, timeout, local_address, socket_options), self._seconds)


_OLD_SERVERS = 0x4
"""OpenSSL's SSL_OP_LEGACY_SERVER_CONNECT, which Python names from 3.12 on."""


@cache
def tls(*, old: bool = False, unproved: bool = False) -> ssl.SSLContext:
    """How a connection is made safe: as usual, or with what `old` servers speak, or with `unproved` certificates."""
    made = httpx.create_ssl_context(verify=not unproved)
    if old:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # that it is old is why a person allowed it
            made.minimum_version = ssl.TLSVersion.TLSv1
        made.set_ciphers("DEFAULT:@SECLEVEL=0")
        made.options |= _OLD_SERVERS
    return made


def client(
    agent: str, allowed: Iterable[Network], seconds: float, find: Resolve = resolve, safe: ssl.SSLContext | None = None
) -> httpx.Client:
    """A client for one host: one connection, no redirects followed, no proxy, no compression asked for.

    An answer may take so many seconds; raises httpx's exceptions, and ForbiddenAddressError.
    """
    safe = safe or tls()
    transport = httpx.HTTPTransport(verify=safe)
    transport._pool = httpcore.ConnectionPool(  # httpx has no other way to give httpcore a network backend
        ssl_context=safe,
        max_connections=1,
        max_keepalive_connections=1,
        keepalive_expiry=60,
        network_backend=CheckedBackend(allowed, seconds, find),
    )
    headers = {"User-Agent": agent, "Accept-Encoding": "identity", "Accept": "*/*", "Accept-Language": "zh-CN,zh;q=0.9"}
    return _Client(transport=transport, headers=headers, timeout=httpx.Timeout(30), trust_env=False)


class _Client(httpx.Client):
    def _build_redirect_request(self, request: httpx.Request, response: httpx.Response) -> httpx.Request:  # noqa: ARG002
        """Nothing: redirects are followed by hand, and httpx would stumble over odd ones before that."""
        return request
