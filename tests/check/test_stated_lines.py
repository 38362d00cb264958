"""Subjects that a list of the prose states, against the tables of its money."""

from typing import Any

import pytest
from disclosure import HALF_UNIT, YEAR, complete, figure, yuan

from extractors.check.evaluation import evaluate

SUBJECTS = {"行政运行": 9, "灯塔维护": 7, "航标更新": 5, "岸线巡查": 8}


def table(number: int, kind: str, lines: dict[str, int]) -> list[Any]:
    said = {"table_kind": kind, "table_no": number, "table_index": number, "page": 1, "side": "expenditure"}
    said |= {"scheme": "function", "role": "item", "level": 1, "of_which": False, "measure": "total"}
    return [
        complete("budget_lines", {**said, "row_index": at, "line_no": at, "name": name, "column_label": "合计"})
        | {"amount_yuan": yuan(amount)}
        for at, (name, amount) in enumerate(lines.items())
    ]


def prose() -> list[Any]:
    return [
        complete("figures", figure(at, "function_line", yuan(wan), label=name, part_of="expenditure_general"))
        for at, (name, wan) in enumerate(SUBJECTS.items(), start=1)
    ]


@pytest.mark.parametrize(("lacking", "failed"), [((), 1), (("岸线巡查",), 0)])
def test_a_subject_is_compared_with_no_other_money_where_the_table_of_its_list_lacks_it(
    lacking: tuple[str, ...], failed: int
) -> None:
    every = table(1, "expenditure", {**SUBJECTS, "岸线巡查": 16})
    general = table(2, "general_expenditure", {**SUBJECTS, "岸线巡查": 15})
    lines = [*every, *(line for line in general if line["name"] not in lacking)]
    checks = evaluate({"budget_lines": lines, "figures": prose()}, YEAR, HALF_UNIT)
    assert sum((c["identity"], c["status"]) == ("lines_stated", "fail") for c in checks) == failed
