"""What looks like a misreading of ours accuses nobody: a lost column, a line read twice, a blot, a unit of others."""

from decimal import Decimal
from typing import Any

import pytest

from extractors.check.rule import Side, equal
from extractors.diagnose.misread import of_misreading
from extractors.diagnose.numbers import Numbers
from extractors.document.place import Place
from schemas.tables import Row
from schemas.words.unit_proofs import unit_proof_words


def numbers(*rows: list[str], engine: str = "pdfium", proof: str | None = None) -> Numbers:
    cells = [
        {"table_index": 1, "row": row, "row_span": 1, "col": col, "text": text, "header": False, "page": 3,
         "line": None, **dict.fromkeys(("x0", "top", "x1", "bottom"))}
        for row, line in enumerate(rows) for col, text in enumerate(line)
    ]  # fmt: skip
    table = {"table_index": 1, "engine": engine, "unit_printed": None if proof else "万元", "unit_proof": proof}
    records: Any = {"cells": cells, "tables": [table]}
    return Numbers(records)


def at(row: int, column: int | None = None) -> Place:
    return Place(3, None, 1, row, column)


def doubts(check: Row, read: Numbers) -> list[str]:
    return [reason.partition(":")[0] for reason in of_misreading([check], read).values()]


@pytest.mark.parametrize(
    ("engine", "second", "doubted"),
    [("pdfium", "12.50", ["twice"]), ("pdfium", "12.60", []), ("excel", "12.50", [])],
)
def test_a_line_that_seems_to_be_read_twice_accuses_nobody(engine: str, second: str, doubted: list[str]) -> None:
    """A workbook is told its lines by the file: there the publisher wrote it twice."""
    read = numbers(["合计", "12.50"], ["麦种", "12.50"], ["麦种", second], engine=engine)
    parts = Side("各项", "parts", Decimal(250_000), (at(1), at(2)))
    check = equal("table_total", "expenditure 1", parts, Side("合计", "total", Decimal(125_000), (at(0),)))
    assert doubts(check, read) == doubted


@pytest.mark.parametrize(("text", "doubted"), [("16,916.5#", ["digits"]), ("", []), ("2.（一）", []), ("95%", [])])
def test_an_amount_that_is_blotted_is_no_blank(text: str, doubted: list[str]) -> None:
    read = numbers(["麦种", text], ["麦种", "16,916.56"])
    check = equal(
        "tables_classes", "麦种", Side("甲", "a", Decimal(0), (at(0),)), Side("乙", "b", Decimal(9), (at(1),))
    )
    assert doubts(check, read) == doubted


@pytest.mark.parametrize(
    ("proof", "stated", "doubted"),
    [
        (unit_proof_words().the_only_one, 21_549_900, ["unit"]),
        (unit_proof_words().the_only_one, 31_549_900, []),
        (unit_proof_words().total, 21_549_900, []),
    ],
)
def test_a_table_that_has_the_unit_of_the_others_is_not_wrong_by_a_unit(
    proof: str, stated: int, doubted: list[str]
) -> None:
    read = numbers(["合计", "21,549,920.00"], proof=f"万元: {proof}")
    table = Side("采购表合计", "the table", Decimal(215_499_200_000), (at(0),))
    check = equal("procurement_stated", "2031", table, Side("政府采购", "prose", Decimal(stated), (Place(2),)))
    assert doubts(check, read) == doubted


@pytest.mark.parametrize(("lacking", "doubted"), [((900, 500, 400), 3), ((900, 500, 300), 0), ((900, 900), 0)])
def test_a_column_that_lacks_in_each_line_may_not_have_been_read(lacking: tuple[int, ...], doubted: int) -> None:
    checks = [
        equal("table_columns", f"{row}", Side("各栏", "parts", Decimal(5_000 - off), (at(row, 3),)),
              Side("合计", "total", Decimal(5_000), (at(row, 2),)))
        for row, off in enumerate(lacking)
    ]  # fmt: skip
    assert len(of_misreading(checks, numbers(["麦种", "1"]))) == doubted
