"""Notes beside a table that say it is empty, and notes that only say what the body does not have."""

import pytest

from extractors.account.empty_notes import empty_note
from extractors.assemble import assemble
from extractors.document.model import Table
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
    (position,) = [at for at, block in enumerate(document.blocks) if isinstance(block, Table)]
    assert (empty_note(document, position) == note) is empty
