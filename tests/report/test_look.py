"""`yusuan look`: the picture of a page shows what was read there."""

from pathlib import Path

import pytest
from disclosed import Disclosed
from PIL import Image

from flows.report.look import draw_page

JOINED, TITLE = (130, 60, 170), (200, 30, 30)


def colors(path: Path) -> set[object]:
    with Image.open(path) as image:
        return {color for _, color in image.getcolors(1 << 24) or []}


def test_a_table_is_drawn_with_its_title_and_the_page_says_where_it_was_joined(
    pdf_2020: Disclosed, tmp_path: Path
) -> None:
    table = next(table for table in pdf_2020.records["tables"] if table["first_page"] < table["last_page"])
    first = draw_page(pdf_2020.path, table["first_page"], pdf_2020.records, tmp_path / "first.png")
    assert f"table {table['table_index']} {table['kind']} ({table['title']})" in first
    assert TITLE in colors(tmp_path / "first.png")
    draw_page(pdf_2020.path, table["last_page"], pdf_2020.records, tmp_path / "last.png")
    assert JOINED in colors(tmp_path / "last.png")


def test_a_page_that_is_not_there_is_said_to_be_missing(pdf_2020: Disclosed, tmp_path: Path) -> None:
    with pytest.raises(IndexError, match=r"no page 999"):
        draw_page(pdf_2020.path, 999, pdf_2020.records, tmp_path / "none.png")
    assert not list(tmp_path.iterdir())
