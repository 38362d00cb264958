"""Numbers that touch at the rule between their cells: each keeps its digits."""

from extractors.read.pdf.content import Char
from extractors.read.pdf.placing import _mend_number


def _typed(text: str, x: float, step: float, width: float) -> list[Char]:
    return [Char(sign, x + n * step, 0, x + n * step + width, 9) for n, sign in enumerate(text)]


def test_a_number_is_not_torn_to_the_one_before_where_boxes_are_wider_than_the_steps() -> None:
    left, right = _typed("244.02", 10, 4.6, 9.2), _typed("192.79", 10 + 5 * 4.6 + 9.2, 4.6, 9.2)
    first, second = list(left), list(right)
    owners: list[list[Char] | None] = [first] * len(left) + [second] * len(right)
    _mend_number([*left, *right], owners, len(left))
    assert ("".join(char.text for char in first), "".join(char.text for char in second)) == ("244.02", "192.79")


def test_a_number_typed_over_the_rule_of_a_form_is_one() -> None:
    chars = _typed("1923.79", 10, 5, 5)
    first, second = chars[:2], chars[2:]
    owners: list[list[Char] | None] = [first] * 2 + [second] * 5
    _mend_number(chars, owners, 2)
    assert (first, sorted(second, key=lambda char: char.x0)) == ([], chars)
