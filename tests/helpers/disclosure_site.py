"""A site that publishes disclosures, on loopback: lists in GBK, paging, articles, files, and every bad habit."""

import hashlib
import itertools
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

Answer = Callable[[BaseHTTPRequestHandler], int]
"""Writes an answer by hand and gives its status."""


@dataclass
class Page:
    body: bytes
    kind: str = "text/html; charset=gbk"
    headers: dict[str, str] = field(default_factory=dict)
    etag: bool = True


@dataclass
class Asked:
    at: float
    path: str
    status: int
    conditional: bool
    agent: str
    sent: int
    host: str


class DisclosureSite:
    """What it holds by path, and a log of what was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, Page | Answer] = {}
        self.log: list[Asked] = []
        self.open = 0
        self.most_open = 0
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # an answer in one piece

            def setup(self) -> None:
                super().setup()
                site.open += 1
                site.most_open = max(site.most_open, site.open)

            def finish(self) -> None:
                site.open -= 1
                super().finish()

            def do_GET(self) -> None:
                site.answer(self)

            def do_POST(self) -> None:
                self.posted = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                site.answer(self)

            def log_message(self, *arguments: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]  # guests may hang up
        self.host = f"127.0.0.1:{self._server.server_port}"
        self.url = f"http://{self.host}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        at = time.monotonic()
        path = request.path
        page = self.pages.get(path) or self.pages.get(urlsplit(path).path)
        conditional = "If-None-Match" in request.headers or "If-Modified-Since" in request.headers
        asked = Asked(
            at, path, 404, conditional, request.headers["User-Agent"], 0, request.headers["Host"]
        )  # fmt: skip
        self.log.append(asked)
        if page is None:
            asked.status = send(request, 404, b"<html>404</html>")
        elif isinstance(page, Page):
            tag = f'"{hashlib.sha256(page.body).hexdigest()[:12]}"'
            if page.etag and request.headers.get("If-None-Match") == tag:
                asked.status = send(request, 304, None, ETag=tag)
            else:
                tags = {"ETag": tag} if page.etag else {}
                asked.sent = len(page.body)
                asked.status = send(request, 200, page.body, **{"Content-Type": page.kind, **tags, **page.headers})
        else:
            asked.status = page(request)

    def asked(self, path: str) -> list[Asked]:
        return [entry for entry in self.log if entry.path == path]

    def shortest_gap(self) -> float:
        times = sorted(entry.at for entry in self.log)
        return min(later - earlier for earlier, later in itertools.pairwise(times))


def send(request: BaseHTTPRequestHandler, status: int, body: bytes | None, **headers: str) -> int:
    request.send_response(status)
    for name, value in headers.items():
        request._headers_buffer.append(f"{name}: ".encode() + value.encode("latin-1") + b"\r\n")  # type: ignore[attr-defined]
    if body is not None:
        request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    request.wfile.write(body or b"")
    return status


def moved(target: str, status: int = 301) -> Answer:
    return lambda request: send(request, status, b"", Location=target)


def storm(page: Page, times: int, retry_after: str | None = None) -> Answer:
    """Answers 503 so many times, then the page."""
    left = iter(range(times))

    def answer(request: BaseHTTPRequestHandler) -> int:
        if next(left, None) is not None:
            return send(request, 503, b"busy", **({"Retry-After": retry_after} if retry_after else {}))
        return send(request, 200, page.body, **{"Content-Type": page.kind})

    return answer


def raw(*pieces: bytes, pause: float = 0.0, status: int = 200) -> Answer:
    """Writes these bytes in place of an answer, with pauses, and hangs up."""

    def answer(request: BaseHTTPRequestHandler) -> int:
        request.close_connection = True
        try:
            for piece in pieces:
                request.wfile.write(piece)
                request.wfile.flush()
                time.sleep(pause)
        except OSError:
            pass  # the guest has gone
        return status

    return answer


def with_length(body: bytes, said: int) -> Answer:
    """Announces another length than the body's."""
    return raw(f"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nContent-Length: {said}\r\n\r\n".encode(), body)


def gbk(text: str) -> Page:
    return Page(f"<html><head><meta charset=gb2312></head><body>{text}</body></html>".encode("gbk"))


def link(href: str, text: str) -> str:
    return f'<li><a href="{href}" title="{text}">{text[:6]}…</a></li>'


def pdf(words: str) -> Page:
    return Page(b"%PDF-1.7\n% " + words.encode() + b"\n%%EOF\n", "application/pdf")


@contextmanager
def running() -> Iterator[DisclosureSite]:
    site = DisclosureSite()
    try:
        yield site
    finally:
        site.stop()
