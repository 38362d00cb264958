"""What visits are made of: sources as data, names of files, links of pages, addresses, robots.txt, turns."""

import ipaddress
import time
from pathlib import Path
from urllib.parse import quote

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.crawl.accept import judge
from flows.crawl.access import Holding, builders
from flows.crawl.answers import answer_links
from flows.crawl.links import Link, absolute
from flows.crawl.manners import Manners
from flows.crawl.names import file_name, fit, from_disposition
from flows.crawl.network import CheckedBackend, ForbiddenAddressError, checked, is_public
from flows.crawl.pages import PageError, decoded, files_of, page_links, year_of
from flows.crawl.robots import Rules
from flows.crawl.source import HERE, SourceError, read_source, read_sources
from flows.crawl.turns import Turns, TurnTooFarError

TEN_LINES = """
who: 青榆市财政局
region: "139900"
access: list
index: https://budget.qingyu.example/bmys/
links: {text: 部门预算|单位预算}
paging: {next: 下一页}
cron: "0 6 * * *"
rate: 0.5
expect: [{month: 2, at_least: 40}]
"""
NAME = "青榆市图书馆2031年部门预算.pdf"


def written(folder: Path, text: str) -> Path:
    path = folder / "qingyu.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_site_is_ten_lines(tmp_path: Path) -> None:
    source = read_source(written(tmp_path, TEN_LINES))
    assert (source.name, source.who, source.index) == (
        "qingyu",
        "青榆市财政局",
        ("https://budget.qingyu.example/bmys/",),
    )
    assert source.allowed_hosts == {"budget.qingyu.example"}
    assert source.expect[0].at_least == 40


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("lnks: {}", "the key `lnks` is not known; known are access, active,"),
        ("who: 又一个", "the key 'who' stands here for the second time; remove one"),
        ("silence: {months: [2], day: 3}", "the key `silence.day` is not known; known are days, months"),
        (
            "silence: {months: [13], days: 3}",
            "`silence.months.0` is `13`, but input should be less than or equal to 12",
        ),
        ("attachments: {text: '('}", "`(` is not a valid regular expression"),
        ("private_addresses: [sekret]", "`sekret` is not an address or network"),
        ("answer: {rows: a, href: b, text: c}", "needed for `access: json`, only there"),
        ("name: other", "the file's name is the source's"),
        ("[", "it is not YAML"),
    ],
)
def test_what_is_wrong_with_a_source_is_one_sentence(line: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as error:
        read_source(written(tmp_path, f"{TEN_LINES}{line}\n"))
    assert said in str(error.value)
    assert "qingyu.yaml" in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("cron", "99 6 * * *", "is not a cron schedule"),
        ("index", "ftp://x.example/", "is not an http or https address"),
        ("region", '"12"', "`region` is `12`"),
        ("access", "rss", "`access` is `rss`"),
        ("links", "{}", "`links` says which links"),
        ("paging", "{most: 3}", "in `paging` give either `next` or `address`"),
        ("rate", "0", "`rate` is `0`"),
    ],
)
def test_values_are_checked(key: str, value: str, said: str, tmp_path: Path) -> None:
    lines = [line for line in TEN_LINES.splitlines() if not line.startswith(f"{key}:")]
    with pytest.raises(SourceError) as error:
        read_source(written(tmp_path, "\n".join([*lines, f"{key}: {value}"])))
    assert said in str(error.value)


def test_the_sources_that_come_with_us_are_whole() -> None:
    sources = read_sources()
    assert {source.access for source in sources} == {"list", "json", "page", "html", *builders()}
    assert not any(source.active for source in sources), "they are invented"
    with pytest.raises(SourceError, match="no source nowhere; there are:"):
        read_sources(HERE, ["nowhere"])


@pytest.mark.parametrize(
    "header",
    [
        f"attachment; filename*=UTF-8''{quote(NAME)}".encode(),
        f"attachment; filename=x.pdf; filename*=utf-8''{quote(NAME)}".encode(),
        f"attachment; filename*=GBK''{quote(NAME, encoding='gbk')}".encode(),
        b'attachment; filename="' + NAME.encode("gbk") + b'"',
        b"attachment;filename=" + NAME.encode(),
        f'attachment; filename="{quote(NAME)}"'.encode(),
        f"attachment; filename={quote(NAME, encoding='gbk')}".encode(),
        b"attachment; filename==?utf-8?B?6Z2S5qaG5biC5Zu+5Lmm6aaGMjAzMeW5tOmDqOmXqOmihOeulw==?=.pdf",
    ],
)
def test_names_in_content_disposition(header: bytes) -> None:
    assert from_disposition(header) == NAME
    assert file_name(header, "https://a.example/download?id=7", "附件", "pdf") == NAME


@pytest.mark.parametrize(
    ("url", "text", "form", "name"),
    [
        (f"https://a.example/f/{quote(NAME)}", "附件", "pdf", NAME),
        (f"https://a.example/f/{quote(NAME, encoding='gbk')}?v=1", "附件", "pdf", NAME),
        ("https://a.example/download?id=7", "2031年部门预算", "excel", "2031年部门预算.xlsx"),
        ("https://a.example/f/P02.pdf", "2031年部门预算", "pdf", "2031年部门预算.pdf"),
        ("https://a.example/", "", "pdf", "unnamed.pdf"),
    ],
)
def test_names_without_content_disposition(url: str, text: str, form: str, name: str) -> None:
    assert file_name(None, url, text, form) == name


@given(st.text())
def test_any_name_fits_a_file_system(name: str) -> None:
    made = fit(name)
    assert not set(made) & set('/\\\0\n:*?"<>|')
    assert len(made.encode()) < 255
    assert made not in (".", "..")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="%", min_codepoint=32), min_size=1))
def test_a_percent_encoded_name_is_the_same_in_utf_8(name: str) -> None:
    assert decoded(quote(name).encode()) == name


def test_links_of_a_page_in_gbk() -> None:
    html = "<meta charset=gb2312><base href='/zw/'><a href=' a%20b.pdf#p2 '>预 算</a><a href='javascript:x()'>x</a>"
    html += "<a href='#top'>回到顶部</a>"
    assert page_links(html.encode("gbk"), "http://q.example/x/") == [
        Link("http://q.example/zw/a%20b.pdf", "预算", "http://q.example/x/")
    ]
    assert absolute("http://q.example/", "预算.pdf") == f"http://q.example/{quote('预算')}.pdf"
    assert absolute("http://q.example/", "mailto:a@b.example") is None
    assert absolute("http://q.example/", "http://[broken/") is None
    assert absolute("http://q.example/", "http://q.example:99999/") is None


def test_the_files_of_an_article() -> None:
    links = [
        Link(f"http://q.example/{path}", "附件", "")
        for path in ("a.PDF", "b.docx?v=2", "c.html", "d.zip", "e", "f.pdf.html")
    ]
    assert [link.url[-7:] for link in files_of(links, None)] == ["e/a.PDF", "ocx?v=2", "e/d.zip"]


@pytest.mark.parametrize(
    "body", [b"<html>", b"[]", b'{"data": {"rows": 1}}', b'{"data": {"rows": [{"url": 1}]}}', b"\xff"]
)
def test_an_answer_that_is_not_as_described_is_said(body: bytes) -> None:
    with pytest.raises(PageError, match="not as `answer` says"):
        answer_links(body, "http://q.example/api", Holding(form="json", rows="data.rows", href="url", text="title"))


@pytest.mark.parametrize(
    ("text", "path", "year"),
    [
        ("青榆市2031年部门预算", "/2030/t20300102_1.html", 2031),
        ("部门预算公开", "/art/2031/2/10/art_7.html", 2031),
        ("部门预算公开", "/bmys/202902/t20290210_7.html", 2029),
        ("部门预算公开", "/P020310210334455.pdf", None),
        ("部门预算公开", "/20999.html", None),
    ],
)
def test_the_year_of_a_link(text: str, path: str, year: int | None) -> None:
    assert year_of(Link(f"http://q.example{path}", text, "")) == year


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
        ),
        *("::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"),
    ],
)
def test_no_address_that_is_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))
    with pytest.raises(ForbiddenAddressError, match="not a public address"):
        checked("q.example", 80, (), lambda host, port: ["8.8.8.8", address])


def test_public_addresses_are_spoken_to() -> None:
    for address in ("8.8.8.8", "2400:3200::1", "::ffff:8.8.8.8"):
        assert checked("q.example", 443, (), lambda host, port, found=address: [found]) == address


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is resolved to another address a moment later gains nothing: it is resolved once."""
    answers = iter([["8.8.8.8"], ["127.0.0.1"]])
    reached = []

    def connect(self: object, host: str, *arguments: object) -> httpcore.NetworkStream:
        reached.append(host)
        return httpcore.NetworkStream()

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    backend = CheckedBackend((), 1, lambda host, port: next(answers))
    backend.connect_tcp("rebinding.example", 80)
    with pytest.raises(ForbiddenAddressError):
        backend.connect_tcp("rebinding.example", 80)
    assert reached == ["8.8.8.8"]


def test_robots_txt_speaks_to_us_by_name_or_to_all() -> None:
    rules = Rules("User-agent: yusuan\nDisallow: /预算/\nCrawl-delay: 7\n\nUser-agent: *\nDisallow: /\n".encode())
    assert rules.allow("http://q.example/bmys/")
    assert not rules.allow(f"http://q.example/{quote('预算')}/1.pdf")
    assert rules.interval == 7
    assert Rules(b"User-agent: *\nRequest-rate: 1/5\n").interval == 5
    assert Rules(b"\xff\x00<html>").allow("http://q.example/")


def test_a_turn_waits_for_the_last_and_gives_up_where_that_takes_too_long(tmp_path: Path) -> None:
    turns = Turns(tmp_path)
    with turns.turn("q.example", 0.05, 1):
        ended = time.monotonic()
    with turns.turn("q.example", 0.05, 1):
        assert time.monotonic() - ended >= 0.045
    turns.hold_off("q.example", 9)
    with pytest.raises(TurnTooFarError), Turns(tmp_path).turn("q.example", 0.05, 1):
        pass
    with turns.turn("other.example", 0.05, 1):
        pass


@pytest.mark.parametrize(
    ("body", "name", "error"),
    [
        (b"%PDF-1.7", "a.pdf", None),
        (b"%PDF-1.7", "download.jsp", None),
        (b"<html><body>x", "a.pdf", "html_page"),
        (b"<html><body>x", "a.html", None),
        (b'{"code": 403}', "a.xlsx", "wrong_content"),
        ("预算收入".encode(), "a.txt", None),
        (b"", "a.txt", "wrong_content"),
        (b"PK\x03\x04 no more", "a.docx", "damaged_zip"),
    ],
)
def test_content_decides(body: bytes, name: str, error: str | None) -> None:
    assert judge(body, name, "http://q.example/", "file", articles=False).error == error


def test_who_asks_must_be_reachable(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="YUSUAN_CONTACT"):
        Manners("", tmp_path)
    assert "+https://archive.example" in Manners("https://archive.example", tmp_path).agent
