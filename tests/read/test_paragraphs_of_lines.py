"""Which printed lines of a page make one paragraph."""

import pytest

from extractors.document.model import Paragraph
from extractors.read.pdf.content import Line
from extractors.read.pdf.lines import paragraphs

BESIDE = Line("第 3 页", (20.0, 100.0, 50.0, 110.0), margin=True)
WITH_A_LINE = Line(
    "第 3 页 中心安排的经费一览如下，各项用途见后面的表格和说明，均按规定公开", (20.0, 60.0, 500.0, 70.0), margin=False
)


def lines() -> list[Line]:
    """A paragraph whose first line, indented, ends at the margin with a semicolon, and another paragraph."""
    return [
        Line(
            "安排接待经费四万六千元，其中出国费用零元，会务费用五千元，差旅费用一千元；",
            (120.0, 200.0, 500.0, 210.0),
            False,
        ),
        Line(
            "公务用车经费四万元，接待经费六千元，均用于下乡巡查和调研，不安排购置车辆，",
            (100.0, 215.0, 500.0, 225.0),
            False,
        ),
        Line(
            "因此比上年减少四千元，减少的是接待经费，其余不变，各单位照此执行，年末比上年减少。",
            (100.0, 230.0, 480.0, 240.0),
            False,
        ),
        Line("其他事项。", (120.0, 245.0, 170.0, 255.0), False),
    ]


@pytest.mark.parametrize("beyond", [[], [BESIDE], [WITH_A_LINE]])
def test_what_stands_beyond_the_margin_moves_it_not(beyond: list[Line]) -> None:
    blocks = paragraphs([*beyond, *lines()], 1)[len(beyond) :]
    assert [block.text[-6:] for block in blocks if isinstance(block, Paragraph)] == ["比上年减少。", "其他事项。"]


def line(text: str, top: float, x0: float = 100.0, x1: float = 500.0) -> Line:
    return Line(text, (x0, top, x1, top + 10.0), margin=False)


FULL = "本单位负责渡口的修缮、航标的养护、灯塔的值守和桥梁的检查，并受理船家来信来访"


def texts(*of: Line) -> list[str]:
    return [block.text for block in paragraphs(list(of), 1) if isinstance(block, Paragraph)]


def test_a_line_that_had_no_room_for_a_long_number_goes_on_with_it() -> None:
    above = line("二〇三一年一般公共预算拨款收入为", 215.0, x1=460.0)
    number = line("2493271.28万元，其中基本支出比上年多，项目支出比上年少，各单位照此执行", 230.0)
    assert texts(line(FULL + "，", 200.0), above, number) == [FULL + "，" + above.text + number.text]
    short = line("二〇三一年一般公共预算拨款收入", 215.0, x1=300.0)
    assert len(texts(line(FULL + "，", 200.0), short, number)) == 2


def test_a_label_below_a_sentence_that_fills_its_last_line_begins_something_new() -> None:
    label = line("职责分类绩效目标：", 215.0, x1=190.0)
    assert texts(line(FULL + "。", 200.0), label) == [FULL + "。", label.text]
    assert texts(line(FULL + "，", 200.0), label) == [FULL + "，" + label.text]
