"""Links that a page keeps in its scripts are found; nothing of a script is executed."""

import time

import pytest

from flows.crawl.pages import PageError, absolute, files_of, moved_to, page_links

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
