"""Groups of rows that a page break cuts: what goes on below it, and what each row names for itself."""

from drawing import Drawing, Drawn, pdf, rule, write_chinese, written

from extractors.pipeline import read_document as read

XS = (40, 70, 133, 160, 190)
TITLE = write_chinese(40, 30, "云岭县图书馆二〇三一年部门预算") + write_chinese(200, 60, "绩效目标表", 14)


def part(top: float, cells: list[Drawn], rows: int) -> str:
    drawing = Drawing(list(XS), [top + 26 * n for n in range(rows + 1)], cells)
    return "".join(rule(e["x0"], e["top"], e["x1"], e["bottom"]) for e in drawing.edges()) + written(drawing)


def indicator(at: int, *texts: str) -> list[Drawn]:
    return [Drawn(at, col, 1, 1, text.split("/")) for col, text in enumerate(texts, 1)]


def test_the_name_of_an_indicator_below_a_break_is_no_rest_of_the_full_one_above_it() -> None:
    above = [
        *[Drawn(0, 0, 2, 1, ["数量"]), *indicator(0, "编目册数", "=", "12"), *indicator(1, "展览次数", "=", "3")],
        *[Drawn(2, 0, 1, 1, ["质量"]), *indicator(2, "编目不错不漏/抽样检查合格", "=", "98")],
    ]
    below = [Drawn(0, 0, 1, 1), *indicator(0, "展品完好无损", ">", "95")]
    below += [Drawn(1, 0, 1, 1, ["满意"]), *indicator(1, "读者", ">", "90")]
    (table,) = read(pdf(TITLE + part(100, above, 3), part(60, below, 2))).tables
    assert [[cell.text for cell in row][:2] for row in table.grid[2:]] == [
        ["质量", "编目不错不漏\n抽样检查合格"],
        ["质量", "展品完好无损"],
        ["满意", "读者"],
    ]
