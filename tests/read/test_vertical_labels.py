"""Labels of narrow columns that are written from top to bottom, or turned on their side."""

from collections.abc import Sequence

from extractors.read.pdf.content import Char
from extractors.read.pdf.turned_words import read_down
from extractors.read.pdf.written_down import columns_written_down


def column(x: float, text: str, top: float = 100, pitch: float = 10) -> list[Char]:
    return [Char(letter, x, top + pitch * n, x + 10, top + pitch * n + 12) for n, letter in enumerate(text)]


def line(top: float, text: str, x: float = 50, pitch: float = 10) -> list[Char]:
    return [Char(letter, x + pitch * n, top, x + pitch * n + 10, top + 12) for n, letter in enumerate(text)]


def texts(chars: Sequence[Char]) -> list[str]:
    return [text for text, _ in columns_written_down(chars)]


def test_columns_of_letters_follow_each_other_from_right_to_left_as_they_were_set() -> None:
    assert texts([*column(64, "一般公共预算"), *column(50, "拨款收入")]) == ["一般公共预算", "拨款收入"]


def test_columns_of_a_turned_label_follow_each_other_from_left_to_right() -> None:
    assert texts([*column(50, "政府性基金"), *column(64, "预算")]) == ["政府性基金", "预算"]


def test_lines_are_no_columns_however_far_their_letters_stand_apart() -> None:
    assert texts([*line(100, "收入", pitch=14), *line(114, "支出", pitch=14)]) == []
    assert texts([*line(100, "公共"), *line(114, "预算"), *line(128, "数")]) == []


def test_letters_with_a_shadow_each_are_no_columns_of_two() -> None:
    letters = line(100, "公共预算")
    shadows = [c._replace(x0=c.x0 + 1, top=c.top + 1, x1=c.x1 + 1, bottom=c.bottom + 1) for c in letters]
    assert texts([char for pair in zip(letters, shadows, strict=True) for char in pair]) == []


def test_one_stacked_column_stays_lines() -> None:
    assert texts(column(50, "绩效指标")) == []


def test_a_word_that_runs_up_begins_with_its_first_letter_though_that_is_thin() -> None:
    thin = Char("一", 53, 160, 57, 167)
    rest = [Char(letter, 50, 150 - 10 * n, 60, 160 - 10 * n) for n, letter in enumerate("般公共")]
    down = sorted(read_down([thin, *rest], [0, 1, 2, 3]), key=lambda char: char.top)
    assert "".join(char.text for char in down) == "一般公共"
