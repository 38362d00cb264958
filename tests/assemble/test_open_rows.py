"""What the rules at a page break say: open cells go on, the others end."""

from extractors.assemble.page_breaks import append_part
from extractors.document.model import Cell, Part, Table
from extractors.read.pdf.open_cells import mark_open


def page(number: int, rows: list[list[str]], *, foot: str = "", top: str = "") -> Table:
    """A page's part of a table; `foot` and `top` say of each column whether it is open (o) there."""
    cells = [
        Cell(r, c, text, page=number, box=(50.0 * c, 20.0 * r, 50.0 * c + 50, 20.0 * r + 20), room=40.0, lead=10.0)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]
    for cell in cells:
        cell.open_below = cell.row == len(rows) - 1 and foot[cell.col : cell.col + 1] == "o"
        cell.open_above = cell.row == 0 and top[cell.col : cell.col + 1] == "o"
    edges = tuple(50.0 * c for c in range(len(rows[0]) + 1))
    parts = [Part(0, len(rows), number, edges)]
    return Table(cells, len(rows), len(rows[0]), "pdfium", edges=edges, parts=parts)


def joined(first: Table, second: Table) -> list[list[str]]:
    append_part(first, second)
    return [[cell.text for cell in row] for row in first.grid]


def test_a_row_whose_cells_are_all_open_goes_on_whatever_its_texts_say() -> None:
    first = page(1, [["名称", "金额"], ["渡口", ""]], foot="oo")
    assert joined(first, page(2, [["文物", "3.00"], ["航标", "4.00"]], top="oo")) == [
        ["名称", "金额"],
        ["渡口\n文物", "3.00"],
        ["航标", "4.00"],
    ]


def test_open_cells_beside_ended_ones_reach_down_and_the_rows_stay_whole() -> None:
    first = page(1, [["名称", "指标"], ["渡口文", "次数"]], foot="o-")
    assert joined(first, page(2, [["物所", "人数"], ["航标", "盏数"]], top="o-")) == [
        ["名称", "指标"],
        ["渡口文\n物所", "次数"],
        ["渡口文\n物所", "人数"],
        ["航标", "盏数"],
    ]


def test_a_cell_is_not_continued_where_a_rule_begins_the_next() -> None:
    first = page(1, [["名称", "指标"], ["年度目标", "次数"]], foot="o-")
    assert joined(first, page(2, [["绩效指标", "人数"]]))[1:] == [["年度目标", "次数"], ["绩效指标", "人数"]]


def test_below_a_repeated_head_no_cell_is_open_above_and_still_goes_on() -> None:
    first = page(1, [["名称", "金额"], ["渡口", ""]], foot="oo")
    second = page(2, [["名称", "金额"], ["文物", "3.00"]])
    assert joined(first, second) == [["名称", "金额"], ["渡口\n文物", "3.00"]]


def test_rows_with_a_sign_and_a_value_each_are_two_though_their_engine_rules_neither_at_the_break() -> None:
    head = ["名称", "指标", "", "值"]
    first = page(1, [head, ["渡口文", "次数", "=", "1200"]], foot="oooo")
    second = page(2, [head, ["物所", "人数", "≥", "180"], ["", "天数", "≤", "3"]])
    second.cells[4].row_span = 2
    second.cells = [cell for cell in second.cells if (cell.row, cell.col) != (2, 0)]
    assert joined(first, second) == [
        head,
        ["渡口文\n物所", "次数", "=", "1200"],
        ["渡口文\n物所", "人数", "≥", "180"],
        ["渡口文\n物所", "天数", "≤", "3"],
    ]


def test_rows_with_a_whole_amount_each_are_two_and_what_the_second_leaves_blank_stays_blank() -> None:
    head = ["类", "项", "名称", "合计", "基本"]
    first = page(1, [head, ["207", "05", "渡口", "38.40", "38.40"]], foot="ooooo")
    second = page(2, [head, ["210", "", "文物", "9.00", ""], ["", "07", "航标", "9.00", ""]])
    assert joined(first, second) == [
        head,
        ["207", "05", "渡口", "38.40", "38.40"],
        ["210", "", "文物", "9.00", ""],
        ["", "07", "航标", "9.00", ""],
    ]


def test_the_rest_of_a_wide_cell_below_a_repeated_head_is_no_row_though_the_head_parts_it() -> None:
    head = ["项目", "物品", "金额", "拨款"]
    first = page(1, [head, ["小计", "", "3.00", "3.00"]], foot="oooo")
    label = first.cells[4]
    label.col_span = 2
    first.cells = [cell for cell in first.cells if (cell.row, cell.col) != (1, 1)]
    second = page(2, [head, ["", "", "", ""], ["渡口", "灯", "3.00", "3.00"]])
    assert joined(first, second)[1:] == [["小计", "小计", "3.00", "3.00"]] * 2 + [["渡口", "灯", "3.00", "3.00"]]
    assert label.row_span == 2


def test_a_side_is_open_where_less_than_half_of_it_is_ruled() -> None:
    table = page(1, [["名称", "金额"]])
    level = {"orientation": "h", "x0": 50.0, "x1": 100.0, "top": 20.0, "bottom": 20.0}
    mark_open(table, [level, level | {"x0": 0.0, "top": 0.0, "bottom": 0.0}])
    assert [(cell.open_above, cell.open_below) for cell in table.cells] == [(False, True), (False, False)]


def test_rows_that_no_rule_parts_are_whole_at_a_break_too_though_none_ends_them_there() -> None:
    table = page(1, [["收入", "9.00"], ["合计", "9.00"]])
    sides = {"orientation": "h", "x0": 0.0, "x1": 100.0}
    top, between = ({**sides, "top": y, "bottom": y} for y in (0.0, 20.0))
    mark_open(table, [top])
    assert not any(cell.open_below for cell in table.cells)
    mark_open(table, [top, between])
    assert [cell.open_below for cell in table.cells] == [False, False, True, True]


def test_two_rows_with_a_sign_each_are_no_row_that_was_cut() -> None:
    first = page(1, [["指标", "符号", "数值"], ["换灯盏数", "≥", "60"]])
    second = page(2, [["采集件数", "=", "1200"]])
    for cell in (*first.cells, *second.cells):
        cell.room, cell.lead = 0.0, 40.0
    assert joined(first, second)[1:] == [["换灯盏数", "≥", "60"], ["采集件数", "=", "1200"]]


def test_a_number_that_an_open_row_cuts_is_one_where_its_column_has_one_in_each_cell() -> None:
    first = page(1, [["名称", "金额"], ["渡口", "73"]], foot="oo")
    second = page(2, [["文物", "7.48"], ["航标", "4.00"]], top="oo")
    assert joined(first, second)[1] == ["渡口\n文物", "737.48"]
    first = page(1, [["名称", "金额"], ["渡口", "54\n9.8"]], foot="oo")
    assert joined(first, page(2, [["文物", "2"], ["航标", "4.00"]], top="oo"))[1] == ["渡口\n文物", "549.82"]
    first = page(1, [["名称", "金额"], ["浮桥", "4.00"], ["渡口", "15"]], foot="oo")
    second = page(2, [["文物", "7.\n40"], ["航标", "23\n4.\n99"]], top="oo")
    assert joined(first, second)[2] == ["渡口\n文物", "157.40"]
    first = page(1, [["名称", "金额"], ["渡口", "12.00"]], foot="oo")
    assert joined(first, page(2, [["文物", ""], ["航标", "4.00"]], top="oo"))[1] == ["渡口\n文物", "12.00"]


def test_what_stands_below_a_gap_of_the_grid_stays_a_cell() -> None:
    first = page(1, [["名称", "指标"], ["渡口", "次数"], ["", "人数"]])
    first.cells = [cell for cell in first.cells if (cell.row, cell.col) != (2, 0)]  # the page rules nothing there
    second = page(2, [["航标", "盏数"], ["", "亮灯率"]])
    second.cells[0].row_span, second.cells = 2, [cell for cell in second.cells if (cell.row, cell.col) != (1, 0)]
    assert joined(first, second)[3:] == [["航标", "盏数"], ["航标", "亮灯率"]]


def test_a_label_whose_parts_make_one_of_its_column_goes_on_beside_two_rows() -> None:
    head = ["一级", "二级", "指标", "", "值"]
    first = page(1, [head, ["效益", "社会效益", "客流", "≥", "9"], ["效益", "社会", "事故", "≤", "1"]], foot="ooooo")
    second = page(2, [["", "效益", "参观", "≥", "2.5"]], top="ooooo")
    assert joined(first, second)[2:] == [
        ["效益", "社会\n效益", "事故", "≤", "1"],
        ["效益", "社会\n效益", "参观", "≥", "2.5"],
    ]


def test_a_cell_that_ends_blank_on_the_page_below_takes_up_nothing_more() -> None:
    table = page(1, [["名称", "指标"], ["渡口文物", "影像合"]], foot="oo")
    append_part(table, page(2, [["名称", "指标"], ["", "格率"]]))
    rows = joined(table, page(3, [["名称", "指标"], ["航标", "盏数"]]))
    assert rows == [["名称", "指标"], ["渡口文物", "影像合\n格率"], ["航标", "盏数"]]


def test_a_label_that_a_rule_ends_takes_up_no_text_by_way_of_a_blank_below_it() -> None:
    table = page(1, [["名称", "指标"], ["年度目标", "次数"]], foot="--")
    append_part(table, page(2, [["", "人数"]], foot="o-"))
    rows = joined(table, page(3, [["绩效指标", "盏数"], ["航标", "岸线"]], top="o-"))
    assert [row[0] for row in rows] == ["名称", "年度目标", "年度目标", "绩效指标", "航标"]


def test_a_number_goes_on_under_repeated_heads_beside_labels_of_several_lines_and_numbers_that_the_foot_cuts() -> None:
    head = ["名称", "金\n额", "单位"]
    first = page(1, [head, ["渡口", "45", ""]], foot="ooo")
    second = page(2, [head, ["文物", "4.60", "批"], ["航标", "454.60", "座"], ["换灯", "26\n5.1", "盏"]], foot="ooo")
    assert joined(first, second)[1] == ["渡口\n文物", "454.60", "批"]


def test_a_number_goes_on_in_a_row_that_is_all_of_its_page_as_its_column_tells_above() -> None:
    first = page(1, [["名称", "金额"], ["航标", "4.00"], ["渡口", "36"]], foot="oo")
    assert joined(first, page(2, [["文物", "2.60"]], top="oo"))[2] == ["渡口\n文物", "362.60"]


def test_two_labels_of_several_rows_that_their_column_has_are_two_where_each_row_has_a_sign() -> None:
    first = page(1, [["一级", "", ""], ["质量指标", "≥", "95"], ["数量指标", "≥", "60"]], foot="ooo")
    second = page(2, [["质量指标", "≥", "98"], ["", "=", "100"]], top="ooo")
    second.cells = [cell for cell in second.cells if (cell.row, cell.col) != (1, 0)]
    second.cells[0].row_span = 2
    assert [row[0] for row in joined(first, second)[2:]] == ["数量指标", "质量指标", "质量指标"]


def test_the_rest_of_a_box_that_ended_above_the_break_is_the_box_itself() -> None:
    first = page(1, [["项目", "名称", "甲"], ["支出计划", "3月底", "6月底"]])
    second = page(2, [["", "", "100.00"], ["绩效目标", "换灯", "换灯"]], top="o--")
    second.cells[0].rest = True
    assert joined(first, second)[1:] == [
        ["支出计划", "3月底", "6月底"],
        ["支出计划", "", "100.00"],
        ["绩效目标", "换灯", "换灯"],
    ]


def test_the_page_below_tells_what_a_column_holds_and_the_one_above_only_where_it_says_nothing() -> None:
    first = page(1, [["名称", "金额"], ["航标", "4,140.568131\n31.2"], ["渡口", "4,140.5681"]], foot="oo")
    assert joined(first, page(2, [["文物", "31"], ["换灯", "9.10"]], top="oo"))[2] == ["渡口\n文物", "4,140.568131"]
