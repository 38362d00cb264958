"""Web pages: one that is the disclosure is read, any other is refused with the sentence that says what to do."""

import pytest

from extractors.document.model import Document
from extractors.document.troubles import ReadError
from extractors.pipeline import read_document as read
from extractors.read.html_encoding import page_text

BODY = """
<nav>首页 | 信息公开</nav>
<table width="100%"><tr><td>
<h1>云岭县图书馆2031年部门预算</h1><p>一、收支总体情况</p>
<p>2031年收入预算<b>80</b>万元，<br>支出预算80万元。</p><p>部门收支总表</p><p>单位：万元</p>
<table border="1"><thead><tr><th rowspan="2">项目</th><th colspan="2">预算数</th></tr>
<tr><td>上年</td><td>本年</td></tr></thead><tr><td>基本支出</td><td>50</td><td><p>50.00</p></td></tr></table>
</td></tr></table>
<div style="display: none">草稿</div><script>var a = "预算99万元";</script>
"""
PAGE = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>预算</title></head><body>{BODY}</body></html>'
LIST = "".join(f"<tr><td>云岭县{name}2031年部门预算</td><td>2031-02-0{n}</td></tr>" for n, name in enumerate("甲乙丙"))


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


@pytest.mark.parametrize(
    "data",
    [
        PAGE.encode(),
        b"\xef\xbb\xbf" + PAGE.encode(),
        PAGE.replace("utf-8", "gb2312").encode("gb18030"),
        PAGE.encode("gb18030"),  # it says UTF-8 and is not
        PAGE.replace('<meta charset="utf-8">', "").encode("gbk"),
        PAGE.encode("utf-16"),
    ],
)
def test_a_page_that_is_the_disclosure_is_read_in_any_encoding(data: bytes) -> None:
    document = read(data)
    assert texts(document) == [
        "云岭县图书馆2031年部门预算", "一、收支总体情况", "2031年收入预算80万元，支出预算80万元。",
        "部门收支总表", "单位：万元",
    ]  # fmt: skip
    (table,) = document.tables
    assert (document.reader, table.title) == ("html", "部门收支总表")
    assert [[cell.text for cell in row] for row in table.grid] == [
        ["项目", "预算数", "预算数"], ["项目", "上年", "本年"], ["基本支出", "50", "50.00"],
    ]  # fmt: skip


def test_a_page_in_a_form_as_old_servers_make_them_is_read() -> None:
    assert texts(read(PAGE.replace("<body>", "<body><form>").encode()))[0] == "云岭县图书馆2031年部门预算"


def test_spans_that_are_no_numbers_or_reach_too_far_are_cut() -> None:
    rows = '<tr><td rowspan="99">甲</td><td colspan="x">1.00</td></tr><tr><td>2.00</td></tr><tr><td>3.00</td></tr>'
    (table,) = read(f"<html><body><p>2031年部门预算</p><table>{rows}</table></body></html>".encode()).tables
    assert [[cell.text for cell in row] for row in table.grid] == [["甲", "1.00"], ["甲", "2.00"], ["甲", "3.00"]]


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><html><body>暂停服务</body></html>",
        f"<html><body><h1>预算公开</h1><table>{LIST}</table></body></html>",
        "<html><body>部门预算</body></html>",
        "<html></html>",
        "<html>" + "<div>" * 5_000,
    ],
)
def test_a_page_that_is_no_disclosure_is_refused(page: str) -> None:
    with pytest.raises(ReadError) as raised:
        read(page.encode())
    assert raised.value.error == "html_page"


def test_a_page_saved_in_place_of_a_pdf_is_refused() -> None:
    with pytest.raises(ReadError) as raised:
        read(PAGE.encode(), name="budget.PDF")
    assert raised.value.error == "html_page"
    assert read(PAGE.encode(), name="budget.doc").tables


@pytest.mark.parametrize(
    "declared",
    ["undefined", "utf-16", "utf-16le", "idna", "punycode", "unicode_escape", "rot13", "utf-7", "hex", "x-none"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_page_that_declares_what_it_cannot_be_in_is_read_by_its_bytes(declared: str, encoding: str) -> None:
    page = PAGE.replace("utf-8", declared).encode(encoding)
    assert page_text(page) == PAGE.replace("utf-8", declared)
