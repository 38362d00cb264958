"""Tables whose columns are ruled and whose rows are not: space alone parts them."""

from itertools import pairwise

import pytest
from drawing import PAGE, SIZE, edge
from office import docx, par

from extractors.document.model import Table
from extractors.pipeline import read_document as read
from extractors.read.pdf.content import Char, PageContent
from extractors.read.pdf.page import read_page

XS = (50.0, 120.0, 290.0, 390.0, 490.0)
ROWS = (
    ("", "合计", "88.20", "61.00"),
    ("206", "科学技术支出", "52.10", "40.00"),
    ("20604", "", "36.10", "21.00"),
    ("20607", "科学技术普及", "16.00", ""),
)


def chars(text: str, x: float, top: float) -> list[Char]:
    return [Char(c, x + n * SIZE, top, x + (n + 1) * SIZE, top + SIZE) for n, c in enumerate(text)]


def page(
    rows: tuple[tuple[str, ...], ...], *, head: bool = True, sides: bool = True, pitch: float = 30.0, lead: float = 12.0
) -> PageContent:
    """Rows below a head; a text of two lines, parted by a stroke, stands around the level of its row."""
    top, foot = 100.0, 130.0 + pitch * len(rows)
    xs = XS if sides else XS[1:-1]
    edges = [edge(x, top, x, foot) for x in xs]
    found = []
    if head:
        edges += [edge(XS[0], y, XS[-1], y) for y in (top, 130.0, foot)]
        found += [c for n, text in enumerate(("编码", "名称", "合计", "基本支出")) for c in chars(text, XS[n] + 4, 110)]
    for at, row in enumerate(rows):
        for n, text in enumerate(row):
            lines = text.split("/")
            for line, part in enumerate(lines):
                level = 125.0 + pitch * (at + 0.5) + lead * (line - (len(lines) - 1) / 2)
                found += chars(part, XS[n] + 4, level)
    return PageContent("drawn", 1, *PAGE, found, edges)


def grid(content: PageContent, above: tuple[float, ...] = ()) -> list[list[str]]:
    (table,) = [item for item in read_page(content, above) if isinstance(item, Table)]
    return [[cell.text for cell in row] for row in table.grid]


@pytest.mark.parametrize("lead", [12.0, 18.0])
@pytest.mark.parametrize("name", ["技术研究与开发", "科学技术研究与开发及其应用推/广"])
def test_rows_that_space_parts_are_rows(name: str, lead: float) -> None:
    rows = tuple(row if row[1] or row[0] != "20604" else (row[0], name, *row[2:]) for row in ROWS)
    assert grid(page(rows, lead=lead, pitch=36.0))[1:] == [[text.replace("/", "\n") for text in row] for row in rows]


def test_a_part_that_rules_nothing_but_its_inner_columns_goes_on_with_those_of_the_page_before() -> None:
    assert grid(page(ROWS, head=False, sides=False), XS) == [list(row) for row in ROWS]


def test_a_row_without_amounts_above_the_total_is_a_row() -> None:
    rows = (("上年结转", "", "结转下年", ""), ("收入总计", "88.20", "支出总计", "88.20"))
    content = page(rows, head=False)
    content.edges.extend(edge(XS[0], y, XS[-1], y) for y in (100.0, 190.0))  # type: ignore[attr-defined]
    assert grid(content) == [list(row) for row in rows]


@pytest.mark.parametrize("pitch", [SIZE - 0.05, SIZE, SIZE + 0.05])
def test_where_rows_touch_one_without_amounts_is_a_row_too(pitch: float) -> None:
    """As high as their font, they reach into each other by a rounding."""
    rows = (*ROWS[:2], ("206", "本年合计", "52.10", "40.00"), ("", "上年结转", "", ""), ("", "总计", "88.20", "61.00"))
    assert grid(page(rows, pitch=pitch))[1:] == [list(row) for row in rows]


def test_a_text_beside_two_amounts_is_one_cell() -> None:
    text = "按月公布线路和进度，由群众点单，/专人值守并逐条登记，结果在公示栏/公布，接受群众监督；每站不少于四/次。"
    rows = (("目标", text, "52.10/36.10", "40.00/21.00"),)
    assert grid(page(rows, pitch=70.0))[1][1] == text.replace("/", "\n")


@pytest.mark.parametrize("times", [1, 2])
def test_rules_under_single_cells_meet_where_columns_part(times: int) -> None:
    """Whether a rule is drawn once, or for the cell above it and the one below."""
    levels = [100.0 + 20 * n for n in range(1, 6)]
    texts = [("编码", "名称", "合计", "基本支出"), *ROWS]
    found = [
        c
        for level, row in zip(levels, texts, strict=True)
        for n, text in enumerate(row)
        for c in chars(text, XS[n] + 4, level - 15)
    ]
    rules = [edge(x0, y, x1, y) for y in levels for x0, x1 in pairwise(XS)] * times
    title = chars("部门支出总表", 220, 60) + chars("单位：万元", 440, 78)
    assert grid(PageContent("drawn", 1, *PAGE, title + found, rules)) == [list(row) for row in texts]


def test_the_rows_of_a_table_that_nothing_rules_end_where_it_ends() -> None:
    rows = [("收入总计", "2,386.40", "支出总计", "2,386.40"), ("其中", "1,100.00", "其中", "1,286.40")] * 3
    found = [c for at, row in enumerate(rows) for n, text in enumerate(row) for c in chars(text, XS[n], 100 + 18 * at)]
    content = PageContent("drawn", 1, *PAGE, found + chars("部门支出总表", 220, 212), [])
    assert grid(content)[-1] == list(rows[-1])


def test_lines_that_are_rows_of_no_table_are_named() -> None:
    rows = [f"数量指标\t培训次数\t≥{n}次\t20" for n in (3, 5, 8)]
    (trouble,) = read(docx("".join(map(par, ["云岭县图书馆2031年部门预算", *rows])))).troubles
    assert trouble.error == "table_not_made_out"
    assert "3 lines from `数量指标 培训次数 ≥3次 20` on" in trouble.message
    assert read(docx("".join(map(par, ["云岭县图书馆2031年部门预算", *rows[:2]])))).troubles == []
