"""What a sentence lists as parts of an amount makes it, where it names all of them, and is never more."""

from decimal import Decimal

import pytest
from told_figures import SAID, YEAR, taken

from extractors.check.evaluation import evaluate
from schemas.tables import Row

ALL = "本馆机关运行经费9.50万元，其中：邮电费1.20万元、差旅费0.80万元、公务用车运行维护费及其他费用7.5万元。"
SOME = "本馆巡展经费9.50万元，主要包括：运输费4.20万元，用于租车；布展费3.10万元，用于搭台。"
BLANKS = "本馆机关运行经费9.50万元，其中：邮电费1.20万元、会议费0.00万元、培训费0.00万元、差旅费8.30万元。"
WITH_CHANGES = (
    "对事业单位经常性补助（505）9.50万元,其中：人员经费6.00万元,较上年增加0.5万元，属正常变化;公用经费1.50万元,"
    "较上年减少0.2万元，属正常变化;专项业务经费2.00万元,较上年增加1万元，主要原因是新馆开放。"
)
OF_PARTS = "支出9.50万元，其中：基本支出6.00万元，人员支出5.00万元，公用经费支出1.00万元，项目支出3.50万元。"
TWO = "本年收入9.50万元，其中：财政拨款6.00万元、其他收入3.50万元，较上年减少1万元，下降9.5%；本年支出9.50万元。"

ALIKE = "书库批复总投资61.80万元，其中省级资金30.90万元，县级资金30.90万元，2031年下达61.80万元。"
"""Two equal parts make their whole; the amount behind them is none that they are parts of."""


def listed(sentence: str) -> list[Row]:
    """The checks of the lists of a sentence."""
    checks = evaluate({"figures": taken(sentence, identity=SAID)}, YEAR, Decimal(50), ())
    return [check for check in checks if check["identity"] == "sentence_list"]


@pytest.mark.parametrize("sentence", [ALL, SOME, BLANKS, WITH_CHANGES, OF_PARTS, TWO, ALIKE])
def test_a_true_list_holds(sentence: str) -> None:
    assert [check["status"] for check in listed(sentence)] == ["exact"]


@pytest.mark.parametrize(
    ("sentence", "true", "wrong"),
    [
        (ALL, "差旅费0.80", "差旅费0.30"),
        (ALL, "经费9.50", "经费9.80"),
        (WITH_CHANGES, "公用经费1.50", "公用经费1.10"),
        (WITH_CHANGES, "（505）9.50", "（505）8.50"),
        (OF_PARTS, "项目支出3.50", "项目支出3.10"),
        (TWO, "财政拨款6.00万", "财政拨款5.00万"),
    ],
)
def test_a_list_that_names_all_makes_its_amount(sentence: str, true: str, wrong: str) -> None:
    assert [check["status"] for check in listed(sentence.replace(true, wrong))] == ["fail"]


def test_a_list_that_prints_nothings_is_taken_to_name_all_and_warns() -> None:
    (check,) = listed(BLANKS.replace("差旅费8.30", "差旅费8.10"))
    assert (check["status"], check["severity"]) == ("fail", "warning")


def test_a_list_of_some_parts_may_be_less_and_never_more() -> None:
    assert [check["status"] for check in listed(SOME.replace("布展费3.10", "布展费1.30"))] == ["exact"]
    assert [check["status"] for check in listed(SOME.replace("运输费4.20", "运输费42.00"))] == ["fail"]


def test_a_list_in_brackets_ends_with_them() -> None:
    sentence = "甲馆总投资33.7万元（其中书架32.9万元），乙馆总投资20.6万元（其中书架19.7万元），合计54.3万元。"
    assert [check["status"] for check in listed(sentence)] == ["exact", "exact"]


def test_what_stands_behind_a_semicolon_is_no_part_of_the_last_amount() -> None:
    assert listed("货物5万元、服务9万元；其中一般公共预算拨款的采购12万元。") == []


def test_a_list_that_another_rule_adds_up_too_is_told_once() -> None:
    bought = (
        "政府采购预算总额9.50万元，其中：政府采购货物预算6.00万元、政府采购工程预算0.50万元、政府采购服务预算2.00万元。"
    )
    figures = [figure | {"seq": number} for number, figure in enumerate(taken(bought, identity=SAID), start=1)]
    checks = evaluate({"figures": figures}, YEAR, Decimal(50), ())
    assert [check["identity"] for check in checks if check["status"] == "fail"] == ["procurement_parts"]
