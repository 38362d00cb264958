"""Published text: encodings, tab tables, sentences and tables that page breaks cut in two."""

import codecs

import pytest

from extractors.document.model import Document, Paragraph
from extractors.document.troubles import ReadError
from extractors.pipeline import read_document as read

PROSE = "云岭县图书馆为全县读者提供借阅服务，周末照常开放。"


def document(*lines: str) -> Document:
    return read("\n".join(lines).encode())


def texts(made: Document) -> list[str]:
    return [paragraph.text for paragraph in made.paragraphs]


@pytest.mark.parametrize(
    "data",
    [
        PROSE.encode(),
        codecs.BOM_UTF8 + PROSE.encode(),
        codecs.BOM_UTF16_LE + PROSE.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + PROSE.encode("utf-16-be"),
        PROSE.encode("gb18030"),
        PROSE.encode("gbk") + b"\r\n",
    ],
    ids=["utf-8", "utf-8 with a mark", "utf-16 little", "utf-16 big", "gb18030", "gbk with crlf"],
)
def test_every_encoding_of_a_text_gives_the_same_document(data: bytes) -> None:
    made = read(data)
    assert texts(made) == [PROSE]
    assert (made.reader, made.media_type, made.pages) == ("text", "text/plain", None)


UNKNOWN = [PROSE.encode("utf-16-le"), PROSE.encode("big5", errors="replace"), bytes(range(128, 256)) * 8]


@pytest.mark.parametrize("data", UNKNOWN, ids=["utf-16 without a mark", "big5", "every high byte"])
def test_an_unknown_encoding_is_refused_not_guessed(data: bytes) -> None:
    with pytest.raises(ReadError) as refusal:
        read(data)
    assert refusal.value.error == "unknown_encoding"


@pytest.mark.parametrize("data", [b"", b" \n\r\n ", codecs.BOM_UTF8, "\u3000\n".encode()])
def test_a_file_without_text_is_refused_as_empty(data: bytes) -> None:
    with pytest.raises(ReadError) as refusal:
        read(data)
    assert refusal.value.error == "empty_file"


def test_lines_of_tabs_are_a_table_and_a_merged_cell_leaves_empty_ones() -> None:
    made = document("馆藏情况表", "类别\t册数\t备注", "绘本\t320\t", "期刊\t\t停订")
    (table,) = made.tables
    assert (table.rows, table.columns, table.index, table.title) == (3, 3, 1, "馆藏情况表")
    assert [[cell.text for cell in row] for row in table.grid] == [
        ["类别", "册数", "备注"],
        ["绘本", "320", ""],
        ["期刊", "", "停订"],
    ]
    assert [cell.line for cell in table.cells] == [2, 2, 2, 3, 3, 3, 4, 4, 4]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_counts_lines_alike(end: str) -> None:
    made = read(end.join(["第一段结束。", "", "第二段结束。", "甲\t乙"]).encode())
    assert [paragraph.place().line for paragraph in made.paragraphs] == [1, 3]
    assert made.tables[0].place(0).line == 4


def test_a_row_with_fewer_cells_gives_the_whole_table_up_with_a_sentence() -> None:
    made = document("物品\t数量\t金额", "书架\t4\t1.20", "台灯\t0.36")
    (table,) = made.tables
    assert table.ragged is not None
    assert "line 1 has 3 columns" in table.ragged and "line 3 has 2" in table.ragged
    assert [cell.text for cell in table.cells][-2:] == ["台灯", "0.36"]


def test_a_sentence_that_a_page_break_cut_is_one_and_keeps_both_lines() -> None:
    made = document("馆里修订了借阅规则，把期限、数量和罚则", "", "写清楚，张贴在每个服务点。")
    assert texts(made) == ["馆里修订了借阅规则，把期限、数量和罚则写清楚，张贴在每个服务点。"]
    (joined,) = made.paragraphs
    assert joined.place(0).line == 1
    assert joined.place(joined.text.index("写清楚")).line == 3


def test_a_sentence_inside_open_brackets_or_quotes_goes_on() -> None:
    assert texts(document("修订《图书借", "", "阅办法》并公布。")) == ["修订《图书借阅办法》并公布。"]
    assert texts(document("开展“书香", "", "进村”活动。")) == ["开展“书香进村”活动。"]


def test_headings_labels_and_finished_sentences_are_not_joined() -> None:
    lines = ["一、基本情况", "（一）主要职责", "1、采编", "馆里负责采编。", "编制单位：云岭县图书馆", "截止时间：年末"]
    assert texts(document(*lines)) == lines


@pytest.mark.parametrize("spaced", [False, True], ids=["as it was", "with spaces where cells wrap"])
def test_parts_of_a_table_under_repeated_headers_are_one_table(spaced: bool) -> None:
    head = ["采购明细", "701云岭县图书馆", "单位：万元", "物品名称\t计量单位\t金额"]
    again = ["701云岭县图书馆", "单位：万元", "物品 名称\t计量 单位\t金额" if spaced else head[3]]
    made = document(
        *head, "书架\t组\t2.00", "桌子\t张\t1.00", "", *again, "椅子\t把\t0.50", "", *again, "台灯\t盏\t0.20"
    )
    (table,) = made.tables
    assert [row[0].text for row in table.grid] == ["物品名称", "书架", "桌子", "椅子", "台灯"]
    assert [line.text for line in table.context] == head[:3]
    assert table.place(3).line == 11
    assert texts(made) == head[:3]


def test_tables_of_different_titles_stay_apart() -> None:
    made = document("甲表", "名称\t金额", "一\t1", "", "乙表", "名称\t金额", "二\t2")
    assert [table.title for table in made.tables] == ["甲表", "乙表"]


def test_the_lines_from_the_title_on_are_the_context_of_a_table() -> None:
    made = document("上面一段写完了。", "", "阅览桌更换绩效目标表", "701002云岭县分馆", "单位：万元", "名称\t金额")
    (table,) = made.tables
    assert [line.text for line in table.context] == ["阅览桌更换绩效目标表", "701002云岭县分馆", "单位：万元"]


def test_blocks_are_numbered_in_reading_order() -> None:
    made = document("甲。", "a\tb", "乙。", "c\td\te", "丙。")
    assert [type(block).__name__ for block in made.blocks] == ["Paragraph", "Table", "Paragraph", "Table", "Paragraph"]
    assert [paragraph.index for paragraph in made.blocks if isinstance(paragraph, Paragraph)] == [0, 2, 4]
    assert [table.index for table in made.tables] == [1, 2]
