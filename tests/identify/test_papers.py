"""What a paper is: a disclosure of some kind, or none, whatever its file is called."""

import pytest
from papers import paper

from extractors.document.model import Document, Paragraph
from extractors.identify.content import from_statements
from extractors.identify.identity import namings
from extractors.identify.kinds import why_nothing

NO_DISCLOSURES = {
    "a list of medicines": ("云岭县基本药物目录", [["序号", "药品名称", "剂型"], ["1", "山楂丸", "丸剂"]]),
    "a yearly form on a web site": (
        "政府网站工作年度报表",
        "（2030年度）",
        "填报单位:云岭县图书局",
        [["网站名称", "云岭县图书局"], ["独立用户访问量", "3021"]],
    ),
    "a standard of a job": ("灯塔看守员职业技能标准", "1.1 职业名称：灯塔看守员。从业人员月均工资5000元。"),
    "a notice on how to draw up budgets": (
        "云岭县财政局关于编制2031年部门预算的通知",
        "一、预算单位应当于九月底前报送收支总表。",
        "二、逾期不报的，不予安排。",
    ),
    "a report on open information": (
        "云岭县图书局2030年政府信息公开工作年度报告",
        "全年公开预算信息2条、决算信息1条。",
        [["信息内容", "本年制发件数"], ["规章", "0"]],
    ),
    "what an agency reports of a budget": (
        "上半年全国税收收入8000亿元",
        "山楂社云岭7月25日电（记者 灯芯）上半年，全国税收收入8000亿元，一般公共预算支出9000亿元。",
    ),
    "what a paper heard of one": (
        "云岭县今年预算支出80万元",
        "记者从县财政局获悉，今年基本支出预算50万元，项目支出预算30万元，三公经费预算2万元。",
    ),
    "a form that nobody has filled in": (
        "政府性基金预算支出表",
        [["科目编码", "科目名称", "合计"], ["栏次", "", "1"], ["", "合计", ""], ["", "", ""]],
    ),
    "what a site tells of a report": (
        "云岭县上半年一般公共预算支出近九亿元",
        "报告显示，上半年全县一般公共预算收入8亿元，全县一般公共预算支出9亿元。",
    ),
    "what a correspondent tells of one": (
        "上半年，全县一般公共预算收入完成8亿元，一般公共预算支出9亿元。",
        "（通讯员 灯芯）",
    ),
    "an advertisement of posts": ("云岭县图书局公开招聘公告", "招聘管理员2名，年薪8万元。"),
}


@pytest.mark.parametrize("lines", NO_DISCLOSURES.values(), ids=NO_DISCLOSURES)
def test_a_paper_that_is_no_disclosure_is_other_whatever_its_file_is_called(lines: tuple[str, ...]) -> None:
    found = paper(*lines)
    assert (found.kind, found.fiscal_year) == ("other", None)
    assert why_nothing(found.kind)


def test_a_notice_of_procurement_is_none_either() -> None:
    found = paper("云岭县图书局书架采购项目招标公告", "一、预算金额：80万元", "二、投标人资格要求")
    assert found.kind == "procurement_notice"
    assert why_nothing(found.kind)


SUMS = [["收入", "", "支出", ""], ["项目", "预算数", "项目", "预算数"], ["一、财政拨款", "80", "一、教育支出", "80"]]
TARGETS = [["项目名称", "购书"], ["年度绩效目标", "买一百本书"], ["一级指标", "二级指标", "三级指标"]]
UNNAMED = [  # no title, head or sentence that anybody lists
    ["事由", "盘子"],
    *([name, "8.00"] for name in ("教育支出", "行政运行", "住房公积金", "基本工资", "津贴补贴", "办公费")),
]
LEVELS = [
    ["甲", "乙", "丙"],
    ["产出指标", "数量指标", "借书"],
    ["产出指标", "质量指标", "完好"],
    ["效益指标", "", "读者"],
]
DISCLOSURES = {
    "lines of the national classification": ("budget", (UNNAMED,)),
    "the levels of targets below heads that nobody knows": ("budget", (LEVELS,)),
    "tables alone": ("budget", ("收支总表", SUMS, "支出总表", SUMS)),
    "tables of final accounts": ("final_accounts", ("收入支出决算总表", SUMS, "支出决算表", SUMS, "收入决算表", SUMS)),
    "one table of a set that is published file by file": (
        "budget",
        ("政府性基金预算支出表", [["科目编码", "科目名称", "合计"], ["212", "城乡社区支出", "80.00"]]),
    ),
    "a form of targets alone": ("budget", (TARGETS,)),
    "prose alone": ("budget", ("云岭县图书局2031年部门预算情况说明", "2031年收入预算80万元，支出预算80万元。")),
    "a change in the middle of the year": (
        "adjustment",
        ("关于云岭县2031年预算调整方案的报告", "一般公共预算收入由80万元调整为90万元。"),
    ),
    "the report of a government": (
        "government_budget",
        ("关于云岭县2030年财政预算执行情况和2031年财政预算草案的报告", "2031年一般公共预算收入安排800万元。"),
    ),
    "the totals of an area without a title": (
        "government_budget",
        ("1至7月份，全市地方一般预算收入12亿元。其中：税收收入7亿元，非税收入5亿元。全市一般预算支出14亿元。",),
    ),
    "the totals of a month below headings": (
        "government_budget",
        (
            "一、财政收支基本情况",
            "5月份，全县地方财政收入7万元，下降3%。",
            "5月份，全县政府性基金预算收入完成6万元，全县政府性基金预算支出完成4万元。",
            "税收收入4万元，非税收入3万元。",
        ),
    ),
    "what each office has collected": (
        "government_budget",
        (
            "截至3月31日，全区完成财政收入29万元，占年初预算的27.7%，较上年同期增收1万元，同比增长6.2%。其中，国税完成11万元，"
            "占年初预算的25%，较上年同期增收1万元；地税完成14万元，占年初预算的30.1%，较上年同期减收2万元，同比下降11.6%；"
            "财政完成4万元，占年初预算的28.8%，较上年同期增收2万元，同比增长281.9%。",
        ),
    ),
    "a plan that a congress has approved": (
        "government_budget",
        (
            "一、财政预算收支完成情况",
            "2031年1-9月一般公共预算收入37万元，为县人民代表大会批准全县全年预算46万元的80.43%。教育支出24万元，增长9.1%。",
        ),
    ),
    "what an area has spent by function": (
        "government_budget",
        ("全省财政支出完成8亿元，增长6.48%。其中：教育支出2亿元，增长5.19%；公共安全支出1亿元，增长23.35%。",),
    ),
    "a quarter of a new district": (
        "government_budget",
        (
            "截至3月底，新区地方一般预算收入完成8万元，完成年初预算的27.3%。税收收入完成7万元，一般公共预算支出完成9万元。",
        ),
    ),
    "money that goes straight to counties": (
        "government_budget",
        ("云岭县2031年1-8月直达资金预算执行情况", "截至8月底，直达资金总额7万元，支出4万元。"),
    ),
    "an evaluation by itself": (
        "performance_evaluation",
        ("2031年灯塔建设项目专项资金绩效自评价报告", "资金计划总额2万元。"),
    ),
    "headings and a statement": (
        "budget",
        ("一、单位概况", "云岭县灯塔小学是一所小学。", "二、收支预算总体情况", "2031年收入预算总额为8万元。"),
    ),
    "the months of a year in a title": ("government_budget", ("1-9月云岭地方公共财政收支情况", "收入完成3亿元。")),
    "the notes to a government's account": (
        "government_budget",
        ("云岭县2030年财政总决算报表编制附注说明", "调入资金3万元。"),
    ),
    "an evaluation": (
        "performance_evaluation",
        ("云岭县图书局2030年度部门整体支出绩效自评报告", "2030年支出决算80万元。", TARGETS),
    ),
}


@pytest.mark.parametrize(("kind", "lines"), DISCLOSURES.values(), ids=DISCLOSURES)
def test_a_disclosure_is_known_by_its_title_tables_or_statements(kind: str, lines: tuple[str, ...]) -> None:
    found = paper(*lines, file="x.pdf")
    assert found.kind == kind
    assert why_nothing(found.kind) is None


def test_the_report_of_a_government_is_of_the_year_that_it_plans() -> None:
    found = paper(*DISCLOSURES["the report of a government"][1])
    assert (found.fiscal_year, found.level) == (2031, "government")


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("云岭县人民代表大会财政经济委员会关于2030年预算执行情况和2031年预算草案的审查结果报告",
         ("云岭县人民代表大会财政经济委员会", 2031, "government_budget")),
        ("关于云岭县2031年新增地方政府债务并相应调整县本级预算方案的报告", ("云岭县", 2031, "adjustment")),
        ("2031年县级一般公共预算支出情况", (None, 2031, "government_budget")),
        ("2031年上半年全县公共财政预算支出情况", (None, 2031, "government_budget")),
        ("关于2030年财政预算执行情况和2031年财政预算草案的报告", (None, 2031, "government_budget")),
    ],
)  # fmt: skip
def test_reports_on_whole_governments_are_known_by_their_titles(title: str, said: tuple[object, ...]) -> None:
    found = paper(title, "全县一般公共预算收入8亿元，增长3%，支出9亿元。")
    assert (found.publisher, found.fiscal_year, found.kind) == said


@pytest.mark.parametrize(
    ("line", "year"),
    [("灯塔湾2031年1-9月份一般公共预算收支情况", 2031), ("2030年县级决算和2031年上半年预算执行情况", 2030)],
)
def test_part_of_a_year_tells_the_year_where_nothing_else_does(line: str, year: int) -> None:
    said = from_statements(Document([Paragraph(line, [(0, 1, None)], 0)], "pdf", "application/pdf", 1))
    assert said is not None
    assert said.year == year


def test_tables_of_final_accounts_outweigh_a_file_that_is_called_a_budget() -> None:
    tables = (part for n in ("收入", "支出", "财政拨款收入支出") for part in (f"{n}决算表", SUMS))
    assert paper(*tables).kind == "final_accounts"


def test_whose_it_is_may_stand_only_in_a_form() -> None:
    form = [["部门名称", "云岭县图书局"], ["年度绩效目标", "借出三千册"], ["一级指标", "三级指标"]]
    found = paper("（2031年度）", form, file="x.pdf")
    assert (found.publisher, found.level) == ("云岭县图书局", "department")


def test_the_year_may_stand_only_in_the_codes_of_projects() -> None:
    codes = [["项目名称", "预算数"], ["44000029T000000712345-购书", "8"], ["44000031Y000000712346-修缮", "9"]]
    found = paper("收支总表", SUMS, "支出总表", SUMS, codes, file="x.pdf")
    assert (found.fiscal_year, found.region) == (2031, "440000")


@pytest.mark.parametrize("ending", ["（汇总）", "（含下属单位）"])
def test_a_department_with_its_units_is_the_department(ending: str) -> None:
    assert paper(f"云岭县图书局{ending}2031年部门预算公开", file="x.pdf").publisher == "云岭县图书局"


def test_its_own_office_alone_is_a_unit() -> None:
    found = paper("云岭县图书局（本级）2031年部门预算公开", file="x.pdf")
    assert (found.publisher, found.level) == ("云岭县图书局（本级）", "unit")


@pytest.mark.parametrize(
    ("title", "text", "name"),
    [
        ("图书2031年预算公开说明", "定州市图书局收支预算。", "定州市图书局"),
        ("古渡镇2031年预算公开说明", "定州市古渡镇人民政府及所属单位的收支都在预算中。", "定州市古渡镇人民政府"),
        ("图书局2031年预算公开说明", "按照省图书局和国家图书局的要求。", "图书局"),
    ],
)
def test_a_short_name_is_completed_where_the_text_prints_it_in_full(title: str, text: str, name: str) -> None:
    assert paper(title, text, file="x.pdf").publisher == name


def test_what_each_part_rests_on_is_told() -> None:
    found = paper("云岭县图书局2031年部门预算", "部门：云岭县图书局", "收支总表", SUMS)
    assert found.evidence["publisher"] == "title (page 1), label (page 1), sentence (page 1), file name"
    assert found.evidence["fiscal_year"] == "title (page 1), statements, file name"
    assert found.evidence["kind"] == "title, 1 budget tables"


def test_a_title_and_tables_of_different_years_contradict_each_other() -> None:
    found = paper("云岭县图书局2026年部门预算", "2025年收支总表", SUMS, "2025年支出总表", SUMS, file="x.pdf")
    said = {(one.source, one.value, one.agrees) for one in namings(found) if one.about == "fiscal_year"}
    assert found.fiscal_year == 2026
    assert ("tables", "2025", False) in said


def test_what_only_stands_near_a_title_contradicts_nothing() -> None:
    found = paper("定州市水泵局", "定州市图书局2031年部门预算", "2030年", "收支总表", SUMS, file="x.pdf")
    assert (found.publisher, found.fiscal_year) == ("定州市图书局", 2031)
    assert all(naming.agrees for naming in namings(found))
