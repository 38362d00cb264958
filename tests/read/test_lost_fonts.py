"""Fonts that a page's resources lack: what it writes in them is nonsense or nothing, and is said."""

import pytest
from drawing import Drawing, Drawn, Sheet, pdf, rule, stream, write, write_chinese, written

from extractors.pipeline import read_document as read

TITLE = write_chinese(40, 40, "云岭县图书馆二〇三一年部门预算") + write_chinese(40, 64, "本馆今年收入一百万元。")
TABLE = Drawing(
    [40, 160, 260],
    [100, 130, 160],
    [
        Drawn(row, col, 1, 1, [text])
        for row, texts in enumerate((("项目", "金额"), ("水费", "123.45")))
        for col, text in enumerate(texts)
    ],
)
CODES = f"BT /F9 10 Tf 170 {800 - 150} Td <001500160017001100180019> Tj ET\n"
"""An amount in the codes of an embedded font."""


def page() -> str:
    return "".join(rule(e["x0"], e["top"], e["x1"], e["bottom"]) for e in TABLE.edges()) + written(TABLE)


def without_font(data: bytes, at: int) -> bytes:
    """The PDF with the Chinese font taken out of the resources of one page."""
    parts = data.split(b"/F2 4 0 R")
    return b"/F2 4 0 R".join(parts[: at + 1]) + b"/F7 4 0 R" + b"/F2 4 0 R".join(parts[at + 1 :])


def given_up(data: bytes) -> list[tuple[str, int | None]]:
    return [(trouble.error, trouble.page) for trouble in read(data).troubles]


def test_a_page_whose_font_is_not_there_is_named_and_its_nonsense_is_not_read() -> None:
    data = pdf(TITLE + page(), page(), TITLE)
    assert given_up(data) == []
    document = read(without_font(data, 1))
    assert [(trouble.error, trouble.page) for trouble in document.troubles] == [("missing_font", 2)]
    assert [cell.page for table in document.tables for cell in table.cells] == [1] * 4


def test_numbers_that_a_lost_font_leaves_out_are_named() -> None:
    assert given_up(pdf(TITLE, write_chinese(42, 110, "项目") + write_chinese(42, 140, "水费") + CODES)) == [
        ("missing_font", 2)
    ]


LOST = "BT /F9 10 Tf 42 {y} Td ({text}) Tj ET\n"


def test_what_a_page_writes_in_fonts_that_are_there_is_read_and_the_rest_is_named() -> None:
    drawn = "".join(rule(e["x0"], e["top"], e["x1"], e["bottom"]) for e in TABLE.edges())
    cells = write_chinese(42, 110, "项目") + write_chinese(162, 110, "金额") + write(162, 140, "123.45")
    lost = LOST.format(y=800 - 150, text="\\317\\356\\304\\277")
    document = read(pdf(Sheet((TITLE + drawn + cells + lost).encode("latin-1"))))
    (table,) = document.tables
    assert [[cell.text for cell in row] for row in table.grid] == [["项目", "金额"], ["\ufffd" * 4, "123.45"]]
    (trouble,) = document.troubles
    assert trouble.error == "missing_font"
    assert "4 of its 40 characters" in trouble.message


@pytest.mark.parametrize("text", ["Budget 2031", "\\267 5\\260 \\326re"])
def test_a_page_in_helvetica_is_read(text: str) -> None:
    assert given_up(pdf(Sheet((TITLE + write(40, 300, text)).encode("latin-1")))) == []


@pytest.mark.parametrize(
    ("drawing", "scale", "named"), [(b"11", b"0.001", 0), (b"99", b"0.001", 1), (b"11", b"900.0", 1)]
)
def test_a_glyph_that_its_font_cannot_draw_is_named(drawing: bytes, scale: bytes, named: int) -> None:
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 700 700] /FontMatrix [%b 0 0 0.001 0 0] /FirstChar 49 "
        b"/LastChar 50 /Widths [700 700] /Encoding << /Differences [49 /one /two] >> /CharProcs << /one 10 0 R "
        b"/two %b 0 R >> >>" % (scale, drawing)
    ).replace(b"[900.0 0 0 0.001", b"[900.0 0 0 900.0")
    glyph = stream(b"700 0 0 0 700 700 d1 0 0 600 600 re f")
    content = TITLE + write(40, 100, "1") + write(60, 100, "2") + write(80, 100, "1")
    data = pdf(content, objects=(font, glyph, glyph)).replace(b"/F1 3 0 R", b"/F1 9 0 R")
    errors = [trouble.error for trouble in read(data).troubles]
    assert [error for error in errors if error != "damaged_part"] == ["undrawn_text"] * named


def test_a_blank_that_a_font_draws_as_nothing_is_no_damage() -> None:
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 700 700] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 49 "
        b"/LastChar 49 /Widths [250] /Encoding << /Differences [49 /blank] >> /CharProcs << /blank 10 0 R >> >>"
    )
    data = pdf(TITLE + write(60, 100, "1"), objects=(font, stream(b"250 0 d0"))).replace(b"/F1 3 0 R", b"/F1 9 0 R")
    assert given_up(data) == []


def test_letters_that_stand_on_one_another_are_named() -> None:
    stacked = TITLE + "".join(write_chinese(40, 120, letter) for letter in "收支总表")
    assert [trouble.error for trouble in read(pdf(stacked)).troubles] == ["stacked_text"]


def test_letters_printed_twice_to_be_bold_are_none() -> None:
    bold = (
        TITLE
        + 2 * write_chinese(40, 120, "收支总表")
        + write_chinese(40.3, 140, "水费")
        + write_chinese(40, 140, "水费")
    )
    assert read(pdf(bold)).troubles == []


def test_a_page_whose_content_is_lost_is_named_and_a_blank_one_is_not() -> None:
    blank = pdf(TITLE, "")
    assert read(blank).troubles == []
    lost = pdf(TITLE, TITLE).replace(b"/Contents 8 0 R", b"/Contents 7 0 R")
    assert [(trouble.error, trouble.page) for trouble in read(lost).troubles] == [("damaged_page", 1)]
    renamed = pdf(TITLE, TITLE).replace(b"/Contents 8 0 R", b"/Con~ents 8 0 R")
    assert [(trouble.error, trouble.page) for trouble in read(renamed).troubles] == [
        ("damaged_part", None),
        ("damaged_page", 1),
    ]
