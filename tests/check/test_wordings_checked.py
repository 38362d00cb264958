"""True statements in the wordings of many publishers fail no identity; one wrong number among them fails one."""

from decimal import Decimal

import pytest
from told_figures import YEAR, figures, final_account, taken

from extractors.check.evaluation import evaluate
from extractors.identify.identity import Identity
from schemas.tables import Row

UNIVERSITY = (
    "2031年收入总预算80万元，其中，本年收入60万元，使用非财政拨款结余5万元，上年结转15万元。"
    "2031年支出总预算80万元，其中，本年支出70万元，结转下年10万元。",
    "2031年收入预算80万元，其中：一般公共预算拨款收入30万元，占37.50%；事业收入20万元，占25.00%；其他收入10万元，"
    "占12.50%；使用非财政拨款结余5万元，占6.25%；上年结转15万元，占18.75%。",
    "2031年支出预算70万元，其中：基本支出50万元，占71.43%；项目支出20万元，占28.57%。",
    "2031年财政拨款收支总预算32万元。收入包括：一般公共预算拨款收入30万元、上年结转2万元；"
    "支出包括：教育支出31万元、住房保障支出1万元。",
)
FINAL_ACCOUNT = (
    "2031年度收入总计33万元，支出总计33万元，与上年相比，收、支总计各增加3万元，增长10%。",
    "本年收入合计31万元，其中：财政拨款收入30万元，占96.77%；其他收入1万元，占3.23%。",
    "年初结转和结余2万元。",
    "本年支出合计31万元，其中：基本支出21万元，占67.74%；项目支出10万元，占32.26%。年末结转和结余2万元。",
    "财政拨款支出年初预算为29万元，支出决算为28万元，占本年支出合计的90.32%。",
)
CARRIED_FORWARD = (
    "支出预算总计33万元，比上年增加3万元，增长10%。包括：",
    "1．文化（类）支出28万元，比上年增加2万元，增长7.69%。",
    "2．住房保障（类）支出3万元，比上年增加1万元，增长50%。",
    "3．结转下年资金预算数为2万元。",
)
UNLISTED = (  # parts that no measure is of stand in the list of the whole
    "收入预算80万元，其中：财政拨款50万元，事业收入20万元，灯塔门票款8万元，上年结转2万元。",
    "支出预算80万元，其中：教育支出60万元，农林水支出10万元，灯塔会议10万元。",
)
WITHOUT_UNIT = ("支出预算80万元，其中：教育支出60万元，占75%；农林水支出15万元，占18.75%；住房保障支出5，占6.25%。",)
NOTHING = ("政府性基金支出预算0万元，与上年相比增加0万元，增长0%。",)


def failing(rows: list[Row]) -> list[str]:
    checks = evaluate({"figures": rows}, YEAR, Decimal(50), ())
    return [check["identity"] for check in checks if check["status"] == "fail"]


@pytest.mark.parametrize("lines", [UNIVERSITY, CARRIED_FORWARD, UNLISTED, WITHOUT_UNIT, NOTHING])
def test_true_statements_fail_nothing(lines: tuple[str, ...]) -> None:
    assert failing(figures(*lines)) == []


def test_a_true_final_account_fails_nothing() -> None:
    assert failing(final_account(*FINAL_ACCOUNT)) == []


@pytest.mark.parametrize(
    ("lines", "true", "wrong", "identity"),
    [
        (UNIVERSITY, "本年收入60万元", "本年收入61万元", "revenue_years"),
        (UNIVERSITY, "结转下年10万元", "结转下年11万元", "expenditure_years"),
        (UNIVERSITY, "占25.00%", "占25.10%", "share_percent"),
        (UNIVERSITY, "住房保障支出1万元", "住房保障支出2万元", "lines_total"),
        (
            CARRIED_FORWARD,
            "住房保障（类）支出3万元，比上年增加1万元，增长50%",
            "住房保障（类）支出4万元",
            "lines_total",
        ),
        (CARRIED_FORWARD, "增长7.69%", "增长7.96%", "change_percent"),
    ],
)
def test_a_wrong_number_fails_its_identity_once(lines: tuple[str, ...], true: str, wrong: str, identity: str) -> None:
    planted = "\n".join(lines).replace(true, wrong, 1).split("\n")
    assert failing(figures(*planted)) == [identity]


def test_a_change_by_like_rules_is_not_held_against_levels_that_are_not() -> None:
    lines = (
        "2031年度全县“三公”经费支出为40万元，与上年相比减少15万元，下降27.27%。",
        "如果剔除这一因素，2031年度全县“三公”经费仍然减少了10万元，下降了18.18%。",  # of last year's 55
    )
    told = taken(*lines, identity=Identity("", None, YEAR, "final_accounts", None, None, None))
    assert [row["base"] for row in told].count("comparable") == 2
    assert "change_percent" not in failing(told)
