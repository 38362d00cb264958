"""Tables that a page prints over one another are each read by itself, and the page is named."""

from drawing import pdf, rule, write_chinese

from extractors.pipeline import read_document as read

HEAD = write_chinese(40, 60, "云岭县图书馆二〇三一年部门预算")


def table(top: float, *rows: tuple[str, str], high: float = 30) -> str:
    """A table of two columns: its rules, then its texts, as engines paint them that rule before they write."""
    levels = [top + high * n for n in range(len(rows) + 1)]
    rules = [rule(40, y, 340, y) for y in levels] + [rule(x, top, x, levels[-1]) for x in (40, 190, 340)]
    texts = [
        write_chinese(x, y + 6, text)
        for y, row in zip(levels, rows, strict=False)
        for x, text in zip((46, 196), row, strict=True)
    ]
    return "".join(rules + texts)


FIRST = (("渡口修缮项目", "三十"), ("航标养护项目", "四十"), ("灯塔值守项目", "五十"), ("桥梁检查项目", "六十"))
SECOND = (("老城码头清淤", "七十"), ("新城码头清淤", "八十"), ("船坞水泵更换", "九十"), ("趸船防腐处理", "一百"))


def cells(data: bytes) -> list[list[tuple[str, ...]]]:
    return [[tuple(cell.text for cell in row) for row in one.grid] for one in read(data).tables]


def test_a_table_printed_over_another_is_a_table_of_its_own_with_its_title() -> None:
    over = write_chinese(200, 104, "船坞经费") + table(126, *SECOND)
    data = pdf(HEAD + table(100, *FIRST) + over)
    assert cells(data) == [list(FIRST), list(SECOND)]
    document = read(data)
    assert document.tables[1].title == "船坞经费"
    assert [(trouble.error, trouble.page) for trouble in document.troubles] == [("overprinted", 1)]


def test_tables_below_one_another_and_one_in_a_cell_of_another_are_printed_over_none() -> None:
    below = pdf(HEAD + table(100, *FIRST) + write_chinese(200, 260, "船坞经费") + table(300, *SECOND))
    assert cells(below) == [list(FIRST), list(SECOND)]
    inside = rule(200, 110, 330, 110) + rule(200, 210, 330, 210) + rule(200, 110, 200, 210) + rule(330, 110, 330, 210)
    nested = pdf(
        HEAD + table(100, ("渡口", ""), high=120) + inside + rule(265, 110, 265, 210) + write_chinese(204, 150, "一")
    )
    assert [trouble for data in (below, nested) for trouble in read(data).troubles] == []
