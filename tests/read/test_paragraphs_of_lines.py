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
