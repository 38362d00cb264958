"""Notes beside a table that say it is empty, and notes that only say what the body does not have."""

import pytest

from extractors.account.empty_notes import empty_notes
from extractors.assemble import assemble
from extractors.document.claims import Claims
from extractors.read import read


@pytest.mark.parametrize(
    ("note", "empty"),
    [
        ("本单位无此项支出", True),
        ("我馆今年没有安排", False),
        ("注：本表为空", True),
        ("本单位无下属单位。", False),
        ("本部门没有所属事业单位。", False),
    ],
)
def test_a_note_calls_a_table_empty_only_where_it_speaks_of_what_the_table_lists(note: str, empty: bool) -> None:
    document = assemble(read(f"甲表\n科目\t金额\n水费\t3.00\n{note}\n".encode()))
    assert empty_notes(document, Claims()) == ({1: note} if empty else {})


@pytest.mark.parametrize(("title", "empty"), [("部门支出总表", False), ("政府性基金预算支出表", True), ("表八", False)])
def test_a_note_about_a_fund_calls_no_table_of_other_money_empty(title: str, empty: bool) -> None:
    note = "本馆没有政府性基金预算，相应的表格以空表列示。"
    document = assemble(read(f"{note}\n{title}\n科目\t金额\n水费\t3.00\n".encode()))
    assert empty_notes(document, Claims()) == ({1: note} if empty else {})
