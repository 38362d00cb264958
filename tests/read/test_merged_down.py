"""Cells merged down in tables that nothing rules, whose labels stand in the middle of their rows."""

import pytest
from drawing import pdf, write, write_chinese

from extractors.document.model import Table
from extractors.pipeline import read_document as read

TITLE = ("澄湖市文化局2031年部门预算", "部门支出预算表", "单位：万元")
XS = (60.0, 200.0, 330.0, 420.0, 500.0)
HEAD = ("单位名称", "科目", "合计", "基本支出", "项目支出")
TOP, HIGH = 124.0, 20.0


def drawn(x: float, top: float, text: str) -> str:
    return (write if text.isascii() else write_chinese)(x, top, text)


def page(bodies: dict[str, tuple[float, ...]], rows: int, *, total: int | None = None, head: bool = True) -> str:
    """Rows of subjects, one maybe the total; `bodies` stand in the middle of lines, counted from the first."""
    content = "".join(write_chinese(60, 40 + 20 * n, text) for n, text in enumerate(TITLE)) if head else ""
    content += "".join(drawn(x, 104, text) for x, text in zip(XS, HEAD, strict=True)) if head else ""
    for row in range(rows):
        name = ("合计", "") if row == total else ("", f"科目{row}")
        cells = (*name, f"{row + 1}6.00", f"{row + 1}4.00", "2.00")
        content += "".join(drawn(x, TOP + HIGH * row, text) for x, text in zip(XS, cells, strict=True) if text)
    return content + "".join(write_chinese(60, TOP + HIGH * at, body) for body, lines in bodies.items() for at in lines)


def bodies(table: Table) -> list[str]:
    """The body of each row below the head."""
    return [row[0].text.replace("\n", "") for row in table.grid[1:]]


def test_a_label_in_the_middle_of_its_rows_is_that_of_each() -> None:
    (table,) = read(pdf(page({"澄湖市图书馆": (1.5,), "澄湖市剧院": (5,)}, 7))).tables
    assert bodies(table) == ["澄湖市图书馆"] * 4 + ["澄湖市剧院"] * 3


def test_a_label_of_two_lines_is_one() -> None:
    (table,) = read(pdf(page({"澄湖市群众": (1.2,), "艺术馆": (1.8,), "澄湖市剧院": (5,)}, 7))).tables
    assert bodies(table) == ["澄湖市群众艺术馆"] * 4 + ["澄湖市剧院"] * 3


@pytest.mark.parametrize("total", [0, 6])
def test_a_total_is_of_no_body(total: int) -> None:
    first = 1 - total // 6
    (table,) = read(pdf(page({"澄湖市图书馆": (first + 1.5,), "澄湖市剧院": (first + 4.5,)}, 7, total=total))).tables
    expected = ["澄湖市图书馆"] * 4 + ["澄湖市剧院"] * 2
    expected.insert(total, "合计")
    assert bodies(table) == expected


def test_rows_that_a_page_break_parts_from_their_label_are_still_its_own() -> None:
    first = page({"澄湖市图书馆": (1.5,), "澄湖市剧院": (5,)}, 7)
    (table,) = read(pdf(first, page({"澄湖市美术馆": (4.5,)}, 7, head=False))).tables
    assert bodies(table)[7:] == ["澄湖市剧院"] * 3 + ["澄湖市美术馆"] * 4


def test_a_code_close_before_the_name_of_its_rows_stands_below_its_own_label() -> None:
    content = page({"澄湖市图书馆": (1.5,), "澄湖市剧院": (5,)}, 7) + write_chinese(22, 104, "编码")
    content += write(22, TOP + HIGH * 1.5, "301001") + write(22, TOP + HIGH * 5, "301002")
    (table,) = read(pdf(content)).tables
    assert [[cell.text for cell in row[:2]] for row in table.grid] == [
        ["编码", "单位名称"],
        *[["301001", "澄湖市图书馆"]] * 4,
        *[["301002", "澄湖市剧院"]] * 3,
    ]


def test_labels_that_share_out_the_rows_in_no_way_stand_where_they_stand() -> None:
    (table,) = read(pdf(page({"澄湖市图书馆": (1,), "澄湖市剧院": (5,)}, 7))).tables
    assert bodies(table) == ["", "澄湖市图书馆", "", "", "", "澄湖市剧院", ""]


def test_bodies_on_the_lines_of_their_own_sums_have_the_rows_below_them() -> None:
    """Two of three rows each stand like a body of one row and a second in the middle of five."""
    (table,) = read(pdf(page({"澄湖市图书馆": (0,), "澄湖市剧院": (3,)}, 6))).tables
    assert bodies(table) == ["澄湖市图书馆", "", "", "澄湖市剧院", "", ""]


def test_what_says_that_a_table_goes_on_is_neither_its_head_nor_its_name() -> None:
    first = page({"澄湖市图书馆": (1.5,)}, 4) + write_chinese(480, TOP + 4 * HIGH - 4, "（转下页）")
    head = "".join(drawn(x, 104, text) for x, text in zip(XS, HEAD, strict=True))
    second = write_chinese(480, 90, "（接上页）") + head + page({"澄湖市剧院": (1.5,)}, 4, head=False)
    (table,) = read(pdf(first, second)).tables
    assert table.title == TITLE[1]
    assert bodies(table) == ["澄湖市图书馆"] * 4 + ["澄湖市剧院"] * 4
