"""Fonts whose boxes are their glyphs' own: points stand at the foot of a line, quotes at its top, and belong to it."""

import pytest

from extractors.read.pdf.content import Char
from extractors.read.pdf.lines import text_lines

HIGH = {".": (6.5, 9.8), ",": (6.8, 12.0), "，": (7.6, 12.3), "“": (-1.0, 3.0), "、": (7.0, 11.0), "一": (4.0, 5.5)}
"""Top and bottom of marks under the top of digits that are 9.8 points high."""


def typed(text: str, top: float) -> list[Char]:
    """A line of such a font."""
    return [
        Char(char, 7.0 * at, top + HIGH.get(char, (0.0, 9.8))[0], 7.0 * at + 7, top + HIGH.get(char, (0.0, 9.8))[1])
        for at, char in enumerate(text)
    ]


@pytest.mark.parametrize("text", ["≤0.5万元", "1,234.50", "按抽样计算，重拍不计", "“一是、”", "一般.5"])
def test_a_mark_at_the_foot_or_the_top_of_a_line_stays_in_its_place(text: str) -> None:
    assert [line for line, _ in text_lines([*typed(text, 20.0), *typed("下一行", 36.0)])] == [text, "下一行"]


def test_a_small_line_close_below_is_a_line_of_its_own() -> None:
    small = [Char(char, 7.0 * at, 30.5, 7.0 * at + 4, 35.5) for at, char in enumerate("注1")]
    assert [line for line, _ in text_lines([*typed("预算数", 20.0), *small])] == ["预算数", "注 1"]
