"""Twice as much of anything takes about twice the time: no input of odd shape holds a run up."""

import time
from pathlib import Path

import pytest
from publishing import PROSE, stage

from extractors.read import read

SHAPES = {
    "digits without end": "1234567890",
    "amounts in one line": "收入12.34万元，",
    "short paragraphs": "一段文字。\n",
    "open brackets": "（",
    "thousands marks": "1,",
    "dashes": "——",
    "units of money": "万元",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_as_much_text_takes_about_twice_the_time(shape: str, tmp_path: Path) -> None:
    stage_of(tmp_path, PROSE)  # what is read once and kept
    times = [stage_of(tmp_path, PROSE + SHAPES[shape] * count + "\n") for count in (2_000, 8_000)]
    assert times[1] < 1.0 or times[1] < 8 * times[0]


def stage_of(folder: Path, text: str) -> float:
    """Processor seconds of reading a text to its part."""
    path = folder / "a.txt"
    path.write_text(text, encoding="utf-8")
    began = time.process_time()
    assert stage(path, folder / "out").problem is None
    return time.process_time() - began


def test_pages_that_a_pdf_only_claims_cost_nothing() -> None:
    data = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 100000>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length 58>>stream
BT /F1 12 Tf 20 100 Td (The county library 2031 books) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
xref
0 6
trailer<</Root 1 0 R/Size 6>>
startxref
0
%%EOF"""
    began = time.process_time()
    document = read(data)
    assert time.process_time() - began < 10
    assert len(document.troubles) < 30
    assert "to 100,000 are not there" in document.troubles[-1].message
