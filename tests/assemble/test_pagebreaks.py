"""Tables that page breaks cut: the parts are one, cut rows are whole again, whole rows stay apart."""

import pytest
from drawing import PAGE, Drawing, Drawn, Sheet, pdf, rule, write_chinese, written

from extractors.assemble.joins import join_blocks
from extractors.document.model import Paragraph, Table
from extractors.pipeline import read_document as read

TITLE = write_chinese(200, 60, "支出预算表", 14)
PROSE = write_chinese(40, 30, "云岭县图书馆二〇三一年部门预算")


def drawn(drawing: Drawing) -> str:
    return "".join(rule(e["x0"], e["top"], e["x1"], e["bottom"]) for e in drawing.edges()) + written(drawing)


def part(top: float, *rows: tuple[str, ...], height: float = 20, xs: tuple[float, ...] = (40, 120, 180, 300)) -> str:
    """A part of a table: rows of texts, the lines of a wrapped one divided by /."""
    ys = [top + height * n for n in range(len(rows) + 1)]
    cells = [
        Drawn(row, col, 1, 1, text.split("/") if text else [])
        for row, texts in enumerate(rows)
        for col, text in enumerate(texts)
    ]
    return drawn(Drawing(list(xs), ys, cells))


def tables(*pages: str) -> list[Table]:
    return read(pdf(PROSE + pages[0], *pages[1:])).tables


def rows(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.grid]


HEAD = ("项目", "金额", "备注")


def test_a_header_with_other_labels_begins_another_table_of_the_form() -> None:
    xs = (40, 80, 160, 240, 320)
    revenue = part(100, ("序号", "科目", "收入合计", "拨款"), ("1", "水费", "3.00", "3.00"), xs=xs)
    expenditure = part(60, ("序号", "科目", "支出合计", "基本"), ("1", "电费", "1.00", "1.00"), xs=xs)
    assert [table.rows for table in tables(TITLE + revenue, expenditure)] == [2, 2]


def test_a_name_under_a_blank_row_begins_another_table_of_the_same_rules() -> None:
    other = write_chinese(120, 82, "整体绩效目标表") + part(100, ("部门", "县图书馆", ""), ("活动", "指标", "数值"))
    frame = "".join(rule(*at) for at in ((40, 60, 300, 60), (40, 80, 300, 80), (40, 60, 40, 100), (300, 60, 300, 100)))
    first, second = tables(TITLE + part(100, HEAD, ("水费", "3.00", ""), ("电费", "1.00", "")), frame + other)
    assert [(first.title, first.rows), (second.title, second.rows)] == [("支出预算表", 3), ("整体绩效目标表", 4)]
    assert not any(cell.text for cell in second.row_cells(0))


def test_rows_that_share_texts_with_the_first_rows_are_no_header() -> None:
    names = part(100, ("单位名称", "性质", "规格"), ("甲馆", "事业", "科级"), ("乙馆", "事业", "科级"))
    (table,) = tables(TITLE + names, part(60, ("丙馆", "事业", "科级"), ("丁馆", "行政", "处级")))
    assert table.rows == 5


def test_a_repeated_header_is_dropped() -> None:
    (table,) = tables(TITLE + part(100, HEAD, ("水费", "3.00", "")), part(60, HEAD, ("电费", "1.00", "")))
    assert rows(table) == [list(HEAD), ["水费", "3.00", ""], ["电费", "1.00", ""]]
    assert table.title == "支出预算表"
    assert [cell.page for cell in table.cells] == [1] * 6 + [2] * 3


def test_a_repeated_header_that_is_clipped_is_dropped_with_what_hangs_out_of_it() -> None:
    head, clipped = ("项目", "年度预/算数", "备注"), ("项目", "年度预", "备注")
    first = TITLE + part(100, head, ("水费", "3.00", ""), height=26)
    (table,) = tables(first, part(60, clipped, ("电费", "算数/1.00", ""), height=26))
    assert rows(table) == [["项目", "年度预\n算数", "备注"], ["水费", "3.00", ""], ["电费", "1.00", ""]]


def test_a_row_that_the_break_cut_is_whole_again() -> None:
    first = TITLE + part(100, HEAD, ("图书采购及编", "3.00", ""))
    (table,) = tables(first, part(60, HEAD, ("目加工费", "", ""), ("电费", "1.00", "")))
    assert rows(table)[1:] == [["图书采购及编\n目加工费", "3.00", ""], ["电费", "1.00", ""]]


def test_a_number_that_the_break_cut_is_one_number() -> None:
    xs = (40, 120, 160, 240)
    first = TITLE + part(100, ("项目", "金额", "编码"), ("图书采购及编", "0.4", "2010308"), xs=xs)
    (table,) = tables(first, part(60, ("目加工费", "5", ""), ("电费", "1.0", "20501"), xs=xs))
    # A character of Helvetica is half as wide as it is drawn high: 0.4 leaves room for another digit.
    assert [row[1] for row in rows(table)] == ["金额", "0.4", "5", "1.0"]
    narrow = (40, 120, 139, 240)
    first = TITLE + part(100, ("项目", "额", "编码"), ("图书采购及编", "0.4", "2010308"), xs=narrow)
    (table,) = tables(first, part(60, ("目加工费", "5", ""), ("电费", "1.0", "20501"), xs=narrow))
    assert [row[1] for row in rows(table)] == ["额", "0.45", "1.0"]


@pytest.mark.parametrize(("word", "cut"), [("编。", True), ("编目", False), ("（编", True), ("【2031】号", True)])
def test_what_no_line_break_divides_did_not_fit_as_a_whole(word: str, cut: bool) -> None:
    # Five characters leave room for one more, not for two.
    (table,) = tables(
        TITLE + part(100, HEAD, ("图书采购及", "3.00", "")), part(60, (word, "", ""), ("电费", "1.00", ""))
    )
    assert rows(table)[1][0] == (f"图书采购及\n{word}" if cut else "图书采购及")


@pytest.mark.parametrize(("name", "cut"), [("", True), ("展览", False)])
def test_limits_in_narrow_cells_are_cut_only_where_the_texts_beside_them_are(name: str, cut: bool) -> None:
    xs = (40, 120, 139, 158)
    first = TITLE + part(100, ("指标", "优", "良"), ("读者", ">9", ">5"), xs=xs)
    (table,) = tables(first, part(60, (name, "0", "0"), ("书", "7", "6"), xs=xs))
    assert rows(table)[1] == (["读者", ">9\n0", ">5\n0"] if cut else ["读者", ">9", ">5"])


def test_a_paragraph_may_take_along_a_line_that_would_have_fitted() -> None:
    xs = (40, 120, 242, 262)
    first = TITLE + part(100, ("项目", "说明", "优"), ("图书采购及编", "为全县读者编制图书目", ""), height=40, xs=xs)
    full = first + write_chinese(244, 167, "好")  # on the last line of its cell, the others on the first
    (table,) = tables(full, part(60, ("目加工费", "录并增订", "的"), ("电费", "", ""), xs=xs))
    assert rows(table)[1] == ["图书采购及编\n目加工费", "为全县读者编制图书目\n录并增订", "好\n的"]


def test_a_repeated_header_of_merged_cells_may_show_only_its_first_row() -> None:
    xs = [40, 120, 180, 240, 300]
    head = [Drawn(0, 0, 2, 1, ["项目"]), Drawn(0, 1, 2, 1, ["单价"]), Drawn(0, 2, 1, 2, ["金额"])]
    head += [Drawn(1, 2, 1, 1, ["拨款"]), Drawn(1, 3, 1, 1, ["其他"])]
    body = [Drawn(2, col, 1, 1, [text]) for col, text in enumerate(["水费", "3.00", "1.00", "2.00"])]
    again = [Drawn(0, 0, 1, 1, ["项目"]), Drawn(0, 1, 1, 1), Drawn(0, 2, 1, 2, ["金额"])]
    again += [Drawn(1, col, 1, 1, [text]) for col, text in enumerate(["电费", "2.00", "1.00", "1.00"])]
    (table,) = tables(
        TITLE + drawn(Drawing(xs, [100, 120, 140, 160], [*head, *body])), drawn(Drawing(xs, [60, 80, 100], again))
    )
    assert [row[0] for row in rows(table)] == ["项目", "项目", "水费", "电费"]


SHARED = [40, 80, 162, 300, 340]
"""Columns of a form in which some texts are shared by several rows."""


def test_a_text_of_several_rows_goes_on_though_the_rows_beside_it_are_whole() -> None:
    upper = [Drawn(0, 0, 1, 1, ["编目"]), Drawn(0, 1, 1, 1, ["为全县读者编制图", "书目录并逐年增订"])]
    upper += [Drawn(0, 2, 1, 1, ["新编书目"]), Drawn(0, 3, 1, 1, ["3"])]
    lower = [Drawn(0, 0, 2, 1), Drawn(0, 1, 2, 1, ["补遗。"])]
    lower += [Drawn(row, 2, 1, 1, [name]) for row, name in enumerate(["增订书目", "读者满意"])]
    lower += [Drawn(row, 3, 1, 1, [value]) for row, value in enumerate("57")]
    (table,) = tables(TITLE + drawn(Drawing(SHARED, [700, 726], upper)), drawn(Drawing(SHARED, [60, 80, 100], lower)))
    spans = {cell.text: (cell.row, cell.row_span) for cell in table.cells}
    assert spans["编目"] == spans["为全县读者编制图\n书目录并逐年增订\n补遗。"] == (0, 3)
    assert [row[2:] for row in ([c.text for c in line] for line in table.grid)] == [
        ["新编书目", "3"],
        ["增订书目", "5"],
        ["读者满意", "7"],
    ]


def test_indicators_of_two_rows_are_no_text_that_goes_on() -> None:
    xs = (40, 80, 133, 240)
    upper = [Drawn(0, 0, 1, 1, ["编目"]), Drawn(0, 1, 1, 1, ["产出指标"]), Drawn(0, 2, 1, 1, ["新编书目"])]
    lower = [
        Drawn(0, 0, 2, 1),
        Drawn(0, 1, 2, 1, ["效果指标"]),
        Drawn(0, 2, 1, 1, ["读者"]),
        Drawn(1, 2, 1, 1, ["馆员"]),
    ]
    (table,) = tables(
        TITLE + drawn(Drawing(list(xs), [700, 714], upper)), drawn(Drawing(list(xs), [60, 80, 100], lower))
    )
    assert [row[1] for row in rows(table)] == ["产出指标", "效果指标", "效果指标"]


def test_a_header_that_the_break_cut_is_whole_again() -> None:
    xs = [40, 100, 180, 215, 250]
    upper = [Drawn(0, 0, 1, 2, ["科目"]), Drawn(0, 2, 2, 1, ["基本"]), Drawn(0, 3, 2, 1, ["项目"])]
    upper += [Drawn(1, 0, 1, 1), Drawn(1, 1, 1, 1)]
    lower = [Drawn(0, col, 1, 1, [text]) for col, text in enumerate(["编码", "名称", "支出", "支出"])]
    lower += [Drawn(1, col, 1, 1, [text]) for col, text in enumerate(["205", "教育支出", "3.00", "1.00"])]
    (table,) = tables(TITLE + drawn(Drawing(xs, [660, 690, 720], upper)), drawn(Drawing(xs, [60, 80, 100], lower)))
    assert rows(table) == [
        ["科目", "科目", "基本\n支出", "项目\n支出"],
        ["编码", "名称", "基本\n支出", "项目\n支出"],
        ["205", "教育支出", "3.00", "1.00"],
    ]


def test_merged_labels_go_on_beside_a_label_that_is_divided_below_the_break() -> None:
    xs = [40, 100, 180, 215, 250]
    upper = [Drawn(0, 0, 1, 2, ["科目"]), Drawn(0, 2, 1, 1, ["基本"]), Drawn(0, 3, 1, 1, ["项目"])]
    lower = [Drawn(0, col, 1, 1, [text]) for col, text in enumerate(["编码", "名称", "支出", "支出"])]
    lower += [Drawn(1, col, 1, 1, [text]) for col, text in enumerate(["205", "教育支出", "3.00", "1.00"])]
    (table,) = tables(TITLE + drawn(Drawing(xs, [700, 714], upper)), drawn(Drawing(xs, [60, 80, 100], lower)))
    assert rows(table)[:2] == [
        ["科目", "科目", "基本\n支出", "项目\n支出"],
        ["编码", "名称", "基本\n支出", "项目\n支出"],
    ]


@pytest.mark.parametrize(
    ("last", "next_one"),
    [
        (("五、图书采购费", "", ""), ("六、编目加工费", "", "")),
        (("二、三公经费", "", ""), ("其中：接待费", "", "")),
        (("图书采购收入", "", ""), ("编目加工收入", "", "")),
        (("图书采购及编", "3.00", ""), ("目录加工", "4.00", "")),
    ],
)
def test_full_rows_on_both_sides_of_the_break_stay_two(last: tuple[str, ...], next_one: tuple[str, ...]) -> None:
    (table,) = tables(TITLE + part(100, HEAD, last), part(60, next_one, ("电费", "1.00", "")))
    assert rows(table) == [list(HEAD), list(last), list(next_one), ["电费", "1.00", ""]]


def test_where_another_line_would_have_fitted_nothing_was_cut() -> None:
    first = TITLE + part(100, HEAD, ("图书采购及编", "", ""), height=60)
    (table,) = tables(first, part(60, ("目录卡片", "", ""), ("电费", "1.00", ""), height=60))
    assert len(rows(table)) == 4


def test_a_last_row_alone_on_its_page_is_kept() -> None:
    (table,) = tables(TITLE + part(100, HEAD, ("水费", "3.00", "")), part(60, ("合计", "3.00", "")))
    assert rows(table)[-1] == ["合计", "3.00", ""]


def test_parts_whose_columns_differ_are_one_form_where_their_sides_agree() -> None:
    upper = TITLE + part(600, ("项目名称", "图书采购"), ("实施单位", "云岭县图书馆"), xs=(40, 120, 300))
    lower = part(60, ("产出", "册数", "≥90"), ("效果", "读者", "≥80"), xs=(40, 80, 200, 300))
    (table,) = tables(upper, lower)
    assert table.edges == (40, 80, 120, 200, 300)
    spans = [[(cell.col, cell.col_span) for cell in table.cells if cell.row == row] for row in range(table.rows)]
    assert spans == [[(0, 2), (2, 2)]] * 2 + [[(0, 1), (1, 2), (3, 1)]] * 2


def test_a_table_with_a_name_of_its_own_is_a_new_one() -> None:
    first = TITLE + part(100, HEAD, ("水费", "3.00", ""))
    above = tables(first, write_chinese(200, 40, "收入预算表", 14) + part(60, HEAD, ("拨款", "1.00", "")))
    assert [table.title for table in above] == ["支出预算表", "收入预算表"]
    inside = Drawing([40, 300], [40, 60], [Drawn(0, 0, 1, 1, ["收入预算表"])])
    within = tables(first, drawn(inside) + part(60, HEAD, ("拨款", "1.00", "")))
    assert [table.title for table in within] == ["支出预算表", "收入预算表"]


@pytest.mark.parametrize("marks", [["支出预算表（续）"], ["续表"], ["支出预算表", "续表1"]])
def test_a_part_that_says_it_goes_on_is_no_new_table(marks: list[str]) -> None:
    first = TITLE + part(100, HEAD, ("水费", "3.00", ""))
    above = "".join(write_chinese(200, 20 + 20 * n, mark) for n, mark in enumerate(marks))
    (table,) = tables(first, above + part(80, HEAD, ("电费", "1.00", "")))
    assert [row[0] for row in rows(table)] == ["项目", "水费", "电费"]
    assert table.title == "支出预算表"


def test_a_part_goes_on_by_the_tables_name_whatever_stands_beside_that_name() -> None:
    """The unit stands behind the title of the first part, or the title in its grid; the next page says 续 alone."""
    again = write_chinese(200, 40, "支出预算表（续）", 14)
    beside = write_chinese(200, 60, "支出预算表单位：万元") + part(100, HEAD, ("水费", "3.00", ""))
    (table,) = tables(beside, again + part(80, HEAD, ("电费", "1.00", "")))
    assert [row[0] for row in rows(table)] == ["项目", "水费", "电费"]
    title = drawn(Drawing([40, 300], [60, 80], [Drawn(0, 0, 1, 1, ["支出预算表"])]))
    within = [title + part(80, HEAD, (name, "3.00", "")) for name in ("水费", "电费")]
    (table,) = tables(within[0], again + within[1])
    assert [row[0] for row in rows(table)] == ["支出预算表", "项目", "水费", "电费"]


def test_a_part_under_the_number_of_the_table_is_no_new_one_though_it_repeats_no_header() -> None:
    first = write_chinese(40, 40, "附表3-1") + TITLE + part(100, HEAD, ("水费", "3.00", ""))
    (table,) = tables(first, write_chinese(40, 40, "附表3-1") + part(60, ("电费", "1.00", "")))
    assert [row[0] for row in rows(table)] == ["项目", "水费", "电费"]
    assert len(tables(first, write_chinese(40, 40, "附表3-2") + part(60, ("电费", "1.00", "")))) == 2


def test_the_number_may_be_printed_on_two_lines() -> None:
    lines = write_chinese(40, 42, "附表3-") + write_chinese(40, 53, "3")
    first = lines + TITLE + part(100, HEAD, ("水费", "3.00", ""))
    (table,) = tables(first, lines + part(80, ("电费", "1.00", "")))
    assert [row[0] for row in rows(table)] == ["项目", "水费", "电费"]


@pytest.mark.parametrize("head", [(HEAD,), ()])
def test_the_unit_above_each_part_is_no_running_header(head: tuple[tuple[str, ...], ...]) -> None:
    unit = write_chinese(40, 80, "701云岭县图书馆") + write_chinese(320, 80, "单位：万元")
    first = TITLE + unit + part(100, HEAD, ("水费", "3.00", ""))
    (table,) = tables(first, *(unit + part(100, *head, (name, "3.00", "")) for name in ("电费", "维修", "购书")))
    assert [line.text for line in table.context] == ["支出预算表", "701云岭县图书馆单位：万元"]
    assert [row[0] for row in rows(table)] == ["项目", "水费", "电费", "维修", "购书"]


def test_a_number_and_a_name_inside_the_table_are_its_first_rows_and_name_it() -> None:
    (table,) = tables(part(100, ("附表2", "", ""), ("", "收入预算表", ""), HEAD, ("拨款", "1.00", "")))
    assert table.title == "收入预算表"
    assert rows(table)[1] == ["", "收入预算表", ""]


def test_a_table_that_does_not_begin_the_page_is_a_new_one() -> None:
    first = TITLE + part(100, HEAD, ("水费", "3.00", ""))
    between = write_chinese(40, 40, "以下为收入，均由县财政拨付。")
    assert len(tables(first, between + part(80, HEAD, ("拨款", "1.00", "")))) == 2


def test_blank_cells_of_a_column_that_merges_none_are_cells_of_their_own() -> None:
    first = TITLE + part(100, HEAD, ("一、货物", "5.00", ""), ("", "2.00", "桌"), ("二、服务", "3.00", ""))
    (table,) = tables(first, part(60, ("", "3.00", "维修")))
    assert [cell.row_span for cell in table.cells] == [1] * len(table.cells)
    assert rows(table)[-1] == ["", "3.00", "维修"]


@pytest.mark.parametrize("printed", ["3", "- 3 -", "—3—", "－ 3 －", "第3页", "第 3 页 共 20 页", "3/20"])
def test_a_page_number_between_two_halves_of_a_sentence_is_no_part_of_it(printed: str) -> None:
    first = write_chinese(40, 600, "云岭县图书馆今年预算比上年增加十二万元，其中购书经费增长")
    number = write_chinese(280, 760, printed)
    second = write_chinese(40, 60, "17.31%，其余各项与上年持平。")
    made = read(pdf(first + number, second + number))
    assert [block.text for block in made.paragraphs] == [
        "云岭县图书馆今年预算比上年增加十二万元，其中购书经费增长17.31%，其余各项与上年持平。"
    ]


def test_a_page_number_in_the_margin_of_a_low_page_is_no_part_of_a_table() -> None:
    foot = PAGE[1] - 62  # content is placed from the top of a page of ordinary height
    parts = (part(500, HEAD, ("水费", "3.00", "")), part(500, ("电费", "1.00", "")))
    pages = [table + write_chinese(280, foot, f"{number} / 2") for number, table in enumerate(parts, start=1)]
    (table,) = read(pdf(*(Sheet(page.encode("latin-1"), size=(600, 370)) for page in pages))).tables
    assert [row[0] for row in rows(table)] == ["项目", "水费", "电费"]


def test_a_short_line_alone_on_its_page_is_not_full() -> None:
    heading = write_chinese(40, 700, "七、图书采购情况")
    made = read(pdf(heading, write_chinese(40, 60, "云岭县图书馆今年不采购图书。")))
    assert [block.text for block in made.paragraphs] == ["七、图书采购情况", "云岭县图书馆今年不采购图书。"]


@pytest.mark.parametrize(("indent", "paragraphs"), [(20, 1), (0, 2)])
def test_a_number_at_the_margin_belongs_to_an_indented_paragraph(indent: float, paragraphs: int) -> None:
    first = "云岭县图书馆今年购书经费十二万元，编目经费三万元，其中："[: 28 - indent // 10]
    lines = write_chinese(40 + indent, 100, first) + write_chinese(40, 114, "1、购书经费比上年增加，编目经费不变。")
    assert len(read(pdf(lines)).paragraphs) == paragraphs


def test_a_running_header_between_two_halves_of_a_sentence_is_no_part_of_it() -> None:
    pages = ["云岭县图书馆今年预算比上年增加，其中购书经费增长", "百分之三，编目经费与去年相比，", "没有变化。"]
    header = write_chinese(220, 30, "云岭县图书馆预算")
    made = read(pdf(*(header + write_chinese(40, 100, page) for page in pages)))
    assert [block.text for block in made.paragraphs] == ["".join(pages)]


def test_the_rest_of_a_row_is_known_by_the_cells_it_leaves_blank_however_far_its_rules_reach() -> None:
    tall = drawn(
        Drawing([40, 120, 180, 300], [120, 200], [_cell(0, "图书采购及编"), _cell(1, "3.00"), _cell(2, "年初")])
    )
    first = TITLE + part(100, HEAD) + tall
    (table,) = tables(first, part(60, HEAD, ("目加工费", "", ""), ("电费", "1.00", "")))
    assert rows(table)[1:] == [["图书采购及编\n目加工费", "3.00", "年初"], ["电费", "1.00", ""]]


def _cell(col: int, text: str) -> Drawn:
    return Drawn(0, col, 1, 1, [text])


def test_a_row_with_a_name_of_its_own_is_no_rest_though_its_amounts_are_blank() -> None:
    first = TITLE + part(100, HEAD, ("图书采购支出", "3.00", "年初"))
    (table,) = tables(first, part(60, HEAD, ("其中：图书", "", ""), ("电费", "1.00", "")))
    assert [row[0] for row in rows(table)][1:] == ["图书采购支出", "其中：图书", "电费"]


def test_a_number_that_breaks_where_its_column_breaks_numbers_is_one() -> None:
    xs = (40, 120, 164, 300)
    first = TITLE + part(100, HEAD, ("水费", "12.5/0", "年初"), ("电费", "13.7", "年初"), height=26, xs=xs)
    (table,) = tables(first, part(60, ("", "5", ""), ("邮费", "1.0", "年中"), height=26, xs=xs))
    assert [row[1] for row in rows(table)] == ["金额", "12.5\n0", "13.75", "1.0"]


def test_a_line_that_hangs_out_of_a_cell_whose_lower_rule_is_missing_is_its_own() -> None:
    upper = Drawing(
        [40, 120, 180, 300],
        [100, 120, 140],
        [*(Drawn(0, col, 1, 1, [text]) for col, text in enumerate(HEAD)), Drawn(1, 1, 1, 1, ["3.00"]), _last("年初")],
    )
    open_cell = rule(40, 120, 40, 140) + write_chinese(42, 121, "预算规模") + write_chinese(42, 137, "和用途")
    (table,) = tables(TITLE + drawn(upper) + open_cell)
    assert rows(table)[1] == ["预算规模\n和用途", "3.00", "年初"]


def _last(text: str) -> Drawn:
    return Drawn(1, 2, 1, 1, [text])


def test_columns_that_go_on_on_the_next_page_stand_beside_their_rows() -> None:
    first = TITLE + part(100, ("编码", "名称", "合计"), ("201", "水费", "3.00"), ("202", "电费", "1.00"))
    more = part(60, ("基本支出", "项目支出"), ("3.00", ""), ("", "1.00"), xs=(40, 170, 300))
    (table,) = tables(first, more)
    assert rows(table) == [
        ["编码", "名称", "合计", "基本支出", "项目支出"],
        ["201", "水费", "3.00", "3.00", ""],
        ["202", "电费", "1.00", "", "1.00"],
    ]


def test_a_table_that_says_that_it_goes_on_may_have_other_columns_under_the_same_heads() -> None:
    again = write_chinese(200, 40, "支出预算表（续）", 14)
    first = TITLE + part(100, HEAD, ("水费", "3.00", "年初"))
    (table,) = tables(first, again + part(60, HEAD, ("电费", "1.00", ""), xs=(40, 110, 200, 300)))
    assert rows(table) == [list(HEAD), ["水费", "3.00", "年初"], ["电费", "1.00", ""]]
    assert [(part.row, part.page, part.edges) for part in table.parts] == [
        (0, 1, (40, 120, 180, 300)),
        (2, 2, (40, 110, 200, 300)),
    ]


def test_a_title_alone_with_its_table_on_a_page_does_not_go_on_with_the_sentence_before() -> None:
    line = "云岭县图书馆按照要求公开部门预算并接受群众监督检查和评议"
    prose = "".join(write_chinese(40, 40 + 16 * n, line) for n in range(3))
    (table,) = read(pdf(prose, TITLE + part(100, HEAD, ("水费", "3.00", "年初")))).tables
    assert table.title == "支出预算表"


def test_the_body_named_above_each_table_is_no_running_header() -> None:
    body = write_chinese(40, 30, "612001 云岭县图书馆")
    names = ("水费支出表", "电费支出表", "邮费支出表", "差旅支出表")
    pages = [body + write_chinese(200, 60, name, 14) + part(100, HEAD, ("水费", "3.00", "年初")) for name in names]
    found = read(pdf(*pages))
    assert [table.title for table in found.tables] == list(names)
    assert sum("云岭县图书馆" in paragraph.text for paragraph in found.paragraphs) == len(names)


SERIAL, BODIES = (40, 80, 160, 300, 360), ("序号", "单位", "项目", "金额")


def grouped(top: float, *cells: Drawn, rows: int) -> str:
    return drawn(Drawing(list(SERIAL), [top + 20 * n for n in range(rows + 1)], list(cells)))


def line(row: int, serial: str, project: str, amount: str) -> list[Drawn]:
    return [Drawn(row, col, 1, 1, [text] if text else []) for col, text in ((0, serial), (2, project), (3, amount))]


@pytest.mark.parametrize("rows_below", [1, 2])
def test_a_body_merged_over_a_break_reaches_the_rows_below_it_beside_their_numbers(rows_below: int) -> None:
    above = [
        *(Drawn(0, col, 1, 1, [label]) for col, label in enumerate(BODIES)),
        *[*line(1, "", "合计", "9.00"), Drawn(1, 1, 1, 1, [])],
        *[*line(2, "1", "修书", "2.00"), *line(3, "2", "晒书", "3.00"), Drawn(2, 1, 2, 1, ["云岭县图书馆"])],
    ]
    below = [cell for row in range(rows_below) for cell in line(row, str(row + 3), f"抄书{'一二'[row]}", "1.00")]
    last = [*line(rows_below, str(rows_below + 3), "借书", "3.00"), Drawn(rows_below, 1, 1, 1, ["云岭县档案馆"])]
    second = grouped(60, *below, Drawn(0, 1, rows_below, 1, []), *last, rows=rows_below + 1)
    (table,) = tables(TITLE + grouped(100, *above, rows=4), second)
    bodies = [row[1] for row in rows(table)]
    assert bodies == ["单位", "", *["云岭县图书馆"] * (2 + rows_below), "云岭县档案馆"]


def test_a_blank_cell_below_a_break_is_no_rest_where_the_rows_above_it_leave_theirs_blank() -> None:
    above = [
        *(Drawn(0, col, 1, 1, [label]) for col, label in enumerate(BODIES)),
        *[*line(1, "1", "修书", "2.00"), Drawn(1, 1, 1, 1, ["云岭县图书馆"])],
        *[*line(2, "2", "晒书", "3.00"), Drawn(2, 1, 1, 1, [])],
        *[*line(3, "3", "抄书", "1.00"), Drawn(3, 1, 1, 1, ["云岭县档案馆"])],
    ]
    second = grouped(60, *line(0, "4", "借书", "3.00"), Drawn(0, 1, 1, 1, []), rows=1)
    (table,) = tables(TITLE + grouped(100, *above, rows=4), second)
    assert [row[1] for row in rows(table)] == ["单位", "云岭县图书馆", "", "云岭县档案馆", ""]


def test_a_row_that_fills_a_page_without_level_rules_goes_on_above_and_below_it() -> None:
    xs = (40, 120, 180, 240, 300)
    posts = "".join(rule(x, 60, x, 80) for x in xs)
    begun = part(100, ("名称", "目标", "金额", "备注"), xs=xs) + "".join(rule(x, 120, x, 140) for x in xs)
    first = TITLE + begun + write_chinese(44, 124, "航标") + write_chinese(124, 124, "夜间")
    last = posts + write_chinese(124, 64, "可辨") + part(80, ("船坞", "水深", "3.00", ""), xs=xs)
    (table,) = tables(first, posts + write_chinese(124, 64, "航道"), last)
    assert rows(table)[1:] == [["航标", "夜间\n航道\n可辨", "", ""], ["船坞", "水深", "3.00", ""]]


def test_a_heading_on_top_of_the_next_page_is_not_the_rest_of_a_sentence_that_ended() -> None:
    sentence = "渡口的照明由县里统一安排，护栏由各镇按长度分摊。"
    begun = Paragraph(sentence, [(0, 1, None)], full=True)
    rest = Paragraph("部门预算支出总表", [(0, 2, None)], flush=True)
    assert [block.text for block in join_blocks([begun, rest]) if isinstance(block, Paragraph)] == [
        sentence,
        "部门预算支出总表",
    ]
    goes_on = Paragraph("其中水费三万元，电费四万元。", [(0, 2, None)], flush=True)
    assert len(join_blocks([Paragraph(sentence, [(0, 1, None)], full=True), goes_on])) == 1


def test_two_tables_beside_one_another_each_go_on_below_their_own_columns() -> None:
    left, right = (40, 100, 160, 220), (260, 300, 380, 480)
    names = write_chinese(80, 80, "支出预算表", 12) + write_chinese(320, 80, "收入预算表", 12)
    above = part(100, HEAD, ("水费", "3.00", ""), xs=left) + part(100, HEAD, ("税金", "7.00", ""), xs=right)
    overleaf = part(60, ("电费", "1.00", ""), xs=left) + part(60, ("捐款", "2.00", ""), xs=right)
    first, second = tables(names + above, overleaf)
    assert [row[0] for row in rows(first)] == ["项目", "水费", "电费"]
    assert [row[0] for row in rows(second)] == ["项目", "税金", "捐款"]


def test_a_part_that_is_said_to_go_on_does_so_under_its_head_whatever_its_columns_measure() -> None:
    first = part(100, HEAD, ("水费", "3.00", ""))
    again = write_chinese(220, 180, "续表") + part(200, HEAD, ("电费", "1.00", ""), xs=(40, 160, 200, 300))
    (table,) = tables(TITLE + first + again)
    assert [row[0] for row in rows(table)] == ["项目", "水费", "电费"]
