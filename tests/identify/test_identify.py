"""Whose a disclosure is, of which year, kind and level: from title, labels, cover and file name."""

import pytest

from extractors.document.model import Block, Cell, Document, Paragraph, Table
from extractors.identify.identity import Identity, identify, namings
from extractors.identify.labels import file_name


def identity(*lines: str, file: str = "") -> Identity:
    paragraphs: list[Block] = [Paragraph(line, [(0, 1, None)], index) for index, line in enumerate(lines)]
    return identify(Document(paragraphs, "pdf", "application/pdf", 1), file)


@pytest.mark.parametrize(
    "lines",
    [
        ("定州市图书局2019年度部门预算公开说明",),
        ("定州市图书局", "2019年预算公开说明"),
        ("定州市图书局", "二○一九年部门预算公开"),
        ("关于公开定州市图书局2019年部门预算的说明",),
        ("2019年定州市图书局预算公开说明",),
        ("2019年定州市图书局", "预算公开", "有关事项的说明"),
        ("附表3-1", "部门预算收支总表", "2019年定州市图书局", "预算公开说明"),
        ("2019年市级部门预算", "（草案）", "定州市图书局", "定州市图书局编制", "定州市财政局审核"),
        ("定州市2019年市级部门预算", "预算主管部门：定州市图书局目录", "一、部门主要职能"),
        ("目录", "第一部分部门概况", "第二部分定州市图书局2019年度部门预算表"),
    ],
)
def test_the_title_in_many_forms(lines: tuple[str, ...]) -> None:
    found = identity(*lines)
    assert (found.publisher, found.fiscal_year, found.kind, found.region) == ("定州市图书局", 2019, "budget", "130682")


@pytest.mark.parametrize(
    ("file", "publisher", "year", "kind", "level"),
    [
        ("上海市普陀区图书局26年部门预算.pdf", "上海市普陀区图书局", 2026, "budget", "department"),
        ("图书局2019年度单位决算公开.pdf", "图书局", 2019, "final_accounts", "unit"),
        ("2019年图书局部门预算公开表.pdf", "图书局", 2019, "budget", "department"),
        ("附件1：图书局二〇一九年部门预算（终稿）.pdf", "图书局", 2019, "budget", "department"),
        ("20170316_58c9f16b158ba.pdf", None, None, None, None),
    ],
)
def test_what_a_file_name_says(
    file: str, publisher: str | None, year: int | None, kind: str | None, level: str | None
) -> None:
    said = file_name(file)
    levels = {"部门": "department", "单位": "unit"}
    found = (said.name, said.year, said.kind, levels.get(said.level or "")) if said else (None,) * 4
    assert found == (publisher, year, kind, level)


def test_a_file_name_alone_says_nothing_of_the_document() -> None:
    found = identity("药品目录", "序号 药品名称 剂型", file="云岭县图书局2031年部门预算.pdf")
    assert (found.publisher, found.fiscal_year, found.kind, found.level) == (None, None, "other", None)


def workbook(*lines: str) -> Identity:
    """Three sheets, each with the lines above its table."""
    blocks: list[Block] = []
    for _ in range(3):
        context = [Paragraph(line, [(0, None, None)], len(blocks) + n) for n, line in enumerate(lines)]
        blocks += [*context, Table([Cell(0, 0, "收入")], 1, 1, "excel", context, len(blocks))]
    return identify(Document(blocks, "excel", "application/vnd.ms-excel"), "20170626.xlsx")


@pytest.mark.parametrize(
    "line", ["部门编码及名称：[435]定州市图书局", "单位：定州市图书局", "定州市图书局", "编制单位：定州市图书局"]
)
def test_the_sheets_of_a_workbook_name_its_department(line: str) -> None:
    found = workbook("部门预算收支总表", line, "预算年度：2019", "金额单位：万元", "单位：万元")
    assert (found.publisher, found.fiscal_year, found.region) == ("定州市图书局", 2019, "130682")
    assert found.department_code == ("435" if "435" in line else None)


def test_the_only_coded_unit_that_can_be_a_name_is_not_whose_a_paper_is_where_others_are_coded_too() -> None:
    assert workbook("部门预算收支总表", "312003定州市灯塔站").publisher == "定州市灯塔站"
    assert workbook("部门预算收支总表", "部门编码及名称：[312]绩效促进局", "312003定州市灯塔站").publisher is None


def test_nobody_is_called_we_or_part_two() -> None:
    assert identity("我校2019年部门预算公开", "第二部分2019年部门预算公开表").publisher is None


def test_the_year_is_not_the_one_that_is_compared_with() -> None:
    text = "与2018年部门预算相比持平，比2018年预算减少，较2018年度预算增加；2019年预算为5万元。"
    assert identity("图书局部门预算公开说明", text).fiscal_year == 2019


def test_a_government_budget_is_no_departments() -> None:
    assert identity("定州市2019年政府预算公开").level == "government"


def test_an_ambiguous_district_is_found_below_its_city() -> None:
    assert identity("上海市普陀区图书局2019年部门预算").region == "310107"
    assert identity("普陀区图书局2019年部门预算").region is None


def test_sources_that_disagree_are_named() -> None:
    labels = ("编制部门：定州市体育局单位：元",) * 2 + ("编制部门：定州市体育馆单位：元",)
    found = identity("定州市图书局2019年部门预算", *labels, file="图书局2018年部门预算.pdf")
    said = {(naming.about, naming.source, naming.value, naming.agrees) for naming in namings(found)}
    assert said == {
        ("publisher", "title", "定州市图书局", True),
        ("publisher", "label", "定州市体育局", False),
        ("publisher", "file_name", "图书局", True),
        ("fiscal_year", "title", "2019", True),
        ("fiscal_year", "file_name", "2018", False),
        ("fiscal_year", "statements", "2019", True),
    }


@pytest.mark.parametrize(
    ("prose", "region"),
    [
        ("定州市群众到定州市政务大厅，定州市范围内", "130682"),
        ("定州市的定州市政务大厅", None),
        ("定州市，定州市，定州市，河北省", "130682"),
        ("定州市，定州市，定州市，到北京市学习", None),
        ("城区和县直，城区和县直，城区和县直", None),
    ],
)
def test_a_place_counts_only_where_it_is_the_only_one_that_is_named(prose: str, region: str | None) -> None:
    assert identity("图书局2019年部门预算", prose).region == region


@pytest.mark.parametrize(
    "line", ["部门编码及名称：[631]云岭县苗圃 预算年度：2031 金额单位：万元", "预算单位：云岭县苗圃 年度：2031年"]
)
def test_several_labels_in_one_line_are_told_apart(line: str) -> None:
    found = identity("部门预算收支总表", line)
    assert (found.publisher, found.fiscal_year) == ("云岭县苗圃", 2031)


def test_labels_may_be_ruled_as_the_first_rows_of_a_table() -> None:
    rows = [["部门预算收支总表\n单位：云岭县苗圃 单位：万元"], ["预算年度：2031"], ["部门：财政馆"]]
    cells = [Cell(r, 0, text, page=1) for r, (text,) in enumerate(rows)]
    found = identify(Document([Table(cells, 3, 1, "ruled")], "pdf", "application/pdf", 1))
    assert (found.publisher, found.fiscal_year) == ("云岭县苗圃", 2031)


@pytest.mark.parametrize(
    ("name", "region"),
    [("中共江苏省委图书局", "320000"), ("民盟河北省定州市委员会", "130682"), ("中国图书大学（北京）", None)],
)
def test_the_area_may_stand_behind_the_first_words_of_a_name(name: str, region: str | None) -> None:
    assert identity(f"{name}2019年部门预算公开").region == region


def test_a_district_alone_is_no_publisher() -> None:
    found = identity("上海市云岭区2019年区级部门预算", "预算主管部门：上海市云岭区图书局")
    assert found.publisher == "上海市云岭区图书局"
