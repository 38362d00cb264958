"""Tables in files of text: values between separators, bars, HTML among other lines; and data that is no document."""

import base64
from base64 import b64encode

import pytest

from extractors.document.model import Document
from extractors.document.troubles import ReadError
from extractors.pipeline import read_document as read

ROWS = [["项目", "预算数"], ["办公费", "1,204.50"], ["邮电费", "35.00"], ["差旅费", ""], ["合计", "1,239.50"]]
ABOVE = ["云岭县图书馆2031年部门预算", "", "部门支出表", "单位：元"]


def grid(document: Document) -> list[list[str]]:
    (table,) = document.tables
    return [[cell.text for cell in row] for row in table.grid]


def values(separator: str) -> str:
    return "\r\n".join([*ABOVE, *(f'{name}{separator}"{amount}"' for name, amount in ROWS)])


@pytest.mark.parametrize(
    "data",
    [
        values(",").encode(),
        values(";").encode(),
        values(";").encode("gbk"),
        values("|").encode("utf-16"),
        ("sep=;\r\n" + values(";")).encode(),
    ],
)
def test_values_between_separators_are_a_table_under_the_lines_above_it(data: bytes) -> None:
    document = read(data)
    assert grid(document) == ROWS
    assert document.tables[0].title == "部门支出表"


def test_tables_of_a_file_of_values_need_no_blank_line_between_them() -> None:
    again = ["部门收入表", "单位：元", "来源;预算数", "拨款;1239.50", "其他;"]
    document = read("\n".join([values(";"), *again]).encode())
    assert [table.title for table in document.tables] == ["部门支出表", "部门收入表"]
    assert document.tables[1].rows == 3


def markdown(*, bars: bool) -> str:
    left, right = ("| ", " |") if bars else ("", "")
    head, *rows = [f"{left}{' | '.join(row)}{right}" for row in [ROWS[0], ["---", "---:"], *ROWS[1:]]]
    return "\n".join([f"# {ABOVE[0]}", f"## {ABOVE[2]}", "", ABOVE[3], "", head, *rows])


BOX = "\n".join([*ABOVE, "┌────┬────┐", *(line for row in ROWS for line in (f"│{'│'.join(row)}│", "├────┼────┤"))])
HTML = "\n".join(
    [
        f"# {ABOVE[0]}",
        "收入预算1239.50元，支出预算1239.50元，比2030年增加1元。",
        *ABOVE[2:],
        "<table>" + "".join(f"<tr><td>{name}</td><td>{amount}</td></tr>" for name, amount in ROWS) + "</table>",
    ]
)


@pytest.mark.parametrize("text", [markdown(bars=True), markdown(bars=False), BOX, HTML])
def test_tables_that_text_draws_are_read_under_their_titles(text: str) -> None:
    document = read(text.encode())
    assert grid(document) == ROWS
    assert document.tables[0].title == "部门支出表"
    assert document.paragraphs[0].text == ABOVE[0]


def test_a_bar_in_prose_makes_no_table() -> None:
    text = "云岭县图书馆2031年部门预算\n联系人：甲｜电话：1234|传真：无\n收入80万元。\n支出80万元。\n"
    assert read(text.encode()).tables == []


PAGE = (
    "<html><head><meta charset='gbk'></head><body><p>云岭县图书馆2031年部门预算</p>"
    "<p>部门支出表</p><p>单位：元</p><table>"
    + "".join(f"<tr><td>{name}</td><td>{amount}</td></tr>" for name, amount in ROWS)
    + "</table></body></html>"
)


@pytest.mark.parametrize("head", ["", "From: <Saved by a browser>\r\nSubject: 2031\r\n"])
def test_a_page_saved_with_all_that_belongs_to_it_is_read(head: str) -> None:
    body = base64.encodebytes(PAGE.encode("gbk")).decode()
    archive = (
        f'{head}MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="B"\r\n\r\n--B\r\n'
        'Content-Type: text/html; charset="gbk"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        f"{body}\r\n--B\r\nContent-Type: image/png\r\n\r\n\r\n--B--\r\n"
    )
    assert grid(read(archive.encode())) == ROWS


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ('{"title": "云岭县图书馆2031年部门预算", "rows": [["合计", 80]]}'.encode(), "JSON"),
        ('[{"项目": "合计", "预算数": 80}]'.encode(), "JSON"),
        ('<svg xmlns="http://www.w3.org/2000/svg"><text x="1" y="1">合计 80</text></svg>'.encode(), "SVG"),
        (b"\x1f\x8b\x08\x00packed", "gzip"),
        (b64encode(b"%PDF-1.4\n" + bytes(range(200))), "Base64"),
        (b'"data:application/pdf;base64,' + b64encode(b"%PDF-1.7\n" + bytes(9)) + b'"\n', "Base64"),
    ],
)
def test_data_that_is_no_document_is_named(data: bytes, said: str) -> None:
    with pytest.raises(ReadError, match=said):
        read(data)


def test_a_mail_is_named() -> None:
    head = "From: a@example.cn\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
    with pytest.raises(ReadError, match="it is a mail"):
        read((head + "Content-Type: text/plain\n\n" + "\n".join(ABOVE)).encode())


@pytest.mark.parametrize("end", ["。", ".", ""])
def test_a_report_whose_sentences_have_commas_of_half_a_width_is_prose(end: str) -> None:
    rest = (
        ""
        if end
        else "以及与上一年度相比增加的编目与修补旧书所需的人员经费和公用经费以及由县里统一安排的灯具更换与楼面的防水"
    )
    said = [
        f"{year}年收入预算{year},204,500.00元,支出预算{year},204,500.00元,比上年增加{year}.5万元{rest}{end}"
        for year in range(21, 29)
    ]
    document = read("\n".join([ABOVE[0], *said]).encode())
    assert document.tables == []
    assert "".join(one.text for one in document.paragraphs) == ABOVE[0] + "".join(said)


def test_lines_that_a_margin_broke_are_one_paragraph() -> None:
    lines = [
        "一、收入支出决算总体情况说明",
        "云岭省青川市云岭县图书局 2031 年度收入支出总计",
        "80591.08 万元。与 2030 年度相比，收入支出总计增加 8487.88 万",
        "元，增长 11.77%。主要原因：项目经费增加。",
        "二、一般公共预算支出具体情况说明",
        "1、文化旅游体育与传媒支出（类）文化和旅游（款）图书",
        "馆（项）。主要用于：馆舍运转和编目，以及面向读者办展览的",
        "支出。年初预算为 3063.71 万元，支出决算为 3070.63 万元，完成",
        "年初预算的 100.23%。决算数大于预算数的主要原因：县图书馆人",
        "员变动，人员经费支出增加，旧书修补所需的材料价格也比上年高",
        "一些，而这笔钱在年中已由县里追加，用于两处馆舍的防水和灯具",
        "更换，以及为读者和员工添置桌椅、书架、编目和扫描的设备，共",
        "计 12.5 万元。",
    ]
    texts = [one.text for one in read("\n".join(lines).encode()).paragraphs]
    assert texts == [lines[0], *("".join(lines[a:b]).replace(" ", "") for a, b in ((1, 4), (4, 5), (5, 13)))]


def test_lines_that_end_where_their_author_ended_them_stay_apart() -> None:
    lines = [f"第{number}项工作经费预算{number}.5万元" + "用于馆舍维修" * number for number in range(1, 9)]
    assert len(read("\n".join(lines).encode()).paragraphs) == len(lines)
