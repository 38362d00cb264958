"""Workbooks: each sheet's tables as its print shows them, with the lines above, and what the workbook hides said."""

from decimal import Decimal
from typing import Any

import pytest
from disclosed import ROOT
from hypothesis import given
from hypothesis import strategies as st
from office import xlsx

from extractors.document.model import Document, Paragraph
from extractors.document.troubles import ReadError
from extractors.identify.identity import identify
from extractors.pipeline import read_document as read
from extractors.values.number_formats import loses, plain, printed

DATA = ROOT / "tests" / "data"
TOP = [["附表1", None], ["部门收入总表", None], ["云岭县图书馆", "单位：万元"]]
GRID = [["项目", "预算数"], ["事业收入", 5], ["合计", 5]]


def grids(document: Document) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in table.grid] for table in document.tables]


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


@pytest.mark.parametrize("ruled_from", [None, 1, 4])
def test_the_lines_above_a_grid_are_its_context_whether_cells_have_rules_or_not(ruled_from: int | None) -> None:
    document = read(xlsx({"Sheet1": TOP + GRID}, ruled_from=ruled_from, merged=["A2:B2"]))
    (table,) = document.tables
    assert table.title == "部门收入总表"
    assert [line.text for line in table.context] == ["附表1", "部门收入总表", "云岭县图书馆", "单位：万元"]
    assert grids(document) == [[["项目", "预算数"], ["事业收入", "5"], ["合计", "5"]]]


def test_the_place_of_a_cell_is_its_sheet_and_its_row_there() -> None:
    document = read(xlsx({"一": TOP + GRID, "二": GRID}, ruled_from=4))
    place = document.tables[1].place(1)
    assert (document.pages, document.reader) == (2, "excel")
    assert (place.page, place.line, place.table, place.row) == (2, 2, 2, 1)


def test_a_sheet_without_a_title_is_called_by_its_name_and_one_without_a_name_by_none() -> None:
    document = read(xlsx({"部门支出总表": GRID, "Sheet2": GRID}))
    assert [table.title for table in document.tables] == ["部门支出总表", None]


@pytest.mark.parametrize(
    ("above", "head", "joined"),
    [
        ("部门收入总表（续表）", "预算数", True),
        ("部门收入总表（续）", "执行数", False),
        ("部门支出总表", "预算数", False),
    ],
)
def test_a_sheet_whose_table_goes_on_by_its_name_under_the_same_head_is_part_of_it(
    above: str, head: str, joined: bool
) -> None:
    more = [["附表1", None], [above, None], *TOP[2:], ["项目", head], ["其他收入", 3], ["合计", 8]]
    document = read(xlsx({"一": TOP + GRID[:2], "二": more}, ruled_from=4, merged=["A2:B2"]))
    assert [len(table.grid) for table in document.tables] == ([4] if joined else [2, 3])
    assert document.tables[-1].place(document.tables[-1].rows - 1).page == 2
    assert [table.title for table in document.tables] == ["部门收入总表", *([] if joined else [above])]


def test_a_labelled_line_is_context_and_its_figures_are_not_mistaken_for_amounts() -> None:
    rows = [["部门收入总表", None, None], ["部门编码及名称：[711]云岭县图书馆", "预算年度：2031", "金额单位：万元"]]
    document = read(xlsx({"表": [*rows, ["项目", "上年", "本年"], ["合计", 4, 5]]}, ruled_from=1, merged=["A1:C1"]))
    assert document.tables[0].title == "部门收入总表"
    assert [cell.text for cell in document.tables[0].grid[0]] == ["项目", "上年", "本年"]


def test_a_workbook_says_whose_and_of_which_year_it_is_above_its_tables() -> None:
    labels = ["部门编码及名称：[711]云岭县图书馆", "预算年度：2031", "金额单位：万元"]
    identity = identify(read(xlsx({"表": [labels, ["项目", "上年", "本年"], ["合计", 4, 5]]}, ruled_from=2)))
    assert (identity.publisher, identity.fiscal_year) == ("云岭县图书馆", 2031)


def test_notes_below_a_grid_are_lines() -> None:
    document = read(xlsx({"表": [*GRID, ["注：空表列示。", None]]}, ruled_from=1))
    assert grids(document)[0][-1] == ["合计", "5"]
    assert texts(document)[-1] == "注：空表列示。"


def test_a_sentence_that_states_an_amount_below_a_grid_is_a_line_and_a_row_of_text_is_none() -> None:
    document = read(xlsx({"Sheet1": [*TOP, *GRID, ["其中合计5.00万元为上年结转。", None]]}))
    assert texts(document)[-1] == "其中合计5.00万元为上年结转。"
    assert grids(document) == [[["项目", "预算数"], ["事业收入", "5"], ["合计", "5"]]]
    assert grids(read(xlsx({"Sheet1": [*TOP, *GRID, ["上年结转。", None]]})))[0][-1] == ["上年结转。", ""]


@pytest.mark.parametrize("ruled_from", [None, 2])
def test_tables_below_one_another_are_several(ruled_from: int | None) -> None:
    rows = [["部门收入总表", None], *GRID, [None, None], ["部门支出总表", None], *GRID]
    document = read(xlsx({"表": rows}))
    assert [table.title for table in document.tables] == ["部门收入总表", "部门支出总表"]


def test_a_blank_row_before_a_total_ends_no_table() -> None:
    rows = [["项目", "预算数"], ["事业收入", 5], [None, None], ["合计", 5]]
    assert len(read(xlsx({"表": rows})).tables) == 1


def test_a_total_without_rules_belongs_to_the_table_above_and_a_caption_does_not() -> None:
    data = xlsx({"表": [["部门收入总表", None], *GRID]}, ruled_from=2, unruled_rows=[4])
    (table,) = read(data).tables
    assert [row[0].text for row in table.grid] == ["项目", "事业收入", "合计"]
    assert table.title == "部门收入总表"


def test_a_title_merged_over_all_columns_reaches_to_the_last_filled_one() -> None:
    (table,) = read(xlsx({"Sheet1": [["部门收入总表"], *GRID]}, merged=["A1:XFD1"])).tables
    assert (table.title, table.columns) == ("部门收入总表", 2)


def test_merged_cells_have_their_spans() -> None:
    rows = [["项目", "预算数", None], [None, "上年", "本年"], ["合计", 4, 5]]
    (table,) = read(xlsx({"表": rows}, merged=["A1:A2", "B1:C1"])).tables
    assert {(c.text, c.row_span, c.col_span) for c in table.cells if c.row == 0} == {("项目", 2, 1), ("预算数", 1, 2)}


def test_what_is_hidden_is_left_out_and_said() -> None:
    rows = [["项目", "上年", "本年"], ["内部", 1, 1], ["合计", 4, 5]]
    document = read(
        xlsx({"表": rows, "底稿": rows}, hidden_rows=[2], hidden_columns=["B"], hidden_sheets=["底稿"], ruled_from=1)
    )
    assert grids(document) == [[["项目", "本年"], ["合计", "5"]]]
    (trouble,) = document.troubles
    assert trouble.error == "hidden_cells"
    assert "sheet 1 `表` row 2, column B" in trouble.message and "sheet 2 `底稿`" in trouble.message


def test_a_hidden_row_in_a_merged_cell_leaves_the_rest_of_it() -> None:
    rows = [["项目", "上年"], [None, "本年"], ["合计", 4]]
    (table,) = read(xlsx({"表": rows}, merged=["A1:A2"], hidden_rows=[1])).tables
    assert [[cell.text for cell in row] for row in table.grid] == [["项目", "本年"], ["合计", "4"]]


def test_a_number_format_that_prints_the_unit_names_it_for_the_table() -> None:
    rows = [["项目", "预算数"], ["事业收入", 5], ["合计", 5]]
    formats = {"B2": '0.00"万元"', "B3": '0.00"万元"'}
    (table,) = read(xlsx({"表": rows}, formats=formats)).tables
    assert [row[1].text for row in table.grid] == ["预算数", "5.00", "5.00"]
    assert [line.text for line in table.context] == ["表", "单位：万元"]


def test_a_unit_that_contradicts_the_table_stays_in_its_cell() -> None:
    rows = [["部门收入总表", None], ["单位：元", None], ["项目", "预算数"], ["合计", 5]]
    (table,) = read(xlsx({"表": rows}, formats={"B4": '0.00"万元"'})).tables
    assert table.grid[1][1].text == "5.00万元"


def test_digits_that_are_not_printed_are_said() -> None:
    document = read(xlsx({"表": GRID}, formats={"B2": "0"}))
    assert document.troubles == []
    document = read(xlsx({"表": [["项目", "预算数"], ["合计", 486.8899]]}, formats={"B2": "0.00"}))
    assert grids(document)[0][1] == ["合计", "486.89"]
    (trouble,) = document.troubles
    assert trouble.error == "rounded_cells" and "first B2, which prints `486.89`" in trouble.message


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (0.1 + 0.2, "General", "0.3"),
        (24747.039999999997, "0.00_ ", "24747.04"),
        (19815.480000000003, "General", "19815.48"),
        (2080201, "General", "2080201"),
        ("1E-2", "General", "0.01"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (0.125, "0.00", "0.13"),
        (-5.5, "0.00;[Red]-0.00", "-5.50"),
        (-5.5, "#,##0.0_);(#,##0.0)", "(5.5)"),
        (-5.5, "0.00", "-5.50"),
        (-0.001, "0.00", "0.00"),
        (0, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (0, "0.00;-0.00;;@", ""),
        (0.5, "#.##", "0.5"),
        (12345, "0!.0000", "1.2345"),
        (123456000, '0!.00,"万元"', "1234.56万元"),
        (123400, "0.00,", "123.40"),
        (0.125, "0.00%", "12.50%"),
        (201, "000000", "000201"),
        (1234.5, "[$¥-804]#,##0.00", "¥1,234.50"),
        (43831, 'yyyy"年"m"月"d"日"', "2020年1月1日"),
        (43831.5, "yyyy/m/d h:mm", "2020/1/1 12:00"),
        (43831, "yyyy-mm-dd;@", "2020-01-01"),
        (5, "[DBNum1]General", "5"),
        (0.5, "# ?/?", "0.5"),
        (7, '[>5]"big";0', "7"),
        (1.5, f"0.{'0' * 500}", f"1.5{'0' * 29}"),
        ("1E5000", "0.00", "1E+5000"),
    ],
)
def test_numbers_are_as_their_format_prints_them(value: Any, form: str, shown: str) -> None:
    assert printed(value, form) == shown


@given(st.decimals(0, 10**12, places=2))
def test_an_amount_with_two_decimals_survives_being_a_double(amount: Decimal) -> None:
    assert Decimal(plain(float(amount))) == amount
    assert Decimal(printed(float(amount), "#,##0.00").replace(",", "")) == amount
    assert not loses(printed(float(amount), "0.00"), float(amount), "0.00")


def test_an_old_workbook_is_read_like_a_new_one() -> None:
    document = read((DATA / "library.xls").read_bytes())
    assert [table.title for table in document.tables] == ["部门收入总表", "部门支出总表"]
    assert grids(document)[0] == [["项目", "预算数", "预算数"], ["项目", "上年", "本年"], ["合计", "0.30", "1,234.50"]]
    assert [line.text for line in document.tables[0].context] == ["部门收入总表", "单位：万元"]
    (trouble,) = document.troubles
    assert "sheet 1 `收入` row 6" in trouble.message and "sheet 3 `底稿`" in trouble.message


def test_a_sum_whose_value_was_never_saved_is_computed_and_what_is_not_simple_is_named() -> None:
    rows = [["项目", "预算数"], ["水费", 1.5], ["电费", 2], ["合计", "=SUM(B2:B3)"], ["其中", "=VLOOKUP(A1,A:B,2)"]]
    document = read(xlsx({"表": rows}))  # openpyxl saves no values of formulas
    assert grids(document)[0][3:] == [["合计", "3.5"], ["其中", ""]]
    assert [trouble.error for trouble in document.troubles] == ["formula_without_value"]
    assert "B5 (=VLOOKUP" in document.troubles[0].message


def test_a_workbook_without_cells_says_so() -> None:
    with pytest.raises(ReadError) as raised:
        read(xlsx({"表": []}))
    assert raised.value.error == "empty_file"


def test_lines_of_a_sheet_without_a_table_are_read() -> None:
    document = read(xlsx({"封面": [["云岭县图书馆"], ["2031年部门预算"]]}))
    assert document.tables == []
    assert all(isinstance(block, Paragraph) for block in document.blocks)
    assert texts(document) == ["云岭县图书馆", "2031年部门预算"]


@pytest.mark.parametrize("between", [[None], []])
def test_tables_beside_one_another_below_names_of_their_own_are_two(between: list[object]) -> None:
    left = [["部门收入总表", None], ["项目", "预算数"], ["拨款", 3.5], ["合计", 3.5]]
    right = [["部门支出总表", None], ["项目", "预算数"], ["水费", 2.5], ["合计", 2.5]]
    rows: list[list[object]] = [
        ["云岭县图书馆2031年部门预算"],
        *(a + between + b for a, b in zip(left, right, strict=True)),
    ]
    first, second = read(xlsx({"表": rows})).tables
    assert [(table.title, table.grid[1][0].text, table.columns) for table in (first, second)] == [
        ("部门收入总表", "拨款", 2),
        ("部门支出总表", "水费", 2),
    ]


def test_two_lists_under_one_name_are_one_table() -> None:
    rows: list[list[object]] = [
        ["部门收支总表"],
        ["收入", "预算数", "支出", "预算数"],
        ["拨款", 3.5, "水费", 3.5],
        ["合计", 3.5, "合计", 3.5],
    ]
    (table,) = read(xlsx({"表": rows})).tables
    assert table.columns == 4
