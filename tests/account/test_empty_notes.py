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
