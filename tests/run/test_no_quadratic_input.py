"""Twice as much of anything takes about twice the time: no input of odd shape holds a run up."""

import io
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from publishing import PROSE, stage

from extractors.document.troubles import ReadError
from extractors.read import read

SIGNS = {
    "digits without end": "1234567890",
    "open brackets": "（",
    "thousands marks": "1,",
    "dashes": "——",
    "units of money": "万元",
}
PROSE_OF_MANY = {
    "amounts of one name": "收入12.34万元，",
    "amounts of many names": "{name}费{i}万元，",
    "statements in one paragraph": "项目支出12.34万元。",
    "changes of many names": "{name}费{i}万元，比上年增加3万元，增长5%，",
    "parts in brackets": "{name}费9万元（其中：{name}补贴{i}万元），增加3万元，",
    "short paragraphs": "一段文字。\n",
    "lines of subjects": "{i}.教育支出（类）{name}（款）{name}（项）{i}万元，比上年增加1万元。\n",
    "statements that contradict each other": "2031年收入总计{i}万元，比上年增加5万元，增长5%。\n",
}
"""Units of prose; `{i}` is a number and `{name}` a name that differs from unit to unit."""

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
LINES = (
    "部门支出总体情况表 单位：万元<table><tr><td>科目编码<td>科目名称<td>合计<td>基本支出<td>项目支出%s</table>",
    "<tr><td>{code}<td>{name}<td>9<td>{i}<td>{i}",
)
"""A standard table, and a line of it whose sum fails."""


def many(unit: str, count: int) -> str:
    """So many of a unit, each with a number and a name of its own."""
    names = ("".join("甲乙丙丁戊己庚辛壬癸"[int(digit)] for digit in f"{i:05}") for i in range(count))
    return "".join(unit.format(i=i, name=name, code=2010101 + i) for i, name in enumerate(names))


@pytest.mark.parametrize("shape", SIGNS)
def test_twice_as_many_signs_take_about_twice_the_time(shape: str, tmp_path: Path) -> None:
    assert_grows_evenly(tmp_path, "a.txt", lambda count: PROSE + SIGNS[shape] * 4 * count + "\n")


@pytest.mark.parametrize("shape", PROSE_OF_MANY)
def test_twice_as_much_prose_takes_about_twice_the_time(shape: str, tmp_path: Path) -> None:
    assert_grows_evenly(tmp_path, "a.txt", lambda count: PROSE + many(PROSE_OF_MANY[shape], count) + "\n")


@pytest.mark.parametrize("shape", {**SIGNS, **MARKUP})
def test_twice_as_much_of_a_page_takes_about_twice_the_time(shape: str, tmp_path: Path) -> None:
    unit = {**SIGNS, **MARKUP}[shape]
    assert_grows_evenly(tmp_path, "a.html", lambda count: PAGE % (PROSE + "支出80万元。", unit * 4 * count))


def test_twice_as_many_lines_of_a_table_take_about_twice_the_time(tmp_path: Path) -> None:
    assert_grows_evenly(tmp_path, "a.html", lambda count: PAGE % (PROSE, LINES[0] % many(LINES[1], count)))


def assert_grows_evenly(folder: Path, name: str, text: Callable[[int], str]) -> None:
    """Four times as much costs less than six times the processor's time, or next to nothing.

    What else a machine does only adds to a time: the least of three counts, and they end with the first even growth.
    """

    def cost(count: int) -> float:
        (folder / name).write_text(text(count), encoding="utf-8")
        began = time.process_time()
        stage(folder / name, folder / "out")
        return time.process_time() - began

    cost(1)  # what is read once and kept
    first = more = float("inf")
    for _ in range(3):
        first, more = min(first, cost(500)), min(more, cost(2_000))
        if more < max(0.2, 6 * first):
            return
    pytest.fail(f"{first:.2f} s for 500, {more:.2f} s for 2,000")


def test_tables_within_tables_are_looked_at_once_each() -> None:
    page = PAGE % (PROSE + "支出80万元。", "<table><tr><td>1" * 20)
    began = time.process_time()
    read(page.encode(), name="a.html")
    assert time.process_time() - began < 1  # a million looks take four seconds


def test_blank_pages_ask_for_their_file_once_together() -> None:
    blank = pdfium.PdfDocument.new()
    for _ in range(400):
        blank.new_page(595, 842)
    stream = io.BytesIO()
    blank.save(stream)
    began = time.process_time()
    with pytest.raises(ReadError):
        read(stream.getvalue(), name="a.pdf")
    assert time.process_time() - began < 5  # asked anew for each page it takes fourteen seconds


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
