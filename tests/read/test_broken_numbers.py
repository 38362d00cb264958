"""Numbers that a narrow cell breaks are one; numbers that stand one over the other are two."""

import pytest

from extractors.read.pdf.broken_numbers import one_number


@pytest.mark.parametrize(
    ("lines", "width", "number"),
    [
        (["385.5", "3"], 45, "385.53"),
        (["200", ".00"], 30, "200.00"),
        (["33.", "10"], 30, "33.10"),
        (["1,23", "4.50"], 35, "1,234.50"),
        (["12", "%"], 25, "12%"),
        (["33", "9.0", "3"], 26, "339.03"),
        (["33", ".", "10"], 22, "33.10"),
        (["385.5", "3"], 90, None),
        (["32", ".4", "0"], 30, "32.40"),
        (["32", ".4", "0"], 40, None),
        (["12", "34.5", "0"], 32, None),
        (["5", "3.2", "5"], 26, None),
        (["12.00", "15.00"], 45, None),
        (["12", "34"], 25, None),
        (["12", "34.50"], 25, None),
        (["渡口", "3"], 25, None),
    ],
)
def test_a_break_that_leaves_a_piece_is_mended(lines: list[str], width: float, number: str | None) -> None:
    ends = [5.0 + 6 * len(text) - 3 * text.count(".") for text in lines]  # a point is half as wide as a digit
    placed = [
        (text, (5.0, 12.0 * n, end, 12.0 * n + 10)) for n, (text, end) in enumerate(zip(lines, ends, strict=True))
    ]
    assert one_number(placed, (0.0, 0.0, width, 30.0)) == number


def test_a_line_of_narrow_digits_leaves_no_more_room_than_the_widest() -> None:
    widths = {"15": 9.9, "7.": 8.4, "40": 10.7}  # what is inked of a 1 is narrower than what it takes
    lines = [(text, (5.0, 12.0 * n, 5.0 + wide, 12.0 * n + 10)) for n, (text, wide) in enumerate(widths.items())]
    assert one_number(lines, (0.0, 0.0, 29.25, 40.0)) == "157.40"
    assert one_number(lines, (0.0, 0.0, 40.0, 40.0)) is None
