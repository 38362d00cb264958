"""The lists of the great site builders, each on a site of its own: all documents of all pages, and no more requests."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from disclosure_site import DisclosureSite, Page, gbk, link, pdf, running, send

from flows.archive.store import Archive
from flows.crawl.access import builders
from flows.crawl.fetch import Patience
from flows.crawl.manners import Manners, visit_source
from flows.crawl.source import HERE, Source, SourceError, read_source, read_sources
from flows.crawl.visit import Visit

TITLES = [f"青榆市图书馆{year}年部门预算" for year in range(2020, 2030)]


@pytest.fixture
def site() -> Iterator[DisclosureSite]:
    with running() as found:
        found.pages = {f"/f/{n}.pdf": pdf(title) for n, title in enumerate(TITLES)}
        yield found


def rows(begin: int, end: int) -> list[dict[str, Any]]:
    return [{"title": TITLES[n], "url": f"/f/{n}.pdf"} for n in range(begin, min(end, len(TITLES)))]


def markup(begin: int, end: int) -> str:
    return "".join(link(row["url"], row["title"]) for row in rows(begin, end))


def asked(request: BaseHTTPRequestHandler) -> dict[str, str]:
    """What a request says in its address and its form."""
    said = parse_qs(urlsplit(request.path).query) | parse_qs(getattr(request, "posted", ""))
    return {name: values[0] for name, values in said.items()}


def trs(site: DisclosureSite) -> str:
    pages = "<script>createPageHTML(4, 0, 'index', 'html');</script>"
    site.pages |= {"/col/index.html": gbk(markup(0, 3) + pages)}
    site.pages |= {f"/col/index_{n}.html": gbk(markup(3 * n, 3 * n + 3)) for n in (1, 2, 3)}
    return "/col/index.html"


def was(site: DisclosureSite) -> str:
    def search(request: BaseHTTPRequestHandler) -> int:
        said = asked(request)
        assert said["channelid"] == "288" and said["perpage"] == said["prepage"] == "20"
        begin = 3 * (int(said["page"]) - 1)
        return send(request, 200, gbk(markup(begin, begin + 3)).body, **{"Content-Type": "text/html"})

    site.pages["/was5/web/search"] = search
    return "/was5/web/search?channelid=288&page=1"


def jpage(site: DisclosureSite) -> str:
    def records(request: BaseHTTPRequestHandler) -> int:
        said = asked(request)
        assert request.command == "POST" and (said["columnid"], said["unitid"], said["webid"]) == ("33", "8812", "2")
        begin, end = int(said["startrecord"]) - 1, int(said["endrecord"])
        made = "".join(f"<record><![CDATA[{link(r['url'], r['title'])}]]></record>" for r in rows(begin, end))
        body = f"<datastore><totalrecord>{len(TITLES)}</totalrecord><recordset>{made}</recordset></datastore>"
        return send(request, 200, body.encode(), **{"Content-Type": "text/xml; charset=utf-8"})

    site.pages["/module/web/jpage/dataproxy.jsp"] = records
    script = "{'col':1,'webid':2,'path':'/','columnid':33,'sourceContentType':1,'unitid':'8812','webname':'青榆市'}"
    site.pages["/col/col33/index.html"] = gbk(f"<script>$('#8812').jpage({{dataUrl: '/x', params: {script}}})</script>")
    return "/col/col33/index.html"


def jpaas(site: DisclosureSite) -> str:
    def unit(request: BaseHTTPRequestHandler) -> int:
        said = asked(request)
        assert (said["webId"], said["pageId"], said["tplSetId"], said["tagId"]) == ("w1", "p1", "t1", "列表")
        page = json.loads(said["paramJson"])
        begin = 4 * (page["pageNo"] - 1)
        body = {"success": True, "data": {"html": markup(begin, begin + 4)}}
        return send(request, 200, json.dumps(body).encode(), **{"Content-Type": "application/json"})

    site.pages["/api-gateway/jpaas-publish-server/front/page/build/unit"] = unit
    site.pages["/col/index.html"] = gbk(
        """<div queryData="{'webId':'w1','pageId':'p1','parseType':'x','tagId':'列表','tplSetId':'t1'}"></div>"""
    )
    return "/col/index.html"


def gkmlpt(site: DisclosureSite) -> str:
    def articles(request: BaseHTTPRequestHandler) -> int:
        said = asked(request)
        assert said["sid"] == "755"
        begin = 5 * (int(said["page"]) - 1)
        body = {"total": len(TITLES), "articles": rows(begin, begin + 5)}
        return send(request, 200, json.dumps(body).encode(), **{"Content-Type": "application/json"})

    site.pages["/gkmlpt/api/all/2095"] = articles
    site.pages["/gkmlpt/index"] = gbk("<script>var _CONFIG = {SID: '755', NAME: 'x'}</script>")
    return "/gkmlpt/index"


def ajax(site: DisclosureSite) -> str:
    def listed(request: BaseHTTPRequestHandler) -> int:
        said = asked(request)
        assert request.command == "POST" and said["ajax_type[]"] == "17"
        begin = 6 * (int(urlsplit(request.path).path.rpartition("-")[2].removesuffix(".html")) - 1)
        body = {"total": str(len(TITLES)), "data": rows(begin, begin + 6)}
        return send(request, 200, json.dumps(body).encode(), **{"Content-Type": "application/json"})

    site.pages |= {f"/api-ajax_list-{n}.html": listed for n in (1, 2, 3)}
    site.pages["/list.html"] = gbk("<script>$.post('/api-ajax_list-1.html', {'ajax_type': '17'})</script>")
    return "/list.html"


SITES = {
    "trs": (trs, 4, {}),
    "trs-was": (was, 5, {}),
    "jpage": (jpage, 3, {"size": 4}),
    "jpaas": (jpaas, 4, {"size": 4}),
    "gkmlpt": (gkmlpt, 2, {"size": 5}),
    "ajax-list": (ajax, 2, {"size": 6}),
}
"""What furnishes a site, how many answers its list has, what of the builder is smaller here."""


def test_every_builder_is_tried_here_and_has_an_example() -> None:
    assert SITES.keys() == builders().keys()
    assert {source.access for source in read_sources(HERE)} >= builders().keys()


@pytest.mark.parametrize("name", SITES)
def test_a_builder_s_list_is_read_to_its_end(
    name: str, site: DisclosureSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    furnish, answers, smaller = SITES[name]
    builder = builders()[name].model_copy(update=smaller)
    monkeypatch.setitem(builders(), name, builder)
    visit = visited(site, tmp_path, name, furnish(site))
    assert visit.failures == []
    assert {capture.link_text for capture in visit.new} == set(TITLES)
    lists = [entry for entry in site.log if not entry.path.startswith(("/f/", "/robots"))]
    assert len(lists) <= answers + 1, [entry.path for entry in lists]


def visited(site: DisclosureSite, folder: Path, access: str, index: str, **changes: Any) -> Visit:
    source = Source.model_validate(
        {
            "name": "qingyu", "who": "青榆市财政局", "region": "139900", "access": access,
            "index": f"{site.url}{index}", "links": {"text": "预算"}, "rate": 200, "recheck_days": 0,
            "parameters": {"category": "2095"}, "private_addresses": ["127.0.0.1/32"], **changes,
        }
    )  # fmt: skip
    manners = Manners("archive@qingyu.example", folder / "state", Patience(tries=2, first=0.01, longest=0.02))
    return visit_source(source, Archive(folder / "raw"), manners, since=2015)


def test_a_column_that_does_not_say_what_its_builder_needs_is_a_sentence(site: DisclosureSite, tmp_path: Path) -> None:
    site.pages["/col/index.html"] = gbk("<p>改版了</p>")
    (failure,) = visited(site, tmp_path, "jpage", "/col/index.html").failures
    assert "`columnid`" in failure.message and "`parameters`" in failure.message and site.url in failure.message


def test_an_answer_that_is_another_is_a_sentence(site: DisclosureSite, tmp_path: Path) -> None:
    gkmlpt(site)
    site.pages["/gkmlpt/api/all/2095"] = Page(b'{"code": 500}', "application/json")
    (failure,) = visited(site, tmp_path, "gkmlpt", "/gkmlpt/index").failures
    assert "articles" in failure.message and site.url in failure.message


def test_an_access_that_nobody_knows_is_refused_with_those_that_are(tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text("who: x\nregion: '130000'\naccess: wordpress\nindex: https://x.example/\nlinks: {text: 预算}\n")
    with pytest.raises(SourceError, match=r"`wordpress`; known are .*jpage"):
        read_source(path)
