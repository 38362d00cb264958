"""A budget whose figures stand in no table: the run says that a table was not made out."""

import pytest

from extractors.account.tables_not_made_out import ERROR, UNKNOWN
from extractors.document.file import File
from extractors.pipeline import extract, read_document

TITLE = "云岭县图书馆2031年部门预算\n\n部门收支总表\n\n单位：万元\n\n"
SENTENCE = (
    "2031年收入预算12.50万元，其中：财政拨款10.00万元，事业收入2.00万元，其他收入0.50万元，上年结转0万元，没有。\n\n"
)


def errors(text: str) -> list[str]:
    data = text.encode()
    _, records = extract(read_document(data), File("a.txt", "a.txt", "0" * 64, len(data)), "test")
    return [row["error"] for row in records["failures"]]


def test_figures_of_a_table_that_lost_its_columns_are_named() -> None:
    assert ERROR in errors(TITLE + "".join(f"项目{n}\n\n{n}.50\n\n" for n in range(1, 25)))


def test_figures_in_sentences_are_no_table() -> None:
    assert ERROR not in errors(TITLE + SENTENCE * 6)


def test_figures_in_a_table_are_made_out() -> None:
    assert ERROR not in errors(TITLE + "项目\t预算数\n" + "".join(f"项目{n}\t{n}.50\n" for n in range(1, 25)))


ROWS = "".join(f"{n}、育苗项目{n} {n}.50 {n}.00\n\n" for n in range(1, 13))
TWO_SIDES = "".join(f"一、收入{n} {n}.50 一、支出{n} 1,{n + 100}.00\n\n" for n in range(1, 13))


@pytest.mark.parametrize("rows", [ROWS, TWO_SIDES])
def test_rows_of_a_name_and_a_figure_or_two_are_named_where_no_table_was_read(rows: str) -> None:
    assert ERROR in errors(TITLE + rows)


def test_a_table_of_contents_is_no_table_of_figures() -> None:
    assert errors(TITLE + "".join(f"{n}、部门收支总表 {n + 10}\n\n" for n in range(1, 40))) == []


def test_tables_that_are_all_of_no_known_form_are_named() -> None:
    assert UNKNOWN in errors(
        "云岭县图书馆2031年部门预算\n\n" + "甲\t乙\n" + "".join(f"柳{n}\t{n}.50\n" for n in range(1, 25))
    )
