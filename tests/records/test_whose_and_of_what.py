"""Whose an amount is and of which whole: parts across sentences, funds, units, brackets, what is told twice."""

import pytest
from told_figures import taken

from extractors.check.evaluation import evaluate
from schemas.tables import Row


def told(*lines: str) -> list[tuple[object, ...]]:
    """Measure, kind, number as printed (negative for a decrease), and whose where it is another body's."""
    return [
        (row["measure"], row["statement"], float(-row["value"] if row["direction"] == "decrease" else row["value"]))
        + ((row["unit_name"],) if row["unit_name"] else ())
        for row in sorted(taken(*lines), key=lambda row: (row["page"], row["seq"] or 0))
    ]


LEVEL, CHANGE = "level", "change"

SENTENCES: dict[str, tuple[tuple[str, ...], list[tuple[object, ...]]]] = {
    "parts of a fund in the next sentence": (
        ("一般公共预算财政拨款收入90万元，一般公共预算财政拨款支出90万元，比2030年减少2万元。其中：基本支出60万元，项目支出30万元。",),
        [("revenue_general_public", LEVEL, 90), ("expenditure_general_public", LEVEL, 90),
         ("expenditure_general_public", CHANGE, -2), ("general_public_basic", LEVEL, 60),
         ("general_public_project", LEVEL, 30)],
    ),
    "parts of a fund in brackets": (
        ("财政拨款支出预算90万元，其中：一般公共预算支出80万元（基本支出60万元，项目支出20万元），政府性基金支出10万元。",),
        [("expenditure_appropriation", LEVEL, 90), ("expenditure_general_public", LEVEL, 80),
         ("general_public_basic", LEVEL, 60), ("general_public_project", LEVEL, 20),
         ("expenditure_government_fund", LEVEL, 10)],
    ),
    "a total below the heading of a fund": (
        ("四、财政拨款收支情况", "支出预算总计80万元，全部用于购书。"),
        [("expenditure_appropriation", LEVEL, 80)],
    ),
    "a total that names its fund for short": (
        ("五、政府性基金预算财政拨款支出情况说明", "2031年财政拨款支出预算8万元。"),
        [("expenditure_government_fund", LEVEL, 8)],
    ),
    "a bare side that begins a clause and is compared": (
        ("支出预算90万元，其中：教育支出60万元，住房保障支出30万元；支出比2030年增加5万元。",),
        [("expenditure_total", LEVEL, 90), ("function_line", LEVEL, 60), ("function_line", LEVEL, 30),
         ("expenditure_total", CHANGE, 5)],
    ),
    "a kind of procurement told again of one fund": (
        ("政府采购预算总额90万元：政府采购货物预算60万元、政府采购服务预算30万元；"
         "其中一般公共预算拨款政府采购50万元：政府采购货物预算40万元、政府采购服务预算10万元。",),
        [("procurement_total", LEVEL, 90), ("procurement_goods", LEVEL, 60), ("procurement_services", LEVEL, 30),
         (None, LEVEL, 50), (None, LEVEL, 40), (None, LEVEL, 10)],
    ),
    "a part of an amount that nothing names": (
        ("对灯塔修缮项目开展评价，预算资金90万元，其中财政拨款80万元。",),
        [(None, LEVEL, 90), (None, LEVEL, 80)],
    ),
    "what a unit below has": (
        ("云岭县少儿图书馆2031年支出预算90万元，其中：基本支出60万元；项目支出30万元。",),
        [("expenditure_total", LEVEL, 90, "云岭县少儿图书馆"), ("expenditure_basic", LEVEL, 60, "云岭县少儿图书馆"),
         ("expenditure_project", LEVEL, 30, "云岭县少儿图书馆")],
    ),
    "all below the heading of a unit": (
        ("（二）县灯塔站（全额拨款）", "2031年预算支出90万元，其中基本支出60万元。", "项目支出30万元。"),
        [(None, LEVEL, 90, "县灯塔站"), ("expenditure_basic", LEVEL, 60, "县灯塔站"),
         ("expenditure_project", LEVEL, 30, "县灯塔站")],
    ),
    "a unit in a list of units says nothing of what follows": (
        ("（二）县灯塔站", "云岭县图书局2031年支出预算90万元。"),
        [("expenditure_total", LEVEL, 90)],
    ),
    "a list below a paragraph ends with the next of its kind": (
        ("三、支出预算", "（一）项目支出。项目支出预算60万元。其中：", "1.经营支出0元。", "（二）年终结转结余30万元。"),
        [("expenditure_project", LEVEL, 60), ("expenditure_operating", LEVEL, 0), ("carried_forward", LEVEL, 30)],
    ),
    "first and second": (
        ("一是基本支出60万元（人员经费50万元，公用经费10万元）；二是项目支出30万元。",),
        [("expenditure_basic", LEVEL, 60), ("expenditure_personnel", LEVEL, 50), ("expenditure_public", LEVEL, 10),
         ("expenditure_project", LEVEL, 30)],
    ),
    "what something has become": (
        ("基本支出由上年的55万元增加到60万元，增加5万元。",),
        [("expenditure_basic", LEVEL, 55), ("expenditure_basic", LEVEL, 60), ("expenditure_basic", CHANGE, 5)],
    ),
    "a list of lines over two sentences": (
        ("四、一般公共预算拨款支出", "项目支出预算43万元，其中：教育支出3万元，用于购书。农林水支出40万元，用于修缮。"),
        [("general_public_project", LEVEL, 43), ("function_line", LEVEL, 3), ("function_line", LEVEL, 40)],
    ),
    "funds with targets of the whole and of projects": (
        ("整体支出纳入绩效目标管理，涉及财政性资金90万元；5个项目纳入绩效目标管理，涉及财政性资金30万元。",),
        [("performance_funds_whole", LEVEL, 90), ("performance_funds", LEVEL, 30)],
    ),
    "the number of a page inside a sentence": (
        ("支出预算90万元，其中：教育支出—5—60万元，住房保障支出30万元。",),
        [("expenditure_total", LEVEL, 90), ("function_line", LEVEL, 60), ("function_line", LEVEL, 30)],
    ),
    "a name with the sign of less in it": (("少儿阅览室改造项目30万元。",), [("spending_item", LEVEL, 30)]),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), SENTENCES.values(), ids=SENTENCES)
def test_an_amount_is_of_the_whole_that_its_sentence_speaks_of(
    lines: tuple[str, ...], expected: list[tuple[object, ...]]
) -> None:
    found = [row for row in told(*lines) if row[1] != "count"]
    assert sorted(found, key=str) == sorted(expected, key=str)


def checks(*lines: str) -> dict[str, str]:
    """The status of each check of the prose that is no pass."""
    from decimal import Decimal

    rows: list[Row] = evaluate({"figures": taken(*lines)}, 2031, Decimal(50))
    return {check["identity"]: check["status"] for check in rows if check["status"] in ("fail", "reading_doubtful")}


def test_a_sum_of_one_list_accuses() -> None:
    assert checks("二、支出说明", "支出预算90万元，其中：基本支出60万元，项目支出31万元。") == {
        "expenditure_parts": "fail"
    }


def test_a_sum_put_together_from_several_places_is_doubted() -> None:
    lines = ("二、支出说明", "支出预算90万元。", "三、支出构成", "基本支出60万元。", "四、项目情况", "项目支出20万元。")
    assert checks(*lines) == {"expenditure_parts": "reading_doubtful"}


def test_a_sentence_of_which_several_amounts_differ_from_others_may_speak_of_something_else() -> None:
    lines = (
        "二、支出说明",
        "基本支出60万元，项目支出30万元。",
        "三、重点情况",
        "基本支出50万元，项目支出20万元。",
    )
    assert checks(*lines) == {"restated": "reading_doubtful"}


def test_one_amount_that_differs_from_another_accuses() -> None:
    assert checks("二、支出说明", "基本支出60万元。", "三、其他说明", "基本支出61万元。") == {"restated": "fail"}


def test_sources_that_make_the_other_funds_are_not_added_to_them() -> None:
    lines = (
        "二、收入预算",
        "收入预算100万元。",
        "（一）财政拨款收入80万元",
        "（二）其他资金收入20万元",
        "1.事业收入15万元。",
        "2.其他收入5万元。",
    )
    assert "revenue_parts" not in checks(*lines)


def test_a_product_is_read_with_its_price_and_worked_out_again() -> None:
    rent, staff = "灯塔租赁费210043元×12月=252.05万元。", "看守员3人×2万元=7万元。"
    assert [(row["label"], row["statement"], float(row["value"])) for row in taken(rent, staff)] == [
        ("灯塔租赁费", "price", 210043),
        ("灯塔租赁费", LEVEL, 252.05),
        ("看守员", "price", 2),
        ("看守员", LEVEL, 7),
    ]
    assert checks(rent) == {}
    assert checks(staff) == {"product": "fail"}


@pytest.mark.parametrize(("whole", "fails"), [(2364, False), (2370, True), (12, True)])
def test_large_amounts_without_decimals_are_rounded(whole: int, fails: bool) -> None:
    few = whole < 100
    line = (
        f"“三公”经费预算{whole}万元，其中：因公出国（境）费{1 if few else 12}万元，公务接待费{2 if few else 1356}万元，"
        f"公务用车购置及运行费{8 if few else 995}万元。"
    )
    assert ("three_public_parts" in checks(line)) == fails
    assert fails or not checks(line)


def test_lines_that_another_list_has_as_well_may_be_left_out_behind_wherein() -> None:
    found = checks(
        "一、支出预算",
        "支出预算90万元，其中：教育支出50万元，住房保障支出30万元，卫生健康支出10万元。",
        "二、一般公共预算支出",
        "一般公共预算支出90万元，其中：教育支出50万元，住房保障支出30万元。",
    )
    assert found == {"lines_total": "reading_doubtful"}


def test_lines_below_what_is_carried_over_are_of_the_fund() -> None:
    lines = (
        "七、政府性基金预算财政拨款支出情况说明",
        "政府性基金预算财政拨款支出80万元。年末结转和结余5万元。具体情况如下：",
        "其他支出（类）灯塔（款）80万元。",
    )
    assert [row["part_of"] for row in taken(*lines) if row["measure"] == "function_line"] == [
        "expenditure_government_fund"
    ]


def test_a_part_of_all_spending_is_no_item() -> None:
    rows = taken("对个人和家庭的补助（509）90万元，80万元，其中：人员经费60万元。")
    assert (rows[-1]["label"], rows[-1]["measure"]) == ("人员经费", None)


def test_a_whole_with_targets_has_the_parts_of_all_spending() -> None:
    rows = taken("纳入2031年部门整体支出绩效目标的金额为90万元，其中，基本支出60万元，项目支出30万元。")
    assert [row["measure"] for row in rows] == ["performance_funds_whole", "expenditure_basic", "expenditure_project"]


def test_what_an_amount_is_for_lists_no_other_amounts() -> None:
    assert "sentence_list" not in checks("公务用车运行费8万元，主要包括燃料费、维修费及其他费用；公务接待费16万元。")
    assert "sentence_list" not in checks("灯塔网经费8万元，以及包括灯塔节、灯塔展等内容的教育事业经费16万元。")


def test_what_was_spent_in_the_year_is_of_the_heading_above() -> None:
    rows = taken("1.因公出国（境）支出", "2031年全年支出5万元，比上年增加1万元，增长25%。")
    assert [row["measure"] for row in rows] == ["three_public_abroad"] * 3
