"""Pages that show nothing where they should: each is named; the blank sheets that programs make are not."""

import pytest
from drawing import pdf, rule, write, write_chinese

from extractors.document.troubles import Trouble
from extractors.pipeline import read_document as read

TITLE = write_chinese(40, 40, "云岭县图书馆二〇三一年部门预算") + write_chinese(40, 64, "本馆今年收入一百万元。")
ROW = "".join(rule(40, y, 240, y) for y in (100, 130)) + write(42, 105, "lamps 123.45") + write(162, 105, "777.00")
BLANK = "0.1 w q 0 0 595 842 re W* n Q"
NO_CONTENT = ("no_content", 2)
UNSEEN = ("no_characters", 2)


def said(*pages: str) -> list[Trouble]:
    return list(read(pdf(*pages)).troubles)


def named(*pages: str) -> list[tuple[str, int | None]]:
    return [(trouble.error, trouble.page) for trouble in said(*pages)]


@pytest.mark.parametrize(
    "page",
    [
        f"q 0 0 1 1 re W n {ROW} Q",
        f"q 1 0 0 1 3000 0 cm {ROW} Q",
        f"1 0 0 1 0 9000 cm q {ROW}",
        f"q 0 0 0 0 0 0 cm {ROW} Q",
        f"q 0.001 0 0 0.001 0 0 cm {ROW} Q",
        f"3 Tr {ROW}",
        f"{ROW} 1 g 0 0 600 800 re f",
        f"3 Tr {ROW} 0 Tr {write(290, 780, '12')}",
    ],
)
def test_a_page_that_writes_text_and_shows_none_is_named(page: str) -> None:
    assert named(TITLE, page, TITLE) == [UNSEEN]


@pytest.mark.parametrize("page", ["", " \n"])
def test_a_page_without_any_content_is_named_between_others_and_not_at_the_end(page: str) -> None:
    assert named(TITLE, page, TITLE) == [NO_CONTENT]
    assert named(TITLE, TITLE, page) == []


def test_a_page_that_names_no_content_is_named() -> None:
    data = pdf(TITLE, TITLE, TITLE)
    (trouble,) = read(data.replace(b"/Contents 10 0 R", b" " * len(b"/Contents 10 0 R"), 1)).troubles
    assert (trouble.error, trouble.page) == NO_CONTENT


@pytest.mark.parametrize("page", [BLANK, write(40, 40, "  "), write(290, 780, "12"), f"3 Tr {write(290, 780, '12')}"])
def test_a_blank_sheet_is_no_lost_page(page: str) -> None:
    assert named(TITLE, page, TITLE) == []


def test_a_blank_sheet_of_a_browser_has_no_content_and_names_no_font() -> None:
    fonts = b"/F1 3 0 R /F2 4 0 R"
    first, second, third = pdf(TITLE, "", TITLE).split(fonts, 2)
    blank = first + fonts + second + b" " * len(fonts) + third
    assert [trouble.error for trouble in read(blank).troubles] == []


def test_pages_in_a_row_are_named_once() -> None:
    empty, hidden = "", f"3 Tr {ROW}"
    troubles = said(TITLE, empty, empty, TITLE, hidden, hidden, hidden, TITLE, hidden)
    assert [(trouble.error, trouble.page) for trouble in troubles] == [
        ("no_characters", 5),
        ("no_characters", 9),
        ("no_content", 2),
    ]
    assert troubles[0].message.startswith("pages 5 to 7 write at least 51 characters")
    assert troubles[2].message.startswith("pages 2 to 3 have no content")
