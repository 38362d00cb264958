"""What stands in a leftover may look like a number and be none, as where a byte of the file was changed."""

from decimal import Decimal
from typing import Any

from extractors.diagnose import elsewhere


class Units:
    def unit(self, table: int) -> Decimal:
        return Decimal(1)


def test_a_leftover_that_is_no_number_ends_no_diagnosis() -> None:
    rests = [{"kind": "number", "table_index": 1, "row_index": 2, "text": text} for text in ("3,7.3", "1,204.50")]
    records: Any = {"cells": (), "leftovers": rests}
    units: Any = Units()
    assert elsewhere._unread(records, units) == [((1, 2), Decimal("1204.50"))]
