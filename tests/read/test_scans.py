"""Pages without a text layer: recognised from their picture, doubted where unsure, and never put right in silence."""

import io
import zlib
from decimal import Decimal

import numpy as np
import pypdfium2 as pdfium
import pytest
from benchmark_parts import module
from disclosed import ROOT, sample
from drawing import FIRST_PAGE, Sheet, pdf, rule, stream, write
from PIL import Image

from extractors.check.reading.second_reading import ALL
from extractors.document.file import File
from extractors.document.model import Document
from extractors.document.troubles import ReadError
from extractors.pipeline import extract
from extractors.pipeline import read_document as read
from extractors.read.pdf.content import Char, Glyph, Reading
from extractors.read.pdf.legible import broken
from extractors.read.pdf.pdfium import page_content
from extractors.read.scan import engine as scan_engine
from extractors.read.scan.numbers import judge
from extractors.values.numbers import is_number
from extractors.values.text import compact
from schemas.tables import RowsByTable

needs_scan = pytest.mark.skipif(not scan_engine.installed(), reason="the extra `scan` is not installed")
scanning = module("scanning")

ASSETS = 19
"""The sample's page of fixed assets: prose, and a table with six numbers."""


LATER = "青榆市公共文化服务中心2021年部门预算.pdf"

FRAME = "".join(rule(40, y, 240, y) for y in (200, 220)) + "".join(rule(x, 200, x, 220) for x in (40, 140, 240))
"""A table of two cells."""


def printed() -> bytes:
    return sample("青榆市公共文化服务中心2020年部门预算.pdf").read_bytes()


def bound(*parts: tuple[bytes, int]) -> bytes:
    """A PDF of pages of other ones."""
    made = pdfium.PdfDocument.new()
    for data, index in parts:
        made.import_pages(pdfium.PdfDocument(data), [index])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def numbers(document: Document) -> list[str]:
    return [compact(cell.text) for table in document.tables for cell in table.cells if is_number(compact(cell.text))]


def picture(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PDF", resolution=150)
    return out.getvalue()


BLANK = picture(Image.new("L", (1240, 1754), 250))
PHOTO = picture(
    Image.fromarray(np.random.default_rng(1).integers(0, 255, (40, 30), np.uint8)).resize((1240, 1754), Image.BICUBIC)
)


@pytest.fixture(scope="module")
def mixed() -> tuple[bytes, Document]:
    """A page twice: printed, and scanned upside down, askew and with a stamp on it."""
    how = scanning.Scanner(degrees=1.5, quarters=2, stamp=True, quality=50)
    data = bound((printed(), ASSETS), (scanning.scan(printed(), how, [ASSETS]), 0))
    return data, read(data)


@needs_scan
def test_a_scanned_page_among_printed_ones_gives_the_same_numbers_each_with_its_confidence(
    mixed: tuple[bytes, Document],
) -> None:
    _, document = mixed
    assert (document.reader, document.troubles) == ("scan", [])
    first, second = document.tables
    assert (first.engine, second.engine) == ("pdfium", "scan")
    values = [[compact(cell.text) for cell in table.cells if cell.col] for table in (first, second)]
    assert values[0] == values[1] and "612.38" in values[1]
    assert {cell.confidence for cell in first.cells} == {None}
    assert all(cell.confidence is not None for cell in second.cells if cell.text)


@needs_scan
def test_the_second_witness_is_asked_about_printed_numbers_only(mixed: tuple[bytes, Document]) -> None:
    data, document = mixed
    file = File("a.pdf", "a.pdf", "0" * 64, 1)
    records = extract(document, file, "test", data=data, witness=ALL)[1]
    assert [row["witness_cells"] for row in records["tables"]] == [6, None]
    assert records["documents"][0]["reader"] == "scan"
    checks = [check for check in records["checks"] if check["identity"] == "recognition"]
    assert [(check["subject"], check["left_value"]) for check in checks] == [("table 2", 6)]


@needs_scan
@pytest.mark.parametrize("page", [BLANK, PHOTO], ids=["blank", "photo"])
def test_a_picture_without_print_costs_only_itself_and_a_sentence(page: bytes) -> None:
    document = read(bound((printed(), ASSETS), (page, 0)))
    assert [trouble.error for trouble in document.troubles] == ["blank_page"]
    assert "page 2 is a picture without print" in document.troubles[0].message
    assert len(document.tables) == 1
    with pytest.raises(ReadError, match="none of its 1 pages has text"):
        read(page)


def test_a_text_layer_that_is_nonsense_is_not_believed() -> None:
    good = "二〇二〇年部门预算收入1683.86万元，支出1683.86万元（见附表）。"
    assert said(good) is None and said("1,234.50 67.80 100% ≥90") is None
    assert said(good[:20] + "\ue001\ue002\ue003") is not None
    assert said("(cid:12)(cid:7)(cid:99)(cid:3)(cid:4)(cid:5)" * 3) is not None
    assert said("黿鼉齾齉龘靐齽爩籲灪麤驫鱻爨癵驤纞虋讟钃" * 2) is not None
    assert said("²¿ÃÅÔ¤ËãÊÕÈë" * 5) is not None
    assert said("EXGJHW VXPPDUB RI WKH GHSDUWPHQW " * 6) is not None


def said(text: str) -> str | None:
    return broken([Char(char, 0, 0, 1, 1) for char in text])


def test_without_the_extra_a_scan_says_what_to_install_and_printed_pages_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing() -> None:
        raise ReadError("no_scan_extra", "the extra `scan` is not installed")

    monkeypatch.setattr(scan_engine, "_session", missing)
    scanned = scanning.scan(printed(), scanning.CLEAN, [ASSETS])
    document = read(bound((printed(), ASSETS), (scanned, 0)))
    assert [trouble.message for trouble in document.troubles] == [
        "page 2 is a scan; to read it, install the extra: pip install 'yusuan[scan]'"
    ]
    assert len(numbers(document)) == 6
    with pytest.raises(ReadError, match=r"none of its 1 pages has a text layer: it is a scan.*yusuan\[scan\]"):
        read(scanned)


@pytest.mark.parametrize("side", [10_001, 20_000])
def test_a_picture_larger_than_any_sheet_is_given_up_before_it_is_unpacked(side: int) -> None:
    entries = f"/Type /XObject /Subtype /Image /Width {side} /Height {side} /ColorSpace /DeviceGray /BitsPerComponent 1"
    dots = stream(zlib.compress(bytes(1000)), f"{entries} /Filter /FlateDecode")
    sheet = Sheet(b"q 500 0 0 700 40 40 cm /Im Do Q", resources=f"/XObject << /Im {FIRST_PAGE + 4} 0 R >>")
    document = read(pdf(FRAME + write(44, 204, "page one"), sheet, objects=[dots]))
    (trouble,) = document.troubles
    assert (trouble.page, trouble.error) == (2, "page_limit")
    assert f"page 2 holds a picture of {side:,} × {side:,} pixels, more than any sheet has" in trouble.message


def glyphs(text: str, at: int, *choices: tuple[str, float]) -> tuple[Glyph, ...]:
    return tuple(Glyph(0.5, choices if n == at else ((char, 0.999),)) for n, char in enumerate(text))


@pytest.mark.parametrize(
    ("again", "stamped", "likely", "doubt"),
    [
        (("45.00", "45.00"), False, 0.99, None),
        (("45.00", "46.00"), False, 0.99, "read_otherwise"),
        (("45.00", "45.00"), False, 0.80, "low_confidence"),
        (("45.00", "45.00"), True, 0.99, "stamped"),
    ],
)
def test_a_recognised_number_is_doubted_where_anything_speaks_against_it(
    again: tuple[str, ...], stamped: bool, likely: float, doubt: str | None
) -> None:
    (table,) = read(pdf(FRAME + write(44, 204, "45.00") + write(144, 204, "books"))).tables
    cell = next(cell for cell in table.cells if cell.text == "45.00")
    read_there = glyphs("45.00", 1, ("5", likely), ("6", 0.01), ("S", 0.005))
    judge([table], [Reading(cell.box or (0, 0, 1, 1), read_there, again, stamped)])
    assert (cell.doubt, cell.text, cell.confidence) == (doubt, "45.00", min(likely, 0.999))
    assert cell.choices == ("46.00",)


FAILS = ("fail", "reading_doubtful")
RIGHT, WRONG = "318.50", "313.50"


def misread(*choices: str) -> RowsByTable:
    """The sample's assets with a digit of one amount misread, and what else the recogniser saw there."""
    document, file = read(sample(LATER).read_bytes()), File("a.pdf", "a.pdf", "0" * 64, 1)
    cell = next(cell for cell in document.tables[-1].cells if cell.text == RIGHT)
    cell.text, cell.confidence, cell.choices = WRONG, 0.97, choices
    _, records = extract(document, file, "test")
    assert cell.text == WRONG
    return records


def test_the_only_other_reading_that_makes_its_sums_hold_is_offered_and_not_put_in() -> None:
    records = misread("319.50", RIGHT)
    (cell,) = [row for row in records["cells"] if row["suggested_value"] is not None]
    assert (cell["text"], cell["suggested_value"], cell["doubt"]) == (WRONG, Decimal(RIGHT), "sum_fails")
    assert cell["suggested_because"].startswith("assets_parts 资产总额")
    assert Decimal("3135000") in {row["value_yuan"] for row in records["assets"]}
    (check,) = [check for check in records["checks"] if check["identity"] == "recognition"]
    assert (check["status"], check["left_value"], check["right_value"]) == ("fail", 1, 0)


@pytest.mark.parametrize("choices", [(), ("319.50",), ("319.50", "310.50")])
def test_where_no_other_reading_makes_the_sums_hold_none_is_offered(choices: tuple[str, ...]) -> None:
    records = misread(*choices)
    assert {row["suggested_value"] for row in records["cells"]} == {None}
    assert any("asset" in check["identity"] and check["status"] in FAILS for check in records["checks"])


@pytest.mark.corpus
def test_no_good_page_is_taken_for_nonsense() -> None:
    folder = ROOT.parent / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip("the corpus is not here")
    for path in sorted(folder.glob("[!s]*/*.pdf"))[::4]:
        document = pdfium.PdfDocument(path)
        for page in document:
            assert broken(page_content(page, 1).chars) is None, path.name
