"""A site with more than sixty faults: of each either the bytes come whole, or a sentence with the address says why not.

Three hosts have them among good files. They are visited side by side, none is asked faster than agreed, and when their
faults are mended the next visit has what was missing.
"""

import gzip
import io
import json
import socket
import struct
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import quote

import pytest
from disclosure_site import Answer, DisclosureSite, Page, gbk, link, pdf, raw, running, send, storm, with_length

from flows.archive.store import Archive
from flows.archive.verify import verify
from flows.crawl.fetch import Patience
from flows.crawl.manners import Manners, visit_source
from flows.crawl.source import Source
from flows.crawl.visit import Visit

RATE = 100.0
MEANT = pdf("what was meant").body
COMES = "comes"
OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
WHOLE = OK + b"Content-Length: %d\r\n" % len(MEANT)
CHUNK = b"%x\r\n%s\r\n0\r\n\r\n" % (len(MEANT), MEANT)


def box(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return stream.getvalue()


def status(code: int, **headers: str) -> Answer:
    return lambda request: send(request, code, b"", **headers)


def headed(**headers: str) -> Answer:
    """The file that was meant, with such headers."""
    return lambda request: send(request, 200, MEANT, **{name.replace("_", "-"): text for name, text in headers.items()})


def leads(to: str) -> Answer:
    """Moves on; HOST is the site's own."""
    return lambda request: send(request, 302, b"", Location=to.replace("HOST", request.headers["Host"]))


def reset(request: BaseHTTPRequestHandler) -> int:
    """Breaks the connection off, as a firewall does."""
    request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    request.connection.close()
    request.close_connection = True
    return 0


FRAMING: dict[str, tuple[Page | Answer, str]] = {
    "shorter than it says": (with_length(MEANT[:-9], len(MEANT)), "cut_short"),
    "longer than it says": (with_length(MEANT, len(MEANT) - 9), "wrong_length"),
    "no length, and whole": (raw(b"HTTP/1.0 200 OK\r\n\r\n", MEANT), COMES),
    "no length, and half": (raw(b"HTTP/1.0 200 OK\r\n\r\n", MEANT[:-9]), "cut_short"),
    "chunks": (raw(CHUNKED + CHUNK), COMES),
    "chunks with extensions": (raw(CHUNKED + CHUNK.replace(b"\r\n", b";a=b\r\n", 1)), COMES),
    "chunks that end": (raw(CHUNKED + CHUNK[:-9]), "cut_short"),
    "chunks of no number": (raw(CHUNKED + b"zz\r\n" + MEANT), "cut_short"),
    "chunks and a length": (raw(WHOLE + b"Transfer-Encoding: chunked\r\n\r\n" + CHUNK), COMES),
    "two lengths": (raw(WHOLE + b"Content-Length: 9\r\n\r\n" + MEANT), "cut_short"),
    "a length that is none": (raw(OK + b"Content-Length: many\r\n\r\n" + MEANT), "cut_short"),
    "a length below zero": (raw(OK + b"Content-Length: -1\r\n\r\n" + MEANT), "cut_short"),
    "nothing": (raw(), "cut_short"),
    "broken off": (reset, "no_connection"),
    "no HTTP": (raw(b"\x00\x01\x02 220 ftp ready\r\n\r\n"), "cut_short"),
    "no head": (raw(MEANT), "cut_short"),
    "a head without end": (raw(OK, *[b"X-Long: " + b"x" * 60_000 + b"\r\n"] * 4), "cut_short"),
    "a header without colon": (raw(WHOLE + b"nonsense\r\n\r\n" + MEANT), "cut_short"),
    "a header with a zero": (raw(WHOLE + b"X-Odd: a\x00b\r\n\r\n" + MEANT), "cut_short"),
    "lines without return": (raw((WHOLE + b"\r\n").replace(b"\r", b"") + MEANT), COMES),
    "a status without words": (raw(WHOLE.replace(b" OK", b"") + b"\r\n" + MEANT), COMES),
    "go on, first": (raw(b"HTTP/1.1 100 Continue\r\n\r\n" + WHOLE + b"\r\n" + MEANT), COMES),
    "a body that drips": (raw(OK + b"Content-Length: 90\r\n\r\n", *[b"%PDF-xxxx"] * 10, pause=0.12), "too_slow"),
    "a head that drips": (raw(OK, *[b"X-Slow: 1\r\n"] * 10, pause=0.12), "too_slow"),
    "silence": (raw(b"", pause=0.9), "too_slow"),
}
STATUS: dict[str, tuple[Page | Answer, str]] = {
    f"status {code}": (status(code), "http_status") for code in (204, 206, 304, 401, 403, 404, 410, 418, 451, 500, 599)
}
STATUS |= {
    "busy for ever": (storm(pdf(""), 99), "http_status"),
    "busy once": (storm(Page(MEANT), 1), COMES),
    "busy until a day that was": (storm(Page(MEANT), 1, "Mon, 01 Jan 2001 00:00:00 GMT"), COMES),
    "busy for ² seconds": (storm(Page(MEANT), 1, "\xb2"), COMES),
}
MOVES: dict[str, tuple[Page | Answer, str]] = {
    "to itself": (leads("?"), "redirect"),
    "to a file of ours": (leads("file:///etc/passwd"), "redirect"),
    "to a script": (leads("javascript:void(0)"), "redirect"),
    "to a port that is none": (leads("http://127.0.0.1:99999/a.pdf"), "redirect"),
    "to a host that is not the source's": (leads("http://127.0.0.2/a.pdf"), "forbidden_host"),
    "to the machine's own network": (leads("http://169.254.169.254/latest"), "forbidden_host"),
    "to where nothing is": (leads("/nowhere"), "http_status"),
    "without saying where": (status(302), "http_status"),
    "up and down": (leads("../x/./../meant/a.pdf"), COMES),
    "without http": (leads("//HOST/meant/a.pdf"), COMES),
    "with backslashes": (leads("\\meant\\a.pdf"), COMES),
    "to a name in UTF-8": (leads("/meant/预算.pdf".encode().decode("latin-1")), COMES),
    "to a name in GBK": (leads("/gbk/预算.pdf".encode("gbk").decode("latin-1")), COMES),
    "to a part of a page": (leads("/meant/a.pdf#page=2"), COMES),
}
CONTENT: dict[str, tuple[Page | Answer, str]] = {
    "a page": (gbk("页面不存在"), "html_page"),
    "a test for browsers": (Page("<html>请开启JavaScript</html>".encode()), "challenge"),
    "nothing to read": (Page(b""), "wrong_content"),
    "blanks": (Page(b" \n" * 99), "wrong_content"),
    "a picture": (Page(b"\x89PNG\r\n\x1a\n" + bytes(99)), "wrong_content"),
    "an error in JSON": (Page(b'{"code": 500, "msg": "no such file"}', "application/json"), "wrong_content"),
    "an error in XML": (Page(b"<?xml version='1.0'?><Error>NoSuchKey</Error>", "text/xml"), "wrong_content"),
    "a bomb": (Page(box(a=bytes(20 << 20))), "zip_bomb"),
    "a ZIP cut short at its source": (Page(box(a=b"a")[:-30]), "damaged_zip"),
    "too much, and it says so": (Page(b"%PDF-" + bytes(2 << 20)), "too_large"),
    "too much, in chunks": (raw(CHUNKED, *[b"80000\r\n" + bytes(0x80000) + b"\r\n"] * 4), "too_large"),
    "called a page": (Page(MEANT, "text/html"), COMES),
    "called nothing": (Page(MEANT, ""), COMES),
    "said to be gzip": (headed(Content_Encoding="gzip"), COMES),
    "gzip without a word": (Page(gzip.compress(MEANT)), COMES),
    "half of a gzip": (Page(gzip.compress(MEANT)[:-9], headers={"Content-Encoding": "gzip"}), "cut_short"),
    "a bomb in gzip": (Page(gzip.compress(bytes(3 << 20)), headers={"Content-Encoding": "gzip"}), "too_large"),
    "packed as we cannot": (headed(Content_Encoding="br"), "encoding"),
    "a name in no encoding": (headed(Content_Disposition='attachment; filename="=?bogus?B?YQ==?="'), COMES),
    "a name that climbs": (headed(Content_Disposition='attachment; filename="../../../etc/passwd"'), COMES),
    "a name of nothing": (headed(Content_Disposition="attachment; filename="), COMES),
    "a tag that is no text": (headed(ETag="\xe9\xff\xb2"), COMES),
    "a day that is none": (headed(Last_Modified="99 Foo"), COMES),
    "a cookie of a page's size": (headed(Set_Cookie="a=" + "b" * 30_000), COMES),
}  # fmt: skip
NO_LINKS = ("http://[::1", "http://a:99999/", "#", "mailto:a@b", "javascript:;")
LISTED: dict[str, tuple[Page | Answer, str]] = {
    "called UTF-16 and is not": (Page(f"<meta charset=utf-16>{link('/meant/list/0.pdf', '预算')}".encode()), COMES),
    "UTF-16": (Page(f"<html>{link('/meant/list/1.pdf', '预算')}</html>".encode("utf-16")), COMES),
    "in no charset": (Page(gbk(link("/meant/list/2.pdf", "预算")).body.replace(b"gb2312", b"undefined")), COMES),
    "a comment without end": (gbk(link("/meant/list/3.pdf", "预算") + "<!-- <a href=/meant/no.pdf>"), COMES),
    "links that are none": (gbk("".join(link(odd, "预算") for odd in (*NO_LINKS, "/meant/list/4.pdf"))), COMES),
    "a link of two lines": (gbk(link("/mea\nnt/list/5.pdf", "预算")), COMES),
    "zeros": (Page(link("/meant/list/6.pdf", "预算").encode() + bytes(99)), COMES),
    "moves on": (Page(b"<meta http-equiv=refresh content='0;url=/moved'>"), COMES),
    "a file": (pdf("no list"), "page"),
    "JSON": (Page(json.dumps({"rows": []}).encode(), "application/json"), "page"),
    "a list of nothing": (gbk("<p>暂无信息</p>"), "page"),
    "a list that is gone": (status(404), "http_status"),
    "a list that fails": (status(500), "http_status"),
    "another that fails": (status(502), "http_status"),
    "a third that fails": (status(503), "http_status"),
}  # fmt: skip
WITH_LISTS = 2
HOSTS = (FRAMING, {**STATUS, **MOVES}, CONTENT)
"""The faults of files, by the host that has them; the third has those of lists too."""


@dataclass
class Host:
    """A site with faults, its source, and what is expected of each address."""

    site: DisclosureSite
    number: int
    expected: dict[str, str]
    good: dict[str, bytes]

    @property
    def source(self) -> Source:
        lists = [f"{self.site.url}/list", *(f"{self.site.url}/list/{n}" for n in range(len(LISTED)))]
        return Source.model_validate(
            {
                "name": f"qingyu-{self.number}", "who": "青榆市财政局", "region": "139900", "access": "list",
                "index": lists[: None if self.number == WITH_LISTS else 1], "links": {"text": "预算"}, "rate": RATE,
                "recheck_days": 0, "limits": {"megabytes": 1, "seconds": 0.6}, "private_addresses": ["127.0.0.1/32"],
            }
        )  # fmt: skip

    def comes_as(self, path: str) -> str:
        """The address of what a link, or a list, leads to."""
        return f"{self.site.url}/meant{path}.pdf" if path.startswith("/list") else f"{self.site.url}{path}"

    def mend(self) -> None:
        """All faults are gone: each address has what was meant."""
        for path in self.expected:
            listed = gbk(link(f"/meant{path}.pdf", "预算"))
            self.site.pages[path] = listed if path.startswith("/list") else Page(MEANT)


def furnished(site: DisclosureSite, number: int) -> Host:
    """A host whose list has a good file beside each fault."""
    host = Host(site, number, {}, {})
    site.pages = {
        path: Page(MEANT) for path in ("/meant/a.pdf", "/meant/%E9%A2%84%E7%AE%97.pdf", "/gbk/%D4%A4%CB%E3.pdf")
    }
    listed = ""
    for name, (fault, outcome) in HOSTS[number].items():
        path, good = f"/f/{quote(name)}.pdf", f"/good/{quote(name)}.pdf"
        site.pages[path], host.expected[path] = fault, outcome
        host.good[good] = pdf(f"good beside {name}").body
        site.pages[good] = Page(host.good[good])
        listed += link(path, "预算") + link(good, "预算")
    site.pages["/list"] = gbk(listed)
    for at, (fault, outcome) in enumerate(LISTED.values() if number == WITH_LISTS else ()):
        site.pages[f"/list/{at}"], host.expected[f"/list/{at}"] = fault, outcome
        site.pages[f"/meant/list/{at}.pdf"] = Page(MEANT)
    site.pages["/moved"] = gbk(link("/meant/list/7.pdf", "预算"))
    return host


@pytest.fixture
def hosts() -> Iterator[list[Host]]:
    with ExitStack() as stack:
        yield [furnished(stack.enter_context(running()), number) for number in range(len(HOSTS))]


def test_of_sixty_faults_and_more_at_three_hosts_none_is_lost_in_silence(hosts: list[Host], tmp_path: Path) -> None:
    archive = Archive(tmp_path / "raw")
    manners = Manners("archive@qingyu.example", tmp_path / "state", Patience(3, 0.02, 0.05, 2.0))

    def visit(host: Host) -> Visit:
        return visit_source(host.source, archive, manners)

    def held() -> dict[str, bytes]:
        """What the archive has last of each address."""
        return {c.url: archive.get(c.sha256) for c in archive.captures() if c.role is None and c.url}

    with ThreadPoolExecutor(len(hosts)) as side_by_side:
        visits = list(side_by_side.map(visit, hosts))
        kept = held()
        for host, found in zip(hosts, visits, strict=True):
            trouble = [failure for failure in found.failures if failure.error == "in_trouble"]
            failed = [failure for failure in found.failures if failure not in trouble]
            said = {failure.url.removeprefix(host.site.url): failure.error for failure in failed}
            came = {path: COMES for path in host.expected if kept.get(host.comes_as(path)) == MEANT}
            assert {**said, **came} == host.expected
            assert len(failed) + len(came) == len(host.expected)
            assert all(failure.url in failure.message for failure in found.failures)
            assert len(trouble) == (host.number == WITH_LISTS), "three lists in a row fail there"
            assert {path: kept[f"{host.site.url}{path}"] for path in host.good} == host.good
            assert host.site.shortest_gap() >= 1 / RATE
        spans = [(host.site.log[0].at, host.site.log[-1].at) for host in hosts]
        assert max(first for first, _ in spans) < min(last for _, last in spans)

        for host in hosts:
            host.mend()
        again = list(side_by_side.map(visit, hosts))
    assert [found.failures for found in again] == [[], [], []]
    kept = held()
    assert {kept.get(host.comes_as(path)) for host in hosts for path in host.expected} == {MEANT}
    assert verify(archive).findings == ()
