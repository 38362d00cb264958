"""Targets of indicators: operator, value and unit as printed; what is no number stays text."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.records.performance.duties import promises
from extractors.values.targets import Target, columns, parse
from schemas.words.values import value_words

WORDS = value_words().targets

SPELLINGS = [(name, word) for name, words in WORDS.operators.items() for word in words]
ENDINGS = [(name, word) for name, words in WORDS.tails.items() for word in words]
units = st.sampled_from(["", "%", "次", "家", "人次", "平方米", "万元", "摄氏度", "个工作日"])
values = st.integers(0, 10**6).map(lambda n: Decimal(n).scaleb(-2)) | st.integers(0, 99_999).map(Decimal)
gaps = st.sampled_from(["", " "])


@given(st.sampled_from(SPELLINGS), values, units, gaps, gaps)
def test_every_spelling_of_an_operator_round_trips(
    spelling: tuple[str, str], value: Decimal, unit: str, gap: str, other: str
) -> None:
    name, word = spelling
    assert parse(f"{word}{gap}{value}{other}{unit}") == Target(name, True, value, None, unit or None)


@given(st.sampled_from(ENDINGS), values, units.filter(bool), gaps)
def test_an_operator_may_stand_behind_the_number(ending: tuple[str, str], value: Decimal, unit: str, gap: str) -> None:
    name, word = ending
    assert parse(f"{value}{gap}{unit}{word}") == Target(name, True, value, None, unit)


@given(values, units)
def test_a_bare_number_is_equal_but_not_printed_so(value: Decimal, unit: str) -> None:
    assert parse(f"{value} {unit}") == Target("eq", False, value, None, unit or None)


@given(values, values, units, st.sampled_from("-–—~～至"), gaps)
def test_a_range_has_both_ends(low: Decimal, high: Decimal, unit: str, dash: str, gap: str) -> None:
    assert parse(f"{low}{gap}{dash}{gap}{high}{unit}") == Target("range", True, low, high, unit or None)


def test_a_range_of_percentages_may_repeat_the_sign() -> None:
    assert (
        parse("70%-85%")
        == parse("70-85%")
        == parse("70％～85％")
        == Target("range", True, Decimal(70), Decimal(85), "%")
    )


@given(values)
def test_full_width_digits_and_signs_are_digits_and_signs(value: Decimal) -> None:
    wide = str(value).translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))
    assert parse(f"≥{wide}％") == parse(f"≥{value}%")


@pytest.mark.parametrize(
    "option", ["显著/非显著", "0 显著/非显著", "显著/ 非显著", "0显著 / 不显著", "是/否", "有/无", "", "  "]
)
def test_an_option_that_nobody_chose_is_unfilled(option: str) -> None:
    assert parse(option) == Target("unfilled", False)


@pytest.mark.parametrize(
    "words",
    [
        "显著",
        "按期办结",
        "一次通过",
        "不低于往年",
        "符合行业标准",
        "九月三十日前",
        "5 月 20 日前",
        "甲级或乙级",
        "约束有力",
    ],
)
def test_free_text_stays_text(words: str) -> None:
    assert parse(words) == Target("text", False)
    assert columns(words)["target"] == words


@pytest.mark.parametrize(
    ("printed", "operator", "value", "unit"),
    [
        ("≥95百分比", "ge", 95, "%"),
        ("95百分比", "eq", 95, "%"),
        ("100.00%", "eq", 100, "%"),
        ("90分以上", "ge", 90, "分"),
        ("3件及以上", "ge", 3, "件"),
        ("80%以下", "le", 80, "%"),
        ("不足60%", "lt", 60, "%"),
        ("＞=4次", "ge", 4, "次"),
        ("27台、件、套", "eq", 27, "台、件、套"),
        ("5000台/件", "eq", 5000, "台/件"),
        ("857台（套）", "eq", 857, "台"),
        ("6年", "eq", 6, "年"),
        ("≤2小时", "le", 2, "小时"),
        ("3年以内", "le", 3, "年"),
        ("控制在12万元以内", "le", 12, "万元"),
    ],
)
def test_targets_as_forms_of_many_places_spell_them(printed: str, operator: str, value: int, unit: str) -> None:
    target = parse(printed)
    assert (target.operator, target.value, target.unit) == (operator, value, unit)


@pytest.mark.parametrize(
    "printed", ["2031年12月底前", "2031年", "2031年2月-8月", "12月30日内", "定性", "优", "良好", "显著提升", "2031年内"]
)
def test_dates_and_grades_are_words(printed: str) -> None:
    assert parse(printed) == Target("text", False)


@given(st.sampled_from(SPELLINGS), values, st.sampled_from(["%", "百分比", "次", ""]))
def test_operator_and_unit_in_cells_of_their_own_are_read_as_in_one(
    spelling: tuple[str, str], value: Decimal, unit: str
) -> None:
    name, word = spelling
    made = columns(str(value), word, unit or None)
    assert (made["operator"], made["target_value"], made["operator_printed"]) == (name, value, True)
    assert made["target_unit"] == ("%" if unit in ("%", "百分比") else unit or None)


@given(values)
def test_a_target_that_its_form_calls_qualitative_is_words_even_with_a_number(value: Decimal) -> None:
    made = columns(f"{value}", "定性", None)
    assert (made["operator"], made["target_value"], made["target"]) == ("text", None, f"{value}")


def test_a_number_without_its_own_unit_is_not_guessed() -> None:
    assert parse("30左右") == Target("text", False)
    assert parse("3次，每次2天") == Target("text", False)


@given(st.text(max_size=30))
def test_no_text_stops_the_reading_and_a_value_is_always_printed_there(text: str) -> None:
    made = columns(text)
    assert made["target"] == text
    assert (made["target_value"] is None) == (made["operator"] in ("text", "unfilled"))
    assert (made["target_max"] is not None) == (made["operator"] == "range")


def test_a_missing_target_is_unfilled_and_keeps_no_text() -> None:
    assert columns(None)["target"] is None
    assert columns(None)["operator"] == "unfilled"


def test_prose_promises_counts_clause_by_clause() -> None:
    text = "全年修复古桥3座，走访农户不少于250户，培训人员达到40人次；其中新增志愿者15名以上。"
    said = [(description, target) for _, description, target in promises(text)]
    assert said == [
        ("走访农户", "不少于250户"),
        ("培训人员", "达到40人次"),
        ("新增志愿者", "15名以上"),
    ]


def test_a_year_or_a_list_number_is_no_promise() -> None:
    assert list(promises("2031年第3次会议之后，按2号文件执行")) == []
