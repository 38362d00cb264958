"""What style sheets within a page say of its text: hidden, struck out, printed by them, set as tables; and refusals."""

import pytest

from extractors.document.model import Document
from extractors.document.troubles import ReadError
from extractors.pipeline import read_document as read

ROWS = [["项目", "预算数"], ["办公费", "1,204.50"], ["邮电费", "35.00"], ["差旅费", ""], ["合计", "1,239.50"]]
ABOVE = "<p>云岭县图书馆2031年部门预算</p><p>部门支出表</p><p>单位：元</p>"


def page(rows: str, css: str = "", head: str = "") -> bytes:
    body = f"<body>{ABOVE}<table>{rows}</table></body>"
    return f"<!doctype html><html><head><meta charset='utf-8'>{head}<style>{css}</style></head>{body}</html>".encode()


def drawn(changes: dict[str, str]) -> str:
    """The rows of the table, some of its cells exchanged for others."""
    return "".join(
        f"<tr>{''.join(changes.get(text or row[0], f'<td>{text}</td>') for text in row)}</tr>" for row in ROWS
    )


def grid(document: Document) -> list[list[str]]:
    (table,) = document.tables
    return [[cell.text for cell in row] for row in table.grid]


@pytest.mark.parametrize(
    ("cell", "css"),
    [
        ("<td class=w>7.00</td>", ".w{color:white}"),
        ("<td class='w x'>7.00</td>", "table td.w{color:#FFFFFF !important} td.x{color:black}"),
        ("<td><span class=o>7.00</span></td>", ".o{position:absolute;left:-9999px}"),
        ("<td><b id=n>7.00</b></td>", "td > #n{display:none}"),
        ("<td data-old=1>7.00</td>", "[data-old]{visibility:hidden}"),
        ("<td><span style='font-size:0'>7.00</span></td>", ""),
        ("<td><span class=w>7.00</span></td>", ".w{color:transparent}"),
        ("<td><div class=w>7.00</div></td>", ".w{max-height:0;overflow:hidden}"),
        ("<td><span class=w>7.00</span></td>", ".w{display:inline-block;width:0px;overflow:hidden}"),
        ("<td><span class=w>7.00</span></td>", ".w{clip-path:inset(100%)}"),
        ("<td><span class=w>7.00</span></td>", ".w{display:inline-block;transform:scale(0)}"),
        ("<td><span class=w>7.00</span></td>", "@media screen{.w{display:none}}"),
        ("<td><span class=w>7.00</span></td>", "@supports (display:grid){.w{display:none}}"),
        ("<td><span class=w>7.00</span></td>", ":root{--kind:none} .w{display:var(--kind)}"),
        ("<td style='display:none'>7.00</td><td></td>", ""),
        ("<td><i class=w>7.00</i></td>", "i:not(.seen){display:none}"),
        ("<td><i class=w>7.00</i></td>", ":is(b,i).w, :where(u){display:none}"),
        ("<td><i class=w>7.00</i></td>", "td{ i{display:none} }"),
        ("<td><i class=w>7.00</i></td>", "i{ color:red; &.w{display:none} }"),
        ("<td><i class=w>7.00</i></td>", "@media screen{ table{ .w{display:none} } }"),
        ("<td><b></b><i>7.00</i></td>", "b + i{display:none}"),
        ("<td><b></b><i>7.00</i></td>", "i:nth-child(2n):last-child{display:none}"),
        ("<td><i lang=x-old>7.00</i></td>", "[lang|=x]{display:none}"),
    ],
)
def test_what_sheets_do_not_show_is_not_read(cell: str, css: str) -> None:
    rows = drawn({"": cell}).replace("<td>差旅费</td><td></td>", f"<td>差旅费</td>{cell}")
    assert grid(read(page(rows, css))) == ROWS


@pytest.mark.parametrize(
    ("cell", "css", "head"),
    [
        ("<td class=w>35.00</td>", ".w{color:white;background:#003366}", ""),
        ("<td class=w>35.00</td>", ".w{display:none} .w{display:block}", ""),
        ("<td class=w>35.00</td>", ".w{color:white}", "<link rel=stylesheet href=site.css>"),
        ("<td style='font-size:0'><span style='font-size:14px'>35.00</span></td>", "", ""),
        ("<td class=w>35.00</td>", "@media print{.w{display:none}}", ""),
        ("<td class=w>35.00</td>", "@media screen and (max-width:600px){.w{display:none}}", ""),
        ("<td><bdo dir=rtl>00.<b>53</b></bdo></td>", "", ""),
        ("<td><span class=w>00.53</span></td>", ".w{direction:rtl;unicode-bidi:bidi-override}", ""),
        ("<td colspan='1;'>35.00</td>", "", ""),
        ("<td><i class=w>35.00</i></td>", "i[class=v], i.w:hover, i:not(.w), i:nth-child(2){display:none}", ""),
        ("<td><i class=w>35.00</i></td>", "p{ i{display:none} }", ""),
        ("<td><i class=w>35.00</i></td>", "i{display:none} i:not(#k){display:inline}", ""),
        ("<td><i class=w>35.00</i></td>", "i::after{content:'}'} b{display:none}", ""),
        ("<td><div><template shadowrootmode=open>35.00</template></div></td>", "", ""),
    ],
)
def test_what_sheets_show_is_read(cell: str, css: str, head: str) -> None:
    assert grid(read(page(drawn({"35.00": cell}), css, head))) == ROWS


@pytest.mark.parametrize(
    ("cell", "css"),
    [
        ("<td class=a></td>", ".a::before{content:'35.00'}"),
        ("<td class=a data-v=35.00></td>", "td.a:after{content:attr(data-v)}"),
        ("<td class=a>.00</td>", '.a:before{content:"3" "5"}'),
    ],
)
def test_what_sheets_print_is_read(cell: str, css: str) -> None:
    assert grid(read(page(drawn({"35.00": cell}), css))) == ROWS


def test_boxes_that_a_sheet_sets_as_a_table_are_one() -> None:
    rows = "".join(f"<div class=r>{''.join(f'<div class=c>{text}</div>' for text in row)}</div>" for row in ROWS)
    css = ".t{display:table}.r{display:table-row}.c{display:table-cell}"
    html = f"<html><head><style>{css}</style></head><body>{ABOVE}<div class=t>{rows}</div></body></html>"
    assert grid(read(html.encode())) == ROWS
    fewer = html.replace("<div class=c>预算数</div>", "", 1)
    assert read(fewer.encode()).tables[0].ragged


def test_boxes_that_their_own_styles_set_as_a_table_are_one() -> None:
    rows = "".join(
        f"<div style='display:table-row'>{''.join(f'<p style=display:table-cell>{text}</p>' for text in row)}</div>"
        for row in ROWS
    )
    html = f"<html><body>{ABOVE}<div style='display: table'>{rows}</div></body></html>"
    assert grid(read(html.encode())) == ROWS


@pytest.mark.parametrize("shown", ["display:flex", "display:grid;grid-template-columns:1fr 1fr"])
def test_amounts_in_boxes_side_by_side_are_named(shown: str) -> None:
    lines = "".join(f"<div style='{shown}'><i>水费{n}</i><b>{n}.50</b></div>" for n in range(8))
    document = read(f"<html><body>{ABOVE}<p>收入8.00元，支出8.00元，结余0.00元。</p>{lines}</body></html>".encode())
    (trouble,) = document.troubles
    assert trouble.error == "boxes_side_by_side"
    assert "8 of which hold an amount" in trouble.message


@pytest.mark.parametrize("cell", ["<td><del>9.00</del>35.00</td>", "<td><s>9.00</s><ins>35.00</ins></td>"])
def test_what_is_struck_out_is_left_out_and_named(cell: str) -> None:
    document = read(page(drawn({"35.00": cell})))
    assert grid(document) == ROWS
    assert [trouble.error for trouble in document.troubles] == ["struck_out"]


def test_the_number_of_a_note_is_no_digit_and_a_reading_aid_no_text() -> None:
    cells = {"35.00": "<td>35.00<sup>1</sup></td>", "邮电费": "<td><ruby>邮电<rt>youdian</rt></ruby>费</td>"}
    assert grid(read(page(drawn(cells))))[2] == ["邮电费", "35.00¹"]


def test_a_frame_around_one_number_is_no_table_of_its_own() -> None:
    cell = "<td><table><tr><td>35.00</td></tr></table></td>"
    assert grid(read(page(drawn({"35.00": cell})))) == ROWS


TITLE = "<title>云岭县图书馆2031年部门预算</title>"


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("<iframe src='content.html'></iframe>", "framed_page"),
        ("<h1>部门预算</h1><img src=1.png><img src=2.png>", "embedded_picture"),
        ("<svg width=900 height=900><text x=1 y=1>合计 80.00</text></svg>", "drawn_text"),
        ("<div id=app></div><script src=app.js></script>", "scripted_text"),
        ("<p>部门预算</p>", "html_page"),
    ],
)
def test_a_page_whose_content_is_no_text_says_what_it_is(body: str, error: str) -> None:
    with pytest.raises(ReadError) as raised:
        read(f"<html><head>{TITLE}</head><body>{body}</body></html>".encode())
    assert raised.value.error == error


def test_amounts_that_a_script_holds_are_named() -> None:
    values = ",".join(f'["办公费{n}",{n}.50]' for n in range(20))
    data = page(drawn({})).replace(b"</body>", f"<script>var rows=[{values}]</script></body>".encode())
    (trouble,) = read(data).troubles
    assert trouble.error == "scripted_text"
    assert "20 amounts" in trouble.message
