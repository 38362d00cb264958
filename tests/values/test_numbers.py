"""Numbers as they are printed: every way of printing a number gives it back exactly, or a clear refusal."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.values.money import AMOUNT, YUAN, in_yuan, unit_printed
from extractors.values.numbers import NULL_SYMBOLS, NUMBER, NotANumberError, cell_number, is_number, number

FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")


@st.composite
def amounts(draw: st.DrawFn) -> Decimal:
    """Any amount that a budget can print: up to 14 digits before the point and six after it."""
    places = draw(st.integers(0, 6))
    return Decimal(draw(st.integers(0, 10**13 - 1))).scaleb(-places)


@st.composite
def printed(draw: st.DrawFn) -> tuple[Decimal, str]:
    """An amount, and one of the ways of printing it."""
    amount = draw(amounts())
    text = format(amount, ",f" if draw(st.booleans()) else "f")
    return amount, text.translate(FULL_WIDTH) if draw(st.booleans()) else text


@given(printed())
def test_a_printed_number_is_read_to_the_last_digit(case: tuple[Decimal, str]) -> None:
    amount, text = case
    assert number(text) == amount
    assert number(text).as_tuple().exponent == amount.as_tuple().exponent


@given(printed(), st.sampled_from(sorted(YUAN)), st.sampled_from(["", " ", "　"]))
def test_an_amount_in_prose_is_found_with_its_unit(case: tuple[Decimal, str], unit: str, gap: str) -> None:
    amount, text = case
    half_width = text.translate({ord(f): ord(h) for h, f in zip("0123456789.", "０１２３４５６７８９．", strict=True)})
    match = AMOUNT.search(f"安排经费{half_width}{gap}{unit}，用于修缮。")
    assert match is not None
    assert in_yuan(number(match["number"]), match["unit"]) == amount * YUAN[unit]


@given(amounts())
def test_yuan_wan_and_yi_are_the_same_money(yuan: Decimal) -> None:
    assert in_yuan(yuan / 10_000, "万元") == in_yuan(yuan / 100_000_000, "亿元") == in_yuan(yuan, "元") == yuan


@given(printed())
def test_a_percent_sign_or_a_currency_sign_changes_no_value(case: tuple[Decimal, str]) -> None:
    amount, text = case
    assert number(f"{text}%") == number(f"{text} ％") == number(f"¥{text}") == number(f"￥ {text}") == amount


@given(amounts())
def test_a_minus_of_any_shape_and_parentheses_are_negative(amount: Decimal) -> None:
    for text in (
        f"-{amount:f}",
        f"−{amount:f}",
        f"－{amount:f}",
        f"({amount:,f})",
        f"- {amount:f}",
        f"–{amount:f}",
        f"负{amount:f}",
    ):
        assert number(text) == -amount


@given(printed())
def test_a_number_is_one_token(case: tuple[Decimal, str]) -> None:
    amount, _ = case
    assert NUMBER.findall(f"约{amount:,f}上下") == [f"{amount:,f}"]


@pytest.mark.parametrize("symbol", sorted(NULL_SYMBOLS))
def test_a_dash_or_a_blank_is_none(symbol: str) -> None:
    assert cell_number(symbol) is None
    assert cell_number(f" {symbol}\t") is None


@pytest.mark.parametrize("zero", ["0", "0.00", "0.0%", "０", "-0"])
def test_a_zero_is_a_value_and_a_dash_is_none(zero: str) -> None:
    assert cell_number(zero) == 0
    assert cell_number("—") is None
    assert in_yuan(cell_number(zero), "万元") == 0
    assert in_yuan(cell_number("—"), "万元") is None


@pytest.mark.parametrize(
    "text", ["", "—", "十二", "约5", "5个", "1,23", "1,2345", "1.2.3", "12 34", "5～6", "A1", "1e3", "减5", "△5"]
)
def test_what_is_no_number_is_refused_with_its_own_words(text: str) -> None:
    assert not is_number(text)
    with pytest.raises(NotANumberError) as refusal:
        number(text)
    assert str(refusal.value) == text


def test_an_unknown_money_unit_is_refused() -> None:
    with pytest.raises(KeyError):
        in_yuan(Decimal(1), "美元")


@pytest.mark.parametrize(
    ("line", "unit"), [("单位：千元", "千元"), ("金额单位：百 元", "百元"), ("（单位：人民币万元）", "万元")]
)
def test_a_line_says_in_which_unit_of_money_a_table_is(line: str, unit: str) -> None:
    assert unit_printed(line) == unit
    assert in_yuan(Decimal(2), unit) == {"千元": 2_000, "百元": 200, "万元": 20_000}[unit]


def test_a_blank_amount_has_no_value_in_any_unit() -> None:
    assert not any(in_yuan(None, unit) for unit in YUAN)


def test_the_amounts_of_a_sentence_are_found_in_order() -> None:
    sentence = "甲项1,200.5万元，乙项3亿元，丙项45元，占比6.7%，提高0.8个百分点，另有8人。"
    assert [(m["number"], m["unit"]) for m in AMOUNT.finditer(sentence)] == [
        ("1,200.5", "万元"),
        ("3", "亿元"),
        ("45", "元"),
        ("6.7", "%"),
        ("0.8", "个百分点"),
    ]


@pytest.mark.parametrize("mark", ["¹", "①", "⑫"])
def test_the_number_of_a_note_behind_an_amount_is_no_part_of_it(mark: str) -> None:
    assert number(f"1,204.50{mark}") == Decimal("1204.50")
    assert not is_number(f"12{mark}")
