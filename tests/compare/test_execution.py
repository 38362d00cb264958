"""How a budget was carried out: from the final accounts alone, or beside the budget that was published."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from accounts import amounts, budget, final_accounts
from publishing import stage

from flows.cli.main import main
from flows.compare.execution import Executed, execution
from flows.publish import snapshots
from flows.publish.errors import NotFoundError

PLANNED = amounts(200, 50, 50)
SPENT = amounts(190, 50, 45)


def published(folder: Path, *paths: Path) -> Path:
    for path in paths:
        stage(path, folder / "out")
    snapshots.publish(folder / "out")
    return folder / "out"


def percents(found: list[Executed]) -> dict[str | None, Decimal | None]:
    return {line.name: line.percent for line in found if line.code in (None, "2070104", "2210201")}


EXPECTED = {"合计": Decimal("95.00"), "图书馆": Decimal("95.00"), "住房公积金": Decimal("90.00")}


def test_final_accounts_with_both_columns_need_no_budget(tmp_path: Path) -> None:
    found = execution(published(tmp_path, final_accounts(tmp_path, PLANNED, SPENT)), "云岭县图书馆", 2031)
    assert percents(found) == EXPECTED
    assert {line.planned_label for line in found} == {"年初预算数"}


def test_without_such_a_column_the_published_budget_is_the_plan(tmp_path: Path) -> None:
    out = published(tmp_path, budget(tmp_path, PLANNED), final_accounts(tmp_path, None, SPENT))
    found = execution(out, "云岭县图书馆", 2031)
    assert percents(found) == EXPECTED
    assert {(line.planned_in, line.final_in) for line in found} == {
        ("云岭县图书馆2031年部门预算.html", "云岭县图书馆2031年部门决算.html")
    }


def test_of_a_plan_of_nothing_there_is_no_percentage(tmp_path: Path) -> None:
    out = published(tmp_path, final_accounts(tmp_path, amounts(200, 0, 50), SPENT))
    assert [line.percent for line in execution(out, "云岭县图书馆", 2031) if line.name == "群众文化"] == [None]


def test_a_budget_alone_was_not_carried_out(tmp_path: Path) -> None:
    out = published(tmp_path, budget(tmp_path, PLANNED))
    with pytest.raises(NotFoundError, match="no final accounts"):
        execution(out, "云岭县图书馆", 2031)


def command(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as ended:
        main(["compare", "云岭县图书馆", "2031", "2031", *arguments])
    assert ended.value.code == 0
    return capsys.readouterr().out


def test_the_command_prints_it_and_gives_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(published(tmp_path, final_accounts(tmp_path, PLANNED, SPENT)))
    assert len(json.loads(command(capsys, "--out", out, "--json"))) == 8
    assert "95.00" in command(capsys, "--out", out)
