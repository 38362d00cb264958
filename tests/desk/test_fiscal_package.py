"""A Fiscal Data Package: what it has can be added up, and says what each column is."""

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from disclosed import disclose, publish, sample

from flows.desk.export import export
from flows.desk.fiscal import TAXONOMY, lowest
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
    assert (described["profile"], described["columnTypes"]) == ("fiscal-data-package", TAXONOMY)
    for resource in described["resources"]:
        header = (package[0] / resource["path"]).read_text(encoding="utf-8").splitlines()[0]
        assert header.split(",") == [field["name"] for field in resource["schema"]["fields"]]
        concepts = [field["columnType"] for field in resource["schema"]["fields"]]
        assert len(concepts) == len(set(concepts)) and "value" in concepts and "direction" in concepts
    assert f"{len(described['resources'])} files" in package[1][0]


def line(**values: Any) -> Row:
    return {"code": None, "level": None, **values}


def test_the_lowest_lines_are_those_that_no_other_is_a_part_of() -> None:
    coded = [line(code=code) for code in ("201", "20101", "2010101", "2010102", "208")]
    assert [row["code"] for row in lowest(coded)] == ["2010101", "2010102", "208"]
    named = [line(level=level) for level in (1, 2, 2, 1)]
    assert lowest(named) == [named[1], named[2], named[3]]
