"""Heads beside a page break: what stands below one that ends a page, and one that is printed again within a form."""

import pytest
from drawing import Drawing, Drawn, pdf, rule, write_chinese, written

from extractors.document.model import Table
from extractors.pipeline import read_document as read

TITLE = write_chinese(40, 30, "云岭县图书馆二〇三一年部门预算") + write_chinese(200, 60, "采购预算表", 14)
XS = (40, 66, 92, 118, 150, 182)


def part(top: float, *cells: Drawn, rows: int, xs: tuple[float, ...] = XS, height: float = 26) -> str:
    drawing = Drawing(list(xs), [top + height * n for n in range(rows + 1)], list(cells))
    return "".join(rule(e["x0"], e["top"], e["x1"], e["bottom"]) for e in drawing.edges()) + written(drawing)


def row(at: int, *texts: str) -> list[Drawn]:
    return [Drawn(at, col, 1, 1, text.split("/") if text else []) for col, text in enumerate(texts)]


def the_table(*pages: str) -> Table:
    (table,) = read(pdf(TITLE + pages[0], *pages[1:])).tables
    return table


def texts(table: Table, at: int) -> list[str]:
    return [cell.text for cell in table.grid[at]]


def test_the_row_of_sums_below_a_head_that_ends_a_page_is_no_rest_of_the_head() -> None:
    head = part(100, *row(0, "项目", "物品", "编号", "合计", "拨款"), rows=1)
    below = part(60, *row(0, "合计", "", "", "55.12", "55.12"), *row(1, "办公", "书柜", "A06", "5.12", "5.12"), rows=2)
    table = the_table(head, below)
    assert [texts(table, at)[3] for at in range(table.rows)] == ["合计", "55.12", "5.12"]


def test_one_number_below_a_head_that_ends_a_page_is_its_first_amount() -> None:
    head = part(100, *row(0, "项目", "物品", "编号", "备注", "拨款"), rows=1)
    table = the_table(head, part(60, *row(0, "合计", "", "", "", "55.12"), *row(1, "办公", "", "", "", "5.12"), rows=2))
    assert [texts(table, at)[4] for at in range(table.rows)] == ["拨款", "55.12", "5.12"]


def test_a_blank_below_one_of_several_periods_is_its_value_and_the_label_before_them_goes_on() -> None:
    periods = row(1, "计划", "3月底", "6月底", "9月底", "12月底")
    above = part(100, *row(0, "名称", "渡口", "", "", "维护"), *periods, rows=2)
    below = part(60, *row(0, "", "", "40.00", "90.00", "100.00"), *row(1, "目标", "航标", "", "", "常明"), rows=2)
    table = the_table(above, below)
    assert texts(table, 2) == ["计划", "", "40.00", "90.00", "100.00"]


def test_the_head_of_indicators_that_is_printed_again_divides_no_cell_that_goes_on_below_it() -> None:
    xs = (40, 70, 130, 190, 300, 380)
    head = [Drawn(0, col, 1, 1, [text]) for col, text in enumerate(("一级指标", "二级指标", "三级指标", "指标值"), 1)]
    above = [
        *[Drawn(0, 0, 1, 3, ["资金"]), Drawn(0, 3, 1, 2, ["34.00"]), Drawn(1, 0, 3, 1)],
        *[Drawn(cell.row + 1, cell.col, 1, 1, cell.lines) for cell in head],
        *[Drawn(2, 1, 2, 1), Drawn(2, 2, 2, 1, ["数量指标"])],
        *[
            Drawn(2, 3, 1, 1, ["藏书"]),
            Drawn(2, 4, 1, 1, ["12"]),
            Drawn(3, 3, 1, 1, ["读者"]),
            Drawn(3, 4, 1, 1, ["34"]),
        ],
    ]
    below = [
        *[
            Drawn(0, 0, 3, 1, ["绩效"]),
            *head,
            Drawn(1, 1, 2, 1, ["产出指标"]),
            Drawn(1, 2, 1, 1),
            Drawn(2, 2, 1, 1, ["质量"]),
        ],
        *[
            Drawn(1, 3, 1, 1, ["展览"]),
            Drawn(1, 4, 1, 1, ["5"]),
            Drawn(2, 3, 1, 1, ["完好"]),
            Drawn(2, 4, 1, 1, ["98"]),
        ],
    ]
    table = the_table(part(100, *above, rows=4, xs=xs), part(60, *below, rows=3, xs=xs))
    assert [texts(table, at) for at in range(2, table.rows)] == [
        ["绩效", "产出指标", "数量指标", "藏书", "12"],
        ["绩效", "产出指标", "数量指标", "读者", "34"],
        ["绩效", "产出指标", "数量指标", "展览", "5"],
        ["绩效", "产出指标", "质量", "完好", "98"],
    ]


def test_a_row_that_begins_as_the_first_one_under_the_head_did_is_no_head_though_its_merged_cells_are_blank() -> None:
    head = row(0, "项目", "指标", "名称", "符号", "数值")
    above = [
        *[*head, Drawn(1, 0, 2, 1, ["修书"]), *row(1, "", "数量", "藏书", "=", "12")[1:]],
        *row(2, "", "质量", "完好", "=", "98")[1:],
    ]
    below = [
        *[*head, Drawn(1, 0, 2, 1), *row(1, "", "数量", "藏书", "=", "12")[1:]],
        *row(2, "", "质量", "清晰", "=", "95")[1:],
    ]
    table = the_table(part(100, *above, rows=3), part(60, *below, rows=3))
    assert [texts(table, at)[2:] for at in range(1, table.rows)] == [
        ["藏书", "=", "12"],
        ["完好", "=", "98"],
        ["藏书", "=", "12"],
        ["清晰", "=", "95"],
    ]


def test_a_table_goes_on_under_its_head_on_a_page_of_another_width_whose_columns_have_the_same_shares() -> None:
    narrow = tuple(20 + (x - 40) * 0.7 for x in XS)
    head = row(0, "项目", "物品", "编号", "合计", "拨款")
    above = part(100, *head, *row(1, "书", "柜", "A06", "5.1", "5.1"), rows=2)
    below = part(60, *head, *row(1, "书", "桌", "A07", "4.2", "4.2"), rows=2, xs=narrow)
    table = the_table(above, below)
    assert [texts(table, at)[1] for at in range(table.rows)] == ["物品", "柜", "桌"]


def test_without_its_head_it_goes_on_where_columns_of_several_widths_have_just_the_same_shares() -> None:
    def tables(xs: tuple[float, ...], own: tuple[float, ...]) -> int:
        above = part(100, *row(0, "项目", "物品", "合计"), *row(1, "书", "柜", "5.1"), rows=2, xs=xs)
        return len(read(pdf(TITLE + above, part(60, *row(0, "书", "桌", "4.2"), rows=1, xs=own))).tables)

    uneven, even = (40.0, 66.0, 118.0, 182.0), (40.0, 80.0, 120.0, 160.0)
    assert tables(uneven, tuple(20 + (x - 40) * 0.7 for x in uneven)) == 1
    assert tables(uneven, (20.0, 45.0, 70.0, 119.4)) == 2
    assert tables(even, tuple(20 + (x - 40) * 0.7 for x in even)) == 2


@pytest.mark.parametrize(("label", "count"), [("指标值", 1), ("三级指标", 2), ("合计", 2)])
def test_columns_as_wide_on_a_page_of_another_width_go_on_with_the_next_label_of_a_form(label: str, count: int) -> None:
    even = (40.0, 120.0, 200.0, 280.0)
    above = part(100, *row(0, "二级指标", "数量", "质量"), *row(1, "三级指标", "藏书", "完好"), rows=2, xs=even)
    below = part(60, *row(0, label, "12", "98"), rows=1, xs=tuple(20 + (x - 40) * 0.7 for x in even))
    assert len(read(pdf(TITLE + above, below)).tables) == count


def test_a_part_on_a_page_of_another_width_may_divide_a_column_of_the_first() -> None:
    above = part(100, *row(0, "一级", "产出", "效益"), rows=1, xs=(40.0, 120.0, 280.0, 360.0))
    below = part(60, *row(0, "名称", "藏书", "读者", "口碑"), rows=1, xs=(20.0, 76.0, 132.0, 188.0, 244.0))
    table = the_table(above, below)
    assert [texts(table, at) for at in range(table.rows)] == [
        ["一级", "产出", "产出", "效益"],
        ["名称", "藏书", "读者", "口碑"],
    ]
    assert [cell.lies for cell in table.grid[1]] == [(40, 120), (120, 200), (200, 280), (280, 360)]


@pytest.mark.parametrize(
    ("labels", "count"), [(("主管部门", "指标值"), 1), (("主管部门", "合计"), 2), (("项目名称", "指标值"), 2)]
)
def test_a_form_goes_on_on_a_page_of_another_width_where_its_first_rows_alone_stand_above(
    labels: tuple[str, str], count: int
) -> None:
    above = part(100, *row(0, "项目名称", "书库"), rows=1, xs=(40.0, 120.0, 360.0))
    rows = [one for at, label in enumerate(labels) for one in row(at, label, "甲", "乙")]
    below = part(60, *rows, rows=2, xs=(20.0, 76.0, 150.0, 244.0))
    assert len(read(pdf(TITLE + above, below)).tables) == count


def test_a_table_under_the_title_of_the_one_above_keeps_its_own_columns() -> None:
    """Its rules stand where the other has some; what goes on below it has as many as it needs."""
    title = write_chinese(200, 200, "采购预算表", 14)
    above = part(100, *row(0, "项目", "物品", "编号", "合计", "拨款"), *row(1, "书", "柜", "A06", "5.1", "5.1"), rows=2)
    form = part(240, *row(0, "名称", "书库"), rows=1, xs=(40.0, 92.0, 182.0))
    first, second = read(pdf(TITLE + above + title + form)).tables
    assert (first.columns, second.columns) == (5, 2)
