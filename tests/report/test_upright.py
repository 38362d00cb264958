"""Evidence is drawn the right way up: boxes of records lie on the picture of their page, however the sheet lay."""

from collections.abc import Iterator

import numpy as np
import pypdfium2 as pdfium
import pytest
from benchmark_parts import module
from disclosed import sample
from drawing import PAGE, Sheet, pdf, rule, write
from PIL import Image

from extractors.pipeline import read_document
from extractors.read.scan import engine as scan_engine
from flows.report.images import pictures
from flows.report.upright import upright

WORDS = ("Library of Elm County", "budget of the year 2031", "revenue of the year", "amount in yuan", "total of all")
WIDE, HIGH = PAGE
TURNS = {
    0: "1 0 0 1 0 0",
    1: f"0 -1 1 0 0 {WIDE:.0f}",
    2: f"-1 0 0 -1 {WIDE:.0f} {HIGH:.0f}",
    3: f"0 1 -1 0 {HIGH:.0f} 0",
}
SAMPLE, PRINTED_PAGE = sample("青榆市公共文化服务中心2020年部门预算.pdf"), 19


def lying(quarters: int) -> bytes:
    """A page with a table of two columns, printed so many quarters clockwise and not said to be turned."""
    rules = "".join(rule(60, y, 360, y) for y in range(140, 260, 20))
    rules += "".join(rule(x, 140, x, 240) for x in (60, 260, 360))
    texts = "".join(write(64, 144 + 20 * n, word) + write(300, 144 + 20 * n, f"{n}.50") for n, word in enumerate(WORDS))
    size = (HIGH, WIDE) if quarters % 2 else PAGE
    return pdf(Sheet(f"{TURNS[quarters]} cm {rules}{texts}".encode(), size=size))


def sides(box: tuple[float, float, float, float], image: Image.Image) -> Iterator[float]:
    """How dark the picture is along each side of a box, at most 255."""
    dark = 255 - np.asarray(image.convert("L"))
    x0, top, x1, bottom = (round(value * 2) for value in box)
    for x in (x0, x1):
        yield float(dark[top + 3 : bottom - 3, x - 2 : x + 3].max(axis=1).mean())
    for y in (top, bottom):
        yield float(dark[y - 2 : y + 3, x0 + 3 : x1 - 3].max(axis=0).mean())


@pytest.mark.parametrize("quarters", list(TURNS))
def test_the_rules_of_each_cell_are_drawn_where_its_box_is(quarters: int) -> None:
    data = lying(quarters)
    (table,) = read_document(data).tables
    assert len(table.cells) == 2 * len(WORDS)
    with pdfium.PdfDocument(data) as file:
        page = upright(file, 1, 144, 9999)
    assert page.image.size == (round(2 * page.width), round(2 * page.height))
    for cell in table.cells:
        assert cell.box and min(sides(cell.box, page.image)) > 60, cell.text


@pytest.mark.parametrize("quarters", list(TURNS))
def test_a_picture_has_the_proportions_of_the_page_as_it_is_read(quarters: int) -> None:
    picture = pictures(lying(quarters), {1}, []).pages[1]
    assert (picture.width, picture.height) == pytest.approx(PAGE, abs=1)


@pytest.mark.skipif(not scan_engine.installed(), reason="the extra `scan` is not installed")
def test_a_scan_that_lay_on_its_side_and_askew_is_drawn_as_it_was_recognised() -> None:
    scanning = module("scanning")
    how = scanning.Scanner(degrees=1.5, quarters=1, quality=60)
    data = scanning.scan(SAMPLE.read_bytes(), how, [PRINTED_PAGE])
    (table,) = read_document(data).tables
    with pdfium.PdfDocument(data) as file:
        page = upright(file, 1, 144, 9999)
    assert page.width < page.height
    for cell in table.cells:
        assert cell.box and min(sides(cell.box, page.image)) > 40, cell.text
