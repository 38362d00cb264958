"""What stands side by side on a page: two tables with names of their own, two pages on one sheet."""

from drawing import Drawing, Drawn, pdf, rule, write, write_chinese, written

from extractors.document.model import Document
from extractors.pipeline import read_document as read

TITLE = write_chinese(200, 30, "云岭县图书馆二〇三一年部门预算")
SENTENCE = "本馆今年收入比去年略有增加，", "主要是购书和修缮的支出增加；", "支出与收入相等没有任何结余。"
LYING = (1000, 800)


def table(left: float, top: float, *rows: tuple[str, str]) -> str:
    cells = [Drawn(at, col, 1, 1, [text]) for at, row in enumerate(rows) for col, text in enumerate(row)]
    ys = [top + 20 * n for n in range(len(rows) + 1)]
    drawing = Drawing([left, left + 80, left + 150], ys, cells)
    return "".join(rule(e["x0"], e["top"], e["x1"], e["bottom"]) for e in drawing.edges()) + written(drawing)


def prose(left: float, top: float) -> str:
    return "".join(write_chinese(left, top + 20 * n, SENTENCE[n % 3]) for n in range(6))


def first_rows(document: Document) -> list[tuple[str | None, str]]:
    return [(table.title, table.grid[1][0].text) for table in document.tables]


INCOME = (("项目", "预算数"), ("拨款", "3.50"), ("合计", "3.50"))
OUTLAY = (("项目", "预算数"), ("水费", "3.50"), ("合计", "3.50"))


def test_tables_side_by_side_below_names_of_their_own_are_named_each() -> None:
    names = write_chinese(90, 60, "部门收入总表") + write_chinese(390, 60, "部门支出总表")
    units = write_chinese(130, 80, "单位：元") + write_chinese(430, 80, "单位：元")
    document = read(pdf(TITLE + names + units + table(60, 100, *INCOME) + table(360, 100, *OUTLAY)))
    assert first_rows(document) == [("部门收入总表", "拨款"), ("部门支出总表", "水费")]
    assert [[line.text for line in table.context][-1] for table in document.tables] == ["单位：元", "单位：元"]


def test_labels_beside_one_another_below_one_name_belong_to_the_first_table_as_that_does() -> None:
    above = write_chinese(250, 60, "部门收支总表") + write_chinese(60, 80, "编制单位：云岭县图书馆")
    unit = write_chinese(460, 80, "单位：元")
    document = read(pdf(TITLE + above + unit + table(60, 100, *INCOME) + table(360, 100, *OUTLAY)))
    assert first_rows(document)[0] == ("部门收支总表", "拨款")
    assert "单位：元" in document.tables[0].context[-1].text


def test_a_page_of_prose_beside_one_with_a_table_is_read_before_it() -> None:
    right = write_chinese(690, 60, "部门支出总表") + write_chinese(740, 80, "单位：元") + table(620, 100, *OUTLAY)
    title = write_chinese(100, 40, "云岭县图书馆二〇三一年部门预算")
    document = read(pdf(title + prose(60, 60) + right, size=LYING))
    assert "".join(SENTENCE) in "".join(line.text for line in document.paragraphs)
    assert first_rows(document) == [("部门支出总表", "水费")]


def test_pages_with_numbers_that_follow_each_other_are_two_though_they_share_a_sheet() -> None:
    title = write_chinese(60, 40, "云岭县图书馆二〇三一年部门预算公开说明文本目录以及各张表格一览")
    left = title + "".join(
        write_chinese(60, 60 + 20 * n, f"第{one}章支出说明与各项指标") for n, one in enumerate("一二三四五")
    )
    right = write_chinese(690, 60, "部门支出总表") + write_chinese(740, 80, "单位：元") + table(620, 100, *OUTLAY)
    notes = "".join(write_chinese(600, 300 + 20 * n, "表中数字均已四舍五入至分") for n in range(5))
    foot = write(240, 770, "- 1 -") + write(740, 770, "- 2 -")
    document = read(pdf(left + right + notes + foot, size=LYING))
    assert first_rows(document) == [("部门支出总表", "水费")]
    assert [line.text for line in document.tables[0].context] == ["部门支出总表", "单位：元"]


def bare(left: float, top: float, *rows: tuple[str, ...]) -> str:
    """A table without rules, its names at the left of their columns and its amounts at the right."""
    return "".join(
        write_chinese(left, top + 20 * at, row[0])
        + "".join(write(left + 110 + 50 * n - 5.5 * len(text), top + 20 * at, text) for n, text in enumerate(row[1:]))
        for at, row in enumerate(rows)
    )


def test_tables_that_nothing_rules_are_parted_below_the_names_that_stand_beside_one_another() -> None:
    income = (("拨款", "3.50", "3.50"), ("利息", "0.50", "0.50"), ("捐款", "1.00", "1.00"), ("合计", "5.00", "5.00"))
    outlay = (("水费", "3.50", "3.00"), ("电费", "1.50", "1.50"), ("邮费", "0.50", "0.50"), ("合计", "5.50", "5.00"))
    names = write_chinese(85, 60, "部门收入总表") + write_chinese(345, 60, "部门支出总表")
    units = write_chinese(160, 80, "单位：元") + write_chinese(420, 80, "单位：元")
    heads = "".join(
        write_chinese(x, 100, word)
        for left in (40, 300)
        for x, word in ((left, "项目"), (left + 80, "今年"), (left + 130, "去年"))
    )
    document = read(pdf(TITLE + names + units + heads + bare(40, 120, *income) + bare(300, 120, *outlay)))
    assert first_rows(document) == [("部门收入总表", "拨款"), ("部门支出总表", "水费")]
    assert [table.columns for table in document.tables] == [3, 3]


def test_names_beside_one_another_in_the_head_of_one_ruled_table_part_nothing() -> None:
    rows = (
        ("收入总表", "支出总表"),
        ("3.50", "3.50"),
        ("0.50", "0.50"),
        ("1.00", "1.00"),
        ("2.00", "2.00"),
        ("7", "7"),
    )
    (one,) = read(pdf(TITLE + table(60, 100, *rows))).tables
    assert one.columns == 2
