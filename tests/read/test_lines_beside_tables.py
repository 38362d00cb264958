"""Lines of a page that stand beside a table, in no cell of it."""

from drawing import edge

from extractors.document.model import Table
from extractors.read.pdf.content import Char, PageContent
from extractors.read.pdf.page import read_page


def read(*words: tuple[float, float, str]) -> list[str]:
    """What a page shows from top to bottom, a table as its first text: its first row has a cell at the left alone."""
    levels, sides = (100.0, 130.0, 160.0, 190.0), (40.0, 200.0, 360.0)
    rules = [edge(sides[0], y, sides[1] if y == levels[0] else sides[2], y) for y in levels]
    rules += [edge(x, levels[1] if x == sides[2] else levels[0], x, levels[-1]) for x in sides]
    chars = [
        Char(letter, x + 10 * n, top, x + 10 * n + 10, top + 10)
        for x, top, text in words
        for n, letter in enumerate(text)
    ]
    items = read_page(PageContent("pdfium", 1, 400, 800, chars, rules))
    return [item.cells[0].text if isinstance(item, Table) else item.text for item in items]


def test_a_line_in_a_gap_of_a_first_row_stands_above_its_table() -> None:
    cells = [(50.0, 140.0, "渡口"), (210.0, 140.0, "3.00"), (50.0, 170.0, "航标"), (210.0, 170.0, "4.00")]
    body, unit, note = (50.0, 110.0, "航道中心"), (250.0, 110.0, "单位：万元"), (50.0, 220.0, "注：无")
    assert read(body, unit, *cells, note) == ["单位：万元", "航道中心", "注：无"]
