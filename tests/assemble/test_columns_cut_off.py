"""Columns that a page cut off a table: what proves that they are its own, though they stand below a title."""

import pytest

from extractors.assemble.joins import join_blocks
from extractors.assemble.page_breaks import append_whole
from extractors.assemble.side_by_side import part_beside
from extractors.document.model import Cell, Paragraph, Part, Table

LEFT = [["合计", "小计", "拨款", "事业"], ["1,048,475.72", "992,619.17", "870,741.79", "121,877.38"]]
RIGHT = [["小计", "结转资金"], ["55,856.55", "55,856.55"]]


def part(rows: list[list[str]], page: int) -> Table:
    cells = [
        Cell(r, c, text, page=page, box=(50.0 + 80 * c, 80.0 + 20 * r, 130.0 + 80 * c, 100.0 + 20 * r))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]
    edges = tuple(50.0 + 80 * c for c in range(len(rows[0]) + 1))
    return Table(cells, len(rows), len(rows[0]), "pdf", edges=edges, parts=[Part(0, len(rows), page, edges)])


def joined(right: list[list[str]]) -> list[Table]:
    lines = [Paragraph(text, [(0, 2, None)]) for text in ("部门收入总表", "单位：万元")]
    return [block for block in join_blocks([part(LEFT, 1), *lines, part(right, 2)]) if isinstance(block, Table)]


def test_columns_stand_beside_those_with_which_they_make_the_total() -> None:
    (table,) = joined(RIGHT)
    assert table.title == "部门收入总表"
    assert [cell.text for cell in table.grid[1]] == [*LEFT[1], *RIGHT[1]]


@pytest.mark.parametrize("amount", ["55,856.54", "0.00", ""])
def test_columns_that_make_no_total_are_a_table_of_their_own(amount: str) -> None:
    first, second = joined([RIGHT[0], [amount, amount]])
    assert (first.title, second.title) == (None, "部门收入总表")


def test_a_form_that_is_printed_again_is_no_columns_of_the_first() -> None:
    first, second = joined(LEFT)
    assert len(first.grid[0]) == len(second.grid[0]) == len(LEFT[0])


def test_columns_that_begin_beside_a_table_s_middle_have_no_place() -> None:
    rows = [["渡口", "3"], ["航标", "4"], ["船坞", "5"]]
    table = part([["名称", "数量"], *rows], 1)
    append_whole(table, part([["水位", "6"], ["堤岸", "7"], ["灯塔", "8"]], 2))
    right = part([[number, "盏", name] for name, number in rows], 3)
    assert part_beside(table, right) is None


def test_rows_that_need_fewer_of_the_rules_of_the_page_before_stand_below_and_not_beside() -> None:
    above = part([["一级", "二级", "三级", "指标值", "依据"], *[["产出", "数量", "藏书", "", "方案"]] * 2], 1)
    below = part([["效益", "社会", "读者", "方案"], *[["产出", "质量", "完好", "方案"]] * 2], 2)
    edges = (*above.edges[:4], above.edges[5])
    below.edges, below.parts = edges, [Part(0, 3, 2, edges)]
    (table,) = (block for block in join_blocks([above, below]) if isinstance(block, Table))
    assert (table.columns, table.rows) == (5, 6)
    assert [cell.text for cell in table.grid[3]] == ["效益", "社会", "读者", "方案", "方案"]
