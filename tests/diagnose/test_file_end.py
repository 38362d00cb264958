"""A table at the foot of the last page whose rows lack something of their total accuses nobody."""

from decimal import Decimal

import pytest

from extractors.diagnose.file_end import cut_short, of_file_end, open_ended
from extractors.document.model import Cell, Document, Paragraph, Part, Table


def document(bottom: float, *after: Paragraph) -> Document:
    """Two pages of 800 points, the last table ending at `bottom` of the second, the first at 740 of its page."""
    boxes = [(1, (40.0, 720.0, 90.0, 740.0)), (2, (40.0, bottom - 20, 90.0, bottom))]
    tables = [
        Table([Cell(0, 0, "1", page=page, box=box)], 1, 1, "pdfium", index=page, parts=[Part(0, 1, page, ())])
        for page, box in boxes
    ]
    return Document([*tables, *after], "pdf", "application/pdf", 2, (800.0, 800.0))


@pytest.mark.parametrize(("bottom", "found"), [(735.0, 2), (600.0, None)])
def test_only_a_table_at_the_foot_may_go_on(bottom: float, found: int | None) -> None:
    assert open_ended(document(bottom)) == found


def test_a_line_below_the_table_ends_it() -> None:
    assert open_ended(document(735.0, Paragraph("填表人：", [(0, 2, None)]))) is None


def test_sums_that_lack_something_are_in_doubt_and_said_once() -> None:
    places = [{"table": 2, "row": row} for row in (1, 2)]
    check = {"left_places": places[:1], "right_places": places[1:], "doubt": None}
    short = check | {"left_value": Decimal(1), "right_value": Decimal(7)}
    more = check | {"left_value": Decimal(7), "right_value": Decimal(1)}
    doubts = of_file_end([short, more], 2)  # type: ignore[list-item]
    assert list(doubts) == [id(short)]
    (said,) = cut_short([short | {"doubt": doubts[id(short)]}, more])  # type: ignore[list-item]
    assert "may end before its end" in said.message
