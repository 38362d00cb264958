"""What a final account says of its plan is checked against the amounts of its own sentence."""

from decimal import Decimal

import pytest
from told_figures import taken

from extractors.check.evaluation import evaluate
from extractors.identify.identity import Identity

SPENT = Identity("", "云岭县图书局", 2031, "final_accounts", "department", None, None)
LIBRARIES = "文化旅游体育与传媒支出（类）文化和旅游（款）图书馆（项）。"


def judged(sentence: str) -> list[tuple[str, str, str]]:
    """Rule, status and severity of each check of a plan, of a sentence on libraries."""
    rows = taken(LIBRARIES + sentence, identity=SPENT)
    checks = evaluate({"figures": rows}, 2031, Decimal(50), ())
    return [
        (check["identity"].removeprefix("completion_"), check["status"], check["severity"])
        for check in checks
        if check["identity"].startswith("completion") or check["status"] == "fail"
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("年初预算为40万元，支出决算为42万元，完成年初预算的105%。", [("percent", "exact", "error")]),
        ("年初预算为40万元，支出决算为42万元，完成年初预算的110%。", [("percent", "fail", "error")]),
        ("全年预算数40万元，执行数40万元，完成预算的35%。", [("percent", "fail", "error")]),
        # what unrounded amounts can make of it
        ("年初预算为0.33万元，支出决算为0.10万元，完成预算的30.50%。", [("percent", "rounding", "error")]),
        ("年初预算为0万元，支出决算为25万元，完成年初预算的120%。", [("percent", "fail", "warning")]),
        ("年初预算为0万元，支出决算为0万元，完成年初预算的100%。", []),
        # the plan that its words name, and none that the sentence does not state
        ("年初预算为40万元，调整预算数50万元，支出决算为45万元，完成调整预算的90%。", [("percent", "exact", "error")]),
        ("年初预算为40万元，全年预算数50万元，决算45万元，完成年初预算的112.5%。", [("percent", "exact", "error")]),
        ("年初预算为40万元，支出决算为45万元，完成调整预算的90%。", []),
        ("年初预算为40万元，调整预算数50万元，支出决算为45万元，完成预算的90%。", []),
        (
            "年初预算为40万元，支出决算为42万元，完成年初预算的105%，决算数较年初预算增加2万元，增长5%。",
            [("percent", "exact", "error"), ("change", "exact", "error"), ("change", "exact", "error")],
        ),
        (  # one slip is one failure: the percentage is of the change that is printed
            "年初预算为40万元，支出决算为42万元，决算数较年初预算增加4万元，增长10%。",
            [("change", "fail", "error"), ("change", "exact", "error")],
        ),
    ],
)
def test_a_rate_or_change_is_of_the_plan_and_the_spending_of_its_sentence(
    sentence: str, expected: list[tuple[str, str, str]]
) -> None:
    assert judged(sentence) == expected


def test_a_plan_and_what_it_was_adjusted_to_are_not_one_figure_stated_twice() -> None:
    rows = taken(LIBRARIES + "年初预算为40万元，调整预算数50万元，支出决算为45万元。", identity=SPENT)
    assert [(row["measure"], row["base"], row["value"]) for row in rows] == [
        ("function_line", None, Decimal(45)),
        ("function_line", "planned", Decimal(40)),
        ("function_line", "adjusted", Decimal(50)),
    ]
