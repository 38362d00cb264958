"""What is printed to the fen was not rounded: its sums are exact."""

from decimal import Decimal

import pytest

from extractors.recognise.standard.precision import to_the_fen

YUAN, WAN = Decimal(1), Decimal(10_000)


@pytest.mark.parametrize(
    ("printed", "unit", "exact"),
    [
        (["12.50", "3.07", "9"], YUAN, True),
        (["508.642853", "12.5"], WAN, True),
        (["508.64", "12.50"], WAN, False),
        (["12", "9"], YUAN, False),  # whole yuan are rounded
        (["508.642853", "12.500000", "0.12345678"], WAN, False),  # what a program computed
    ],
)
def test_amounts_to_the_fen_are_exact(printed: list[str], unit: Decimal, exact: bool) -> None:
    assert to_the_fen(map(Decimal, printed), unit) is exact
