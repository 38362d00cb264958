"""Cleaning: what only the layout put there goes, what the publisher wrote stays."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.values.text import clean, compact, digits, key
from extractors.values.text import ideographs as radicals_replaced

ideographs = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=12)
blanks = st.sampled_from(["", " ", "  ", "\n", "\t", "\u3000", " \n "])
ascii_words = st.text("abcXYZ0189.%", min_size=1, max_size=8)


@given(ideographs, st.data())
def test_white_space_between_ideographs_is_layout(text: str, data: st.DataObject) -> None:
    spread = "".join(char + data.draw(blanks) for char in text)
    assert clean(spread) == text


@given(ascii_words, ascii_words, blanks.filter(bool))
def test_between_latin_words_one_space_stays(first: str, second: str, gap: str) -> None:
    assert clean(f" {first}{gap}{second}\n") == f"{first} {second}"


@given(ideographs, ascii_words, blanks)
def test_a_number_among_ideographs_loses_its_spaces_and_no_digit(text: str, number: str, gap: str) -> None:
    assert clean(f"{text}{gap}{number}{gap}{text}") == f"{text}{number}{text}"


@given(ideographs)
def test_html_tags_go_and_their_content_stays(text: str) -> None:
    assert clean(f"<p>{text}</p><br/>") == text
    assert clean(f'<span class="x">{text}</span>') == text


@pytest.mark.parametrize("text", ["a<b", "≤5", "1 < 2", "x <3> y", "《办法》", "<>"])
def test_signs_that_are_no_tags_stay(text: str) -> None:
    assert clean(text) == text


@given(st.text(st.characters(exclude_characters="<>", exclude_categories=["Cs", "Cc"]), max_size=40))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(st.characters(exclude_characters="<>", exclude_categories=["Cs"]), max_size=40))
def test_cleaning_drops_white_space_and_nothing_else(text: str) -> None:
    assert "".join(clean(text).split()) == "".join(text.split())


@given(st.text(max_size=60))
def test_digits_keep_the_length_so_that_offsets_hold(text: str) -> None:
    assert len(digits(text)) == len(text)
    assert digits(digits(text)) == digits(text)


@given(st.text(max_size=60))
def test_digits_change_only_full_width_signs(text: str) -> None:
    for before, after in zip(text, digits(text), strict=True):
        assert after == before or after == unicodedata.normalize("NFKC", before) or (before, after) == ("−", "-")


def test_full_width_digits_become_half_width_and_chinese_punctuation_stays() -> None:
    assert digits("（１２．５０，ＡＢ：甲）−３") == "（12.50，AB：甲）-3"


@given(ideographs, blanks)
def test_a_key_ignores_spaces_colons_widths_and_a_parenthesised_unit(label: str, gap: str) -> None:
    same = [f"{gap}{label}", f"{label}{gap}：", f"{label}:", f"{label}（万元）", f"{label} (%)", gap.join(label)]
    assert {key(text) for text in same} == {unicodedata.normalize("NFKC", label)}


def test_a_key_of_nothing_but_a_note_is_the_note() -> None:
    assert key("（单位）") == "(单位)"


@given(ideographs, ideographs)
def test_different_labels_have_different_keys(first: str, second: str) -> None:
    plain = [unicodedata.normalize("NFKC", label) for label in (first, second)]
    assert (key(first) == key(second)) == (plain[0] == plain[1])


def test_compact_keeps_brackets_and_notes() -> None:
    assert compact(" 设备 购置（ 二期 ）") == "设备购置(二期)"
    assert compact("购置（一期）") != compact("购置（二期）")


@pytest.mark.parametrize(("printed", "meant"), [("⾦额⻓期", "金额长期"), ("⽀出⼩计", "支出小计"), ("⻚码", "页码")])
def test_radicals_that_a_font_names_for_ideographs_are_ideographs(printed: str, meant: str) -> None:
    assert clean(printed) == key(printed) == compact(printed) == meant


@given(st.text(st.characters(min_codepoint=0x2E80, max_codepoint=0x2FDF)))
def test_radicals_are_replaced_one_by_one(text: str) -> None:
    assert len(radicals_replaced(text)) == len(text)
