"""What the texts at a page break say where rules end both of its rows: which of them go on."""

from extractors.assemble.cut_rows import row_was_cut
from extractors.document.model import Cell, Part, Table

HEAD = [["活动", "指标", "优", "良"]]
WIDE, LETTER = 60.0, 10.0


def page(number: int, rows: list[list[str]]) -> Table:
    """A page's part of a table of columns of five ideographs each; the lines of a cell are divided by newlines."""
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            first, *_, last = (text.split("\n") or [""]) * 2
            cell = Cell(r, c, text, page=number, box=(WIDE * c, 20.0 * r, WIDE * c + WIDE, 20.0 * r + 20))
            cell.room, cell.filled = WIDE - 11.0 - width(last), True
            cell.lead = width(first[:1]) if first[:1] > "z" else width(first.rstrip("上下"))
            cells.append(cell)
    edges = tuple(WIDE * c for c in range(len(rows[0]) + 1))
    return Table(cells, len(rows), len(rows[0]), "pdfium", edges=edges, parts=[Part(0, len(rows), number, edges)])


def width(text: str) -> float:
    return sum(LETTER if char > "z" else LETTER / 2 for char in text)


def was_cut(above: list[list[str]], below: list[list[str]]) -> bool:
    return row_was_cut(page(1, HEAD + above), page(2, below), 0)


def test_a_text_whose_parts_make_one_of_its_column_goes_on_whatever_room_there_was() -> None:
    whole = ["渡口修缮", "完成时间", "第一季\n度完成", "第二季\n度完成"]
    cut = ["老码头系", "完成的时", "第一季", "第二季"]
    rest = ["船桩更换", "间点", "度完成", "度完成"]
    assert was_cut([whole, cut], [rest, whole])
    assert not was_cut([["渡口修缮", "完成时间", "当季", "当月"], cut], [rest, ["航标", "次数", "当季", "当月"]])


def test_two_names_of_indicators_are_two_though_the_first_leaves_no_room() -> None:
    spanning = [["老码头系", "船桩完好率", "90", "80"]]
    assert not was_cut(spanning, [["船桩更换", "值守人数", "", ""]])
    assert was_cut([["老码头系", "船桩占全部", "90", "80"]], [["船桩更换", "的比例", "", ""]])
    assert was_cut([["老码头系", "值守的人数", "90", "80"]], [["船桩更换", "占比率", "", ""]])


def test_a_sign_that_no_letter_names_is_no_head_and_its_number_goes_on() -> None:
    assert was_cut([["老码头系", "船桩完好的", "？", "？"]], [["船桩更换", "比例", "95.5555%", "90.5555%"]])
