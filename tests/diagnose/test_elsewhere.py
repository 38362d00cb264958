"""A sum whose difference is printed elsewhere in its table is our reading's doubt, not the publisher's error."""

from decimal import Decimal
from typing import Any

import pytest

from extractors.diagnose.elsewhere import of_elsewhere, parted
from extractors.diagnose.numbers import Numbers
from extractors.document.model import Cell, Document, Paragraph, Part, Table
from extractors.document.place import Place
from schemas.tables import Row, RowsByTable

TOTAL = ("合计", "90.00", "60.00", "30.00")
LINES = (TOTAL, ("水库管护", "50.00", "40.00", "10.00"), ("渠道清淤", "40.00", "20.00", "20.00"))


def read(*rows: tuple[str, ...], engine: str = "pdfium", below: bool = True) -> RowsByTable:
    """A table in yuan whose first line is the sum of the others, or of none that was found."""
    cells = [
        {"table_index": 1, "row": r, "col": c, "row_span": 1, "text": text, "header": False, "page": 4, "line": None,
         "x0": 0.0, "top": 0.0, "x1": 9.0, "bottom": 9.0}
        for r, row in enumerate(rows) for c, text in enumerate(row)
    ]  # fmt: skip
    lines = [
        {"table_index": 1, "table_no": 1, "row_index": r, "line_no": r, "parent_line_no": 0 if r and below else None,
         "role": "item" if r else "total"}
        for r in range(len(rows))
    ]  # fmt: skip
    tables = [{"table_index": 1, "unit_printed": "元", "unit_proof": None, "engine": engine}]
    return {"cells": cells, "budget_lines": lines, "tables": tables}


def short_of(column: int, off: str, *parts: int) -> Row:
    """A sum of rows that is off by so much in a column."""
    left = [Place(4, table=1, row=row, column=column).data() for row in parts]
    right = [Place(4, table=1, row=0, column=column).data()]
    sides = {"left_places": left, "right_places": right}
    return {"identity": "table_total", "difference": Decimal(off), "tolerance": Decimal(0), **sides}


def doubts(records: Any, check: Any, pairs: frozenset[tuple[int, int]] = frozenset()) -> str | None:
    """The reason for which the check is in doubt."""
    return of_elsewhere([check], Numbers(records), records, pairs).get(id(check))


SLIPPED = (TOTAL, LINES[1], ("渠道清淤", "40.00", "40.00", ""))
"""20.00 of the second line stands a column further left."""


def test_what_one_column_lacks_may_have_slipped_into_the_next() -> None:
    assert "another column" in (doubts(read(*SLIPPED), short_of(3, "-20", 1)) or "")
    assert "another column" in (doubts(read(*SLIPPED), short_of(2, "20", 1, 2)) or "")
    rounded = short_of(3, "-20.01", 1)
    assert doubts(read(*SLIPPED), rounded) is None
    assert "another column" in (doubts(read(*SLIPPED), rounded | {"tolerance": Decimal("0.01")}) or "")


def test_a_reader_that_is_told_the_columns_does_not_mistake_them() -> None:
    assert doubts(read(*SLIPPED, engine="excel"), short_of(3, "-20", 1)) is None


def test_a_line_that_no_sum_counts_may_be_the_one_that_is_lacking() -> None:
    apart = read(*LINES, below=False)
    assert "not counted" in (doubts(apart, short_of(1, "-40", 1)) or "")
    assert doubts(apart, short_of(1, "-39", 1)) is None
    assert doubts(apart, short_of(1, "40", 1)) is None, "a line too few makes no sum too large"


@pytest.mark.parametrize(("row", "text"), [(2, "1.00 7.00"), (5, "20.00")])
def test_a_number_that_was_not_read_may_be_what_is_lacking(row: int, text: str) -> None:
    left = {"table_index": 1, "row_index": row, "kind": "number", "text": text}
    assert "not read" in (doubts(read(*LINES) | {"leftovers": [left]}, short_of(1, "-20", 1, 2)) or "")


def test_a_table_whose_next_part_was_not_joined_may_lack_that() -> None:
    check = short_of(1, "-7", 1, 2)
    assert "page break" in (doubts(read(*LINES), check, frozenset({(1, 2)})) or "")
    assert doubts(read(*LINES), check, frozenset({(2, 3)})) is None


def test_a_table_behind_the_break_that_has_its_own_total_is_another() -> None:
    records = read(*LINES)
    other = {"table_index": 2, "table_no": 2, "row_index": 0, "line_no": 0, "parent_line_no": None, "role": "total"}
    records["budget_lines"].append(other)
    assert doubts(records, short_of(1, "-7", 1, 2), frozenset({(1, 2)})) is None


def test_only_tables_with_no_word_between_them_may_be_one() -> None:
    one, two, three = (
        Table([Cell(0, 0, "1", page=page)], 1, 1, "pdfium", index=page, parts=[Part(0, 1, page, ())])
        for page in (1, 2, 3)
    )
    blocks = [one, Paragraph("— 1 —", [(0, 1, None)]), two, Paragraph("收入表", [(0, 3, None)]), three]
    assert parted(Document(blocks, "pdf", "application/pdf", 3)) == {(1, 2)}
    assert parted(Document([one, three], "pdf", "application/pdf", 3)) == set(), "a page lies between them"


def unread_lines(*texts: str, page: int) -> list[Row]:
    """Lines that no table holds, and no record took."""
    return [
        {"kind": "line", "text": text, "page": page, "table_index": None, "row_index": None, "reason": "prose"}
        for text in texts
    ]


def test_rows_that_no_table_holds_may_be_the_ones_that_are_lacking() -> None:
    short = short_of(1, "-40", 1)
    records = read(*LINES[:2])
    assert doubts(records, short) is None
    assert "beside" in (
        doubts({**records, "leftovers": unread_lines("渠道清淤40.00 20.00 20.00", page=4)}, short) or ""
    )
    behind = unread_lines("渠道清淤25.00 20.00 5.00", "涵闸15.00", page=5)
    assert "page break" in (doubts({**records, "leftovers": behind}, short) or "")


def test_a_number_within_a_name_that_wraps_may_be_the_one_that_is_lacking() -> None:
    assert "not read" in (doubts(read(*LINES[:2], ("渠道\n40.00\n清淤", "", "")), short_of(1, "-40", 1)) or "")


def test_a_subject_that_ends_a_page_may_be_broken_down_on_the_next() -> None:
    place = Place(4, table=1, row=2, column=0).data()
    bare = {"identity": "table_levels", "difference": Decimal(40), "left_places": [place], "right_places": []}
    assert "page break" in (doubts(read(*LINES), bare, frozenset({(1, 2)})) or "")
    assert doubts(read(*LINES), bare) is None


def test_a_table_may_go_on_below_the_lines_and_the_head_that_stand_above_it_printed_again() -> None:
    def table(page: int, index: int) -> Table:
        cells = [Cell(0, 0, "事由", page=page), Cell(0, 1, "共需", page=page)]
        return Table(cells, 1, 2, "pdfium", index=index, parts=[Part(0, 1, page, ())])

    def line(text: str, page: int) -> Paragraph:
        return Paragraph(text, [(0, page, None)])

    first, second = (
        [line("出款表", 4), line("单位：元", 4), table(4, 1)],
        [line("出款表", 5), line("共需", 5), table(5, 2)],
    )
    assert parted(Document([*first, *second], "pdf", "application/pdf")) == {(1, 2)}
    assert not parted(Document([*first, line("进款表", 5), *second], "pdf", "application/pdf"))
