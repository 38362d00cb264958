"""Which lines of a list are sums of the lines below them."""

from decimal import Decimal

import pytest

from extractors.recognise.shapes.nesting import parents

CENT = Decimal("0.005")


def amounts(*values: str) -> list[Decimal]:
    return [Decimal(value) for value in values]


@pytest.mark.parametrize(
    ("lines", "total", "above"),
    [
        (("10", "8", "12"), "30", [None, None, None]),
        (("18", "10", "8", "12", "12"), "30", [None, 0, 0, None, 3]),
        (("30", "18", "10", "8", "12", "12"), "30", [None, 0, 1, 1, 0, 4]),
        (("10", "5", "5", "5"), "15", [None, 0, 0, None]),
        (("10", "0", "10"), "20", [None, None, None]),
    ],
)
def test_lines_make_the_lines_above_them(lines: tuple[str, ...], total: str, above: list[int | None]) -> None:
    assert parents(amounts(*lines), Decimal(total)) == above


def test_without_a_total_the_first_line_may_be_it() -> None:
    assert parents(amounts("30", "18", "10", "8", "12"), None) == [None, 0, 1, 1, 0]
    assert parents(amounts("30", "18", "10"), None) is None


def test_a_total_that_no_reading_makes_tells_nothing() -> None:
    assert parents(amounts("18", "10", "9"), Decimal(31)) is None


def test_each_amount_may_be_rounded() -> None:
    assert parents(amounts("3.34", "3.33", "3.33"), Decimal("10.01"), CENT) == [None, None, None]
    assert parents(amounts("10.01", "3.34", "3.33", "3.33"), None, CENT) == [None, 0, 0, 0]


def test_a_long_list_is_read_in_a_moment() -> None:
    group = ["60", "10", "20", "30"]
    lines = amounts(str(60 * 80), *group * 80)
    above = parents(lines, Decimal(60 * 80))
    assert above is not None and above[1] == 0 and above[2] == 1
