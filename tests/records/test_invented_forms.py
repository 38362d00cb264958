"""Standard tables of forms that no file of words knows: read, every amount under its line, proved by their own sums."""

from decimal import Decimal

import pytest
from contexts import context
from ruled import ruled

from extractors.document.claims import Claims
from extractors.document.model import Document
from extractors.records.standard.tables import extract
from schemas.tables import Row

YEAR = 2031


def read(*tables: tuple[str, list[str]], unit: str = "单位：万元") -> Claims:
    """What is found in ruled tables, each with its title and rows; `<` goes on with the cell to the left, `^` above."""
    made = []
    for index, (title, rows) in enumerate(tables):
        table = ruled([row.split("|") for row in rows], *([title, unit] if title else []))
        table.index = index
        made.append(table)
    return extract(Document(made, "pdf", "application/pdf", pages=1), context(YEAR))


def lines(found: Claims) -> list[Row]:
    return [row for row in found.rows["budget_lines"] if row["amount_yuan"] is not None or row["percent"] is not None]


def parents(found: Claims) -> list[tuple[str, str | None]]:
    """The name of each line, with that of the line that it is part of."""
    names = {row["line_no"]: row["name"] for row in found.rows["budget_lines"]}
    own = {row["line_no"]: row["parent_line_no"] for row in found.rows["budget_lines"]}
    return [(name, names.get(own[line])) for line, name in names.items()]


def all_proved(found: Claims) -> bool:
    return not any(one.failed for one in found.structures.values()) and len(found.proved) >= len(lines(found))


FORMS = {
    "thousands, bodies as lines, the total in the last column": (
        "单位：千元",
        [
            "使用者|人头费|跑腿费|置办费|合计",
            "云岭县档案馆|120.0|30.0|50.0|200.0",
            "云岭县图书馆|80.0|20.0|0.0|100.0",
            "云岭县文化馆|60.0|10.0|5.0|75.0",
            "总 计|260.0|60.0|55.0|375.0",
        ],
    ),
    "three lists side by side with line numbers": (
        "金额单位：万元",
        [
            "收入|<|<|支出（按功能）|<|<|支出（按性质）|<|<",
            "项目|行次|金额|项目|行次|金额|项目|行次|金额",
            "栏次||1|栏次||2|栏次||3",
            "一、一般公共预算财政拨款收入|1|820.50|一、教育支出|10|720.50|一、基本支出|20|500.00",
            "二、政府性基金预算财政拨款收入|2||二、住房保障支出|11|130.00|    人员经费|21|420.00",
            "三、事业收入|3|30.00||12||    公用经费|22|80.00",
            "|4|||13||二、项目支出|23|350.50",
            "本年收入合计|5|850.50|本年支出合计|14|850.50|本年支出合计|24|850.50",
            "年初结转和结余|7|12.00|年末结转和结余|16|12.00|||",
            "总计|8|862.50|总计|17|862.50|||",
        ],
    ),
    "codes in three columns, the lines of each body below it": (
        "单位：元",
        [
            "科目编码|<|<|单位及科目|总数|从何处来|<|<",
            "类|款|项|^|^|拨款|专户|其他",
            "|||合计|900.00|700.00|100.00|100.00",
            "|||云岭县档案馆|500.00|400.00|100.00|0.00",
            "201|||一般公共服务支出|500.00|400.00|100.00|0.00",
            "201|26||档案事务|500.00|400.00|100.00|0.00",
            "201|26|01|行政运行|300.00|300.00|0.00|0.00",
            "201|26|04|档案馆|200.00|100.00|100.00|0.00",
            "|||云岭县档案服务中心|400.00|300.00|0.00|100.00",
            "201|||一般公共服务支出|400.00|300.00|0.00|100.00",
            "201|26||档案事务|400.00|300.00|0.00|100.00",
            "201|26|99|其他档案事务支出|400.00|300.00|0.00|100.00",
        ],
    ),
    "indentation alone, a total without a word for it": (
        "单位：元",
        [
            "事项|全年|上半年|下半年",
            "云岭县林业局|100000.00|60000.00|40000.00",
            "  局机关|70000.00|40000.00|30000.00",
            "    人员|50000.00|30000.00|20000.00",
            "    运转|20000.00|10000.00|10000.00",
            "  苗圃|30000.00|20000.00|10000.00",
            "    人员|25000.00|17000.00|8000.00",
            "    运转|5000.00|3000.00|2000.00",
        ],
    ),
    "four quarters and the year": (
        "单位:万元",
        [
            "序号|哪一家|一季度|二季度|三季度|四季度|全年",
            "1|甲所|10.5|11.0|12.0|13.0|46.5",
            "2|乙所|5.5|6.0|7.0|8.0|26.5",
            "3|丙所|1.0|1.0|1.0|1.0|4.0",
            "|合计|17.0|18.0|20.0|22.0|77.0",
        ],
    ),
    "codes in brackets before the names": (
        "单位：万元",
        [
            "去向|总额|其中|<",
            "^|^|年年有的|只此一回的",
            "[207]文化支出|50.00|30.00|20.00",
            "[20701]文化和旅游|50.00|30.00|20.00",
            "[2070104]图书馆|30.00|20.00|10.00",
            "[2070109]群众文化|20.00|10.00|10.00",
            "[221]住房保障支出|10.00|10.00|",
            "[22102]住房改革支出|10.00|10.00|",
            "[2210201]住房公积金|10.00|10.00|",
            "合计|60.00|40.00|20.00",
        ],
    ),
    "three rows of heads, a label of texts over amounts": (
        "单位：万元",
        [
            "功能科目|<|总计|本级安排|<|<|<|上级补助|<",
            "编码|名称|^|小计|一般公共预算|<|基金|一般公共预算|基金",
            "^|^|^|^|基本|项目|^|^|^",
            "207|文化旅游体育与传媒支出|100.00|80.00|50.00|20.00|10.00|15.00|5.00",
            "20701|文化和旅游|100.00|80.00|50.00|20.00|10.00|15.00|5.00",
            "2070104|图书馆|60.00|50.00|30.00|15.00|5.00|8.00|2.00",
            "2070109|群众文化|40.00|30.00|20.00|5.00|5.00|7.00|3.00",
            "|合计|100.00|80.00|50.00|20.00|10.00|15.00|5.00",
        ],
    ),
    "enumerators of two kinds": (
        "单位：万元",
        [
            "内容|安排数",
            "一、来源|100.00",
            "（一）补助|80.00",
            "1.经常补助|50.00",
            "2.专项补助|30.00",
            "（二）自有|20.00",
            "二、去向|100.00",
            "（一）人员|60.00",
            "1.工资|40.00",
            "2.补贴|20.00",
            "（二）运转|40.00",
        ],
    ),
    "kinds of cost as lines, bodies as columns": (
        "单位：万元",
        [
            "支出类别|合计|局本级|一分局|二分局",
            "工资福利|60.00|30.00|20.00|10.00",
            "商品服务|30.00|15.00|10.00|5.00",
            "资本性支出|10.00|5.00|5.00|",
            "总计|100.00|50.00|35.00|15.00",
        ],
    ),
    "a change as a column": (
        "单位：万元",
        [
            "科目|原先|调了多少|调后",
            "2130301行政运行|100.00|-10.00|90.00",
            "2130305水利工程建设|200.00|50.00|250.00",
            "合计|300.00|40.00|340.00",
        ],
    ),
    "one part below most lines, nothing that tells levels": (
        "单位：元",
        [
            "办什么|要多少",
            "合计|90.00",
            "常办的|60.00",
            "印刷|20.00",
            "印刷年报|20.00",
            "修缮|40.00",
            "修屋顶|25.00",
            "修围墙|15.00",
            "新办的|30.00",
            "造册|30.00",
            "造一册|18.00",
            "造二册|12.00",
        ],
    ),
}
"""Unit and rows of each form, all of our own invention."""


@pytest.mark.parametrize("form", FORMS)
def test_every_amount_of_a_form_not_seen_before_is_read_and_proved(form: str) -> None:
    unit, rows = FORMS[form]
    found = read(("云岭县2031年一览表", rows), unit=unit)
    printed = [
        cell for row in rows for cell in row.split("|") if cell.strip("-0123456789").startswith(".") or "." in cell
    ]
    numbers = [cell for cell in printed if cell.replace(".", "").replace("-", "").isdigit()]
    factor = {"单位：千元": 1000, "单位：元": 1}.get(unit, 10_000)
    assert sorted(row["amount_yuan"] for row in lines(found)) == sorted(Decimal(cell) * factor for cell in numbers)
    assert all(row["name"] and not row["name"].replace(".", "").isdigit() for row in lines(found))
    assert all_proved(found)


def test_a_unit_of_thousands_is_told() -> None:
    unit, rows = FORMS["thousands, bodies as lines, the total in the last column"]
    assert lines(read(("各家用款", rows), unit=unit))[0]["amount_yuan"] == 120_000


def test_a_line_printed_once_a_year_adds_up_year_by_year() -> None:
    """The years go on with the name above them, and what changed between them is no amount of a year."""
    found = read(
        (
            "云岭县“三公”经费支出表",
            [
                "预算单位|年度|合计|因公出国（境）费|公务接待费",
                "云岭县档案局|2030年|30.00|20.00|10.00",
                "|2031年|24.00|16.00|8.00",
                "|增减金额|-6.00|-4.00|-2.00",
                "  局本级|2030年|18.00|12.00|6.00",
                "|2031年|15.00|10.00|5.00",
                "|增减金额|-3.00|-2.00|-1.00",
                "  档案馆|2030年|12.00|8.00|4.00",
                "|2031年|9.00|6.00|3.00",
                "|增减金额|-3.00|-2.00|-1.00",
            ],
        )
    )
    assert {row["name"] for row in lines(found)} == {"云岭县档案局", "局本级", "档案馆"}
    now = [row["amount_yuan"] / 10_000 for row in lines(found) if row["year"] == YEAR and row["measure"] == "total"]
    assert now == [24, 15, 9]
    assert [row["measure"] for row in lines(found) if row["amount_yuan"] < 0] == ["change"] * 9
    assert parents(found)[3:6] == [("局本级", "云岭县档案局")] * 3
    assert all_proved(found)


def test_revenue_above_expenditure_in_one_list_has_its_side() -> None:
    """A second head in the middle of the table is no line."""
    found = read(
        (
            "云岭县档案局预算表",
            [
                "收入项目|预算数",
                "财政拨款|80.00",
                "其他收入|20.00",
                "收入合计|100.00",
                "支出项目|预算数",
                "人员支出|60.00",
                "公用支出|40.00",
                "支出合计|100.00",
            ],
        )
    )
    sides = [(row["name"], row["side"]) for row in lines(found)]
    assert [side for _, side in sides] == ["revenue"] * 3 + ["expenditure"] * 3
    assert not found.troubles and all_proved(found)


def test_an_amount_too_wide_for_its_column_is_an_amount() -> None:
    found = read(
        (
            "支出总表",
            [
                "支出功能分类科目|部门支出经济分类科目|合计|基本支出|项目支出",
                "2070104-图书馆|30101-基本工资|700000.123456|700000.123456|",
                "2070104-图书馆|30201-办公费|324807.048329||324807.048329",
                "合  计|1,024,807.171785|<|700000.123456|324807.048329",
            ],
        )
    )
    total = [row for row in lines(found) if row["role"] == "total"]
    assert [(row["name"], row["measure"]) for row in total] == [
        ("合计", "total"),
        ("合计", "basic"),
        ("合计", "project"),
    ]
    assert all_proved(found)


def test_what_another_table_prints_for_the_same_line_proves_an_amount() -> None:
    """One subject with one item has nothing to add up; the summary that has its total does."""
    fund = [
        "科目编码|科目名称|合计",
        "212|城乡社区支出|1234.50",
        "21208|国有土地收入安排的支出|1234.50",
        "|合计|1234.50",
    ]
    summary = ["科目编码|科目名称|合计", "207|文化支出|765.50", "212|城乡社区支出|1234.50", "|合计|2000.00"]
    alone = read(("政府性基金预算支出表", fund))
    assert not alone.proved
    both = read(("政府性基金预算支出表", fund), ("支出总表", summary))
    assert all_proved(both)


def test_a_single_part_is_proved_where_the_columns_sums_are() -> None:
    """Lines were left out, so that the total does not add up: each line's own total still tells its amount twice."""
    rows = [
        "科目名称|合计|基本支出|项目支出",
        "甲|1234.50|1234.50|",
        "乙|777.25||777.25",
        "丙|31.75|31.75|",
        "丁|90.00||90.00",
    ]
    found = read(("支出总表", [*rows, "合计|3000.00|2000.00|1000.00"]))
    assert len(found.proved) == 11


CLASSES = ["一、文化支出|765.50", "二、城乡社区支出|1234.50", "三、住房保障支出|90.25"]
DETAIL = [
    "科目编码|科目名称|合计",
    "207|文化支出|765.50",
    "212|城乡社区支出|1234.50",
    "221|住房保障支出|90.25",
    "|合计|2090.25",
]


def test_a_number_is_accused_by_the_table_that_prints_another_for_its_line() -> None:
    """The only sum that it stands in holds with the amount of the other table: so the list is read rightly."""
    wrong = ["项目|预算数", CLASSES[0], "二、城乡社区支出|4234.50", CLASSES[2], "支出合计|2090.25"]
    found = read(("收支情况表", wrong), ("支出总表", DETAIL))
    assert [one.relation for one in found.sums if one.verdict == "failed" and one.proved] == ["total"]


def test_a_line_missing_in_one_table_is_no_other_amount() -> None:
    short = ["项目|预算数", CLASSES[0], CLASSES[2], "支出合计|2090.25"]
    found = read(("收支情况表", short), ("支出总表", DETAIL))
    assert not [one for one in found.sums if one.verdict == "failed" and one.proved]


def test_a_table_that_goes_on_has_the_unit_of_its_first_part() -> None:
    found = read(("支出总表", DETAIL[:3]), ("", DETAIL[3:]))
    assert found.units[1].unit == "万元" and 0 not in found.units
