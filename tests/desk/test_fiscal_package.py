"""A Fiscal Data Package: what it has can be added up, and says what each column is."""

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from disclosed import disclose, publish, sample

from flows.desk.export import export
from flows.desk.fiscal import TAXONOMY, lowest, summed
from flows.desk.selection import select
from schemas.tables import Row


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The export of the sample with the standard tables."""
    one = disclose(sample("2018年度部门预算公开.txt"))
    out = publish(tmp_path_factory.mktemp("standard"), (one.common, one.records))
    to = tmp_path_factory.mktemp("package")
    return to, export("fdp", select(out), to)


def rows(package: Path, kind: str) -> list[dict[str, str]]:
    with (package / f"{kind}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_each_file_adds_up_to_the_total_of_its_table(package: tuple[Path, list[str]]) -> None:
    to, _ = package
    spent = rows(to, "general_expenditure")
    assert sum(Decimal(row["amount"]) for row in spent) == Decimal("6124000")
    assert {(row["direction"], row["phase"], row["fiscal_year"]) for row in spent} == {
        ("expenditure", "approved", "2018")
    }
    assert all(len(row["function_code"]) == 7 and not row["economic_code"] for row in spent)
    assert all(row["economic_code"] for row in rows(to, "basic_expenditure"))


def test_the_descriptor_names_the_concept_of_each_column(package: tuple[Path, list[str]]) -> None:
    described = json.loads((package[0] / "datapackage.json").read_text(encoding="utf-8"))
    assert (described["profile"], described["columnTypes"]) == ("tabular-data-package", [TAXONOMY])
    for resource in described["resources"]:
        header = (package[0] / resource["path"]).read_text(encoding="utf-8").splitlines()[0]
        assert header.split(",") == [field["name"] for field in resource["schema"]["fields"]]
        concepts = [field["columnType"] for field in resource["schema"]["fields"]]
        assert len(concepts) == len(set(concepts)) and "value" in concepts and "direction" in concepts
    assert f"{len(described['resources'])} files" in package[1][0]


def test_the_model_puts_each_column_into_one_dimension_but_for_the_amount(package: tuple[Path, list[str]]) -> None:
    described = json.loads((package[0] / "datapackage.json").read_text(encoding="utf-8"))
    model, columns = described["model"], [field["name"] for field in described["resources"][0]["schema"]["fields"]]
    sources = [source for one in model["dimensions"].values() for source in one["attributes"]]
    assert sorted([*sources, model["measures"]["amount"]["source"]]) == sorted(columns)
    assert all(one["primaryKey"] in one["attributes"] for one in model["dimensions"].values())


def test_every_line_keeps_its_name_whatever_it_is_classified_by(package: tuple[Path, list[str]]) -> None:
    to, _ = package
    names = ("function", "economic", "fund_source", "project", "expenditure_type")
    for path in to.glob("*.csv"):
        assert all(sum(bool(row[name]) for name in names) == 1 for row in rows(to, path.stem)), path.name
    assert [row["expenditure_type"] for row in rows(to, "appropriation") if row["direction"] == "expenditure"]


def line(**values: Any) -> Row:
    return {"code": None, "level": None, **values}


def test_the_lowest_lines_are_those_that_no_other_is_a_part_of() -> None:
    coded = [line(code=code) for code in ("201", "20101", "2010101", "2010102", "208")]
    assert [row["code"] for row in lowest(coded)] == ["2010101", "2010102", "208"]
    named = [line(level=level) for level in (1, 2, 2, 1)]
    assert lowest(named) == [named[1], named[2], named[3]]


def amount(number: int, yuan: int, role: str = "item", **values: Any) -> Row:
    row = {"code": None, "level": None, "unit_code": None, "unit_name": None, "of_which": False}
    return row | {"line_no": number, "amount_yuan": Decimal(yuan), "role": role, **values}


def test_a_line_with_two_columns_of_its_total_counts_once() -> None:
    columns = [amount(n, yuan, role, code=code) for n, yuan, role, code in TWO_BODIES for _ in ("合计", "小计")]
    assert [row["line_no"] for row in summed(columns) or []] == [3, 4]


TWO_BODIES = [(1, 900, "total", None), (2, 900, "item", "314"), (3, 500, "item", "314001"), (4, 400, "item", "314002")]


def test_bodies_with_lines_of_their_own_are_added_up_each() -> None:
    bodies = [amount(1, 900, "total")]
    for number, (body, yuan) in enumerate((("甲", 500), ("乙", 400))):
        bodies += [amount(10 * number + 2, yuan, "unit", unit_code=body)]
        bodies += [amount(10 * number + 3, yuan, code="201", unit_code=body)]
        bodies += [amount(10 * number + 4, yuan, code="20101", unit_code=body)]
    assert [row["line_no"] for row in summed(bodies) or []] == [4, 14]


def test_lines_that_add_up_to_no_total_are_left_out_but_for_rounding() -> None:
    printed = [amount(1, 100_000, code="201"), amount(2, 200_000, code="208")]
    assert summed([*printed, amount(3, 300_100, "total")]) == printed
    assert summed([*printed, amount(3, 310_000, "total")]) is None
    assert summed(printed) is None
