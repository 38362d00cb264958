"""What a PDF page shows is what is read from it: not drawn, not read; drawn, read or named."""

import re
import zlib
from decimal import Decimal

import pytest
from drawing import PAGE, Drawing, Drawn, Sheet, pdf, rule, stream, write, write_chinese, written
from encrypting import forbidding

from extractors.document.model import Document
from extractors.document.troubles import ReadError
from extractors.pipeline import read_document as read
from extractors.read.pdf.content import PageContent
from extractors.read.pdf.file import facts
from extractors.read.pdf.pages import printed
from extractors.values.numbers import number

FORM = Drawing(
    [40, 160, 240],
    [100, 120, 140, 160],
    [
        Drawn(row, col, 1, 1, [text] if text else [])
        for row, texts in enumerate((("items", "amounts"), ("books", "45.00"), ("maps", "")))
        for col, text in enumerate(texts)
    ],
)
RULES = "".join(rule(e["x0"], e["top"], e["x1"], e["bottom"]) for e in FORM.edges())
PLAIN = RULES + written(FORM)
SEEN = [["items", "amounts"], ["books", "45.00"], ["maps", ""]]
SECRET = write(163, 141, "777.00")
"""A number in the cell that the page shows blank."""


def cells(document: Document) -> list[list[str]]:
    (table,) = document.tables
    return [[cell.text for cell in row] for row in table.grid]


def area(x0: float, top: float, x1: float, bottom: float) -> str:
    return f"{x0} {PAGE[1] - bottom} {x1 - x0} {bottom - top} re"


@pytest.mark.parametrize(
    "hidden",
    [
        f"1 g {SECRET} 0 g",
        f"BT 3 Tr /F1 10 Tf 163 {PAGE[1] - 151} Td (777.00) Tj 0 Tr ET",
        f"q {area(300, 300, 301, 301)} W n {SECRET} Q",
        f"{SECRET} 1 g {area(161, 141, 239, 159)} f 0 g",
        f"q /Gone gs {SECRET} Q",
        f"q {area(161, 141, 239, 159)} W n {area(300, 300, 301, 301)} W n {SECRET} Q",
        write(163, 141, "777.00", size=0.5),
        "q 0.05 0 0 0.05 163 650 cm BT /F1 10 Tf (777.00) Tj ET Q\n",
    ],
    ids=[
        "white on white",
        "of a mode that draws nothing",
        "clipped",
        "covered",
        "transparent",
        "clipped twice",
        "tiny",
        "scaled to nothing",
    ],
)
def test_text_that_the_page_does_not_show_is_not_read(hidden: str) -> None:
    page = Sheet(f"{PLAIN}{hidden}\n".encode("latin-1"), resources="/ExtGState << /Gone << /ca 0 >> >>")
    assert cells(read(pdf(page))) == SEEN


def test_white_text_on_a_dark_ground_is_read() -> None:
    dark = f"0 g {area(161, 141, 239, 159)} f 1 g {SECRET} 0 g"
    assert cells(read(pdf(PLAIN + dark)))[2] == ["maps", "777.00"]


@pytest.mark.parametrize(("ground", "ink"), [(0.93, 1), (1, 0.87)], ids=["white on light grey", "light grey on white"])
def test_light_text_that_an_eye_can_tell_from_its_ground_is_read_to_the_thinnest_stroke(
    ground: float, ink: float
) -> None:
    light = f"{ground} g {area(161, 141, 239, 159)} f {ink} g {write(163, 141, '1,171.11', size=6)} 0 g"
    assert cells(read(pdf(PLAIN + light)))[2] == ["maps", "1,171.11"]


def test_text_under_a_ground_drawn_before_it_is_read() -> None:
    tinted = f"0.8 1 0.8 rg {area(161, 141, 239, 159)} f 0 g {SECRET}"
    assert cells(read(pdf(PLAIN + tinted)))[2] == ["maps", "777.00"]


def test_a_layer_that_is_off_is_not_read() -> None:
    page = Sheet(f"{PLAIN}/OC /Off BDC {SECRET} EMC".encode("latin-1"), resources="/Properties << /Off 9 0 R >>")
    data = pdf(page, objects=[b"<< /Type /OCG /Name (draft) >>"])
    layers = b"/Type /Catalog /OCProperties << /OCGs [9 0 R] /D << /OFF [9 0 R] /Order [9 0 R] >> >>"
    assert cells(read(_patched(data, b"/Type /Catalog", layers))) == SEEN


def _patched(data: bytes, old: bytes, new: bytes) -> bytes:
    """A PDF with a word of it exchanged; its table of objects is not where it says, so that readers make one anew."""
    return re.sub(rb"(startxref\s+)\d+", rb"\g<1>0", data.replace(old, new, 1))


def test_what_is_typed_over_a_page_is_read_as_it_is_drawn() -> None:
    height = PAGE[1]
    look = b"q BT /F1 10 Tf 2 5 Td (777.00) Tj ET Q"
    note = (
        f"<< /Type /Annot /Subtype /FreeText /F 4 /Rect [163 {height - 159} 239 {height - 141}] /Contents (777.00) "
        "/DA (/F1 10 Tf) /AP << /N 10 0 R >> >>"
    )
    form = stream(look, "/Type /XObject /Subtype /Form /BBox [0 0 76 18] /Resources << /Font << /F1 3 0 R >> >>")
    data = pdf(PLAIN, attributes="/Annots [9 0 R]", objects=[note.encode(), form])
    assert cells(read(data))[2] == ["maps", "777.00"]


def test_a_field_without_a_drawing_is_named_with_what_it_holds() -> None:
    field = f"<< /Type /Annot /Subtype /FreeText /F 4 /Rect [163 {PAGE[1] - 159} 239 660] /Contents (777.00) >>"
    document = read(pdf(PLAIN, attributes="/Annots [9 0 R]", objects=[field.encode()]))
    assert cells(document) == SEEN
    (trouble,) = document.troubles
    assert (trouble.error, trouble.page) == ("undrawn_annotations", 1)
    assert "777.00" in trouble.message


@pytest.mark.parametrize("turn", ["0 1 -1 0 800 0", "-1 0 0 -1 600 800", "0 -1 1 0 0 600"])
def test_a_sheet_that_lies_on_its_side_without_saying_so_is_set_upright(turn: str) -> None:
    size = PAGE if turn.startswith("-") else (PAGE[1], PAGE[0])
    assert cells(read(pdf(f"{turn} cm {PLAIN}", size=size))) == SEEN


def test_a_shadow_is_not_read_again() -> None:
    assert (
        cells(read(pdf(f"{RULES}0.6 g 1 0 0 1 1.1 -1.1 cm {written(FORM)}1 0 0 1 -1.1 1.1 cm 0 g {written(FORM)}")))
        == SEEN
    )


def test_a_number_typed_across_a_rule_is_one_number_in_the_cell_that_has_most_of_it() -> None:
    assert cells(read(pdf(PLAIN + write(156, 141, "777.00"))))[2] == ["maps", "777.00"]


def test_what_a_gateway_appends_behind_the_end_of_a_file_is_no_damage() -> None:
    assert cells(read(pdf(PLAIN) + b"\n<script>count()</script>\n" * 400)) == SEEN


def test_a_file_that_ends_within_an_update_is_cut_short() -> None:
    with pytest.raises(ReadError, match="cut short"):
        read(pdf(PLAIN) + b"9 0 obj\n<< /Type /Page")


def test_a_damaged_stream_is_named() -> None:
    packed = zlib.compress(PLAIN.encode("latin-1"))
    whole = pdf(Sheet(packed, entries="/Filter /FlateDecode"))
    assert [trouble.error for trouble in read(whole).troubles] == []
    at = whole.index(packed) + len(packed) - 6
    damaged = whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :]
    assert "damaged_part" in [trouble.error for trouble in read(damaged).troubles]


def test_a_damaged_stream_of_an_encrypted_file_is_named() -> None:
    locked = forbidding(pdf(Sheet(zlib.compress(PLAIN.encode("latin-1")), entries="/Filter /FlateDecode")))
    assert [trouble.error for trouble in read(locked).troubles] == []
    at = locked.index(b"\nendstream") - 6
    assert facts(locked[:at] + bytes([locked[at] ^ 0x10]) + locked[at + 1 :]).damaged == 1


def test_files_that_a_pdf_carries_are_named() -> None:
    names = b"/Type /Catalog /Names << /EmbeddedFiles << /Names [(a.xlsx) 9 0 R] >> >>"
    file = b"<< /Type /Filespec /F (a.xlsx) /UF (a.xlsx) /EF << /F 10 0 R >> >>"
    data = _patched(pdf(PLAIN, objects=[file, stream(b"PK")]), b"/Type /Catalog", names)
    (trouble,) = read(data).troubles
    assert trouble.error == "attached_files"
    assert "`a.xlsx`" in trouble.message


def test_a_page_whose_font_is_not_in_the_file_reads_alike_with_and_without_fonts_on_the_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import pypdfium2 as pdfium

    from extractors.read.pdf import pages

    data = pdf(PLAIN + write_chinese(163, 141, "预算"))
    monkeypatch.setattr(pages, "has_chinese_fonts", lambda: False)
    with pdfium.PdfDocument(data) as document:
        content = printed(document[0], data, 1)
    assert isinstance(content, PageContent)
    assert content.source == "pdfplumber"
    assert cells(read(data))[2] == ["maps", "预算"]


def test_a_large_picture_beside_text_is_named_and_one_under_text_is_its_ground() -> None:
    image = "q 300 0 0 300 {x} 100 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q\n"
    (trouble,) = read(pdf(PLAIN + image.format(x=250))).troubles
    assert (trouble.error, trouble.page) == ("embedded_picture", 1)
    assert "106 × 106 mm" in trouble.message
    assert read(pdf(image.format(x=250) + PLAIN + write(300, 600, "ground"))).troubles == []


def test_the_number_of_a_note_raised_behind_an_amount_is_no_digit_of_it() -> None:
    document = read(pdf(PLAIN + write(188, 120, "1", size=6)))
    assert cells(document)[1] == ["books", "45.00¹"]
    assert number("45.00¹") == Decimal("45.00")


def test_a_picture_that_lies_over_text_is_named() -> None:
    image = "q 260 0 0 260 30 500 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q\n"
    lines = "".join(write(50, 300 + 20 * n, "more text here") for n in range(3))
    document = read(pdf(lines + PLAIN + image))
    assert [trouble.error for trouble in document.troubles] == ["embedded_picture"]
    assert "over text" in document.troubles[0].message


def test_a_file_all_of_whose_pages_are_damaged_is_not_called_a_scan() -> None:
    packed = zlib.compress(PLAIN.encode("latin-1"))
    whole = pdf(Sheet(packed, entries="/Filter /FlateDecode"))
    with pytest.raises(ReadError) as raised:
        read(whole.replace(packed, bytes(len(packed))))
    assert raised.value.error == "damaged_pdf"


def test_a_larger_raised_number_of_a_note_is_no_digit_either() -> None:
    above = f"BT /F1 9 Tf 188 {PAGE[1] - 128} Td (1) Tj ET\n"
    assert cells(read(pdf(PLAIN + above)))[1] == ["books", "45.00¹"]
    beside = f"BT /F1 9 Tf 188 {PAGE[1] - 131} Td (1) Tj ET\n"
    assert cells(read(pdf(PLAIN + beside)))[1] == ["books", "45.001"]


def test_an_amount_that_is_blacked_out_is_a_block_and_no_blank() -> None:
    box = f"{area(161, 141, 239, 159)} f\n"
    assert cells(read(pdf(PLAIN + SECRET + f"0 g {box}")))[2] == ["maps", "█"]
    assert cells(read(pdf(PLAIN + SECRET + f"0 0 0.5 rg {box} 0 g")))[2] == ["maps", "█"]
    again = f"1 g {write(163, 141, '888.00')} 0 g"
    assert cells(read(pdf(PLAIN + SECRET + f"0 g {box}" + again)))[2] == ["maps", "888.00"]


def test_what_a_transparent_form_holds_is_not_read() -> None:
    group = stream(
        SECRET.encode(), "/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> >>"
    )
    page = Sheet(
        f"{PLAIN} q /Gone gs /Fm Do Q".encode("latin-1"),
        resources="/ExtGState << /Gone << /ca 0 >> >> /XObject << /Fm 9 0 R >>",
    )
    assert cells(read(pdf(page, objects=[group]))) == SEEN


def test_a_label_that_runs_up_is_read_from_its_first_letter() -> None:
    up = "".join(f"BT /F1 10 Tf 0 1 -1 0 200 {PAGE[1] - 159 + 6 * n} Tm ({c}) Tj ET\n" for n, c in enumerate("abc"))
    assert cells(read(pdf(PLAIN + up)))[2] == ["maps", "a\nb\nc"]


def test_a_watermark_across_lines_is_on_none_of_them() -> None:
    lines = "".join(write(50, 300 + 14 * n, f"line {n} of the text", size=9) for n in range(6))
    document = read(pdf(lines + "0.8 g " + write(60, 300, "DRAFT", size=60) + "0 g"))
    text = " ".join(paragraph.text for paragraph in document.paragraphs)
    assert all(f"line {n} of the text" in text for n in range(6))


def test_large_digits_of_a_title_stay_in_its_line() -> None:
    title = write(50, 250, "Library", size=12) + write(92, 250, "2026", size=16) + write(130, 250, "budget", size=12)
    lines = "".join(write(50, 300 + 14 * n, f"line {n} of the text", size=6) for n in range(6))
    assert read(pdf(title + lines)).paragraphs[0].text == "Library2026budget"


def test_an_amount_that_is_struck_out_is_left_out_and_named() -> None:
    line = "0.7 w 188 {y} m 212 {y} l S\n"
    new = write(188, 121, "46.00")
    document = read(pdf(PLAIN + new + line.format(y=PAGE[1] - 127)))
    assert cells(document)[1] == ["books", "45.00"]
    assert [trouble.error for trouble in document.troubles] == ["struck_out"]
    document = read(pdf(PLAIN + new + line.format(y=PAGE[1] - 132)))
    assert cells(document)[1] == ["books", "45.0046.00"]
    assert document.troubles == []
