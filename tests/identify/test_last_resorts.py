"""What is asked where no title, label or table says it: notes, mentions, the source of a page; and what is not."""

import pytest
from papers import paper

from extractors.document.model import Block, Cell, Document, Paragraph, Table
from extractors.identify.identity import Identity, identify

SUMS = [["项目", "预算数"], ["一、教育支出", "8"]]
TWO = ("收支总表", SUMS, "支出总表", SUMS)


def said(*lines: str | list[list[str]]) -> Identity:
    return paper(*lines, file="x.pdf")


@pytest.mark.parametrize(
    ("lines", "publisher"),
    [
        (("正定县灯塔镇人民政府没有使用政府性基金预算安排支出，故本表无数据。",), "正定县灯塔镇人民政府"),
        (("定州市灯塔法院守护山海。", "年初设立定州市灯塔法院以来，案件减少。"), "定州市灯塔法院"),
        (("行使共青团定州市委员会的职权。", "共青团定州市委员会有干事8人。"), "共青团定州市委员会"),
        (("信息来源：定州市灯塔局 发布时间：2031年2月3日",), "定州市灯塔局"),
        (("联系方式：定州市灯塔局政务公开邮箱",), "定州市灯塔局"),
        (("来源：定州市财政局",), None),  # who compiles the budgets of others
        (("定州市人民政府批准。", "定州市人民政府印发。"), None),
        (("定州市灯塔局批准。", "定州市图书局印发。", "定州市灯塔局和定州市图书局。"), None),
        (("灯油由定州市灯塔局付给定州市灯塔局灯室。",), None),
        (("按照《定州市灯塔局办法》和《定州市灯塔局细则》。",), None),
    ],
)
def test_a_body_that_is_only_mentioned(lines: tuple[str, ...], publisher: str | None) -> None:
    assert said(*lines, *TWO).publisher == publisher


def test_the_head_of_the_next_column_is_no_body() -> None:
    assert said(*TWO, [["单位名称", "编制人数"], ["一所", "8"]]).publisher is None


def test_a_field_is_no_body_where_none_is_printed_in_full() -> None:
    assert said("2031年度教育部门决算公开", *TWO).publisher is None


def test_a_body_called_by_its_level_is_named_with_its_area() -> None:
    found = said("县委党校2031年部门预算", "中共正定县委党校是县委的部门。", *TWO)
    assert (found.publisher, found.region) == ("中共正定县委党校", "130123")


def test_a_title_may_end_in_the_note_of_its_own_office() -> None:
    found = said("定州市灯塔局", "2031年度部门预算公开（本级）", *TWO)
    assert (found.publisher, found.level) == ("定州市灯塔局（本级）", "unit")


def test_a_branch_lies_in_the_district_that_it_is_called_by() -> None:
    assert said("石家庄市公安局长安区分局2031年部门预算", *TWO).region == "130102"


def test_the_path_of_a_page_and_its_links_are_no_titles() -> None:
    path = "您的位置：首页 > 正定县财政局 > 2029年财政预算公开"
    found = said(path, "定州市灯塔局2031年部门预算", "上一篇：定州市图书局2028年部门决算", *TWO)
    assert (found.publisher, found.fiscal_year, found.kind) == ("定州市灯塔局", 2031, "budget")
    assert said(path, *TWO).fiscal_year == 2029  # where nothing else says it


def test_the_heads_of_a_page_run_into_no_title() -> None:
    lines = ("索引号000014 发布机构县财政局", "文号文件分类所属机构", "关于2031年预算调整方案（草案）的报告")
    assert said(*lines, "正定县财政局局长 山楂").publisher == "正定县财政局"


@pytest.mark.parametrize(
    "quoted", ["按照《云岭县财政局关于公开2029年部门预算的通知》公开。", "下一篇：云岭县图书局2029年部门决算"]
)
def test_the_year_of_another_paper_is_not_its_own(quoted: str) -> None:
    assert said(quoted, *TWO).fiscal_year is None


@pytest.mark.parametrize(
    ("cells", "year"),
    [
        (["2026年灯油", "2026年书架", "2026年门票", "2025年门票"], 2026),
        (["2025年灯油", "2025年书架", "2025年门票", "2026年门票"], None),  # grants of last year, for this
    ],
)
def test_a_year_that_is_only_mentioned(cells: list[str], year: int | None) -> None:
    assert said(*TWO, [["项目", cell] for cell in cells]).fiscal_year == year


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2025年“三公”经费预算8万元，2026年“三公”经费预算9万元，与2025年预算相比增加1万元。", 2026),
        ("2025年和2026年“三公”经费都没有预算。", 2026),
        ("支出大的原因是追加灯室、2025年灯油等经费8万元。", None),
    ],
)
def test_the_year_before_is_what_a_years_budget_is_compared_with(text: str, year: int | None) -> None:
    assert said(*TWO, text).fiscal_year == year


def test_a_county_that_a_project_is_shared_with_is_not_where_it_is() -> None:
    shared = "与河北省石家庄市正定县的劳务协作受到好评。"
    assert said(shared, *TWO).region != "130123"


def test_what_last_year_left_does_not_tell_this_year() -> None:
    assert said("上年末资产8万元，2025年新建书库花费9万元。", *TWO).fiscal_year is None


def test_a_unit_below_its_departments_code_is_not_whose_paper_it_is() -> None:
    blocks: list[Block] = [
        Table([Cell(0, 0, head, col_span=2), Cell(1, 0, "项目"), Cell(1, 1, "8")], 2, 2, "ruled", [], index)
        for index, head in enumerate(("312灯塔", "312003定州市守灯所"))
    ]
    found = identify(Document([Paragraph("收支总表", [(0, 1, None)], 9), *blocks], "pdf", "application/pdf", 1), "x")
    assert found.publisher is None


def test_who_reports_stands_above_the_salutation() -> None:
    report = "受县人民政府委托，现将2030年预算执行情况和2031年预算草案提请审议。"
    contents = [f"{number}、2031年全县收支表" for number in "一二三四五六七八九十"]
    amount = "2030年，全县一般公共预算收入8亿元。"
    found = said("目录", *contents, "第一部分 报告", "正定县财政局", "各位代表：", report, amount)
    assert (found.publisher, found.kind) == ("正定县财政局", "government_budget")


def test_a_quarter_of_a_countys_town_has_an_office_of_its_own() -> None:
    assert said("定州市南城区2031年部门预算", *TWO).publisher == "定州市南城区"
    assert said("石家庄市长安区2031年部门预算", *TWO).publisher is None


@pytest.mark.parametrize("ends", ["| ||||", "公开时间：2032年9月1日"])
def test_what_a_page_prints_behind_a_title_is_not_of_it(ends: str) -> None:
    found = said(f"2031年度定州市灯塔局部门决算{ends}", *TWO)
    assert (found.publisher, found.fiscal_year, found.kind) == ("定州市灯塔局", 2031, "final_accounts")
