"""年初预算数 in final accounts against the published budget: what differs is found, what may differ is left alone."""

from pathlib import Path

import pytest
from accounts import LINES, amounts, budget, final_accounts
from publishing import rows, stage

from flows.publish import snapshots

PLANNED = amounts(200, 50, 50)
SPENT = amounts(190, 50, 45)


def checked(folder: Path, *paths: Path) -> dict[str, str]:
    """The status of each check of 年初预算数, by the name of its line."""
    for path in paths:
        stage(path, folder / "out")
    snapshots.publish(folder / "out")
    found = [row for row in rows(folder / "out", "checks") if row["identity"] == "initial_budget"]
    assert {row["severity"] for row in found} <= {"warning"}
    return {row["subject"].removesuffix(" 2031"): row["status"] for row in found}


def test_each_line_is_the_published_budget(tmp_path: Path) -> None:
    found = checked(tmp_path, budget(tmp_path, PLANNED), final_accounts(tmp_path, PLANNED, SPENT))
    assert found == {name: "exact" for _, name in LINES}


def test_two_lines_that_were_changed_are_found_even_by_one_unit(tmp_path: Path) -> None:
    found = checked(tmp_path, budget(tmp_path, PLANNED), final_accounts(tmp_path, amounts(201, 49, 50), SPENT))
    assert [name for name, status in found.items() if status == "fail"] == ["图书馆", "群众文化"]


def test_one_line_that_was_changed_is_one_finding_and_not_one_for_each_level_above_it(tmp_path: Path) -> None:
    for path in (budget(tmp_path, PLANNED), final_accounts(tmp_path, amounts(201, 50, 50), SPENT)):
        stage(path, tmp_path / "out")
    snapshots.publish(tmp_path / "out")
    (finding,) = rows(tmp_path / "out", "findings")
    assert "图书馆年初预算数" in finding["message_zh"]


@pytest.mark.parametrize("head", ["全年预算数", "调整预算数", "预算数"])
def test_a_budget_that_may_have_been_adjusted_is_not_compared(tmp_path: Path, head: str) -> None:
    accounts = final_accounts(tmp_path, amounts(210, 40, 50), SPENT, head)
    assert checked(tmp_path, budget(tmp_path, PLANNED), accounts) == {}


def test_a_table_that_its_own_sums_do_not_prove_accuses_nobody(tmp_path: Path) -> None:
    broken = [*PLANNED[:3], 210, *PLANNED[4:]]
    assert checked(tmp_path, budget(tmp_path, PLANNED), final_accounts(tmp_path, broken, SPENT)) == {}


def test_a_table_that_agrees_nowhere_is_of_another_scope(tmp_path: Path) -> None:
    found = checked(tmp_path, budget(tmp_path, PLANNED), final_accounts(tmp_path, amounts(400, 90, 70), SPENT))
    assert found == {"general_expenditure": "not_checkable"}
