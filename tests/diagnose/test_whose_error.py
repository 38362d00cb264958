"""Where nothing is left to doubt, nothing is doubted: a whole of 0 with its parts, a table whose errors are told."""

from decimal import Decimal
from typing import Any

import pytest

from extractors.check.rule import Side, equal
from extractors.diagnose import _without_needless_doubt
from extractors.diagnose.doubt import of_distance
from extractors.diagnose.model import OPEN, Finding
from extractors.diagnose.numbers import Numbers
from extractors.document.place import Place


@pytest.mark.parametrize(("whole", "sentences", "doubted"), [(0, "aaa", False), (0, "baa", True), (9, "aaa", True)])
def test_a_whole_of_nothing_whose_sentence_prints_its_parts_is_no_misunderstanding(
    whole: int, sentences: str, doubted: bool
) -> None:
    figures = [{"seq": seq, "sentence": said} for seq, said in enumerate(sentences, 1)]
    records: Any = {"figures": figures}
    parts = Side("货物 + 服务", "goods + services", Decimal(81_402_000), (Place(2, figure=2), Place(2, figure=3)))
    check = equal(
        "procurement_parts", "procurement_total 2031", parts, Side("总额", "", Decimal(whole), (Place(2, figure=1),))
    )
    assert bool(of_distance([Finding("sum", OPEN, (check,), "总额")], Numbers(records))) is doubted


@pytest.mark.parametrize(("now", "doubted"), [(220, False), (2200, True)])
def test_a_change_is_far_off_by_the_levels_that_it_is_one_of(now: int, doubted: bool) -> None:
    figures = [{"seq": seq, "value_yuan": Decimal(yuan), "sentence": "a"} for seq, yuan in ((1, now), (2, 200), (3, 3))]
    made = Side("本年数减上年数", "", Decimal(now - 200), (Place(2, figure=1), Place(2, figure=2)))
    check = equal("change_levels", "x", Side("增加额", "", Decimal(3), (Place(2, figure=3),)), made)
    records: Any = {"figures": figures}
    assert bool(of_distance([Finding("sum", OPEN, (check,), "增加额")], Numbers(records))) is doubted


@pytest.mark.parametrize(("told", "severity"), [((1, 1), "info"), ((1, None), "warning"), ((), "warning")])
def test_a_table_whose_failing_sums_are_all_told_is_not_doubted_too(
    told: tuple[int | None, ...], severity: str
) -> None:
    reading: Any = {"identity": "table_reading", "subject": "table 6", "status": "fail", "severity": "warning"}
    sums: Any = [
        {"identity": "table_total", "status": "fail", "finding": seq, "right_places": [{"table": 6}]} for seq in told
    ]
    assert _without_needless_doubt([reading, *sums])[0]["severity"] == severity
