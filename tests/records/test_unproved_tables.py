"""Whom a sum accuses that fails in a table whose columns, or whose rows, may not all be as they were read."""

from contexts import context
from ruled import ruled

from extractors.document.claims import Claims
from extractors.document.model import Block, Document, Paragraph, Table
from extractors.records.standard.tables import extract

HEAD = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
LINES = [
    [f"2{n:02}{part}", name, f"{total}.00", f"{total - own}.00", f"{own}.00"]
    for n in (5, 6, 8)
    for part, name, total, own in (
        ("", f"第{n}类", 90, 30),
        ("01", f"第{n}类甲", 60, 20),
        ("0101", f"第{n}类甲子", 45, 12),
        ("0102", f"第{n}类甲丑", 15, 8),
        ("02", f"第{n}类乙", 30, 10),
        ("0201", f"第{n}类乙子", 30, 10),
    )
]
TOTAL = ["", "合计", "270.00", "180.00", "90.00"]


def table(rows: list[list[str]], *, by_words: bool, title: str | None = "部门支出总表") -> Table:
    found = ruled(rows, *([title, "单位：万元"] if title else []))
    found.title, found.by_words = title, by_words
    return found


def accused(*blocks: Block) -> list[str]:
    tables = [block for block in blocks if isinstance(block, Table)]
    for number, one in enumerate(tables, start=1):
        one.index = number
    found: Claims = extract(Document(list(blocks), "pdf", "application/pdf", pages=2), context(2031))
    return [one.total.label for one in found.sums if one.verdict == "failed" and one.proved]


def with_slip() -> list[list[str]]:
    """The fourth line's total is another than its parts make, and than its own class is made of."""
    rows = [HEAD, TOTAL, *(list(line) for line in LINES)]
    rows[5][2] = "51.00"
    return rows


def with_line_lost() -> list[list[str]]:
    return [HEAD, TOTAL, *(line for line in LINES if line[0] != "2050102")]


def test_a_number_that_fails_in_its_row_and_in_its_column_is_the_publishers_in_any_table() -> None:
    assert accused(table(with_slip(), by_words=False))
    assert accused(table(with_slip(), by_words=True))


def test_a_line_that_lacks_in_all_columns_may_be_one_that_was_not_read_where_nothing_rules_the_table() -> None:
    assert accused(table(with_line_lost(), by_words=False))
    assert not accused(table(with_line_lost(), by_words=True))


def test_a_table_below_which_rows_stand_that_are_in_no_other_lacks_them() -> None:
    cut = table(with_line_lost(), by_words=False)
    loose = table([["其他", "9.00", "9.00"], ["又其他", "7.00", "7.00"]], by_words=True, title=None)
    assert not accused(cut, loose)
    said = Paragraph("2050102 第5类甲丑 15.00 7.00 8.00", [(0, 2, None)], index=9)
    assert not accused(table(with_line_lost(), by_words=False), said, loose)


def test_a_part_that_says_that_it_goes_on_and_stands_alone_accuses_nobody_nor_does_the_one_before() -> None:
    rest = [HEAD, *LINES[9:], TOTAL]
    parts = table([HEAD, *LINES[:9]], by_words=False), table(rest, by_words=False, title="部门支出总表（续）")
    between = Paragraph("制表人另有说明的一段话", [(0, 2, None)], index=9)
    assert not accused(parts[0], between, parts[1])
