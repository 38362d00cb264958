"""Tables that only list: units that a budget covers, and the tables of a set."""

from contexts import context
from ruled import ruled

from extractors.account.empty_notes import empty_notes
from extractors.account.leftovers import leftover_rows
from extractors.document.claims import Claims
from extractors.document.model import Document, Table
from extractors.records import listings

UNITS = [
    ["序号", "单位名称", "单位性质", "拟变动情况"],
    ["1", "芦桥航运局本级", "行政", ""],
    ["2", "柳湾航标站", "事业", "并入渡口管理处"],
    ["3", "芦桥渡口管理处", "事业", ""],
    ["合计", "3", "", ""],
]
CONTENTS = [
    ["报表", "报表名称", "是否空表", "公开空表理由"],
    ["表1", "2031年部门预算收支总表", "否", ""],
    ["表2", "2031年部门预算政府性基金收支表", "是", "无此项收入"],
    ["表3", "2031年专项资金绩效目标表", "", ""],
]


def document(*tables: Table) -> Document:
    for index, table in enumerate(tables, start=1):
        table.index = index
    return Document(list(tables), "pdf", "application/pdf")


def read(*tables: Table) -> Claims:
    return listings.extract(document(*tables), context())


def units(found: Claims, *columns: str) -> list[tuple[object, ...]]:
    return [tuple(row[column] for column in columns) for row in found.rows.get("organizations", ())]  # type: ignore[literal-required]


def test_each_unit_of_a_list_is_an_organization() -> None:
    found = read(ruled(UNITS))
    assert found.kinds == {1: "organizations"}
    assert units(found, "name", "nature", "change") == [
        ("芦桥航运局本级", "行政", None),
        ("柳湾航标站", "事业", "并入渡口管理处"),
        ("芦桥渡口管理处", "事业", None),
    ]


def test_no_number_of_a_list_is_left() -> None:
    papers = document(ruled(UNITS), ruled(CONTENTS))
    found = listings.extract(papers, context())
    left, numbers, claimed = leftover_rows(papers, found)
    assert (left, numbers) == ([], claimed)


def test_two_lists_side_by_side_are_read_one_after_the_other() -> None:
    table = [
        ["序号", "预算单位", "序号", "预算单位"],
        ["1", "柳湾航标站", "3", "芦桥渡口管理处"],
        ["2", "北汊船闸所", "", ""],
    ]
    assert units(read(ruled(table)), "name") == [("柳湾航标站",), ("北汊船闸所",), ("芦桥渡口管理处",)]


def test_units_with_amounts_are_no_list() -> None:
    table = [["序号", "单位名称", "合计"], ["1", "柳湾航标站", "12.00"]]
    assert not read(ruled(table)).kinds
    table = [["序号", "单位名称", "备注"], ["1", "柳湾航标站", "12.00"]]
    assert not read(ruled(table)).kinds


def test_a_list_of_other_things_is_no_table_of_contents() -> None:
    table = [["序号", "内容", "备注"], ["1", "船员培训", ""], ["2", "航标维护", ""]]
    assert not read(ruled(table)).kinds


def test_what_the_table_of_contents_calls_empty_is_noted_of_the_table_that_it_names() -> None:
    blank = [["科目编码", "科目名称", "合计"], ["", "", ""]]
    papers = document(
        ruled(CONTENTS), ruled(blank, "部门预算收支总表"), ruled(blank, "表2 2031年部门预算政府性基金收支表")
    )
    found = listings.extract(papers, context())
    assert found.kinds == {1: "contents"}
    assert empty_notes(papers, found) == {3: "是否空表：是；公开空表理由：无此项收入"}


def test_a_name_that_two_tables_have_says_of_neither_that_it_is_empty() -> None:
    blank = [["科目编码", "科目名称", "合计"], ["", "", ""]]
    name = "部门预算政府性基金收支表"
    papers = document(ruled(CONTENTS), ruled(blank, name), ruled(blank, name))
    assert empty_notes(papers, listings.extract(papers, context())) == {}
