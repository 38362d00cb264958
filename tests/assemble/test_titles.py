"""The name of a table: which of the lines above it, or in its first row, is it."""

import pytest

from extractors.assemble.titles import same_title
from extractors.document.model import Paragraph, Table
from extractors.pipeline import read_document as read


def table_under(*lines: str) -> Table:
    """The table of a text whose lines stand above it."""
    (table,) = read("\n".join([*lines, "科目\t金额", "水费\t3.00"]).encode()).tables
    return table


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["2031年部门收支预算总表", "编制部门：云岭县图书馆 单位：元"], "2031年部门收支预算总表"),
        (["236云岭馆舍修缮专项绩效目标表", "(2031年度)"], "236云岭馆舍修缮专项绩效目标表"),
        (["附表3-5", "部门预算支出总表", "701云岭县图书馆", "单位：万元"], "部门预算支出总表"),
        (["公开03表：支出预算总表"], "公开03表：支出预算总表"),
        (["部门支出总表 单位：万元"], "部门支出总表"),
        (["部门职责-工作活动绩效目标"], "部门职责-工作活动绩效目标"),
        (["机构设置："], "机构设置"),
        (["附表3-2", "部门预算收入总表", "单位：", "万元"], "部门预算收入总表"),
        (["表一：支出预算总表", "单位：万元"], "表一：支出预算总表"),
        (["部门公开表12", "政府采购预算表（单位：万元）"], "政府采购预算表"),
        (["表三"], None),
        (["附表3-", "3"], None),
        (["云岭县图书馆单位：人"], None),
        (["编制单位："], None),
        (["（2031年度）", "单位：万元"], None),
    ],
)
def test_the_title_is_the_line_that_names_the_table(lines: list[str], title: str | None) -> None:
    assert table_under(*lines).title == title


def test_a_number_above_the_title_is_context() -> None:
    assert [line.text for line in table_under("附表3-1", "部门预算收支总表", "单位：万元").context] == [
        "附表3-1",
        "部门预算收支总表",
        "单位：万元",
    ]


@pytest.mark.parametrize(
    "note",
    [
        "注：本馆今年没有此类支出安排",
        "说明：本表为空",
        "此表为空",
        "（无政府性基金支出）",
        "我单位无此项内容",
        "注:本部门2031年无国有资本经营预算安排的预算，故本表为空表。",
    ],
)
def test_a_note_under_a_table_is_no_title_of_the_next(note: str) -> None:
    lines = ["甲表", "科目\t金额", "水费\t3.00", note, "科目\t金额\t备注", "电费\t1.00\t无"]
    first, second = read("\n".join(lines).encode()).tables
    assert (first.title, second.title, second.context) == ("甲表", None, [])


def test_a_note_and_the_number_of_the_next_table_are_two_lines() -> None:
    made = read("注：本馆今年没有此类支出安排\n表八\n支出预算表\n科目\t金额".encode())
    texts = [block.text for block in made.blocks if isinstance(block, Paragraph)]
    assert texts == ["注：本馆今年没有此类支出安排", "表八", "支出预算表"]


@pytest.mark.parametrize(
    ("second", "same"),
    [("支出预算表", True), ("支出 预算表", True), ("支出预算表（续）", True), (None, True), ("收入预算表", False)],
)
def test_a_part_belongs_to_a_table_of_its_name_or_has_none(second: str | None, same: bool) -> None:
    assert same_title("支出预算表", second) is same
