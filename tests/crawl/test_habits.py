"""Sites with bad habits: each ends in its work or in a sentence with the address, and the visit goes on."""

import gzip
import ssl
import subprocess
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from disclosure_site import DisclosureSite, Page, gbk, link, moved, pdf, running, send

from flows.archive.store import Archive
from flows.crawl.challenge import is_challenge
from flows.crawl.fetch import Patience
from flows.crawl.manners import Manners, visit_source
from flows.crawl.names import file_name
from flows.crawl.robots import Rules
from flows.crawl.source import Source
from flows.crawl.visit import Visit

LIST = "/bmys/"
ONE = link("/f/a.pdf", "青榆市图书馆2031年部门预算")


@pytest.fixture
def site() -> Iterator[DisclosureSite]:
    with running() as found:
        found.pages = {LIST: gbk(ONE), "/f/a.pdf": pdf("a"), "/f/b.pdf": pdf("b")}
        yield found


class Guest:
    """Visits a site again and again, with one archive."""

    def __init__(self, url: str, folder: Path) -> None:
        self.data: dict[str, Any] = {
            "name": "qingyu", "who": "青榆市财政局", "region": "139900", "access": "list", "index": f"{url}{LIST}",
            "links": {"text": "预算"}, "rate": 200, "recheck_days": 0, "private_addresses": ["127.0.0.1/32"],
        }  # fmt: skip
        self.archive = Archive(folder / "raw")
        self.manners = Manners("archive@qingyu.example", folder / "state", Patience(2, 0.01, 0.02, 0.5))

    def visit(self, **changes: Any) -> Visit:
        return visit_source(Source.model_validate({**self.data, **changes}), self.archive, self.manners)

    def error(self, **changes: Any) -> tuple[str, str]:
        (failure,) = self.visit(**changes).failures
        return failure.error, failure.message


@pytest.fixture
def guest(site: DisclosureSite, tmp_path: Path) -> Guest:
    return Guest(site.url, tmp_path)


def answer(status: int, body: bytes, **headers: str) -> Callable[[BaseHTTPRequestHandler], int]:
    return lambda request: send(request, status, body, **headers)


COOKIE = "<html><body><script>document.cookie='wz_cid=1';setTimeout('location.reload()',9)</script></body></html>"
WORDS = "<html><body><noscript>请开启JavaScript并刷新该页</noscript></body></html>"


@pytest.mark.parametrize("status", [200, 202, 412, 521])
@pytest.mark.parametrize("page", [COOKIE, WORDS])
def test_a_test_for_browsers_is_said_with_what_to_do(
    status: int, page: str, site: DisclosureSite, guest: Guest
) -> None:
    site.pages[LIST] = answer(status, page.encode(), **{"Content-Type": "text/html"})
    error, message = guest.error()
    assert site.url in message and "test for browsers" in message and "ask the publisher" in message
    assert error in ("page", "challenge")


def test_a_test_for_browsers_behind_an_address_without_an_ending_is_no_article(
    site: DisclosureSite, guest: Guest
) -> None:
    site.pages |= {LIST: gbk(link("/view?id=7", "青榆市图书馆2031年部门预算")), "/view": Page(COOKIE.encode())}
    error, message = guest.error()
    assert (error, "/view?id=7" in message) == ("challenge", True)


def test_a_page_that_says_something_is_no_test_for_browsers() -> None:
    assert not is_challenge(WORDS.replace("<noscript>", "<p>" + "青榆市二〇三一年部门预算公开" * 20))
    assert not is_challenge(f"<html>{ONE}<script>document.cookie='a=1'; location.reload()</script></html>")


@pytest.mark.parametrize(
    "head",
    ["<script>window.location.href='/real.html'</script>", "<meta http-equiv=refresh content='0;url=/real.html'>"],
)
@pytest.mark.parametrize("at", [LIST, "/t1.html"])
def test_a_page_that_moves_on_by_script_or_meta_is_followed(
    head: str, at: str, site: DisclosureSite, guest: Guest
) -> None:
    site.pages[LIST] = gbk(link("/t1.html", "青榆市图书馆2031年部门预算"))
    site.pages["/real.html"] = site.pages[LIST] if at == LIST else gbk("<a href='/f/a.pdf'>附件</a>")
    site.pages["/t1.html"] = gbk("<a href='/f/a.pdf'>附件</a>")
    site.pages[at] = Page(f"<html><head>{head}</head></html>".encode())
    visit = guest.visit()
    assert ([capture.file_name for capture in visit.new], visit.failures) == (["a.pdf"], [])


def test_pages_that_move_on_in_a_circle_are_said(site: DisclosureSite, guest: Guest) -> None:
    for here, there in ((LIST, "/b"), ("/b", LIST)):
        site.pages[here] = Page(f"<html><script>location.href='{there}'</script></html>".encode())
    assert "more than 3 times" in guest.error()[1]


@pytest.mark.parametrize("body", ["<div id=app></div><script src=app.js></script>", link("/n.html", "新闻")])
def test_a_first_visit_on_which_no_link_fits_is_said(body: str, site: DisclosureSite, guest: Guest) -> None:
    site.pages[LIST] = gbk(body)
    error, message = guest.error()
    assert error == "page" and f"{site.url}{LIST}" in message


HEADERS = {
    "a name in an encoding that there is not": {"Content-Disposition": 'attachment; filename="=?bogus?B?YQ==?="'},
    "a name that is broken": {"Content-Disposition": 'attachment; filename="=?utf-8?B?\xff\xfe'},
    "an ETag that is no text": {"ETag": "\xe9\xff"},
    "a length in another script": {"X-Length": "\xb2"},
}


@pytest.mark.parametrize("name", HEADERS)
def test_a_bad_header_ends_no_visit(name: str, site: DisclosureSite, guest: Guest) -> None:
    body = pdf("odd").body
    site.pages[LIST] = gbk(link("/f/odd.pdf", "青榆市2031年预算") + ONE)
    site.pages["/f/odd.pdf"] = answer(200, body, **HEADERS[name])
    visit = guest.visit()
    assert (len(visit.new), visit.failures) == (2, [])
    assert guest.visit().failures == []


@pytest.mark.parametrize("said", ["\xb2", "soon", "", "99999999999999999999", "Mon, 99 Foo 2031 99:99:99 GMT"])
def test_a_retry_after_that_is_no_number_is_as_none(said: str, site: DisclosureSite, guest: Guest) -> None:
    site.pages[LIST] = answer(503, b"busy", **{"Retry-After": said})
    error, message = guest.error()
    assert (error, f"{site.url}{LIST}" in message) == ("http_status", True)


def test_a_name_that_only_looks_encoded_is_still_a_name() -> None:
    assert file_name(b'attachment; filename="=?bogus?B?YQ==?="', "https://x.example/a.pdf", "", "pdf").endswith(".pdf")


@pytest.mark.parametrize(
    ("address", "words", "expected"),
    [
        ("/P020310215398.pdf", "青榆市图书馆2031年部门预算公开", "青榆市图书馆2031年部门预算公开.pdf"),
        ("/P020310215398.pdf", "2031年部门预算.pdf（1.2M）", "2031年部门预算.pdf"),
        ("/P020310215398.pdf", "附件1", "P020310215398.pdf"),
        ("/%E9%A2%84%E7%AE%97.pdf", "青榆市图书馆2031年部门预算公开", "预算.pdf"),
    ],
)
def test_a_file_whose_address_a_machine_made_is_called_as_its_link(address: str, words: str, expected: str) -> None:
    assert file_name(None, f"https://x.example{address}", words, "pdf") == expected


def test_a_link_whose_words_are_a_file_s_name_is_followed(site: DisclosureSite, guest: Guest) -> None:
    site.pages |= {LIST: gbk(link("/t1.html", "2031年部门预算")), "/oss/77": pdf("by its words")}
    site.pages["/t1.html"] = gbk("<a href='/oss/77'>附件：图书馆2031年预算.pdf</a>")
    (capture,) = guest.visit().new
    assert capture.url == f"{site.url}/oss/77"


ENCODED = {
    "says gzip and is not": (lambda body: body, "gzip"),
    "is gzip and does not say so": (gzip.compress, ""),
    "gzip in two members": (lambda body: gzip.compress(body[:9]) + gzip.compress(body[9:]), "gzip"),
    "deflate with a head": (zlib.compress, "deflate"),
    "deflate without one": (lambda body: zlib.compress(body)[2:-4], "deflate"),
}


@pytest.mark.parametrize("name", ENCODED)
def test_what_comes_compressed_is_archived_as_it_was_meant(name: str, site: DisclosureSite, guest: Guest) -> None:
    pack, said = ENCODED[name]
    header = {"Content-Encoding": said} if said else {}
    site.pages[LIST] = answer(200, pack(gbk(ONE).body), **{"Content-Type": "text/html", **header})
    site.pages["/f/a.pdf"] = answer(200, pack(pdf("a").body), **header)
    (capture,) = guest.visit().new
    assert guest.archive.get(capture.sha256) == pdf("a").body


@pytest.mark.parametrize(
    "body", [gzip.compress(bytes(3 << 20)), gzip.compress(pdf("a").body)[:-9]], ids=["a bomb", "a half"]
)
def test_a_bomb_and_half_of_a_compressed_file_are_not_kept(body: bytes, site: DisclosureSite, guest: Guest) -> None:
    site.pages["/f/a.pdf"] = answer(200, body, **{"Content-Encoding": "gzip"})
    error, message = guest.error(limits={"megabytes": 1})
    assert error in ("too_large", "cut_short") and "/f/a.pdf" in message
    assert [capture for capture in guest.archive.captures() if capture.url and capture.url.endswith("a.pdf")] == []


@pytest.mark.parametrize("encode", ["utf-8-sig", "utf-16", "utf-16-le", "utf-8"])
def test_rules_hold_in_whatever_encoding_they_come(encode: str) -> None:
    text = "User-agent: *\r\nDisallow: /f/\r\n"
    body = (b"\xff\xfe" if encode == "utf-16-le" else b"") + text.encode(encode)
    assert not Rules(body).allow("https://x.example/f/a.pdf")


def test_of_rules_without_end_the_first_count() -> None:
    rules = Rules(b"User-agent: *\nDisallow: /f/\n" + b"Disallow: /x\n" * 200_000)
    assert not rules.allow("https://x.example/f/a.pdf") and rules.allow("https://x.example/g/a.pdf")


def test_a_host_that_wants_an_hour_between_requests_is_said_and_not_slept_for(
    site: DisclosureSite, guest: Guest
) -> None:
    site.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 3600\n", "text/plain")
    error, message = guest.error()
    assert error == "robots" and "3600 s" in message and "`rate: 0.000278`" in message
    assert [entry.path for entry in site.log] == ["/robots.txt"]


def test_a_visit_that_takes_too_long_leaves_the_rest_to_the_next(site: DisclosureSite, guest: Guest) -> None:
    site.pages[LIST] = gbk(ONE + link("/f/b.pdf", "青榆市2031年预算"))
    error, message = guest.error(rate=4, limits={"minutes": 0.5 / 60})
    assert error == "out_of_time" and "next one goes on" in message
    assert guest.visit().failures == []


def test_a_dead_link_is_said_once(site: DisclosureSite, guest: Guest) -> None:
    site.pages[LIST] = gbk(ONE + link("/f/nowhere.pdf", "青榆市2031年预算"))
    assert [failure.error for failure in guest.visit().failures] == ["http_status"]
    again = guest.visit()
    assert (again.failures, again.gone) == ([], [f"{site.url}/f/nowhere.pdf"])
    asked = len(site.asked("/f/nowhere.pdf"))
    assert guest.visit(recheck_days=7).gone == [f"{site.url}/f/nowhere.pdf"]
    assert len(site.asked("/f/nowhere.pdf")) == asked
    site.pages["/f/nowhere.pdf"] = pdf("there after all")
    assert len(guest.visit().new) == 1


def test_what_nobody_foresaw_is_a_failure_of_its_address_alone(
    site: DisclosureSite, guest: Guest, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.pages[LIST] = gbk(link("/f/b.pdf", "青榆市2031年预算") + ONE)

    def named(disposition: object, url: str, *rest: object) -> str:
        return {"b.pdf": [], "a.pdf": ["a.pdf"]}.get(url.rpartition("/")[2], ["x"])[0]

    monkeypatch.setattr("flows.crawl.site.file_name", named)
    visit = guest.visit()
    assert [failure.error for failure in visit.failures] == ["odd_answer"] and len(visit.new) == 1


@contextmanager
def https(folder: Path, **changes: Any) -> Iterator[str]:
    """A site under TLS with a certificate that nobody signed."""
    key, cert = folder / "key.pem", folder / "cert.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=127.0.0.1", "-days", "2"]
    subprocess.run(
        [*command, "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(cert)],
        check=True, capture_output=True,
    )  # fmt: skip
    safe = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    safe.load_cert_chain(cert, key)
    if changes.get("old"):
        safe.set_ciphers("ALL:@SECLEVEL=0")
        safe.minimum_version = safe.maximum_version = ssl.TLSVersion.TLSv1
    pages = {LIST: gbk(ONE).body, "/f/a.pdf": pdf("a").body}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            send(self, 200 if self.path in pages else 404, pages.get(self.path, b""), **{"Content-Type": "text/html"})

        def log_message(self, *arguments: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = safe.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"https://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("old", [False, True], ids=["nobody signed it", "TLS 1.0"])
def test_https_as_old_sites_have_it_is_refused_until_a_person_allows_that_host(old: bool, tmp_path: Path) -> None:
    with https(tmp_path, old=old) as url:
        guest = Guest(url, tmp_path)
        host = url.removeprefix("https://")
        allowed: dict[str, Any] = {}
        for key in ("old_https", "unproved_https") if old else ("unproved_https",):
            error, message = guest.error(**allowed)
            assert error == "robots" and f"add `{key}: [{host}]`" in message
            allowed[key] = [host]
        assert len(guest.visit(**allowed).new) == 1
        assert guest.visit(**{key: ["elsewhere.example"] for key in allowed}).new == []


def test_a_redirect_is_followed_after_a_form_as_a_browser_does(site: DisclosureSite, guest: Guest) -> None:
    site.pages["/list"] = moved("/page", 302)
    site.pages["/page"] = gbk(ONE)
    site.pages[LIST] = gbk("<script>ajax_type: '1'</script>")
    site.pages["/api-ajax_list-1.html"] = moved("/json", 303)
    site.pages["/json"] = Page(
        b'{"total": 1, "data": [{"title": "2031\xe5\xb9\xb4\xe9\xa2\x84\xe7\xae\x97", "url": "/f/a.pdf"}]}'
    )
    assert len(guest.visit(access="ajax-list").new) == 1
