"""Links that a page keeps in its scripts are found; nothing of a script is executed."""

import time
from pathlib import Path
from urllib.parse import urljoin

import pytest

from flows.crawl.links import absolute
from flows.crawl.pages import PageError, files_of, moved_to, page_links, unreached
from schemas.yamlfile import parse

URL = "https://budget.qingyu.example/bmys/t20310215_7.html"


def files(body: str) -> list[tuple[str, str]]:
    page = f"<html><head><meta charset=gbk></head><body>{body}</body></html>".encode("gb18030")
    return [
        (link.url.removeprefix("https://budget.qingyu.example"), link.text)
        for link in files_of(page_links(page, URL), None)
    ]


KEPT = {
    "markup in a variable": (
        """<script>var fjlist='<a href="./P020310215.pdf">图书馆2031年预算</a><br/>';</script>""",
        [("/bmys/P020310215.pdf", "图书馆2031年预算")],
    ),
    "markup with escaped quotes and slashes": (
        r"""<script>var hasFJ="<a href=\"\/files\/one.docx\">说明<\/a>";</script>""",
        [("/files/one.docx", "说明")],
    ),
    "markup in escapes of code points": (
        r"""<script>document.write('\x3ca href="/f/two.xls"\u003e\u8868\x3c/a\x3e')</script>""",
        [("/f/two.xls", "表")],
    ),
    "the address in a variable": (
        """<script>var sPdfUrl = "/cms_files/attach/3.pdf"; show(sPdfUrl);</script><iframe id=v></iframe>""",
        [("/cms_files/attach/3.pdf", "")],
    ),
    "the source of a frame set by a script": (
        """<iframe id=v></iframe><script>element("v").src = '/web/viewer.html?file=/up/4.pdf';</script>""",
        [("/up/4.pdf", "")],
    ),
    "a viewer in a frame": ("""<iframe src="/pdfjs/viewer.html?file=%2Fup%2F5.pdf"></iframe>""", [("/up/5.pdf", "")]),
    "a service that is told the file": (
        """<a href="/module/download/downfile.jsp?filename=2031a.pdf&classid=0">预算表</a>""",
        [("/module/download/downfile.jsp?filename=2031a.pdf&classid=0", "预算表")],
    ),
    "an object with a title": (
        """<script>var d=[{"title":"图书馆2031年预算","url":"/f/6.pdf"},{"url":"/f/7.pdf","name":"附表"}]</script>""",
        [("/f/6.pdf", "图书馆2031年预算"), ("/f/7.pdf", "附表")],
    ),
    "a call in the address": ("""<a href="javascript:open2('/f/8.pdf')">预算</a>""", [("/f/8.pdf", "预算")]),
    "a call on a click": ("""<a href="#" onclick="window.open('/f/9.zip')">打包下载</a>""", [("/f/9.zip", "打包下载")]),
    "a template": (
        """<script type="text/template"><a href="/f/10.pdf">预算</a></script>""",
        [("/f/10.pdf", "预算")],
    ),
    "a comment that a script shows": (
        """<div id=f><!--<a href="/f/11.pdf">预算</a>--></div><script>show(f.firstChild.data)</script>""",
        [("/f/11.pdf", "预算")],
    ),
    "words that are the file's name": (
        """<a href="/oss/8f3a">附件：图书馆2031年预算.pdf（1.2M）</a>""",
        [("/oss/8f3a", "附件：图书馆2031年预算.pdf（1.2M）")],
    ),
}


@pytest.mark.parametrize("name", KEPT)
def test_an_attachment_is_found_where_a_page_keeps_it(name: str) -> None:
    body, expected = KEPT[name]
    assert files(body) == expected


NOTHING = {
    "an ending that is only asked about": """<script>if (u.indexOf(".pdf") > 0 || "*.pdf" == m) go(u)</script>""",
    "a comment beside a file that is shown": """<!--<a href="/f/old.pdf">旧</a>--><script>x()</script>""",
    "what is put together": """<script>var u = base + "/f/" + name + ".pdf"</script>""",
}


@pytest.mark.parametrize("name", NOTHING)
def test_what_is_no_address_is_no_attachment(name: str) -> None:
    shown = '<a href="/f/new.pdf">新</a>'
    assert files(NOTHING[name] + shown) == [("/f/new.pdf", "新")]


@pytest.mark.parametrize(
    ("body", "target"),
    [
        ("<script>window.location.href='/real.html';</script>", "/real.html"),
        ('<script>location.replace( "/real.html" )</script>', "/real.html"),
        ("<meta http-equiv='Refresh' content='0;url=/real.html'>", "/real.html"),
        ("<meta http-equiv=refresh content=\"3; URL='real.html'\">", "/bmys/real.html"),
        ("<meta http-equiv=refresh content='600'>", None),
        ("<meta http-equiv=refresh content='900;url=/other.html'>", None),
        ("<script>location.href='/real.html'</script><a href='a.pdf'>预算</a>", None),
        ("<script>location.href=next</script>", None),
    ],
)
def test_a_page_that_shows_nothing_moves_on(body: str, target: str | None) -> None:
    moved = moved_to(f"<html><head>{body}</head></html>".encode(), URL)
    assert moved == (target and f"https://budget.qingyu.example{target}")


def test_a_backslash_is_a_slash_and_a_blank_is_escaped() -> None:
    assert absolute(URL, r"\f\a b.pdf") == "https://budget.qingyu.example/f/a%20b.pdf"
    assert absolute(URL, "http:///f/a.pdf") is None


def test_a_page_that_declares_an_encoding_that_it_is_not_in_is_read() -> None:
    page = '<html><head><meta charset="utf-16"></head><body><a href="/f/a.pdf">青榆市2031年预算</a></body></html>'
    for data in (page.encode("utf-8"), page.encode("gb18030"), page.encode("gb18030") + b" "):
        (link,) = page_links(data, URL)
        assert link.text == "青榆市2031年预算"


def test_a_page_without_markup_is_said() -> None:
    with pytest.raises(PageError, match=r"budget\.qingyu\.example"):
        page_links(b"", URL)


def test_hostile_scripts_take_no_time() -> None:
    began = time.process_time()
    for script in (
        "'" * 400_000,
        '"a' * 200_000,
        "{" * 400_000 + '"/f/a.pdf"',
        '".pdf' * 100_000,
        "`" + "\\" * 400_000,
    ):
        page_links(f"<html><body><script>{script}</script></body></html>".encode(), URL)
    assert time.process_time() - began < 10


WAYS = {
    "markup added up": ("<script>document.write('<a href=\"'+'./a.pdf'+'\">x</a>')</script>", "/zwgk/art/a.pdf"),
    "two names added up": (
        "<script>var p='/f/';var n='a.pdf';document.getElementById('x').src=p+n;</script>",
        "/f/a.pdf",
    ),
    "a name within markup": ("<script>var n='/f/a.pdf';document.write('<a href='+n+'>x</a>');</script>", "/f/a.pdf"),
    "an ending added": ("<script>var u='/f/a'+'.pdf';</script>", "/f/a.pdf"),
    "a name in a template": ("<script>var n='/f/a.pdf';x=`<a href=\"${n}\">x</a>`;</script>", "/f/a.pdf"),
    "a viewer and what it shows, added up": (
        '<script>$("#f").attr("src","/pdf/web/viewer.html?file="+"/cms/a.pdf")</script>',
        "/cms/a.pdf",
    ),
    "a service by number, words with the name": (
        '<a href="/module/download/down.jsp?i_ID=12&colID=3">附件：2031年部门预算.pdf</a>',
        "/module/download/down.jsp?i_ID=12&colID=3",
    ),
    "a service by number, words of an annex": (
        '<a href="/module/download/down.jsp?i_ID=12&colID=3">附件：2031年部门预算</a>',
        "/module/download/down.jsp?i_ID=12&colID=3",
    ),
    "a service by path": ('<a href="/api/file/download/998877">2031年部门预算公开表</a>', "/api/file/download/998877"),
    "a service and a download": ('<a href="/attach/0/1/2f3e4d5c" download>2031年部门预算</a>', "/attach/0/1/2f3e4d5c"),
    "a service by a file's number": (
        '<a href="/servlet/FileServlet?fileId=88">附件1</a>',
        "/servlet/FileServlet?fileId=88",
    ),
    "a link to download": ('<a href="/x/8877" download="a.pdf">点击下载</a>', "/x/8877"),
    "an icon before the link": (
        '<img src="/images/icon_pdf.gif"><a href="/x/y/8877">2031年预算公开表</a>',
        "/x/y/8877",
    ),
    "a link without an address": ('<a data-href="/f/a.pdf">x</a>', "/f/a.pdf"),
    "an attribute of any tag": ('<div class=att data-url="/f/a.pdf">附件</div>', "/f/a.pdf"),
    "data in an attribute": ('<div data-files=\'[{"name":"x","url":"/f/a.pdf"}]\'></div>', "/f/a.pdf"),
    "a call of any tag": ("<span onclick=\"down('/f/a.pdf')\">附件</span>", "/f/a.pdf"),
    "a call of a button": ("<input type=button onclick=\"window.open('/f/a.pdf')\" value=下载>", "/f/a.pdf"),
    "a cell that leads on": ("<table><tr><td onclick=\"location='/f/a.pdf'\">附件</td></tr></table>", "/f/a.pdf"),
    "a hidden field": ('<input type=hidden id=fj value="/f/a.pdf">', "/f/a.pdf"),
    "an attribute with a path": ('<li filepath="/f/a.pdf">附件</li>', "/f/a.pdf"),
    "a name beside an address": (
        '<script>var d={"attachments":[{"name":"x.pdf","url":"/f/a.pdf"}]}</script>',
        "/f/a.pdf",
    ),
    "escaped slashes": ('<script>var d={"attachments":[{"name":"x.pdf","url":"\\/f\\/a.pdf"}]}</script>', "/f/a.pdf"),
    "data of a framework": (
        '<script id="__NEXT_DATA__" type="application/json">{"f":[{"fileUrl":"/f/a.pdf"}]}</script>',
        "/f/a.pdf",
    ),
    "a file's name beside a number": (
        '<script>var d={"attachments":[{"fileName":"部门预算.pdf","url":"/api/f/12"}]}</script>',
        "/api/f/12",
    ),
    "escaped markup in data": (
        r'<script>window._CONFIG={"content":"\u003cp\u003e\u003ca href=\"/f/a.pdf\"\u003ex\u003c/a\u003e"}</script>',
        "/f/a.pdf",
    ),
    "markup as entities in a script": (
        '<script>var c="&lt;a href=&quot;/f/a.pdf&quot;&gt;x&lt;/a&gt;"</script>',
        "/f/a.pdf",
    ),
    "markup as entities in a text area": (
        '<textarea style="display:none">&lt;a href="/f/a.pdf"&gt;x&lt;/a&gt;</textarea>',
        "/f/a.pdf",
    ),
    "markup in a text area": ('<textarea style="display:none"><a href="/f/a.pdf">x</a></textarea>', "/f/a.pdf"),
    "for those without scripts": ('<noscript><a href="/f/a.pdf">x</a></noscript>', "/f/a.pdf"),
    "percent-encoded markup": (
        "<script>document.write(unescape('%3Ca%20href%3D%22/f/a.pdf%22%3Ex%3C/a%3E'))</script>",
        "/f/a.pdf",
    ),
    "a script in a comment": ("<script><!--\nvar a='<a href=\"/f/a.pdf\">x</a>';\n//--></script>", "/f/a.pdf"),
    "a parameter of an object": ('<object><param name="src" value="/f/a.pdf"></object>', "/f/a.pdf"),
    "a frame": ('<frameset><frame src="/f/a.pdf"></frameset>', "/f/a.pdf"),
    "a session in the address": ('<a href="/f/a.pdf;jsessionid=1A2B">x</a>', "/f/a.pdf;jsessionid=1A2B"),
    "an encoded point": ('<a href="/f/a%2Epdf">x</a>', "/f/a%2Epdf"),
    "WPS": ('<a href="/f/a.wps">x</a>', "/f/a.wps"),
    "WPS tables": ('<a href="/f/a.et">x</a>', "/f/a.et"),
    "a viewer told behind #": ('<iframe src="/pdfjs/viewer.html#file=/f/a.pdf"></iframe>', "/f/a.pdf"),
    "a viewer told in base64": (
        '<iframe src="/onlinePreview?url=aHR0cDovL3NpdGUuZXhhbXBsZS9mL2EucGRm"></iframe>',
        "http://site.example/f/a.pdf",
    ),
    "words before 下载": ('<a href="/f/123">2031年部门预算.pdf 下载</a>', "/f/123"),
    "a name in title marks": ('<a href="/f/123">《2031年部门预算》.pdf</a>', "/f/123"),
    "a size in brackets": ('<a href="/f/123">2031年部门预算.pdf【1.2MB】</a>', "/f/123"),
    "a file's name as the title": ('<a href="/f/123" title="部门预算.docx">附件下载</a>', "/f/123"),
    "data as text in a script": ('<script>var s="{\\"url\\":\\"/f/a.pdf\\"}";</script>', "/f/a.pdf"),
    "a picture of a file's name": ('<a href="/f/123"><img src="/i/pdf.png" alt="部门预算.pdf"></a>', "/f/123"),
    "a link in a drawing": ('<svg><a xlink:href="/f/a.pdf"><text>x</text></a></svg>', "/f/a.pdf"),
    "markup in CDATA": ('<xml id=att><![CDATA[<a href="/f/a.pdf">x</a>]]></xml>', "/f/a.pdf"),
    "an address and a name in a call": ("<a href='#' onclick=\"downloadFile('/f/a.pdf','t.pdf')\">x</a>", "/f/a.pdf"),
}
"""Other ways in which sites attach, each with the one address that is found."""


@pytest.mark.parametrize("name", WAYS)
def test_the_address_of_an_attachment_is_found_and_no_other(name: str) -> None:
    body, address = WAYS[name]
    page = f"<html><body><p>云岭县图书馆2031年部门预算公开</p>{body}<a href='/'>首页</a></body></html>".encode()
    found = files_of(page_links(page, "http://site.example/zwgk/art/1.html"), None)
    assert [link.url for link in found] == [urljoin("http://site.example/zwgk/art/", address)]


ATTACHING: dict[str, list[str]] = parse(Path(__file__).with_name("ways_of_attaching.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("way", ATTACHING)
def test_each_way_of_attaching_leads_to_its_files(way: str) -> None:
    body, *addresses = ATTACHING[way]
    page = f"<html><body><p>云岭县图书馆2031年部门预算公开</p>{body}<a href='/'>首页</a></body></html>".encode()
    found = files_of(page_links(page, "http://site.example/zwgk/art/1.html"), None)
    assert [link.url for link in found] == [urljoin("http://site.example/zwgk/art/", each) for each in addresses]


def test_a_file_whose_address_only_a_script_knows_is_named() -> None:
    shown = '<a id="attach0" href="javascript:void(0)">2031年部门预算.pdf</a><script>attach("77","1")</script>'
    page = f"<html><body>{shown}</body></html>".encode()
    assert unreached(page, URL) == ["2031年部门预算.pdf"]
    assert unreached(page.replace(b"</body>", b"<a href='/f/a.pdf'>x</a></body>"), URL) == []


@pytest.mark.parametrize(
    "body",
    [
        '<a href="/download/">下载中心</a>',
        '<a href="/attach/list.html">资料下载</a>',
        "<button onclick=\"share('2031')\">分享</button>",
        '<img src="/images/icon_pdf.gif"><p>附件</p><a href="/">首页</a>',
    ],
)
def test_what_is_no_attachment_is_left_alone(body: str) -> None:
    page = f"<html><body>{body}</body></html>".encode()
    assert files_of(page_links(page, "http://site.example/a/1.html"), None) == []


def test_sums_in_long_scripts_are_found_in_time_that_grows_with_them() -> None:
    script = "var a='/f/';" + "x=a+b+a+'c'+a;" * 60_000
    began = time.process_time()
    page_links(f"<html><body><script>{script}</script></body></html>".encode(), URL)
    assert time.process_time() - began < 15
