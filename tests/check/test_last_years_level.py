"""A sentence that tells last year's amount and this year's change does not contradict this year's amount."""

import as_text
import pytest


@pytest.mark.parametrize(
    ("sentences", "failed"),
    [
        (("“三公”经费预算6.20万元。", "三公经费总额上年9.30万元，减少3.10万元。"), 0),
        (("三公经费总额上年9.30万元，减少3.10万元。", "“三公”经费预算6.20万元。"), 0),
        # last year's amount kept where this year's should stand is an error
        (("“三公”经费预算6.20万元，比上年减少3.10万元。", "全年安排“三公”经费9.30万元。"), 1),
    ],
)
def test_an_amount_that_its_own_change_makes_the_other_is_last_years(sentences: tuple[str, ...], failed: int) -> None:
    checks = as_text.records(*sentences)["checks"]
    assert sum(one["identity"] == "restated" and one["status"] == "fail" for one in checks) == failed
