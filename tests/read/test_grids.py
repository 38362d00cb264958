"""Ruled tables: whatever divides a rectangle into cells comes back with the same cells, spans and texts."""

from dataclasses import replace

import pytest
from disclosed import Disclosed
from drawing import PAGE, Drawing, Drawn, drawn_pdf, edge, pdf, rule, write
from hypothesis import given
from hypothesis import strategies as st
from page_readers import Seen, as_read, both, seen
from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells

from extractors.document.model import Table
from extractors.document.troubles import ReadError
from extractors.pipeline import read_document as read
from extractors.read.pdf.content import Char, Line, PageContent
from extractors.read.pdf.crossings import tables_of_cells
from extractors.read.pdf.page import read_page


@st.composite
def drawings(draw: st.DrawFn, alphabet: str = "预算金额项目单位0123456789.") -> Drawing:
    """A grid of up to 6 × 6, its positions merged at random, its cells filled at random."""
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    xs = [40.0]
    for _ in range(columns):
        xs.append(xs[-1] + draw(st.integers(16, 80)))
    ys = [120.0]
    for _ in range(rows):
        ys.append(ys[-1] + draw(st.integers(14, 60)))
    free = {(r, c) for r in range(rows) for c in range(columns)}
    cells = []
    for r in range(rows):
        for c in range(columns):
            if (r, c) in free:
                wide = next((n for n in range(1, columns - c) if (r, c + n) not in free), columns - c)
                wide = draw(st.integers(1, wide))
                below = range(1, rows - r)
                high = next((n for n in below if any((r + n, c + m) not in free for m in range(wide))), rows - r)
                high = draw(st.integers(1, high))
                free -= {(r + n, c + m) for n in range(high) for m in range(wide)}
                cells.append(Drawn(r, c, high, wide))
    drawing = Drawing(xs, ys, cells)
    for cell in cells:
        most, lines = drawing.room(cell)
        text = st.text(alphabet, min_size=1, max_size=most)
        cell.lines = draw(st.lists(text, max_size=min(lines, 3)))
    return drawing


def expected(drawing: Drawing) -> Seen | None:
    """What a reader should see: grid positions at which no cell begins or ends do not exist.

    None for no table: boxes one above the other, or a form without a letter.
    """
    ys = sorted({edge for cell in drawing.cells for edge in (cell.row, cell.row + cell.row_span)})
    xs = sorted({edge for cell in drawing.cells for edge in (cell.col, cell.col + cell.col_span)})
    if len(xs) < 3 or not any(cell.lines for cell in drawing.cells):
        return None
    cells = [
        (
            ys.index(cell.row),
            xs.index(cell.col),
            ys.index(cell.row + cell.row_span) - ys.index(cell.row),
            xs.index(cell.col + cell.col_span) - xs.index(cell.col),
            cell.text,
        )
        for cell in drawing.cells
    ]
    return len(ys) - 1, len(xs) - 1, sorted(cells)


@given(drawings(), st.sampled_from([0.0, 0.4, 1.0]))
def test_a_table_of_any_spans_comes_back_cell_by_cell(drawing: Drawing, jitter: float) -> None:
    tables = [item for item in read_page(drawing.page(jitter)) if isinstance(item, Table)]
    wanted = expected(drawing)
    assert [seen(table) for table in tables] == ([wanted] if wanted else [])


@given(drawings())
def test_every_character_is_in_one_cell_or_one_line(drawing: Drawing) -> None:
    page = drawing.page()
    pieces = [
        "".join(cell.text for cell in item.cells) if isinstance(item, Table) else item.text for item in read_page(page)
    ]
    assert sorted("".join(pieces).replace("\n", "").replace(" ", "")) == sorted(char.text for char in page.chars)


@given(drawings())
def test_the_box_of_a_cell_is_where_it_was_drawn(drawing: Drawing) -> None:
    for item in read_page(drawing.page()):
        if isinstance(item, Table):
            assert sorted(cell.box for cell in item.cells if cell.box) == sorted(map(drawing.box, drawing.cells))


@given(drawings(), st.sampled_from([0.0, 0.4, 2.0]), st.sets(st.integers(0, 60), max_size=20))
def test_the_cells_of_any_rules_are_those_that_pdfplumber_finds(
    drawing: Drawing, jitter: float, left_out: set[int]
) -> None:
    rules = [rule for number, rule in enumerate(drawing.edges(jitter)) if number not in left_out]
    theirs = cells_to_tables(intersections_to_cells(edges_to_intersections(rules, 3, 3)))
    assert [sorted(table) for table in tables_of_cells(rules, 3)] == [sorted(table) for table in theirs]


def test_a_frame_around_text_is_no_table() -> None:
    frame = Drawing([40, 400], [100, 200], [Drawn(0, 0, 1, 1, ["云岭"])])
    assert [type(item) for item in read_page(frame.page())] == [Line]


def test_two_tables_and_the_line_between_them_are_read_from_top_to_bottom() -> None:
    upper = Drawing([40, 100, 200], [100, 140], [Drawn(0, 0, 1, 1, ["甲"]), Drawn(0, 1, 1, 1, ["1"])])
    middle = Drawing([40, 200], [200, 240], [Drawn(0, 0, 1, 1, ["说明"])])
    lower = replace(upper, ys=[300.0, 340.0])
    page = replace(
        upper.page(),
        chars=[*lower.chars(), *middle.chars(), *upper.chars()],
        edges=[*upper.edges(), *lower.edges(), edge(20, 250, 22, 250)],
    )
    assert [item.text if isinstance(item, Line) else item.rows for item in read_page(page)] == [1, "说明", 1]


@given(drawings(alphabet="ABCXYZ0123456789"))
def test_pdfium_and_pdfplumber_read_a_drawn_pdf_alike(drawing: Drawing) -> None:
    data = drawn_pdf(drawing, write(40, 60, "Plan 2031"), rule(300, 70, 420, 70))
    ours, theirs = both(data, 1)
    assert as_read(ours) == as_read(theirs)
    wanted = expected(drawing)
    assert as_read(ours)[0] == "Plan 2031"
    assert [item for item in as_read(ours) if not isinstance(item, str)] == ([wanted] if wanted else [])


def test_a_hyphen_at_the_end_of_a_line_is_printed() -> None:
    drawing = Drawing([40, 160, 260], [100, 140], [Drawn(0, 0, 1, 1, ["2031A-", "2033B"]), Drawn(0, 1, 1, 1, ["5.00"])])
    ours, theirs = both(drawn_pdf(drawing, write(40, 60, "Part A-"), write(40, 72, "B")), 1)
    assert as_read(ours) == as_read(theirs)
    assert as_read(ours)[-1] == (1, 2, [(0, 0, 1, 1, "2031A-\n2033B"), (0, 1, 1, 1, "5.00")])


def test_pdfium_and_pdfplumber_read_every_page_of_a_sample_alike(pdf_2021: Disclosed) -> None:
    for number in range(1, pdf_2021.document.pages + 1):
        ours, theirs = both(pdf_2021.data, number)
        assert as_read(ours) == as_read(theirs), f"page {number}"


def test_a_page_number_is_no_line_and_a_heading_is() -> None:
    data = pdf(write(40, 400, "Budget of a library") + write(290, 780, "- 7 -"))
    assert as_read(both(data, 1)[0]) == ["Budget of a library"]


def test_a_pdf_without_a_letter_is_a_scan() -> None:
    with pytest.raises(ReadError) as refusal:
        read(pdf(rule(40, 100, 400, 100), ""))
    assert refusal.value.error == "scanned_pdf"


def shifted(drawing: Drawing, across: float, down: float) -> Drawing:
    return Drawing([x + across for x in drawing.xs], [y + down for y in drawing.ys], drawing.cells)


def test_the_rules_of_a_table_are_not_moved_to_those_of_the_one_above_it() -> None:
    cells = [Drawn(row, col, 1, 1, ["x"]) for row in range(2) for col in range(2)]
    upper = Drawing([40.0, 140.0, 240.0], [100.0, 120.0, 140.0], cells)
    lower = shifted(upper, 2.0, 100.0)
    page = PageContent("drawn", 1, *PAGE, upper.chars() + lower.chars(), upper.edges() + lower.edges())
    tables = [item for item in read_page(page) if isinstance(item, Table)]
    assert [table.edges for table in tables] == [(40.0, 140.0, 240.0), (42.0, 142.0, 242.0)]


def test_a_column_without_any_rule_is_that_of_the_table_that_ends_the_page_before() -> None:
    cells = [Drawn(row, col, 1, 1, ["x"]) for row in range(2) for col in range(3)]
    drawing = Drawing([140.0, 240.0, 340.0, 440.0], [100.0, 120.0, 140.0], cells)
    label = [Char("标", 60.0, 115.0, 70.0, 125.0)]
    page = PageContent("drawn", 2, *PAGE, drawing.chars() + label, drawing.edges())
    (table,) = (item for item in read_page(page, (40.0, 140.0, 240.0, 340.0, 440.0)) if isinstance(item, Table))
    assert [[cell.text for cell in row] for row in table.grid] == [["标", "x", "x", "x"]] * 2
    assert table.edges[0] == 40.0
    other = read_page(page, (90.0, 140.0, 250.0, 340.0, 440.0))
    assert [item.columns for item in other if isinstance(item, Table)] == [3]
