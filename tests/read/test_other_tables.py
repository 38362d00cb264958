"""Tables in the formats beside PDF and Word: comma-separated values, XML of 2003, workbooks with more than cells."""

import io
import struct

import openpyxl
import pytest
from office import cell, docx, par, tbl, xlsx
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Border, Font, PatternFill, Side

from extractors.document.model import Document
from extractors.document.troubles import ReadError
from extractors.pipeline import read_document as read
from extractors.values.number_formats import printed

ROWS = [["项目", "预算数"], ["办公费", "1,204.50"], ["邮电费", "35.00"], ["合计", "1,239.50"]]


def grid(document: Document) -> list[list[str]]:
    (table,) = document.tables
    return [[cell.text for cell in row] for row in table.grid]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_comma_separated_values_are_a_table_under_the_lines_above_it(encoding: str) -> None:
    lines = [
        "云岭县图书馆2031年部门预算",
        "",
        "部门支出表",
        "单位：元",
        *(f'{name},"{amount}"' for name, amount in ROWS),
    ]
    document = read("\r\n".join(lines).encode(encoding))
    assert grid(document) == ROWS
    assert document.tables[0].title == "部门支出表"


def test_prose_with_a_comma_is_no_table() -> None:
    document = read("云岭县图书馆2031年部门预算\n收入1,204.50元。\n支出1,204.50元。\n没有了。\n".encode())
    assert document.tables == []


@pytest.mark.parametrize("end", ["。", "；"])
def test_sentences_with_commas_of_half_a_width_are_no_table(end: str) -> None:
    """As web pages print them: the clauses of three lines in a row may be as many."""
    lines = [f"{n}.{name}{n}万元,较上年减少1万元,下降5%{end}" for n, name in enumerate(["收入", "支出", "结余"], 10)]
    document = read("\n".join(["云岭县图书馆2031年部门预算", *lines]).encode())
    assert document.tables == []
    assert len(document.paragraphs) == 4


SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"


def xml_2003(rows: str, styles: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{SPREADSHEET}" '
        f'xmlns:ss="{SPREADSHEET}"><Styles>{styles}</Styles><Worksheet ss:Name="部门支出表"><Table>{rows}</Table>'
        "</Worksheet></Workbook>"
    ).encode()


def test_a_workbook_as_xml_of_2003_is_read_with_its_spans_and_formats() -> None:
    rows = (
        '<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">项目与预算数</Data></Cell></Row>'
        '<Row ss:Index="2"><Cell><Data ss:Type="String">办公费</Data></Cell>'
        '<Cell ss:StyleID="n"><Data ss:Type="Number">1204.5</Data></Cell></Row>'
        '<Row><Cell ss:Index="2" ss:StyleID="n"><Data ss:Type="Number">35</Data></Cell></Row>'
    )
    style = '<Style ss:ID="n"><NumberFormat ss:Format="#,##0.00"/></Style>'
    document = read(xml_2003(rows, style), name="a.xls")
    assert document.reader == "excel"
    (table,) = document.tables
    last = [[cell.text for cell in row] for row in table.grid][-2:]
    assert last == [["办公费", "1,204.50"], ["", "35.00"]]


def test_values_that_a_workbook_prints_in_white_or_not_at_all_are_hidden_and_named() -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(xlsx({"表": [["项目", "预算数"], ["甲", 1], ["乙", 2], ["丙", 3], ["丁", 4]]}))
    )
    sheet = book.active
    sheet["B3"].font = Font(color="FFFFFFFF")
    sheet["B4"].number_format = ";;;"
    sheet["B5"].font, sheet["B5"].fill = Font(color="FFFFFFFF"), PatternFill("solid", fgColor="FF203040")
    stream = io.BytesIO()
    book.save(stream)
    document = read(stream.getvalue())
    assert [row[1] for row in grid(document)] == ["预算数", "1", "", "", "4"]
    (trouble,) = document.troubles
    assert trouble.error == "hidden_cells"
    assert "cell B3" in trouble.message and "cell B4" in trouble.message


def test_a_cell_with_an_error_is_named() -> None:
    document = read(xlsx({"表": [["项目", "预算数"], ["甲", "#REF!"], ["乙", 2]]}))
    assert [trouble.error for trouble in document.troubles] == ["error_cells"]
    assert "B2 (#REF!)" in document.troubles[0].message


def test_signs_of_the_font_symbol_are_what_they_print() -> None:
    by_place = '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r><w:r><w:t>12公里</w:t></w:r>'
    private = (
        '<w:r><w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr><w:t>\uf0a3</w:t></w:r>'
        "<w:r><w:t>3万元</w:t></w:r>"
    )
    bullet = '<w:r><w:sym w:font="Wingdings" w:char="F0B3"/></w:r><w:r><w:t>按期</w:t></w:r>'
    cells = "".join(cell(f"<w:p>{runs}</w:p>") for runs in (by_place, private, bullet))
    document = read(docx(par("云岭县图书馆2031年部门预算") + tbl(cells, cells)))
    assert [cell.text for cell in document.tables[0].grid[0]] == ["≥12公里", "≤3万元", "按期"]


PAGE = "<p>云岭县图书馆2031年部门预算，单位：万元</p><table><tr><td>项目</td><td>预算数</td></tr>{}</table>"
LINE = "<tr><td>办公费</td><td>12.50</td></tr>" * 3
GONE = "<tr {}><td>邮电费</td><td>9</td></tr>"


@pytest.mark.parametrize(
    "page",
    [
        f"<html><body><p>公告</p></body></html><html><body>{PAGE.format(LINE)}</body></html>",
        "<html><body>" + "<div>" * 600 + PAGE.format(LINE) + "</div>" * 600 + "</body></html>",
        "<html><body>" + PAGE.format(LINE + GONE.format('style="display:none"')) + "</body></html>",
        "<html><style>.no{display:none}</style><body>" + PAGE.format(LINE + GONE.format('class="no"')),
        "<html><body>" + PAGE.format(LINE.replace("12.50", '<input value="12.50">')) + "</body></html>",
        "<html><body>" + PAGE.format(LINE.replace("12.50", '12.50<font color="white">9</font>')) + "</body></html>",
    ],
    ids=["a second body", "nested deep", "hidden row", "hidden by a style sheet", "filled into fields", "white"],
)
def test_a_page_is_read_as_a_browser_shows_it(page: str) -> None:
    assert grid(read(page.encode())) == [["项目", "预算数"], *[["办公费", "12.50"]] * 3]


def test_a_comment_that_is_not_closed_is_named() -> None:
    document = read(f"<html><body>{PAGE.format(LINE)}<!-- <p>三公经费3.00万元</p></body></html>".encode())
    assert [trouble.error for trouble in document.troubles] == ["unclosed_comment"]


def test_spans_that_overshoot_make_no_columns() -> None:
    head = "<tr><td colspan=200>收入</td><td colspan=200>支出</td></tr>"
    line = "<tr><td>甲</td><td>1.00</td><td>乙</td><td>2.00</td></tr>"
    document = read(f"<html><body><p>2031年部门预算</p><table>{head}{line * 3}</table></body></html>".encode())
    assert grid(document)[:2] == [["收入", "收入", "支出", "支出"], ["甲", "1.00", "乙", "2.00"]]


def test_columns_that_overshooting_spans_cannot_share_are_not_trusted() -> None:
    head = "<tr><td colspan=200>收入</td><td colspan=200>支出</td></tr>"
    line = "<tr><td>甲</td><td>1.00</td><td>2.00</td></tr>"
    document = read(f"<html><body><p>2031年部门预算</p><table>{head}{line * 3}</table></body></html>".encode())
    assert document.tables[0].ragged


def test_a_picture_in_a_page_or_on_a_sheet_is_named() -> None:
    document = read(f"<html><body>{PAGE.format(LINE)}<p><img src='W02.png'></p></body></html>".encode())
    assert [trouble.error for trouble in document.troubles] == ["embedded_picture"]


HEAD = "<tr><td>项目</td><td>预算数</td></tr>"
FIRST, SECOND, TOTAL = (
    f"<tr><td>{name}</td><td>{amount}</td></tr>"
    for name, amount in (("水费", "1.00"), ("电费", "2.00"), ("合计", "3.00"))
)


@pytest.mark.parametrize(
    "table",
    [
        f"<tfoot>{TOTAL}</tfoot><thead>{HEAD}</thead><tbody>{FIRST}{SECOND}</tbody>",
        f"<tbody>{FIRST}{SECOND}{TOTAL}</tbody><thead>{HEAD}</thead>",
        f"<tbody><td>项目</td><td>预算数</td>{FIRST}{SECOND}{TOTAL}</tbody>",
        f"<td>项目</td><td>预算数</td>{FIRST}<td>电费</td><td>2.00</td>{TOTAL}",
    ],
    ids=["the foot first", "the head last", "cells outside a row", "cells outside rows and sections"],
)
def test_rows_stand_where_a_browser_shows_them(table: str) -> None:
    document = read(f"<html><body><p>2031年部门预算</p><table>{table}</table></body></html>".encode())
    assert grid(document) == [["项目", "预算数"], ["水费", "1.00"], ["电费", "2.00"], ["合计", "3.00"]]


def test_a_cell_that_spans_no_rows_reaches_to_the_end_of_its_section() -> None:
    rows = "<tr><td rowspan=0>水电</td><td>1.00</td></tr><tr><td>2.00</td></tr>"
    table = f"<thead>{HEAD}</thead><tbody>{rows}</tbody><tbody>{TOTAL}</tbody>"
    document = read(f"<html><body><p>2031年部门预算</p><table>{table}</table></body></html>".encode())
    assert grid(document)[1:] == [["水电", "1.00"], ["水电", "2.00"], ["合计", "3.00"]]


UNSEEN = "\u200e1\u200b2\u00ad.5\u20600\ufeff"
"""12.50 among signs that nothing is printed for."""


@pytest.mark.parametrize(
    "data",
    [
        f"<html><body>{PAGE.format(LINE.replace('12.50', UNSEEN))}</body></html>".encode(),
        docx(
            par("云岭县图书馆2031年部门预算")
            + tbl(*(cell(a) + cell(b) for a, b in [ROWS[0], *[("办公费", UNSEEN)] * 3]))
        ),
        xlsx({"表": [ROWS[0], *[["办公费", UNSEEN]] * 3]}),
        ("部门支出表\n项目\t预算数\n" + f"办公费\t{UNSEEN}\n" * 3).encode(),
    ],
    ids=["html", "word", "excel", "text"],
)
def test_signs_that_nothing_is_printed_for_are_not_read(data: bytes) -> None:
    assert grid(read(data)) == [["项目", "预算数"], *[["办公费", "12.50"]] * 3]


def test_a_code_that_is_written_as_a_formula_is_a_text() -> None:
    lines = ["部门支出表", *(f'="{code}",{name},{amount}' for code, name, amount in (("206", "甲", "1.00"),) * 3)]
    assert grid(read("\n".join(lines).encode())) == [["206", "甲", "1.00"]] * 3


def test_what_stands_apart_from_the_rules_of_a_table_is_no_column_of_it() -> None:
    rows = [["部门支出表"], ["项目", "预算数"], ["甲", "1.00"], ["乙", "2.00", None, "9.00"]]
    book = openpyxl.load_workbook(io.BytesIO(xlsx({"表": rows})))
    side = Side(style="thin")
    for line in book.active["A2:B4"]:
        for one in line:
            one.border = Border(left=side, right=side, top=side, bottom=side)
    stream = io.BytesIO()
    book.save(stream)
    document = read(stream.getvalue())
    assert grid(document) == [["项目", "预算数"], ["甲", "1.00"], ["乙", "2.00"]]
    assert "9.00" in [paragraph.text for paragraph in document.paragraphs]


def test_a_number_whose_colour_alone_says_that_it_is_negative_has_a_sign() -> None:
    assert printed("-12.5", "#,##0.00;[Red]#,##0.00") == "-12.50"
    assert printed("-12.5", "#,##0.00;[Red](#,##0.00)") == "(12.50)"


def test_a_part_of_a_cell_that_is_struck_out_is_left_out_and_named() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx({"表": [["项目", "预算数"], ["甲", "x"], ["乙", 2]]})))
    book.active["B2"] = CellRichText(TextBlock(InlineFont(strike=True), "28.00"), "30.00")
    stream = io.BytesIO()
    book.save(stream)
    document = read(stream.getvalue())
    assert [row[1] for row in grid(document)] == ["预算数", "30.00", "2"]
    (trouble,) = document.troubles
    assert trouble.error == "struck_out"
    assert "B2" in trouble.message


def biff5(*rows: tuple[str | float, ...]) -> bytes:
    """A workbook of Excel 5 with one sheet that stands in no container: records of a number, a length and a body."""

    def record(number: int, body: bytes = b"") -> bytes:
        return struct.pack("<HH", number, len(body)) + body

    def value(row: int, col: int, of: str | float) -> bytes:
        at = struct.pack("<HHH", row, col, 1)
        if isinstance(of, float):
            return record(0x0203, at + struct.pack("<d", of))
        text = of.encode("gbk")
        return record(0x0204, at + struct.pack("<H", len(text)) + text)

    begins = [record(0x0809, struct.pack("<HHHH", 0x0500, kind, 0x0DBB, 0x07CC)) for kind in (0x05, 0x10)]
    font = record(0x0031, struct.pack("<HHHHHBBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0, 5) + b"Arial")
    styles = (struct.pack("<HHHBBQ", 0, 4, kind, 0x20, 0, 0x20C0) for kind in (0xFFF5, 0x0001))
    book = begins[0] + record(0x0042, struct.pack("<H", 936)) + 4 * font + b"".join(record(0xE0, x) for x in styles)
    name = struct.pack("<HB", 0, 2) + "表".encode("gbk")
    start = len(book) + 4 + 4 + len(name) + 4
    book += record(0x0085, struct.pack("<I", start) + name) + record(0x0A) + begins[1]
    return book + b"".join(value(y, x, of) for y, row in enumerate(rows) for x, of in enumerate(row)) + record(0x0A)


def test_a_workbook_of_excel_5_that_stands_in_no_container_is_read() -> None:
    document = read(biff5(("项目", "预算数"), ("水费", 35.0), ("合计", 35.0)))
    assert [[cell.text for cell in row] for row in document.tables[0].grid][1:] == [
        ["水费", "35.00"],
        ["合计", "35.00"],
    ]


@pytest.mark.parametrize(
    "begins", [(0x0009, struct.pack("<HH", 2, 0x10)), (0x0209, b"\0\3\x10\0\0\0"), (0x0409, b"\0\4\x10\0\0\0")]
)
def test_a_workbook_of_before_excel_5_is_refused_by_its_age(begins: tuple[int, bytes]) -> None:
    number, body = begins
    data = struct.pack("<HH", number, len(body)) + body + struct.pack("<HH", 0x0A, 0)
    with pytest.raises(ReadError, match="Excel 4 or older"):
        read(data)
