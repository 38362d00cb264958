"""What is printed upright above or below a table that lies on its side."""

import pytest

from extractors.read.pdf.content import Char
from extractors.read.pdf.upright_lines import put_upright

WIDE, HIGH = 800.0, 500.0


def lying(text: str, x: float, top: float) -> list[Char]:
    """A line of the table as the page is read: it runs to the right."""
    return [Char(letter, x + 10 * n, top, x + 10 * n + 10, top + 10) for n, letter in enumerate(text)]


def up(text: str, x: float, bottom: float) -> list[Char]:
    return [Char(letter, x, bottom - 10 * n - 10, x + 10, bottom - 10 * n) for n, letter in enumerate(text)]


def down(text: str, x: float, top: float) -> list[Char]:
    return [Char(letter, x, top + 10 * n, x + 10, top + 10 * n + 10) for n, letter in enumerate(text)]


@pytest.mark.parametrize(
    ("quarters", "name", "number"),
    [(1, up("支出总表", 40, 280), up("2", 700, 250)), (3, down("支出总表", 750, 220), down("2", 60, 250))],
)
def test_a_name_is_put_above_the_table_and_a_number_at_the_foot(
    quarters: int, name: list[Char], number: list[Char]
) -> None:
    body = [*lying("科目预算数", 200, 100), *lying("水费3.00", 200, 120)]
    chars = [*body, *name, *number]
    found, left = put_upright(chars, list(range(len(body), len(chars))), [], quarters, (WIDE, HIGH))
    placed = found[len(body) : len(body) + 4]
    assert left == [] and found[: len(body)] == body
    assert [round(one.x0 - placed[0].x0) for one in placed] == [0, 10, 20, 30]
    assert 80 < placed[0].top < placed[0].bottom < 100
    assert found[-1].bottom > HIGH - 5


def test_what_stands_upright_beside_the_table_s_own_lines_stays_where_it_is() -> None:
    chars = [*lying("科目预算数", 200, 100), *up("备注", 220, 300)]
    assert put_upright(chars, [5, 6], [], 1, (WIDE, HIGH)) == (chars, [5, 6])
