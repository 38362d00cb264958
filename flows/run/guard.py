"""The API of our server answers only those who speak to it by its own name, from its own pages.

It listens on this machine alone, but a page of any site that somebody looks at here could speak to it: by a name that
the site's owner lets point to this machine, or across origins. Such requests are refused. Who puts a proxy with a login
before it names the proxy's hosts in YUSUAN_HOSTS.
"""

import os
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

Scope = MutableMapping[str, Any]
App = Callable[[Scope, Callable[..., Awaitable[Any]], Callable[..., Awaitable[None]]], Awaitable[None]]

_HERE = ("127.0.0.1", "localhost", "[::1]")
_WORDS = b"this API answers only its own host and origin; name others in YUSUAN_HOSTS\n"


def hosts(port: int) -> frozenset[str]:
    """The names by which a server at a port of this machine may be spoken to."""
    others = os.environ.get("YUSUAN_HOSTS", "").replace(",", " ").split()
    return frozenset({f"{host}:{port}" for host in _HERE} | {host.lower() for host in others})


class Guard:
    """An ASGI application before another: what is not for the given hosts goes no further."""

    def __init__(self, app: App, allowed: Iterable[str]) -> None:
        self._app = app
        self._allowed = frozenset(allowed)

    async def __call__(
        self, scope: Scope, receive: Callable[..., Awaitable[Any]], send: Callable[..., Awaitable[None]]
    ) -> None:
        """Answers a request or hands it on."""
        if scope["type"] not in ("http", "websocket") or self._is_for_us(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            headers = [(b"content-type", b"text/plain"), (b"content-length", str(len(_WORDS)).encode())]
            await send({"type": "http.response.start", "status": 403, "headers": headers})
            await send({"type": "http.response.body", "body": _WORDS})

    def _is_for_us(self, scope: Scope) -> bool:
        said: dict[bytes, list[str]] = {}
        for name, value in scope.get("headers", ()):
            said.setdefault(name.lower(), []).append(value.decode("latin-1").lower())
        named = said.get(b"host", [])
        origins = [urlsplit(origin).netloc for origin in said.get(b"origin", [])]
        return len(named) == 1 and {*named, *origins} <= self._allowed
