"""Tables that nothing rules, over several pages: what their pages' edges cut, and heads of several storeys."""

from drawing import pdf, write, write_chinese

from extractors.document.model import Table
from extractors.layout.alignment import aligned
from extractors.layout.lines_of_words import Word
from extractors.pipeline import read_document as read

Piece = tuple[float, float, str]

TITLE: list[Piece] = [(200.0, 40.0, "云岭县部门支出总表"), (420.0, 60.0, "单位：万元")]
HEAD: list[Piece] = [(60.0, 80.0, "编码"), (120.0, 80.0, "名称"), (250.0, 80.0, "合计"), (320.0, 80.0, "基本支出")]
ROWS: list[Piece] = [
    piece
    for n in range(6)
    for piece in (
        (60.0, 100.0 + 20 * n, f"20{n}"),
        (120.0, 100.0 + 20 * n, f"科目{n}"),
        (250.0, 100.0 + 20 * n, "6.00"),
        (320.0, 100.0 + 20 * n, "4.00"),
    )
]
FIRST = [*TITLE, *HEAD, *ROWS]


def drawn(pieces: list[Piece]) -> str:
    """Ten points a letter, five a sign of ASCII, as the tests' own fonts are."""
    return "".join((write if text.isascii() else write_chinese)(x, top, text) for x, top, text in pieces)


def shifted(pieces: list[Piece], down: float) -> list[Piece]:
    return [(x, top + down, text) for x, top, text in pieces]


def grid(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.grid]


def test_a_name_that_wraps_in_the_first_row_of_a_page_is_of_that_row() -> None:
    name = [(120.0, 40.0, "农田水利建设"), (120.0, 52.0, "和养护")]
    row = [*name, (60.0, 46.0, "213"), (250.0, 46.0, "9.00"), (320.0, 46.0, "9.00")]
    (table,) = read(pdf(drawn(FIRST), drawn([*row, *shifted(ROWS, -30.0)]))).tables
    assert grid(table)[7] == ["213", "农田水利建设\n和养护", "9.00", "9.00"]
    assert table.rows == 14


def test_rows_without_an_amount_at_the_edges_of_a_page_are_rows_of_the_table() -> None:
    above, below = ([(60.0, top, "299"), (120.0, top, "其他支出")] for top in (40.0, 180.0))
    (table,) = read(pdf(drawn(FIRST), drawn([*above, *shifted(ROWS, -40.0), *below]))).tables
    assert [row[:2] for row in grid(table)].count(["299", "其他支出"]) == 2


def test_rows_of_zeros_and_dashes_part_no_table() -> None:
    blank = [(x, 220.0 + 20 * n, mark) for n in range(6) for x, mark in ((60.0, f"21{n}"), (250.0, "0"), (320.0, "—"))]
    (table,) = read(pdf(drawn([*FIRST, *blank, *shifted(ROWS, 240.0)]))).tables
    assert table.rows == 19


def test_a_page_says_in_its_title_that_the_table_goes_on_whatever_its_head_looks_like() -> None:
    again = [(200.0, 40.0, "云岭县部门支出总表（续）"), (420.0, 60.0, "单位：万元")]
    head = [(60.0, 80.0, "编码"), (120.0, 80.0, "名称"), (245.0, 80.0, "总计"), (320.0, 80.0, "基本支出")]
    (table,) = read(pdf(drawn(FIRST), drawn([*again, *head, *ROWS]))).tables
    assert table.title == "云岭县部门支出总表"
    assert table.rows == 14


def test_columns_below_the_head_printed_again_are_its_own_however_long_their_names_are() -> None:
    long = [(x, top, "很长的科目名称共十二字了" if text.startswith("科目") else text) for x, top, text in ROWS]
    (table,) = read(pdf(drawn(FIRST), drawn(shifted([*HEAD, *long], -20.0)))).tables
    assert grid(table)[7:9] == [[f"20{n}", "很长的科目名称共十二字了", "6.00", "4.00"] for n in range(2)]
    assert table.columns == 4


def test_a_short_last_page_has_the_columns_of_a_group_though_no_row_fills_them() -> None:
    lines = {
        43.0: ((48, 80, "科目编码"), (356, 406, "预算数")),
        57.0: ((157, 190, "科目名称"), (252, 302, "执行数")),
        70.0: ((38, 46, "类"), (61, 69, "款"), (83, 91, "项"), (323, 339, "合计"), (365, 397, "基本支出")),
        86.0: ((34, 50, "栏次"), (275, 279, "1"), (329, 333, "2"), (379, 383, "3")),
        102.0: (
            (56, 65, "02"),
            (100, 148, "住房改革"),
            (261, 303, "365.00"),
            (311, 353, "417.00"),
            (361, 403, "417.00"),
        ),
    }
    words = [Word(text, x0, top, x1, top + 9) for top, line in lines.items() for x0, x1, text in line]
    above = [32.0, 53.0, 74.0, 96.0, 248.0, 307.0, 355.0, 409.0]
    (table,) = aligned(words, above)
    assert table.xs == above


def test_a_part_of_as_many_rows_below_the_same_columns_does_not_stand_beside_the_one_before() -> None:
    wide = [(x, top, "很长的科目名称之一" if text.startswith("科目") else text) for x, top, text in ROWS]
    pages = (FIRST, shifted(ROWS, -60.0), shifted(wide, -60.0))
    (table,) = read(pdf(*map(drawn, pages))).tables
    assert (table.rows, table.columns) == (19, 4)


def test_a_number_that_breaks_behind_its_point_is_one_number_in_one_row() -> None:
    head = [(60.0, 80.0, "名称"), (150.0, 80.0, "合计"), (210.0, 80.0, "基本支出")]
    rows = [
        piece
        for n in range(4)
        for piece in (
            (60.0, 106.0 + 30 * n, f"科目{n}"),
            (150.0, 100.0 + 30 * n, f"1,23{n},456."),
            (177.0, 112.0 + 30 * n, "78"),
            (215.0, 106.0 + 30 * n, "234.56"),
        )
    ]
    (table,) = read(pdf(drawn([*TITLE, *head, *rows]))).tables
    assert grid(table)[1:] == [[f"科目{n}", f"1,23{n},456.78", "234.56"] for n in range(4)]


def test_a_label_of_an_empty_column_stands_beside_labels_that_wrap() -> None:
    head = [
        (60.0, 86.0, "名称"),
        (150.0, 86.0, "合计"),
        (200.0, 80.0, "一般公共"),
        (200.0, 92.0, "预算拨款"),
        (260.0, 86.0, "事业收入"),
        (330.0, 86.0, "其他收入"),
    ]
    rows = [
        piece
        for n in range(5)
        for piece in (
            (60.0, 110.0 + 20 * n, f"科目{n}"),
            (150.0, 110.0 + 20 * n, f"{n}6.00"),
            (205.0, 110.0 + 20 * n, f"{n}4.00"),
            (335.0, 110.0 + 20 * n, "2.00"),
        )
    ]
    (table,) = read(pdf(drawn([*TITLE, *head, *rows]))).tables
    assert grid(table)[0] == ["名称", "合计", "一般公共\n预算拨款", "事业收入", "其他收入"]
    assert grid(table)[2] == ["科目1", "16.00", "14.00", "", "2.00"]


def test_a_group_reaches_over_its_columns_though_labels_beside_it_stand_half_as_high() -> None:
    head = [
        (60.0, 90.0, "名称"),
        (150.0, 90.0, "合计"),
        (255.0, 80.0, "资金来源"),
        (200.0, 100.0, "拨款"),
        (265.0, 100.0, "基金"),
        (330.0, 100.0, "其他"),
    ]
    rows = [(x, 120.0 + 20 * n, text) for n in range(5) for x, text in ((60.0, f"科目{n}"), (150.0, "9.00"))]
    rows += [(x, 120.0 + 20 * n, "3.00") for n in range(5) for x in (200.0, 265.0, 330.0)]
    (table,) = read(pdf(drawn([*TITLE, *head, *rows]))).tables
    assert grid(table)[0][2:] == ["资金来源"] * 3


def test_the_rest_of_a_label_that_is_a_unit_in_brackets_ends_no_head() -> None:
    head = [(60.0, 80.0, "名称"), (150.0, 80.0, "执行数（万"), (150.0, 92.0, "元）"), (250.0, 104.0, "增减")]
    head += [(60.0, 104.0, "甲"), (150.0, 104.0, "1")]
    rows = [(x, 124.0 + 20 * n, text) for n in range(5) for x, text in ((60.0, f"科目{n}"), (150.0, "9.00"))]
    rows += [(250.0, 124.0 + 20 * n, "1.00") for n in range(5)]
    (table,) = read(pdf(drawn([TITLE[0], *head, *rows]))).tables
    assert any("执行数" in text for text in grid(table)[0])
    assert table.title == "云岭县部门支出总表"


def test_a_label_that_wraps_beside_two_storeys_is_one_cell_and_numbers_of_columns_are_no_labels() -> None:
    head = [
        (70.0, 74.0, "功能分类科目"),
        (60.0, 98.0, "编码"),
        (120.0, 98.0, "名称"),
        (215.0, 89.0, "合计"),
        (270.0, 86.0, "国资预算"),
        (280.0, 98.0, "款"),
    ]
    numbers = [(65.0, 116.0, "1"), (125.0, 116.0, "2"), (220.0, 116.0, "3"), (282.0, 116.0, "4")]
    rows = [(x, 136.0 + 20 * n, text) for n in range(5) for x, text in ((60.0, f"20{n}"), (120.0, f"科目{n}"))]
    rows += [(x, 136.0 + 20 * n, "9.00") for n in range(5) for x in (215.0, 280.0)]
    (table,) = read(pdf(drawn([*shifted(TITLE, -12.0), *head, *numbers, *rows]))).tables
    assert [row[3] for row in grid(table)[:2]] == ["国资预算\n款"] * 2
    assert grid(table)[0][:2] == ["功能分类科目"] * 2
    assert grid(table)[2] == ["1", "2", "3", "4"]
