"""Standard budget tables: what is printed is what `budget_lines` say, and every layout is shown by a sample."""

from decimal import Decimal

import as_text
import golden
import pytest
from contexts import context
from contexts import text as document
from hypothesis import given
from hypothesis import strategies as st
from ruled import ruled

from extractors.check.evaluation import evaluate
from extractors.document.claims import Claims
from extractors.document.model import Document
from extractors.recognise.standard.words import label, row_name, title_kind
from extractors.records.standard.lines import joined
from extractors.records.standard.tables import extract
from schemas.standard import expected_set, table_sets, vocabulary
from schemas.tables import Row

YEAR = 2031
TITLE = "云岭县图书馆2031年部门预算\n\n"


def text(title: str, *rows: str, unit: str = "单位：万元") -> Claims:
    """What is found in one table of text; a cell ends at `|`."""
    width = max(row.count("|") for row in rows)
    lines = "\n".join(row.replace("|", "\t") + "\t" * (width - row.count("|")) for row in rows)
    return extract(document(f"{TITLE}{title}\n\n{unit}\n\n{lines}\n"), context(YEAR))


def lines(found: Claims) -> list[Row]:
    return found.rows.get("budget_lines", [])


def amounts(found: Claims, *columns: str) -> list[tuple[object, ...]]:
    """The lines with an amount: some of their columns and the amount in 万元."""
    return [
        (*(row[column] for column in columns), row["amount_yuan"] / 10_000)
        for row in lines(found)
        if row["amount_yuan"] is not None
    ]


@pytest.mark.parametrize("table_set", table_sets(), ids=lambda one: one.name)
def test_every_set_is_shown_by_a_sample_that_has_all_of_its_tables(table_set) -> None:  # type: ignore[no-untyped-def]
    paths = [path for path, layout in golden.samples().items() if layout == table_set.name]
    assert paths, f"no sample in tests/golden/{table_set.name}/"
    made = [golden.made(path) for path in paths]
    kinds = {table["kind"] for _, _, records in made for table in records["tables"]}
    assert kinds >= table_set.tables.keys() - {"procurement"}
    for _, common, _ in made:
        assert expected_set(common["region"], common["fiscal_year"], kinds) is not None


def test_every_kind_is_in_a_set_and_every_title_of_a_set_names_its_kind() -> None:
    shown = {kind for one in table_sets() for kind in one.tables}
    assert vocabulary().kinds.keys() <= shown
    for one in table_sets():
        for kind, title in one.tables.items():
            assert title_kind(title)[0] == (None if kind == "procurement" else kind)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("部门收支总体情况表", "revenue_expenditure"),
        ("2024年部门收入支出预算总表", "revenue_expenditure"),
        ("部门收入总体情况表", "revenue"),
        ("部门支出总体情况表", "expenditure"),
        ("财政拨款收支总体情况表", "appropriation"),
        ("一般公共预算支出情况表", "general_expenditure"),
        ("一般公共预算基本支出情况表（按经济科目）", "basic_expenditure"),
        ("一般公共预算“三公”经费支出情况表", "three_public"),
        ("政府性基金预算支出情况表", "government_fund"),
        ("国有资本经营预算支出情况表", "state_capital"),
        ("一般公共预算项目支出情况表", "project_expenditure"),
        ("预算01表 收支总表", "revenue_expenditure"),
        ("收支预算总表\n部门：云岭县图书馆 单位：万元", "revenue_expenditure"),
        ("政府采购支出预算表", None),
        ("项目支出绩效目标表", None),
        ("本表反映部门年度总体收支预算情况。", None),
        ("注：我单位无政府性基金支出预算", None),
    ],
)
def test_a_title_names_the_kind_of_a_table(title: str, kind: str | None) -> None:
    assert title_kind(title)[0] == kind


def test_blocks_side_by_side_have_sides_and_schemes_of_their_own() -> None:
    found = text(
        "收支预算总表",
        "收入||支出|||",
        "项目名称|金额|功能分类||支出用途|",
        "||功能科目名称|金额|项目名称|金额",
        "一、财政拨款|9.00|一、教育支出|7.50|一、基本支出|6.00",
        "二、其他资金|0.50|二、其他支出|2.00|二、项目支出|3.50",
        "收入合计|9.50|支出合计|||9.50",
    )
    assert amounts(found, "side", "scheme", "level", "name") == [
        ("revenue", "fund_source", 1, "一、财政拨款", 9),
        ("revenue", "fund_source", 1, "二、其他资金", Decimal("0.5")),
        ("revenue", "fund_source", 0, "收入合计", Decimal("9.5")),
        ("expenditure", "function", 1, "一、教育支出", Decimal("7.5")),
        ("expenditure", "function", 1, "二、其他支出", 2),
        ("expenditure", "other", 1, "一、基本支出", 6),
        ("expenditure", "other", 1, "二、项目支出", Decimal("3.5")),
        ("expenditure", "other", 0, "支出合计", Decimal("9.5")),
    ]


def test_a_code_in_three_cells_is_one_code_and_tells_the_level() -> None:
    found = text(
        "部门支出预算总表",
        "功能分类科目编码|||功能分类科目名称|合计|基本支出|项目支出",
        "类|款|项||||",
        "207|||文化旅游体育与传媒支出|300|100|200",
        "207|1||文化和旅游|300|100|200",
        "207|01|04|图书馆|300|100|200",
        "合计||||300|100|200",
        unit="单位：元",
    )
    assert [(row["code"], row["level"], row["role"]) for row in lines(found) if row["measure"] == "basic"] == [
        ("207", 1, "item"),
        ("20701", 2, "item"),
        ("2070104", 3, "item"),
        (None, 0, "total"),
    ]
    assert {row["amount_yuan"] for row in lines(found)} == {100, 200, 300}


def test_a_blank_amount_gives_no_line_and_a_line_of_blanks_gives_one_without_an_amount() -> None:
    found = text(
        "部门支出总表",
        "科目编码|科目名称|合计|基本支出|项目支出",
        "205|教育支出|5.00|5.00|",
        "206|科学技术支出|||",
        "229|其他支出|0|0|—",
    )
    assert [(row["code"], row["measure"], row["amount_yuan"]) for row in lines(found)] == [
        ("205", "total", 50_000),
        ("205", "basic", 50_000),
        ("206", None, None),
        ("229", "total", 0),
        ("229", "basic", 0),
    ]


def test_a_fund_and_what_stands_below_it_are_one_measure() -> None:
    found = text(
        "部门收入总表",
        "部门名称|合计|本年收入||||上年结转结余||",
        "||小计|一般公共预算|政府性基金预算|单位资金|小计|一般公共预算|单位资金",
        "云岭县图书馆|10|8|5|2|1|2|1.5|0.5",
    )
    assert [row["measure"] for row in lines(found)] == [
        "total",
        "total",
        "general",
        "government_fund",
        "unit_funds",
        "carried_over",
        "carried_over_general",
        "carried_over_unit_funds",
    ]


def test_columns_of_another_year_say_so_and_percentages_are_no_amounts() -> None:
    found = text(
        "一般公共预算支出表",
        "科目编码|科目名称|2030年执行数|2031年预算数|||比上年增减|",
        "||||基本支出|项目支出|增减额|增减%",
        "||||||",
        "205|教育支出|90|100|60|40|10|11.11",
    )
    *amounts, percent = lines(found)
    assert [(row["measure"], row["year"], int(row["amount_yuan"] / 10_000)) for row in amounts] == [
        ("executed", 2030, 90),
        ("total", 2031, 100),
        ("basic", 2031, 60),
        ("project", 2031, 40),
        ("change", 2031, 10),
    ]
    assert (percent["measure"], percent["amount_yuan"], percent["percent"]) == ("percent", None, Decimal("11.11"))


def test_an_amount_under_a_label_that_is_not_known_is_kept_under_it() -> None:
    found = text("支出预算表", "科目名称|合计|基本支出|应急储备", "教育支出|7|4|3")
    assert amounts(found, "measure", "column_label")[-1] == ("unlisted", "应急储备", 3)


def test_a_table_of_one_row_names_its_amounts_by_its_columns() -> None:
    found = text(
        "“三公”经费和机关运行经费预算表",
        "“三公”经费预算数||||||机关运行经费预算数",
        "合计|因公出国(境)费|公务接待费|公务用车购置及运行费|||",
        "|||小计|购置费|运行费|",
        "5.00||1.00|4.00||4.00|67.04",
    )
    assert amounts(found, "measure", "name") == [
        ("three_public_total", "“三公”经费预算数", 5),
        ("three_public_reception", "公务接待费", 1),
        ("three_public_vehicle", "公务用车购置及运行费", 4),
        ("three_public_vehicle_running", "运行费", 4),
        ("operating_cost", "机关运行经费预算数", Decimal("67.04")),
    ]


def test_lines_without_codes_nest_by_enumerator_and_indentation() -> None:
    found = text(
        "部门收支预算总表",
        "项目代码|预算收支项目|预算金额",
        "|预算收入|97.30",
        "1|一般公共预算拨款|97.30",
        "|其中：限额补助|",
        "|　　　非限额补助|90.30",
        "2|基金预算拨款|",
        "|预算支出|97.30",
        "1|基本支出|57.30",
        "|其中：人员经费|51.00",
        "2|项目支出|40.00",
    )
    assert [(row["side"], row["level"], row["of_which"], row["name"]) for row in lines(found)] == [
        ("revenue", 0, False, "预算收入"),
        ("revenue", 1, False, "一般公共预算拨款"),
        ("revenue", 2, True, "其中：限额补助"),
        ("revenue", 2, True, "非限额补助"),
        ("revenue", 1, False, "基金预算拨款"),
        ("expenditure", 0, False, "预算支出"),
        ("expenditure", 1, False, "基本支出"),
        ("expenditure", 2, True, "其中：人员经费"),
        ("expenditure", 1, False, "项目支出"),
    ]


def test_a_table_that_prints_no_unit_is_left_out_unless_its_total_is_another_tables() -> None:
    alone = text("支出预算表", "科目名称|合计|基本支出", "教育支出|7|7", unit="")
    assert not lines(alone)
    assert [trouble.error for trouble in alone.troubles] == ["no_money_unit"]
    first = "收支总表\n\n单位：万元\n\n收入\t\t支出\t\n项目\t金额\t项目\t金额\n一、事业收入\t7\t一、教育支出\t7\n"
    second = "支出预算表\n\n科目名称\t合计\t基本支出\n教育支出\t7\t7\n"
    found = extract(document(f"{TITLE}{first}\n{second}"), context(YEAR))
    assert {row["amount_yuan"] for row in lines(found)} == {70_000}


def test_a_frame_may_hold_the_end_of_one_table_and_the_whole_of_the_next() -> None:
    first = ruled(
        [["科目编码", "科目名称", "金额"], ["205", "教育支出", "9.00"]],
        "支出预算表",
        "单位：万元",
    )
    second = ruled(
        [
            ["20502", "普通教育", "9.00", "<"],
            ["政府性基金支出预算表", "<", "<", "<"],
            ["单位：万元", "<", "<", "<"],
            ["科目编码", "科目名称", "<", "金额"],
            ["229", "其他支出", "<", "2.00"],
        ]
    )
    first.edges, second.edges, second.index = (50, 100, 300, 400), (50, 101, 299, 330, 400), 2
    found = extract(Document([first, second], "pdf", "application/pdf", 2), context(YEAR))
    assert amounts(found, "table_kind", "table_no", "table_index", "code") == [
        ("expenditure", 1, 1, "205", 9),
        ("expenditure", 1, 2, "20502", 9),
        ("government_fund", 2, 2, "229", 2),
    ]
    assert (found.kinds[2], found.other_kinds) == ("government_fund", {2: ("expenditure",)})


def test_an_amount_that_is_merged_over_two_columns_is_of_neither() -> None:
    table = ruled(
        [["科目编码", "科目名称", "合计", "人员经费", "公用经费"], ["301", "工资福利支出", "8", "8", "<"]],
        "一般公共预算基本支出表",
        "单位：万元",
    )
    found = extract(Document([table], "pdf", "application/pdf", 1), context(YEAR))
    assert amounts(found, "measure", "column_label") == [
        ("total", "合计", 8),
        ("several", "人员经费+公用经费", 8),
    ]


@pytest.mark.parametrize(
    ("printed", "number"),
    [("2010.\n49 ", "2010.49"), ("674.0\n0", "674.00"), ("1,234,\n567", "1,234,567"), ("13,64\n9.07", "13,649.07")],
)
def test_a_number_that_a_narrow_column_broke_is_one_number(printed: str, number: str) -> None:
    assert joined(printed) == number


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_two_amounts_in_one_cell_are_never_put_together(first: int, second: int) -> None:
    assert "\n" in joined(f"{first / 100:.2f}\n{second / 100:.2f}")
    assert "\n" in joined(f"{first}\n{second}")


@pytest.mark.parametrize(
    ("printed", "meaning"),
    [
        ("基 本\n支出", "basic"),
        ("2031年预算数", "total"),
        ("其中：教育收费", "education_fees"),
        ("事业单位\n经营收入", "operating"),
        ("因公出国（境）费", "three_public_abroad"),
        ("对附属单\n位补助支出", "subsidies"),
        ("云岭", None),
    ],
)
def test_a_column_is_read_by_its_label(printed: str, meaning: str | None) -> None:
    assert label(printed).meaning == meaning


@pytest.mark.parametrize(
    ("printed", "role"),
    [
        ("合  计", "total"),
        ("收  入  总  计", "total"),
        ("本年收入合计", "current_total"),
        ("当年支出小计", "current_total"),
        ("人员经费合计", "subtotal"),
        ("用事业基金弥补收支差额", "carried"),
        ("年末结转和结余", "carried"),
        ("一、基本支出", "item"),
    ],
)
def test_a_line_is_a_total_or_carried_over_by_its_name(printed: str, role: str) -> None:
    assert row_name(printed).role == role


def test_a_table_with_prior_years_gives_each_amount_its_year_and_its_name() -> None:
    found = text(
        "一般公共预算“三公”经费支出表",
        "2030年预算数|||2031年预算数||",
        "合计|因公出国（境）费|公务接待费|合计|因公出国（境）费|公务接待费",
        "9|5|4|7|4|3",
    )
    assert amounts(found, "year", "measure", "name") == [
        (2030, "total", "合计", 9),
        (2030, "three_public_abroad", "因公出国（境）费", 5),
        (2030, "three_public_reception", "公务接待费", 4),
        (2031, "total", "合计", 7),
        (2031, "three_public_abroad", "因公出国（境）费", 4),
        (2031, "three_public_reception", "公务接待费", 3),
    ]


def test_parts_of_what_is_carried_over_are_no_parts_of_the_years_revenue() -> None:
    found = text(
        "财政拨款收支总表",
        "收入||支出||",
        "项目|预算数|项目|合计|一般公共预算财政拨款",
        "一、本年收入|90|一、本年支出|95|95",
        "（一）一般公共预算拨款|90|（一）教育支出|60|60",
        "二、上年结转|10|（二）科学技术支出|35|35",
        "（一）一般公共预算拨款|10|二、结转下年|5|5",
        "收入总计|100|支出总计|100|100",
    )
    checks = evaluate(found.rows, YEAR, Decimal(50), sums=found.sums)
    assert {check["status"] for check in checks} == {"exact"}
    assert sum(1 for check in checks if check["identity"] == "table_parent") == 4


def test_a_header_printed_again_goes_on_with_the_table_that_has_no_total_yet() -> None:
    header = [["科目编码", "科目名称", "金额"]]
    above = ("支出预算表", "单位：万元")
    first = ruled([*header, ["205", "教育支出", "9"]], *above)
    second = ruled([*header, ["206", "科学技术支出", "1"], ["", "合计", "10"]], *above)
    second.index = 2
    found = extract(Document([first, second], "pdf", "application/pdf", 2), context(YEAR))
    assert amounts(found, "table_no", "code") == [(1, "205", 9), (1, "206", 1), (1, None, 10)]


def test_the_money_unit_may_stand_in_the_columns_label() -> None:
    found = text("支出预算表", "科目名称|合计（万元）|基本支出（万元）", "教育支出|7|7", unit="")
    assert {row["amount_yuan"] for row in lines(found)} == {70_000}


def test_a_column_of_numbers_and_a_row_of_column_numbers_are_no_amounts() -> None:
    found = text(
        "收支总表",
        "序号|收入||支出|",
        "|项目|金额|项目|金额",
        "栏次|1|2|3|4",
        "1|一、一般公共预算拨款收入|675.82|一、一般公共服务支出|516.39",
        "2|二、单位资金收入||二、教育支出|159.43",
        "3|本年收入合计|675.82|本年支出合计|675.82",
    )
    assert amounts(found, "side", "name") == [
        ("revenue", "一、一般公共预算拨款收入", Decimal("675.82")),
        ("revenue", "本年收入合计", Decimal("675.82")),
        ("expenditure", "一、一般公共服务支出", Decimal("516.39")),
        ("expenditure", "二、教育支出", Decimal("159.43")),
        ("expenditure", "本年支出合计", Decimal("675.82")),
    ]


def test_a_code_in_the_names_cell_is_the_lines_code() -> None:
    found = text(
        "部门支出总体情况表", "项目|本年支出合计|基本支出", "[205]教育支出|9|9", "[20502]普通教育|9|9", "合计|9|9"
    )
    assert amounts(found, "code", "level", "name")[::2] == [
        ("205", 1, "教育支出", 9),
        ("20502", 2, "普通教育", 9),
        (None, 0, "合计", 9),
    ]


def test_a_project_that_begins_with_a_number_has_no_code() -> None:
    found = text("项目支出表", "项目名称|合计|一般公共预算", "120急救车更新|5|5", "236号仓修缮|4|4")
    assert amounts(found, "code", "name")[::2] == [(None, "120急救车更新", 5), (None, "236号仓修缮", 4)]


def test_a_code_whose_class_is_printed_once_above_is_put_together() -> None:
    found = text(
        "部门支出总表",
        "科目编码|||科目名称|总计|项目支出",
        "类|款|项|||",
        "201|||一般公共服务支出|10|10",
        "|03||政府办公厅|10|10",
        "||01|行政运行|10|10",
        "205|||教育支出|1|1",
        "|02||普通教育|1|1",
    )
    assert [row["code"] for row in lines(found)[::2]] == ["201", "20103", "2010301", "205", "20502"]


def test_the_code_of_a_department_is_no_subject_and_its_units_are_below_it() -> None:
    found = text(
        "收入总表",
        "部门（单位）代码|部门（单位）名称|合计|一般公共预算|事业收入",
        "|合计|10|8|2",
        "105|云岭县文化馆|10|8|2",
        "105001|云岭县文化馆本级|7|5|2",
        "105002|云岭县书画院|3|3|",
    )
    assert amounts(found, "code", "level", "measure")[::3][:3] == [
        (None, 0, "total", 10),
        ("105", 1, "total", 10),
        ("105001", 2, "total", 7),
    ]
    assert {check["status"] for check in evaluate(found.rows, YEAR, Decimal(50), sums=found.sums)} == {"exact"}


def test_the_items_of_a_three_public_table_are_known_under_their_other_names() -> None:
    found = text(
        "“三公”经费支出情况表",
        "项目|2030年预算数|2031年预算数|增减比例",
        "合计|7|6|-14.29%",
        "1、因公出国（境）费用|0|0|",
        "2、公务接待费|2|2|0",
        "3、公务用车费|5|4|-20",
        "其中：（1）公务用车运行维护费|5|4|",
        "（2）公务用车购置|0|0|",
    )
    checks = [
        c
        for c in evaluate(found.rows, YEAR, Decimal(50), sums=found.sums)
        if c["identity"] in ("table_total", "table_parent")
    ]
    assert [check["status"] for check in checks] == ["exact"] * 4


def test_a_code_that_is_no_subjects_is_part_of_no_class() -> None:
    """The line under `20130706` counts for the total, and its class 201 is not asked for."""
    found = text(
        "部门支出总表",
        "科目编码|科目名称|合计",
        "|合计|300",
        "213|农林水支出|100",
        "21301|农业|100",
        "20130706|对村集体经济组织的补助|200",
    )
    (check,) = [c for c in evaluate(found.rows, YEAR, Decimal(50), sums=found.sums) if c["identity"] == "table_total"]
    assert check["status"] == "exact"


def test_a_line_of_a_coded_table_without_a_code_only_groups() -> None:
    found = text(
        "一般公共预算基本支出表",
        "科目编码|科目名称|合计",
        "|合计|9",
        "302|日常公用经费合计|9",
        "|1、基础定额项目|7",
        "30201|（1）办公费|7",
        "|2、按规定比例计提项目|2",
        "30229|（1）福利费|2",
    )
    checks = evaluate(found.rows, YEAR, Decimal(50), sums=found.sums)
    assert {check["status"] for check in checks if check["identity"].startswith("table_")} == {"exact"}


def test_a_title_in_the_tables_first_cell_is_its_own_whatever_stands_below_and_above_it() -> None:
    table = ruled(
        [
            ["一般公共预算基本支出表\n公开06表\n云岭县苗圃 单位：万元", "<", "<"],
            ["科目编码", "科目名称", "合计"],
            ["301", "工资福利支出", "7.00"],
        ],
        "一般公共预算支出表",
    )
    found = extract(Document([table], "pdf", "application/pdf", pages=1), context(YEAR))
    assert {(row["table_kind"], row["table_title"]) for row in lines(found)} == {
        ("basic_expenditure", "一般公共预算基本支出表")
    }


def test_a_column_of_percentages_is_kept_beside_the_amounts_and_checked() -> None:
    table = as_text.table(
        "科目编码|科目名称|2016年执行数|2017年预算数|||2017年预算数比2016年执行数||",
        "|||小计|基本支出|项目支出|增减额|增减%|",
        "205|教育支出|80|100|60|40|20|25.00%|",
        "20502|普通教育|80|100|60|40|20|25.00|",
        "221|住房保障支出|20|10|10||-10|-51.00%|",
        "|合计|100|110|70|40|10|10.00%|",
    )
    records = as_text.records("一般公共预算支出表", "单位：万元", table)
    told = [(row["name"], row["amount_yuan"], row["percent"]) for row in records["budget_lines"]]
    assert [row for row in told if row[2] is not None] == [
        ("教育支出", None, 25),
        ("普通教育", None, 25),
        ("住房保障支出", None, -51),
        ("合计", None, 10),
    ]
    assert not [row for row in records["leftovers"] if row["kind"] == "number" and row["table_index"] is not None]
    checks = [check for check in records["checks"] if check["identity"] == "table_changes"]
    assert [check["status"] for check in checks].count("exact") == 7
    (failed,) = [check for check in checks if check["status"] == "fail"]
    assert (failed["left_value"], failed["right_value"]) == (-51, -50)


def test_a_slip_in_a_line_that_only_repeats_another_is_named() -> None:
    table = as_text.table(
        "单位名称|合计|一般公共预算拨款|政府性基金预算拨款|上年结转",
        "合计|61.75|48.75|5.10|8.00",
        "云岭县苗圃|61.75|48.75|5.00|8.00",
    )
    records = as_text.records("收入预算总表", "单位：万元", table)
    (finding,) = records["findings"]
    assert (finding["printed"], finding["proposed_value"]) == ("5.10", Decimal("5.00"))


@pytest.mark.parametrize("largest", ["90.00", "98.00"])
def test_a_table_without_a_unit_has_that_of_another_though_one_number_differs(largest: str) -> None:
    lines = ("育苗|40.00", "造林|32.50", "管护|17.50")
    first = as_text.table("事由|金额", "合计|90.00", *lines)
    second = as_text.table("事由|金额", f"合计|{largest}", *lines)
    records = as_text.records("支出总表", "单位：万元", first, "项目支出表", second)
    totals = [line["amount_yuan"] for line in records["budget_lines"] if line["role"] == "total"]
    assert totals == [900_000, Decimal(largest) * 10_000]


def test_a_part_may_grow_by_more_than_its_whole() -> None:
    table = as_text.table(
        "项目|2016年预算数|2017年预算数|增减额",
        "合计|9.00|8.00|-1.00",
        "公务用车购置及运行费|9.00|8.00|-1.00",
        "其中：公务用车运行费|4.00|8.00|4.00",
        "公务用车购置费|5.00||-5.00",
    )
    checks = as_text.records("“三公”经费预算表", "单位：万元", table)["checks"]
    found = [check for check in checks if check["identity"] == "table_of_which"]
    assert len(found) == 2, "of the years, not of the change"
    assert {check["status"] for check in found} == {"exact"}


def test_a_province_whose_words_are_in_no_file_is_read_and_proved() -> None:
    """Neither its title nor its labels are known: the kind is unlisted, amounts and structure are read all the same."""
    found = text(
        "岭北特区公帑一览表",
        "事由|公帑数||",
        "|总计|甲类款|乙类款",
        "合计|90.00|60.00|30.00",
        "育苗|50.00|30.00|20.00",
        "　温室|20.00|10.00|10.00",
        "　苗床|30.00|20.00|10.00",
        "造林|40.00|30.00|10.00",
        "　坡地|15.00|10.00|5.00",
        "　滩地|25.00|20.00|5.00",
    )
    rows = lines(found)
    assert {(row["table_kind"], row["table_title"]) for row in rows} == {("unlisted", "岭北特区公帑一览表")}
    assert {row["measure"] for row in rows} == {"total", "unlisted"}
    by_line = {row["line_no"]: row for row in rows}
    parents = {row["name"]: row["parent_line_no"] and by_line[row["parent_line_no"]]["name"] for row in rows}
    assert parents == {
        "合计": None,
        "育苗": None,
        "温室": "育苗",
        "苗床": "育苗",
        "造林": None,
        "坡地": "造林",
        "滩地": "造林",
    }
    (structure,) = found.structures.values()
    assert structure.rows and structure.columns and not structure.failed


def test_a_table_of_targets_is_no_table_of_amounts() -> None:
    assert not lines(text("指标表", "三级指标|指标值", "数量指标|90", "质量指标|95"))
    assert not lines(text("项目支出绩效目标表", "项目名称|金额", "育苗|9"))


def test_the_line_of_a_body_gives_its_code_and_name_to_the_lines_below_it() -> None:
    found = text(
        "一般公共预算支出明细表",
        "功能科目编码|功能科目名称|合计|人员经费支出|公用经费支出",
        "**|**|1|2|3",
        "|合计|9|6|3",
        "701001|云岭县图书馆|5|4|1",
        "207|文化旅游体育与传媒支出|5|4|1",
        "01|文化和旅游|5|4|1",
        "2070104|图书馆|5|4|1",
        "701002|云岭县文化馆|4|2|2",
        "207|文化旅游体育与传媒支出|4|2|2",
        "01|文化和旅游|4|2|2",
        "2070109|群众文化|4|2|2",
    )
    told = [(row["role"], row["unit_code"], row["code"]) for row in lines(found) if row["measure"] == "total"]
    assert told == [
        ("total", None, None),
        ("unit", "701001", None),
        ("item", "701001", "207"),
        ("item", "701001", "20701"),
        ("item", "701001", "2070104"),
        ("unit", "701002", None),
        ("item", "701002", "207"),
        ("item", "701002", "20701"),
        ("item", "701002", "2070109"),
    ]


def test_a_line_that_is_classified_three_times_keeps_all_its_codes() -> None:
    found = text(
        "支出总表",
        "支出功能分类科目|政府支出经济分类科目|部门支出经济分类科目|合计|基本支出",
        "2070104-图书馆|50101-工资奖金津补贴|30101-基本工资|5.123456|5.123456",
        "2070104-图书馆|50201-办公经费|30201-办公费|4|4",
        "合计|||9.123456|9.123456",
    )
    first = lines(found)[0]
    codes = ("code", "function_code", "government_economic_code", "economic_code")
    assert [first[column] for column in codes] == ["2070104", "2070104", "50101", "30101"]
    assert (first["name"], first["note"]) == ("图书馆", "50101-工资奖金津补贴；30101-基本工资")
    assert first["amount_yuan"] == Decimal("51234.56")


def test_final_accounts_have_kinds_of_their_own_and_line_numbers_are_no_amounts() -> None:
    found = text(
        "收入支出决算总表",
        "收入|||支出||",
        "项目|行次|决算数|项目|行次|决算数",
        "栏次||1|栏次||2",
        "一、一般公共预算财政拨款收入|1|80.00|一、文化旅游体育与传媒支出|6|70.00",
        "二、其他收入|2|10.00|二、住房保障支出|7|15.00",
        "本年收入合计|3|90.00|本年支出合计|8|85.00",
        "年初结转和结余|4|5.00|年末结转和结余|9|10.00",
        "总计|5|95.00|总计|10|95.00",
    )
    assert {(row["table_kind"], row["base"], row["measure"]) for row in lines(found)} == {
        ("final_revenue_expenditure", "final", "total")
    }
    assert [amount for *_, amount in amounts(found, "name")][:5] == [80, 10, 90, 5, 95]
    assert {row["role"] for row in lines(found)} == {"item", "current_total", "carried", "total"}
    verdicts = {one.verdict for one in found.sums}
    assert verdicts <= {"held", "trivial"}


def test_budget_and_accounts_side_by_side_are_told_apart() -> None:
    found = text(
        "一般公共预算财政拨款“三公”经费支出决算表",
        "预算数|||决算数||",
        "合计|因公出国（境）费|公务接待费|合计|因公出国（境）费|公务接待费",
        "1|2|3|4|5|6",
        "9.00|5.00|4.00|7.00|4.00|3.00",
    )
    assert [(base, amount) for base, _, amount in amounts(found, "base", "measure")] == [
        ("budget", 9),
        ("budget", 5),
        ("budget", 4),
        ("final", 7),
        ("final", 4),
        ("final", 3),
    ]


def test_a_number_that_cannot_be_read_makes_its_sums_not_checkable() -> None:
    found = text(
        "支出总表", "科目编码|科目名称|合计", "207|文化旅游体育与传媒支出|9#9", "212|城乡社区支出|10", "|合计|109"
    )
    checks = evaluate(found.rows, YEAR, Decimal(50), sums=found.sums)
    assert {check["status"] for check in checks if check["identity"] == "table_total"} <= {"not_checkable"}


def test_glyphs_that_a_columns_rule_cut_off_are_no_part_of_the_amount() -> None:
    found = text("收支总表", "支出||", "项目|预算数", "人员经费和公用经费支|出 2,022.39", "专项业务经费支出|1,000.00")
    assert [amount for *_, amount in amounts(found, "name")] == [Decimal("2022.39"), 1000]


def test_amounts_where_the_names_would_be_are_rows_of_another_table() -> None:
    """Below a table of two sides a head that nobody understood: its amounts had become names of lines."""
    first = [
        ["收入", "<", "支出", "<"],
        ["项目", "预算数", "项目", "预算数"],
        ["一般公共预算拨款收入", "30.00", "文化支出", "25.00"],
        ["其他收入", "5.00", "卫生支出", "10.00"],
        ["收入总计", "35.00", "支出总计", "35.00"],
    ]
    other = [["合计", "本年收入", "<", "<"], ["^", "小计", "拨款甲", "拨款乙"], ["35.00", "30.00", "24.00", "6.00"]]
    papers = Document([ruled(first, "收支预算总表", "单位：万元"), ruled(other)], "pdf", "application/pdf")
    for index, table in enumerate(papers.tables, start=1):
        table.index = index
    found = extract(papers, context(YEAR))
    names = {str(row["name"]) for row in lines(found)}
    assert "收入总计" in names
    assert not [name for name in names if name[0].isdigit()]
    assert found.kinds.get(2) != "revenue_expenditure"


def test_a_code_behind_its_name_is_the_lines_code() -> None:
    found = text(
        "一般公共预算支出表",
        "功能科目|合计|",
        "交通运输支出（214）|30.00|",
        "公路水路运输【21401】|30.00|",
        "行政运行（2140101）|20.00|",
        "公路养护-2140106|10.00|",
        "合计|30.00|",
    )
    assert amounts(found, "code", "name", "level") == [
        ("214", "交通运输支出", 1, 30),
        ("21401", "公路水路运输", 2, 30),
        ("2140101", "行政运行", 3, 20),
        ("2140106", "公路养护", 3, 10),
        (None, "合计", 0, 30),
    ]


def test_a_number_of_people_behind_a_name_is_no_code() -> None:
    rows = ("收入|金额|", "甲类人员经费（213）|20.00|", "乙类经费|10.00|", "合计|30.00|")
    assert ("甲类人员经费（213）", 20) in amounts(text("支出总表", *rows), "name")


def test_a_total_that_stands_in_the_column_of_numbers_is_the_total() -> None:
    found = text("部门支出总表", "序号|项目|合计|", "1|渡船更新|12.00|", "2|航标更换|8.00|", "合计||20.00|")
    assert amounts(found, "role", "name") == [("item", "渡船更新", 12), ("item", "航标更换", 8), ("total", "合计", 20)]
