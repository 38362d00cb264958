"""The same standard table printed in other ways: whatever its cells look like, it has the same lines."""

from collections.abc import Callable, Sequence

import pytest
from contexts import context
from ruled import ruled

from extractors.document.model import Document
from extractors.records.standard.tables import extract

Rows = list[list[str]]

PLAIN: Rows = [
    ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
    ["", "合计", "1,300.50", "900.25", "400.25"],
    ["207", "文化旅游体育与传媒支出", "1,200.50", "800.25", "400.25"],
    ["20701", "文化和旅游", "1,200.50", "800.25", "400.25"],
    ["2070104", "图书馆", "1,200.50", "800.25", "400.25"],
    ["221", "住房保障支出", "100.00", "100.00", ""],
    ["22102", "住房改革支出", "100.00", "100.00", ""],
    ["2210201", "住房公积金", "100.00", "100.00", ""],
]


def _amounts(change: Callable[[str], str]) -> Rows:
    return [PLAIN[0], *([*row[:2], *map(change, row[2:])] for row in PLAIN[1:])]


def _in_one_cell(join: str) -> Rows:
    return [["科目", *PLAIN[0][2:]], *([join.join(filter(None, row[:2])), *row[2:]] for row in PLAIN[1:])]


def _apart(row: Sequence[str]) -> list[str]:
    return [text for cell in row for text in (cell, "")]


def _in_yuan(text: str) -> str:
    return text and f"{float(text.replace(',', '')) * 10_000:,.2f}元"


LOOKS: dict[str, Rows] = {
    "the unit behind each amount": _amounts(lambda text: text and f"{text}万元"),
    "another unit behind each amount than above the table": _amounts(_in_yuan),
    "marks of no amount": _amounts(lambda text: text or "—"),
    "columns in which nothing stands": list(map(_apart, PLAIN)),
    "a point between code and name": _in_one_cell("."),
    "a blank between code and name": _in_one_cell(" "),
    "a line between code and name": _in_one_cell("\n"),
    "the total last": [PLAIN[0], *PLAIN[2:], PLAIN[1]],
}


def _lines(rows: Rows, unit: str = "单位：万元") -> list[tuple[object, ...]]:
    found = extract(Document([ruled(rows, "部门支出总表", unit)], "pdf", "application/pdf", pages=1), context(2031))
    return sorted(
        (row["code"] or "", row["name"], row["measure"], row["amount_yuan"])
        for row in found.rows["budget_lines"]
        if row["amount_yuan"] is not None
    )


@pytest.mark.parametrize("look", LOOKS)
def test_a_table_that_is_typeset_otherwise_has_the_same_lines(look: str) -> None:
    assert len(_lines(PLAIN)) == sum(1 for row in PLAIN[1:] for text in row[2:] if text)
    assert _lines(LOOKS[look]) == _lines(PLAIN)


def test_amounts_that_print_their_unit_need_none_above_the_table() -> None:
    assert _lines(LOOKS["the unit behind each amount"], unit="") == _lines(PLAIN)
    assert _lines(LOOKS["another unit behind each amount than above the table"], unit="") == _lines(PLAIN)


def test_an_amount_in_another_unit_than_all_others_is_left_and_said() -> None:
    """What it is a part of would not be their sum as printed; nothing tells which unit is the slip."""
    rows = [row[:] for row in PLAIN]
    rows[-1][2:4] = ["100.00元", "100.00"]
    found = extract(Document([ruled(rows, "部门支出总表", "单位：万元")], "pdf", "", pages=1), context(2031))
    (left,) = found.troubles
    assert (left.error, "100.00元" in left.message) == ("not_a_number", True)
    assert ("2210201", "total") not in {(row["code"], row["measure"]) for row in found.rows["budget_lines"]}


def test_the_mark_of_a_note_behind_a_total_leaves_it_one() -> None:
    rows = [[text.replace("合计", "合计①") for text in row] for row in PLAIN]
    plain, marked = _lines(PLAIN), _lines(rows)
    assert [line[2:] for line in marked] == [line[2:] for line in plain]
