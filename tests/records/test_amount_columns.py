"""Amounts in cells that lack the rule between two columns: read where the place of the text tells the column."""

import pytest
from contexts import context
from ruled import ruled

from extractors.document.model import Document
from extractors.records.standard.tables import extract

EDGES = (0.0, 50.0, 150.0, 250.0, 350.0, 450.0)
GAP, DIGIT = 5.0, 6.0


def measures(text: str, end: float, numbers_end: float | None = None) -> list[tuple[str, int]]:
    """What a row says whose last three amounts are one cell with a text that ends at `end`.

    The other rows' numbers end at `numbers_end` of their column, by default `GAP` before its rule.
    """
    rows = [
        ["科目编码", "科目名称", "合计", "人员经费", "公用经费"],
        ["301", "工资福利支出", "7", "7", ""],
        ["302", "商品和服务支出", "2", "", "2"],
        ["303", "对个人和家庭的补助", text, text, "<"],
    ]
    table = ruled(rows, "基本支出预算表", "单位：万元")
    table.edges = EDGES
    for cell in table.cells:
        x0, x1 = EDGES[cell.col], EDGES[cell.col + cell.col_span]
        cell.box = (x0, 20.0 * cell.row, x1, 20.0 * cell.row + 20)
        last = end if cell.col_span > 1 else x1 - GAP if numbers_end is None else x0 + numbers_end
        cell.ink = (last - DIGIT * len(cell.text), last) if cell.text else None
    found = extract(Document([table], "pdf", "application/pdf", 1), context())
    return [(row["measure"], int(row["amount_yuan"])) for row in found.rows["budget_lines"] if row["code"] == "303"]


def test_a_number_that_ends_where_the_others_end_in_their_columns_is_of_that_column() -> None:
    assert measures("30", 350 - GAP) == [("total", 300_000), ("personnel", 300_000)]


@pytest.mark.parametrize(
    "end",
    [
        pytest.param(450 - GAP, id="to the right of a merged cell"),
        pytest.param(350 + DIGIT, id="in the middle of a merged cell"),
        pytest.param(300.0, id="nowhere that another number stands"),
        pytest.param(350 + DIGIT - 1, id="over the rule that is not there"),
    ],
)
def test_a_number_that_may_be_of_a_merged_cell_is_of_both_columns(end: float) -> None:
    assert measures("30", end)[1] == ("several", 300_000)


def test_a_table_whose_own_numbers_stand_elsewhere_tells_nothing() -> None:
    assert measures("30", 350 - GAP, numbers_end=40)[1] == ("several", 300_000)
