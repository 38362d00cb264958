"""Tables that nothing rules: on the pages of a PDF, and in web pages that were made from one."""

import pytest
from drawing import pdf, write, write_chinese

from extractors.document.model import Document, Table
from extractors.document.troubles import ReadError
from extractors.pipeline import read_document as read

COLUMNS = (60, 150, 320, 400, 480)
HEAD = (
    {0: "功能分类", 2: "支出预算"},
    {0: "编码", 1: "名称", 2: "合计", 3: "基本支出", 4: "项目支出"},
)
ROWS = (
    ("206", "科学技术支出", "30.00", "12.00", "18.00"),
    ("20604", "技术研究与开发", "30.00", "12.00", "18.00"),
    ("2060404", "科技成果转化", "20.00", "12.00", "8.00"),
    ("2060499", "其他技术研究", "10.00", "", "10.00"),
    ("合计", "", "30.00", "12.00", "18.00"),
)
ABOVE = ("云岭县图书馆2031年部门预算", "部门支出总表", "单位：万元")
PROSE = "本单位2031年支出预算30.00万元，其中基本支出12.00万元。"


def pieces() -> list[tuple[float, float, str]]:
    """What is printed where: lines above, a head of two rows, rows of which one name wraps, a sentence below."""
    found = [(60.0, 40.0 + 20 * n, text) for n, text in enumerate(ABOVE)]
    top = 110.0
    for head in HEAD:
        found += [(float(COLUMNS[n]), top, text) for n, text in head.items()]
        top += 20
    for row in ROWS:
        found += [(float(COLUMNS[n]), top, text) for n, text in enumerate(row) if text]
        if row[0] == "2060499":
            found.append((150.0, top + 11, "与开发支出"))
            top += 11
        top += 20
    return [*found, (60.0, top + 40, PROSE)]


def grid(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.grid]


def as_expected(document: Document) -> None:
    (table,) = document.tables
    assert table.title == ABOVE[1]
    assert grid(table) == [
        ["功能分类", "功能分类", "支出预算", "支出预算", "支出预算"],
        [HEAD[1][n] for n in range(5)],
        *(list(row) for row in ROWS[:3]),
        ["2060499", "其他技术研究\n与开发支出", "10.00", "", "10.00"],
        list(ROWS[4]),
    ]
    assert document.paragraphs[-1].text == PROSE


def test_a_table_without_rules_is_read_from_a_page() -> None:
    as_expected(read(pdf("".join((write if t.isascii() else write_chinese)(x, top, t) for x, top, t in pieces()))))


def test_a_table_of_placed_elements_is_read_from_a_web_page() -> None:
    placed = (f'<div class="piece" style="left:{x}px;top:{top}px">{text}</div>' for x, top, text in pieces())
    style = "<style>.piece{position:absolute;font-size:10px} .page{position:relative}</style>"
    as_expected(
        read(f'<html><head>{style}</head><body><div class="page">{"".join(placed)}</div></body></html>'.encode())
    )


def test_amounts_in_sentences_and_lists_make_no_table() -> None:
    lines = [f"{n}、第{n}项支出{n}0.00万元，比上年增加{n}.50万元，主要是设备购置增加。" for n in range(1, 8)]
    assert read(pdf("".join(write_chinese(60, 60 + 20 * n, line) for n, line in enumerate(lines)))).tables == []


LONG = "机关事业单位基本养老保险缴费支出"
WIDE = (
    ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
    ("合计", "", "30.00", "20.00", "10.00"),
    ("2080505", LONG, "20.00", "20.00", ""),
    ("2080506", f"{LONG}及其他", "", "", "10.00"),
    ("2080507", "水费", "1.00", "1.00", ""),
    ("2080508", "电费", "9.00", "", "9.00"),
)


def placed(xs: tuple[int, ...]) -> bytes:
    rows = [(text,) for text in ("云岭县图书馆2031年部门预算", "部门预算支出总表", "单位：万元")] + list(WIDE)
    pieces = [
        f'<div style="position:absolute;left:{x}px;top:{20 + 16 * at}px">{text}</div>'
        for at, row in enumerate(rows)
        for x, text in zip(xs, row, strict=False)
        if text
    ]
    return f"<!doctype html><html><head><meta charset=utf-8></head><body>{''.join(pieces)}</body></html>".encode()


@pytest.mark.parametrize("xs", [(20, 200, 380, 560, 740), (20, 100, 200, 260, 320)])
def test_a_name_that_reaches_over_an_amount_takes_no_column(xs: tuple[int, ...]) -> None:
    (table,) = read(placed(xs)).tables
    amounts = [[text if text.endswith("0") and "." in text else "" for text in row[2:]] for row in grid(table)]
    assert amounts[1:] == [list(row[2:]) for row in WIDE[1:]]
    assert [row[1] for row in grid(table)] == [row[1] for row in WIDE]


def test_pieces_whose_columns_are_not_certain_are_named() -> None:
    with pytest.raises(ReadError, match="columns are not certain"):
        read(placed((20, 100, 100, 170, 240)))
    prose = "<p>云岭县图书馆2031年部门预算。收入合计80.00万元，支出合计80.00万元，项目支出20.00万元。</p>"
    placed_too = placed((20, 100, 100, 170, 240)).replace(b"<body>", f"<body>{prose}".encode())
    assert "uncertain_columns" in [trouble.error for trouble in read(placed_too).troubles]


PIECES = "".join(
    f'<div class="piece" style="left:{x}px;top:{top}px">{text}<i style="display:none">9</i></div>'
    for x, top, text in pieces()
)
LEAD, BETWEEN = "经批准，现公布云岭县图书馆预算。", "联系电话见封底。"
SECRET = '<div style="display:none">' + PIECES.replace("30.00", "77.00") + "</div>"


def page_around(inner: str, before: str = "", after: str = "") -> bytes:
    style = "<style>.piece{position:absolute;font-size:10px} .page{position:relative}</style>"
    return f"<html><head>{style}</head><body>{before}<div class=page>{inner}</div>{after}</body></html>".encode()


def test_what_a_page_says_beside_its_placed_pieces_is_read_where_it_stands() -> None:
    document = read(page_around(PIECES, f"<p>{LEAD}</p>", f"<p>{BETWEEN}</p>"))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert (texts[0], texts[-2:]) == (LEAD, [PROSE, BETWEEN])
    lines = [paragraph.place().line for paragraph in document.paragraphs]
    assert lines == sorted(set(lines))


def test_a_table_of_elements_beside_placed_pieces_is_read() -> None:
    rows = "".join(
        f"<tr><td>{name}</td><td>{amount}</td></tr>" for name, amount in (("项目", "金额"), ("水费", "4.00"))
    )
    document = read(page_around(PIECES, after=f"<p>附表</p><table>{rows}</table>"))
    assert [grid(table)[-1] for table in document.tables] == [list(ROWS[-1]), ["水费", "4.00"]]


def test_placed_pieces_in_what_is_not_shown_are_not_read() -> None:
    as_expected(read(page_around(PIECES, SECRET)))


def test_pages_of_placed_pieces_in_the_cells_of_a_layout_are_read_once() -> None:
    held = f"<td><div class=page>{PIECES}</div></td>"
    layout = f"<table><tr><td>首页</td><td>公开</td></tr><tr><td>栏目</td>{held}</tr></table>"
    tables = [grid(table) for table in read(page_around(layout)).tables]
    assert [list(ROWS[-1]) in rows for rows in tables].count(True) == 1


def drawn(pieces: list[tuple[float, float, str]]) -> str:
    """Ten points a letter, five a sign of ASCII, as the tests' own fonts are."""
    return "".join((write if text.isascii() else write_chinese)(x, top, text) for x, top, text in pieces)


def page_of(rows: list[list[tuple[float, str]]], top: float = 40.0) -> str:
    return drawn([(x, top + 20 * n, text) for n, row in enumerate(rows) for x, text in row])


TITLE = [[(60.0, ABOVE[0])], [(200.0, ABOVE[1])], [(420.0, ABOVE[2])]]


def test_an_amount_ends_a_column_however_near_the_next_text_stands() -> None:
    rows = [[(60.0, "收入"), (170.0, "预算"), (206.0, "支出"), (330.0, "预算")]]
    rows += [[(60.0, f"收入{n}"), (170.0, f"{n}6.00"), (206.0, f"支出{n}"), (330.0, f"{n}4.00")] for n in range(1, 6)]
    (table,) = read(pdf(page_of([*TITLE, *rows]))).tables
    assert grid(table) == [[text for _, text in row] for row in rows]


def test_a_label_stands_over_its_column_also_where_that_has_no_amount() -> None:
    head = [[(60.0, "名称"), (150.0, "合计"), (220.0, "基本支出"), (268.0, "项目支出"), (316.0, "上年结转")]]
    rows = [[(60.0, f"科目{n}"), (150.0, f"{n}6.00"), (235.0, f"{n}6.00"), (350.0, "-")] for n in range(1, 6)]
    (table,) = read(pdf(page_of([*TITLE, *head, *rows]))).tables
    assert grid(table)[0] == [text for _, text in head[0]]
    assert grid(table)[1] == ["科目1", "16.00", "16.00", "", "-"]


HEAD_OVER = [[(230.0, "本年支出")], [(60.0, "名称"), (150.0, "合计"), (200.0, "基本支出"), (270.0, "项目支出")]]
BELOW_IT = [[(60.0, f"科目{n}"), (150.0, f"{n}6.00"), (200.0, f"{n}4.00"), (270.0, "2.00")] for n in range(1, 6)]


@pytest.mark.parametrize(
    "above", [page_of(TITLE), write_chinese(180, 76, "部门支出总表", 14)], ids=["below the unit", "below a large title"]
)
def test_a_head_over_some_columns_alone_on_its_line_is_of_the_table(above: str) -> None:
    (table,) = read(pdf(page_of([[(60.0, ABOVE[0])]]), above + page_of(HEAD_OVER + BELOW_IT, 100.0))).tables
    assert table.title == ABOVE[1]
    assert "本年支出" in grid(table)[0]


def test_lines_without_an_amount_part_no_table_whose_columns_they_keep() -> None:
    rows = [[(60.0, f"收入{n}"), (170.0, "16.00"), (230.0, f"支出{n}"), (330.0, "16.00")] for n in range(12)]
    for row in rows[4:10]:
        row[1:] = [(190.0, "-"), row[2], (350.0, "-")]
    (table,) = read(pdf(page_of([*TITLE, *rows]))).tables
    assert grid(table) == [[text for _, text in row] for row in rows]


def test_a_page_goes_on_with_the_columns_of_the_one_before_though_some_stay_empty() -> None:
    head = [[(60.0, "编码"), (120.0, "名称"), (250.0, "合计"), (320.0, "基本支出"), (400.0, "项目支出")]]
    rows = [
        [(60.0, f"20{n}"), (120.0, f"科目{n}"), (250.0, "6.00"), (320.0, "4.00"), (400.0, "2.00")] for n in range(6)
    ]
    more = [[(120.0, "农田水利建设及养护"), (250.0, "6.00"), (320.0, "6.00")] for _ in range(2)]
    (table,) = read(pdf(page_of([*TITLE, *head, *rows]), page_of(more))).tables
    assert grid(table)[-1] == ["", "农田水利建设及养护", "6.00", "6.00", ""]
