"""Revenue beside expenditure on pages that rule nothing, or only rows: uneven halves, and columns close together."""

import pytest
from drawing import pdf, rule, write, write_chinese

from extractors.document.model import Table
from extractors.pipeline import read_document as read

TITLE = ("澄湖县图书馆2031年部门预算", "部门收支总表", "单位：万元")
HEAD = ("收入项目", "预算数", "支出项目", "预算数")
LONG = "国有资本经营预算及其他各类专项支出合并列示"
ALONE = ["科技支出", "文旅支出", "卫生支出", "农业支出", "水利支出", "其他支出", LONG]


def grid(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.grid]


def letters(text: str) -> float:
    """How wide a text is drawn; digits of the tests' own font are 5.56 points wide, points and commas half of that."""
    return sum(2.78 if char in ".," else 5.56 if char.isascii() else 10.0 for char in text)


def drawn(x: float, top: float, text: str) -> str:
    return (write if text.isascii() else write_chinese)(x, top, text)


def row_of(cells: tuple[str, ...], top: float, ends: tuple[float, float]) -> str:
    """A row of two halves, its amounts set flush right."""
    left, right = ends
    places = (60.0, left - letters(cells[1]), left + 12, right - letters(cells[3]))
    return "".join(drawn(x, top, text) for x, text in zip(places, cells, strict=True) if text)


def page(rows: list[tuple[str, ...]], ends: tuple[float, float], top: float = 40.0, *, ruled: bool = False) -> str:
    content = "".join(write_chinese(60, top + 20 * n, text) for n, text in enumerate(TITLE))
    tops = [top + 64 + 20 * n for n in range(len(rows) + 1)]
    content += "".join(row_of(row, y, ends) for row, y in zip(rows, tops, strict=False))
    return content + "".join(rule(58, y - 4, 560, y - 4) for y in tops if ruled)


def test_names_of_one_half_alone_stay_in_the_table_whose_amounts_end_above_and_go_on_below() -> None:
    rows = [HEAD, *((f"收入{n}", f"{n}6.00", f"支出{n}", "") for n in range(1, 5))]
    rows += [("", "", name, "") for name in ALONE]
    rows += [("收入合计", "184.00", "", "")]
    (table,) = read(pdf(page(rows, (240, 540)))).tables
    assert grid(table) == [list(row) for row in rows]


CLOSE = [
    HEAD,
    ("横向转移财政补助资金收入", "1,234.56", "教育", "934.56"),
    ("其他", "99.44", "水利", "399.44"),
    ("合计", "1,334.00", "合计", "1,334.00"),
]


@pytest.mark.parametrize("ruled", [False, True], ids=["no rules", "rules between rows"])
def test_an_amount_close_behind_its_name_is_in_its_own_column(*, ruled: bool) -> None:
    end = 60 + letters(CLOSE[1][0]) + 2.5 + letters(CLOSE[1][1])
    rows = [*CLOSE[:3], ("事业", "0.00", "其他", "0.00"), CLOSE[3]]
    (table,) = read(pdf(page(rows, (end, 540), ruled=ruled))).tables
    assert grid(table) == [list(row) for row in rows]


def test_two_tables_whose_rows_are_ruled_alike_are_two() -> None:
    first = [HEAD, *((f"收入{n}", f"{n}6.00", f"支出{n}", f"{n}4.00") for n in range(1, 5))]
    second = [HEAD, *((f"基金{n}", f"{n}1.00", f"用途{n}", f"{n}9.00") for n in range(1, 5))]
    content = page(first, (240, 540), ruled=True) + page(second, (300, 555), 260.0, ruled=True)
    assert [grid(table) for table in read(pdf(content)).tables] == [
        [list(row) for row in rows] for rows in (first, second)
    ]


def test_columns_between_ruled_rows_are_told_by_labels_in_their_middle() -> None:
    body = "".join(
        drawn(x, 124 + 20 * n, text)
        for n in range(4)
        for x, text in ((60.0, f"收入{n}"), (230.0, f"{n}6.00"), (330.0, f"支出{n}"), (520.0, f"{n}4.00"))
    )
    head = "".join(
        write_chinese(x, 104, text) for x, text in ((120, "项目"), (225, "预算数"), (420, "项目"), (515, "预算数"))
    )
    ruled = "".join(rule(58, 100 + 20 * n, 560, 100 + 20 * n) for n in range(6))
    above = "".join(write_chinese(60, 40 + 20 * n, text) for n, text in enumerate(TITLE))
    (table,) = read(pdf(above + head + body + ruled)).tables
    assert grid(table)[:2] == [["项目", "预算数", "项目", "预算数"], ["收入0", "06.00", "支出0", "04.00"]]
