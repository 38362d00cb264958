"""Each shape under other labels, in other orders, cut by pages: read by its shape, whoever prints it."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from contexts import context
from ruled import ruled

from extractors.document.claims import Claims
from extractors.document.model import Document, Table
from extractors.records.performance import shapes
from extractors.records.procurement import shapes as procurement

VARIANTS: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("shape_variants.yaml").read_text(encoding="utf-8"))
_COUNTED = ("indicators", "of_the_whole", "goals", "procurement_items", "procurement_totals", "purchased_services")


def tables(variant: dict[str, Any], *, paged: bool) -> list[Table]:
    found = []
    for number, one in enumerate(variant["tables"], start=1):
        table = ruled(one["rows"], *one["lines"])
        table.index = number
        for cell in table.cells:
            cell.page = number if paged else None
        found.append(table)
    return found


def read(variant: dict[str, Any], *, paged: bool) -> Claims:
    document = Document(tables(variant, paged=paged), "pdf" if paged else "word", "application/pdf")
    found = shapes.extract(document, context())
    found.merge(procurement.extract(document, replace(context(), taken=found)))
    return found


@pytest.mark.parametrize("paged", [True, False], ids=["pages", "no pages"])
@pytest.mark.parametrize("name", VARIANTS)
def test_a_form_is_read_by_its_shape(name: str, paged: bool) -> None:
    want = VARIANTS[name]["want"]
    found = read(VARIANTS[name], paged=paged)
    projects = [(row["project_name"], row["budget_yuan"]) for row in found.rows.get("projects", ())]
    assert projects == [(n, None if yuan is None else Decimal(yuan)) for n, yuan in want.get("projects", ())]
    scopes = [row["scope"] for row in found.rows.get("indicators", ())]
    counts = {"indicators": scopes.count("project"), "of_the_whole": scopes.count("department")}
    counts |= {table: len(found.rows.get(table, ())) for table in _COUNTED[2:]}
    assert {table: counts[table] for table in _COUNTED if table in want} == {t: want[t] for t in _COUNTED if t in want}


def test_signs_values_and_units_in_cells_of_their_own_make_one_target() -> None:
    found = read(VARIANTS["sheet with sign, value and unit in three cells"], paged=True)
    assert [row["target"] for row in found.rows["indicators"]] == ["=6座", "<=11月", "明显改善"]


def test_what_stands_beside_a_target_has_its_own_column() -> None:
    listed = read(VARIANTS["long list with directions and weights"], paged=True)
    assert [row["direction"] for row in listed.rows["indicators"]][:2] == ["正向指标", "反向指标"]
    kinds = read(VARIANTS["long list below a body, with kinds and explanations"], paged=True)
    assert {row["indicator_kind"] for row in kinds.rows["indicators"]} == {"定量指标"}
    assert kinds.rows["indicators"][0]["description"] == "反映补贴农机数量"
    before = read(VARIANTS["sheet with values of earlier years"], paged=True)
    assert [row["earlier"] for row in before.rows["indicators"]] == ["1200", "97%", "90%"]


def test_an_item_has_its_code_its_project_and_what_is_set_aside() -> None:
    coded = read(VARIANTS["items with catalogue codes, projects and prices"], paged=True)
    columns = ("project_name", "catalogue_code", "category", "organisation_form", "quantity")
    assert [tuple(row[c] for c in columns) for row in coded.rows["procurement_items"]] == [
        ("办公设备购置", "A02010105", "goods", "集中采购", 10),
        ("办公设备购置", "A02020400", "goods", "分散采购", 2),
    ]
    shared = read(VARIANTS["items with shares for small enterprises"], paged=True)
    assert [(row["set_aside"], row["sme_percent"]) for row in shared.rows["procurement_items"]] == [
        ("是", 100),
        ("否", 0),
    ]
