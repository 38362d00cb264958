"""Visits to a real server on loopback that is built like the sites of public bodies."""

import dataclasses
import io
import json
import signal
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from children import children
from disclosure_site import DisclosureSite, Page, gbk, link, moved, pdf, running, send, storm

from flows.archive.store import Archive, Capture
from flows.archive.verify import verify
from flows.crawl.fetch import Patience
from flows.crawl.manners import Manners, visit_source
from flows.crawl.source import Source
from flows.crawl.visit import Visit

RATE = 100.0
QUICK = Patience(tries=3, first=0.02, longest=0.05, retry_after=2.0)


@pytest.fixture
def site() -> Iterator[DisclosureSite]:
    with running() as found:
        yield found


@dataclasses.dataclass
class Desk:
    """A source on the site, its archive, and how we behave."""

    source: Source
    archive: Archive
    manners: Manners

    def visit(self, since: int | None = None, **changes: Any) -> Visit:
        source = self.source.model_copy(update=changes)
        return visit_source(source, self.archive, self.manners, since)

    def documents(self) -> list[Capture]:
        return [capture for capture in self.archive.captures() if capture.role is None]

    def errors(self, visit: Visit) -> dict[str, str]:
        return {failure.url.rpartition("/")[2]: failure.error for failure in visit.failures}


@pytest.fixture
def desk(site: DisclosureSite, tmp_path: Path) -> Desk:
    data = {
        "name": "qingyu",
        "who": "青榆市财政局",
        "region": "139900",
        "access": "list",
        "index": f"{site.url}/bmys/index.html",
        "paging": {"next": "^下一页$", "usual": 3},
        "links": {"text": "预算"},
        "rate": RATE,
        "recheck_days": 0,
        "limits": {"megabytes": 1, "seconds": 0.6},
        "private_addresses": ["127.0.0.1/32"],
    }
    manners = Manners("archive@qingyu.example", tmp_path / "state", QUICK)
    return Desk(Source.model_validate(data), Archive(tmp_path / "raw"), manners)


def box(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return stream.getvalue()


def furnish(site: DisclosureSite) -> None:
    """Two pages of a list in GBK, an article with two files, files linked from the list, robots.txt."""
    site.pages = {
        "/robots.txt": Page(b"User-agent: *\nDisallow: /neibu/\n", "text/plain"),
        "/bmys/index.html": gbk(
            link("t1.html", "青榆市图书馆2031年部门预算公开")
            + link("/files/P02.docx?id=7", "青榆市档案馆2031年部门预算")
            + link("/about.html", "关于我们")
            + "<a href='index_1.html'>下一页</a>"
        ),
        "/bmys/index_1.html": gbk(link("/neibu/a.pdf", "内部预算") + link("/files/all.zip", "全市2030年预算打包")),
        "/bmys/t1.html": gbk("正文<a href='../files/one.pdf'>附件1</a><a href='../files/two.xls'>附件2</a>"),
        "/files/one.pdf": pdf("one"),
        "/files/two.xls": Page(b"\xd0\xcf\x11\xe0" + bytes(600), "application/vnd.ms-excel"),
        "/files/P02.docx": Page(
            box(**{"word/document.xml": b"<w/>"}),
            headers={
                "Content-Disposition": 'attachment; filename="'
                + "档案馆预算.docx".encode("gbk").decode("latin-1")
                + '"'
            },
        ),
        "/files/all.zip": Page(box(**{"a.pdf": b"%PDF-1.7 %%EOF"}), "application/zip"),
    }


def test_the_first_visit_takes_all_the_second_nothing_the_third_what_changed(site: DisclosureSite, desk: Desk) -> None:
    furnish(site)
    first = desk.visit()
    assert {capture.file_name for capture in first.new} == {
        "one.pdf",
        "two.xls",
        "档案馆预算.docx",
        "全市2030年预算打包.zip",
    }
    assert desk.errors(first) == {"a.pdf": "robots"}
    assert not site.asked("/neibu/a.pdf")
    assert first.requests == len(site.log) == 8
    asked = len(site.log)

    second = desk.visit()
    assert (second.new, second.changed, second.same) == ([], [], 4)
    assert [(entry.status, entry.conditional) for entry in site.log[asked:]] == [(304, True)] * 8
    asked = len(site.log)

    site.pages["/files/one.pdf"] = pdf("one, silently replaced")
    third = desk.visit()
    assert [capture.url for capture in third.changed] == [f"{site.url}/files/one.pdf"]
    assert [entry.path for entry in site.log[asked:] if entry.status == 200] == ["/files/one.pdf"]
    versions = [c for c in desk.documents() if c.url == f"{site.url}/files/one.pdf"]
    assert [desk.archive.get(capture.sha256) for capture in versions] == [
        pdf("one").body,
        pdf("one, silently replaced").body,
    ]
    print(
        f"requests: {first.requests} in the first visit, {second.requests} in the second, {third.requests} in the third"
    )


def test_captures_say_where_they_come_from(site: DisclosureSite, desk: Desk) -> None:
    furnish(site)
    desk.visit()
    (one,) = [capture for capture in desk.documents() if capture.file_name == "one.pdf"]
    assert one.referrer == f"{site.url}/bmys/t1.html"
    assert (one.link_text, one.source, one.status) == ("附件1", "qingyu", 200)
    assert one.etag == one.headers["etag"]
    assert one.agent is not None and "archive@qingyu.example" in one.agent and one.agent.startswith("yusuan/")
    assert {entry.agent for entry in site.log} == {one.agent}


def test_requests_keep_to_the_rate_on_one_connection(site: DisclosureSite, desk: Desk) -> None:
    furnish(site)
    desk.visit(rate=20.0)
    assert site.shortest_gap() >= 1 / 20
    assert site.most_open == 1


def test_a_crawl_delay_is_slower_than_the_rate(site: DisclosureSite, desk: Desk) -> None:
    furnish(site)
    site.pages["/robots.txt"] = Page(b"User-agent: yusuan\nCrawl-delay: 0.1\nDisallow:\n", "text/plain")
    site.pages["/bmys/index.html"] = gbk(link("/files/all.zip", "预算"))
    site.pages["/bmys/a.zip"] = site.pages["/files/all.zip"]
    desk.visit()
    page, file = site.log[-2:]
    assert file.at - page.at >= 0.1


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (503, False), (429, False)])
def test_without_a_robots_txt_all_may_be_asked_but_not_where_the_host_cannot_say(
    status: int, allowed: bool, site: DisclosureSite, desk: Desk
) -> None:
    furnish(site)
    site.pages["/robots.txt"] = lambda request: send(request, status, b"no")
    site.pages["/neibu/a.pdf"] = pdf("not forbidden")
    visit = desk.visit()
    assert bool(visit.new) is allowed
    assert bool(site.asked("/bmys/index.html")) is allowed
    assert desk.errors(visit) == ({} if allowed else {"index.html": "robots"})


def test_what_was_refused_is_said_again_at_each_visit(site: DisclosureSite, desk: Desk) -> None:
    site.pages = {"/bmys/index.html": gbk(link("a.pdf", "2031年预算")), "/bmys/a.pdf": gbk("请登录")}
    assert desk.errors(desk.visit()) == desk.errors(desk.visit()) == {"a.pdf": "html_page"}


def test_a_storm_is_waited_out(site: DisclosureSite, desk: Desk) -> None:
    site.pages = {"/bmys/index.html": gbk(link("a.pdf", "2031年预算")), "/bmys/a.pdf": storm(pdf("calm"), 1, "1")}
    visit = desk.visit()
    assert [desk.archive.get(capture.sha256) for capture in visit.new] == [pdf("calm").body]
    busy, calm = site.asked("/bmys/a.pdf")
    assert calm.at - busy.at >= 1


def test_a_host_that_asks_for_long_rest_gets_it(site: DisclosureSite, desk: Desk) -> None:
    site.pages = {
        "/bmys/index.html": gbk("".join(link(f"{n}.pdf", "2031年预算") for n in range(5))),
        "/bmys/0.pdf": storm(pdf("calm"), 1, "3600"),
    }
    assert desk.errors(desk.visit()) == {"0.pdf": "http_status"}
    asked = len(site.log)
    assert set(desk.errors(desk.visit()).values()) == {"robots"}
    assert len(site.log) == asked


def test_a_host_in_trouble_is_left_in_peace(site: DisclosureSite, desk: Desk) -> None:
    site.pages = {f"/bmys/{n}.pdf": storm(pdf("calm"), 99) for n in range(9)}
    site.pages["/bmys/index.html"] = gbk("".join(link(f"{n}.pdf", "2031年预算") for n in range(9)))
    assert [failure.error for failure in desk.visit().failures] == [*["http_status"] * 3, "in_trouble"]
    assert not site.asked("/bmys/3.pdf")


def test_a_moved_page_is_followed_and_asked_for_under_its_old_name(site: DisclosureSite, desk: Desk) -> None:
    furnish(site)
    site.pages["/new/t1.html"] = site.pages["/bmys/t1.html"]
    site.pages["/bmys/t1.html"] = moved("/new/t1.html")
    assert len(desk.visit().new) == 4
    (page,) = [capture for capture in desk.archive.captures() if capture.url == f"{site.url}/bmys/t1.html"]
    assert page.redirected_to == f"{site.url}/new/t1.html"
    assert desk.visit().same == 4
    assert site.log[-4].status in (301, 304)
    assert [entry.status for entry in site.asked("/new/t1.html")] == [200, 304]


def test_only_addresses_that_are_allowed_are_spoken_to(site: DisclosureSite, desk: Desk) -> None:
    """The host is one of the source's, but lies at an address that is not public."""
    furnish(site)
    visit = desk.visit(private_addresses=())
    assert desk.errors(visit) == {"index.html": "robots"}
    assert "not a public address" in visit.failures[0].message
    assert not site.log


def test_documents_are_not_asked_for_again_before_they_are_due(site: DisclosureSite, desk: Desk) -> None:
    furnish(site)
    desk.visit()
    asked = len(site.log)
    assert desk.visit(recheck_days=7).same == 4
    assert {entry.path for entry in site.log[asked:]} == {"/robots.txt", "/bmys/index.html", "/bmys/index_1.html"}


def test_a_document_that_left_the_lists_is_still_asked_for(site: DisclosureSite, desk: Desk) -> None:
    furnish(site)
    desk.visit()
    site.pages["/bmys/index.html"] = gbk(link("new.pdf", "青榆市图书馆2032年预算"))
    site.pages["/bmys/new.pdf"] = pdf("new")
    site.pages["/files/one.pdf"] = pdf("replaced")
    del site.pages["/files/two.xls"]
    visit = desk.visit()
    assert [capture.file_name for capture in visit.new + visit.changed] == ["青榆市图书馆2032年预算.pdf", "one.pdf"]
    assert visit.gone == [f"{site.url}/files/two.xls"]
    assert {"one.pdf", "two.xls"} <= {capture.file_name for capture in desk.documents()}


def test_without_validators_the_same_bytes_leave_one_capture(site: DisclosureSite, desk: Desk) -> None:
    site.pages = {"/bmys/index.html": gbk(link("a.pdf", "预算")), "/bmys/a.pdf": pdf("same")}
    for page in site.pages.values():
        page.etag = False  # type: ignore[union-attr]
    desk.visit()
    assert desk.visit().same == 1
    assert len(desk.documents()) == 1


def test_a_backfill_reads_the_lists_to_their_end(site: DisclosureSite, desk: Desk) -> None:
    """Years are told by the words, else by the address; the last page comes again for each number beyond it."""
    pages = [
        gbk(link(f"t{year}0210_1.pdf", "预算公开") + link(f"x{year}.pdf", f"{year}年预算"))
        for year in range(2035, 2027, -1)
    ]
    for number, page in enumerate(pages):
        site.pages["/bmys/index.html" if number == 0 else f"/bmys/index_{number}.html"] = page
    site.pages["/bmys/index_8.html"] = pages[-1]
    site.pages |= {f"/bmys/t{year}0210_1.pdf": pdf(f"t{year}") for year in range(2028, 2036)}
    site.pages |= {f"/bmys/x{year}.pdf": pdf(f"x{year}") for year in range(2028, 2036)}
    paging = desk.source.paging.model_copy(
        update={"next": None, "address": f"{site.url}/bmys/index_{{n}}.html", "first": 1}
    )
    assert len(desk.visit(paging=paging).new) == 6
    assert len(desk.visit(2031, paging=paging).new) == 4
    assert len(desk.documents()) == 10
    assert len(site.asked("/bmys/index_8.html")) == 1


def test_a_json_list(site: DisclosureSite, desk: Desk) -> None:
    rows = [{"info": {"title": "2031年<b>预算</b>", "url": "/f/一.pdf"}}, {"info": {"title": "新闻", "url": "/n"}}]
    site.pages = {
        "/api/list?page=1": Page(json.dumps({"data": {"rows": rows}}).encode(), "application/json"),
        "/api/list?page=2": Page(b'{"data": {"rows": []}}', "application/json"),
        "/f/%E4%B8%80.pdf": pdf("one"),
    }
    source = Source.model_validate(
        {
            **desk.source.model_dump(exclude_unset=True),
            "access": "json",
            "index": f"{site.url}/api/list?page=1",
            "answer": {"rows": "data.rows", "href": "info.url", "text": "info.title"},
            "paging": {"address": f"{site.url}/api/list?page={{n}}"},
        }
    )
    visit = visit_source(source, desk.archive, desk.manners)
    assert ([capture.file_name for capture in visit.new], visit.failures) == (["一.pdf"], [])


def test_one_page_with_attachments(site: DisclosureSite, desk: Desk) -> None:
    furnish(site)
    visit = desk.visit(access="page", paging=None, index=(f"{site.url}/bmys/t1.html",))
    assert [capture.file_name for capture in visit.new] == ["one.pdf", "two.xls"]


def test_a_disclosure_inside_a_page(site: DisclosureSite, desk: Desk) -> None:
    furnish(site)
    names = [capture.file_name for capture in desk.visit(access="html").new]
    assert names == [
        "青榆市图书馆2031年部门预算公开.html",
        "one.pdf",
        "two.xls",
        "档案馆预算.docx",
        "全市2030年预算打包.zip",
    ]


def test_a_list_in_which_nothing_is_what_the_source_describes_is_a_failure(site: DisclosureSite, desk: Desk) -> None:
    site.pages = {"/bmys/index.html": gbk(link("a.html", "政府信息公开指南"))}
    (failure,) = desk.visit().failures
    assert "none of the 1 links" in failure.message


def test_a_dry_visit_keeps_nothing(site: DisclosureSite, desk: Desk, tmp_path: Path) -> None:
    furnish(site)
    visit = visit_source(desk.source, desk.archive, desk.manners, dry=True)
    assert len(visit.links) == 4
    assert not (tmp_path / "raw").exists()
    assert {entry.path for entry in site.log} == {"/robots.txt", "/bmys/index.html", "/bmys/index_1.html"}


def test_a_visit_that_is_killed_anywhere_is_finished_by_the_next(site: DisclosureSite, desk: Desk) -> None:
    """Each child is killed when it has put one more object into the archive; the last visit takes the rest."""
    furnish(site)
    objects = Path(desk.archive.root) / "objects"
    with children(Archive, desk.archive.root) as killed:
        for wanted in (2, 4, 6):
            killed.start(visit_source, desk.source, Archive(desk.archive.root), desk.manners)
            while killed.alive() and len(list(objects.glob("*/[0-9a-f]*"))) < wanted:
                time.sleep(0.001)
            assert killed.kill() == signal.SIGKILL
    desk.visit()
    assert {capture.file_name for capture in desk.documents()} == {
        "one.pdf",
        "two.xls",
        "档案馆预算.docx",
        "全市2030年预算打包.zip",
    }
    assert len(desk.documents()) == 4
    assert verify(desk.archive).sound


def test_a_source_at_which_another_run_is_is_left_alone(site: DisclosureSite, desk: Desk) -> None:
    furnish(site)
    with ThreadPoolExecutor() as threads:
        visits = list(threads.map(lambda _: desk.visit(rate=50.0), range(2)))
    assert sorted(visit.elsewhere for visit in visits) == [False, True]
    assert sum(len(visit.new) for visit in visits) == len(desk.documents()) == 4


def test_two_sources_at_one_host_share_its_turns_and_one_archive(site: DisclosureSite, desk: Desk) -> None:
    furnish(site)
    with ThreadPoolExecutor() as threads:
        list(threads.map(lambda name: desk.visit(name=name, rate=50.0), ("qingyu", "other")))
    assert site.shortest_gap() >= 1 / 50
    assert len({capture.sha256 for capture in desk.documents()}) == 4
    assert verify(desk.archive).sound
