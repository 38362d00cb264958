"""Every statement of sentences on every subject of a disclosure: its measure, kind, number, year and base."""

from pathlib import Path
from typing import Any

import pytest
from told_figures import SAID, taken

from extractors.identify.identity import Identity
from schemas.tables import Row
from schemas.yamlfile import parse

SENTENCES: list[dict[str, Any]] = parse(Path(__file__).with_name("sentences.yaml").read_text(encoding="utf-8"))
OF = {
    "budget": SAID,
    "final_accounts": Identity("", "云岭县图书局", 2030, "final_accounts", "department", None, None),
    "performance_evaluation": Identity("", "云岭县图书局", 2030, "performance_evaluation", None, None, None),
    "government_budget": Identity("", None, 2031, "government_budget", "government", None, None),
}


def stated(row: Row, year: int) -> dict[str | None, dict[str, Any]]:
    """A row in the words of the file: what is the document's own year, or the year before it, is left out."""
    value = float(-row["value"] if row["direction"] == "decrease" else row["value"])
    said: dict[str, Any] = {row["statement"]: value}
    said |= {"year": row["year"]} if row["year"] not in (year, None) else {}
    said |= {"base": row["base"]} if row["base"] else {}
    said |= {"since": row["base_year"]} if row["base_year"] not in (year - 1, None) else {}
    return {row["measure"]: said | ({"part_of": row["part_of"]} if row["part_of"] else {})}


@pytest.mark.parametrize("case", SENTENCES, ids=[case["says"][:40] for case in SENTENCES])
def test_each_statement_of_a_sentence_is_a_figure(case: dict[str, Any]) -> None:
    identity = OF[case.get("of", "budget")]
    rows = [row for row in taken(case["says"], identity=identity) if row["statement"] != "count"]
    assert [stated(row, identity.fiscal_year or 0) for row in rows] == case["states"]


def test_nearly_all_statements_have_a_measure() -> None:
    measures = [measure for case in SENTENCES for said in case["states"] for measure in said]
    named = [measure for measure in measures if measure not in (None, "spending_item")]
    assert len(named) >= 0.93 * len(measures)


def test_each_part_of_a_sentence_is_the_bodys_that_it_begins_with() -> None:
    rows = taken("县图书馆2031年预算收入30万元；县文化馆2031年预算收入20万元。")
    assert [(row["unit_name"], row["value"]) for row in rows] == [("县图书馆", 30), ("县文化馆", 20)]
