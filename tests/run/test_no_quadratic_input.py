"""Twice as much of anything takes about twice the time: no input of odd shape holds a run up."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from publishing import PROSE, stage

from extractors.read import read

SHAPES = {
    "digits without end": "1234567890",
    "amounts in one line": "收入12.34万元，",
    "statements in one paragraph": "项目支出12.34万元。",
    "short paragraphs": "一段文字。\n",
    "open brackets": "（",
    "thousands marks": "1,",
    "dashes": "——",
    "units of money": "万元",
}


PAGE = "<html><head><meta charset=utf-8></head><body><p>%s</p><p>%s</p></body></html>"
MARKUP = {
    "scripts without end": "<script",
    "comments": "<!-- x -->",
    "comments without end": "<!--",
    "blanks": " ",
    "bodies": "</body><body>",
    "cells": "<td>1",
    "brackets": "<",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_as_much_text_takes_about_twice_the_time(shape: str, tmp_path: Path) -> None:
    assert_grows_evenly(tmp_path, "a.txt", lambda count: PROSE + SHAPES[shape] * count + "\n")


@pytest.mark.parametrize("shape", {**SHAPES, **MARKUP})
def test_twice_as_much_of_a_page_takes_about_twice_the_time(shape: str, tmp_path: Path) -> None:
    unit = {**SHAPES, **MARKUP}[shape]
    assert_grows_evenly(tmp_path, "a.html", lambda count: PAGE % (PROSE + "支出80万元。", unit * count))


def assert_grows_evenly(folder: Path, name: str, text: Callable[[int], str]) -> None:
    """Four times as much costs less than eight times the processor's time, or next to nothing."""

    def cost(count: int) -> float:
        (folder / name).write_text(text(count), encoding="utf-8")
        began = time.process_time()
        stage(folder / name, folder / "out")
        return time.process_time() - began

    cost(1)  # what is read once and kept
    first, more = cost(2_000), cost(8_000)
    assert more < 1.0 or more < 8 * first


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
