"""Enumerators before names and headings, and what only sentences count with."""

import re

import pytest

from extractors.values.enumerators import IN_SENTENCES, enumerator, enumerator_value, is_heading, without_enumerators


@pytest.mark.parametrize(
    ("line", "style", "value"),
    [
        ("第三部分 数据表", "part", 3),
        ("十二、其他事项", "chinese", 12),
        ("（四）修缮", "chinese_parens", 4),
        ("(15)修缮", "arabic_parens", 15),
        ("7)修缮", "arabic_half", 7),
        ("⑿修缮", "bracketed", 12),
        ("3．修缮", "arabic", 3),
    ],
)
def test_a_line_s_enumerator_has_a_style_and_a_value(line: str, style: str, value: int) -> None:
    numbered = enumerator(line)
    assert numbered is not None
    assert (numbered[0], enumerator_value(numbered[1])) == (style, value)


@pytest.mark.parametrize("line", ["1.5万元", "2031年预算", "一是修缮", "①修缮", "2。修缮"])
def test_a_number_and_what_counts_within_sentences_begin_no_line(line: str) -> None:
    assert enumerator(line) is None


@pytest.mark.parametrize("counted", ["一是", "①", "2。", "十二。", "3、", "（二）"])
def test_a_sentence_counts_its_parts_with_more(counted: str) -> None:
    assert re.match(IN_SENTENCES, f"{counted}修缮围墙") and re.sub(IN_SENTENCES, "", f"{counted}修缮围墙") == "修缮围墙"


def test_all_enumerators_before_a_name_are_cut_off() -> None:
    assert without_enumerators("（一）1.修缮围墙") == "修缮围墙"


def test_a_sentence_that_is_numbered_is_no_heading() -> None:
    assert is_heading("三、修缮情况：")
    assert not is_heading("三、围墙已经修缮。")
