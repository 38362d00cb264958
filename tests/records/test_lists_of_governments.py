"""What a government's report says once for a whole list, and how its names stand among words that say who decided."""

import pytest
from told_figures import taken

from extractors.identify.identity import Identity
from schemas.tables import Row

REPORT = Identity("", "云岭县", 2031, "government_budget", "government", None, None)
CHANGE_OF_PLAN = Identity("", "云岭县", 2031, "adjustment", "government", None, None)
REVENUE, SPENDING = "revenue_general_public", "expenditure_general_public"


def told(*lines: str, by: tuple[str, ...], of: Identity = REPORT) -> list[tuple[object, ...]]:
    """Some fields of the figures of a report, numbers as floats, in the order of their amounts."""
    rows: list[Row] = sorted(taken(*lines, identity=of), key=lambda row: float(row["value"]))
    return [tuple(float(row[field]) if field == "value" else row[field] for field in by) for row in rows]


def test_all_changes_of_a_list_are_against_what_it_began_with() -> None:
    line = (
        "与2031年执行数（县人大第一次会议批准，下同）相比，有以下变化。一是上级补助收入增加3万元。"
        "二是地方政府债务还本支出增加4万元、增加安排稳定调节基金5万元。三是年终结余增加6万元。"
    )
    assert told(line, by=("measure", "base", "base_year")) == [
        ("revenue_superior", "executed", 2031),
        ("debt_repaid", "executed", 2031),
        ("stabilisation_fund_added", "executed", 2031),
        ("year_end_balance", "executed", 2031),
    ]


def test_a_change_of_what_was_counted_is_of_the_same_year() -> None:
    line = "2031年，全县上解上级支出9万元，当年结转结余较执行数减少2万元。"
    assert told(line, by=("measure", "base", "base_year"))[0] == ("year_end_balance", "executed", 2031)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("税务局完成6万元，占预算8万元的75%。",
         [("level", 6.0, None), ("level", 8.0, "planned"), ("completion", 75.0, "planned")]),
        ("全县一般公共预算支出完成8万元，占调整及变动预算的84%。",
         [("level", 8.0, None), ("completion", 84.0, "adjusted")]),
        ("全县一般公共预算支出由年初的6万元，调整为8万元。", [("level", 6.0, "planned"), ("level", 8.0, "adjusted")]),
        ("县人大审议通过的全县一般公共预算支出8万元。", [("level", 8.0, "planned")]),
    ],
)  # fmt: skip
def test_a_plan_is_told_from_what_was_done(line: str, expected: list[tuple[str, float, str | None]]) -> None:
    rows = told(line, by=("measure", "statement", "value", "base"))
    assert [row[1:] for row in rows] == expected
    assert None not in {row[0] for row in rows}


def test_a_share_may_be_of_a_whole_whose_amount_it_states() -> None:
    line = "全县一般公共预算支出中13项民生相关支出合计4万元，占一般公共预算支出5万元的80%。"
    assert told(line, by=("measure", "statement", "part_of")) == [
        ("livelihood_spending", "level", None),
        (SPENDING, "level", None),
        ("livelihood_spending", "share", SPENDING),
    ]
    line = "税收收入9万元，税收收入在一般公共预算收入占比50.9%。"
    assert told(line, by=("measure", "statement", "part_of"))[1] == ("revenue_tax", "share", REVENUE)


def test_a_share_in_a_note_is_no_end_of_a_name() -> None:
    line = "主要税种完成情况：增值税（50%部分）22万元，比上年同期增长3%。"
    assert told(line, by=("measure", "label"))[:2] == [("revenue_item", "增值税"), ("revenue_item", "增值税")]


def test_what_changed_is_what_was_done_and_not_its_plan() -> None:
    line = "我县2031年一般公共预算收入计划9万元，2031年全县一般公共预算收入完成8万元，比上年增加2万元，增长33%。"
    assert told(line, by=("measure", "statement"))[0] == (REVENUE, "change")
    assert told(line, by=("measure", "statement"))[3] == (REVENUE, "percent")


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("自治区财政厅下达我县第二批新增政府一般债券资金", "bonds_new_general"),
        ("此次新增地方政府专项债券", "bonds_new_special"),
        ("提前批次下达新增地方政府债券", "bonds_new"),
        ("需调入预算稳定调节基金", "stabilisation_fund_used"),
        ("增减因素品迭后非税收入", "revenue_non_tax"),
        ("当年组织一般公共预算收入", REVENUE),
        ("中央及市级转移支付", "revenue_superior"),
        ("中央、省税收返还性收入", "tax_returns"),
        ("上解省市支出", "payments_up"),
        ("加新增一般债券收入、税收返还和转移支付补助、上年结转收入等", "named_together"),
        ("以及安排预算稳定调节基金、结转下年等", "named_together"),
        ("全县一般公共预算收入决算数总量", "revenue_general_public_total"),
        ("全县政府性基金预算收支决算本年结余", "year_end_balance"),
        ("债务余额严格控制在中央核定的限额", "government_debt_limit"),
        ("资源勘探工业信息事务支出", "function_line"),
    ],
)
def test_a_name_is_known_whoever_decided_and_however_it_is_added_up(name: str, measure: str) -> None:
    assert told(f"2031年，{name}9万元。", by=("measure",), of=REPORT) == [(measure,)]


def test_bonds_beside_others_are_none_of_their_kind() -> None:
    line = "发行政府债券9万元，其中：新增一般债券2万元，再融资债券3万元，专项债券4万元。"
    measures = ["bonds_new_general", "bonds_refinancing", None, "debt_received"]
    assert [measure for (measure,) in told(line, by=("measure",))] == measures


def test_the_lines_of_a_list_of_revenue_are_nothing_spent() -> None:
    lines = ("（一）一般转移支付收入（镇本级）", "1.生态补偿5万元。", "2.财政体制调整补贴9万元。")
    assert told(*lines, by=("measure",)) == [("revenue_item",), ("revenue_item",)]


def test_an_area_is_that_of_the_amounts_own_clause() -> None:
    line = "全省一般公共预算总收入9万元，总支出8万元；省级一般公共预算总收入7万元，总支出6万元。"
    assert [area for (area,) in told(line, by=("unit_name",))] == ["省级", "省级", "全省", "全省"]
    line = "1.收入执行情况：全县财政总收入9万元。一般公共预算收入5万元。"
    assert {area for (area,) in told("（一）县级预算", line, by=("unit_name",))} == {"全县"}


def test_a_paragraph_that_begins_with_its_parts_goes_on() -> None:
    lines = ("上半年，全县一般公共预算收入9万元。", "其中，税收收入5万元。")
    assert set(told(*lines, by=("unit_name", "period"))) == {("全县", "上半年")}


def test_a_part_of_the_year_is_of_the_amounts_behind_it() -> None:
    line = "2031年新增债券额度9万元，其中，上半年新增债券4万元。"
    assert told(line, by=("value", "period"), of=CHANGE_OF_PLAN) == [(4.0, "上半年"), (9.0, None)]


def test_a_part_by_its_tier_is_no_whole_of_the_next() -> None:
    line = "全省政府性基金预算收入9万元，其中：省本级收入2万元，市县级收入7万元。"
    assert told(line, by=("measure", "unit_name")) == [
        ("revenue_government_fund", "省本级"),
        ("revenue_government_fund", "市县级"),
        ("revenue_government_fund", "全省"),
    ]


def test_what_was_carried_out_and_what_has_a_share_may_be_named_again() -> None:
    line = (
        "2031年全县一般公共预算收入9万元，其中税收收入7万元，非税收入2万元。2031年一般公共预算收入完成年初预算的93%。"
    )
    assert told(line, by=("measure", "statement"))[3] == (REVENUE, "completion")
    line = "全县一般公共预算支出9万元，增长4%，其中民生支出增长5%，占一般公共预算支出80%。"
    assert told(line, by=("measure", "statement", "part_of"))[3] == ("livelihood_spending", "share", SPENDING)


def test_names_that_share_out_may_have_a_joint_within() -> None:
    line = "文化体育与传媒、住房保障支出分别增长4%和5%。"
    assert told(line, by=("label", "value")) == [("文化体育与传媒", 4.0), ("住房保障支出", 5.0)]


def test_a_total_with_what_goes_up_is_that_of_all_levels() -> None:
    line = "全市一般公共预算总收入9万元，其中：上划中央收入4万元；地方一般公共预算收入5万元。"
    assert [measure for (measure,) in told(line, by=("measure",))] == [
        "revenue_handed_up",
        REVENUE,
        "revenue_fiscal_total",
    ]


def test_a_part_of_a_year_in_a_title_is_none_of_the_amount() -> None:
    line = "上半年，全市一般公共预算收入9万元，为《关于1-5月收支情况的通报》核定数的60%。"
    assert {period for (period,) in told(line, by=("period",))} == {"上半年"}


def test_money_is_called_by_what_it_is_spent_on_where_nothing_else_is_told() -> None:
    line = "2031年，全县财政部门统筹资金9万元，支持老旧小区改造；下达补助资金5万元，支持农村危房改造。"
    assert told(line, by=("measure", "label")) == [
        ("spending_item", "农村危房改造"),
        ("spending_item", "老旧小区改造"),
    ]
    assert told("2031年，引导社会资金9万元，支持乡村建设。", by=("measure",)) == [(None,)]


def test_a_price_that_rose_is_a_price() -> None:
    line = "2031年，将基本公共卫生服务年人均补助标准由79元提高到84元。"
    assert told(line, by=("measure", "statement")) == [("unit_price", "price"), ("unit_price", "price")]


def test_what_was_paid_of_a_debt_is_told_by_its_principal_and_interest() -> None:
    line = "2031年，到期政府债务本金9万元、利息4万元，已按期支付。"
    assert told(line, by=("measure",)) == [("interest_paid",), ("debt_repaid",)]


def test_kinds_of_money_from_above_may_stand_among_what_has_measures() -> None:
    line = "全镇本级一般公共预算收入4万元，加上托底保障补助、结算补助、上年结转、动用预算稳定调节基金等9万元。"
    assert told(line, by=("measure", "unit_name")) == [(REVENUE, "全镇"), ("named_together", "全镇")]


def test_what_was_done_is_like_for_like_where_a_policy_is_taken_back() -> None:
    line = "全县还原留抵退税后累计完成一般公共预算收入9万元，税占比80%。"
    assert told(line, by=("measure", "base")) == [(REVENUE, "comparable"), ("revenue_tax", None)]


def test_what_a_part_by_its_tier_says_ends_with_its_clause() -> None:
    line = "全区收入预算总计调整为9万元，其中：区本级收入不变；转移性收入调整为7万元，主要是调增上级补助收入2万元。"
    assert told("（一）全区一般公共预算", line, by=("measure", "unit_name"), of=CHANGE_OF_PLAN) == [
        ("revenue_superior", "全区"),
        ("transfers_received", "全区"),
        ("revenue_general_public_total", "全区"),
    ]


def test_a_note_names_no_budget_of_a_total() -> None:
    line = "全国一般公共预算收入9万元。加上调入资金2万元（从政府性基金预算、国有资本经营预算调入），收入总量为11万元。"
    assert told(line, by=("measure",))[-1] == ("revenue_general_public_total",)


def test_a_cut_of_taxes_is_no_revenue_and_a_whole_year_no_part_of_it() -> None:
    line = "1-8月，减税政策减税2万元，预计最后4个月减收3万元，全年预计完成税收收入9万元。"
    assert told(line, by=("measure", "period")) == [(None, "1-8月"), (None, "1-8月"), ("revenue_tax", None)]


def test_what_was_expected_is_a_plan_and_what_a_change_makes_is_of_what_changed() -> None:
    line = "全县一般公共预算收入9万元，完成收入预期的97%，下降3%。"
    assert told(line, by=("measure", "statement")) == [
        (REVENUE, "percent"),
        (REVENUE, "level"),
        (REVENUE, "completion"),
    ]
    line = "全县一般公共预算支出9万元。相应结转下年减少1万元，为5万元。"
    assert told(line, by=("measure",))[:2] == [("carried_forward",), ("carried_forward",)]


def test_the_parts_of_what_is_counted_up_to_a_month_are_too() -> None:
    line = "4月，一般公共预算收入累计完成9万元。其中：税收收入8万元。"
    assert {period for (period,) in told(line, by=("period",))} == {"4月累计"}
