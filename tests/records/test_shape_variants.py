"""Each shape under other labels, in other orders, cut by pages: read by its shape, whoever prints it."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from contexts import context
from ruled import ruled

from extractors.document.claims import LABEL_NOT_KNOWN, Claims
from extractors.document.model import Document, Table
from extractors.records.performance import shapes
from extractors.records.procurement import shapes as procurement
from schemas.yamlfile import parse

VARIANTS: dict[str, Any] = {}
for _file in ("shape_variants.yaml", "shape_variants_unlisted.yaml"):
    VARIANTS |= parse(Path(__file__).with_name(_file).read_text(encoding="utf-8"))
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
    found = shapes.extract(document, context(document=document))
    found.merge(procurement.extract(document, context(document=document, taken=found)))
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


def test_labels_that_nobody_listed_are_told_by_what_stands_below_them() -> None:
    listed = read(VARIANTS["unknown labels of a list"], paged=True)
    assert [(row["level1"], row["level2"], row["level3"], row["target"]) for row in listed.rows["indicators"]] == [
        ("产出指标", "数量指标", "灯组", "≥30组"),
        ("产出指标", "质量指标", "完好率", "≥95%"),
        ("效益指标", "社会效益指标", "人次", "≥20000人次"),
    ]
    sheet = read(VARIANTS["unknown labels of a sheet"], paged=True)
    assert [(row["level3"], row["target"]) for row in sheet.rows["indicators"]] == [
        ("渔船", "≥60艘"),
        ("到场率", "≥95%"),
        ("增收", "≥30万元"),
    ]


def test_funds_below_a_way_of_buying_are_its_parts_and_no_funds_of_the_whole() -> None:
    bought = read(VARIANTS["purchases by class under labels of projects"], paged=True)
    goods, _, services = bought.rows["procurement_items"]
    assert [goods[name] for name in ("central_yuan", "dispersed_yuan", "fiscal_yuan", "category")] == [
        Decimal(50000), None, None, "goods",
    ]  # fmt: skip
    assert [services[name] for name in ("central_yuan", "dispersed_yuan", "category")] == [
        None, Decimal(40000), "services",
    ]  # fmt: skip


def test_a_column_is_read_in_the_unit_of_its_own_label() -> None:
    name = "purchases with a price in another unit, under a title that says nothing"
    assert [
        (row["unit_price_yuan"], row["amount_yuan"])
        for row in read(VARIANTS[name], paged=True).rows["procurement_items"]
    ] == [
        (Decimal(3000), Decimal(9000)),
        (Decimal(11000), Decimal(11000)),
    ]


def test_lists_of_results_and_points_have_their_columns() -> None:
    results = read(VARIANTS["a list of results"], paged=True).rows["projects"]
    told = [(row["executed_yuan"], row["executed_percent"], row["score"]) for row in results]
    assert told == [(Decimal(180000), Decimal(90), Decimal("96.5")), (Decimal(60000), Decimal(100), Decimal(99))]
    points = read(VARIANTS["points of levels beside their names"], paged=True).rows["indicators"]
    assert [row["weight"] for row in points] == [Decimal(30), Decimal(30), Decimal(40)]
    beside = read(VARIANTS["indicators line by line in two cells"], paged=True).rows["indicators"]
    assert [(row["level3"], row["target"]) for row in beside] == [
        ("补种株数", "≥800株"),
        ("浇水次数", "≥12次"),
        ("成活率", "≥90%"),
    ]


def test_both_levels_in_one_cell_are_two() -> None:
    joined = read(VARIANTS["both levels in one cell, an amount beside the title of its block"], paged=True)
    levels = [(row["level1"], row["level2"]) for row in joined.rows["indicators"]]
    assert levels == [("产出指标", "数量指标"), ("效益指标", "社会效益指标")]


def test_a_label_that_nothing_tells_is_left_as_not_known() -> None:
    table = ruled(
        [
            ["项目名称", "资金总额", "渡口缘起", "三级指标", "指标值"],
            ["灯会", "12.00", "旧俗", "灯组", "≥30组"],
        ],
        "项目支出绩效目标表",
        "单位：万元",
    )
    found = shapes.extract(Document([table], "pdf", "application/pdf"), context())
    assert found.reasons == {(table.index, 0, 2): LABEL_NOT_KNOWN}


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
    assert [row["earlier"] for row in before.rows["indicators"]] == ["1200；1300", "97%；98%", "90%；91%"]


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
